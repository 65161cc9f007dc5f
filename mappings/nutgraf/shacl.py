"""Whether a graph keeps to the profile, by [SHACL](https://www.w3.org/TR/shacl/).

The only module that imports pySHACL, which is the authority: its report is the one published.
Shapes are parsed once, graphs are validated one article at a time, nothing is fetched and nothing
that is handed in is changed.
"""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from nutgraf.errors import DataError
from nutgraf.graph import Severity, ValidationReport, ValidationResult, to_rdflib
from nutgraf.profile import profile_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import rdflib
    from rdflib.term import Node

    from nutgraf.graph import Triple

__all__ = [
    "Shapes",
    "check_shapes",
    "has_focus",
    "load_shapes",
    "load_shapes_from",
    "names_old_schema",
    "validate",
    "validate_graph",
]

_SH = "http://www.w3.org/ns/shacl#"
_OLD_SCHEMA = re.compile(rb"(<|sh:namespace\s{1,99}[\"'])http(?=://schema\.org/)")
_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    """What one node shape applies to, as [its targets](https://www.w3.org/TR/shacl/#targets)."""

    shape: str
    classes: frozenset[Node] = frozenset()
    nodes: frozenset[Node] = frozenset()
    subjects_of: frozenset[Node] = frozenset()
    objects_of: frozenset[Node] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """A shapes graph, parsed once; `source` is what messages call it.

    >>> load_shapes().source
    'the profile'
    """

    source: str
    graph: rdflib.Graph = field(repr=False)
    targets: tuple[_Target, ...] = field(repr=False)


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
    import pyoxigraph
    import rdflib

    files = _files(path)
    graph = rdflib.Graph(bind_namespaces="none")
    for file in files:
        try:
            # rdflib's own Turtle parser has no line numbers and fails with any kind of exception.
            quads = pyoxigraph.parse(
                _OLD_SCHEMA.sub(rb"\1https", file.read_bytes()),  # data is read so, too
                pyoxigraph.RdfFormat.TURTLE,
                base_iri="urn:x-nutgraf:shapes",
            )
            lines = pyoxigraph.serialize(
                (quad.triple for quad in quads), format=pyoxigraph.RdfFormat.N_TRIPLES
            )
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
        graph.parse(data=lines, format="nt")
    targets = _targets_of(graph)
    if not targets:
        raise DataError(
            "no shape with a target was found",
            source=str(path),
            hint="give a Turtle file that holds SHACL shapes",
        )
    return Shapes(source=source, graph=graph, targets=targets)


def _targets_of(graph: rdflib.Graph) -> tuple[_Target, ...]:
    """The shapes that have a target and are not switched off, sorted by name."""
    import rdflib

    sh = rdflib.Namespace(_SH)
    found: set[Node] = set()
    for target in _TARGETS:
        found.update(graph.subjects(sh[target]))
    classes = set(graph.subjects(rdflib.RDF.type, rdflib.RDFS.Class))
    for kind in ("NodeShape", "PropertyShape"):
        found.update(classes.intersection(graph.subjects(rdflib.RDF.type, sh[kind])))
    off = rdflib.Literal(True)
    return tuple(
        sorted(
            (
                _Target(
                    shape=_name(shape, graph),
                    classes=frozenset(graph.objects(shape, sh["targetClass"]))
                    | ({shape} if shape in classes else frozenset()),
                    nodes=frozenset(graph.objects(shape, sh["targetNode"])),
                    subjects_of=frozenset(graph.objects(shape, sh["targetSubjectsOf"])),
                    objects_of=frozenset(graph.objects(shape, sh["targetObjectsOf"])),
                )
                for shape in found
                if (shape, sh["deactivated"], off) not in graph
            ),
            key=lambda target: target.shape,
        )
    )


def validate(triples: Iterable[Triple], shapes: Shapes) -> ValidationReport:
    """What the shapes say about one article's graph.

    >>> from nutgraf.graph import IRI, RDF_TYPE, SCHEMA, Triple
    >>> nobody = IRI("https://paper.example.com/people/x")
    >>> report = validate([Triple(nobody, RDF_TYPE, SCHEMA["Person"])], load_shapes())
    >>> report.conforms(), report.results[0].message[:25]
    (False, 'Give the person a name as')
    """
    return validate_graph(to_rdflib(triples), shapes)


