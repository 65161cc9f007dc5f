"""What shapes say about some data, in the forms in which it is told."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nutgraf.dataset import is_evidence
from nutgraf.graph import Severity
from nutgraf.iris import DEFAULT_BASE
from nutgraf.passages import Passage
from nutgraf.shacl import has_focus
from nutgraf.summary import counted, judged
from nutgraf.writers import report
from nutgraf.writers.results import cut, safe
from nutgraf.writers.sarif import Finding, sarif
from nutgraf.writers.turtle import prefixed, turtle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.graph import IRI, ValidationReport, ValidationResult

FORMATS = ("text", "json", "turtle", "sarif")

PLACES = 3
"""So many focus nodes of a message are named to people; the other formats have them all."""

NOTHING_CHECKED = (
    "no shape applies to anything in this data, so nothing was checked: this is no pass"
)

_LONGEST = 100  # columns of the article's words
_IRI = re.compile(r"<([^<>]+)>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What shapes say about one graph, whose name is None if it is the default graph of `file`.

    `passages` says where each result comes from, in the order of the results, or is empty.
    """

    graph: IRI | None
    file: str = ""
    report: ValidationReport
    passages: tuple[Passage, ...] = ()

    @property
    def name(self) -> str:
        """What to call it."""
        return self.graph or self.file or "(a graph without a name)"

    @property
    def results(self) -> Iterator[tuple[ValidationResult, Passage]]:
        """Each result with its passage."""
        passages = self.passages or (Passage(),) * len(self.report.results)
        return zip(self.report.results, passages, strict=True)


@dataclass(frozen=True, slots=True)
class Validation:
    """What shapes say about each graph of some data."""

    graphs: tuple[Checked, ...]

    @property
    def applied(self) -> bool:
        """Whether any shape found anything to check; if none did, nothing was shown."""
        return any(has_focus(checked.report) for checked in self.graphs)

    @property
    def conforms(self) -> bool:
        """Whether shapes applied, and no graph has a Violation."""
        return self.applied and all(checked.report.conforms() for checked in self.graphs)

    def text(self, form: str = "text") -> str:
        """The verdict for people, as JSON, as a SHACL report in Turtle, or as SARIF."""
        if form == "json":
            return self._json()
        if form == "turtle":
            graphs = [(checked.graph or checked.file, checked.report) for checked in self.graphs]
            iri = report.report_iri(DEFAULT_BASE)
            triples = report.as_triples(iri, graphs, applied=self.applied)
            return turtle(triples, DEFAULT_BASE)
        if form == "sarif":
            findings = [
                Finding(checked.name, checked.file, result, passage)
                for checked in self.graphs
                for result, passage in checked.results
            ]
            return sarif(findings, trouble="" if self.applied else NOTHING_CHECKED)
        return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        """Every graph of facts, evidence as a number if it conforms, every message once."""
        good = [c for c in self.graphs if is_evidence(c.graph) and _passed(c.report)]
        for checked in sorted(self.graphs, key=lambda checked: is_evidence(checked.graph)):
            if checked not in good:
                yield safe(f"{checked.name}: {judged(checked.report)}")
        if good:
            one = len(good) == 1
            yield f"{counted(len(good), 'evidence graph')} conform{'s' if one else ''}"
        yield from self._messages()

    def _messages(self) -> Iterator[str]:
        """Each message with its number, and below it where: some of its focus nodes."""
        places: dict[tuple[Severity, str], list[tuple[str, ...]]] = defaultdict(list)
        for checked in self.graphs:
            for result, passage in checked.results:
                place = (_place(result), *_passage(checked.file, passage))
                places[result.severity, result.message].append(place)
        for severity in Severity:
            for (kind, message), where in places.items():
                if kind is severity:
                    number = len(where)
                    yield safe(f"  {severity}: {message}{f' (×{number})' if number > 1 else ''}")
                    for node, *passages in where[:PLACES]:
                        yield f"    {node}"
                        yield from (f"      {passage}" for passage in passages)
                    if number > PLACES:
                        yield f"    … and {number - PLACES} more"

    def _json(self) -> str:
        focus: Counter[str] = Counter()
        for checked in self.graphs:
            focus.update(dict(checked.report.focus_nodes))
        said = {
            "conforms": self.conforms,
            "focusNodes": dict(sorted(focus.items())),
            "graphs": [
                {
                    "graph": checked.graph,
                    "file": checked.file,
                    "conforms": checked.report.conforms(),
                    "results": [_result(result, passage) for result, passage in checked.results],
                }
                for checked in self.graphs
            ],
        }
        return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _passed(found: ValidationReport) -> bool:
    return has_focus(found) and not found.results


def _place(result: ValidationResult) -> str:
    """The focus node, the path from it, and the value, if that is another node than the first."""
    path = _IRI.sub(lambda match: prefixed(match[1]) or match[0], result.result_path)
    path = prefixed(path) or path
    value = "" if result.value == f"<{result.focus_node}>" else result.value
    return safe(" ".join(filter(None, (result.focus_node, path, value))))


def _passage(file: str, passage: Passage) -> Iterator[str]:
    """The words in the article, or else the line of the file."""
    if passage.words:
        line = f"  line {passage.article_line} of the article" if passage.article_line else ""
        yield f"“{cut(' '.join(passage.words.split()), _LONGEST)}”{line}"
    elif passage.line:
        yield safe(f"{file}, line {passage.line}")


def _result(result: ValidationResult, passage: Passage) -> dict[str, Any]:
    said: dict[str, Any] = dict(report.result_json(result))
    if passage.words:
        said["words"] = {"text": passage.words, "start": passage.start, "end": passage.end}
        if passage.article_line:
            said["words"]["line"] = passage.article_line
    if passage.line:
        said["line"] = passage.line
    return said
