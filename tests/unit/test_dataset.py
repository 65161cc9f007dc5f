"""Data read back: the graphs as they were written, and nothing fetched, expanded or swallowed."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from nutgraf.dataset import Dataset, is_evidence, is_facts, open_data
from nutgraf.errors import DataError, UsageError
from nutgraf.graph import IRI, RDF_TYPE, SCHEMA, XSD, Literal, Triple
from nutgraf.writers.nquads import merged, nquads

if TYPE_CHECKING:
    from pathlib import Path

BASE = "https://news.example/"
ANNA = IRI(BASE + "people/anna-berg")
FACTS = [
    Triple(ANNA, RDF_TYPE, SCHEMA["Person"]),
    Triple(ANNA, SCHEMA["name"], Literal("Anna Berg")),
]


@pytest.fixture
def read(tmp_path: Path):
    def read(name: str, data: str | bytes) -> Dataset:
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return open_data([path])

    return read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = [
        *nquads(FACTS, IRI(BASE + "graphs/a")),
        *nquads(FACTS[1:], IRI(BASE + "graphs/a/evidence")),
        *nquads(FACTS, IRI(BASE + "graphs/evidence")),
        *nquads(FACTS[:1], IRI(BASE + "dataset/description")),
    ]
    (tmp_path / "dataset.nq").write_bytes(merged(lines))
    return tmp_path


def test_a_dataset_folder_has_facts_evidence_and_description(folder):
    data = open_data([folder])
    assert {name for name, _ in data.graphs} == {
        BASE + name
        for name in ("graphs/a", "graphs/a/evidence", "graphs/evidence", "dataset/description")
    }
    assert {name for name, _ in data.facts} == {BASE + "graphs/a", BASE + "graphs/evidence"}
    assert [name for name, _ in data.evidence] == [BASE + "graphs/a/evidence"]
    assert dict(data.graphs)[IRI(BASE + "graphs/a")] == tuple(FACTS)
    assert data.notices == ()


def test_the_store_merges_the_facts_and_keeps_the_graphs(folder):
    store = open_data([folder]).store
    assert len(list(store.query("SELECT * { ?s ?p ?o }"))) == len(FACTS)
    assert len(list(store.query("SELECT * { GRAPH ?g { ?s ?p ?o } }"))) == 6


@pytest.mark.parametrize(
    ("graph", "subject", "base"),
    [
        ("https://a.example/b/graphs/k", "urn:x", "https://a.example/b/"),
        ("https://a.example/b/graphs/k/evidence", "urn:x", "https://a.example/b/"),
        ("https://a.example/b/dataset/description", "urn:x", "https://a.example/b/"),
        (None, "https://a.example/b/people/anna-berg", "https://a.example/b/"),
        (None, "https://a.example/b/articles/k/source#char=0,1", "https://a.example/b/"),
        ("urn:graph", "https://a.example/articles/k#people/x", "https://a.example/"),
        (None, "https://a.example/other", BASE),
    ],
)
def test_the_base_is_known_from_names_of_graphs_or_of_things(graph, subject, base):
    triples = (Triple(IRI(subject), SCHEMA["name"], Literal("x")),)
    assert Dataset(graphs=((graph and IRI(graph), triples),)).base == base


def test_names_of_graphs():
    assert is_evidence(IRI("https://a.example/x#graphs/k/evidence"))
    assert not is_evidence(IRI("https://a.example/graphs/k"))
    assert not is_evidence(None)
    assert is_facts(None)
    assert not is_facts(IRI("https://a.example/dataset/description"))


FORMS = {
    "a.ttl": f"<{ANNA}> a <{SCHEMA}Person> ; <{SCHEMA}name> 'Anna Berg' .",
    "a.nt": f'<{ANNA}> <{RDF_TYPE}> <{SCHEMA}Person> .\n<{ANNA}> <{SCHEMA}name> "Anna Berg" .',
    "a.TRIG": f"<{ANNA}> a <{SCHEMA}Person> ; <{SCHEMA}name> 'Anna Berg' .",
    "a.jsonld": f'{{"@context": {{"@vocab": "{SCHEMA}"}}, "@id": "{ANNA}", "@type": "Person",'
    ' "name": "Anna Berg"}',
    "a.json": f'{{"@context": "https://schema.org", "id": "{ANNA}", "type": "Person",'
    ' "name": "Anna Berg"}',
    "a.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    f' xmlns:s="{SCHEMA}"><s:Person rdf:about="{ANNA}"><s:name>Anna Berg</s:name></s:Person>'
    "</rdf:RDF>",
}


@pytest.mark.parametrize("name", FORMS)
def test_every_format_says_the_same(read, name):
    data = read(name, FORMS[name])
    assert data.graphs == ((None, tuple(FACTS)),)
    assert data.facts == data.graphs


@pytest.mark.parametrize("name", FORMS)
def test_the_old_schema_org_is_read_as_the_new_and_said_so(read, name):
    data = read(name, FORMS[name].replace("https://schema", "http://schema"))
    assert data.graphs == ((None, tuple(FACTS)),)
    if name != "a.json":  # there only the name of the context is old
        [notice] = data.notices
        assert notice.endswith("http://schema.org/ was read as https://schema.org/")


PAGE = """{"@context": "https://schema.org", "@id": "https://a.example/x", "@type": "NewsArticle",
"url": "https://a.example/page", "license": "https://a.example/by", "headline": "https://a.example/",
"datePublished": "2031-05-06", "dateModified": "2031-05-06T07:08:00.5+02:00", "expires": "soon"}"""


def test_a_page_is_read_as_the_context_of_schema_org_has_it(read):
    data = read("page.jsonld", PAGE)
    said = {triple.predicate.removeprefix(SCHEMA): triple.object for triple in data.graphs[0][1]}

    assert said["url"] == IRI("https://a.example/page")
    assert said["license"] == IRI("https://a.example/by")
    assert said["headline"] == Literal("https://a.example/")
    assert said["datePublished"] == Literal("2031-05-06", XSD["date"])
    assert said["dateModified"] == Literal("2031-05-06T07:08:00.5+02:00", XSD["dateTime"])
    assert said["expires"] == Literal("soon", SCHEMA["Date"])  # no date, and none is made of it
    [notice] = data.notices
    assert notice.endswith("dates of https://schema.org/ were read as xsd:date and xsd:dateTime")


def test_literals_stay_as_they_were_written(read):
    data = read("a.nt", f'<{ANNA}> <{SCHEMA}age> "007"^^<{XSD}integer> .')
    assert data.graphs[0][1][0].object == Literal("007", XSD["integer"])


def test_blank_nodes_get_the_same_iris_each_time(read):
    text = "_:b <urn:p> _:a . _:a <urn:p> [] ."
    data = read("a.ttl", text)
    start = BASE + ".well-known/genid/1-"
    assert [(t.subject, t.object) for t in data.graphs[0][1]] == [
        (start + "1", start + "2"),
        (start + "2", start + "3"),
    ]
    assert "blank nodes were given IRIs" in data.notices[0]
    assert read("a.ttl", text) == data


def test_blank_nodes_of_two_files_are_two(tmp_path):
    for name in ("a.ttl", "b.ttl"):
        (tmp_path / name).write_text("_:a <urn:p> 1 .")
    graphs = open_data([tmp_path / "a.ttl", tmp_path / "b.ttl"]).graphs
    assert len({triple.subject for _, triples in graphs for triple in triples}) == 2


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.ttl", "<urn:a> <urn:b>\n  oops .", "a.ttl, line 2, column 3: oops"),
        ("a.nq", b"<urn:a> <urn:b> \xff .", "a.nq, line 1"),
        ("a.ttl", "<a> <b> <c> .", "a.ttl, line 1, column 1: no scheme found"),
        ("a.jsonld", '{"@id":\n}', "a.jsonld, line 2: not JSON"),
        ("a.jsonld", b"\xff", "a.jsonld: not JSON: not UTF-8"),
        ("a.rdf", "<a>\n<b></a>", "a.rdf, line 2, column 6: mismatched tag"),
        ("a.rdf", "", "a.rdf, line 1, column 1: no element found"),
        ("a.docx", "", "not a format of RDF: .docx; known are .nq"),
        ("README", "", "not a format of RDF: no ending"),
        ("a.ttl", "<urn:a> <urn:b> <<( <urn:a> <urn:b> 1 )>> .", "triple term of RDF 1.2"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(read, name, data, message):
    with pytest.raises(DataError) as error:
        read(name, data)
    assert message in str(error.value)
    assert error.value.exit_code == 3
    assert "\n" not in str(error.value)


def test_what_is_not_there(tmp_path):
    with pytest.raises(DataError, match=r"nothing\.ttl: cannot be read \(No such file"):
        open_data([tmp_path / "nothing.ttl"])
    with pytest.raises(DataError, match=r"there is no dataset\.nq in this folder"):
        open_data([tmp_path])
    with pytest.raises(UsageError, match="no data was named"):
        open_data([])


BOMB = """<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&b;</rdf:RDF>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_doctype_is_refused_in_any_encoding(read, encoding):
    text = BOMB.replace('"1.0"', f'"1.0" encoding="{encoding}"')
    with pytest.raises(DataError, match="line 2: has a document type, which is refused"):
        read("a.rdf", text.encode(encoding))


