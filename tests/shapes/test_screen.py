"""What passes the screen is what pySHACL passes, and the report is the same, word for word."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest

pytest.importorskip("shacl", reason="the screen needs the package shacl, of the extra `fast`")

from nutgraf import shacl
from nutgraf.dataset import is_evidence, open_data
from nutgraf.graph import NIF, RDF, RDF_TYPE
from nutgraf.shacl import load_shapes, load_shapes_from, validate

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def module(name):
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


mutations = module("mutations")
random_shapes = module("random_shapes")

SEED = "nutgraf"
NUMBER = int(os.environ.get("NUTGRAF_MUTATIONS", "80"))
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


def test_published_articles_pass_the_screen_with_the_same_report(graphs):
    for triples in graphs:
        found = shacl._passed(triples, load_shapes())
        assert found is not None
        assert found == validate(triples, load_shapes())


def test_mutated_article_that_passes_has_the_report_of_pyshacl(graphs):
    passed = violated = 0
    for number in range(NUMBER):
        seed = f"{SEED}-{number}"
        triples = mutations.mutated(graphs[number % len(graphs)], seed)
        expected = validate(triples, load_shapes())
        found = shacl._passed(triples, load_shapes())
        assert found in {None, expected}, seed
        passed += found is not None
        violated += not expected.conforms()

    assert passed > NUMBER / 20, "most are so broken that the screen has nothing to say"
    assert violated > NUMBER / 3


def test_graph_that_passes_shapes_of_strangers_has_the_report_of_pyshacl(tmp_path):
    file = tmp_path / "shapes.ttl"
    passed = warned = 0
    for number in range(NUMBER):
        file.write_text(random_shapes.shapes(f"{SEED}-{number}"), encoding="utf-8")
        shapes = load_shapes_from(file)
        for seed in range(5):
            triples = random_shapes.graph(f"{SEED}-{number}-{seed}")
            if (found := shacl._passed(triples, shapes)) is not None:
                assert found == validate(triples, shapes), (number, seed)
                passed += 1
                warned += bool(found.results)

    assert passed > NUMBER
    assert warned > NUMBER / 5


def test_mutations_are_the_same_for_the_same_seed(graphs):
    assert mutations.mutated(graphs[0], "a") == mutations.mutated(graphs[0], "a")
    assert mutations.mutated(graphs[0], "a") != mutations.mutated(graphs[0], "b")
