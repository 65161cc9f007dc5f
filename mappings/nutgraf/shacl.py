"""Whether a graph keeps to the profile, by [SHACL](https://www.w3.org/TR/shacl/).

The only module that imports pySHACL, which is the authority: its report is the one published.  The
screen (`nutgraf.screen`) lets graphs pass that surely conform, with the same report.  Graphs are
validated one article at a time, nothing is fetched and nothing that is handed in is changed.
"""

from __future__ import annotations

import logging
import warnings
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from nutgraf import screen
from nutgraf.errors import DataError
from nutgraf.graph import Severity, ValidationReport, ValidationResult, to_rdflib
from nutgraf.paths import path
from nutgraf.shapes import (
    Shapes,
    focus_nodes,
    lines,
    literals,
    load_shapes,
    load_shapes_from,
    name,
    ntriples_term,
    plain,
)
from nutgraf.writers.nquads import ntriples
from nutgraf.writers.templated import literals as literals_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import rdflib
    from rdflib.term import Node

    from nutgraf.graph import Triple

    Validator = Callable[[Sequence[Triple], Shapes], ValidationReport]
    """Says what shapes find in one article's graph; all say the same, some sooner."""

__all__ = [
    "Shapes",
    "check_shapes",
    "has_focus",
    "load_shapes",
    "load_shapes_from",
    "screened",
    "screened_graph",
    "validate",
    "validate_graph",
    "validator",
]

_SH = "http://www.w3.org/ns/shacl#"


def validator(name: str) -> Validator:
    """The validator of this name, one of `nutgraf.config.VALIDATORS`.

    >>> validator("pyshacl") is validate
    True
    """
    return {"screen": screened, "pyshacl": validate}[name]


def screened(triples: Sequence[Triple], shapes: Shapes) -> ValidationReport:
    """What pySHACL says about one article's graph, without asking it where that is sure.

    >>> from nutgraf.graph import IRI, RDF_TYPE, SCHEMA, Triple
    >>> somebody = [Triple(IRI("https://paper.example.com/people/x"), RDF_TYPE, SCHEMA["Person"])]
    >>> screened(somebody, load_shapes()) == validate(somebody, load_shapes())
    True
    """
    return _passed(triples, shapes) or validate(triples, shapes)


def _passed(triples: Sequence[Triple], shapes: Shapes) -> ValidationReport | None:
    """The report of a graph that passes the screen."""
    try:
        results = screen.passed(ntriples(triples), literals_of(triples), shapes)
    except DataError:  # an IRI that is none: let the authority say what it thinks of the graph
        return None
    if results is None:
        return None
    return ValidationReport(results=results, focus_nodes=focus_nodes(triples, shapes))


def screened_graph(graph: rdflib.Graph, shapes: Shapes) -> ValidationReport:
    """What pySHACL says about any graph, without asking it where that is sure.

    >>> import rdflib
    >>> screened_graph(rdflib.Graph(), load_shapes()).results
    ()
    """
    import rdflib

    # For rdflib, a string that says that it is one is another than one that does not.
    typed = any(
        isinstance(o, rdflib.Literal) and o.datatype == rdflib.XSD.string for o in graph.objects()
    )
    results = None if typed else screen.passed(lines(graph), literals(graph), shapes)
    if results is None:
        return validate_graph(graph, shapes)
    return ValidationReport(results=results, focus_nodes=_focus_nodes(graph, shapes))


def validate(triples: Iterable[Triple], shapes: Shapes) -> ValidationReport:
    """What pySHACL says about one article's graph.

    >>> from nutgraf.graph import IRI, RDF_TYPE, SCHEMA, Triple
    >>> nobody = IRI("https://paper.example.com/people/x")
    >>> report = validate([Triple(nobody, RDF_TYPE, SCHEMA["Person"])], load_shapes())
    >>> report.conforms(), report.results[0].message[:25]
    (False, 'Give the person a name as')
    """
    with _quiet():
        graph = to_rdflib(triples)
    return validate_graph(graph, shapes)


def validate_graph(graph: rdflib.Graph, shapes: Shapes) -> ValidationReport:
    """What pySHACL says about any graph, as a sorted report.

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
    except Exception as error:  # what a query of the shapes can bring about is anything
        what = " ".join(str(error.args[0] if error.args else error).split())
        raise DataError(f"the graph cannot be validated ({what})", source=shapes.source) from error
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
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
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
        originals[plain(subject), ntriples_term(string)] = ntriples_term(term)
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
        steps = report.value(node, sh["resultPath"])
        value = report.value(node, sh["value"])
        severity = str(report.value(node, sh["resultSeverity"])).removeprefix(_SH)
        yield ValidationResult(
            focus_node=plain(report.value(node, sh["focusNode"])),
            source_shape=name(report.value(node, sh["sourceShape"]), shapes),
            source_constraint_component=plain(report.value(node, sh["sourceConstraintComponent"])),
            result_path="" if steps is None else path(steps, report),
            value="" if value is None else ntriples_term(value),
            severity=Severity(severity) if severity in _SEVERITIES else Severity.VIOLATION,
            message="; ".join(sorted({str(m) for m in report.objects(node, sh["resultMessage"])})),
        )


_SEVERITIES = frozenset(Severity)


def _focus_nodes(graph: rdflib.Graph, shapes: Shapes) -> tuple[tuple[str, int], ...]:
    return focus_nodes(((plain(s), plain(p), plain(o)) for s, p, o in graph), shapes)