@pytest.mark.parametrize(
    "context",
    [
        '"http://127.0.0.1:9/c"',
        '"file:///etc/passwd"',
        '["https://schema.org", "c.jsonld"]',
        '{"@import": "http://127.0.0.1:9/c"}',
        '{"name": {"@id": "urn:n", "@context": "http://127.0.0.1:9/c"}}',
        '"https://schema.org.evil.example/"',
    ],
)
def test_no_remote_context_is_fetched(read, monkeypatch, context):
    monkeypatch.setattr(socket, "socket", None)
    for text in (
        f'{{"@context": {context}, "name": "x"}}',
        f'{{"@context": {{}}, "urn:a:b": [{{"@context": {context}, "name": "x"}}]}}',
    ):
        with pytest.raises(DataError, match=r"names the remote context .*, which is not fetched"):
            read("a.jsonld", text)


RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DEEP = {
    "a.jsonld": '{"urn:a:b":' * 5000 + "1" + "}" * 5000,
    "b.jsonld": "[" * 200_000,
    "a.rdf": f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:e="urn:e:">' + "<e:A><e:b>" * 5000,
    "a.ttl": "<urn:s> <urn:p> " + "<<( <urn:s> <urn:p> " * 20_000,
}


@pytest.mark.parametrize("name", DEEP)
def test_nesting_has_a_limit(read, name):
    with pytest.raises(DataError, match="nested more than 100 levels deep"):
        read(name, DEEP[name])


def test_angle_brackets_in_texts_are_no_nesting(read):
    lines = [f'<urn:s> <urn:p> "<< {n} \\" <<" .\n' for n in range(300)]
    assert len(read("a.nt", "".join(lines)).graphs[0][1]) == 300
