"""Validation results as [SARIF 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).

The form in which editors and code review show what is wrong, at its place in the RDF file; the words
of the article are told as a related location.
"""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from nutgraf.graph import Severity
from nutgraf.writers.report import result_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nutgraf.graph import ValidationResult

_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


class _Place(Protocol):
    """Where a result comes from: words at code points of an article, and a line of a file."""

    @property
    def words(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def article_line(self) -> int: ...
    @property
    def line(self) -> int: ...


class Finding(NamedTuple):
    """A result, the graph that it is about, the file that holds it, and its place there."""

    graph: str
    file: str
    result: ValidationResult
    place: _Place


def sarif(findings: Iterable[Finding], *, trouble: str = "") -> str:
    """The results as one run; `trouble` says why the run shows nothing.

    >>> json.loads(sarif([]))["runs"][0]["results"]
    []
    """
    given = list(findings)
    rules = sorted({_rule(finding.result) for finding in given})
    invocation: dict[str, Any] = {"executionSuccessful": not trouble}
    if trouble:
        told = {"level": "error", "message": _message(trouble)}
        invocation["toolExecutionNotifications"] = [told]
    driver = {
        "name": "nutgraf",
        "semanticVersion": version("nutgraf"),
        "rules": [{"id": rule} for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, rules) for finding in given],
    }
    log = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
        "sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(result: ValidationResult) -> str:
    return result.source_shape or result.source_constraint_component or "shape"


def _result(finding: Finding, rules: Sequence[str]) -> dict[str, Any]:
    graph, file, result, place = finding
    rule = _rule(result)
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(file)}}
    if place.line:
        physical["region"] = {"startLine": place.line}
    location = {
        "physicalLocation": physical,
        "logicalLocations": [{"fullyQualifiedName": result.focus_node, "kind": "resource"}],
    }
    properties = {"graph": graph, **result_json(result)}
    said: dict[str, Any] = {
        "ruleId": rule,
        "ruleIndex": rules.index(rule),
        "level": _LEVELS[result.severity],
        "message": _message(result.message or rule),
        "locations": [location],
        "partialFingerprints": {"shaclResult/v1": _fingerprint(properties)},
        "properties": properties,
    }
    if place.words:
        line = f", line {place.article_line}" if place.article_line else ""
        where = f"{place.start}–{place.end}{line} of the article"
        text = f"“{' '.join(place.words.split())}” ({where})"
        said["relatedLocations"] = [{"id": 0, "message": _message(text)}]
    return said


def _message(words: str) -> dict[str, str]:
    """A message with these words; a brace would begin a placeholder, if it were not doubled (3.11.5)."""
    return {"text": words.replace("{", "{{").replace("}", "}}")}


def _fingerprint(said: dict[str, str]) -> str:
    """What makes it the same result after other lines have moved."""
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _uri(file: str) -> str:
    """The path as a reference: relative if it is, escaped, never with a colon for a scheme."""
    path = Path(file)
    if path.is_absolute():
        return path.as_uri()
    return Path("/", path).as_uri().removeprefix("file:///")
