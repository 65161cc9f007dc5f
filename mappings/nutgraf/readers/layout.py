"""What each paragraph of a plain-text article is, told by layout alone.

Newsrooms paste captions, pull quotes, cross-references and contact lines between the paragraphs of
a story; none of them is its body.  Every rule here looks at the form of a paragraph and at its
neighbours, never at what it says about the world.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nutgraf.language.passages import Passages
from nutgraf.model import PROSE, Paragraph, ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nutgraf.model import Span

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_DATE = rf"{_DAY}(?:{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\s+{_MONTH},?\s+\d{{4}}|\d{{4}}-\d\d-\d\d)"

RELATED = re.compile(
    r"(?:READ MORE|ALSO READ|READ ALSO|READ NEXT|READ:|SEE ALSO|RELATED(?: STOR(?:Y|IES)| ARTICLES?)?"
    r"|MORE ON THIS(?: STORY)?|FURTHER READING|WATCH|LISTEN|EXPLAINER|OPINION|DON[’']T MISS)"
    r"\s*+(?:[:|–—>»]|$)\s*+",
    re.IGNORECASE,
)
"""The label of a line that points at another article."""

_EMAIL = r"[\w.+-]++@[\w-]++(?:\.[\w-]++)++"
_CONTACT = re.compile(
    rf"[\W_]*+(?:(?:contact|e-?mail|write to|reach)\b[^@]{{0,60}})?{_EMAIL}"
    rf"(?:(?:\s*+[,;/|]|\s++(?:and|or)\b)\s*+{_EMAIL})*[\W_]*+(?:(?<=@)\w++\W*+)?|(?:twitter|follow[^.]{{0,40}})\W*@\w+\W*",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    rf"(?:(?:first )?(?:published|posted|updated|modified|last updated|date)(?:\s+on)?\s*+:?\s*+)?{_DATE}"
    r"(?:\s*+(?:[,|·•at-]+\s*+)?\d{1,2}[:.]\d\d(?:\s*(?:[ap]\.?m\.?))?(?:\s*\(?[A-Z]{2,5}\)?)?)?",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:(?:Story|Text|Words|Reporting|Report|Analysis|Written|Compiled|Interview|Interviewed)\s+)?[Bb][Yy]:?\s+"
    r"(?!(?:the|a|an|then|now|late|early|mid|far|law|contrast|comparison)\b)[^\W\d_](?:[^.!?]|(?<=\b[A-Z])\.|\.(?=[\w-]+\b(?<=\w)(?:$|\s))){1,120}"
    r"|\(?(?:(?:Additional\s+)?(?:[Rr]eporting|[Ww]riting)|Editing)\s+by\s[^!?]{1,300}\)?"
)
_CREDIT_END = re.compile(r"[(\[][^()\[\]]{2,80}[)\]]$")
_AGENCY_CREDIT = re.compile(
    r"[(\[](?:(?:file |handout )?(?:photos?|image|picture|pic|credit|photograph)\b[^()\[\]]{0,200}|[^()\[\]]{0,200}\S\s*/\s*\S[^()\[\]]{0,200}"
    r"|[A-Z .’'-]{2,60}|[^()\[\]]{0,200}\b(?:photo|file|handout|via)\b[^()\[\]]{0,200})[)\]]\.?$",
    re.IGNORECASE,
)
_BRACKETS = (")", "]", ").", "].")
_CREDIT_LINE = re.compile(
    r"(?:photo(?:graph|graphy|s)?|image|picture|pic|illustration|credit)s?(?:\s+(?:by|credit|courtesy of))?\s*[:/]\s*\S",
    re.IGNORECASE,
)
_CREDIT_TAIL = re.compile(
    r"[.!?]\s+(?:Photo|Photograph|Picture|Image|Credit)s?(?: by)?\s*:\s*[^.!?]{2,60}$"
)
_SHOWN = re.compile(
    r"\b(?:(?:aerial |file |undated |handout |combination |satellite )?(?:photos?|photograph|image|picture|pictured)"
    r"\s+(?:taken|shows?|released|provided|from|dated|made|combo)|pictured|is seen (?:in|on|at|during|here)|are seen (?:in|on|at|during|here)"
    r"|seen here|in this (?:\w+ ){0,3}(?:photo|image|picture)|file photo|\((?:left|right|centre|center|L|R|C)\))",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"(?:advertisement|sponsored|story continues below\b.*|article continues (?:below|after)\b.*|sign up (?:for|to)\b.*"
    r"|subscribe (?:to|now)\b.*|click here\b.*|share this\b.*|©.*|\(c\)\s.*|copyright\b.*|all rights reserved\b.*"
    r"|(?:for )?immediate release|(?:press|media|news) release|breaking(?: news)?|embargoed?\b.{0,60}|exclusive|live"
    r"|-{3,}|\*{3,}|#{2,}|-\s*30\s*-|end(?:s|it)?|\(?more to follow\)?|this (?:story|article) (?:was|has been)\b.{0,160})\.?",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…。！？][\"”’')\]]*$")
_QUOTED = re.compile(r"[“\"][^“”\"]+[”\"]")
_ATTRIBUTION_START = re.compile(r"[\u00a0\s]*(?:[-–—―]\s*)?")
_OFFICE = re.compile(
    r"\b(?:Reporters?|Correspondents?|Bureau|Writers?|Editors?|Desk|Staff)\b$", re.IGNORECASE
)
_SIGNATURE = re.compile(r"[A-Z][\w’'-]+(?:\s(?:[A-Z]\.|[a-z]{2,3}|[A-Z][\w’'-]+)){1,3}")
_WORD = re.compile(r"\w+")
_PROSE_WORDS = 12
_PULLED_WORDS = 5
_HEADLINE_WORDS = 25
_SUBHEADING_WORDS = 10
_STANDFIRST_WORDS = 60


def classify(text: str, spans: Sequence[Span]) -> tuple[Paragraph, ...]:
    r"""The kind of each paragraph.

    >>> text = "Bank cuts rates\n\nThe bank cut its rate on Monday, it said.\n\nREAD MORE: Rates"
    >>> from nutgraf.readers.text import blocks
    >>> [str(p.kind) for p in classify(text, tuple(blocks(text)))]
    ['headline', 'lead', 'related']
    """
    words = [span.of(text) for span in spans]
    kinds: list[ParagraphKind | None] = [by_form(each) for each in words]
    _find_captions(words, kinds)
    _find_pull_quotes(words, kinds)
    _find_head(words, kinds)
    _find_subheadings(words, kinds)
    rest = [ParagraphKind.BODY if kind is None else kind for kind in kinds]
    if ParagraphKind.BODY in rest:
        rest[rest.index(ParagraphKind.BODY)] = ParagraphKind.LEAD
    return tuple(Paragraph(kind=kind, span=span) for kind, span in zip(rest, spans, strict=True))


def by_form(words: str) -> ParagraphKind | None:
    """The kinds that a paragraph's own form tells, wherever it stands."""
    if RELATED.match(words) and (len(words.split()) <= 30 or ":" in words[:20]):
        return ParagraphKind.RELATED
    if _CONTACT.fullmatch(words):
        return ParagraphKind.CONTACT
    if _BOILERPLATE.fullmatch(words):
        return ParagraphKind.BOILERPLATE
    if _DATELINE.fullmatch(words):
        return ParagraphKind.DATELINE
    if len(words.split()) <= 45 and _BYLINE.fullmatch(words):
        return ParagraphKind.BYLINE
    return None


