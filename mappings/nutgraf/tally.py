"""What taggers said and no article held, added up for the person who asked them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from nutgraf.writers.results import safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nutgraf.model import Dropped


class Tally:
    """The sum over articles, a line a tagger.

    >>> from nutgraf.model import Dropped
    >>> tally = Tally()
    >>> tally.add([Dropped(source="llm", why="of no known kind", count=2)])
    >>> tally.add([Dropped(source="llm", why="not in the text word for word")])
    >>> tally.told()
    ['not taken from llm: 1 not in the text word for word, 2 of no known kind']
    """

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, dropped: Iterable[Dropped]) -> None:
        """What one article did not hold."""
        for each in dropped:
            self._counts[each.source, each.why] += each.count

    def told(self) -> list[str]:
        """The lines; none if everything was taken."""
        lines: dict[str, list[str]] = {}
        for (source, why), count in sorted(self._counts.items()):
            lines.setdefault(source, []).append(f"{count:,} {why}")
        return [safe(f"not taken from {name}: {', '.join(whys)}") for name, whys in lines.items()]
