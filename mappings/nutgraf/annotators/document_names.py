"""What the rest of the document tells of a name: its other mentions, its acronym, its neighbours."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from nutgraf.annotators.tagger import Tag
from nutgraf.language.forms import acronyms_of
from nutgraf.language.lists import capitals, countries
from nutgraf.language.places import Placed, Places
from nutgraf.language.verbs import SPEECH_VERB
from nutgraf.model import ParagraphKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from nutgraf.language.tokens import Reading

_NAMED = frozenset({"PER", "ORG", "LOC", "EVENT", "LAW"})
_HEAD = re.compile(r" ([a-z]{4,})\b")


def majority(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """One name has one type in a document: a person's surname a person, else the most frequent.

    A word that begins an organization's name, and no person's, is short for that organization.
    """
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    people: set[str] = set()
    surnames: set[str] = set()
    firsts: set[str] = set()
    for each in tags:
        words = each.span.of(reading.text)
        votes[words][each.label] += 1
        parts = words.split()
        if each.label == "PER" and len(parts) > 1:
            people.update(parts)
            surnames.add(parts[-1])
        if each.label == "ORG" and len(parts) > 1:
            firsts.add(parts[0])
    firsts -= people
    kept = []
    for each in tags:
        words = each.span.of(reading.text)
        label = _most_common(votes[words])
        if words in surnames and words not in countries():
            label = "PER"
        elif words in firsts and label == "PER":
            label = "ORG"
        kept.append(each if label == each.label else Tag(each.span, label, "majority-in-document"))
    return kept


def _most_common(labels: Counter[str]) -> str:
    """The label with most votes; hardly any name has two to choose from."""
    return next(iter(labels)) if len(labels) == 1 else labels.most_common(1)[0][0]


def bracketed_aliases(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """“Name (ABC)”: what stands in brackets behind a name is that name again, everywhere."""
    aliases: dict[str, str] = {}
    for each in tags:
        alias = _ALIAS.match(reading.text, each.span.end)
        if alias and each.label in ("ORG", "LAW", "EVENT") and " " in each.span.of(reading.text):
            aliases.setdefault(alias.group(1), each.label)
    if not aliases:
        return list(tags)
    return _with_found(
        reading, tags, aliases, "bracketed-alias", _occurrences(reading.text, aliases)
    )


_ALIAS = re.compile(r"\s?\(([A-Z][\w&-]{1,11})\)")


def country_names(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """A country or its capital is a place, unless the document says that the name is a person's."""
    people = {each.span.of(reading.text) for each in tags if each.label == "PER"}
    surnames = {words.split()[-1] for words in people if " " in words}
    return [
        Tag(each.span, "LOC", "country-list")
        if (words := each.span.of(reading.text)) not in surnames
        and (
            (each.label in ("ORG", "MISC", "PER") and words in countries())
            or (each.label in ("ORG", "MISC") and words in capitals())
        )
        else each
        for each in tags
    ]


