"""What the files look like; that they say the right thing is in properties/test_writers.py."""

from __future__ import annotations

import json
from dataclasses import replace

import pyoxigraph as ox
import pytest

from nutgraf.errors import DataError, ReadError
from nutgraf.graph import (
    IRI,
    RDF_TYPE,
    SCHEMA,
    SH,
    XSD,
    Failed,
    Literal,
    Publication,
    Published,
    Rejected,
    Severity,
    Triple,
    ValidationReport,
    ValidationResult,
)
from nutgraf.profile import context
from nutgraf.writers import report, void
from nutgraf.writers.context import Context
from nutgraf.writers.jsonld import dataset, jsonld, tree, web
from nutgraf.writers.nquads import escape, iri, merged, nquads, ntriples
from nutgraf.writers.turtle import turtle

BASE = "https://news.example/"
ARTICLE = IRI(BASE + "articles/harbour")
QUOTATION = IRI(BASE + "articles/harbour#quotation-1")
PERSON = IRI(BASE + "people/mara-lind")
PORT = IRI(BASE + "organizations/port-of-elm")


def triple(subject: str, predicate: str, value: str | int | IRI | Literal) -> Triple:
    if isinstance(value, int):
        value = Literal(str(value), XSD["integer"])
    name = RDF_TYPE if predicate == "a" else SCHEMA[predicate]
    return Triple(IRI(subject), name, value if isinstance(value, IRI | Literal) else Literal(value))


FACTS = [
    triple(ARTICLE, "a", SCHEMA["NewsArticle"]),
    triple(ARTICLE, "headline", 'The "new" harbour opens'),
    triple(ARTICLE, "articleBody", "It opens.\n\nIt is big."),
    triple(ARTICLE, "wordCount", 5),
    triple(ARTICLE, "datePublished", Literal("2031-05-06T07:08:00Z", XSD["dateTime"])),
    triple(ARTICLE, "dateModified", Literal("2031-05-07", XSD["date"])),
    triple(ARTICLE, "hasPart", QUOTATION),
    triple(ARTICLE, "mentions", PERSON),
    triple(QUOTATION, "a", SCHEMA["Quotation"]),
    triple(QUOTATION, "text", "It is big."),
    triple(QUOTATION, "creator", PERSON),
    triple(QUOTATION, "mentions", PORT),
    triple(PERSON, "a", SCHEMA["Person"]),
    triple(PERSON, "name", "Mara Lind"),
    triple(PERSON, "worksFor", PORT),
    triple(PORT, "a", SCHEMA["GovernmentOrganization"]),
    triple(PORT, "a", SCHEMA["Organization"]),
    triple(PORT, "name", "Port of Elm"),
]


def test_turtle_reads_like_prose():
    assert turtle(FACTS, BASE) == (
        """\
@base <https://news.example/> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<articles/harbour> a schema:NewsArticle ;
    schema:headline "The \\"new\\" harbour opens" ;
    schema:articleBody \"\"\"It opens.

It is big.\"\"\" ;
    schema:wordCount 5 ;
    schema:datePublished "2031-05-06T07:08:00Z"^^xsd:dateTime ;
    schema:dateModified "2031-05-07"^^xsd:date ;
    schema:hasPart <articles/harbour#quotation-1> ;
    schema:mentions <people/mara-lind> .

<articles/harbour#quotation-1> a schema:Quotation ;
    schema:text "It is big." ;
    schema:creator <people/mara-lind> ;
    schema:mentions <organizations/port-of-elm> .

<people/mara-lind> a schema:Person ;
    schema:name "Mara Lind" ;
    schema:worksFor <organizations/port-of-elm> .

<organizations/port-of-elm> a schema:Organization, schema:GovernmentOrganization ;
    schema:name "Port of Elm" .
"""
    )


def test_long_lists_have_one_object_a_line():
    places = [IRI(f"{BASE}places/a-place-with-a-long-name-{n}") for n in range(3)]
    lines = turtle([triple(ARTICLE, "about", place) for place in places], BASE).splitlines()
    assert [line.rstrip(" .,") for line in lines[-3:]] == [
        "<articles/harbour> schema:about <places/a-place-with-a-long-name-0>",
        "        <places/a-place-with-a-long-name-1>",
        "        <places/a-place-with-a-long-name-2>",
    ]


def test_only_what_is_under_the_base_is_relative():
    written = turtle([triple("https://other.example/a", "about", ARTICLE)], BASE)
    assert "<https://other.example/a> schema:about <articles/harbour>" in written
    assert "@base" not in turtle([triple("https://other.example/a", "name", "A")], BASE)
    assert "@base" not in turtle([triple(BASE + "#a", "name", "A")], BASE + "#")
    assert turtle([], BASE) == ""


