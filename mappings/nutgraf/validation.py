"""Data of any origin against shapes: each graph by itself, and the verdict in three forms."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nutgraf.dataset import is_evidence
from nutgraf.graph import Severity
from nutgraf.iris import DEFAULT_BASE
from nutgraf.shacl import has_focus
from nutgraf.summary import counted, judged
from nutgraf.writers import report
from nutgraf.writers.results import safe
from nutgraf.writers.turtle import prefixed, turtle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.dataset import Dataset
    from nutgraf.graph import IRI, ValidationReport, ValidationResult
    from nutgraf.shacl import Shapes, Validator

FORMATS = ("text", "json", "turtle")

PLACES = 3
"""So many focus nodes of a message are named to people; JSON and Turtle have them all."""

_IRI = re.compile(r"<([^<>]+)>")


@dataclass(frozen=True, slots=True)
class Validation:
    """What shapes say about each graph of some data; a graph without a name is None."""

    reports: tuple[tuple[IRI | None, ValidationReport], ...]

    @property
    def applied(self) -> bool:
        """Whether any shape found anything to check; if none did, nothing was shown."""
        return any(has_focus(found) for _, found in self.reports)

    @property
    def conforms(self) -> bool:
        """Whether shapes applied, and no graph has a Violation."""
        return self.applied and all(found.conforms() for _, found in self.reports)

    def text(self, form: str = "text") -> str:
        """The verdict as a text for people, as JSON, or as a SHACL report in Turtle."""
        if form == "json":
            return self._json()
        if form == "turtle":
            triples = report.as_triples(report.report_iri(DEFAULT_BASE), self.reports)
            return turtle(triples, DEFAULT_BASE)
        return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        """Every graph of facts, evidence as a number if it conforms, every message once."""
        good = [found for name, found in self.reports if is_evidence(name) and _passed(found)]
        for name, found in sorted(self.reports, key=lambda item: is_evidence(item[0])):
            if not (is_evidence(name) and _passed(found)):
                yield safe(f"{name or '(a graph without a name)'}: {judged(found)}")
        if good:
            one = len(good) == 1
            yield f"{counted(len(good), 'evidence graph')} conform{'s' if one else ''}"
        yield from self._messages()

    def _messages(self) -> Iterator[str]:
        """Each message with its number, and below it where: some of its focus nodes."""
        places: dict[tuple[Severity, str], list[str]] = defaultdict(list)
        for _, found in self.reports:
            for result in found.results:
                places[result.severity, result.message].append(_place(result))
        for severity in Severity:
            for (kind, message), where in places.items():
                if kind is severity:
                    number = len(where)
                    yield safe(f"  {severity}: {message}{f' (×{number})' if number > 1 else ''}")
                    yield from (f"    {place}" for place in where[:PLACES])
                    if number > PLACES:
                        yield f"    … and {number - PLACES} more"

    def _json(self) -> str:
        focus: Counter[str] = Counter()
        for _, found in self.reports:
            focus.update(dict(found.focus_nodes))
        said = {
            "conforms": self.conforms,
            "focusNodes": dict(sorted(focus.items())),
            "graphs": [
                {
                    "graph": name,
                    "conforms": found.conforms(),
                    "results": [report.result_json(result) for result in found.results],
                }
                for name, found in self.reports
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


def validated(dataset: Dataset, shapes: Shapes, validate: Validator) -> Validation:
    """Every graph of a dataset against these shapes.

    >>> from nutgraf.dataset import Dataset
    >>> from nutgraf.shacl import load_shapes, screened
    >>> validated(Dataset(graphs=()), load_shapes(), screened).conforms
    False
    """
    return Validation(tuple((name, validate(triples, shapes)) for name, triples in dataset.graphs))
