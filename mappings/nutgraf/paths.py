"""[SHACL property paths](https://www.w3.org/TR/shacl/#property-paths), as reports write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node


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

    return str(node) if isinstance(node, rdflib.URIRef) else _sparql(node, graph)


def _sparql(node: Node, graph: rdflib.Graph) -> str:
    import rdflib

    sh = rdflib.SH
    if isinstance(node, rdflib.URIRef):
        return node.n3()
    if (node, rdflib.RDF.first, None) in graph:
        return "/".join(_sparql(step, graph) for step in graph.items(node))
    if alternatives := graph.value(node, sh.alternativePath):
        steps = (_sparql(step, graph) for step in graph.items(alternatives))
        return f"({'|'.join(steps)})"
    if inverse := graph.value(node, sh.inversePath):
        return f"^{_sparql(inverse, graph)}"
    for predicate, mark in (
        (sh.zeroOrMorePath, "*"),
        (sh.oneOrMorePath, "+"),
        (sh.zeroOrOnePath, "?"),
    ):
        if inner := graph.value(node, predicate):
            return f"({_sparql(inner, graph)}){mark}"
    return ""
