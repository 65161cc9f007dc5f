"""Data of any origin against shapes: each graph by itself, and the verdict in three forms."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nutgraf.graph import Severity
from nutgraf.iris import DEFAULT_BASE
from nutgraf.shacl import has_focus, validate
from nutgraf.summary import judged
from nutgraf.writers import report
from nutgraf.writers.results import safe
from nutgraf.writers.turtle import prefixed, turtle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.dataset import Dataset
    from nutgraf.graph import IRI, ValidationReport
    from nutgraf.shacl import Shapes

FORMATS = ("text", "json", "turtle")
_ORDER = tuple(Severity)


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
        for name, found in self.reports:
            yield safe(f"{name or '(a graph without a name)'}: {judged(found)}")
            for result in sorted(found.results, key=lambda result: _ORDER.index(result.severity)):
                path = prefixed(result.result_path) or result.result_path
                place = " ".join(filter(None, (result.focus_node, path, result.value)))
                yield safe(f"  {result.severity}: {place}")
                yield safe(f"    {result.message}")

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


def validated(dataset: Dataset, shapes: Shapes) -> Validation:
    """Every graph of a dataset against these shapes.

    >>> from nutgraf.dataset import Dataset
    >>> from nutgraf.shacl import load_shapes
    >>> validated(Dataset(graphs=()), load_shapes()).conforms
    False
    """
    return Validation(tuple((name, validate(triples, shapes)) for name, triples in dataset.graphs))
