"""Whatever an article says, every format says exactly the same triples to every reader."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from nutgraf.graph import IRI, PROV, RDF, RDF_TYPE, SCHEMA, XSD, Literal, Triple
from nutgraf.writers.jsonld import dataset, jsonld, web
from nutgraf.writers.nquads import merged, nquads, ntriples
from nutgraf.writers.turtle import turtle

if TYPE_CHECKING:
    from collections.abc import Iterable

BASE = "https://news.example/"
CONTEXT = {
    "@version": 1.1,
    "@vocab": str(SCHEMA),
    "id": "@id",
    "type": "@type",
    "prov": str(PROV),
    "xsd": str(XSD),
    "Headline": {"@id": "headline"},
    "author": {"@container": "@set"},
    "dateCreated": {"@type": "xsd:date"},
    "wordCount": {"@type": "xsd:integer"},
    "image": {"@id": "image", "@type": "@id"},
    "mentions": {"@reverse": "mentionedBy"},
}
ROOT = IRI(BASE + "articles/root")

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    [
        '"',
        '""',
        '"""',
        'a"\n"',
        '\n"',
        "\\",
        "\\\n",
        "\r\n",
        "\x00",
        "\x7f\n",
        "\ufeff",
        "]]>",
        "</script>",
    ]
)
path = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc", "Co", "Cn", "Zs", "Zl", "Zp"],
        exclude_characters='<>"{}|^`\\%#?[]',
    ),
    min_size=1,
    max_size=12,
)
odd = st.sampled_from(
    [
        "",
        "a//b",
        "//x",
        "/x",
        "a/../b",
        "./a",
        "..",
        ".",
        "a/.",
        "a:b",
        "a#b:c",
        "#f",
        "a#",
        "?q",
        "a?",
        "a?q#f",
        "a;b",
        "a#b#",
        "@id",
        "x/@type",
        "a=b,c",
        "a#char=0,5",
        "%41",
        "id",
        "type",
        "mentions",
    ]
)


def _is_iri(name: str) -> bool:
    try:
        ox.NamedNode(name)
    except ValueError:
        return False
    return True


iris = (
    st.builds(
        lambda start, end: start + end,
        st.sampled_from([BASE, BASE + "people/", str(SCHEMA), str(PROV), "urn:x:"]),
        path | odd,
    )
    .filter(_is_iri)
    .map(IRI)
)
predicates = st.sampled_from(
    [
        SCHEMA[n]
        for n in (
            "name",
            "headline",
            "author",
            "dateCreated",
            "wordCount",
            "image",
            "mentions",
            "type",
            "id",
        )
    ]
    + [PROV["wasDerivedFrom"], RDF_TYPE]
) | iris.filter(lambda name: not name.endswith(("/", "#", ":")))
literals = st.one_of(
    text.map(Literal),
    st.tuples(text, st.sampled_from(["en", "zh-hant"])).map(
        lambda pair: Literal(pair[0], RDF["langString"], pair[1])
    ),
    st.sampled_from(
        [
            Literal("499", XSD["integer"]),
            Literal("-0", XSD["integer"]),
            Literal("007", XSD["integer"]),
            Literal("9" * 30, XSD["integer"]),
            Literal("x", XSD["integer"]),
            Literal("0.9", XSD["decimal"]),
            Literal("1.0", XSD["decimal"]),
            Literal("1", XSD["decimal"]),
            Literal("0.0000001", XSD["decimal"]),
            Literal("1.0E0", XSD["double"]),
            Literal("true", XSD["boolean"]),
            Literal("1", XSD["boolean"]),
            Literal("2026-11-22", XSD["date"]),
            Literal("2026-11-22T10:00:00+08:00", XSD["dateTime"]),
            Literal("5", XSD["nonNegativeInteger"]),
            Literal("{}", IRI("urn:x:type")),
        ]
    ),
)
graphs = st.lists(
    st.tuples(iris | st.just(ROOT), predicates, iris | literals).map(lambda t: Triple(*t)),
    max_size=12,
)