def test_jsonld_is_one_tree_with_every_node_as_near_to_the_root_as_can_be():
    tree = json.loads(jsonld(FACTS, ARTICLE, context()))
    assert tree["id"] == ARTICLE
    assert tree["@context"]["@vocab"] == SCHEMA
    # the person is written where the article mentions it, though the quotation names it first
    assert tree["mentions"]["name"] == "Mara Lind"
    assert tree["hasPart"]["creator"] == {"id": PERSON}
    # both lead to the organization in two steps; the quotation comes first
    assert tree["hasPart"]["mentions"]["type"] == ["Organization", "GovernmentOrganization"]
    assert tree["mentions"]["worksFor"] == {"id": PORT}
    assert tree["wordCount"] == 5
    assert tree["dateModified"] == "2031-05-07"
    assert tree["datePublished"] == {"@value": "2031-05-06T07:08:00Z", "type": "xsd:dateTime"}
    assert list(tree)[:3] == ["@context", "id", "type"]


def test_jsonld_leaves_nothing_out():
    lone = triple(BASE + "people/lone", "name", "Lone")
    assert json.loads(jsonld([*FACTS, lone], ARTICLE, context()))["@included"] == [
        {"id": BASE + "people/lone", "name": "Lone"}
    ]


def test_jsonld_nesting_has_a_limit_but_loses_nothing():
    chain = [triple(f"urn:x:{n}", "about", IRI(f"urn:x:{n + 1}")) for n in range(3000)]
    document = jsonld(chain, IRI("urn:x:0"), context())
    assert max(len(line) - len(line.lstrip()) for line in document.splitlines()) < 100
    assert len(set(ox.parse(document.encode(), ox.RdfFormat.JSON_LD))) == 3000


def test_web_form_is_what_search_engines_know():
    page = json.loads(web(FACTS, ARTICLE))
    assert page["@context"] == "https://schema.org"
    assert (page["@id"], page["@type"]) == (ARTICLE, "NewsArticle")
    assert page["datePublished"] == "2031-05-06T07:08:00Z"
    assert page["mentions"]["@type"] == "Person"


def test_web_form_says_a_datatype_where_the_context_would_give_another():
    date, words = Literal("2031-05-06", XSD["date"]), Literal("as agreed")
    odd = [triple(ARTICLE, "version", date), triple(ARTICLE, "license", words)]
    page = json.loads(web(odd, ARTICLE))
    assert page["version"] == {"@value": "2031-05-06", "@type": XSD["date"]}
    assert page["license"] == {"@value": "as agreed"}


def test_a_dataset_is_a_list_of_named_graphs():
    document = json.loads(dataset([(IRI("urn:g"), FACTS, ARTICLE)], context()))
    assert document["@graph"][0]["id"] == "urn:g"
    assert document["@graph"][0]["@graph"][0] == tree(FACTS, ARTICLE, Context(context()))


def test_a_name_that_the_context_would_misread_is_refused():
    with pytest.raises(DataError, match="another name"):
        jsonld([triple("xsd:odd", "name", "x")], IRI("xsd:odd"), context())


@pytest.mark.parametrize("bad", ["a b", "a\nb", "a>b", "a<b", 'a"b', "a{b", "a\\b", "a\x00b", "`"])
def test_an_iri_that_could_break_out_is_refused_by_every_writer(bad):
    bad_triple = [triple(f"https://a.example/{bad}", "name", "x")]
    for write in (
        lambda: ntriples(bad_triple),
        lambda: nquads(bad_triple, IRI("urn:g")),
        lambda: turtle(bad_triple, BASE),
        lambda: turtle(bad_triple, "https://a.example/"),
        lambda: jsonld(bad_triple, bad_triple[0].subject, context()),
        lambda: nquads([], IRI(f"urn:{bad}")),
    ):
        with pytest.raises(DataError, match="not an IRI"):
            write()
    with pytest.raises(DataError):
        iri(bad)


def test_a_language_tag_is_one():
    for write in (ntriples, lambda t: turtle(t, BASE), lambda t: jsonld(t, ARTICLE, context())):
        with pytest.raises(DataError, match="language tag"):
            write([triple(ARTICLE, "name", Literal("x", language='en" .'))])


def test_control_characters_are_escaped_not_dropped():
    assert escape("\x00\x01\b\t\n\x0b\f\r\x1f\x7f\ufffe") == (
        r"\u0000\u0001\b\t\n\u000B\f\r\u001F\u007F\uFFFE"
    )
    assert escape("é\u2028\U0001f600\u0085") == "é\u2028\U0001f600\u0085"


def test_merged_lines_are_sorted_by_bytes():
    assert merged(["\U00010000\n", "\uffee\n", "a\n", "a\n"]) == (
        "a\n\uffee\n\U00010000\n".encode()
    )


WARNING = ValidationResult(
    focus_node=PERSON,
    source_shape="https://w3id.org/nutgraf/shapes#Person-name",
    source_constraint_component=SH["MaxCountConstraintComponent"],
    result_path=SCHEMA["name"],
    value='"""a\nb"""@en',
    severity=Severity.WARNING,
    message="Give one name.",
)


