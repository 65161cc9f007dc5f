"""How several taggers decide together what is a name: by weights, the same whatever their order.

Each tagger has one ballot.  A name stands for a place and a kind; it gets from each ballot the
weight of the tagger, times the score, times 1 where the ballot has the very same name and ½ where
it has one of that kind that only overlaps.  Elected is who gets at least `NEEDED` of what all
ballots together could give, and of elected names that overlap, who gets most.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from nutgraf.language.places import Placed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nutgraf.annotators.taggers.found import Found
    from nutgraf.model import Span

NEEDED = 0.5
"""The share of all weight that elects a name."""

OVERLAP = 0.5
"""The credit for a name of the same kind that shares words with another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """What one tagger found, no name over another, and how much its word counts."""

    source: str
    weight: float
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Elected:
    """A name that was voted for: `score` is its share of all weight, `sources` who has it exactly."""

    span: Span
    label: str
    score: float
    sources: tuple[str, ...]


def elect(ballots: Sequence[Ballot], *, needed: float = NEEDED) -> list[Elected]:
    """The names that these ballots elect, in order, none over another.

    >>> from nutgraf.annotators.taggers.found import Found
    >>> from nutgraf.model import Span
    >>> short, long = Found(Span(4, 8), "ORG"), Found(Span(4, 12), "ORG")
    >>> one, two = (Ballot(source=s, weight=1.0, found=(f,)) for s, f in [("a", short), ("b", long)])
    >>> [(each.span, each.score) for each in elect([one, two])]
    [(Span(start=4, end=12), 0.75)]
    >>> elect([one, Ballot(source="b", weight=2.0, found=())])
    []
    """
    whole = fsum(ballot.weight for ballot in ballots)
    placed = [(ballot, Placed(ballot.found)) for ballot in ballots]
    names = {(found.span, found.label) for ballot in ballots for found in ballot.found}
    scored = (_scored(span, label, placed, whole) for span, label in names)
    return _apart(each for each in scored if each.score >= needed)


def _scored(
    span: Span, label: str, placed: Sequence[tuple[Ballot, Placed[Found]]], whole: float
) -> Elected:
    """What all ballots give to this name."""
    given: list[float] = []
    sources: list[str] = []
    for ballot, found in placed:
        same = [each for each in found.overlapping(span) if each.label == label]
        credits_ = [each.score * (1.0 if each.span == span else OVERLAP) for each in same]
        given.append(ballot.weight * max(credits_, default=0.0))
        if any(each.span == span for each in same):
            sources.append(ballot.source)
    return Elected(
        span=span, label=label, score=fsum(given) / whole, sources=tuple(sorted(set(sources)))
    )


def _apart(elected: Iterable[Elected]) -> list[Elected]:
    """Of names over each other the one with the most votes, then the longer, then the earlier."""
    kept: list[Elected] = []
    for each in sorted(elected, key=_rank):
        at = bisect_right(kept, each.span, key=lambda other: other.span)
        free = at == 0 or kept[at - 1].span.end <= each.span.start
        if free and (at == len(kept) or each.span.end <= kept[at].span.start):
            insort(kept, each, key=lambda other: other.span)
    return kept


def _rank(each: Elected) -> tuple[float, int, int, str]:
    span = each.span
    return (-each.score, span.start - span.end, span.start, each.label)
