"""What passes the screen is what pySHACL passes, and the report is the same, word for word."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest

pytest.importorskip("shacl", reason="the screen needs the package shacl, of the extra `fast`")

from nutgraf import screen
from nutgraf.dataset import is_evidence, open_data
from nutgraf.graph import NIF, RDF, RDF_TYPE
from nutgraf.shacl import load_shapes, screened, validate
from nutgraf.writers.nquads import ntriples

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CASES = sorted(HERE.glob("*/*.ttl"))

spec = importlib.util.spec_from_file_location("mutations", HERE / "mutations.py")
mutations = importlib.util.module_from_spec(spec)
spec.loader.exec_module(mutations)

SEED = "nutgraf"
NUMBER = int(os.environ.get("NUTGRAF_MUTATIONS", "120"))
"""So many in every test run; `make soak` says more."""


def small(evidence):
    """A part of an evidence graph that is a whole: its text, some facts and their words."""
    facts = [s for s, p, o in evidence if p == RDF_TYPE and o == RDF["Statement"]][:12]
    words = {o for s, p, o in evidence if s in set(facts)}
    context = {s for s, p, o in evidence if p == RDF_TYPE and o == NIF["Context"]}
    kept = {*facts, *words, *context}
    return tuple(triple for triple in evidence if triple.subject in kept)


@pytest.fixture(scope="module")
def graphs():
    """Articles that people have approved, the demo's evidence and its description."""
    cases = sorted(ROOT.glob("tests/cases/*/expected.ttl"))
    demo = open_data([ROOT / "out/demo"]).graphs
    return [
        *(graph for case in cases for _, graph in open_data([case]).graphs),
        *(small(graph) if is_evidence(name) else graph for name, graph in demo),
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_case_has_the_same_report(case):
    for _, triples in open_data([case]).graphs:
        assert screened(triples, load_shapes()) == validate(triples, load_shapes())


def test_published_articles_pass_the_screen_with_the_same_report(graphs):
    for triples in graphs:
        passed = screen.passed(ntriples(triples), load_shapes())
        assert passed is not None
        assert passed == validate(triples, load_shapes()).results


def test_mutated_article_has_the_same_report(graphs):
    passed = violated = 0
    for number in range(NUMBER):
        seed = f"{SEED}-{number}"
        triples = mutations.mutated(graphs[number % len(graphs)], seed)
        expected = validate(triples, load_shapes())
        assert screened(triples, load_shapes()) == expected, seed
        passed += _passes(triples)
        violated += not expected.conforms()

    assert passed > NUMBER / 20, "most are so broken that the screen has nothing to say"
    assert violated > NUMBER / 3


def _passes(triples):
    try:
        return screen.passed(ntriples(triples), load_shapes()) is not None
    except Exception:  # noqa: BLE001
        return False
