"""Graphs that surely conform are told from those that pySHACL must see.

The only module that imports [`shacl`](https://pypi.org/project/shacl/), an optional engine (the extra
`fast`) that validates an article many times as fast as pySHACL.  It is believed only where the two
cannot differ: it finds no Violation, shapes and data hold nothing that the two read differently, and
what its Warnings and Infos say is known from the shapes.  Everything else is for pySHACL.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from nutgraf.graph import SH, XSD, XSD_STRING, Severity, ValidationResult
from nutgraf.paths import path_in
from nutgraf.shapes import literals, load_shapes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import rdflib
    import shacl
    from rdflib.term import Node

    from nutgraf.graph import Literal
    from nutgraf.shapes import Shapes
    from nutgraf.statements import Statements, Term

_CORE = frozenset(
    """
    targetClass targetNode targetSubjectsOf targetObjectsOf deactivated severity message
    name description order group defaultValue
    property path inversePath alternativePath zeroOrMorePath oneOrMorePath zeroOrOnePath
    class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive
    minLength maxLength pattern languageIn uniqueLang equals disjoint lessThan lessThanOrEquals
    not and or xone node qualifiedValueShape qualifiedValueShapesDisjoint qualifiedMinCount
    qualifiedMaxCount closed ignoredProperties hasValue in
    sparql select prefixes declare prefix namespace
    """.split()
)
"""[SHACL Core](https://www.w3.org/TR/shacl/#core-components) and sh:sparql; no flags of patterns."""

_BOUNDS = ("minInclusive", "minExclusive", "maxInclusive", "maxExclusive")
_ORDERS = (*_BOUNDS, "lessThan", "lessThanOrEquals")
"""Where pySHACL compares what others do not, such as two IRIs: it finds less, never more."""

_NUMBERS = frozenset(XSD[name] for name in ("integer", "nonNegativeInteger", "decimal"))

_UNTOLD = frozenset(
    f"{name[0].upper()}{name[1:]}ConstraintComponent" for name in (*_ORDERS, "closed", "SPARQL")
)
"""Whose results may be more than pySHACL's, or choose path and words themselves."""

_INNER = ("property", "node", "not", "and", "or", "xone", "qualifiedValueShape")
"""What leads from a shape to another."""

_DIFFERENT = re.compile(
    r"""\\[^!-/:-@\[-`{-~]      # classes and anchors: each engine has its own idea of \w and \s
    | \(\? | \{, | \[\^?\]      # groups with options, and what one of the two takes literally
    | \[[^\]\\]*\[ | && | -- | ~~  # operations on sets
    """,
    re.VERBOSE,
)
"""What two engines may read differently in a regular expression."""

_END = re.compile(r"(\[(?:\\.|[^\]\\])*\]|\\.)|\$")
"""A $, or a set of characters or what a backslash protects, in which it is none."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Control characters: engines disagree which are white space."""

_USUAL = {
    XSD["integer"]: re.compile(r"0|-?[1-9][0-9]{0,17}"),
    XSD["nonNegativeInteger"]: re.compile(r"0|[1-9][0-9]{0,17}"),
    XSD["decimal"]: re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,12})?"),
    XSD["date"]: re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    XSD["dateTime"]: re.compile(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?"
        "(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9])"
    ),
}


@dataclass(frozen=True, slots=True)
class _Screen:
    """Shapes as the engine has them, and what their results say: path and message."""

    engine: shacl.Shapes
    told: dict[str, tuple[str, str]] = field(repr=False)


def passed(
    data: str, values: Iterable[Literal], shapes: Shapes
) -> tuple[ValidationResult, ...] | None:
    """The Warnings and Infos of a graph that surely conforms; else None.

    The graph is given in N-Triples, and its literals once more.

    >>> passed("", (), load_shapes()) in {None, ()}  # None if the engine is not installed
    True
    """
    screen = _screen(shapes)
    if screen is None or not all(map(_is_usual, values)):
        return None
    try:
        report = screen.engine.validate_text(
            data, format="ntriples", max_results=1, allow_warnings=True
        )
    except ValueError:
        return None
    results = {_result(result, screen.told) for result in report.results}
    return None if None in results else tuple(sorted(filter(None, results)))


def _result(result: shacl.Result, told: dict[str, tuple[str, str]]) -> ValidationResult | None:
    """A result as pySHACL would give it; None for a Violation, and what cannot be known."""
    shape, focus, value = result.source_shape or "", result.focus_node, result.value or ""
    severity = result.severity_iri.removeprefix(SH)
    if (
        severity not in {Severity.WARNING, Severity.INFO}
        or _iri(shape) not in told
        or focus.startswith("_:")  # the names of blank nodes are each engine's own
        or value.startswith("_:")
        or result.component in _UNTOLD
    ):
        return None
    steps, message = told[_iri(shape)]
    return ValidationResult(
        focus_node=_iri(focus),
        source_shape=_iri(shape),
        source_constraint_component=result.component_iri,
        result_path=steps,
        value=value,
        severity=Severity(severity),
        message=message,
    )


