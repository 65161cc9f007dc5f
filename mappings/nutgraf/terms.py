"""Which terms the profile uses, read from its shapes: they are the single source."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from nutgraf.graph import PREFIXES
from nutgraf.vocabulary import RELEASE, section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import Graph
    from rdflib.term import Node

    from nutgraf.shacl import Shapes

__all__ = ["profile_terms", "terms_list", "terms_table"]

_SH = "http://www.w3.org/ns/shacl#"
_SHAPES = "https://w3id.org/nutgraf/shapes#"

_DEFINED_BY = {
    "schema": f"schema.org {RELEASE}, {{section}}",
    "rdf": "RDF 1.1",
    "prov": "PROV-O",
    "nif": "NIF 2.0 Core",
    "itsrdf": "ITS 2.0 RDF",
    "void": "VoID",
    "dcat": "DCAT 3",
    "dcterms": "DCMI Metadata Terms",
    "ng": "nutgraf.ttl",
}


def profile_terms(shapes: Shapes) -> frozenset[str]:
    """The IRIs of all classes and properties that the shapes know; the mapping emits no others.

    >>> from nutgraf.graph import SCHEMA
    >>> from nutgraf.shacl import load_shapes
    >>> known = profile_terms(load_shapes())
    >>> SCHEMA["spokenByCharacter"] in known, SCHEMA["gender"] in known
    (True, False)
    """
    classes, properties = _terms(shapes.graph)
    return frozenset(classes) | frozenset(properties)


def terms_list(shapes: Shapes) -> str:
    """The same for programs: `class` or `property`, a tab, and the IRI; one term a line, sorted.

    >>> from nutgraf.shacl import load_shapes
    >>> print(terms_list(load_shapes()).splitlines()[0])
    class	http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#Context
    """
    classes, properties = _terms(shapes.graph)
    lines = [f"class\t{iri}" for iri in classes] + [f"property\t{iri}" for iri in properties]
    return "".join(f"{line}\n" for line in sorted(lines))


def terms_table(shapes: Shapes) -> str:
    """The table of `ontology/terms.md`, in Markdown.

    >>> from nutgraf.shacl import load_shapes
    >>> print(terms_table(load_shapes()).splitlines()[0])
    # The terms of the profile
    """
    classes, properties = _terms(shapes.graph)
    return "\n".join(
        [
            "# The terms of the profile",
            "",
            f"{len(classes)} classes and {len(properties)} properties, in [shapes/](shapes/).",
            "Written by `nutgraf ontology build`; do not edit by hand.",
            "",
            "## Classes",
            "",
            *_rows("Class", classes),
            "",
            "## Properties",
            "",
            *_rows("Property", properties),
            "",
        ]
    )


def _rows(heading: str, terms: dict[str, set[str]]) -> Iterator[str]:
    yield f"| {heading} | Defined by | Shapes |"
    yield "| --- | --- | --- |"
    for name, iri, shapes in sorted((_short(iri), iri, terms[iri]) for iri in terms):
        prefix, _, local = name.partition(":")
        source = _DEFINED_BY[prefix].format(section=section(local) if prefix == "schema" else "")
        yield f"| [{name}]({iri}) | {source} | {', '.join(sorted(shapes))} |"


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    raise ValueError(f"the profile declares no prefix for <{iri}>")


def _terms(graph: Graph) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Classes and properties, each with the local names of the shapes that speak of it."""
    import rdflib

    classes: defaultdict[str, set[str]] = defaultdict(set)
    properties: defaultdict[str, set[str]] = defaultdict(set)
    # A shape that closes a vocabulary says what that has, not what the profile uses of it.
    closing = set(graph.subjects(rdflib.URIRef(_SH + "ignoredProperties")))
    for shape in set(graph.subjects(rdflib.URIRef(_SH + "name"))) - closing:
        label = str(shape).removeprefix(_SHAPES)
        for node in _part_of(graph, shape):
            for cls in _classes(graph, node):
                classes[str(cls)].add(label)
            for predicate in _properties(graph, node):
                properties[str(predicate)].add(label)
    return dict(classes), dict(properties)


def _classes(graph: Graph, shape: Node) -> Iterator[Node]:
    import rdflib

    sh = rdflib.Namespace(_SH)
    yield from graph.objects(shape, sh["targetClass"])
    yield from graph.objects(shape, sh["class"])
    if (shape, sh["path"], rdflib.RDF.type) in graph:
        yield from graph.objects(shape, sh["hasValue"])
        for members in graph.objects(shape, sh["in"]):
            yield from graph.items(members)


def _properties(graph: Graph, shape: Node) -> Iterator[Node]:
    import rdflib

    sh = rdflib.Namespace(_SH)
    for name in ("targetSubjectsOf", "targetObjectsOf", "lessThanOrEquals", "equals", "disjoint"):
        yield from graph.objects(shape, sh[name])
    for path in graph.objects(shape, sh["path"]):
        yield from _predicates(graph, path)


def _part_of(graph: Graph, shape: Node) -> Iterator[Node]:
    """A shape and the anonymous shapes inside it."""
    import rdflib

    sh = rdflib.Namespace(_SH)
    yield shape
    for name in ("or", "and", "xone"):
        for members in graph.objects(shape, sh[name]):
            for member in graph.items(members):
                if isinstance(member, rdflib.BNode):
                    yield from _part_of(graph, member)
    for member in graph.objects(shape, sh["not"]):
        if isinstance(member, rdflib.BNode):
            yield from _part_of(graph, member)


def _predicates(graph: Graph, path: Node) -> Iterator[Node]:
    """The properties that a path goes along."""
    import rdflib

    if isinstance(path, rdflib.URIRef):
        yield path
        return
    if (path, rdflib.RDF.first, None) in graph:
        for step in graph.items(path):
            yield from _predicates(graph, step)
        return
    sh = rdflib.Namespace(_SH)
    for name in ("alternativePath", "inversePath"):
        for inner in graph.objects(path, sh[name]):
            yield from _predicates(graph, inner)
