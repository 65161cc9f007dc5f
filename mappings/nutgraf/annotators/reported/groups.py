"""The words of a verb, from its first auxiliary on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nutgraf.language.words import ADVERBS, AUXILIARIES, DAYS, MONTHS, PERIODS, is_adverb

if TYPE_CHECKING:
    from nutgraf.annotators.reported.lines import Line

_HAVE = frozenset(["has", "had", "have", "’ve", "'ve", "’d", "'d", "having"])
_BE = frozenset(["is", "are", "was", "were", "been", "be", "being", "’s", "'s", "’re", "'re"])
_EMPHATIC = frozenset(["do", "does", "did"])
"""Auxiliaries that only stress what follows: “she does believe that …”."""

_CLOSED = AUXILIARIES - _HAVE - _BE - _EMPHATIC | frozenset(
    "not never n’t to hardly rarely nor neither ’ll 'll".split()
)
"""Words that leave it open whether anything was said: negations and modal verbs."""

_CARRYING = frozenset("appeared appears seemed seems on continued continues".split())
"""Words before “to” that say that it was: “went on to say”, “appeared to suggest”."""

_GOING = frozenset(["went", "goes", "go"])


@dataclass(frozen=True, slots=True)
class Group:
    """Where a verb begins, and what its auxiliaries make of it."""

    start: int
    passive: bool = False
    progressive: bool = False
    asserted: bool = True
    """Whether it is neither negated nor only possible: what it says was said."""
    infinitive: bool = False
    """Whether another verb carries it: “went on to say”."""


def group(line: Line, index: int) -> Group:
    """The verb group that ends with this verb."""
    floor = line.floor[index]
    start, be, asserted, infinitive = index, False, True, False
    while start > floor and not line.person_or_body(start - 1):
        low = line.low[start - 1]
        if low == "to" and line.word(start - 2) in _CARRYING:
            start, infinitive = start - 2, True
            continue
        if not (low in _BE or low in _CLOSED or _is_small(low)):
            over = _time_before(line, start, floor)
            if over == start:
                break
            start = over
            continue
        be = be or (low in _BE and not _owns(line, start - 1))
        only = _only(line, start - 1)
        infinitive = infinitive or only or low in _EMPHATIC
        asserted = asserted and (low not in _CLOSED or only)
        start -= 1
    while start < index and line.low[start] in ADVERBS and line.word(start - 1) == ",":
        start += 1
    ing = line.low[index].endswith("ing")
    return Group(start, be and not ing, be and ing, asserted, infinitive)


def _only(line: Line, index: int) -> bool:
    """“would only say that …”: that much was said."""
    return line.low[index] in ("would", "could") and line.word(index + 1) == "only"


def _is_small(low: str) -> bool:
    return low in _HAVE or low in _EMPHATIC or low in ADVERBS or low in _GOING or is_adverb(low)


def _owns(line: Line, index: int) -> bool:
    """Whether an ’s marks an owner, not a verb."""
    return line.low[index] in ("’s", "'s") and index > 0 and line.mention[index - 1] is not None


def _time_before(line: Line, end: int, floor: int) -> int:
    """Where words of time that end here begin: “on Tuesday”, “this week”, “in 2014”."""
    last = line.word(end - 1)
    named = last in DAYS or last in MONTHS
    if end - 1 > floor and (named or last.isdigit()):
        if line.word(end - 2) in ("on", "in", "late", "early", "since"):
            return end - 2
        return end - 1 if named and end - 2 > floor else end
    if end - 2 > floor and last in PERIODS and line.word(end - 2) in ("this", "last", "that"):
        return end - 2
    return end
