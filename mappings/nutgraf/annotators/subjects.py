"""The subject of a verb of speech: the noun phrase that names who said something.

A stretch of words and the place of the verb in it come in; what names the speaker and how comes out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nutgraf.language.occupations import is_head
from nutgraf.language.titles import is_title, is_title_word, normalised
from nutgraf.language.verbs import AUXILIARY, SPEECH_VERB
from nutgraf.model import EntityKind, MentionForm, Span

if TYPE_CHECKING:
    from nutgraf.annotators.known import Names

PRONOUN = r"(?:he|she|they|we|I|it|He|She|They|We|It)"
_NOMINAL = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Oo]ur|[Ss]ome|[Mm]any|[Ss]everal|[Tt]wo|[Bb]oth|[Oo]ther)\s+)?"
    r"(?:[\w’'-]+\s+){0,5}?[a-z][\w-]*"
)
_NOT_SPEAKERS = frozenset(
    """
    that when where which who whom what as if while there this these those it not so and but or then
    now later also earlier on in at to of for with from by monday tuesday wednesday thursday friday
    saturday sunday yesterday today after before although though because since until unless whether
    despite never not hardly rarely nobody none ever neither nor
    """.split()
)


def reaches(text: str, start: int, end: int) -> bool:
    """Whether only small words or an apposition stand between a subject and its verb."""
    between = text[start:end]
    if re.fullmatch(rf"\s*{AUXILIARY}", between):
        return True
    # “the chief of Y, X, said”; “X, the chief of Y, said”; “X of Y said”; “X (Z) said”.
    return bool(
        re.fullmatch(
            rf"(?:\s+\([^()]{{1,40}}\))?(?:,|,.*,|\s+(?:of|from|at|for|with|in)\s.*)?\s*(?:who\s+)?{AUXILIARY}",
            between,
            re.DOTALL,
        )
    )


_CAPITALISED = re.compile(r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3}(?=$|,)")
"""A name that nothing has recognized: its words alone tell who spoke."""


def following(text: str, names: Names, start: int, end: int) -> tuple[Span, MentionForm] | None:
    """The speaker that follows a verb: the person named up to the first comma, or just behind it."""
    pronoun = re.compile(rf"{PRONOUN}\b").match(text, start, end)
    if pronoun:
        return Span(*pronoun.span()), MentionForm.PRONOUN
    comma = _top_comma(text, start, end)
    found = names.within(start, comma)
    for mention in found:
        if (
            mention.kind is EntityKind.PERSON
            and not possessive(text, mention.span)
            and not _belongs(text[start : mention.span.start])
        ):
            return mention.span, MentionForm.NAME
    nominal = _NOMINAL.match(text, start, comma)
    behind = [
        m
        for m in names.within(comma, min(end, comma + 80))
        if m.kind is EntityKind.PERSON and not text[comma : m.span.start].strip(", ")
    ]
    if behind:
        return behind[0].span, MentionForm.NAME
    head = [
        m
        for m in found
        if m.kind is EntityKind.ORGANIZATION and _is_head(text, m.span, start, comma)
    ]
    if head:
        return head[0].span, MentionForm.NAME
    place = [m for m in found if m.kind is EntityKind.PLACE and m.span.start == start]
    phrase = _phrase(text, start, comma)
    if phrase and nominal and not place:
        return phrase, MentionForm.NOMINAL
    unknown = None if found else _CAPITALISED.match(text, start, comma)
    return (Span(*unknown.span()), MentionForm.NAME) if unknown else None


def preceding(text: str, names: Names, start: int, end: int) -> tuple[Span, MentionForm] | None:
    """The speaker that comes before a verb: a pronoun beside it, or the last person before it."""
    pronoun = re.compile(rf"\b{PRONOUN}\s+{AUXILIARY}$").search(text, max(start, end - 60), end)
    if pronoun:
        word = re.compile(rf"{PRONOUN}\b").match(text, pronoun.start(), end)
        assert word is not None
        return Span(*word.span()), MentionForm.PRONOUN
    found = [m for m in names.within(start, end) if not possessive(text, m.span)]
    people = [m for m in found if m.kind is EntityKind.PERSON]
    reaching = [m for m in people if reaches(text, m.span.end, end)]
    if reaching:
        own = [m for m in reaching if not behind_preposition(text, start, m.span.start)]
        return (own[0] if own else reaching[-1]).span, MentionForm.NAME
    if people and not _nominal_before(text, people[-1].span.end, end):
        # “X thanked Y and said”: the subject of the first verb is the second one's.
        own = [m for m in people if not behind_preposition(text, start, m.span.start)]
        joined = own and re.compile(rf"\b(?:and|but|then)\s+{AUXILIARY}$").search(text, start, end)
        return (own[0] if joined else people[-1]).span, MentionForm.NAME
    organizations = [
        m for m in found if m.kind is EntityKind.ORGANIZATION and reaches(text, m.span.end, end)
    ]
    if organizations:
        return organizations[-1].span, MentionForm.NAME
    nominal = _nominal_before(text, start, end)
    return (nominal, MentionForm.NOMINAL) if nominal else None


def subject_before(
    text: str, names: Names, start: int, end: int
) -> tuple[Span, MentionForm] | None:
    """The subject of a clause that begins at `start` and whose verb is at `end`."""
    pronoun = re.compile(rf"({PRONOUN})(?:\s+{AUXILIARY})?").fullmatch(text, start, end)
    # “…” for good, she said
    pronoun = pronoun or re.compile(rf",\s({PRONOUN})\s{AUXILIARY}$").search(text, start, end)
    if pronoun:
        return Span(*pronoun.span(1)), MentionForm.PRONOUN
    inside = names.within(start, end)
    for kind in (EntityKind.PERSON, EntityKind.ORGANIZATION):
        for mention in inside:
            if (
                mention.kind is kind
                and not possessive(text, mention.span)
                and reaches(text, mention.span.end, end)
                and not behind_preposition(text, start, mention.span.start)
            ):
                return mention.span, MentionForm.NAME
    nominal = _nominal_before(text, start, end)
    return (nominal, MentionForm.NOMINAL) if nominal else None


_BEHIND_PREPOSITION = re.compile(
    r"(?<!\w)(?:for|of|with|to|from|at|by|in)\s+(?:(?:the|a|an)\s+)?(?:[a-z]+\s+)*$"
)
_BEHIND_WITH_TITLE = re.compile(
    r"(?<!\w)(?:for|of|with|to|from|at|by)\s+(?:[A-Z][\w’'-]*\s+){0,2}(?P<title>[A-Z][\w’'-]*\.?)\s+$"
)


def behind_preposition(text: str, start: int, end: int) -> bool:
    """Whether a preposition stands before a name: “a spokesman for Minister X” is not X.

    “Secretary for Health X” is.
    """
    if _BEHIND_PREPOSITION.search(text, start, end):
        return True
    titled = _BEHIND_WITH_TITLE.search(text, start, end)
    return titled is not None and is_title_word(titled.group("title"))


_GROUP = re.compile(rf"([A-Z][a-z]{{3,}}s|Police)(?:\s+{AUXILIARY})?$")
"""A sentence that begins with a group: “Residents said …”."""


_DETERMINER = (
    r"(?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Oo]ur|[Ss]ome|[Mm]any|[Ss]everal|[Tt]wo"
    r"|[Oo]ther|[Bb]oth|[Tt]hree|[Mm]y|[A-Z][\w’-]+’s)"
)
_BESIDE_VERB = re.compile(
    rf"(?:^|(?<=[\s,—–]))((?:{_DETERMINER}\s+)?(?:[\w’'.-]+\s+){{0,4}}?[a-z][\w-]+)\s*{AUXILIARY}$"
)
_CALLED = re.compile(
    rf"(?:^|(?<=[\s,—–]))([Tt]he\s+(?:[a-z]+\s+)?(?:\d+-year-old|[A-Z][\w-]+))\s*{AUXILIARY}$"
)
"""“the Speaker”, “the Belgian”, “the 22-year-old”."""
_OPENING = re.compile(rf"{_DETERMINER}\s+(?:[\w’'.-]+\s+){{0,4}}?[a-z][\w-]*(?=[\s,])")
_LATER_DETERMINER = re.compile(
    r"(?<!\bof)(?<!\bat)(?<!\bin)(?<!\bfor)(?<!\bwith)(?<!\bfrom)(?<!\bto)(?<!\bby)(?<!\bon)\s+(?=(?:the|an?|one|another|his|her|their|its)\s)"
)
_VERB_INSIDE = re.compile(rf"\b(?:{SPEECH_VERB}|{PRONOUN[3:-1]})\b")


def _nominal_before(text: str, start: int, end: int) -> Span | None:
    """A noun phrase without a name that ends where the verb begins: “the two officials”.

    One that opens the clause reaches over what describes it: “a trader at Y, who …, said”.
    """
    group = _GROUP.match(text, start, end)
    if group:
        return Span(*group.span(1))
    called = _CALLED.search(text, start, end)
    if called:
        return Span(*called.span(1))
    match = _BESIDE_VERB.search(text, start, end)
    if match:
        first, last = match.span(1)
        for later in _LATER_DETERMINER.finditer(text, first, last):
            first = later.end()
        words = text[first:last]
        if (
            words.split()[-1].casefold() in _NOT_SPEAKERS | _SMALL
            or len(words) < 3
            or _is_clause(words)
        ):
            return _nominal_opening(text, start, end)
        return _phrase(text, first, last) or _nominal_opening(text, start, end)
    return _nominal_opening(text, start, end)


def _is_clause(words: str) -> bool:
    """Whether a verb is among the words: “the talks collapsed” is no speaker, “the accused” is one."""
    each = words.split()
    return bool(_VERB_INSIDE.search(words)) or (len(each) > 2 and each[-1].endswith("ed"))


def _nominal_opening(text: str, start: int, end: int) -> Span | None:
    """The noun phrase that a clause opens with, if it reaches to the verb."""
    opening = _OPENING.match(text, start, end)
    last = opening.end() if opening else end
    while opening and last < end:
        words = text[start:last]
        ends = words.split()[-1]
        noun = ends[0].islower() and ends not in _NOT_SPEAKERS | _SMALL
        # “X, the chief of Y, said”: what a lone comma parts from the verb describes somebody else.
        if noun and text[last:end].strip() != "," and reaches(text, last, end):
            return None if _is_clause(words) else Span(start, last)
        following_word = re.compile(r"\s+[\w’'.-]+").match(text, last, end)
        if following_word is None or len(words.split()) > 6:
            return None
        last = following_word.end()
    return None


_SMALL = frozenset("the a an of at for with his her their its one".split())

_BELONGS = re.compile(
    r"\b(?:who|that|which|whose|where)\s"
    r"|^(?:the|an?|one|another|his|her|its|their)\s.*\b(?:for|of|with|to|from|by|about)\s+(?:(?:the|an?)\s+)?(?:[\w.’'-]+\s+){0,3}$"
)


def _belongs(before: str) -> bool:
    """Whether a name is a part of a longer phrase: “a lawyer for X”, “a man who met X”."""
    return bool(_BELONGS.search(before))


def _phrase(text: str, start: int, end: int) -> Span | None:
    """A noun phrase, cut where a clause or a day begins."""
    words = text[start:end]
    cut = re.search(
        r"(?<!\s)\s++(?:who|that|which|when|while|as|after|before|during|in|on|at|to|by|late|early|earlier|yesterday|today"
        r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|published|released|issued|seen|obtained|posted|conducted)\b.*",
        words,
        re.DOTALL,
    )
    if cut:
        words = words[: cut.start()]
    words = words.rstrip(" ,:;—–-")
    if not words or len(words.split()) > 12 or words.split()[0].casefold() in _NOT_SPEAKERS:
        return None
    return Span(start, start + len(words))


def _is_head(text: str, span: Span, start: int, end: int) -> bool:
    """Whether an organization is the speaker itself, not the “Y” of “Y spokesman”."""
    before_it = text[start : span.start].strip().casefold()
    behind_it = text[span.end : end].strip()
    if possessive(text, span):
        return False
    return before_it in ("", "the", "a", "an") and (
        not behind_it
        or not re.match(
            r"[a-z]+(?:man|woman|person|er|or|ist|ant|ent|chief|head|official)s?\b", behind_it
        )
    )


def possessive(text: str, span: Span) -> bool:
    """Whether something follows that is the named one's: “X’s lawyer”."""
    return text[span.end : span.end + 2] in ("’s", "'s") or text[span.end : span.end + 2] in (
        "’ ",
        "' ",
    )


