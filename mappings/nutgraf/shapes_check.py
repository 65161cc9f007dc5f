"""Whether the shapes of a stranger can be used: valid SHACL, all of it evaluated, nothing fetched.

What an engine passes over in silence (scripts, imports, rules) would make a graph conform that does
not; what [SHACL](https://www.w3.org/TR/shacl/) gives no meaning to (recursion) has no verdict.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nutgraf.errors import DataError, NutgrafError
from nutgraf.graph import PREFIXES, SH
from nutgraf.query import check as check_query
from nutgraf.shacl import check_shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import rdflib
    from rdflib.term import Node

    from nutgraf.shacl import Shapes

_UNUSED = {
    "js": "a script",
    "jsFunctionName": "a script",
    "jsLibrary": "a script",
    "target": "a target of SHACL Advanced Features",
    "rule": "a rule of SHACL Advanced Features",
    "expression": "an expression of SHACL Advanced Features",
}
"""Terms that no validator here evaluates."""

_QUERIES = ("select", "ask", "construct", "update")
_ONE = ("node", "property", "not", "qualifiedValueShape")
_SEVERAL = ("and", "or", "xone")
_STEPS = (
    "inversePath",
    "alternativePath",
    "zeroOrMorePath",
    "oneOrMorePath",
    "zeroOrOnePath",
)
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_OWL = "http://www.w3.org/2002/07/owl#"
_TOLD = 3  # errors of one shapes graph that are told


def checked(shapes: Shapes) -> Shapes:
    """The same shapes, if they can be used; takes a second or more.

    Raises a DataError that says what is wrong and names the shape.

    >>> from nutgraf.profile import profile_path
    >>> from nutgraf.shacl import load_shapes_from
    >>> checked(load_shapes_from(profile_path() / "shapes" / "place.ttl")).source
    'place.ttl'
    """
    for check in (_lists, _imports, _unused, _paths, _recursion, _queries, _patterns):
        check(shapes)
    report = check_shapes(shapes)
    if report.results:
        told = "; ".join(
            " ".join(filter(None, (_short(r.focus_node), _short(r.result_path), r.message)))
            for r in report.results[:_TOLD]
        )
        raise _error(shapes, f"the shapes are not valid SHACL ({' '.join(told.split())})")
    return shapes


def _error(shapes: Shapes, what: str, hint: str = "mend the shapes") -> DataError:
    return DataError(what, source=shapes.source, hint=hint)


def _sh(name: str) -> rdflib.URIRef:
    import rdflib

    return rdflib.URIRef(SH[name])


def _named(node: object) -> str:
    import rdflib

    return "a shape without a name" if isinstance(node, rdflib.BNode) else _short(str(node))


def _short(name: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if name.startswith(namespace):
            return f"{prefix}:{name[len(namespace) :]}"
    return "" if name.startswith("_:") else name


def _lists(shapes: Shapes) -> None:
    """Every list has an end: what walks it does not come back."""
    import rdflib

    rest = rdflib.RDF.rest
    links: dict[Node, list[Node]] = {}
    for node, after in shapes.graph.subject_objects(rest):
        links.setdefault(node, []).append(after)
    if _cycle(links):
        raise _error(shapes, "an rdf:List comes back to itself")


def _imports(shapes: Shapes) -> None:
    """Imports are not followed; one that these files hold already needs not be."""
    import rdflib

    graph, owl = shapes.graph, rdflib.Namespace(_OWL)
    for wanted in sorted(set(graph.objects(predicate=owl["imports"])), key=str):
        here = (wanted, rdflib.RDF.type, owl["Ontology"]), (wanted, _sh("declare"), None)
        if not any(triple in graph for triple in here):
            what = f"owl:imports <{wanted}>, which is not fetched"
            hint = "put those shapes into the same folder, or remove the line"
            raise _error(shapes, what, hint)


def _unused(shapes: Shapes) -> None:
    for name, what in _UNUSED.items():
        for node in shapes.graph.subjects(_sh(name)):
            hint = "write it as a constraint of SHACL Core or of SHACL-SPARQL"
            told = f"{_named(node)} has sh:{name}, {what}, which is not evaluated"
            raise _error(shapes, told, hint)


def _paths(shapes: Shapes) -> None:
    """No property path is a part of itself."""
    import rdflib

    graph = shapes.graph
    links: dict[Node, list[Node]] = {}
    waiting = list(graph.objects(predicate=_sh("path")))
    while waiting:
        node = waiting.pop()
        if node in links or not isinstance(node, (rdflib.BNode, rdflib.URIRef)):
            continue
        parts = [part for step in _STEPS for part in graph.objects(node, _sh(step))]
        parts += [p for step in ("first", "rest") for p in graph.objects(node, rdflib.RDF[step])]
        links[node] = parts
        waiting += parts
    if cycle := _cycle(links):
        owner = next((shape for node in cycle for shape in graph.subjects(_sh("path"), node)), None)
        raise _error(shapes, f"the sh:path of {_named(owner)} is a part of itself")


def _recursion(shapes: Shapes) -> None:
    """No shape refers to itself, [which SHACL gives no meaning to](https://www.w3.org/TR/shacl/#shapes-recursion)."""
    graph = shapes.graph
    links: dict[Node, list[Node]] = {}
    for name in _ONE:
        for shape, other in graph.subject_objects(_sh(name)):
            links.setdefault(shape, []).append(other)
    for name in _SEVERAL:
        for shape, others in graph.subject_objects(_sh(name)):
            links.setdefault(shape, []).extend(graph.items(others))
    if cycle := _cycle(links):
        told = " → ".join(_named(shape) for shape in (*cycle, cycle[0]))
        hint = "ask for the class of the other node (sh:class) in place of its shape (sh:node)"
        raise _error(shapes, f"recursive shapes have no meaning in SHACL: {told}", hint)


def _cycle(links: Mapping[Node, Iterable[Node]]) -> list[Node]:
    """A way that leads back to where it began, or nothing; without recursion, whatever the depth."""
    done: set[Node] = set()
    for start in links:
        way: dict[Node, Iterator[Node]] = {}
        node: Node | None = None if start in done else start
        while node is not None or way:
            if node is not None and node in way:
                nodes = list(way)
                return nodes[nodes.index(node) :]
            if node is not None and node not in done:
                way[node] = iter(links.get(node, ()))
            if not way:
                break
            last = next(reversed(way))
            node = next(way[last], None)
            if node is None:
                done.add(last)
                del way[last]
    return []


def _queries(shapes: Shapes) -> None:
    """Queries only read, and only the graph that is validated."""
    from rdflib.plugins.sparql import prepareQuery

    for name in _QUERIES:
        for node, text in shapes.graph.subject_objects(_sh(name)):
            try:
                check_query(str(text))
            except NutgrafError as error:
                hint = "take it out of the query"
                place = f"sh:{name} of {_named(_owner(shapes, node))}, {error.place}"
                raise DataError(
                    error.what, source=shapes.source, place=place.strip(", "), hint=hint
                ) from None
            if name == "select" and "PATH" not in str(
                text
            ):  # $PATH is a place for text, no variable
                _parsed(shapes, node, str(text), prepareQuery)


def _parsed(shapes: Shapes, node: Node, text: str, parse: Callable[..., object]) -> None:
    """The query is SPARQL, with the prefixes that its shape declares."""
    graph = shapes.graph
    prefixes: dict[str, str] = {}
    for ontology in graph.objects(node, _sh("prefixes")):
        for declared in graph.objects(ontology, _sh("declare")):
            prefix = graph.value(declared, _sh("prefix"))
            prefixes[str(prefix)] = str(graph.value(declared, _sh("namespace")))
    try:
        parse(text, initNs=prefixes)
    except Exception as error:  # noqa: BLE001  (rdflib's parser fails with any kind)
        why = " ".join(str(error).split())
        what = f"the sh:select of {_named(_owner(shapes, node))} is not a query: {why}"
        raise _error(shapes, what) from None


def _owner(shapes: Shapes, node: Node) -> Node:
    """The shape that a constraint without a name belongs to."""
    return next(iter(shapes.graph.subjects(_sh("sparql"), node)), node)


def _patterns(shapes: Shapes) -> None:
    for shape, pattern in shapes.graph.subject_objects(_sh("pattern")):
        try:
            re.compile(str(pattern))
        except (re.error, RecursionError, OverflowError) as error:
            what = f"the sh:pattern of {_named(shape)} is not a regular expression: {error}"
            raise _error(shapes, what) from None
