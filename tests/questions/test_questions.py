"""Each question with the rows that it gives over a dataset of our own, and each rule of hygiene.

The default graph is the union of the facts graphs; evidence is there through GRAPH.
"""

from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from nutgraf.shacl import has_focus, load_shapes, validate_graph

HERE = Path(__file__).parent
ONTOLOGY = Path(__file__).parents[2] / "ontology"
QUESTIONS = sorted((ONTOLOGY / "questions").glob("*.rq"))
RULES = sorted((ONTOLOGY / "hygiene").glob("*.rq"))
ERRORS = {"one": 1, "two": 2}


def load(path: Path) -> ox.Store:
    store = ox.Store()
    store.load(path=path, format=ox.RdfFormat.TRIG)
    return store


def facts(store: ox.Store) -> list[ox.NamedNode]:
    return [graph for graph in store.named_graphs() if not graph.value.endswith("/evidence")]


def ask(store: ox.Store, query: str) -> ox.QuerySolutions:
    return store.query(query, default_graph=facts(store))


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return load(HERE / "dataset.trig")


@pytest.fixture(scope="module")
def merged() -> ox.Store:
    """The same dataset with the facts merged into the default graph, as SPARQL defines a union."""
    store = load(HERE / "dataset.trig")
    for graph in facts(store):
        for quad in list(store.quads_for_pattern(None, None, None, graph)):
            store.add(ox.Quad(quad.subject, quad.predicate, quad.object))
    return store


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.stem)
def test_question_gives_the_expected_rows(question, store, merged):
    query = question.read_text("utf-8")
    expected = (HERE / f"{question.name[:3]}.tsv").read_bytes()

    assert ask(store, query).serialize(format=ox.QueryResultsFormat.TSV) == expected
    assert merged.query(query).serialize(format=ox.QueryResultsFormat.TSV) == expected
    assert len(expected.splitlines()) > 1, "a question with no row shows nothing"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.stem)
def test_question_begins_with_itself_in_english_and_orders_its_rows(question):
    first, *rest = question.read_text("utf-8").splitlines()

    assert first.startswith("# ")
    assert first.endswith("?")
    assert any(line.startswith("ORDER BY ") for line in rest)


def test_questions_are_numbered_without_gaps_and_each_has_rows():
    numbers = [path.name[:3] for path in QUESTIONS]

    assert numbers == [f"q{n:02}" for n in range(1, len(QUESTIONS) + 1)]
    assert {path.stem for path in HERE.glob("*.tsv")} == set(numbers)


@pytest.mark.parametrize("rule", RULES, ids=lambda path: path.stem)
def test_rule_of_hygiene_finds_what_is_wrong(rule):
    case = HERE / "hygiene" / f"{rule.stem}.trig"
    first = case.read_text("utf-8").splitlines()[0]

    found = [row["error"].value for row in ask(load(case), rule.read_text("utf-8"))]

    assert len(found) == ERRORS[first.split()[1]], found
    assert rule.read_text("utf-8").splitlines()[0].startswith("# ")


@pytest.mark.parametrize("rule", RULES, ids=lambda path: path.stem)
def test_clean_dataset_passes_rule(rule, store):
    if rule.stem == "facts-with-evidence":
        pytest.skip("the test dataset has evidence for a few of its facts only")
    assert list(ask(store, rule.read_text("utf-8"))) == []


def test_each_graph_of_the_dataset_conforms():
    # Not through a store, which keeps every integer as an xsd:integer.
    graphs = defaultdict(list)
    for quad in ox.parse(path=HERE / "dataset.trig", format=ox.RdfFormat.TRIG):
        graphs[quad.graph_name].append(quad.triple)
    assert len(graphs) == 4
    for triples in graphs.values():
        lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
        report = validate_graph(rdflib.Graph().parse(data=lines, format="nt"), load_shapes())

        assert report.conforms(), report.results
        assert has_focus(report)
