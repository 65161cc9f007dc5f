"""The commands on data: validate, query, export and explain."""

from __future__ import annotations

import json

import pyoxigraph
import pytest
import rdflib
from typer.testing import CliRunner

from nutgraf.cli import app
from nutgraf.export import FORMATS
from nutgraf.graph import SCHEMA

STORY = """The bridge will reopen in April, the Velmora Port Authority said on Tuesday.

“We have replaced every cable,” said Ines Calder, chief engineer of the Velmora Port Authority.
"""
READ_AS = {
    "nquads": pyoxigraph.RdfFormat.N_QUADS,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}


def run(*args):
    return CliRunner().invoke(app, [*map(str, args)], catch_exceptions=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A dataset of two articles."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "in").mkdir()
    for name in ("bridge", "again"):
        (folder / "in" / f"{name}.txt").write_text(STORY, encoding="utf-8")
    assert run("publish", folder / "in", "--to", folder / "out").exit_code == 0
    return folder / "out"


def write(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_dataset_that_was_published_conforms(folder):
    done = run("validate", folder, "--as", "json")
    said = json.loads(done.stdout)

    assert done.exit_code == 0
    assert said["conforms"] is True
    assert said["focusNodes"]["https://w3id.org/nutgraf/shapes#Person"] >= 2
    assert len(said["graphs"]) == 5


@pytest.mark.parametrize("form", ["text", "turtle"])
def test_a_violation_exits_with_1_and_is_named(tmp_path, form):
    data = write(tmp_path, "x.ttl", f"<https://a.example/x> a <{SCHEMA}Person> .")
    done = run("validate", data, "--as", form)

    assert done.exit_code == 1
    assert "Give the person a name" in done.stdout
    if form == "turtle":
        report = rdflib.Graph().parse(data=done.stdout, format="turtle")
        conforms = rdflib.URIRef("http://www.w3.org/ns/shacl#conforms")
        assert [value.toPython() for value in report.objects(None, conforms)] == [False]


def test_data_that_no_shape_applies_to_is_no_pass(tmp_path):
    data = write(tmp_path, "x.nt", "<urn:a> <urn:b> <urn:c> .\n")
    done = run("validate", data)

    assert done.exit_code == 1
    assert "nothing was checked: this is no pass" in done.stderr


def test_shapes_of_ones_own(tmp_path):
    data = write(tmp_path, "x.nt", "<urn:a> <urn:b> <urn:c> .\n")
    shapes = write(
        tmp_path,
        "shapes.ttl",
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:shape> a sh:NodeShape ;"
        ' sh:targetSubjectsOf <urn:b> ; sh:nodeKind sh:Literal ; sh:message "No." .',
    )
    done = run("validate", data, "--shapes", shapes)

    assert done.exit_code == 1
    assert "  Violation: urn:a <urn:a>\n    No.\n" in done.stdout


def test_each_graph_is_validated_by_itself(tmp_path):
    named = f'<https://a.example/x> a <{SCHEMA}Person> ; <{SCHEMA}name> "X" .'
    both = f"<https://a.example/1> {{ {named} }} <https://a.example/2> {{ {named} }}"
    other = both.replace('"X" . }', '"Y" . }', 1)

    assert run("validate", write(tmp_path, "both.trig", both)).exit_code == 0
    assert run("validate", write(tmp_path, "other.trig", other)).exit_code == 0


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("gone.ttl", None, "gone.ttl: cannot be read (No such file or directory)"),
        ("bad.ttl", "<urn:a> <urn:b> .", "bad.ttl, line 1"),
        ("bad.doc", "", "bad.doc: not a format of RDF: .doc"),
    ],
)
def test_data_that_cannot_be_read_exits_with_3(tmp_path, name, text, told):
    if text is not None:
        write(tmp_path, name, text)
    for command in (["validate"], ["query", "-q", "ASK {}"], ["export", "--as", "trig"]):
        done = run(command[0], tmp_path / name, *command[1:])

        assert done.exit_code == 3
        assert told in done.stderr
        assert done.stdout == ""


