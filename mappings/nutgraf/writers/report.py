"""The account of a dataset: what came in, what became of it, and what SHACL says about it.

A report describes the dataset, not the run that made it: it holds no times, and the same articles
give the same bytes in any order.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from json.encoder import encode_basestring as _quoted
from typing import TYPE_CHECKING, Any

from nutgraf.graph import (
    DCTERMS,
    IRI,
    RDF_TYPE,
    SH,
    XSD,
    Failed,
    Literal,
    Published,
    Severity,
    Triple,
    ValidationReport,
)
from nutgraf.writers.turtle import NEXT_OBJECT, Blocks, Names, blocks, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nutgraf.graph import Outcome, ValidationResult

OUTCOMES = ("published", "rejected", "failed")


_NOTHING = ValidationReport()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What became of one source, without the article itself."""

    source: str
    outcome: str
    key: str = ""
    graph: IRI | None = None
    report: ValidationReport = _NOTHING
    withheld: int = 0
    error: str = ""

    @classmethod
    def of(cls, outcome: Outcome) -> Entry:
        """The entry of this outcome."""
        if isinstance(outcome, Failed):
            # The source is named by itself, as the caller named it; the error may know another name.
            error = outcome.error
            where = f"{error.place}: " if error.place else ""
            then = f"; {error.hint}" if error.hint else ""
            told = f"{where}{error.what}{then}"
            return cls(source=outcome.source, outcome="failed", error=told)
        became = "published" if isinstance(outcome, Published) else "rejected"
        article = outcome.publication
        return cls(
            source=article.source,
            outcome=became,
            key=article.key,
            graph=article.graph,
            report=article.report,
            withheld=article.withheld,
        )

    @property
    def order(self) -> tuple[str, str, str]:
        """Entries are told in this order, whatever order they came in."""
        return (self.source, self.key, self.error)


class Totals:
    """The numbers of an account, entry by entry.

    `focusNodes` and `factsWithheld` (for want of confidence) sum over all articles that were mapped,
    the rejected ones included.
    """

    def __init__(self, *, strict: bool = False) -> None:
        self._strict = strict
        self._outcomes: Counter[str] = Counter()
        self._results: Counter[Severity] = Counter()
        self._focus: Counter[str] = Counter()
        self._withheld = 0
        self.conforms = True
        """Whether everything that is published does."""

    def add(self, entry: Entry) -> None:
        """Count this entry."""
        self._outcomes[entry.outcome] += 1
        self._withheld += entry.withheld
        for result in entry.report.results:
            self._results[result.severity] += 1
        for shape, count in entry.report.focus_nodes:
            self._focus[shape] += count
        if entry.outcome == "published":
            self.conforms &= entry.report.conforms(strict=self._strict)

    @property
    def published(self) -> int:
        """How many articles are in the dataset."""
        return self._outcomes["published"]

    def as_json(self) -> dict[str, Any]:
        """These numbers, by the names that they have in the account."""
        said: dict[str, Any] = {"in": self._outcomes.total()}
        said |= {outcome: self._outcomes[outcome] for outcome in OUTCOMES}
        said["factsWithheld"] = self._withheld
        said["conforms"] = self.conforms
        said["results"] = {str(severity): self._results[severity] for severity in Severity}
        said["focusNodes"] = dict(sorted(self._focus.items()))
        return said


def as_json(entries: Iterable[Entry], *, strict: bool = False) -> str:
    """The whole account as JSON: numbers first, then every source by name.

    >>> print(as_json([Entry(source="a.txt", outcome="failed", error="the file is empty")]), end="")
    {
      "in": 1,
      "published": 0,
      "rejected": 0,
      "failed": 1,
      "factsWithheld": 0,
      "conforms": true,
      "results": {
        "Violation": 0,
        "Warning": 0,
        "Info": 0
      },
      "focusNodes": {},
      "articles": [
        {
          "source": "a.txt",
          "outcome": "failed",
          "error": "the file is empty"
        }
      ]
    }
    """
    ordered = sorted(entries, key=lambda entry: entry.order)
    totals = Totals(strict=strict)
    for entry in ordered:
        totals.add(entry)
    return "".join(json_pieces(totals, map(entry_json, ordered)))


def json_pieces(totals: Totals, entries: Iterable[str]) -> Iterator[str]:
    """The account as JSON, piece by piece, of entries as JSON that come in their order."""
    yield json.dumps(totals.as_json(), ensure_ascii=False, indent=2).removesuffix("\n}")
    before = ',\n  "articles": [\n'
    for entry in entries:
        yield before + entry
        before = ",\n"
    yield ',\n  "articles": []\n}\n' if "articles" in before else "\n  ]\n}\n"


def entry_json(entry: Entry) -> str:
    """An entry as it stands in the account: as `json.dumps` has it, in a tenth of the time."""
    said: dict[str, Any] = {"source": entry.source, "outcome": entry.outcome}
    if entry.outcome == "failed":
        return _object(said | {"error": entry.error}, 4)
    said |= {"key": entry.key, "factsWithheld": entry.withheld}
    results = ",\n".join([_object(result_json(result), 8) for result in entry.report.results])
    listed = f"[\n{results}\n      ]" if results else "[]"
    return _object(said, 4, f',\n      "results": {listed}')


def _object(said: dict[str, Any], indent: int, more: str = "") -> str:
    """A flat object of texts and numbers, and `more` behind its last member."""
    space = " " * indent
    members = f",\n{space}  ".join(
        [f'"{k}": {_quoted(v) if isinstance(v, str) else v}' for k, v in said.items()]
    )
    return f"{space}{{\n{space}  {members}{more}\n{space}}}"