def publication(key: str, *results: ValidationResult) -> Publication:
    return Publication(
        source=f"{key}.txt",
        key=key,
        digest="0" * 64,
        article=IRI(f"{BASE}articles/{key}"),
        graph=IRI(f"{BASE}graphs/{key}"),
        evidence_graph=IRI(f"{BASE}graphs/{key}/evidence"),
        facts=tuple(FACTS),
        evidence=(),
        report=ValidationReport(
            results=results, focus_nodes=(("urn:shape:a", 1), ("urn:shape:b", 2))
        ),
    )


def test_report_accounts_for_every_source():
    outcomes = [
        Failed("c.txt", ReadError("the file is empty", source="/tmp/c.txt", hint="remove it")),
        Rejected(publication("b", WARNING)),
        Published(publication("a", WARNING)),
    ]
    account = json.loads(report.as_json(report.Entry.of(o) for o in outcomes))
    assert account["in"] == account["published"] + account["rejected"] + account["failed"] == 3
    assert account["focusNodes"] == {"urn:shape:a": 2, "urn:shape:b": 4}
    assert account["results"] == {"Violation": 0, "Warning": 2, "Info": 0}
    assert [entry["source"] for entry in account["articles"]] == ["a.txt", "b.txt", "c.txt"]
    assert account["factsWithheld"] == 0
    assert account["articles"][2]["error"] == "the file is empty; remove it"
    assert account["articles"][0]["results"][0]["focusNode"] == PERSON
    again = report.as_json(report.Entry.of(o) for o in reversed(outcomes))
    assert json.loads(again) == account


def test_report_counts_the_facts_that_are_withheld():
    few, many = (
        replace(publication(key), withheld=number) for key, number in (("a", 2), ("b", 40))
    )
    outcomes = [Published(few), Rejected(many)]
    account = json.loads(report.as_json(report.Entry.of(o) for o in outcomes))
    assert account["factsWithheld"] == 42
    assert [entry["factsWithheld"] for entry in account["articles"]] == [2, 40]


def test_report_graph_is_shacl_without_blank_nodes():
    odd = ValidationResult(
        focus_node="_:b0",
        source_shape="_:b1",
        source_constraint_component=SH["NodeConstraintComponent"],
        result_path=f"^<{SCHEMA['about']}>",
    )
    given = [(IRI("urn:g"), publication("a", WARNING, odd).report)]
    triples = report.as_triples(report.report_iri(BASE), given)
    quads = list(ox.parse(turtle(triples, BASE).encode(), ox.RdfFormat.TURTLE))
    assert not any(isinstance(t, ox.BlankNode) for q in quads for t in (q.subject, q.object))
    said = {(t.predicate, t.object) for t in triples}
    assert (SH["conforms"], Literal("false", XSD["boolean"])) in said
    assert (SH["focusNode"], PERSON) in said
    assert (SH["resultPath"], SCHEMA["name"]) in said
    assert any(p == SH["value"] and o.value == "a\nb" and o.language == "en" for p, o in said)
    assert (SH["resultSeverity"], SH["Warning"]) in said
    nodes = [t.object for t in triples if t.predicate == SH["result"]]
    assert len(nodes) == 2
    assert all(node.startswith(f"{BASE}report#result-") for node in nodes)


def test_void_counts_are_counts_by_query():
    facts = {*FACTS, triple(BASE + "articles/two", "a", SCHEMA["NewsArticle"])}
    counts = void.Counts.of(facts, articles=2)
    store = ox.Store()
    store.load(ntriples(facts).encode(), ox.RdfFormat.N_TRIPLES)
    described = void.description(BASE, counts, license="https://a.example/by", issued="2031-01-01")
    store.load(merged(nquads(described, void.description_graph(BASE))), ox.RdfFormat.N_QUADS)

    def number(query: str) -> int:
        [solution] = store.query("PREFIX void: <http://rdfs.org/ns/void#> " + query)
        return int(solution[0].value)

    def stated(name: str) -> int:
        return number(f"SELECT ?n {{ GRAPH ?g {{ <{BASE}dataset> void:{name} ?n }} }}")

    assert stated("triples") == number("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == 19
    assert stated("distinctSubjects") == number("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }")
    assert stated("properties") == number("SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }")
    assert stated("classes") == number("SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }")
    matching = (
        "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o . "
        "GRAPH ?g { ?d void:uriRegexPattern ?r } FILTER(REGEX(STR(?s), ?r)) }"
    )
    assert stated("entities") == number(matching) == 2
    partitions = (
        "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?d void:classPartition ?p . ?p void:class ?c ; "
        "void:entities ?e } { SELECT ?c (COUNT(DISTINCT ?s) AS ?m) { ?s a ?c } GROUP BY ?c } "
        "FILTER(?e = ?m) }"
    )
    assert number(partitions) == stated("classes")
    uses = (
        "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?d void:propertyPartition ?q . ?q void:property ?p ; "
        "void:triples ?e } { SELECT ?p (COUNT(*) AS ?m) { ?s ?p ?o } GROUP BY ?p } "
        "FILTER(?e = ?m) }"
    )
    assert number(uses) == stated("properties")
    assert "dcterms:license <https://a.example/by>" in turtle(described, BASE)
    assert "dcterms:license" not in turtle(void.description(BASE, counts), BASE)
