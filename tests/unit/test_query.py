"""Queries: the right answers in every format, and no query that does more than read."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nutgraf import query
from nutgraf.dataset import Dataset
from nutgraf.errors import UsageError
from nutgraf.graph import IRI, RDF_TYPE, SCHEMA, Literal, Triple
from nutgraf.query import check, run
from nutgraf.writers.results import columns, cut, table

if TYPE_CHECKING:
    from pathlib import Path

BASE = "https://news.example/"
ANNA, OMAR = IRI(BASE + "people/anna-berg"), IRI(BASE + "people/omar-haddad")


def person(iri: IRI, name: str) -> tuple[Triple, ...]:
    return (
        Triple(iri, RDF_TYPE, SCHEMA["Person"]),
        Triple(iri, SCHEMA["name"], Literal(name)),
    )


DATA = Dataset(
    graphs=(
        (IRI(BASE + "graphs/a"), person(ANNA, "Anna Berg")),
        (IRI(BASE + "graphs/a/evidence"), person(IRI("urn:x:evidence"), "Evidence")),
        (IRI(BASE + "graphs/b"), (*person(ANNA, "Anna Berg"), *person(OMAR, 'Omar, "O"\n香港'))),
        (IRI(BASE + "dataset/description"), person(IRI("urn:x:description"), "Description")),
    )
)
NAMES = "SELECT ?name { ?person a schema:Person ; schema:name ?name } ORDER BY ?name"


def rows(sparql: str) -> list[list[str]]:
    found = json.loads(run(DATA, sparql).text("json"))
    names = found["head"]["vars"]
    return [[row[n]["value"] for n in names if n in row] for row in found["results"]["bindings"]]


def test_the_default_graph_is_the_merge_of_the_facts():
    assert rows(NAMES) == [["Anna Berg"], ['Omar, "O"\n香港']]  # Anna is in two graphs
    assert rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [["4"]]


def test_every_graph_is_there_by_name():
    sparql = "SELECT ?g { GRAPH ?g { ?s schema:name ?n } } ORDER BY ?g"
    assert [row[0].removeprefix(BASE) for row in rows(sparql)] == [
        "dataset/description",
        "graphs/a",
        "graphs/a/evidence",
        "graphs/b",
        "graphs/b",
    ]


def test_a_table_for_people():
    sparql = "SELECT ?person ?name ?none { ?person schema:name ?name } ORDER BY ?name"
    lines = run(DATA, sparql).text().splitlines()
    assert lines == [
        f"{'person':41}  {'name':14}  none",
        f"{'-' * 41}  {'-' * 14}  ----",
        f"<{ANNA}>".ljust(41) + "  Anna Berg",
        f"<{OMAR}>".ljust(41) + '  Omar, "O" 香港',
        "(2 rows)",
    ]
    assert run(DATA, "SELECT ?t { ?s a ?t } LIMIT 1").text().splitlines()[2] == "schema:Person"
    assert run(DATA, NAMES).text(width=8).splitlines()[2:4] == ["Anna Be…", 'Omar, "…']


@pytest.mark.parametrize("width", [24, 40, 80, 200])
def test_a_table_is_as_wide_as_the_terminal_and_no_wider(width):
    rows = [["Anna Berg", "a word " * 40, "1"], ["香港" * 30, "short", "2"]]
    lines = table(["who", "what", "n"], rows, width=width).splitlines()[:-1]

    assert max(map(columns, lines)) <= width
    assert [line[-3:] for line in lines[2:]] == ["  1", "  2"]  # what is short stays whole
    cut_at = [cell.strip() for cell in lines[2].rsplit("  ", 2)]
    assert cut_at[1].endswith("…") or width > 7 * 40 + 20
    first, second = (len(dashes) for dashes in lines[1].split()[:2])
    assert abs(first - second) <= 1 or first == 120


def test_without_a_width_every_cell_is_whole():
    long = "a word " * 400
    assert long.strip() in table(["what"], [[long]])


def test_a_table_for_the_narrowest_terminal_still_shows_something():
    lines = table(list("abc"), [["aaaaaa", "bbbbbb", "cccccc"]], width=3).splitlines()
    assert lines[2] == "aaa…  bbb…  ccc…"


def test_a_long_cell_is_cut_quickly():
    start = time.perf_counter()
    assert columns(cut("é" * 2_000_000, 80)) == 80
    assert time.perf_counter() - start < 5


def test_nothing_in_a_table_steers_the_terminal():
    steering = "\x1b[2J\u202e\x07 a\tb"
    data = Dataset(graphs=((None, person(ANNA, steering)),))
    assert run(data, NAMES).text().splitlines()[2] == "\\u001b[2J\\u202e\\u0007 a b"


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_the_formats_of_the_w3c(form):
    text = run(DATA, NAMES).text(form)
    assert text.endswith("\n")
    if form == "csv":
        assert text == 'name\r\nAnna Berg\r\n"Omar, ""O""\n香港"\r\n'
        return
    syntax = ox.QueryResultsFormat.from_extension({"json": "srj", "xml": "srx"}.get(form, form))
    solutions = ox.parse_query_results(text.encode(), syntax)
    assert [solution["name"].value for solution in solutions] == ["Anna Berg", 'Omar, "O"\n香港']


def test_yes_and_no():
    assert run(DATA, "ASK { ?s a schema:Person }").text() == "yes\n"
    assert run(DATA, "ASK { ?s a schema:Place }").text() == "no\n"
    assert json.loads(run(DATA, "ASK {}").text("json"))["boolean"] is True
    assert "<boolean>true</boolean>" in run(DATA, "ASK {}").text("xml")
    with pytest.raises(UsageError, match="no form for yes or no"):
        run(DATA, "ASK {}").text("csv")


@pytest.mark.parametrize("form", ["table", "turtle", "jsonld", "ntriples"])
def test_graphs_as_answers(form):
    sparql = "CONSTRUCT { ?s schema:name ?n } WHERE { ?s schema:name ?n }"
    text = run(DATA, sparql).text(form)
    syntax = {"jsonld": ox.RdfFormat.JSON_LD, "ntriples": ox.RdfFormat.N_TRIPLES}
    quads = ox.parse(text.encode(), syntax.get(form, ox.RdfFormat.TURTLE))
    assert {quad.subject.value for quad in quads} == {ANNA, OMAR}
    describe = run(DATA, f"DESCRIBE <{ANNA}>").text("ntriples")
    assert describe.count("\n") == 2
    assert run(DATA, "CONSTRUCT { ?s ?p 1 } WHERE { ?s ?p <urn:none> }").text(form) is not None


def test_formats_and_forms_go_together():
    with pytest.raises(UsageError, match="turtle is for CONSTRUCT"):
        run(DATA, NAMES).text("turtle")
    with pytest.raises(UsageError, match="csv is for SELECT"):
        run(DATA, "CONSTRUCT WHERE { ?s ?p ?o }").text("csv")
    with pytest.raises(UsageError, match="no format of results: yaml"):
        run(DATA, NAMES).text("yaml")
    with pytest.raises(UsageError, match="blank nodes"):
        run(DATA, "CONSTRUCT { [] ?p ?o } WHERE { ?s ?p ?o }").text()


def test_what_is_no_query():
    with pytest.raises(UsageError, match="not a SPARQL query: error at 1:"):
        run(DATA, "SELEKT * { ?s ?p ?o }")


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "ASK { service SILENT ?where { } }",
        "ASK { { SELECT * { SERVICE<http://127.0.0.1:9/>{} } } }",
        "PREFIX : <http://127.0.0.1:9/> ASK { SERVICE:x { ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:9/> ASK { ?s ?p ?o.SERVICE:x { ?s ?p ?o } }",
        "ASK { ?s ?p 1SERVICE<http://127.0.0.1:9/>{} }",
        "ASK { ?s ?p trueSERVICE<http://127.0.0.1:9/>{} }",
        "ASK { SERVICESILENT<http://127.0.0.1:9/>{} }",
        "ASK { \\u0053ERVICE <http://127.0.0.1:9/> {} }",
        "ASK { ?s ?p '#' . SERVICE <http://127.0.0.1:9/> {} }",
        "ASK { ?s ?p <urn:x#> . SERVICE <http://127.0.0.1:9/> {} }",
        "ASK { ?s <urn:\\u0061#> '\\u0027 # ' . SERVICE <http://127.0.0.1:9/> {} }",
        "PREFIX e: <urn:e:> ASK { ?s ?p e:a\\#b . SERVICE <http://127.0.0.1:9/> {} }",
        "ASK { # comment \n SERVICE <http://127.0.0.1:9/> {} }",
        "ASK { FILTER(?a<?b) SERVICE <http://127.0.0.1:9/> {} FILTER(?c>?d) }",
    ],
)
def test_no_query_asks_another_machine(sparql):
    with pytest.raises(UsageError, match=r"the query, line \d: SERVICE asks another machine"):
        check(sparql)


@pytest.mark.parametrize(
    ("sparql", "reason"),
    [
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM is not needed"),
        ("SELECT * FROM NAMED <urn:g> { ?s ?p ?o }", "FROM is not needed"),
        ("LOAD <file:///etc/passwd>", "LOAD would change data"),
        ("PREFIX a: <urn:a>\nINSERT DATA { a:b a:c 1 }", "line 2: INSERT would change data"),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE would change data"),
        ("CLEAR ALL", "CLEAR would change data"),
        ("WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "WITH would change data"),
        ("ASK " + "{" * 101 + "}" * 101, "nested more than 100 levels"),
        ("ASK { FILTER(" + "(" * 50_000, "nested more than 100 levels"),
        ("ASK { FILTER(" + "!" * 20_000 + "true) }", "more than 1000 operators"),
        ("ASK { ?a " + "<urn:p>/" * 20_000 + "<urn:p> ?b }", "more than 1000 operators"),
        ("ASK { {} " + "UNION {} " * 20_000 + "}", "more than 1000 operators"),
        ("ASK { " + "MINUS {} " * 5_000 + "}", "more than 1000 operators"),
    ],
)
def test_queries_that_are_refused(sparql, reason):
    with pytest.raises(UsageError, match=reason) as error:
        check(sparql)
    assert error.value.exit_code == 2


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?service ?from { ?service a schema:Service ; schema:from ?from }",
        "ASK { ?s ?p 'SERVICE <http://a.example/> {' }",
        'ASK { ?s ?p """a " SERVICE\nFROM""" }',
        "ASK { ?s ?p '''it's FROM''' } # SERVICE <x> {}",
        "ASK { ?s <urn:SERVICE> ?o, 'a'@from }",
        "SELECT (1 AS ?load) { VALUES ?insert { 'LOAD' } }",
        "SELECT * { FILTER(1 < 2 && 3 > 2) }",
        "ASK " + "{" * 99 + "}" * 99,
        "ASK { FILTER(" + "true||" * 400 + "true) }",
        "ASK { {} " + "MINUS {} " * 900 + "}",
        "ASK { {} " + "UNION {} " * 900 + "}",
        "ASK { FILTER(" + "!" * 900 + "true) }",
    ],
)
def test_queries_that_only_look_like_it(sparql):
    run(DATA, sparql).text()


