"""The W3C's suite of JSON-LD 1.1, its `toRdf` part: https://github.com/w3c/json-ld-api.

What `nutgraf.dataset` does with a JSON-LD file is done with each input: no remote context is fetched,
then Oxigraph reads it; a base is given, which a file at rest has not.  `NUTGRAF_SUITES` names the
folder that the suite lies in.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pyoxigraph as ox
import pytest

from nutgraf.errors import DataError
from nutgraf.foreign import prepared

ROOT = Path(__file__).parents[2]
SUITES = Path(os.environ.get("NUTGRAF_SUITES", ROOT.parent / "shared" / "suites"))
SUITE = SUITES / "json-ld-api" / "tests"
MANIFEST = SUITE / "toRdf-manifest.jsonld"

OLD = "of JSON-LD 1.0, which 1.1 changed; only 1.1 is read"
GENERALIZED = "expects generalized RDF, with a blank node as predicate, which is no RDF"
OPTION = "depends on an option of the API, which a file does not have"
DOTS = "Oxigraph keeps dot segments of the base, and of what it is resolved against, as written"
FAILING = {
    "t0118": GENERALIZED,
    "t0122": DOTS,
    "t0123": DOTS,
    "tc013": "Oxigraph: the context of a type map's type reaches one node too far",
    "tc029": OLD,
    "tdi09": OPTION,
    "tdi10": OPTION,
    "tdi11": OPTION,
    "tdi12": OPTION,
    "te026": OLD,
    "te062": DOTS,
    "te071": OLD,
    "te075": GENERALIZED,
    "te077": OPTION,
    "te091": DOTS,
    "te115": OLD,
    "te116": OLD,
    "tep02": OLD,
    "ter21": OLD,
    "ter24": OLD,
    "ter32": OLD,
    "ter42": OLD,
    "tli12": "Oxigraph refuses a base that is no IRI, where the suite would ignore it",
    "ttn01": OLD,
}
"""Cases that fail, and why; one that begins to pass has to leave this list."""

REMOTE = {
    *("tc031", "tc034", "te126", "te127", "te128", "tso05", "tso06", "tso08", "tso09", "tso11"),
    "tjs21",  # not remote, but JSON inside a literal that looks the same
}
"""Cases that name a remote context, which is refused and never fetched."""


def cases() -> list:
    """The cases of the manifest; one that says why there are none, where the suite is not there."""
    if not MANIFEST.exists():
        why = pytest.mark.skip(reason="the suite json-ld-api is not there: set NUTGRAF_SUITES")
        return [pytest.param(None, id="json-ld-api", marks=why)]
    sequence = json.loads(MANIFEST.read_text("utf-8"))["sequence"]
    return [case_of(case, case["@id"].removeprefix("#")) for case in sequence]


def case_of(case: dict, name: str):
    """A case by its name, expected to fail where that is known."""
    marks = [pytest.mark.xfail(reason=FAILING[name])] if name in FAILING else []
    return pytest.param(case, id=name, marks=marks)


CASES = cases()


def read(case: dict) -> set[ox.Quad]:
    """The dataset of a case's input, its blank nodes named by RDFC-1.0."""
    data = prepared((SUITE / case["input"]).read_bytes(), ".jsonld", case["input"]).data
    base = f"https://w3c.github.io/json-ld-api/tests/{case['input']}"
    base = case.get("option", {}).get("base", base)
    return canonical(ox.parse(data, ox.RdfFormat.JSON_LD, base_iri=base))


def canonical(quads) -> set[ox.Quad]:
    dataset = ox.Dataset(map(undirected, quads))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)


def undirected(quad: ox.Quad) -> ox.Quad:
    """RDF 1.1 knows no direction of text, and what reads for nutgraf leaves it out."""
    term = quad.object
    if not isinstance(term, ox.Literal) or not term.direction:
        return quad
    plain = ox.Literal(term.value, language=term.language)
    return ox.Quad(quad.subject, quad.predicate, plain, quad.graph_name)


@pytest.mark.parametrize("case", CASES)
def test_case_of_the_suite(case):
    kinds = case["@type"]
    if case["@id"].removeprefix("#") in REMOTE:
        with pytest.raises(DataError, match=r"names the remote context .*, which is not fetched"):
            read(case)
    elif "jld:NegativeEvaluationTest" in kinds:
        with pytest.raises((DataError, SyntaxError)):
            read(case)
    elif "jld:PositiveSyntaxTest" in kinds:
        read(case)
    else:
        expected = ox.parse((SUITE / case["expect"]).read_bytes(), ox.RdfFormat.N_QUADS)
        assert read(case) == canonical(expected)


def test_the_suite_is_whole_and_what_fails_is_a_part_of_it():
    names = {case.id for case in CASES}
    if names == {"json-ld-api"}:
        pytest.skip("the suite json-ld-api is not there: set NUTGRAF_SUITES")
    assert len(CASES) >= 467
    assert {*FAILING} | REMOTE <= names
    assert not {*FAILING} & REMOTE