def validate_graph(graph: rdflib.Graph, shapes: Shapes) -> ValidationReport:
    """What the shapes say about any graph, as a sorted report.

    Results name nodes by plain IRI, values as N-Triples terms, and complex paths as
    [SPARQL property paths](https://www.w3.org/TR/sparql11-query/#propertypaths).

    >>> import rdflib
    >>> has_focus(validate_graph(rdflib.Graph(), load_shapes()))
    False
    """
    with _quiet():
        tame, originals = _tamed(graph, shapes)
        results = {_restored(result, originals) for result in _run(tame, shapes)}
    return ValidationReport(results=tuple(sorted(results)), focus_nodes=_focus_nodes(graph, shapes))


def has_focus(report: ValidationReport) -> bool:
    """Whether any shape applied to anything; a report without is no pass.

    >>> has_focus(ValidationReport(focus_nodes=(("urn:shape", 0),)))
    False
    """
    return any(count for _, count in report.focus_nodes)


def check_shapes(shapes: Shapes) -> ValidationReport:
    """What [the shapes of SHACL itself](https://www.w3.org/TR/shacl/#shacl-shacl) say about these.

    Slow (a second or more): for tests and for shapes seen for the first time, never per article.
    """
    import pyshacl
    import rdflib

    with _quiet():
        _, report, _ = pyshacl.entrypoints.meta_validate(_copy(shapes.graph), inference="none")
    if not isinstance(report, rdflib.Graph):
        raise DataError(f"the shapes cannot be checked ({report})", source=shapes.source)
    return ValidationReport(results=tuple(sorted(_results(report, rdflib.Graph()))))