def plain(triples: Iterable[Triple]) -> set[tuple[str, ...]]:
    return {
        (s, p, o)
        if isinstance(o, IRI)
        else (s, p, o.value, o.datatype if not o.language else "", o.language)
        for s, p, o in triples
    }


@given(graphs)
def test_ntriples_and_nquads(engines, triples: list[Triple]) -> None:
    written = ntriples(triples)
    assert written.isprintable() or all(c == "\n" or c >= " " for c in written)
    assert engines.by_pyoxigraph(written, ox.RdfFormat.N_TRIPLES) == plain(triples)
    quads = merged(nquads(triples, IRI("urn:g")))
    assert engines.by_pyoxigraph(quads, ox.RdfFormat.N_QUADS) == plain(triples)
    assert quads.split(b"\n")[:-1] == sorted(set(quads.split(b"\n")[:-1]))


@given(graphs)
def test_ntriples_is_canonical(triples: list[Triple]) -> None:
    terms = list(ox.parse(ntriples(triples).encode(), ox.RdfFormat.N_TRIPLES))
    again = ox.serialize([quad.triple for quad in terms], format=ox.RdfFormat.N_TRIPLES)
    assert again == ntriples(triples).encode()


@given(graphs)
@settings(max_examples=200, deadline=None)
def test_turtle(engines, triples: list[Triple]) -> None:
    written = turtle(triples, BASE)
    assert engines.by_pyoxigraph(written, ox.RdfFormat.TURTLE) == plain(triples)
    assert engines.by_rdflib(written, "turtle") == plain(triples)


@given(graphs)
@settings(max_examples=200, deadline=None)
def test_jsonld(engines, triples: list[Triple]) -> None:
    written = jsonld(triples, ROOT, CONTEXT)
    assert engines.by_pyoxigraph(written, ox.RdfFormat.JSON_LD) == plain(triples)
    assert json.loads(web(triples, ROOT, CONTEXT)) == json.loads(written)


@given(graphs)
@settings(max_examples=100, deadline=None)
def test_jsonld_by_two_more_readers(engines, triples: list[Triple]) -> None:
    written = jsonld(triples, ROOT, CONTEXT)
    assert engines.by_pyld(written) == plain(triples)
    assert engines.by_rdflib(written, "json-ld") == plain(triples)


@given(graphs, graphs)
@settings(max_examples=100, deadline=None)
def test_jsonld_of_named_graphs(one: list[Triple], two: list[Triple]) -> None:
    written = dataset([(IRI("urn:g:1"), one, ROOT), (IRI("urn:g:2"), two, None)], CONTEXT)
    quads = {(q.graph_name, q.triple) for q in ox.parse(written.encode(), ox.RdfFormat.JSON_LD)}
    lines = merged(nquads(one, IRI("urn:g:1")) + nquads(two, IRI("urn:g:2")))
    assert quads == {(q.graph_name, q.triple) for q in ox.parse(lines, ox.RdfFormat.N_QUADS)}


@given(graphs)
@settings(max_examples=100, deadline=None)
def test_the_page_says_the_same_to_who_knows_the_context_of_schema_org(
    engines, schema_context, triples: list[Triple]
) -> None:
    """But for what that context cannot say: https, and which datatype of XML Schema a date has."""
    read = engines.by_pyld(web(triples, ROOT), schema_context)
    assert {_https(each) for each in read} == {_https(each) for each in plain(triples)}


def _https(said: tuple[str, ...]) -> tuple[str, ...]:
    dates = {f"{SCHEMA}Date": "date", XSD["date"]: "date", XSD["dateTime"]: "date"}
    terms = [term.replace("http://schema.org/", SCHEMA) for term in said]
    return tuple(dates.get(term, term) for term in terms)


@given(text)
def test_nothing_ends_the_script_element(value: str) -> None:
    written = web([Triple(ROOT, SCHEMA["name"], Literal(value))], ROOT)
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written)["name"] == value
