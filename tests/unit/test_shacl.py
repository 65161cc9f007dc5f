"""The validator: what a report says, and that it always says it."""

import logging
import subprocess
import sys
import time

import pytest
import rdflib
from rdflib.compare import isomorphic

from nutgraf.errors import DataError
from nutgraf.graph import (
    IRI,
    RDF_TYPE,
    SCHEMA,
    XSD,
    Literal,
    Severity,
    Triple,
    ValidationReport,
)
from nutgraf.shacl import has_focus, load_shapes, load_shapes_from, validate, validate_graph

NGS = "https://w3id.org/nutgraf/shapes#"
SHACL = "http://www.w3.org/ns/shacl#"
BASE = "https://tideline.example/"
ARTICLE = IRI(f"{BASE}articles/ferry")
BODY = "The ferry will sail at night."
PREFIXES = f"""
    @prefix ex: <{BASE}> . @prefix schema: <{SCHEMA}> . @prefix sh: <{SHACL}> .
    @prefix xsd: <{XSD}> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def article(**more: Literal) -> list[Triple]:
    values = {
        "articleBody": Literal(BODY),
        "wordCount": Literal("6", XSD["integer"]),
        "inLanguage": Literal("en"),
        **more,
    }
    return [
        Triple(ARTICLE, RDF_TYPE, SCHEMA["NewsArticle"]),
        *(Triple(ARTICLE, SCHEMA[name], value) for name, value in values.items()),
    ]


def date(value: str, kind: str = "date") -> Literal:
    return Literal(value, XSD[kind])


def shapes(tmp_path, text: str):
    file = tmp_path / "shapes.ttl"
    file.write_text(PREFIXES + text, encoding="utf-8")
    return load_shapes_from(file)


def turtle(text: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=PREFIXES + text, format="turtle")


def of_shape(report: ValidationReport, local: str):
    return [result for result in report.results if result.source_shape == NGS + local]


def test_article_without_headline_date_author_or_image_is_published_with_warnings():
    report = validate(article(), load_shapes())

    assert report.conforms()
    assert not report.conforms(strict=True)
    assert {result.source_shape.removeprefix(NGS) for result in report.of(Severity.WARNING)} == {
        "NewsArticle-headline",
        "PublishedArticle-author",
        "PublishedArticle-dateModified",
        "PublishedArticle-datePublished",
        "PublishedArticle-image",
        "ReservedBase",
    }


def test_result_has_the_fields_of_shacl():
    (result,) = of_shape(
        validate(article(wordCount=Literal("7", XSD["integer"])), load_shapes()), "WordCount"
    )

    assert result.focus_node == ARTICLE
    assert result.result_path == SCHEMA["wordCount"]
    assert result.value == f'"7"^^<{XSD}integer>'
    assert result.source_constraint_component == f"{SHACL}SPARQLConstraintComponent"
    assert result.severity is Severity.VIOLATION
    assert result.message == ("Set schema:wordCount to the number of words in schema:articleBody.")


def test_complex_paths_are_sparql_paths(tmp_path):
    loaded = shapes(
        tmp_path,
        """
        <urn:s> a sh:NodeShape ; sh:targetClass schema:NewsArticle ; sh:property <urn:p> .
        <urn:p> sh:path ( schema:author schema:url ) ; sh:minCount 1 .
        """,
    )
    (result,) = validate(article(), loaded).results
    assert result.result_path == f"<{SCHEMA}author>/<{SCHEMA}url>"


def test_inverse_and_alternative_paths_too():
    role = IRI(f"{BASE}articles/ferry#role-clerk")
    report = validate([Triple(role, RDF_TYPE, SCHEMA["OrganizationRole"])], load_shapes())

    (person,) = of_shape(report, "OrganizationRole-person")
    (organization,) = of_shape(report, "OrganizationRole-organization")
    assert person.result_path == f"(<{SCHEMA}member>|<{SCHEMA}employee>)"
    assert organization.result_path == f"(^<{SCHEMA}member>|^<{SCHEMA}employee>)"


@pytest.mark.parametrize(
    ("published", "modified"),
    [
        (date("2031-02-30"), date("2031-03-01")),
        (date("2031-02-28"), date("2031-02-30")),
        (date("2031-02-30"), date("2031-02-31")),
        (date("2031-03-01T99:00:00Z", "dateTime"), date("2031-03-01T09:00:00Z", "dateTime")),
        (date("soon"), date("2031-03-01T09:00:00Z", "dateTime")),
    ],
)
def test_date_that_does_not_exist_is_a_violation_and_never_an_exception(
    published, modified, caplog
):
    with caplog.at_level(logging.WARNING, logger="rdflib.term"):
        report = validate(article(datePublished=published, dateModified=modified), load_shapes())

    assert not report.conforms()
    bad = [
        literal
        for literal in (published, modified)
        if "02-3" in literal.value or "99" in literal.value or literal.value == "soon"
    ]
    for literal in bad:
        assert f'"{literal.value}"^^<{literal.datatype}>' in {
            result.value
            for result in report.results
            if result.source_constraint_component == f"{SHACL}OrConstraintComponent"
        }


def test_literals_that_are_none_are_told_by_the_report_alone(capfd):
    report = validate(
        article(
            wordCount=Literal("six", XSD["integer"]), isFamilyFriendly=date("maybe", "boolean")
        ),
        load_shapes(),
    )

    assert of_shape(report, "NewsArticle-wordCount")
    assert capfd.readouterr() == ("", "")


def test_blank_node_for_a_date_is_a_violation_and_never_an_exception():
    graph = turtle(f"""
        <{ARTICLE}> a schema:NewsArticle ; schema:headline "Ferry" ;
            schema:datePublished [] ; schema:dateModified "2031-03-04"^^xsd:date .
    """)

    report = validate_graph(graph, load_shapes())

    assert of_shape(report, "NewsArticle-datePublished")[0].value.startswith("_:")


def test_order_of_dates_needs_both_dates():
    assert validate(article(datePublished=date("2031-03-04")), load_shapes()).conforms()
    same = date("2031-03-04")
    assert validate(article(datePublished=same, dateModified=same), load_shapes()).conforms()


def test_results_are_sorted_and_the_same_in_any_order_of_triples():
    triples = article(wordCount=Literal("7", XSD["integer"]))

    report = validate(triples, load_shapes())

    assert list(report.results) == sorted(report.results)
    assert validate(reversed(triples), load_shapes()) == report


def test_focus_nodes_are_counted_for_every_shape_with_a_target():
    triples = article()
    triples += [Triple(IRI(f"{BASE}people/{name}"), RDF_TYPE, SCHEMA["Person"]) for name in "abc"]
    counts = dict(validate(triples, load_shapes()).focus_nodes)

    assert counts[NGS + "NewsArticle"] == 1
    assert counts[NGS + "PublishedArticle"] == 1
    assert counts[NGS + "Person"] == 3
    assert counts[NGS + "Node"] == 4
    assert counts[NGS + "Place"] == counts[NGS + "Fact"] == counts[NGS + "Dataset"] == 0
    assert NGS + "Agent" not in counts, "a helper without a target finds nothing by itself"
    assert list(counts) == sorted(counts)


def test_focus_nodes_follow_all_kinds_of_target(tmp_path):
    own = shapes(
        tmp_path,
        """
        ex:ByClass sh:targetClass ex:Ship ; sh:property [ sh:path ex:p ] .
        ex:ByNode sh:targetNode ex:a , ex:nowhere ; sh:nodeKind sh:IRI .
        ex:BySubject sh:targetSubjectsOf ex:sails ; sh:nodeKind sh:IRI .
        ex:ByObject sh:targetObjectsOf ex:sails ; sh:nodeKind sh:IRIOrLiteral .
        ex:Ferry a rdfs:Class , sh:NodeShape ; sh:nodeKind sh:IRI .
        ex:Off sh:targetClass ex:Ship ; sh:deactivated true ; sh:nodeKind sh:Literal .
        """,
    )
    graph = turtle("""
        ex:Ferry rdfs:subClassOf ex:Ship .
        ex:a a ex:Ship ; ex:sails ex:b , "x" .
        ex:b a ex:Ferry ; ex:sails ex:c .
    """)

    report = validate_graph(graph, own)

    assert report.conforms()
    assert {name.removeprefix(BASE): count for name, count in report.focus_nodes} == {
        "ByClass": 2,
        "ByNode": 2,
        "ByObject": 3,
        "BySubject": 2,
        "Ferry": 1,
    }


def test_nothing_to_check_is_seen():
    assert not has_focus(validate([], load_shapes()))
    http = [Triple(ARTICLE, RDF_TYPE, IRI("http://schema.org/NewsArticle"))]
    assert not has_focus(validate(http, load_shapes()))
    assert has_focus(validate(article(), load_shapes()))


def test_graph_and_its_prefixes_are_left_alone():
    graph = turtle(
        f"<{ARTICLE}> a schema:NewsArticle ; schema:datePublished '2031-02-30'^^xsd:date ."
    )
    before = turtle(graph.serialize(format="turtle"))
    prefixes = sorted(graph.namespaces())

    validate_graph(graph, load_shapes())

    assert isomorphic(graph, before)
    assert sorted(graph.namespaces()) == prefixes


def test_anonymous_shapes_are_named_by_the_shape_they_are_part_of(tmp_path):
    own = shapes(
        tmp_path,
        """
        ex:Ship a sh:NodeShape ; sh:targetClass ex:Ship ;
            sh:property [ sh:path ex:draught ; sh:minCount 1 ; sh:severity sh:Info ] .
        """,
    )

    (result,) = validate_graph(turtle("ex:a a ex:Ship ."), own).results

    assert result.source_shape == f"{BASE}Ship"
    assert result.severity is Severity.INFO


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ex:a ex:b", "the shapes are not Turtle"),
        ("ex:a ex:b ex:c .", "no shape with a target was found"),
        ("ex:S a sh:NodeShape , sh:PropertyShape ; sh:targetClass ex:C ; sh:path ex:p .", "SHACL"),
        (
            "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:minCount 'x' ] .",
            "SHACL",
        ),
    ],
)
def test_shapes_that_are_none_are_named_with_their_file(tmp_path, text, reason, capfd):
    with pytest.raises(DataError, match=reason) as caught:
        validate_graph(turtle("ex:a a ex:C ."), shapes(tmp_path, text))
    assert "shapes.ttl" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert capfd.readouterr() == ("", "")


def test_missing_shapes_are_named(tmp_path):
    with pytest.raises(DataError, match=r"absent\.ttl: the shapes cannot be read"):
        load_shapes_from(tmp_path / "absent.ttl")


def test_shapes_are_parsed_once():
    assert load_shapes() is load_shapes()


def test_import_is_light():
    code = "import sys, nutgraf.shacl, nutgraf.vocabulary, nutgraf.terms; print(*sys.modules)"
    modules = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"rdflib", "pyshacl", "pyoxigraph"} & set(modules)


def test_validation_is_quick_enough_for_a_newsroom():
    people = [IRI(f"{BASE}people/{number}") for number in range(40)]
    triples = article()
    for number, person in enumerate(people):
        triples += [
            Triple(person, RDF_TYPE, SCHEMA["Person"]),
            Triple(person, SCHEMA["name"], Literal(f"Person {number}")),
            Triple(ARTICLE, SCHEMA["mentions"], person),
        ]
    load_shapes()
    validate([], load_shapes())

    begin = time.process_time()
    assert validate(triples, load_shapes()).conforms()
    assert time.process_time() - begin < 2
