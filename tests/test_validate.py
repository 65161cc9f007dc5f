"""`nutgraf validate` on any RDF: what it reads, and the verdict in each of its forms."""

from __future__ import annotations

import json
import os
import re
import time

import pytest
import rdflib
from rdflib.namespace import DCTERMS, RDF, SH
from typer.testing import CliRunner

from nutgraf.cli import app
from nutgraf.graph import SCHEMA

STORY = """Harbour News

The bridge will reopen in April, the Velmora Port Authority said on Tuesday.

“We have replaced every cable,” said Ines Calder, chief engineer of the Velmora Port Authority.
"""
CALDER = "https://news.example/people/ines-calder"
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix schema: <https://schema.org/> .
@prefix ex: <https://shapes.example/> .
ex:person a sh:NodeShape ; sh:targetClass schema:Person ; sh:property ex:name, ex:title, ex:far .
ex:name sh:path schema:name ; sh:minCount 1 ; sh:message "No name." .
ex:title sh:path schema:jobTitle ; sh:maxLength 3 ; sh:severity sh:Warning ; sh:message "Long." .
ex:far sh:path ( schema:knows schema:name ) ; sh:maxCount 0 ; sh:severity sh:Info .
"""
TRIPLES = int(os.environ.get("NUTGRAF_TRIPLES", "5000"))
"""So many in one graph in every test run; `make soak` tries a million."""


def run(*args, stdin=None):
    return CliRunner().invoke(app, [*map(str, args)], input=stdin, catch_exceptions=False)


def write(path, text):
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def shapes(tmp_path_factory):
    return write(tmp_path_factory.mktemp("shapes") / "shapes.ttl", SHAPES)


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """A dataset with an article in which somebody has lost her name."""
    folder = tmp_path_factory.mktemp("data")
    story = write(folder / "bridge.txt", STORY)
    assert run("publish", story, "--to", folder / "out").exit_code == 0
    data = folder / "out" / "dataset.nq"
    line = rf'^<{CALDER}> <{SCHEMA}name> "Ines Calder" .*graphs/bridge> \.\n'
    text, number = re.subn(line, "", data.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert number == 1
    write(data, text)
    return folder / "out"


NAMELESS = {
    "turtle": f"<urn:x> a <{SCHEMA}Person> .",
    "turtle that begins with a bracket": f"[] a <{SCHEMA}Person> .",
    "trig": f"<urn:graph> {{ <urn:x> a <{SCHEMA}Person> }}",
    "a graph of trig without a name": f"{{ <urn:x> a <{SCHEMA}Person> }}",
    "n-triples": f"# x\n<urn:x> <{RDF.type}> <{SCHEMA}Person> .\n",
    "n-quads": f"<urn:x> <{RDF.type}> <{SCHEMA}Person> <urn:graph> .\n",
    "json-ld": f' {{"@id": "urn:x", "@type": "{SCHEMA}Person"}}',
    "json-ld in a list": f'[{{"@id": "urn:x", "@type": "{SCHEMA}Person"}}]',
    "rdf/xml": f'<?xml version="1.0"?><rdf:RDF xmlns:rdf="{RDF}" xmlns:s="{SCHEMA}">'
    '<s:Person rdf:about="urn:x"/></rdf:RDF>',
    "html": "<!doctype html><html><script type='application/ld+json'>"
    f'{{"@id": "urn:x", "@type": "{SCHEMA}Person"}}</script>',
}


@pytest.mark.parametrize("form", NAMELESS)
def test_standard_input_is_known_by_what_it_holds(form, shapes):
    done = run("validate", "-", "--shapes", shapes, "--as", "json", stdin=NAMELESS[form])

    assert done.exit_code == 1, done.stderr
    [graph] = json.loads(done.stdout)["graphs"]
    assert [result["message"] for result in graph["results"]] == ["No name."]
    named = form in {"trig", "n-quads"}
    assert (graph["graph"], graph["file"]) == ("urn:graph" if named else None, "standard input")


def test_what_is_no_rdf_is_no_rdf_on_standard_input_either(shapes):
    done = run("validate", "-", "--shapes", shapes, stdin="Dear editor,\n")

    assert done.exit_code == 3
    assert done.stderr.startswith("standard input, line 1")
    assert done.stdout == ""


def test_the_other_commands_on_data_read_standard_input_too():
    query = f"SELECT ?x {{ ?x a <{SCHEMA}Person> }}"
    done = run("query", "-", "-q", query, "--as", "csv", stdin=NAMELESS["n-quads"])
    assert done.stdout.split() == ["x", "urn:x"]
    done = run("export", "-", "--as", "nquads", stdin=NAMELESS["n-quads"])
    assert done.stdout == NAMELESS["n-quads"]


def test_a_folder_is_all_rdf_in_it_and_each_file_a_graph(tmp_path, shapes):
    folder = tmp_path / "data"
    write(folder / "b.ttl", NAMELESS["turtle"])
    write(folder / "a.ttl", NAMELESS["turtle"].replace(" .", f' ; <{SCHEMA}name> "X" .'))
    write(folder / "deeper" / "c.html", NAMELESS["html"])
    write(folder / ".hidden" / "d.ttl", NAMELESS["turtle"])
    write(folder / "readme.txt", "no RDF")
    write(tmp_path / "outside.ttl", "broken")
    (folder / "e.ttl").symlink_to(tmp_path / "outside.ttl")
    done = run("validate", folder, "--shapes", shapes, "--as", "json")

    assert [(g["file"], g["conforms"]) for g in json.loads(done.stdout)["graphs"]] == [
        (str(folder / "a.ttl"), True),
        (str(folder / "b.ttl"), False),
        (str(folder / "deeper" / "c.html"), False),
    ]


def test_the_words_and_the_line_of_the_article_are_told(broken):
    done = run("validate", broken)
    lines = done.stdout.splitlines()
    place = lines.index(f"    {CALDER} schema:name")

    assert done.exit_code == 1
    assert "Give the person a name" in lines[place - 1]
    assert lines[place + 1] == "      “Ines Calder”  line 5 of the article"


def test_words_of_the_value_that_is_wrong(broken, shapes):
    done = run("validate", broken, "--shapes", shapes, "--as", "json")
    results = [r for g in json.loads(done.stdout)["graphs"] for r in g["results"]]
    [long] = [result for result in results if result["message"] == "Long."]

    assert long["value"] == '"chief engineer"'
    assert "chief engineer" in long["words"]["text"]
    assert long["words"]["line"] == 5
    words = long["words"]
    assert STORY[words["start"] : words["end"]] == words["text"]


def test_the_line_of_a_statement_is_told_where_each_has_one(tmp_path, shapes):
    person = f"<urn:{{0}}> <{RDF.type}> <{SCHEMA}Person> <urn:g> .\n"
    text = f"# people\n\n{person.format('x')}\n" + person.format("y")
    text += f'<urn:y> <{SCHEMA}name> "Y" <urn:g> .\n<urn:y> <{SCHEMA}jobTitle> "mayor" <urn:g> .\n'
    data = write(tmp_path / "x.nq", text)
    done = run("validate", data, "--shapes", shapes)

    assert done.stdout.splitlines()[1:] == [
        "  Violation: No name.",
        "    urn:x schema:name",
        f"      {data}, line 3",
        "  Warning: Long.",
        '    urn:y schema:jobTitle "mayor"',
        f"      {data}, line 7",
    ]


def test_warnings_alone_conform(tmp_path, shapes):
    person = f'<urn:x> a <{SCHEMA}Person> ; <{SCHEMA}name> "X" ; <{SCHEMA}jobTitle> "mayor" .'
    done = run("validate", write(tmp_path / "x.ttl", person), "--shapes", shapes)

    assert done.exit_code == 0
    assert "conforms: 0 violations, 1 warning, 0 infos" in done.stdout


def test_the_turtle_is_a_report_of_shacl_without_blank_nodes(broken, tmp_path, shapes):
    person = f"<urn:x> a <{SCHEMA}Person> ; <{SCHEMA}knows> [ <{SCHEMA}name> 'Y' ] ."
    for name in ("a.ttl", "b.ttl"):
        write(tmp_path / name, person)
    data = (broken, tmp_path / "a.ttl", tmp_path / "b.ttl")
    texts = {run("validate", *data, "--shapes", shapes, "--as", "turtle").stdout for _ in range(2)}
    [text] = texts
    graph = rdflib.Graph().parse(data=text, format="turtle")
    said = json.loads(run("validate", *data, "--shapes", shapes, "--as", "json").stdout)

    [report] = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(report, SH.conforms).toPython() is False
    results = list(graph.objects(report, SH.result))
    assert len(results) == sum(len(each["results"]) for each in said["graphs"]) == 6
    assert not [term for triple in graph for term in triple if isinstance(term, rdflib.BNode)]
    for result in results:
        assert graph.value(result, RDF.type) == SH.ValidationResult
        for field in ("focusNode", "resultSeverity", "sourceConstraintComponent", "sourceShape"):
            assert graph.value(result, SH[field]) is not None
        source = graph.value(result, DCTERMS.source)
        assert str(source) in {each["graph"] or each["file"] for each in said["graphs"]}


def test_sarif_has_every_result_at_its_place(broken, shapes):
    log = json.loads(run("validate", broken, "--shapes", shapes, "--as", "sarif").stdout)
    [sarif] = log["runs"]

    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("/sarif-schema-2.1.0.json")
    assert sarif["invocations"] == [{"executionSuccessful": True}]
    rules = [rule["id"] for rule in sarif["tool"]["driver"]["rules"]]
    assert rules == ["https://shapes.example/name", "https://shapes.example/title"]
    assert [(r["level"], r["message"]["text"]) for r in sarif["results"]] == [
        ("error", "No name."),
        ("warning", "Long."),
    ]
    lines = (broken / "dataset.nq").read_text(encoding="utf-8").splitlines()
    for result in sarif["results"]:
        [location] = result["locations"]
        place = location["physicalLocation"]
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert place["artifactLocation"]["uri"] == (broken / "dataset.nq").as_uri()
        assert lines[place["region"]["startLine"] - 1].startswith(f"<{CALDER}>")
        assert location["logicalLocations"][0]["fullyQualifiedName"] == CALDER
        assert "line 5 of the article" in result["relatedLocations"][0]["message"]["text"]
    prints = [result["partialFingerprints"]["shaclResult/v1"] for result in sarif["results"]]
    assert len({*prints}) == len(prints)


@pytest.mark.parametrize(
    ("name", "uri"),
    [("a b%c.ttl", "a%20b%25c.ttl"), ("x:y.ttl", "./x%3Ay.ttl"), ("é.ttl", "%C3%A9.ttl")],
)
def test_sarif_names_a_file_by_a_reference_that_is_none_else(
    name, uri, tmp_path, shapes, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / name, NAMELESS["turtle"])
    log = json.loads(run("validate", name, "--shapes", shapes, "--as", "sarif").stdout)
    [result] = log["runs"][0]["results"]
    found = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]

    assert found.removeprefix("./") == uri.removeprefix("./")
    assert ":" not in found


@pytest.mark.parametrize("form", ["text", "json", "turtle", "sarif"])
def test_nothing_checked_is_no_pass_in_any_form(form, tmp_path, shapes):
    data = write(tmp_path / "x.nt", "<urn:a> <urn:b> <urn:c> .\n")
    done = run("validate", data, "--shapes", shapes, "--as", form)

    assert done.exit_code == 1
    assert "nothing was checked: this is no pass" in done.stderr
    if form == "json":
        assert json.loads(done.stdout)["conforms"] is False
    elif form == "sarif":
        [invocation] = json.loads(done.stdout)["runs"][0]["invocations"]
        assert invocation["executionSuccessful"] is False
    else:
        assert "conforms true" not in done.stdout
        assert "conforms:" not in done.stdout


@pytest.fixture
def large(tmp_path):
    """One graph of people who know each other."""
    path = tmp_path / "large.nt"
    people = TRIPLES // 5
    with path.open("w", encoding="utf-8") as file:
        for number in range(people):
            person = f"<https://a.example/people/{number}>"
            file.write(f'{person} <{RDF.type}> <{SCHEMA}Person> .\n{person} <{SCHEMA}name> "X" .\n')
            for other in range(3):
                friend = f"<https://a.example/people/{(7 * number + other) % people}>"
                file.write(f"{person} <{SCHEMA}knows> {friend} .\n")
    return path


def test_a_large_graph_has_a_verdict_or_meets_the_limit(large, nutgraf):
    start = time.monotonic()
    done = nutgraf("validate", large, "--timeout", 40)

    assert done.returncode in {0, 1, 6}
    assert time.monotonic() - start < 40 + 20 + TRIPLES / 10_000
    if done.returncode == 6:
        assert b"large.nt: took longer than 40 seconds and was stopped" in done.stderr
    else:
        assert b"0 violations" in done.stdout or b"Violation: " in done.stdout


def test_the_limit_is_told_with_what_to_do(large):
    done = run("validate", large, "--timeout", 0.2)

    assert done.exit_code == 6
    assert done.stderr == (
        f"{large}: took longer than 0.2 seconds and was stopped; give it more time with --timeout,"
        " or validate its parts\n"
    )


def test_the_words_are_known_too_from_the_evidence_in_the_file_beside(broken, shapes):
    folder = broken / "articles"
    done = run("validate", *sorted(folder.glob("bridge*.ttl")), "--shapes", shapes)

    assert (
        "      “Ines Calder, chief engineer of the Velmora Port Authority”  line 5" in done.stdout
    )
