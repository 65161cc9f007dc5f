"""The cases of the [JSON-LD 1.1 test suite](https://w3c.github.io/json-ld-api/tests/) about HTML.

What we read is RDF: a case passes if the page says the same as the document that the suite expects,
whether that is RDF or JSON-LD in any form.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import rdflib
from rdflib.compare import isomorphic

from nutgraf.dataset import open_data
from nutgraf.errors import DataError
from nutgraf.graph import to_rdflib

ROOT = Path(__file__).parents[2]
SUITES = Path(os.environ.get("NUTGRAF_SUITES", ROOT.parent / "shared" / "suites"))
FOLDER = SUITES / "json-ld-api" / "tests"
MANIFEST = FOLDER / "html-manifest.jsonld"
GENID = "https://news.example/.well-known/genid/"

ONE = "one script is asked for, and we read all of a page"
BASE = "the page has no base of its own, and we are not told where it comes from"
XHTML = "it is served as XHTML, and we read HTML"
NONE = (
    "a page without JSON-LD is an error there where one script is asked for; here it says nothing"
)

SKIPPED = {
    "tex01": XHTML,
    "te006": NONE,
    **dict.fromkeys(("te002", "tc002", "tf002", "tf004", "tr002"), ONE),
    **dict.fromkeys(("te003", "tc003", "tf003", "tr003", "te022", "tr022"), ONE),
    **dict.fromkeys(("te011", "te012", "te013", "tr011", "tr012", "tr013"), ONE),
    **dict.fromkeys(("te018", "te019", "te021", "tr018", "tr019", "tr021"), BASE),
}
"""Cases that do not concern what we read, and why."""

EMPTY = ("006-in.html", "007-in.html")
"""Pages that say nothing."""


def cases():
    if not MANIFEST.is_file():
        yield pytest.param(None, marks=pytest.mark.skip("json-ld-api is not in NUTGRAF_SUITES"))
        return
    for case in json.loads(MANIFEST.read_text(encoding="utf-8"))["sequence"]:
        name = case["@id"].removeprefix("#")
        reason = SKIPPED.get(name)
        marks = [pytest.mark.skip(f"{name}: {reason}")] if reason else []
        yield pytest.param(case, id=name, marks=marks)


def merged(path):
    """All that is said in a file, with its blank nodes as such."""

    def back(term):
        return rdflib.BNode(term.removeprefix(GENID)) if str(term).startswith(GENID) else term

    graph = rdflib.Graph()
    for _, triples in open_data([path]).graphs:
        for subject, predicate, value in to_rdflib(triples):
            graph.add((back(subject), predicate, back(value)))
    return graph


@pytest.mark.parametrize("case", list(cases()))
def test_case(case):
    page = FOLDER / case["input"]
    if "jld:NegativeEvaluationTest" in case["@type"]:
        with pytest.raises(DataError, match=rf"{page.name}, line \d+: a script .* is not JSON"):
            open_data([page])
        return
    expected = merged(FOLDER / case["expect"])
    assert expected or page.name[1:] in EMPTY
    assert isomorphic(merged(page), expected)


def test_no_case_is_skipped_that_is_not_there():
    if not MANIFEST.is_file():
        pytest.skip("json-ld-api is not in NUTGRAF_SUITES")
    known = {case["@id"] for case in json.loads(MANIFEST.read_text("utf-8"))["sequence"]}
    assert {f"#{name}" for name in SKIPPED} <= known