def acronyms(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """An acronym that spells a name of the document means what the name means."""
    labels: dict[str, str] = {}
    for each in tags:
        if each.label in ("ORG", "LAW", "EVENT", "LOC"):
            for acronym in acronyms_of(each.span.of(reading.text)):
                labels.setdefault(acronym, each.label)
    if not labels:
        return list(tags)
    return _with_found(reading, tags, labels, "acronym", _occurrences(reading.text, labels))


def _with_found(
    reading: Reading,
    tags: Sequence[Tag],
    labels: Mapping[str, str],
    rule: str,
    spans: Iterable[Span],
) -> list[Tag]:
    """The tags, and in place of them or beside them those of other spans in the prose."""
    found = [
        Tag(span, labels[span.of(reading.text)], rule) for span in spans if _in_prose(reading, span)
    ]
    if not found:
        return list(tags)
    replaced = {each.span for each in found}
    kept = [each for each in tags if each.span not in replaced]
    taken = Places(each.span for each in kept)
    return kept + [each for each in found if not taken.overlap(each.span)]


def repeats(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """A name of two words or more that was found once is found everywhere, in capitals too."""
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    for each in tags:
        words = each.span.of(reading.text)
        if each.label in _NAMED and len(words) > 3 and words[0].isupper() and " " in words:
            labels[words][each.label] += 1
            if each.label in ("EVENT", "LAW"):
                labels[words.upper()][each.label] += 1
    if not labels:
        return list(tags)
    taken = Places(each.span for each in tags if each.label in _NAMED)
    found = [
        Tag(span, _most_common(labels[span.of(reading.text)]), "repeated-name")
        for span in _occurrences(reading.text, labels)
        if not taken.overlap(span) and _in_prose(reading, span)
    ]
    return [*tags, *found]


def speaking_parts(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """A part of a person's full name next to a verb of speech is that person, a surname before any verb."""
    parts = {
        part
        for each in tags
        if each.label == "PER" and " " in each.span.of(reading.text)
        for part in each.span.of(reading.text).split()
        if part[0].isupper()
    }
    if not parts:
        return list(tags)
    placed = Placed(tags)
    found: dict[Span, Tag] = {}
    for span in _occurrences(reading.text, parts, start=_PART, follower=_SPEAKING):
        over = placed.overlapping(span)
        if (not over and _in_prose(reading, span)) or (
            len(over) == 1 and over[0].span == span and over[0].label in ("ORG", "MISC")
        ):
            found[span] = Tag(span, "PER", "name-beside-speech")
    surnames = {
        words.split()[-1]
        for each in tags
        if each.label == "PER" and " " in (words := each.span.of(reading.text))
    }
    for span in _occurrences(reading.text, surnames, start=_PART, follower=_OPENING):
        sentence = reading.sentence_at(span.start)
        if sentence and sentence.span.start == span.start and not placed.overlapping(span):
            found[span] = Tag(span, "PER", "name-beside-speech")
    return [*(each for each in tags if each.span not in found), *found.values()]


def common_nouns(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """A word that has a capital only where a sentence opens names no person; where only a headline has
    it, nothing at all; nor does a noun that opens one and else is inside longer names (“Harbour pier to
    reopen”, of the Tarnby Harbour Trust).
    """
    text = reading.text
    named = [(each, each.span.of(text).split()) for each in tags if each.label in _NAMED]
    wholes = Counter(part for _, parts in named for part in parts)
    within = Counter(
        part for each, parts in named if each.label in _NAMED - {"PER"} for part in parts[1:-1]
    )
    capital: Counter[str] = Counter()
    for each in tags:
        if _opens(reading, each) or _in_headline(reading, each):
            capital[each.span.of(text)] += 1
    kept = []
    for each in tags:
        words = each.span.of(text)
        alone = words.isalpha() and capital[words] == wholes[words]
        told = each.label == "PER" or _in_headline(reading, each)
        inside = (
            each.label == "LOC"
            and 0 < within[words] == wholes[words] - capital[words]
            and _in_headline(reading, each)
            and _opens(reading, each)
            and _HEAD.match(text, each.span.end)
        )
        if not (inside or (alone and told and words.lower() in _words(text))):
            kept.append(each)
    return kept


def _opens(reading: Reading, tag: Tag) -> bool:
    sentence = reading.sentence_at(tag.span.start)
    return sentence is not None and sentence.span.start == tag.span.start


def _in_headline(reading: Reading, tag: Tag) -> bool:
    sentence = reading.sentence_at(tag.span.start)
    return sentence is not None and sentence.paragraph.kind is ParagraphKind.HEADLINE


def parallels(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """Of two names before the same noun in one sentence, the known one tells what the other is."""
    found: list[Tag] = []
    taken = Places(each.span for each in tags if each.label != "MISC")
    headed = Placed(
        each for each in tags if each.label == "LOC" and _HEAD.match(reading.text, each.span.end)
    )
    for sentence in reading.sentences if headed else ():
        heads = (_HEAD.match(reading.text, each.span.end) for each in headed.within(sentence.span))
        nouns = {head.group(1) for head in heads if head}
        for noun in sorted(nouns):
            pattern = re.compile(rf"\b(?:the|an?) ((?:[A-Z][\w’'-]+ )+){re.escape(noun)}\b")
            for match in pattern.finditer(reading.text, sentence.span.start, sentence.span.end):
                span = Span(match.start(1), match.end(1) - 1)
                if not taken.overlap(span):
                    found.append(Tag(span, "LOC", "parallel-name"))
    covered = Places(each.span for each in found)
    return [*(each for each in tags if not covered.overlap(each.span)), *found]


_WORD = re.compile(r"(?<![\w-])\w+")
_CAPITALISED = re.compile(r"(?<![\w-])(?![a-z])\w+")  # or in a script without case, or a number
_ALONE = re.compile(r"(?![\w-])")
_PART = re.compile(r"(?<![\w’'.-])\w+")  # a `_WORD` that is not behind one of `_JOINTS`
_JOINTS = frozenset("’'.")
"""Behind which a word is no part of a name by itself."""
_OPENING = re.compile(
    r"(?= (?:(?:is|was|has|does|did|could|would|wo)(?:n[’']t| not)|has|was|does)\b)"
)
"""What a bare singular noun does not take: “Baker didn’t” and “Baker was” begin with a name."""
_SPEAKING = re.compile(rf"(?= (?:also |has |had |later |then )?{SPEECH_VERB}\b)")


def _occurrences(
    text: str,
    names: Iterable[str],
    *,
    start: re.Pattern[str] = _WORD,
    follower: re.Pattern[str] = _ALONE,
) -> Iterator[Span]:
    """Where these names stand before what must follow them; of two in one place the longer.

    One pattern of thousands of names would be tried name by name at every word.
    """
    known = frozenset(names)
    lengths: defaultdict[str, list[int]] = defaultdict(list)  # of the names that a word begins
    for length, word in sorted(
        {(len(name), first.group()) for name in known if (first := start.match(name))}, reverse=True
    ):
        lengths[word].append(length)
    small = any("a" <= word[0] <= "z" for word in lengths)
    places = _places(text, _WORD if small else _CAPITALISED)
    found = sorted((at, each) for each in lengths for at in places.get(each, ()))
    end = 0
    for begin, word in found:
        if start is _PART and text[begin - 1 : begin] in _JOINTS:
            continue
        for length in lengths[word] if begin >= end else ():
            if text[begin : begin + length] in known and follower.match(text, begin + length):
                end = begin + length
                yield Span(begin, end)
                break


@lru_cache(maxsize=1)
def _words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(_WORD.findall(text))


@lru_cache(maxsize=2)
def _places(text: str, words: re.Pattern[str]) -> dict[str, list[int]]:
    """Where each word begins; several rules ask, one after the other, for the same text."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for match in words.finditer(text):
        places[match.group()].append(match.start())
    return places


def _in_prose(reading: Reading, span: Span) -> bool:
    sentence = reading.sentence_at(span.start)
    return sentence is not None and sentence.span.contains(span)