def _top_comma(text: str, start: int, end: int) -> int:
    comma = text.find(",", start, end)
    return comma if comma >= 0 else end


def describes(lead: str) -> bool:
    """Whether the words before a name are its title: “the minister for transport, X”."""
    return len(lead.split()) <= 14 and (
        is_title(normalised(lead)[0])
        or is_head(re.split(r"[\s]", lead)[-1].strip(",’'s"))
        or lead.casefold() in ("the", "a", "an", "both", "mr", "mrs", "ms", "dr")
        or bool(
            re.fullmatch(r"(?:[A-Z][\w.]*\s*){1,3}", lead) and lead.casefold() not in _NOT_SPEAKERS
        )
    )


_HUMANS = frozenset(
    """
    man woman boy girl neighbour neighbor resident witness mother father brother sister wife husband
    son daughter grandmother grandfather friend colleague survivor child widow teacher driver worker
    """.split()
)
_RELATION = re.compile(rf"{_DETERMINER}(?:\s+[a-z][\w-]*){{1,3}}")
"""“her former teammate” before a name."""
_DESCRIBED = re.compile(
    rf"({_DETERMINER}\s+(?:[\w’'-]+\s+){{0,3}}?[a-z][\w-]+)"
    r"(?=,|\s(?:from|of|at|with|in|who|was|is|were|are|has|had|did|does|could|would|will|can)\b|\s[a-z]+(?:ed|s)\b"
    r"|\s(?:shook|took|stood|sat|held|put|went|came|saw|felt|wept|left|gave|made|knew|kept|spoke|rose|lost)\b)"
)