def _find_captions(words: Sequence[str], kinds: list[ParagraphKind | None]) -> None:
    """A credit in brackets at the end, a credit line, or words that say what a picture shows."""
    for index, each in enumerate(words):
        if kinds[index] is not None or len(each.split()) > 90:
            continue
        if (
            _CREDIT_LINE.match(each)
            or (":" in each and _CREDIT_TAIL.search(each))
            or (
                each.endswith(_BRACKETS)
                and _AGENCY_CREDIT.search(each)
                and (_SHOWN.search(each) or _is_agency_credit(each))
            )
            or (index <= 1 and _SHOWN.search(each) and len(each.split()) <= 60 and not _said(each))
        ):
            kinds[index] = ParagraphKind.CAPTION


def _is_agency_credit(words: str) -> bool:
    """Whether the brackets at the end hold a slash or a word for a picture, and no marks of a program."""
    match = _CREDIT_END.search(words.rstrip("."))
    if not match or any(mark in match.group() for mark in '={}<>"'):
        return False
    pictured = re.search(r"\b(?:photo|file|image|handout)\b", match.group(), re.IGNORECASE)
    return "/" in match.group() or pictured is not None


def _said(words: str) -> bool:
    return bool(re.search(r"\b(?:said|says|told)\b", words)) or bool(_QUOTED.search(words))


def _find_pull_quotes(words: Sequence[str], kinds: list[ParagraphKind | None]) -> None:
    """A paragraph whose words stand again inside another one, and the attribution line below it."""
    folded = [_fold(each) for each in words]
    whole = [each for each in folded if each.count(" ") >= _PULLED_WORDS - 1]
    passages = Passages(folded, whole)
    for index, each in enumerate(folded):
        if kinds[index] is not None or each.count(" ") < _PULLED_WORDS - 1:
            continue
        again = any(
            len(folded[place]) > len(each) or place < index
            for place in passages.holding(each)
            if place != index and kinds[place] is None
        )
        if not again:
            continue
        kinds[index] = ParagraphKind.PULL_QUOTE
        follower = index + 1
        if follower < len(words) and kinds[follower] is None and _is_attribution(words[follower]):
            kinds[follower] = ParagraphKind.ATTRIBUTION


