"""Each question with the rows that it gives over a dataset of our own, and a row that it must not.

The questions are asked as `nutgraf query` asks them: the default graph is the merge of the facts,
evidence is there through GRAPH, and beside the dataset lies an earlier version of it where a question
compares the two.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from nutgraf import query
from nutgraf.dataset import open_data, with_before
from nutgraf.shacl import has_focus, load_shapes, validate_graph

HERE = Path(__file__).parent
QUESTIONS = sorted((HERE.parents[1] / "ontology" / "questions").glob("*.rq"))
TRAPS = tomllib.loads((HERE / "traps.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def datasets():
    """The dataset by itself, and with its earlier version beside it."""
    alone = open_data([HERE / "dataset.trig"])
    return {False: alone, True: with_before(alone, open_data([HERE / "before.trig"]))}


@pytest.fixture(scope="module")
def ask(datasets):
    """The rows of a query as TSV."""

    def rows(sparql: str) -> str:
        return query.run(datasets[query.compares(sparql)], sparql).text("tsv")

    return rows


def caught(rows: str, trap: list[str]) -> list[str]:
    """The rows that are the trap's; its `...` stands for anything."""
    cells = [line.split("\t") for line in rows.splitlines()[1:]]
    assert all(len(row) == len(trap) for row in cells), "the trap has another number of columns"
    return [
        "\t".join(row)
        for row in cells
        if all(want in ("...", has) for want, has in zip(trap, row, strict=True))
    ]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.stem)
def test_question_gives_the_expected_rows(question, ask):
    expected = (HERE / f"{question.name[:3]}.tsv").read_text("utf-8")

    assert ask(question.read_text("utf-8")) == expected
    assert len(expected.splitlines()) > 1, "a question with no row shows nothing"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.stem)
def test_question_leaves_out_what_it_should(question, ask):
    trap = TRAPS[question.name[:3]]
    sparql = question.read_text("utf-8")
    assert trap["without"] in sparql
    looser = sparql.replace(trap["without"], trap["instead"])

    assert not caught(ask(sparql), trap["row"]), trap["why"]
    assert caught(ask(looser), trap["row"]), "the trap does not work"


# rdflib's own SPARQL engine uses what rdflib deprecates.
@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning:rdflib")
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning:rdflib")
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.stem)
def test_any_engine_gives_the_same_rows_to_a_question(question, datasets):
    """rdflib, told that the default graph is the merge of the facts, agrees with Oxigraph."""
    sparql = question.read_text("utf-8")
    dataset = datasets[query.compares(sparql)]
    other = rdflib.Dataset()
    for name, graph in [
        (None, other.default_graph),
        *((n, other.graph(n)) for n in _names(dataset)),
    ]:
        node = ox.DefaultGraph() if name is None else ox.NamedNode(name)
        triples = [quad.triple for quad in dataset.store.quads_for_pattern(None, None, None, node)]
        graph.parse(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")

    found = ox.parse_query_results(
        other.query(sparql).serialize(format="json"), ox.QueryResultsFormat.JSON
    )
    expected = ox.parse_query_results(
        (HERE / f"{question.name[:3]}.tsv").read_bytes(), ox.QueryResultsFormat.TSV
    )
    variables = [variable.value for variable in expected.variables]
    assert [variable.value for variable in found.variables] == variables
    assert _values(found, variables) == _values(expected, variables)


def _names(dataset):
    return [name for name, _ in dataset.graphs]


def _values(solutions, names):
    return sorted(
        tuple(cell.value if (cell := row[name]) is not None else "" for name in names)
        for row in solutions
    )


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.stem)
def test_question_begins_with_itself_in_english_and_orders_its_rows(question):
    first, *rest = question.read_text("utf-8").splitlines()

    assert first.startswith("# ")
    assert first.endswith("?")
    assert any(line.startswith("ORDER BY ") for line in rest)


def test_questions_are_numbered_without_gaps_and_each_has_rows_and_a_trap():
    numbers = [path.name[:3] for path in QUESTIONS]

    assert numbers == [f"q{n:02}" for n in range(1, len(QUESTIONS) + 1)]
    assert len(numbers) >= 20
    assert {path.stem for path in HERE.glob("*.tsv")} == set(numbers) == set(TRAPS)


@pytest.mark.parametrize(("file", "number"), [("dataset.trig", 6), ("before.trig", 2)])
def test_each_graph_of_the_dataset_conforms(file, number):
    # Not through a store, which keeps every integer as an xsd:integer.
    graphs = defaultdict(list)
    for quad in ox.parse(path=HERE / file, format=ox.RdfFormat.TRIG):
        graphs[quad.graph_name].append(quad.triple)
    assert len(graphs) == number
    for triples in graphs.values():
        lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
        report = validate_graph(rdflib.Graph().parse(data=lines, format="nt"), load_shapes())

        assert report.conforms(), report.results
        assert has_focus(report)
