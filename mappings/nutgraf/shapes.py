"""Shapes graphs: read once, with what their targets are and how many nodes each finds.

Knows no validator; see [SHACL, 1.3](https://www.w3.org/TR/shacl/#shapes-graph).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING

from nutgraf.errors import DataError
from nutgraf.graph import IRI, RDF_TYPE, SH, XSD, XSD_STRING, Literal
from nutgraf.profile import profile_path
from nutgraf.statements import File, Statements, names_old
from nutgraf.writers.nquads import escape, term
from nutgraf.writers.templated import Templated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import rdflib
    from rdflib.term import Node

    from nutgraf.statements import Term as Said

    Term = str | Literal

_CLASS = "http://www.w3.org/2000/01/rdf-schema#Class"
_IMPORTS = "http://www.w3.org/2002/07/owl#imports"
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


@dataclass(frozen=True, kw_only=True, eq=False)
class Shapes:
    """A shapes graph, read once; `source` is what messages call it.

    >>> load_shapes().source
    'the profile'
    """

    source: str
    files: tuple[File, ...] = field(repr=False)
    targets: tuple[Target, ...] = field(repr=False)

    @cached_property
    def graph(self) -> rdflib.Graph:
        """The shapes as pySHACL needs them; made when first asked for, since it is large."""
        return _graph(self.statements())

    def statements(self) -> Statements:
        """What the shapes say, made anew."""
        return _statements(self.files)


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
    return any(file.is_file() and names_old(file.read_bytes()) for file in _paths(path))


def _paths(path: Path) -> list[Path]:
    return sorted(path.glob("*.ttl")) if path.is_dir() else [path]


def _load(path: Path, source: str) -> Shapes:
    files = tuple(_file(each) for each in _paths(path))
    said = _statements(files)
    shapes = _with_target(said)
    if not shapes:
        raise DataError(
            "no shape with a target was found",
            source=str(path),
            hint="give a Turtle file that holds SHACL shapes",
        )
    return Shapes(source=source, files=files, targets=_targets_of(shapes, said))


def _file(path: Path) -> File:
    try:
        return File(str(path), path.read_bytes())
    except OSError as error:
        raise DataError(
            f"the shapes cannot be read ({error.strerror})", source=str(path)
        ) from error


def _statements(files: Iterable[File]) -> Statements:
    said = Statements(files)
    _declare_imported(said)
    return said


def _declare_imported(said: Statements) -> None:
    """Prefixes of a query may stand in [what its own ontology imports](https://www.w3.org/TR/shacl/#sparql-prefixes).

    pySHACL does not look there.  Only these shapes are read, and nothing is fetched.
    """
    asked = {ontology for each in said for ontology in said.objects(each, SH["prefixes"])}
    for ontology in asked:
        seen, waiting = set(), [ontology]
        while waiting:
            seen.add(node := waiting.pop())
            for prefix in [*said.objects(node, SH["declare"])]:
                said.add(ontology, SH["declare"], prefix)
            waiting += [each for each in said.objects(node, _IMPORTS) if each not in seen]


def _graph(said: Statements) -> rdflib.Graph:
    """The same for rdflib, literals as they are written."""
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    for subject, predicate, value in said.triples():
        graph.add((_node(subject), rdflib.URIRef(predicate), _node(value)))
    return graph


def _node(node: Said) -> Node:
    """The term as rdflib has it."""
    import pyoxigraph as ox
    import rdflib

    if isinstance(node, ox.NamedNode):
        return rdflib.URIRef(node.value)
    if isinstance(node, ox.BlankNode):
        return rdflib.BNode(node.value)
    if node.language:
        return rdflib.Literal(node.value, lang=node.language)
    if node.datatype.value == XSD_STRING:
        return rdflib.Literal(node.value)
    return rdflib.Literal(node.value, datatype=rdflib.URIRef(node.datatype.value), normalize=False)


def _with_target(said: Statements) -> list[Said]:
    """The shapes that have a target."""
    kinds = {SH["NodeShape"], SH["PropertyShape"]}

    def has_one(shape: Said) -> bool:
        if any(said.objects(shape, SH[target]) for target in _TARGETS):
            return True
        types = {each.value for each in said.objects(shape, RDF_TYPE)}
        return _CLASS in types and bool(kinds & types)

    return [shape for shape in said if has_one(shape)]


def _targets_of(shapes: Iterable[Said], said: Statements) -> tuple[Target, ...]:
    """The targets of those of these shapes that are not switched off, sorted by name."""

    def terms(shape: Said, predicate: str) -> frozenset[str]:
        return frozenset(_plain(node) for node in said.objects(shape, SH[predicate]))

    def implied(shape: Said) -> frozenset[str]:
        is_class = any(each.value == _CLASS for each in said.objects(shape, RDF_TYPE))
        return frozenset({_plain(shape)} if is_class else ())

    targets = [
        Target(
            shape=_owner(shape, said),
            classes=terms(shape, "targetClass") | implied(shape),
            nodes=terms(shape, "targetNode"),
            subjects_of=terms(shape, "targetSubjectsOf"),
            objects_of=terms(shape, "targetObjectsOf"),
        )
        for shape in shapes
        if not any(_is_true(each) for each in said.objects(shape, SH["deactivated"]))
    ]
    return tuple(sorted(targets, key=lambda target: target.shape))


def _is_true(node: Said) -> bool:
    return str(node) == f'"true"^^<{XSD["boolean"]}>'


def _plain(node: Said) -> str:
    """A term as `plain` writes it."""
    import pyoxigraph as ox

    if isinstance(node, ox.NamedNode):
        return node.value
    if isinstance(node, ox.BlankNode):
        return str(node)
    return term(Literal(node.value, IRI(node.datatype.value), node.language or ""))


def _owner(shape: Said, said: Statements) -> str:
    """The IRI of a shape, or of the nearest with an IRI that an anonymous one is part of."""
    import pyoxigraph as ox

    seen: set[Said] = set()
    while isinstance(shape, ox.BlankNode) and shape not in seen:
        seen.add(shape)
        above = [subject for subject, _, each in said.triples() if each == shape]
        if not above:
            return ""
        shape = min(above, key=lambda node: (isinstance(node, ox.BlankNode), node.value))
    return _plain(shape)


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
