"""Counts of what was right, their [precision, recall and
F1](https://en.wikipedia.org/wiki/Precision_and_recall), and the mistakes behind them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from nutgraf.model import Span

Key = TypeVar("Key", bound="Hashable")

CONTEXT = 30  # code points


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much gold there is and how much of it is found; how much is ours, and how much right.

    `found` and `right` differ where two of ours fit one in the gold.  A figure that has nothing to
    be a share of is None, not 0 and not 1.

    >>> counts = Counts(gold=4, found=3, ours=5, right=3)
    >>> counts.precision, counts.recall, round(counts.f1, 3)
    (0.6, 0.75, 0.667)
    >>> Counts().precision is None
    True
    """

    gold: int = 0
    found: int = 0
    ours: int = 0
    right: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            gold=self.gold + other.gold,
            found=self.found + other.found,
            ours=self.ours + other.ours,
            right=self.right + other.right,
        )

    @property
    def precision(self) -> float | None:
        """The share of ours that is right."""
        return self.right / self.ours if self.ours else None

    @property
    def recall(self) -> float | None:
        """The share of the gold that is found."""
        return self.found / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both: 0 where both are 0, None where one is undefined."""
        precision, recall = self.precision, self.recall
        if precision is None or recall is None:
            return None
        both = precision + recall
        return 2 * precision * recall / both if both else 0.0

    def figures(self) -> dict[str, float | None]:
        """The three by their names."""
        return {"precision": self.precision, "recall": self.recall, "f1": self.f1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One thing that was missed, is too much, or is wrong, in its place so that one can judge it."""

    metric: str
    what: str
    article: str
    words: str
    start: int | None = None
    before: str = ""
    after: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Scored:
    """What one metric counts in one article."""

    metric: str
    counts: Counts
    mistakes: tuple[Mistake, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """An article's name and text, to show mistakes in."""

    article: str
    text: str

    def mistake(
        self, metric: str, what: str, span: Span | None, *, words: str = "", note: str = ""
    ) -> Mistake:
        """A mistake with the words around it.

        >>> from nutgraf.model import Span
        >>> Place("a", "Rain fell on Oslo.").mistake("names", "missed", Span(13, 17)).before
        'Rain fell on '
        """
        if span is None:
            return Mistake(metric=metric, what=what, article=self.article, words=words, note=note)
        return Mistake(
            metric=metric,
            what=what,
            article=self.article,
            words=words or span.of(self.text),
            start=span.start,
            before=self.text[max(0, span.start - CONTEXT) : span.start],
            after=self.text[span.end : span.end + CONTEXT],
            note=note,
        )

    def compared(
        self,
        metric: str,
        gold: Mapping[Key, Span | None],
        ours: Mapping[Key, Span | None],
        words: Mapping[Key, str] | None = None,
    ) -> Scored:
        """Two sets of things that are the same or not; the spans and words are for the mistakes."""
        named = words or {}
        right = len(gold.keys() & ours.keys())
        missed = [("missed", key, span) for key, span in gold.items() if key not in ours]
        extra = [("extra", key, span) for key, span in ours.items() if key not in gold]
        return Scored(
            metric,
            Counts(gold=len(gold), found=right, ours=len(ours), right=right),
            tuple(
                self.mistake(metric, what, span, words=named.get(key, ""))
                for what, key, span in (*missed, *extra)
            ),
        )
