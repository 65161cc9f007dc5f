"""Named people, organizations, places, events and laws: the tagger, then rules over the document.

A tagger sees one sentence; a document says the same name again, spells an acronym out, puts a credit
in brackets.  Each rule is a small function of one shape: `(Reading, tags) -> tags`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from nutgraf.annotators.chains import chains
from nutgraf.language.dateline import DATELINE
from nutgraf.language.forms import acronyms_of
from nutgraf.language.lists import adjectives, agencies, countries
from nutgraf.annotators.tagger import Tag, tag
from nutgraf.language.verbs import SPEECH_VERB
from nutgraf.model import EntityKind, Evidence, Mention, ParagraphKind, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nutgraf.language.tokens import Reading

KINDS = {
    "PER": EntityKind.PERSON,
    "ORG": EntityKind.ORGANIZATION,
    "LOC": EntityKind.PLACE,
    "EVENT": EntityKind.EVENT,
    "LAW": EntityKind.LEGISLATION,
}
CONFIDENCE = {"PER": 0.95, "ORG": 0.85, "LOC": 0.9, "EVENT": 0.85, "LAW": 0.85}

COMPANY_NOUN = re.compile(
    r"\b(?:Banks?|Banking|Insurance|Securities|Ltd|Limited|Inc|Corp|Corporation|Co|Company|Group|Holdings?"
    r"|University|College|Airlines|Airways|Motors?|Capital|Partners|Foundation|Institute|Society|Association"
    r"|Chamber|Trust|Fund|PLC|plc|LLC|LLP|GmbH|AG|SA|NV)\b\.?"
)
_GOVERNED = frozenset(
    "Region Province State County District Municipality Territory Prefecture Republic City".split()
)
_TITLES = r"(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Rev|Hon|Sir|Dame|Lord|Lady|Madam)\.?"
_TITLE = re.compile(rf"(?:{_TITLES}\s+)+(?=\S)")
_SLASH = re.compile(r"\s*/\s*")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]+?)\s*/\s*([^()\[\]]+?)[)\]]\.?\s*$")
_CREDIT_LINE = re.compile(
    r"(?:photo(?:graph|graphy|s)?|image|picture|pic|illustration|credit)s?(?:\s+(?:by|credit|courtesy of))?\s*[:/]\s*"
    r"([^/\n]+?)\s*/\s*([^/\n]+?)\.?$",
    re.IGNORECASE,
)
_CREDIT_PREFIX = re.compile(
    r"(?:photo(?:graph)?s?|image|picture|file|by|credit|:|\s)+", re.IGNORECASE
)


def names(reading: Reading) -> tuple[Mention, ...]:
    """Every name in the article, not yet linked, in order.

    Spans leave out a leading article, titles of address and a possessive ’s.
    """
    tags = tag(reading)
    for rule in RULES:
        tags = sorted(set(rule(reading, tags)), key=lambda each: (each.span, each.label))
    return tuple(
        Mention(
            span=each.span,
            kind=KINDS[each.label],
            evidence=Evidence(
                rule=_RULE_OF[each.label], spans=(each.span,), confidence=CONFIDENCE[each.label]
            ),
        )
        for each in _outermost(tags)
        if each.label in KINDS
    )


_RULE_OF = {
    "PER": "name-tagger",
    "ORG": "name-tagger",
    "LOC": "name-tagger",
    "EVENT": "event-noun",
    "LAW": "law-noun",
}


def _trim(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """Cut articles, titles, possessives and line ends off; drop what is no word."""
    kept = []
    for each in tags:
        start, end = each.span.start, each.span.end
        words = each.span.of(reading.text)
        line_end = re.search(r"[\r\n]", words)
        if line_end:
            end = start + line_end.start()
            words = reading.text[start:end]
        article = re.match(r"(?:[Tt]he|[Aa]n?)\s+(?=\S)", words)
        if article and each.label != "PER":
            start += article.end()
        if each.label == "PER":
            title = _TITLE.match(reading.text[start:end])
            start += title.end() if title else 0
        words = reading.text[start:end]
        end -= len(words) - len(re.sub(r"(?:['’]s|['’])?[\s,;:“”\"'’-]*$", "", words))
        words = reading.text[start:end]
        start += len(words) - len(words.lstrip("“”\"'‘’-–— \u00a0(["))
        if start < end and any(c.isalnum() for c in reading.text[start:end]):
            kept.append(Tag(Span(start, end), each.label))
    return kept


def _credits(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """“(NAME / AGENCY)” at the end of a caption: a person, then an organization."""
    kept = list(tags)
    for paragraph in reading.article.of_kind(ParagraphKind.CAPTION):
        match = _BRACKETED.search(
            reading.text, paragraph.span.start, paragraph.span.end
        ) or _CREDIT_LINE.match(reading.text, paragraph.span.start, paragraph.span.end)
        if not match:
            continue
        whole = Span(*match.span())
        kept = [each for each in kept if not each.span.overlaps(whole)]
        start = match.start(1)
        prefix = _CREDIT_PREFIX.match(reading.text, start, match.end(1))
        start = prefix.end() if prefix else start
        left = Span(start, match.end(1))
        right = Span(*match.span(2))
        if left.start < left.end:
            known = left.of(reading.text).casefold() in agencies()
            kept.append(
                Tag(left, "ORG" if known or len(left.of(reading.text).split()) == 1 else "PER")
            )
        kept.append(Tag(right, "ORG"))
    return kept


def _bylines(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """“By JANE DOE and John Roe, Agency”: each name behind “by” is a person's."""
    kept = list(tags)
    for paragraph in reading.article.of_kind(ParagraphKind.BYLINE):
        for start, end in _signed(reading.text, paragraph.span):
            span = Span(start, end)
            words = span.of(reading.text)
            over = [each for each in kept if each.span.overlaps(span)]
            if any(each.label == "PER" and each.span == span for each in over):
                continue
            kept = [each for each in kept if each not in over]
            kept.append(Tag(span, "ORG" if words.casefold() in agencies() else "PER"))
    return kept


