"""Triples that are written by templates, since their nodes are of few forms."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from nutgraf.graph import IRI, Literal, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nutgraf.writers.turtle import Names


Alike = tuple[Sequence[IRI], Sequence[tuple[IRI, "IRI | Literal | None"]]]
"""Nodes, be they none, and what each of them says: predicates and objects, None for what differs."""


class Templated(Sequence[Triple]):
    """A graph that is kept as what its nodes say; its triples are made when somebody asks for them.

    Whoever inherits gives the same triples, in the same order, three times.
    """

    __slots__ = ()

    @abstractmethod
    def __iter__(self) -> Iterator[Triple]:
        """The triples."""

    @abstractmethod
    def ntriples(self) -> str:
        """The triples as `nutgraf.writers.nquads.ntriples` writes them."""

    @abstractmethod
    def blocks(self, names: Names) -> Iterator[str]:
        """The subjects as `nutgraf.writers.turtle.blocks` writes them, each with its blank line."""

    @abstractmethod
    def literals(self) -> Iterable[Literal]:
        """The literals among the objects, perhaps some more than once."""

    @abstractmethod
    def outline(self) -> Iterable[Alike]:
        """What nodes are there, and what they say."""

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @overload
    def __getitem__(self, place: int) -> Triple: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Triple, ...]: ...
    def __getitem__(self, place: int | slice) -> Triple | tuple[Triple, ...]:
        return tuple(self)[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


def literals(triples: Iterable[Triple]) -> set[Literal]:
    """The literals among the objects.

    >>> literals([Triple(IRI("urn:a"), IRI("urn:b"), Literal("rain"))]) == {Literal("rain")}
    True
    """
    if isinstance(triples, Templated):
        return set(triples.literals())
    return {term for _, _, term in triples if isinstance(term, Literal)}
