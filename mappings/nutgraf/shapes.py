"""Shapes graphs: read once, with what their targets are and how many nodes each finds.

Knows no validator; see [SHACL, 1.3](https://www.w3.org/TR/shacl/#shapes-graph).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from nutgraf.errors import DataError
from nutgraf.graph import IRI, RDF_TYPE, XSD_STRING, Literal
from nutgraf.profile import profile_path
from nutgraf.writers.nquads import escape, term
from nutgraf.writers.templated import Templated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import pyoxigraph as ox
    import rdflib
    from rdflib.term import Node

    Term = str | Literal

_SH = "http://www.w3.org/ns/shacl#"
_OLD_SCHEMA = re.compile(rb"(<|sh:namespace\s{1,99}[\"'])http(?=://schema\.org/)")
_SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What one node shape applies to, as [its targets](https://www.w3.org/TR/shacl/#targets).

    Terms are written as by `plain`.
    """

    shape: str
    classes: frozenset[str] = frozenset()
    nodes: frozenset[str] = frozenset()
    subjects_of: frozenset[str] = frozenset()
    objects_of: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shapes:
    """A shapes graph, parsed once; `source` is what messages call it.

    >>> load_shapes().source
    'the profile'
    """

    source: str
    graph: rdflib.Graph = field(repr=False)
    targets: tuple[Target, ...] = field(repr=False)


@cache
def load_shapes() -> Shapes:
    """The shapes of [the profile](https://w3id.org/nutgraf/shapes) that comes with nutgraf.

    >>> len(load_shapes().targets) > 20
    True
    """
    return _load(profile_path() / "shapes", "the profile")


def load_shapes_from(path: Path) -> Shapes:
    """The shapes of a Turtle file, or of all `*.ttl` in a folder; raises `DataError`.

    >>> load_shapes_from(profile_path() / "shapes" / "person.ttl").source
    'person.ttl'
    """
    return _load(path, path.name)


def names_old_schema(path: Path) -> bool:
    """Whether these shapes say `http://schema.org/`, which is read as https, as it is in data.

    >>> names_old_schema(profile_path() / "shapes")
    False
    """
    return any(file.is_file() and _OLD_SCHEMA.search(file.read_bytes()) for file in _files(path))


def _files(path: Path) -> list[Path]:
    return sorted(path.glob("*.ttl")) if path.is_dir() else [path]


def _load(path: Path, source: str) -> Shapes:
    graph = _graph(_files(path))
    _declare_imported(graph)
    shapes = _with_target(graph)
    if not shapes:
        raise DataError(
            "no shape with a target was found",
            source=str(path),
            hint="give a Turtle file that holds SHACL shapes",
        )
    return Shapes(source=source, graph=graph, targets=_targets_of(shapes, graph))


def _graph(files: Iterable[Path]) -> rdflib.Graph:
    """All that these Turtle files say, literals as they are written."""
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    for file in files:
        for triple in _read(file):
            graph.add(triple)
    return graph


def _read(file: Path) -> list[tuple[Node, Node, Node]]:
    """The triples of a Turtle file; blank nodes have names that no other file has."""
    import pyoxigraph as ox

    try:
        # rdflib's own Turtle parser has no line numbers and fails with any kind of exception.
        quads = ox.parse(
            _OLD_SCHEMA.sub(rb"\1https", file.read_bytes()),  # data is read so, too
            ox.RdfFormat.TURTLE,
            base_iri="urn:x-nutgraf:shapes",
            rename_blank_nodes=True,
        )
        return [(_node(s), _node(p), _dated(_node(p), _node(o))) for s, p, o, _ in quads]
    except OSError as error:
        raise DataError(
            f"the shapes cannot be read ({error.strerror})", source=str(file)
        ) from error
    except (SyntaxError, ValueError) as error:
        reason = getattr(error, "msg", "") or str(error)
        raise DataError(
            f"the shapes are not Turtle ({reason})",
            source=str(file),
            place=f"line {line}" if (line := getattr(error, "lineno", None)) else "",
            hint="mend the file",
        ) from error


