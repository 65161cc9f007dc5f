"""What the members of a team are called: “the Otters” after “Quayford Otters”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nutgraf.annotators.tagger import Tag
from nutgraf.language.places import Placed
from nutgraf.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nutgraf.language.tokens import Reading

_ALONE = re.compile(r"(?<![\w’'-])[A-Z][a-z]+(?=[^\w-]|$)")
_THE = re.compile(r"\b[Tt]he $")
_SHORTEST = 5
_KINDS = frozenset(
    """
    Industries Airlines Airways Motors Partners Holdings Services Studies Sciences Sports Affairs
    Workers Teachers Nations Associates Enterprises Resources Systems Technologies Brothers Sons
    Games States Islands Works Arts Forces Schools Hospitals Courts Archives Railways Ports Mines
    Foods Stores Hotels Estates Industrials Communications Networks Markets Securities Properties
    Engineers Nurses Farmers Students Veterans Employers Republicans Democrats Greens Business Press
    Congress Princess Express Foundations Societies Unions Fisheries Forests Parks Waters Lakes
    Operations Relations Elections Standards Customs Prisons Roads Highways Railroads Friends
    Seafarers Pilots Drivers Judges Lawyers Officers Police Laboratories Solutions
    """.split()
)
"""Plural nouns that organizations are called by and that mean themselves alone."""


def team_names(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """The tags with a team's last word, a plural, as its name where it stands alone behind “the”."""
    text = reading.text
    lasts = {
        word
        for each in tags
        if each.label == "ORG"
        and len(words := each.span.of(text).split()) > 1
        and len(word := words[-1]) >= _SHORTEST
        and word.endswith("s")
        and not word.endswith("ss")
        and word not in _KINDS
        and not any(each[0].islower() for each in words)
    }
    if not lasts:
        return list(tags)
    placed = Placed(tags)
    spans = [
        Span(*match.span())
        for match in _ALONE.finditer(text)
        if match.group() in lasts and _stands(reading, placed, Span(*match.span()))
    ]
    held = {
        span.of(text) for span in spans if _THE.search(text, max(0, span.start - 4), span.start)
    }
    found = {span for span in spans if span.of(text) in held}
    return [
        *(each for each in tags if each.span not in found),
        *(Tag(span, "ORG", "team-name") for span in sorted(found)),
    ]


def _stands(reading: Reading, tags: Placed[Tag], span: Span) -> bool:
    """Whether the word is no part of another name and stands in the prose."""
    sentence = reading.sentence_at(span.start)
    return (
        sentence is not None
        and sentence.span.contains(span)
        and all(
            each.span == span and each.label in ("LOC", "MISC", "ORG")
            for each in tags.overlapping(span)
        )
    )
