"""Stores: where a dataset is kept.

A store takes what became of each source and makes a dataset of it, as a whole or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from nutgraf.graph import Failed, Outcome, Publication
    from nutgraf.model import Dropped, Source
    from nutgraf.stores.written import Written
    from nutgraf.writers.report import Entry


class ReadBack(Protocol):
    """Reads an article back from where it is kept; without its evidence, which is most of it, sooner."""

    def __call__(self, *, evidence: bool = True) -> Publication:
        """The article as its files have it."""
        ...


@dataclass(frozen=True, slots=True)
class Kept:
    """An article that a store has: `entry` is the account of it.

    `publication()` reads it back; `unchanged` says that it was there before, since its source is
    what it was when it was last published, or set aside.
    """

    entry: Entry
    publication: ReadBack
    dropped: tuple[Dropped, ...] = ()
    unchanged: bool = False


class Store(Protocol):
    """One method: keep the published, account for the rest, and say what became of each.

    The iterator that it returns *is* the transaction: the dataset changes when it is exhausted, and
    stays as it was when it is closed early or when something raises.  An outcome may come back
    changed: a `Published` whose files another engine would not read is `Failed`.
    """

    def write(self, outcomes: Iterable[Outcome | Written | Kept]) -> Iterator[Outcome | Kept]:
        """Keep these outcomes; yield each as it was kept."""
        ...


@runtime_checkable
class Remembering(Store, Protocol):
    """A store that knows what it has already: such a source need not be processed again.

    `writer` makes of an outcome what this store keeps of it, wherever the outcome was made.
    """

    writer: Callable[[Outcome], Written | Failed]

    def unchanged(self, source: Source) -> Kept | None:
        """What became of this very source before; asked while the outcomes are written."""
        ...