def _dated(predicate: Node, value: Node) -> Node:
    """A datatype as data is read: dates of schema.org are those of XML Schema."""
    import rdflib

    if predicate != rdflib.SH.datatype:
        return value
    read: dict[Node, Node] = {
        rdflib.SDO.Date: rdflib.XSD.date,
        rdflib.SDO.DateTime: rdflib.XSD.dateTime,
    }
    return read.get(value, value)


def _node(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    """The term as rdflib has it."""
    import pyoxigraph as ox
    import rdflib

    if isinstance(node, ox.NamedNode):
        return rdflib.URIRef(node.value)
    if isinstance(node, ox.BlankNode):
        return rdflib.BNode(node.value)
    if isinstance(node, ox.Triple):
        raise ValueError("a triple term of RDF 1.2 is no part of SHACL 1.0")
    if node.language:
        return rdflib.Literal(node.value, lang=node.language)
    if node.datatype.value == str(rdflib.XSD.string):
        return rdflib.Literal(node.value)
    return rdflib.Literal(node.value, datatype=rdflib.URIRef(node.datatype.value), normalize=False)


def _declare_imported(graph: rdflib.Graph) -> None:
    """Prefixes of a query may stand in [what its own ontology imports](https://www.w3.org/TR/shacl/#sparql-prefixes).

    pySHACL does not look there.  Only this graph is read, and nothing is fetched.
    """
    import rdflib

    sh = rdflib.Namespace(_SH)
    for ontology in set(graph.objects(predicate=sh["prefixes"])):
        for imported in graph.transitive_objects(ontology, rdflib.OWL.imports):
            for prefix in set(graph.objects(imported, sh["declare"])):
                graph.add((ontology, sh["declare"], prefix))


def _with_target(graph: rdflib.Graph) -> set[Node]:
    """The shapes that have a target."""
    import rdflib

    sh = rdflib.Namespace(_SH)
    found: set[Node] = set()
    for target in _TARGETS:
        found.update(graph.subjects(sh[target]))
    classes = set(graph.subjects(rdflib.RDF.type, rdflib.RDFS.Class))
    for kind in ("NodeShape", "PropertyShape"):
        found.update(classes.intersection(graph.subjects(rdflib.RDF.type, sh[kind])))
    return found


def _targets_of(shapes: Iterable[Node], graph: rdflib.Graph) -> tuple[Target, ...]:
    """The targets of those of these shapes that are not switched off, sorted by name."""
    import rdflib

    sh = rdflib.Namespace(_SH)
    classes = set(graph.subjects(rdflib.RDF.type, rdflib.RDFS.Class))
    off = rdflib.Literal(True)

    def terms(shape: Node, predicate: str) -> frozenset[str]:
        return frozenset(plain(node) for node in graph.objects(shape, sh[predicate]))

    return tuple(
        sorted(
            (
                Target(
                    shape=name(shape, graph),
                    classes=terms(shape, "targetClass")
                    | ({plain(shape)} if shape in classes else frozenset()),
                    nodes=terms(shape, "targetNode"),
                    subjects_of=terms(shape, "targetSubjectsOf"),
                    objects_of=terms(shape, "targetObjectsOf"),
                )
                for shape in shapes
                if (shape, sh["deactivated"], off) not in graph
            ),
            key=lambda target: target.shape,
        )
    )


def plain(node: Node | None) -> str:
    r"""A term of rdflib in a report: an IRI as it is, anything else in N-Triples.

    >>> import rdflib
    >>> plain(rdflib.URIRef("urn:a")), plain(rdflib.Literal("a\nb", lang="en"))
    ('urn:a', '"a\\nb"@en')
    """
    import rdflib

    if node is None:
        return ""
    return str(node) if isinstance(node, rdflib.URIRef) else ntriples_term(node)


def ntriples_term(node: Node) -> str:
    """A term of rdflib as [N-Triples](https://www.w3.org/TR/n-triples/) writes it, unchecked."""
    import rdflib

    if isinstance(node, rdflib.BNode):
        return node.n3()
    if not isinstance(node, rdflib.Literal):
        return f"<{node}>"
    kind = f"@{node.language}" if node.language else f"^^<{node.datatype}>" if node.datatype else ""
    return f'"{escape(node)}"{kind}'


def lines(triples: Iterable[tuple[Node, Node, Node]]) -> str:
    """A graph of rdflib as N-Triples, unchecked."""
    return "".join(f"{' '.join(map(ntriples_term, triple))} .\n" for triple in triples)


def literals(graph: rdflib.Graph) -> Iterator[Literal]:
    """The literals of a graph of rdflib."""
    import rdflib

    for node in graph.objects(unique=True):
        if isinstance(node, rdflib.Literal):
            yield Literal(str(node), IRI(node.datatype or XSD_STRING), node.language or "")


def name(shape: Node | None, graph: rdflib.Graph) -> str:
    """The IRI of a shape, or of the nearest shape with an IRI that an anonymous one is part of."""
    import rdflib

    seen = set[object]()
    while isinstance(shape, rdflib.BNode) and shape not in seen:
        seen.add(shape)
        shape = min(graph.subjects(None, shape), default=None, key=_order)
    return plain(shape)


def _order(node: Node) -> tuple[bool, str]:
    import rdflib

    return isinstance(node, rdflib.BNode), str(node)


def focus_nodes(
    triples: Iterable[tuple[str, str, Term]], shapes: Shapes
) -> tuple[tuple[str, int], ...]:
    """How many [focus nodes](https://www.w3.org/TR/shacl/#focusNodes) each shape has in a graph.

    Terms are those of `nutgraf.graph`, or written as by `plain`.

    >>> from nutgraf.graph import IRI, SCHEMA
    >>> triples = [(IRI("urn:a"), RDF_TYPE, SCHEMA["Person"])]
    >>> dict(focus_nodes(triples, load_shapes()))["https://w3id.org/nutgraf/shapes#Person"]
    1
    """
    instances: defaultdict[str, set[str]] = defaultdict(set)
    subclasses: defaultdict[str, set[str]] = defaultdict(set)
    subjects: dict[str, set[str]] = {p: set() for t in shapes.targets for p in t.subjects_of}
    objects: dict[str, set[str]] = {p: set() for t in shapes.targets for p in t.objects_of}
    asked = {RDF_TYPE, _SUBCLASS, *subjects, *objects}
    for names, predicate, value in _said(triples, asked, {RDF_TYPE, _SUBCLASS, *objects}):
        if predicate == RDF_TYPE:
            instances[_written(value)].update(names)
        elif predicate == _SUBCLASS:
            subclasses[_written(value)].update(names)
        if predicate in subjects:
            subjects[predicate].update(names)
        if predicate in objects:
            objects[predicate].add(_written(value))

    def below(cls: str) -> set[str]:
        seen, waiting = set[str](), {cls}
        while waiting:
            seen |= waiting
            waiting = {sub for found in waiting for sub in subclasses.get(found, ())} - seen
        return seen

    def number(target: Target) -> int:
        classes = (
            {sub for cls in target.classes for sub in below(cls)} if subclasses else target.classes
        )
        found = [instances[cls] for cls in classes if cls in instances]
        found += [subjects[predicate] for predicate in target.subjects_of]
        found += [objects[predicate] for predicate in target.objects_of]
        return len(target.nodes.union(*found))

    return tuple([(target.shape, number(target)) for target in shapes.targets])


def _said(
    triples: Iterable[tuple[str, str, Term]], asked: set[str], values: set[str]
) -> Iterable[tuple[Sequence[str], str, Term]]:
    """What is said with the predicates that are asked for, of some by their values."""
    if isinstance(triples, Templated):
        outline = [
            (names, p, o)
            for names, said in triples.outline()
            for p, o in said
            if names and p in asked
        ]
        if all(value is not None or p not in values for _, p, value in outline):
            return [(names, p, "" if o is None else o) for names, p, o in outline]
    return [((s,), p, o) for s, p, o in triples if p in asked]


def _written(value: Term) -> str:
    return value if isinstance(value, str) else term(value)