def test_a_query_is_a_text_a_file_or_a_question(folder, tmp_path):
    text = "SELECT DISTINCT ?n { ?p a schema:Person ; schema:name ?n }"
    given = run("query", folder, "-q", text, "--as", "csv")

    assert given.exit_code == 0
    assert given.stdout_bytes == b"n\r\nInes Calder\r\n"
    file = write(tmp_path, "people.rq", text)
    assert run("query", folder, file, "--as", "csv").stdout == given.stdout
    answered = run("query", folder, "--question", "q01")
    assert answered.stderr == "Who said what?\n"
    assert "Ines Calder  We have replaced every cable" in answered.stdout


def test_facts_are_the_default_graph_and_evidence_is_named(folder):
    phrases = "{ ?x nif:anchorOf ?words }"
    plain = run("query", folder, "-q", f"ASK {phrases}")
    named = run("query", folder, "-q", f"ASK {{ GRAPH ?g {phrases} }}")

    assert (plain.stdout, named.stdout) == ("no\n", "yes\n")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ([], "there must be one query"),
        (["-q", "ASK {}", "--question", "q01"], "there must be one query"),
        (["-q", "ASK {"], "not a SPARQL query"),
        (["-q", "ASK { SERVICE <http://a.example/> {} }"], "SERVICE asks another machine"),
        (["-q", "SELECT * FROM <file:///etc/passwd> {}"], "FROM is not needed"),
        (["-q", "DELETE WHERE { ?s ?p ?o }"], "DELETE would change data"),
        (["-q", "ASK {}", "--as", "xls"], "--as: there is no 'xls'"),
        (["--question", "q99"], "no question begins with 'q99'"),
        (["gone.rq"], "gone.rq: the query cannot be read (No such file or directory)"),
    ],
)
def test_a_query_that_cannot_be_asked_exits_with_2(folder, args, told):
    done = run("query", folder, *args)

    assert done.exit_code == 2
    assert told in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("evidence", [False, True])
@pytest.mark.parametrize("form", FORMATS)
def test_every_export_says_the_same(folder, form, evidence):
    args = ["export", folder, "--as", form, *(["--with", "evidence"] if evidence else [])]
    done = run(*args)
    quads = set(pyoxigraph.parse(done.stdout_bytes, READ_AS[form]))
    whole = pyoxigraph.parse(path=str(folder / "dataset.nq"), format=READ_AS["nquads"])
    wanted = {
        quad
        for quad in whole
        if not quad.graph_name.value.endswith("/description")
        and (evidence or not quad.graph_name.value.endswith("/evidence"))
    }

    assert done.exit_code == 0
    if form in ("ntriples", "turtle"):
        assert {quad.triple for quad in quads} == {quad.triple for quad in wanted}
    else:
        assert quads == wanted
    assert run(*args).stdout == done.stdout


def test_an_export_to_a_file_is_whole_or_not_there(folder, tmp_path):
    target = tmp_path / "x.nq"
    assert run("export", folder, "--as", "nquads", "--to", target).exit_code == 0
    assert target.read_bytes() == run("export", folder, "--as", "nquads").stdout_bytes

    done = run("export", folder, "--as", "nquads", "--to", tmp_path / "no" / "x.nq")
    assert done.exit_code == 5
    assert "cannot be written (No such file or directory)" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["x.nq"]


def test_explain_shows_the_words_of_a_thing_and_of_a_fact(folder):
    person = "https://news.example/people/ines-calder"
    thing = run("explain", folder, person)
    fact = run("explain", folder, person, "schema:jobTitle", "chief engineer")

    assert thing.exit_code == fact.exit_code == 0
    assert 'schema:name "Ines Calder"\n      “Ines Calder”  ' in thing.stdout
    assert thing.stdout.count("\nin https://news.example/articles/") == 2
    assert "Ines Calder, chief engineer of the Velmora Port Authority" in fact.stdout
    assert "schema:name" not in fact.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["https://news.example/people/nobody"], "nothing here says why"),
        (["Ines Calder"], "neither a thing nor a fact: Ines Calder"),
        (["schema:a", "schema:b"], "neither a thing nor a fact"),
    ],
)
def test_what_cannot_be_explained_exits_with_2(folder, words, told):
    done = run("explain", folder, *words)

    assert done.exit_code == 2
    assert told in done.stderr
