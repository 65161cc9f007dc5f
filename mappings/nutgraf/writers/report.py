"""The account of a dataset: what came in, what became of it, and what SHACL says about it.

A report describes the dataset, not the run that made it: it holds no times, and the same articles
give the same bytes in any order.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
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


def as_json(entries: Iterable[Entry], *, strict: bool = False) -> str:
    """The whole account as JSON: numbers first, then every source by name.

    `focusNodes` and `factsWithheld` (for want of confidence) sum over all articles that were mapped,
    the rejected ones included.

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
    became = Counter(entry.outcome for entry in ordered)
    focus: Counter[str] = Counter()
    results: Counter[Severity] = Counter()
    for entry in ordered:
        focus.update(dict(entry.report.focus_nodes))
        results.update(result.severity for result in entry.report.results)
    account: dict[str, Any] = {"in": len(ordered)}
    account |= {outcome: became[outcome] for outcome in OUTCOMES}
    account["factsWithheld"] = sum(entry.withheld for entry in ordered)
    account["conforms"] = all(
        entry.report.conforms(strict=strict) for entry in ordered if entry.outcome == "published"
    )
    account["results"] = {str(severity): results[severity] for severity in Severity}
    account["focusNodes"] = dict(sorted(focus.items()))
    account["articles"] = [_article(entry) for entry in ordered]
    return json.dumps(account, ensure_ascii=False, indent=2) + "\n"


def _article(entry: Entry) -> dict[str, Any]:
    said: dict[str, Any] = {"source": entry.source, "outcome": entry.outcome}
    if entry.outcome == "failed":
        return said | {"error": entry.error}
    said |= {"key": entry.key, "factsWithheld": entry.withheld}
    return said | {"results": [result_json(r) for r in entry.report.results]}


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
    verdict = Literal("true" if conforms else "false", XSD["boolean"])
    head = [
        Triple(iri, RDF_TYPE, SH["ValidationReport"]),
        Triple(iri, SH["conforms"], verdict),
    ]
    body: dict[IRI, list[Triple]] = {}
    for graph, report in given:
        for result in report.results:
            node = IRI(f"{iri}#result-{_digest(graph, result)}")
            body[node] = list(_result(node, graph, result))
    links = [Triple(iri, SH["result"], node) for node in sorted(body)]
    return (*head, *links, *(triple for node in sorted(body) for triple in body[node]))


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