def _signed(text: str, span: Span) -> list[tuple[int, int]]:
    """The stretches of a byline that can be names."""
    found = []
    for by in _BY.finditer(text, span.start, span.end):
        place = by.end()
        while match := _SIGNATURE.match(text, place, span.end):
            found.append(match.span(1))
            more = re.compile(r"\s*(?:,|and|&)\s+(?:and\s+)?").match(text, match.end(), span.end)
            if not more:
                break
            place = more.end()
    return found


_BY = re.compile(r"\b[Bb][Yy]:?\s+")
_SIGNATURE = re.compile(
    r"((?!(?:Staff|Special|Our|Senior|Political|News|Reporters?|Correspondents?|Editors?)\b)"
    r"[A-Z][\w’'.-]*(?:\s+(?:(?:de|van|von|der|al|el|bin|da|di|la)\s+)*[A-Z][\w’'.-]*){1,3})"
    r"(?=\s*(?:,|;|\)|$|\n|\s(?:and|in|for|at|of|&)\s))"
)


def _datelines(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """What a wire story opens with is a place."""
    kept = list(tags)
    for paragraph in reading.article.of_kind(ParagraphKind.LEAD):
        match = DATELINE.match(reading.text, paragraph.span.start, paragraph.span.end)
        if match:
            first = re.split(r",\s", match.group("place"))[0]
            span = Span(match.start(), match.start() + len(first))
            kept = [each for each in kept if not each.span.overlaps(span)]
            kept.append(Tag(span, "LOC"))
    return kept


def _plausible(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """No name is all lower case, a single letter, or the adjective of a country."""
    kept = []
    for each in tags:
        words = each.span.of(reading.text)
        letters = [c for c in words if c.isalpha()]
        if not letters or all(c.islower() for c in letters):
            continue
        if len(letters) == 1 and each.label in ("PER", "ORG", "LOC"):
            continue
        if (
            each.label in ("LOC", "PER", "ORG")
            and words in adjectives()
            and words not in countries()
        ):
            continue
        kept.append(each)
    return kept


def _slashes(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """One span over “A / B” is two names."""
    kept = []
    for each in tags:
        words = each.span.of(reading.text)
        match = _SLASH.search(words)
        if match and each.label == "PER" and len(words.split()) > 2:
            kept.append(Tag(Span(each.span.start, each.span.start + match.start()), "PER"))
            kept.append(Tag(Span(each.span.start + match.end(), each.span.end), "ORG"))
        else:
            kept.append(each)
    return kept


def _rejoin(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """Neighbouring parts of a name that stands whole elsewhere are that name."""
    whole = Counter(
        (each.span.of(reading.text), each.label)
        for each in tags
        if " " in each.span.of(reading.text)
    )
    kept: list[Tag] = []
    for each in sorted(tags, key=lambda tag: tag.span):
        if kept and each.span.start - kept[-1].span.end == 1:
            joined = Span(kept[-1].span.start, each.span.end)
            labels = [label for (words, label) in whole if words == joined.of(reading.text)]
            if labels:
                kept[-1] = Tag(
                    joined, max(labels, key=lambda label: whole[(joined.of(reading.text), label)])
                )
                continue
        kept.append(each)
    return kept


def _bracketed_branch(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """“Bank of X (Place)”: the bracket belongs to the name of a company."""
    kept: list[Tag] = []
    for each in sorted(tags, key=lambda tag: tag.span):
        previous = kept[-1] if kept else None
        if (
            previous
            and each.label in ("LOC", "ORG")
            and previous.label == "ORG"
            and reading.text[previous.span.end : each.span.start] in (" (", "(")
            and reading.text[each.span.end : each.span.end + 1] == ")"
            and COMPANY_NOUN.search(previous.span.of(reading.text))
            and not _is_acronym(each.span.of(reading.text))
        ):
            kept[-1] = Tag(Span(previous.span.start, each.span.end + 1), "ORG")
        else:
            kept.append(each)
    return kept


def _governments(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """“X Region government” is the name of a government, not of the region."""
    kept = []
    for each in tags:
        words = each.span.of(reading.text)
        follower = re.compile(r" [Gg]overnment\b(?![’'-])").match(reading.text, each.span.end)
        if each.label in ("LOC", "ORG") and follower and words.split()[-1] in _GOVERNED:
            kept.append(Tag(Span(each.span.start, follower.end()), "ORG"))
        else:
            kept.append(each)
    return kept


def _mainlands(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """An adjective of a country and “mainland” name a place."""
    kept = []
    for each in tags:
        follower = re.compile(r" (?:mainland|peninsula)\b").match(reading.text, each.span.end)
        if follower and each.span.of(reading.text) in adjectives():
            kept.append(Tag(Span(each.span.start, follower.end()), "LOC"))
        else:
            kept.append(each)
    return kept


def _countries(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """A country's name is a place, unless the document says that it is a person's."""
    people = {each.span.of(reading.text) for each in tags if each.label == "PER"}
    surnames = {words.split()[-1] for words in people if " " in words}
    return [
        Tag(each.span, "LOC")
        if each.label in ("ORG", "MISC", "PER")
        and (words := each.span.of(reading.text)) in countries()
        and words not in surnames
        else each
        for each in tags
    ]


def _majority(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """One name has one type in a document; a part of a person's name is that person's."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    surnames: set[str] = set()
    for each in tags:
        words = each.span.of(reading.text)
        votes[words][each.label] += 1
        parts = words.split()
        if each.label == "PER" and 2 <= len(parts) <= 4:
            surnames.add(parts[-1])
    kept = []
    for each in tags:
        words = each.span.of(reading.text)
        best = votes[words].most_common(2)
        if words in surnames and words not in countries() and each.label != "PER":
            kept.append(Tag(each.span, "PER"))
        elif len(best) == 2 and best[0][1] > best[1][1] and each.label in KINDS | {"MISC": None}:
            kept.append(Tag(each.span, best[0][0]))
        else:
            kept.append(each)
    return kept


def _acronyms(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """An acronym that spells a name of the document means what the name means."""
    labels: dict[str, str] = {}
    for each in tags:
        if each.label in ("ORG", "LAW", "EVENT", "LOC"):
            for acronym in acronyms_of(each.span.of(reading.text)):
                labels.setdefault(acronym, each.label)
    if not labels:
        return list(tags)
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(labels)))})(?![\w-])")
    found = [
        Tag(Span(*match.span()), labels[match.group()]) for match in pattern.finditer(reading.text)
    ]
    found = [each for each in found if _in_prose(reading, each.span)]
    kept = [each for each in tags if not any(each.span == other.span for other in found)]
    return kept + [
        each for each in found if not any(each.span.overlaps(other.span) for other in kept)
    ]


def _repeats(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """A name of two words or more that was found once is found everywhere."""
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    for each in tags:
        words = each.span.of(reading.text)
        if each.label in KINDS and len(words) > 3 and words[0].isupper() and " " in words:
            labels[words][each.label] += 1
    if not labels:
        return list(tags)
    longest_first = sorted(labels, key=lambda words: (-len(words), words))
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")
    taken = list(tags)
    for match in pattern.finditer(reading.text):
        span = Span(*match.span())
        if not any(span.overlaps(each.span) for each in tags) and _in_prose(reading, span):
            taken.append(Tag(span, labels[match.group()].most_common(1)[0][0]))
    return taken


def _speaking_parts(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """A part of a person's full name next to a verb of speech is that person."""
    parts = {
        part
        for each in tags
        if each.label == "PER" and " " in each.span.of(reading.text)
        for part in each.span.of(reading.text).split()
        if part[0].isupper()
    }
    if not parts:
        return list(tags)
    either = "|".join(map(re.escape, sorted(parts, key=lambda part: (-len(part), part))))
    pattern = re.compile(
        rf"(?<![\w’'.-])({either})(?= (?:also |has |had |later |then )?{SPEECH_VERB}\b)"
    )
    kept = list(tags)
    for match in pattern.finditer(reading.text):
        span = Span(*match.span(1))
        over = [each for each in kept if each.span.overlaps(span)]
        if not over and _in_prose(reading, span):
            kept.append(Tag(span, "PER"))
        elif len(over) == 1 and over[0].span == span and over[0].label in ("ORG", "MISC"):
            kept[kept.index(over[0])] = Tag(span, "PER")
    return kept


def _parallels(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """Of two names before the same noun in one sentence, the known one tells what the other is."""
    found = []
    for sentence in reading.sentences:
        here = [each for each in tags if sentence.span.contains(each.span) and each.label == "LOC"]
        heads = {}
        for each in here:
            head = _HEAD.match(reading.text, each.span.end)
            if head:
                heads[head.group(1)] = each.label
        for head, label in heads.items():
            pattern = re.compile(rf"\b(?:the|an?) ((?:[A-Z][\w’'-]+ )+){re.escape(head)}\b")
            for match in pattern.finditer(reading.text, sentence.span.start, sentence.span.end):
                span = Span(match.start(1), match.end(1) - 1)
                if not any(each.span.overlaps(span) for each in tags):
                    found.append(Tag(span, label))
    return [*tags, *found]


_HEAD = re.compile(r" ([a-z]{4,})\b")


def _in_prose(reading: Reading, span: Span) -> bool:
    sentence = reading.sentence_at(span.start)
    return sentence is not None and sentence.span.contains(span)


def _is_acronym(words: str) -> bool:
    return words.isupper() and " " not in words


def _outermost(tags: Sequence[Tag]) -> list[Tag]:
    """No name inside another one: the longest stands."""
    kept: list[Tag] = []
    for each in sorted(tags, key=lambda tag: (tag.span.start, -tag.span.end, tag.label)):
        if each.label in KINDS and (not kept or kept[-1].span.end <= each.span.start):
            kept.append(each)
    return kept


RULES = (
    _trim,
    _slashes,
    _credits,
    _bylines,
    _datelines,
    _rejoin,
    _mainlands,
    _plausible,
    chains,
    _bracketed_branch,
    _governments,
    _majority,
    _countries,
    _acronyms,
    _repeats,
    _speaking_parts,
    _parallels,
)
"""In this order: spans first, then types, then what follows from other places in the document."""