def _is_attribution(words: str) -> bool:
    bare = _ATTRIBUTION_START.sub("", words, count=1)
    return (
        len(bare.split()) <= 25
        and ("," in bare or bare != words)
        and not _SENTENCE_END.search(bare)
        and not _QUOTED.search(bare)
        and bare[:1].isupper()
    )


def _fold(words: str) -> str:
    """The words alone, so that two copies of a quotation compare equal whatever their marks."""
    return " ".join(_WORD.findall(words.casefold()))


def _find_head(words: Sequence[str], kinds: list[ParagraphKind | None]) -> None:
    """The headline is the first line, if it is no sentence; the standfirst stands below it.

    A line without a full stop is a headline only where prose follows.
    """
    free = [index for index, kind in enumerate(kinds) if kind is None]
    if len(free) < 2:
        return
    first = free[0]
    before = {kinds[index] for index in range(first)}
    if before - {
        ParagraphKind.DATELINE,
        ParagraphKind.BYLINE,
        ParagraphKind.CAPTION,
        ParagraphKind.BOILERPLATE,
    }:
        return
    if ParagraphKind.CAPTION in before and _longest(words, free[1:]) < 3 * len(
        words[first].split()
    ):
        return
    if not _is_headline(words[first]):
        return
    kinds[first] = ParagraphKind.HEADLINE
    _find_signatures(words, kinds, free[1:])
    free = [index for index in free if kinds[index] is None or index == first]
    if len(free) < 2:
        return
    second = free[1]
    if (
        len(free) > 2
        and not _SENTENCE_END.search(words[second])
        and len(words[second].split()) <= _STANDFIRST_WORDS
        and not words[second].endswith(":")
        and (
            kinds[second + 1 : second + 2] == [ParagraphKind.BYLINE]
            or len(words[second].split()) > 5
        )
    ):
        kinds[second] = ParagraphKind.STANDFIRST


def _find_signatures(
    words: Sequence[str], kinds: list[ParagraphKind | None], below: Sequence[int]
) -> None:
    """Short lines between headline and prose: a reporter's name or office, or a place."""
    prose = [index for index in below if _is_prose(words[index])]
    if not prose:
        return
    for index in below[: below.index(prose[0])]:
        if (
            _OFFICE.search(words[index]) and len(words[index].split()) <= 8
        ) or _SIGNATURE.fullmatch(words[index]):
            kinds[index] = ParagraphKind.BYLINE
        elif words[index].isupper() and len(words[index].split()) <= 3:
            kinds[index] = ParagraphKind.BOILERPLATE


def _is_prose(words: str) -> bool:
    return len(words.split()) >= _PROSE_WORDS or bool(_SENTENCE_END.search(words))


def _longest(words: Sequence[str], indices: Sequence[int]) -> int:
    return max(len(words[index].split()) for index in indices)


def _is_headline(words: str) -> bool:
    count = len(words.split())
    if not 2 <= count <= _HEADLINE_WORDS:
        return False
    if words[0] in '“"' and words[-1] in '”"':
        # Words between marks head a story if they are no sentence of it.
        return words[-2] not in ".,!?…"
    if words.endswith((":", ";", ",")):
        return False
    if words.endswith(("?", "!")) or _is_title_case(words):
        return True
    return not re.search(r"[.…][\"”’')\]]*$", words) or bool(re.search(r"\b[A-Z]\.[A-Z]\.$", words))


def _is_title_case(words: str) -> bool:
    """Whether (nearly) every longer word has a capital, as American headlines have it."""
    longer = [word for word in re.findall(r"[^\W\d_]+", words) if len(word) > 3]
    capitals = sum(not word[0].islower() for word in longer)
    return len(longer) > 3 and capitals >= 0.9 * len(longer)


def _find_subheadings(words: Sequence[str], kinds: list[ParagraphKind | None]) -> None:
    """A short line without a full stop between two paragraphs of prose."""
    below = False  # some prose
    for index in range(1, len(words) - 1):
        each = words[index]
        below = below or kinds[index - 1] is None or kinds[index - 1] in PROSE
        if (
            below
            and kinds[index] is None
            and kinds[index + 1] is None
            and len(each.split()) <= _SUBHEADING_WORDS
            and not _SENTENCE_END.search(each)
            and not each.endswith((":", ",", ";", "-", "–", "—"))
            and each[0] not in "“\"‘'-–—•*"
            and each[:1].isupper()
            and len(words[index + 1].split()) > len(each.split())
        ):
            kinds[index] = ParagraphKind.SUBHEADING
