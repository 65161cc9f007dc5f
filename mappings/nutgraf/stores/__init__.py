"""Stores: where a dataset is kept.

A store takes what became of each source and makes a dataset of it, as a whole or not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nutgraf.graph import Outcome


class Store(Protocol):
    """One method: keep the published, account for the rest, and say what became of each.

    The iterator that it returns *is* the transaction: the dataset changes when it is exhausted, and
    stays as it was when it is closed early or when something raises.  An outcome may come back
    changed: a `Published` whose files another engine would not read is `Failed`.
    """

    def write(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Keep these outcomes; yield each as it was kept."""
        ...
