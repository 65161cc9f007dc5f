"""The test suite of [SHACL 1.0](https://w3c.github.io/data-shapes/data-shapes-test-suite/), through us.

A case passes if the verdict is right and the report holds just the results that it should: their focus
node, path, value, severity and constraint component.  What two results say alike, a report of ours says
once.  A graph that cannot be validated is a `DataError` where the suite wants a failure.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import rdflib

from nutgraf import shapes
from nutgraf.errors import DataError
from nutgraf.graph import Severity
from nutgraf.paths import path
from nutgraf.shacl import screened_graph, validate_graph

ROOT = Path(__file__).parents[2]
SUITES = Path(os.environ.get("NUTGRAF_SUITES", ROOT.parent / "shared" / "suites"))
TESTS = SUITES / "data-shapes" / "data-shapes-test-suite" / "tests"

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = rdflib.Namespace("http://www.w3.org/ns/shacl-test#")
SH = rdflib.SH

SKIPPED = {
    "core/property/uniqueLang-002": 'pySHACL reads "1"^^xsd:boolean as true',
    "sparql/pre-binding/shapesGraph-001": "pySHACL knows no $shapesGraph",
}
"""Cases that are not passed, and why."""


@cache
def graph_of(file):
    return shapes._graph(shapes._statements([shapes._file(file)]))


def file_of(name, manifest):
    """The file that a manifest names, relative to itself."""
    local = str(name).removeprefix("urn:")
    return manifest if local == "x-nutgraf:shapes" else manifest.parent / local


def parameters():
    for file in sorted(TESTS.glob("*/*/*.ttl")):
        name = file.relative_to(TESTS).with_suffix("").as_posix()
        marks = [pytest.mark.skip(reason=SKIPPED[name])] if name in SKIPPED else []
        for entries in graph_of(file).objects(predicate=MF.entries):
            for entry in graph_of(file).items(entries):
                yield pytest.param(file, entry, id=name, marks=marks)


CASES = list(parameters())


def of_report(report):
    return {
        (
            result.focus_node,
            result.result_path,
            result.value,
            result.severity,
            result.source_constraint_component,
        )
        for result in report.results
    }


def severity(iri):
    """SHACL's own severities; anybody else's counts as a violation."""
    name = iri.removeprefix(str(SH))
    return Severity(name) if name in set(Severity) else Severity.VIOLATION


def expected(graph, report):
    def text(node, predicate, write=shapes.plain):
        value = graph.value(node, predicate)
        return "" if value is None else write(value)

    return {
        (
            text(node, SH.focusNode),
            text(node, SH.resultPath, lambda steps: path(steps, graph)),
            text(node, SH.value, shapes.ntriples_term),
            severity(text(node, SH.resultSeverity)),
            text(node, SH.sourceConstraintComponent),
        )
        for node in graph.objects(report, SH.result)
    }


def test_suite_is_there():
    if not TESTS.is_dir():
        pytest.skip(f"the suite is not in {SUITES}; NUTGRAF_SUITES names its folder")
    parts = Counter(case.id.partition("/")[0] for case in CASES)
    assert parts == {"core": 98, "sparql": 23}
    assert {case.id for case in CASES} >= set(SKIPPED)


@pytest.mark.parametrize("validate", [validate_graph, screened_graph])
@pytest.mark.parametrize(("manifest", "entry"), CASES)
def test_case(manifest, entry, validate):
    graph = graph_of(manifest)
    action, wanted = graph.value(entry, MF.action), graph.value(entry, MF.result)
    data = graph_of(file_of(graph.value(action, SHT.dataGraph), manifest))
    rules = file_of(graph.value(action, SHT.shapesGraph), manifest)
    if wanted == SHT.Failure:
        with pytest.raises(DataError):
            validate(data, shapes.load_shapes_from(rules))
        return
    report = validate(data, shapes.load_shapes_from(rules))
    conforms = graph.value(wanted, SH.conforms) == rdflib.Literal(True)
    assert (not report.results) == conforms
    assert of_report(report) == expected(graph, wanted)
