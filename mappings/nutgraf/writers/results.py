"""Answers to queries: a table for people, the [SPARQL 1.1 result
formats](https://www.w3.org/TR/sparql11-overview/#results) for programs, RDF for graphs.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cached_property
from typing import TYPE_CHECKING

from nutgraf.errors import UsageError
from nutgraf.graph import IRI, SCHEMA, Literal, Triple
from nutgraf.writers.jsonld import jsonld
from nutgraf.writers.turtle import prefixed, turtle

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyoxigraph as ox

SOLUTIONS = ("table", "csv", "tsv", "json", "xml")
"""The formats of SELECT; ASK has them too, but for csv and tsv."""

GRAPHS = ("turtle", "jsonld", "ntriples")
"""The formats of CONSTRUCT and DESCRIBE; the first also serves as the table."""

FORMATS = (*SOLUTIONS, *GRAPHS)


class Result:
    """The answer to one query, to be written once, in one format."""

    def __init__(self, answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> None:
        self._answer = answer

    @cached_property
    def kind(self) -> str:
        """What was asked for: `solutions`, `boolean` or `graph`."""
        import pyoxigraph as ox

        if isinstance(self._answer, ox.QuerySolutions):
            return "solutions"
        return "boolean" if isinstance(self._answer, ox.QueryBoolean) else "graph"

    def text(self, form: str = "table", *, width: int = 0) -> str:
        """The answer in this format; a table is at most `width` columns wide, 0 for any."""
        import pyoxigraph as ox

        answer = self._answer
        if form not in FORMATS:
            raise UsageError(f"no format of results: {form}", hint=f"use {', '.join(FORMATS)}")
        if isinstance(answer, ox.QueryTriples):
            return _graph([_triple(triple) for triple in answer], form)
        if form in GRAPHS:
            what = f"{form} is for CONSTRUCT and DESCRIBE"
            raise UsageError(what, hint=f"use {', '.join(SOLUTIONS)}")
        if isinstance(answer, ox.QueryBoolean):
            if form == "table":
                return "yes\n" if answer else "no\n"
            if form in ("csv", "tsv"):
                raise UsageError(f"{form} has no form for yes or no", hint="use table, json or xml")
        elif form == "table":
            header = [variable.value for variable in answer.variables]
            rows = [[_cell(value) for value in solution] for solution in answer]
            return table(header, rows, width=width)
        syntax = ox.QueryResultsFormat.from_extension(_ENDING[form])
        text = (answer.serialize(format=syntax) or b"").decode()
        return text if text.endswith("\n") else text + "\n"


_ENDING = {"csv": "csv", "tsv": "tsv", "json": "srj", "xml": "srx"}


def _cell(value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    import pyoxigraph as ox

    if value is None:
        return ""
    if isinstance(value, ox.NamedNode):
        return prefixed(value.value) or f"<{value.value}>"
    return value.value if isinstance(value, ox.Literal) else str(value)


def table(header: Sequence[str], rows: Sequence[Sequence[str]], *, width: int = 0) -> str:
    """Columns side by side, cut to `width` in all if one is given, and how many rows there are.

    >>> print(table(["name", "n"], [["Jane Doe", "1"]]), end="")
    name      n
    --------  -
    Jane Doe  1
    (1 row)
    """
    lines = [[cut(cell, 0) for cell in row] for row in [header, *rows]]
    widths = [max(columns(row[i]) for row in lines) for i in range(len(header))]
    if width:
        widths = shared(widths, width - len(_GAP) * (len(widths) - 1))
        lines = [[cut(*cell) for cell in zip(row, widths, strict=True)] for row in lines]
    lines.insert(1, ["-" * size for size in widths])
    padded = [_GAP.join(_padded(*cell) for cell in zip(row, widths, strict=True)) for row in lines]
    number = f"({len(rows)} {'row' if len(rows) == 1 else 'rows'})"
    return "".join(f"{line.rstrip()}\n" for line in [*padded, number])


_GAP = "  "
_NARROWEST = 4  # columns; less shows nothing


def shared(sizes: Sequence[int], room: int) -> list[int]:
    """Widths for columns of these sizes: the small ones whole, the others equally wide.

    >>> shared([4, 90, 60, 12], 80)
    [4, 32, 32, 12]
    """
    widths = list(sizes)
    narrow_first = sorted(range(len(sizes)), key=lambda place: sizes[place])
    for done, place in enumerate(narrow_first):
        share = max(room // (len(sizes) - done), _NARROWEST)
        widths[place] = min(sizes[place], share)
        room -= widths[place]
    return widths


def cut(text: str, width: int) -> str:
    """A text on one line, without what could steer a terminal, of at most this many columns."""
    line = " ".join(safe(text).split())
    if not width or columns(line) <= width:
        return line
    room, end = width - 1, 0
    while end < len(line) and (room := room - columns(line[end])) >= 0:
        end += 1
    return line[:end].rstrip() + "…"


def safe(text: str) -> str:
    r"""A text in which control and direction characters are shown, not obeyed.

    >>> safe("red \x1b[31m")
    'red \\u001b[31m'
    """
    return _STEERING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


_STEERING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def columns(text: str) -> int:
    """How many columns of a terminal a text takes.

    >>> columns("Jane"), columns("香港")
    (4, 4)
    """
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns(text))


def _graph(triples: Sequence[Triple], form: str) -> str:
    from nutgraf.iris import DEFAULT_BASE
    from nutgraf.writers.nquads import ntriples

    distinct = list(dict.fromkeys(triples))
    if form in ("table", "turtle"):
        return turtle(distinct, DEFAULT_BASE)
    if form == "ntriples":
        return ntriples(distinct)
    if form != "jsonld":
        raise UsageError(f"{form} is for SELECT", hint=f"use {', '.join(GRAPHS)}")
    context = {"@vocab": str(SCHEMA), "id": "@id", "type": "@type"}
    if not distinct:
        return json.dumps({"@context": context}) + "\n"
    return jsonld(distinct, distinct[0].subject, context)


def _triple(triple: ox.Triple) -> Triple:
    import pyoxigraph as ox

    subject, predicate, term = triple.subject, triple.predicate, triple.object
    if not isinstance(subject, ox.NamedNode) or isinstance(term, ox.BlankNode | ox.Triple):
        raise UsageError("the query makes blank nodes", hint="use IRIs in the template")
    if isinstance(term, ox.NamedNode):
        return Triple(IRI(subject.value), IRI(predicate.value), IRI(term.value))
    literal = Literal(term.value, IRI(term.datatype.value), term.language or "")
    return Triple(IRI(subject.value), IRI(predicate.value), literal)