def _iri(term: str) -> str:
    """What stands between angle brackets; other terms as they are."""
    return term[1:-1] if term.startswith("<") else term


@cache
def _screen(shapes: Shapes) -> _Screen | None:
    """The engine with these shapes; None if it is not installed or may read them differently."""
    try:
        import shacl
    except ImportError:
        return None
    # The tests hold the profile to what follows, which needs a large graph.
    if shapes is not load_shapes() and (not _is_core(shapes.graph) or _is_recursive(shapes.graph)):
        return None
    said = shapes.statements()
    text = "".join(f"{s} <{p}> {_with_ends(p, o)} .\n" for s, p, o in said.triples())
    try:
        engine = shacl.Shapes.from_text(text, format="ntriples")
    except ValueError:
        return None
    return _Screen(engine, dict(_told(said)))


def _is_core(graph: rdflib.Graph) -> bool:
    """Whether nothing is asked for but what two engines are known to do alike."""
    import rdflib

    sh = rdflib.Namespace(SH)
    asked = {p.removeprefix(SH) for p in map(str, graph.predicates()) if p.startswith(SH)}
    queries, own = (
        set(shapes.objects(predicate=sh["select"])) for shapes in (graph, load_shapes().graph)
    )
    patterns = map(str, graph.objects(predicate=sh["pattern"]))
    return (
        asked <= _CORE
        and queries <= own  # the tests hold the two engines to those of the profile
        and not any(map(_DIFFERENT.search, patterns))
        and all(_is_asserted(shape, graph) for p in _ORDERS for shape in graph.subjects(sh[p]))
        and all(_is_number(bound) for p in _BOUNDS for bound in graph.objects(predicate=sh[p]))
        and not any((shape, sh["path"], None) in graph for shape in graph.subjects(sh["closed"]))
        and all(map(_is_parameter, literals(graph)))
    )


def _is_asserted(shape: Node, graph: rdflib.Graph) -> bool:
    """Whether no other shape asks if this one holds, so that all it finds is a result."""
    import rdflib

    steps = (*(rdflib.URIRef(SH + name) for name in _INNER[1:]), rdflib.RDF.first)
    above = graph.transitive_subjects(rdflib.URIRef(SH + _INNER[0]), shape)
    return not any((None, step, each) in graph for each in above for step in steps)


def _is_number(bound: Node) -> bool:
    import rdflib

    return isinstance(bound, rdflib.Literal) and str(bound.datatype) in _NUMBERS


def _is_parameter(literal: Literal) -> bool:
    if literal.datatype == XSD["boolean"]:
        return literal.value in {"true", "false"}
    return literal.datatype == XSD_STRING or _is_usual(literal)


def _is_recursive(graph: rdflib.Graph) -> bool:
    """Whether a shape leads to itself, which SHACL leaves undefined."""
    import rdflib

    steps = (*(rdflib.URIRef(SH + name) for name in _INNER), rdflib.RDF.first, rdflib.RDF.rest)
    inner: dict[Node, set[Node]] = {}
    for step in steps:
        for shape, other in graph.subject_objects(step):
            inner.setdefault(shape, set()).add(other)
    try:
        TopologicalSorter(inner).prepare()
    except CycleError:
        return True
    return False


def _told(said: Statements) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each shape that has an IRI and one message: its path and the message."""
    import pyoxigraph as ox

    for shape in said:
        messages = [each.value for each in said.objects(shape, SH["message"])]
        if isinstance(shape, ox.NamedNode) and len(messages) == 1 and "{" not in messages[0]:
            steps = said.value(shape, SH["path"])
            yield shape.value, ("" if steps is None else path_in(steps, said), messages[0])


def _with_ends(predicate: str, term: Term) -> Term:
    """A pattern in which $ means what it means to Python: the end, or before a last line feed."""
    import pyoxigraph as ox

    if predicate != SH["pattern"]:
        return term
    return ox.Literal(_END.sub(lambda match: match[1] or "\n?$", term.value))


def _is_usual(literal: Literal) -> bool:
    """Whether a literal is valid, and written as nearly everybody does: engines read it alike."""
    value, datatype, language = literal
    if language or datatype == XSD_STRING:
        return language.lower() == language and not _CONTROL.search(value)
    form = _USUAL.get(datatype)
    if form is None or not form.fullmatch(value):
        return False
    try:
        if datatype == XSD["date"]:
            date.fromisoformat(value)
        if datatype == XSD["dateTime"]:
            datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
