"""[SHACL property paths](https://www.w3.org/TR/shacl/#property-paths), as reports write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from nutgraf.graph import RDF, SH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import rdflib
    from rdflib.term import Node

    from nutgraf.statements import Statements, Term


def path(node: Node, graph: rdflib.Graph) -> str:
    """A property path of a shapes graph: an IRI, or what it is in SPARQL.

    >>> import rdflib
    >>> graph = rdflib.Graph()
    >>> node = rdflib.BNode()
    >>> _ = graph.add((node, rdflib.SH.inversePath, rdflib.SDO.author))
    >>> path(rdflib.SDO.author, graph), path(node, graph)
    ('https://schema.org/author', '^<https://schema.org/author>')
    """
    import rdflib

    if isinstance(node, rdflib.URIRef):
        return str(node)

    def value(node: Node, predicate: str) -> Node | None:
        return graph.value(node, rdflib.URIRef(predicate))

    return _sparql(node, _Graph(value, graph.items, rdflib.URIRef, str))


def path_in(node: Term, said: Statements) -> str:
    """The same in shapes that are no graph of rdflib.

    >>> import pyoxigraph as ox
    >>> from nutgraf.statements import Statements
    >>> path_in(ox.NamedNode("https://schema.org/author"), Statements(()))
    'https://schema.org/author'
    """
    import pyoxigraph as ox

    if isinstance(node, ox.NamedNode):
        return node.value
    return _sparql(node, _Graph(said.value, said.items, ox.NamedNode, lambda term: term.value))


class _Graph(NamedTuple):
    """How to look things up in a graph of some library, whose IRIs are of this class."""

    value: Callable[[Any, str], Any]
    items: Callable[[Any], Iterable[Any]]
    iri: type
    name: Callable[[Any], str]


def _sparql(node: Any, graph: _Graph) -> str:
    if isinstance(node, graph.iri):
        return f"<{graph.name(node)}>"
    if graph.value(node, RDF["first"]) is not None:
        return "/".join(_sparql(step, graph) for step in graph.items(node))
    if alternatives := graph.value(node, SH["alternativePath"]):
        steps = (_sparql(step, graph) for step in graph.items(alternatives))
        return f"({'|'.join(steps)})"
    if inverse := graph.value(node, SH["inversePath"]):
        return f"^{_sparql(inverse, graph)}"
    for name, mark in (("zeroOrMorePath", "*"), ("oneOrMorePath", "+"), ("zeroOrOnePath", "?")):
        if inner := graph.value(node, SH[name]):
            return f"({_sparql(inner, graph)}){mark}"
    return ""