def _run(graph: rdflib.Graph, shapes: Shapes) -> set[ValidationResult]:
    import pyshacl
    import rdflib

    try:
        _, report, text = pyshacl.validate(
            graph,
            shacl_graph=shapes.graph,
            inference="none",
            advanced=False,
            inplace=False,
            allow_warnings=True,
            meta_shacl=False,
            do_owl_imports=False,
            js=False,
        )
    except (pyshacl.errors.ShapeLoadError, pyshacl.errors.ConstraintLoadError) as error:
        raise DataError(
            f"the shapes are not valid SHACL ({error.args[0]})",
            source=shapes.source,
            hint="mend them",
        ) from error
    except (pyshacl.errors.ReportableRuntimeError, TypeError) as error:
        raise DataError(
            f"the graph cannot be validated ({error.args[0]})", source=shapes.source
        ) from error
    if not isinstance(report, rdflib.Graph):
        raise DataError(f"the graph cannot be validated ({text.strip()})", source=shapes.source)
    return set(_results(report, shapes.graph))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries from printing what the report or the error says anyway."""
    terms, pyshacl = logging.getLogger("rdflib.term"), logging.getLogger("pyshacl-validate")
    level, disabled = terms.level, pyshacl.disabled
    terms.setLevel(logging.CRITICAL)
    pyshacl.disabled = True
    try:
        yield
    finally:
        terms.setLevel(level)
        pyshacl.disabled = disabled


def _copy(graph: rdflib.Graph) -> rdflib.Graph:
    import rdflib

    copy = rdflib.Graph(bind_namespaces="none")
    for triple in graph:
        copy.add(triple)
    return copy


_Originals = dict[tuple[str, str], str]
"""(focus node, string in N-Triples) → the term that the string stands for, in N-Triples."""


def _tamed(graph: rdflib.Graph, shapes: Shapes) -> tuple[rdflib.Graph, _Originals]:
    """The graph, or where it has values that cannot be compared, a copy with strings for those.

    pySHACL stops with a TypeError when sh:lessThan meets a literal without a value ("2031-02-30" as
    a date) or a blank node.  A string is incomparable with a date, too, and only a result.
    """
    import rdflib

    sh = rdflib.Namespace(_SH)
    compared: set[Node] = set()
    for relation in (sh["lessThan"], sh["lessThanOrEquals"]):
        for shape, other in shapes.graph.subject_objects(relation):
            compared.add(other)
            compared.update(shapes.graph.objects(shape, sh["path"]))
    wild = [
        (subject, predicate, term)
        for predicate in compared
        for subject, _, term in graph.triples((None, predicate, None))
        if isinstance(term, rdflib.BNode) or (isinstance(term, rdflib.Literal) and term.ill_typed)
    ]
    if not wild:
        return graph, {}
    copy = _copy(graph)
    originals: _Originals = {}
    for subject, predicate, term in wild:
        string = rdflib.Literal(str(term))
        originals[_plain(subject), string.n3()] = term.n3()
        copy.remove((subject, predicate, term))
        copy.add((subject, predicate, string))
    return copy, originals


def _restored(result: ValidationResult, originals: _Originals) -> ValidationResult:
    value = originals.get((result.focus_node, result.value))
    return result if value is None else replace(result, value=value)


def _results(report: rdflib.Graph, shapes: rdflib.Graph) -> Iterator[ValidationResult]:
    """The results of a report graph."""
    import rdflib

    sh = rdflib.Namespace(_SH)
    for node in report.objects(predicate=sh["result"]):
        path = report.value(node, sh["resultPath"])
        value = report.value(node, sh["value"])
        severity = str(report.value(node, sh["resultSeverity"])).removeprefix(_SH)
        yield ValidationResult(
            focus_node=_plain(report.value(node, sh["focusNode"])),
            source_shape=_name(report.value(node, sh["sourceShape"]), shapes),
            source_constraint_component=_plain(report.value(node, sh["sourceConstraintComponent"])),
            result_path="" if path is None else _path(path, report),
            value="" if value is None else value.n3(),
            severity=Severity(severity) if severity in _SEVERITIES else Severity.VIOLATION,
            message="; ".join(sorted({str(m) for m in report.objects(node, sh["resultMessage"])})),
        )


_SEVERITIES = frozenset(Severity)


def _plain(term: Node | None) -> str:
    """An IRI as it is, anything else as an N-Triples term."""
    import rdflib

    if term is None:
        return ""
    return str(term) if isinstance(term, rdflib.URIRef) else term.n3()


def _name(shape: Node | None, shapes: rdflib.Graph) -> str:
    """The IRI of a shape, or of the nearest shape with an IRI that an anonymous one is part of."""
    import rdflib

    seen = set[object]()
    while isinstance(shape, rdflib.BNode) and shape not in seen:
        seen.add(shape)
        shape = min(shapes.subjects(None, shape), default=None, key=_order)
    return _plain(shape)


def _order(node: Node) -> tuple[bool, str]:
    import rdflib

    return isinstance(node, rdflib.BNode), str(node)


def _path(path: Node, graph: rdflib.Graph) -> str:
    """A [property path](https://www.w3.org/TR/shacl/#property-paths): an IRI, or in SPARQL."""
    import rdflib

    return str(path) if isinstance(path, rdflib.URIRef) else _sparql_path(path, graph)


def _sparql_path(path: Node, graph: rdflib.Graph) -> str:
    import rdflib

    if isinstance(path, rdflib.URIRef):
        return path.n3()
    sh = rdflib.Namespace(_SH)
    if (path, rdflib.RDF.first, None) in graph:
        return "/".join(_sparql_path(step, graph) for step in graph.items(path))
    if alternatives := graph.value(path, sh["alternativePath"]):
        steps = (_sparql_path(step, graph) for step in graph.items(alternatives))
        return f"({'|'.join(steps)})"
    if inverse := graph.value(path, sh["inversePath"]):
        return f"^{_sparql_path(inverse, graph)}"
    for name, mark in (("zeroOrMorePath", "*"), ("oneOrMorePath", "+"), ("zeroOrOnePath", "?")):
        if inner := graph.value(path, sh[name]):
            return f"({_sparql_path(inner, graph)}){mark}"
    return ""


def _focus_nodes(graph: rdflib.Graph, shapes: Shapes) -> tuple[tuple[str, int], ...]:
    """How many focus nodes each shape with a target has in this graph."""
    import rdflib

    def instances(cls: Node) -> set[Node]:
        subclasses = graph.transitive_subjects(rdflib.RDFS.subClassOf, cls)
        return {node for sub in subclasses for node in graph.subjects(rdflib.RDF.type, sub)}

    counts = []
    for target in shapes.targets:
        nodes = set(target.nodes)
        for cls in target.classes:
            nodes |= instances(cls)
        for predicate in target.subjects_of:
            nodes.update(graph.subjects(predicate))
        for predicate in target.objects_of:
            nodes.update(graph.objects(predicate=predicate))
        counts.append((target.shape, len(nodes)))
    return tuple(counts)