fragments = st.sampled_from(
    [*"{}()<>#'\"\\.?:;", "\n", " ", "SERVICE", "service", "SILENT", "<http://127.0.0.1:9/>",
     "{}", "?s ?p ?o", "?x", ":a", "1", "true", "'x'", "@en", "_:b", "<urn:a#>", "\\u0027",
     "\\u0023", "\\u0053", "# ", '"""', "'''", "FILTER(?a<?b)", "FILTER(1>2)", "a\\#b", ".", "²"]
)  # fmt: skip


@given(st.lists(fragments, max_size=12))
@settings(max_examples=500, deadline=None)
def test_whatever_passes_asks_nobody(parts):
    sparql = f"PREFIX : <http://127.0.0.1:9/> SELECT * {{ {''.join(parts)} }}"
    try:
        check(sparql)
        list(ox.Store().query(sparql))  # would raise OSError: port 9 is never asked
    except (UsageError, SyntaxError):
        pass


@pytest.fixture
def questions(tmp_path: Path, monkeypatch):
    folder = tmp_path / "questions"
    folder.mkdir()
    for name in ("q01-who-said-what", "q02-who-works-where", "q10-where", "q1-odd"):
        (folder / f"{name}.rq").write_text(f"# What is {name}?\nSELECT * {{ ?s ?p ?o }}\n")
    monkeypatch.setattr(query, "profile_path", lambda: tmp_path)