def result_json(result: ValidationResult) -> dict[str, str]:
    """One validation result under SHACL's own names; what SHACL doesn't give is left out."""
    said = {
        "severity": str(result.severity),
        "focusNode": result.focus_node,
        "resultPath": result.result_path,
        "value": result.value,
        "message": result.message,
        "sourceShape": result.source_shape,
        "sourceConstraintComponent": result.source_constraint_component,
    }
    return {name: value for name, value in said.items() if value}


def report_iri(base: str) -> IRI:
    """The report about the dataset."""
    return IRI(f"{base}report")


def rejected_iri(base: str, key: str) -> IRI:
    """The report about an article that was set aside."""
    return IRI(f"{base}rejected/{key}/report")


def as_triples(
    iri: IRI,
    reports: Iterable[tuple[str | None, ValidationReport]],
    *,
    strict: bool = False,
    applied: bool = True,
) -> tuple[Triple, ...]:
    """A [sh:ValidationReport](https://www.w3.org/TR/shacl/#validation-report) over these graphs.

    Every result has an IRI made of what it says, and names its graph as `dcterms:source`: by its
    IRI, or the file that has no other, as a text.  Where no shape `applied`, nothing conforms.
    """
    given = list(reports)
    conforms = applied and all(report.conforms(strict=strict) for _, report in given)
    body: dict[IRI, list[Triple]] = {}
    for graph, report in given:
        for result in report.results:
            node = IRI(f"{iri}#result-{_digest(graph, result)}")
            body[node] = list(_result(node, graph, result))
    links = [Triple(iri, SH["result"], node) for node in sorted(body)]
    return (
        *_head(iri, conforms=conforms),
        *links,
        *(triple for node in sorted(body) for triple in body[node]),
    )


def result_blocks(base: str, graph: IRI, report: ValidationReport) -> tuple[Blocks, set[Triple]]:
    """The results about one graph as they stand in the report about the dataset, and their triples."""
    iri = report_iri(base)
    triples = [
        triple
        for result in report.results
        for triple in _result(IRI(f"{iri}#result-{_digest(graph, result)}"), graph, result)
    ]
    return blocks(triples, base), set(triples)


def turtle_pieces(
    base: str,
    prefixes: Iterable[str],
    nodes: Iterable[str],
    texts: Iterable[str],
    *,
    conforms: bool,
) -> Iterator[str]:
    """The report about the dataset, piece by piece; it is that of `as_triples`.

    `texts` are the results as `result_blocks` gives them, `nodes` what they are about, both in the
    order of the nodes, and `prefixes` all that they use.
    """
    iri = report_iri(base)
    coming = iter(nodes)
    first = [Triple(iri, SH["result"], IRI(node)) for node in islice(coming, _ON_A_LINE + 1)]
    begun = blocks([*_head(iri, conforms=conforms), *first], base)
    used = Blocks(frozenset(prefixes) | begun.prefixes, begun.texts)
    yield joined([used], base).removesuffix(_END)
    names = Names(base)
    for node in coming:
        yield f"{NEXT_OBJECT}{names[IRI(node)]}"
    yield _END
    yield from texts


_END = " .\n"
_ON_A_LINE = 8
"""More nodes than this are too long for one line of Turtle, whatever the base."""


def _head(iri: IRI, *, conforms: bool) -> Iterator[Triple]:
    yield Triple(iri, RDF_TYPE, SH["ValidationReport"])
    yield Triple(iri, SH["conforms"], Literal("true" if conforms else "false", XSD["boolean"]))


def _digest(graph: str | None, result: ValidationResult) -> str:
    said = json.dumps([graph, result_json(result)], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def _result(node: IRI, graph: str | None, result: ValidationResult) -> Iterator[Triple]:
    yield Triple(node, RDF_TYPE, SH["ValidationResult"])
    yield Triple(node, SH["resultSeverity"], SH[result.severity])
    if (focus := _parsed(result.focus_node)) is not None:
        yield Triple(node, SH["focusNode"], focus)
    path = _parsed(result.result_path)
    if isinstance(path, IRI):  # a complex path would need blank nodes; the message tells it
        yield Triple(node, SH["resultPath"], path)
    if (value := _parsed(result.value)) is not None:
        yield Triple(node, SH["value"], value)
    if result.message:
        yield Triple(node, SH["resultMessage"], Literal(result.message))
    if isinstance(component := _parsed(result.source_constraint_component), IRI):
        yield Triple(node, SH["sourceConstraintComponent"], component)
    if isinstance(shape := _parsed(result.source_shape), IRI):
        yield Triple(node, SH["sourceShape"], shape)
    if graph:
        source = graph if isinstance(graph, IRI) else Literal(graph)
        yield Triple(node, DCTERMS["source"], source)


def _parsed(text: str) -> IRI | Literal | None:
    """A bare IRI or an N-Triples term; None for a blank node or what is neither."""
    if not text or text.startswith("_:"):
        return None
    import pyoxigraph as ox

    form = text if text[0] in "<\"'" else f"<{text}>"
    try:
        [quad] = ox.parse(f"<urn:s> <urn:p> {form} .".encode(), ox.RdfFormat.TURTLE)
    except (SyntaxError, ValueError):
        return None
    if isinstance(quad.object, ox.NamedNode):
        return IRI(quad.object.value)
    if isinstance(quad.object, ox.Literal):
        datatype = IRI(quad.object.datatype.value)
        return Literal(quad.object.value, datatype, quad.object.language or "")
    return None
