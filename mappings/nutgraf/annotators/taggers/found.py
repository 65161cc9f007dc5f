"""What a tagger may say, and what of it is taken: names that stand in the article's own prose."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nutgraf.annotators.name_spans import trim
from nutgraf.annotators.tagger import Tag
from nutgraf.model import Dropped, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nutgraf.language.tokens import Reading

LABELS = ("PER", "ORG", "LOC", "EVENT", "LAW", "MISC")
"""The kinds of names: people, organizations, places, events, laws and treaties, and others."""


@dataclass(frozen=True, slots=True)
class Found:
    """A name as one tagger sees it: its place, one of `LABELS`, and how sure the tagger is."""

    span: Span
    label: str
    score: float = 1.0


def checked(
    reading: Reading, source: str, said: Iterable[Found | Dropped]
) -> tuple[tuple[Found, ...], tuple[Dropped, ...]]:
    """What was found, cut to the words of the name and in order, and a count of what is not taken.

    Not taken is a kind that nobody knows, a score that is none, a place outside the sentences of the
    article, a part of a word, and of two names that overlap the second.
    """
    good: list[Found] = []
    lost: Counter[str] = Counter()
    for each in said:
        if isinstance(each, Dropped):
            lost[each.why] += each.count
        elif why := _fault(reading, each):
            lost[why] += 1
        else:
            tags = trim(reading, [Tag(each.span, each.label)])
            good += [Found(tag.span, tag.label, each.score) for tag in tags]
            lost["without a word"] += not tags
    kept = apart(good)
    lost["over another name"] += len(good) - len(kept)
    return tuple(kept), tuple(
        Dropped(source=source, why=why, count=count) for why, count in sorted(lost.items()) if count
    )


def _fault(reading: Reading, found: Found) -> str:
    """Why a name is not taken; empty if it is."""
    if found.label not in LABELS:
        return "of no known kind"
    if not 0 <= found.score <= 1:
        return "with a score outside 0 to 1"
    sentence = reading.sentence_at(found.span.start)
    if sentence is None or not sentence.span.contains(found.span):
        return "outside the sentences"
    if glued(reading.text, found.span.start) or glued(reading.text, found.span.end):
        return "cut out of a word"
    return ""


def glued(text: str, offset: int) -> bool:
    """Whether a word goes on over this offset."""
    return 0 < offset < len(text) and _of_word(text[offset - 1]) and _of_word(text[offset])


def _of_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character)[0] == "M"


def apart(found: Iterable[Found]) -> list[Found]:
    """Those that begin behind the end of the one before; of two at one place the longer."""
    kept: list[Found] = []
    for each in sorted(found, key=lambda it: (it.span.start, -it.span.end, it.label, -it.score)):
        if not kept or kept[-1].span.end <= each.span.start:
            kept.append(each)
    return kept


def pieces(reading: Reading, most: int) -> Iterator[Span]:
    """The article's sentences in stretches of at most so many code points, a sentence never cut.

    Only white space stands between the sentences of a stretch: what is no part of the story, such
    as the titles of other articles, is in none.
    """
    start = end = -1
    for sentence in reading.sentences:
        span = sentence.span
        if start >= 0 and (
            span.end - start > most or reading.text[end : span.start].strip(" \t\r\n\u00a0")
        ):
            yield Span(start, end)
            start = -1
        start, end = (span.start if start < 0 else start), span.end
    if start >= 0:
        yield Span(start, end)