def clause_subject(
    text: str, names: Names, start: int, end: int, *, anybody: bool = False
) -> tuple[Span, MentionForm] | None:
    """Who a sentence without a verb of speech is about, if it begins with a person.

    “X was blunt.”, “Her brother Y disagrees:”, “A teacher from Z shook her head.”  A noun without a
    name has to be one for people, unless it can be for `anybody`.
    """
    lead = re.compile(r"(?:But|And|Yet|Still|Then|So|Later|Afterwards),?\s+").match(
        text, start, end
    )
    start = lead.end() if lead else start
    pronoun = re.compile(r"([Hh]e|[Ss]he)\s").match(text, start, end)
    if pronoun:
        return Span(*pronoun.span(1)), MentionForm.PRONOUN
    for mention in names.within(start, end):
        if mention.kind is not EntityKind.PERSON:
            continue
        before = text[start : mention.span.start].strip(" ,")
        if possessive(text, mention.span) or not (
            not before or describes(before) or _RELATION.fullmatch(before)
        ):
            break
        return mention.span, MentionForm.NAME
    described = _DESCRIBED.match(text, start, end)
    if described:
        last = described.group(1).split()[-1]
        if anybody or is_head(last) or last in _HUMANS:
            return Span(*described.span(1)), MentionForm.NOMINAL
    return None
