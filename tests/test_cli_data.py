"""The commands on data: validate, query, export and explain."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser

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
    assert "  Violation: No.\n    urn:a\n" in done.stdout


def test_equal_messages_are_one_with_some_of_the_places(tmp_path):
    people = "".join(f"<https://a.example/{n}> a <{SCHEMA}Person> .\n" for n in range(5))
    named = people.replace(" .\n", f' ; <{SCHEMA}name> "X" .\n')
    graphs = [("evil/evidence", named), ("graphs/k", people), ("graphs/j", people)]
    text = "".join(f"<https://a.example/{name}> {{ {data} }}\n" for name, data in graphs)
    lines = run("validate", write(tmp_path, "x.trig", text)).stdout.splitlines()

    assert [line.partition(": ")[0] for line in lines[:3]] == [
        f"https://a.example/{name}" for name, _ in graphs
    ]
    [start] = [n for n, line in enumerate(lines) if "Give the person a name" in line]
    assert lines[start].startswith("  Violation: ")
    assert lines[start].endswith(" (×10)")
    assert lines[start + 1 : start + 5] == [
        *(f"    https://a.example/{n} schema:name" for n in range(3)),
        "    … and 7 more",
    ]


def test_facts_are_told_before_evidence_and_evidence_in_a_line(folder):
    done = run("validate", folder)
    lines = done.stdout.splitlines()

    assert done.exit_code == 0
    assert [line.split(": ")[0] for line in lines[:4]] == [
        "https://news.example/graphs/again",
        "https://news.example/graphs/bridge",
        "https://news.example/dataset/description",
        "2 evidence graphs conform",
    ]
    assert len([line for line in lines if "Give the author" in line]) == 1
    assert "/evidence" not in done.stdout


def test_evidence_that_does_not_conform_is_named(folder, tmp_path):
    text = (folder / "dataset.nq").read_text(encoding="utf-8")
    broken = re.sub(
        r"(#fact-\w+> <https://w3id.org/nutgraf#)rule(> .*bridge/evidence)", r"\1x\2", text
    )
    lines = run("validate", write(tmp_path, "x.nq", broken)).stdout.splitlines()

    assert broken != text
    assert lines[3].startswith("https://news.example/graphs/bridge/evidence: does not conform: ")
    assert lines[4] == "1 evidence graph conforms"


def test_each_graph_is_validated_by_itself(tmp_path):
    named = f'<https://a.example/x> a <{SCHEMA}Person> ; <{SCHEMA}name> "X" .'
    both = f"<https://a.example/1> {{ {named} }} <https://a.example/2> {{ {named} }}"
    other = both.replace('"X" . }', '"Y" . }', 1)

    assert run("validate", write(tmp_path, "both.trig", both)).exit_code == 0
    assert run("validate", write(tmp_path, "other.trig", other)).exit_code == 0


def test_the_verdict_is_the_same_with_either_validator(tmp_path):
    named = write(tmp_path, "a.ttl", f"<https://a.example/x> a <{SCHEMA}Person> .")
    told = [run("validate", named, "--validator", name) for name in ("screen", "pyshacl")]
    other = run("validate", named, "--validator", "fast")

    assert told[0].exit_code == told[1].exit_code == 1
    assert told[0].stdout == told[1].stdout
    assert other.exit_code == 2
    assert "validator: 'fast' is none of screen, pyshacl" in other.stderr


def test_shapes_that_are_no_shacl_are_told_with_the_reason(tmp_path):
    data = write(tmp_path, "a.ttl", "<urn:a> a <urn:C> .")
    sh = "http://www.w3.org/ns/shacl#"
    shapes = write(
        tmp_path, "own.ttl", f"<urn:S> <{sh}targetClass> <urn:C> ; <{sh}nodeKind> <{sh}Bag> ."
    )
    done = run("validate", data, "--shapes", shapes)

    assert done.exit_code == 3
    assert "own.ttl: the shapes are not valid SHACL (" in done.stderr
    assert "urn:S" in done.stderr


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


def test_the_questions_are_listed(folder):
    listed = run("query", folder, "--question", "list")
    unknown = run("query", folder, "--question", "q99")

    assert listed.exit_code == 0
    assert listed.stdout.startswith("q01  Who said what?\nq02  ")
    assert unknown.exit_code == 2
    assert unknown.stderr.splitlines()[1:] == [f"  {line}" for line in listed.stdout.splitlines()]
    assert "`list` shows all" in " ".join(run("query", "--help").stdout.split())


def test_what_changed_is_asked_of_two_versions(folder, tmp_path):
    (tmp_path / "in").mkdir()
    write(tmp_path / "in", "bridge.txt", STORY.replace("in April", "in May"))
    assert run("publish", tmp_path / "in", "--to", tmp_path / "out").exit_code == 0
    done = run("query", tmp_path / "out", "--before", folder, "--question", "q15", "--as", "csv")
    body = [line for line in done.stdout.splitlines() if "schema.org/articleBody" in line]

    assert done.exit_code == 0
    assert len(body) == 2
    assert "articles/bridge,removed," in body[0]
    assert "in April" in body[0]
    assert "articles/bridge,added," in body[1]
    assert "in May" in body[1]
    assert "articles/again" not in done.stdout  # not in both
    assert "people/ines-calder" not in done.stdout  # in both, and the same


def test_an_earlier_version_is_no_part_of_the_facts(folder):
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    alone = run("query", folder, "-q", count)
    beside = run("query", folder, "--before", folder, "-q", count)

    assert beside.exit_code == 0
    assert alone.stdout == beside.stdout


def test_versions_that_cannot_be_compared(folder, tmp_path):
    plain = write(tmp_path, "x.ttl", f"<https://a.example/x> a <{SCHEMA}Person> .")
    alone = run("query", folder, "--question", "q15")
    other = run("query", folder, "--before", plain, "--question", "q15")
    gone = run("query", folder, "--before", tmp_path / "gone", "--question", "q15")

    assert alone.exit_code == other.exit_code == 2
    assert "name the earlier version of the data with --before" in alone.stderr
    assert "--before: has no article in common with the data" in other.stderr
    assert gone.exit_code == 3


@pytest.mark.skipif(os.name != "posix", reason="terminals as on POSIX")
def test_a_table_fits_the_terminal_and_a_file_gets_all(folder):
    import pty

    command = [sys.executable, "-m", "nutgraf", "query", str(folder), "--question", "q01"]
    main, terminal = pty.openpty()
    subprocess.run(
        command,
        stdout=terminal,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "COLUMNS": "60"},
        check=True,
        timeout=60,
    )
    os.close(terminal)
    lines = read_all(main).decode().splitlines()
    whole = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()

    assert max(map(len, lines)) <= 60
    assert any("Ines Calder" in line and "…" in line for line in lines)
    assert "…" not in whole
    assert "Ines Calder  We have replaced every cable" in whole


def read_all(terminal):
    """What was written to a terminal; at its end reading is an error on Linux."""
    data = b""
    try:
        while part := os.read(terminal, 1 << 16):
            data += part
    except OSError:
        pass
    os.close(terminal)
    return data


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


@pytest.mark.parametrize("form", ["turtle", "trig"])
def test_an_article_comes_first_then_its_parts_then_all_else(folder, form):
    text = run("export", folder, "--as", form).stdout
    subjects = re.findall(r"^<(?:https://news.example/)?(.*?)> a schema:(\w+)", text, re.MULTILINE)
    parts = [name.partition("#")[0] for name, _ in subjects]

    for key in ("again", "bridge"):
        first = parts.index(f"articles/{key}")
        number = parts.count(f"articles/{key}")
        assert subjects[first] == (f"articles/{key}", "NewsArticle")
        assert number > 1
        assert set(parts[first : first + number]) == {f"articles/{key}"}
    if form == "turtle":
        last = max(n for n, name in enumerate(parts) if name.startswith("articles/"))
        assert not [name for name in parts[:last] if not name.startswith("articles/")]


def test_parts_are_sorted_by_class_and_what_was_said_by_its_place_in_the_text(tmp_path):
    order = [
        ("articles/b", "NewsArticle", 0),
        ("articles/b#z", "Quotation", 2),
        ("articles/b#y", "Quotation", 10),
        ("articles/b#x", "Statement", 1),
        ("articles/a", "NewsArticle", 0),
        ("articles/a#related-x", "NewsArticle", 0),
        ("articles/ab#x", "Person", 0),
        ("people/x", "Person", 0),
    ]
    mixed = [order[n] for n in (3, 6, 0, 7, 2, 5, 4, 1)]
    lines = [
        f"<https://a.example/{name}> a <{SCHEMA}{kind}> ; <{SCHEMA}position> {place} .\n"
        for name, kind, place in mixed
    ]
    done = run("export", write(tmp_path, "x.ttl", "".join(lines)), "--as", "turtle")

    assert re.findall(r"^<(.*)> a ", done.stdout, re.MULTILINE) == [name for name, *_ in order]


def test_an_export_of_an_export_is_the_same(folder, tmp_path):
    once = run("export", folder, "--as", "turtle").stdout
    assert run("export", write(tmp_path, "x.ttl", once), "--as", "turtle").stdout == once


class Page(HTMLParser):
    """The script elements of a page, and everything that stands outside them."""

    def __init__(self, text):
        super().__init__()
        self.scripts, self.outside = [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        assert (tag, attrs) == ("script", [("type", "application/ld+json")])
        self.scripts.append("")

    def handle_data(self, data):
        if self.cdata_elem:
            self.scripts[-1] += data
        else:
            self.outside += data


def test_the_form_for_the_web_is_a_script_element_an_article(folder):
    done = run("export", folder, "--as", "web")
    page = Page(done.stdout)
    articles = [json.loads(script) for script in page.scripts]

    assert done.exit_code == 0
    assert page.outside.strip() == ""
    assert [article["@id"].rpartition("/")[2] for article in articles] == ["again", "bridge"]
    assert {article["@context"] for article in articles} == {"https://schema.org"}
    assert list(articles[1])[:4] == ["@context", "@id", "@type", "articleBody"]
    alone = run("export", folder / "articles" / "bridge.ttl", "--as", "web")
    assert len(Page(alone.stdout).scripts) == 1
    assert json.loads(Page(alone.stdout).scripts[0])["hasPart"]


def test_the_form_for_the_web_read_back_is_what_was_exported(folder, tmp_path):
    article = folder / "articles" / "bridge.ttl"
    [script] = Page(run("export", article, "--as", "web").stdout).scripts
    again = run("export", write(tmp_path, "page.jsonld", script), "--as", "ntriples")

    assert again.stdout == run("export", article, "--as", "ntriples").stdout


@pytest.mark.parametrize(
    "label",
    [
        "</script>",
        "</SCRIPT ><script>alert(1)</script>",
        "<!--<script>",
        "<!-- --!> ]]> -->",
        "&lt;/script&gt;",
        "\u2028\u2029\x85",
        "\\u003c/script\\u003e",
        '"}</script',
        "</scr\u0130pt>",
    ],
)
def test_no_label_ends_the_script_element(tmp_path, label):
    text = json.dumps(label)
    data = write(
        tmp_path,
        "x.ttl",
        f"@prefix s: <{SCHEMA}> . <https://a.example/articles/x?a&b> a s:NewsArticle ;"
        f" s:headline {text}, {text}@en ; s:mentions <https://a.example/p> ."
        f" <https://a.example/p> a s:Person ; s:name {text} ; s:license {text} .",
    )
    page = Page(run("export", data, "--as", "web").stdout)
    [script] = page.scripts
    said = json.loads(script)

    assert page.outside.strip() == ""
    assert not set("<>&\u2028\u2029") & set(script)
    assert said["@id"] == "https://a.example/articles/x?a&b"
    assert said["headline"] == [label, {"@value": label, "@language": "en"}]
    assert said["mentions"]["name"] == label
    assert said["mentions"]["license"] == {"@value": label}  # a text; bare, it would be an IRI


def test_evidence_is_nothing_for_a_page(folder):
    done = run("export", folder, "--as", "web", "--with", "evidence")

    assert done.exit_code == 2
    assert "--with: goes with every format but web" in done.stderr


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
    "word", ["people/ines-calder", "<people/ines-calder>", "Ines Calder", "ines-calder"]
)
def test_explain_knows_a_thing_by_what_the_turtle_calls_it_and_by_its_name(folder, word):
    whole = run("explain", folder, "https://news.example/people/ines-calder")
    done = run("explain", folder, word)

    assert done.exit_code == 0
    assert done.stdout == whole.stdout


def test_explain_knows_the_parts_of_an_article(folder):
    turtle = (folder / "articles" / "bridge.ttl").read_text(encoding="utf-8")
    part = re.search(r"^<(articles/bridge#quotation-\w+)>", turtle, re.MULTILINE)[1]

    assert run("explain", folder, part).stdout.startswith(f"https://news.example/{part}\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["https://news.example/people/nobody"], "nothing here says why"),
        (
            ["https://news.example/people/ines-caldr"],
            "did you mean\n  https://news.example/people/",
        ),
        (["people/ines-caldr"], "neither a thing nor a fact of this data: people/ines-caldr; did"),
        (["Ines", "Calder"], "give an IRI, a name in quotes, or"),
        (["people/ines-calder", "schema:name", "Ina"], "people/ines-calder` shows"),
        (["schema:a", "schema:b"], "neither a thing nor a fact"),
    ],
)
def test_what_cannot_be_explained_exits_with_2(folder, words, told):
    done = run("explain", folder, *words)

    assert done.exit_code == 2
    assert told in done.stderr


def test_ontology_says_what_no_longer_follows_from_the_shapes(tmp_path):
    built = run("ontology", "build", "--to", tmp_path)
    assert built.exit_code == 0
    assert built.stderr.count(": written\n") == 5

    write(tmp_path, "terms.tsv", "")
    checked = run("ontology", "check", "--to", tmp_path)

    assert checked.exit_code == 1
    assert checked.stderr == f"{tmp_path}/terms.tsv: is not what the shapes say\n"
    assert run("ontology", "check").exit_code == 0
    assert run("ontology", "bild").exit_code == 2