@pytest.mark.usefixtures("questions")
def test_questions_are_known_by_the_beginning_of_their_names():
    english, sparql = query.question("q01")
    assert english == "What is q01-who-said-what?"
    assert len(run(DATA, sparql).text().splitlines()) == 4 + 3
    assert query.question("q1")[0] == "What is q1-odd?"
    assert query.question("q10")[0] == query.question("q10-where")[0] == "What is q10-where?"
    with pytest.raises(
        UsageError, match="no question begins with 'q99'; there are\n  q01  What is"
    ):
        query.question("q99")
    with pytest.raises(UsageError, match="several questions begin with 'q0'") as error:
        query.question("q0")
    assert error.value.hint.splitlines() == [
        "there are",
        "  q01  What is q01-who-said-what?",
        "  q02  What is q02-who-works-where?",
    ]
    for name in ("", "../../etc/passwd", "*"):
        with pytest.raises(UsageError):
            query.question(name)


@pytest.mark.usefixtures("questions")
def test_all_questions_are_listed_one_a_line():
    lines = query.questions().splitlines()
    assert lines[:2] == [
        "q01  What is q01-who-said-what?",
        "q02  What is q02-who-works-where?",
    ]
    assert len(lines) == 4
    for line in lines:  # every name in the list asks its question
        name, _, title = line.partition(" ")
        assert query.question(name)[0] == title.strip()
