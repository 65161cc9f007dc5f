"""Spans found by their place, so that nobody has to look at all of them for each of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nutgraf.model import Span


class _HasSpan(Protocol):
    @property
    def span(self) -> Span: ...


T = TypeVar("T", bound=_HasSpan)

BY_PLACE = attrgetter("span")
BY_PLACE_AND_LABEL = attrgetter("span", "label")


class Places:
    """Some spans, which may overlap each other.

    >>> from nutgraf.model import Span
    >>> places = Places([Span(4, 8), Span(10, 12)])
    >>> places.overlap(Span(7, 9)), places.overlap(Span(8, 10)), places.hold(Span(5, 7))
    (True, False, True)
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._reach = list(accumulate((span.end for span in ordered), max))

    def overlap(self, span: Span) -> bool:
        """Whether one of them shares a code point with this span."""
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._reach[before - 1] > span.start

    def hold(self, span: Span) -> bool:
        """Whether one of them contains this span."""
        before = bisect_right(self._starts, span.start)
        return before > 0 and self._reach[before - 1] >= span.end


class Placed(Generic[T]):
    """Some things that have a span each, in the order of their places.

    >>> from nutgraf.model import DateMention, Span
    >>> placed = Placed([DateMention(span=Span(4, 8)), DateMention(span=Span(10, 12))])
    >>> [each.span for each in placed.overlapping(Span(7, 10))]
    [Span(start=4, end=8)]
    >>> [each.span for each in placed.within(Span(7, 12))]
    [Span(start=10, end=12)]
    """

    def __init__(self, items: Iterable[T]) -> None:
        self._items = sorted(items, key=BY_PLACE)
        self._starts = [item.span.start for item in self._items]
        self._reach = list(accumulate((item.span.end for item in self._items), max))

    def __bool__(self) -> bool:
        return bool(self._items)

    def within(self, span: Span) -> list[T]:
        """Those that this span contains."""
        first, last = bisect_left(self._starts, span.start), bisect_right(self._starts, span.end)
        return [item for item in self._items[first:last] if item.span.end <= span.end]

    def overlapping(self, span: Span) -> list[T]:
        """Those that share a code point with this span."""
        first, last = bisect_right(self._reach, span.start), bisect_left(self._starts, span.end)
        return [item for item in self._items[first:last] if item.span.end > span.start]
