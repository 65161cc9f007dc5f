"""Whom the reader of an article has in mind at each place of it.

A speaker and the subject of a sentence hold attention, a name behind a preposition less, and each
sentence halves it.  A pronoun means the one who clearly holds most of it.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from nutgraf.model import Span

SPEAKER, SUBJECT, ALONE, OTHER = 1.0, 0.9, 0.5, 0.2
"""What a mention weighs: who speaks, who acts, the only person of a sentence, and anybody else."""

_FADING = 0.3  # a sentence later
_CLEARLY = 1.2  # times as much attention as the next one's
_REACH = 3  # paragraphs
_MOST = 50  # moments that a pronoun is held against


@dataclass(frozen=True, slots=True)
class Moment:
    """Somebody comes to mind: a person of the article, or one without a name (entity "")."""

    start: int
    sentence: int
    paragraph: int
    entity: str
    span: Span
    weight: float
    gender: str | None = None


class Attention:
    """The moments of an article in order.

    >>> from nutgraf.model import Span
    >>> attention = Attention()
    >>> attention.add(Moment(0, 0, 0, "people/ana-roca", Span(0, 8), SUBJECT))
    >>> attention.add(Moment(20, 0, 0, "people/li-wei", Span(20, 26), OTHER))
    >>> attention.foremost(40, 1, 0, lambda moment: True).entity
    'people/ana-roca'
    """

    def __init__(self) -> None:
        self._moments: list[Moment] = []

    def add(self, moment: Moment) -> None:
        """One more moment."""
        if not self._moments or self._moments[-1].start <= moment.start:
            self._moments.append(moment)
        else:
            insort(self._moments, moment, key=lambda each: each.start)

    def foremost(
        self, place: int, sentence: int, paragraph: int, fits: Callable[[Moment], bool]
    ) -> Moment | None:
        """The last moment of who clearly holds most attention before a place, of all that fit."""
        held: defaultdict[str, dict[int, float]] = defaultdict(dict)
        last: dict[str, Moment] = {}
        behind = bisect_right(self._moments, place - 1, key=lambda each: each.start)
        for moment in reversed(self._moments[max(0, behind - _MOST) : behind]):
            if paragraph - moment.paragraph > _REACH:
                break
            if not fits(moment):
                continue
            weight = moment.weight * _FADING ** (sentence - moment.sentence)
            each = held[moment.entity]
            each[moment.sentence] = max(weight, each.get(moment.sentence, 0.0))
            last.setdefault(moment.entity, moment)
        ranked = sorted(held, key=lambda entity: (-sum(held[entity].values()), -last[entity].start))
        if not ranked:
            return None
        first, *others = ranked
        least = _CLEARLY * sum(held[others[0]].values()) if others else 0.0
        return last[first] if first and sum(held[first].values()) >= least else None
