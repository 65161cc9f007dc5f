"""Which facts are sure enough to be published, and what is withheld together with the others.

Whatever would hang in the air goes with what it hung on: a person without a name, a role without its
person, a thing that nothing leads to any more.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from nutgraf.graph import IRI, RDF_TYPE, SCHEMA, Fact, Withheld
from nutgraf.schemaorg.nodes import Nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nutgraf.graph import Triple
    from nutgraf.model import Span

_TEXTS = frozenset(
    SCHEMA[name]
    for name in ("articleBody", "description", "headline", "alternativeHeadline", "caption")
)
"""Where what is quoted has to stand, once the body is published."""


class Sifted(NamedTuple):
    """The facts of one article: the published ones, and the withheld ones with the reason."""

    published: tuple[Fact, ...]
    withheld: tuple[tuple[Fact, Withheld], ...] = ()


def sifted(facts: Sequence[Fact], article: IRI, least: float) -> Sifted:
    """The facts that are at least so sure and hang together, and the others."""
    given = (article, RDF_TYPE)
    sure = [each for each in facts if each.evidence.confidence >= least or each.triple[:2] == given]
    if len(sure) == len(facts):
        return Sifted(tuple(facts))
    nodes = Nodes(facts, article)
    kept, number = sure, -1
    while number != len(kept):
        number = len(kept)
        kept = list(_hanging_together(kept, nodes, article))
    alone = {each.triple for each in sure}
    published = {each.triple for each in kept}
    return Sifted(
        tuple(kept),
        tuple(
            (each, Withheld.DEPENDENT if each.triple in alone else Withheld.UNSURE)
            for each in facts
            if each.triple not in published
        ),
    )


def _hanging_together(facts: Sequence[Fact], nodes: Nodes, article: IRI) -> Iterator[Fact]:
    """The facts without those about, or of, a node that lacks something or that nothing leads to."""
    printed = _Printed(facts)
    known = {each.triple for each in facts if printed.has(each)}
    whole = {
        node
        for node in _reached(known, article)
        if all(any(each.triple in known for each in group) for group in nodes.needs(node))
    }
    for each in facts:
        subject, _, term = each.triple
        if (
            each.triple in known
            and subject in whole
            and (term not in nodes.classes or term in whole)
        ):
            yield each


def _reached(triples: Iterable[Triple], article: IRI) -> set[IRI]:
    """The nodes that the article leads to, in any number of steps."""
    leads = defaultdict[IRI, set[IRI]](set)
    subjects = {triple.subject for triple in triples}
    for subject, _, term in triples:
        if isinstance(term, IRI) and term in subjects:
            leads[subject].add(term)
    reached, waiting = {article}, [article]
    while waiting:
        new = leads[waiting.pop()] - reached
        reached |= new
        waiting += new
    return reached


class _Printed:
    """The texts of the article that are published, by the places of their words."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        texts = [each for each in facts if each.triple.predicate in _TEXTS]
        self._whole = any(each.triple.predicate == SCHEMA["articleBody"] for each in texts)
        self._spans = sorted({span for each in texts for span in each.evidence.spans})

    def has(self, each: Fact) -> bool:
        """Whether what is said here stands in print, or nobody can look it up anyway."""
        if not self._whole or each.triple.predicate != SCHEMA["text"]:
            return True
        return any(map(self._contains, each.evidence.spans))

    def _contains(self, span: Span) -> bool:
        place = bisect_right(self._spans, span.start, key=lambda each: each.start)
        return place > 0 and self._spans[place - 1].contains(span)
