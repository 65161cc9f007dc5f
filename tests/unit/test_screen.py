"""The screen: what it believes the fast engine, and what it leaves to pySHACL."""

from __future__ import annotations

import sys

import pytest
import rdflib

from nutgraf import screen, shacl
from nutgraf.graph import IRI, RDF_TYPE, SCHEMA, XSD, Literal, Severity, Triple
from nutgraf.shacl import load_shapes_from, screened, screened_graph, validate, validate_graph

pytest.importorskip("shacl", reason="the screen needs the package shacl, of the extra `fast`")

BASE = "https://tideline.example/"
FERRY = IRI(f"{BASE}ferry")
PREFIXES = f"""
    @prefix ex: <{BASE}> . @prefix schema: <{SCHEMA}> . @prefix xsd: <{XSD}> .
    @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
"""
NAMED = 'ex:Name sh:path schema:name ; sh:severity sh:Warning ; sh:message "Name it." ;'
HANGS = "ex:Ship sh:targetClass ex:Ship ; sh:property ex:Name ."


@pytest.fixture
def shapes(tmp_path):
    def made(text):
        file = tmp_path / "shapes.ttl"
        file.write_text(PREFIXES + text, encoding="utf-8")
        return load_shapes_from(file)

    return made


def ship(*names):
    return (
        Triple(FERRY, RDF_TYPE, IRI(f"{BASE}Ship")),
        *(Triple(FERRY, SCHEMA["name"], name) for name in names),
    )


def passed(triples, shapes):
    """The report of the screen, held against pySHACL's; None if it is left to that."""
    found = shacl._passed(triples, shapes)
    assert found in {None, validate(triples, shapes)}
    assert screened(triples, shapes) == validate(triples, shapes)
    return found


@pytest.mark.parametrize(
    ("constraint", "name", "value"),
    [
        ("sh:minLength 9", Literal("Ferry"), '"Ferry"'),
        ("sh:minLength 9", Literal('A "b"\n\t\\'), r'"A \"b\"\n\t\\"'),
        ("sh:datatype xsd:integer", Literal("Ferry", language="en-gb"), '"Ferry"@en-gb'),
        ("sh:nodeKind sh:IRI", Literal("12", XSD["integer"]), f'"12"^^<{XSD}integer>'),
        ("sh:nodeKind sh:Literal", FERRY, f"<{FERRY}>"),
        ("sh:minCount 2", Literal("Ferry"), ""),
        ("sh:pattern 'a$'", Literal("A ferry"), '"A ferry"'),
    ],
)
def test_warning_is_worded_as_by_pyshacl(shapes, constraint, name, value):
    report = passed(ship(name), shapes(f"{HANGS} {NAMED} {constraint} ."))

    [result] = report.results
    assert result.severity is Severity.WARNING
    assert result.value == value
    assert result.message == "Name it."


def test_path_is_worded_as_by_pyshacl(shapes):
    own = shapes(f"""{HANGS} ex:Name sh:path ( [ sh:inversePath ex:p ] [ sh:oneOrMorePath ex:q ] ) ;
        sh:severity sh:Info ; sh:message "Name it." ; sh:minCount 1 .""")

    [result] = passed(ship(), own).results

    assert result.result_path == f"^<{BASE}p>/(<{BASE}q>)+"


@pytest.mark.parametrize("end", ["", "\n", "\n\n", " "])
@pytest.mark.parametrize("pattern", ["[,$]$", "^[^$]*a$|b$", "a\\\\$$", "(a|,)$"])
def test_dollar_means_the_end_as_python_has_it(shapes, pattern, end):
    for text in ("a", "a,", "ab", "a$", "b$a", "$"):
        for rule in (f"sh:pattern '{pattern}'", f"sh:not [ sh:pattern '{pattern}' ]"):
            assert (
                passed(ship(Literal(text + end)), shapes(f"{HANGS} {NAMED} {rule} .")) is not None
            )


@pytest.mark.parametrize(
    "text",
    [
        f"{HANGS} {NAMED} sh:pattern '\\\\w' .",
        f"{HANGS} {NAMED} sh:pattern '(?i)a' .",
        f"{HANGS} {NAMED} sh:pattern 'a' ; sh:flags 'i' .",
        f"{HANGS} {NAMED} sh:pattern '[a&&b]' .",
        f"{HANGS} {NAMED} sh:minCount '01'^^xsd:integer .",
        f"{HANGS} {NAMED} sh:minCount 0 ; sh:js [] .",
        f"{HANGS} {NAMED} sh:minCount 0 ; sh:expression [] .",
        f"{HANGS} {NAMED} sh:minCount 0 . ex:Ship sh:sparql [ sh:select 'SELECT $this {{}}' ] .",
        f"{HANGS} {NAMED} sh:node ex:Ship .",
        f"{HANGS} {NAMED} sh:not [ sh:or ( [ sh:property ex:Name ] ) ] .",
    ],
)
def test_shapes_that_two_engines_may_read_differently_are_not_screened(shapes, text):
    assert screen.passed("", (), shapes(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        f"{HANGS} ex:Name sh:path schema:name ; sh:severity sh:Warning ; sh:minLength 9 .",
        f"{HANGS} {NAMED} sh:message 'Again.' ; sh:minLength 9 .",
        f"{HANGS} {NAMED} sh:message 'Name {{$this}}.' ; sh:minLength 9 .",
        f"ex:Ship sh:targetClass ex:Ship ; sh:property [ {NAMED.removeprefix('ex:Name')} sh:minLength 9 ] .",
        f"{HANGS} {NAMED.replace('sh:Warning', 'ex:Grave')} sh:minLength 9 .",
        f"{HANGS} {NAMED.replace('sh:Warning', 'sh:Violation')} sh:minLength 9 .",
    ],
)
def test_result_whose_words_are_not_known_is_pyshacls(shapes, text):
    own = shapes(text)

    assert passed(ship(Literal("A longer name")), own) is not None
    assert passed(ship(Literal("Ferry")), own) is None


@pytest.mark.parametrize(
    "name",
    [
        Literal("2031-02-30", XSD["date"]),
        Literal("12031-01-01", XSD["date"]),
        Literal("2031-03-04T09:30:00", XSD["dateTime"]),
        Literal("007", XSD["integer"]),
        Literal("1.0E0", XSD["double"]),
        Literal("2031", XSD["gYear"]),
        Literal("Ferry", XSD["nonesuch"]),
        Literal('5"', XSD["integer"]),
        Literal("Ferry", language="en-GB"),
        Literal("A\u001cferry"),
        Literal("A\u0000ferry"),
        IRI("https://tideline.example/a b"),
        IRI("ferry"),
    ],
)
def test_graph_with_a_term_that_few_write_is_pyshacls(shapes, name):
    own = shapes(f"{HANGS} {NAMED} sh:minCount 1 .")

    assert shacl._passed(ship(name), own) is None
    assert shacl._passed(ship(Literal("Ferry")), own) is not None


def test_graph_of_rdflib_is_screened_too(shapes):
    own = shapes(f"{HANGS} {NAMED} sh:nodeKind sh:Literal .")
    for name in ("'Ferry'", "ex:a", "[]", "'Ferry'^^xsd:string", "1.50", "'''A \\n b'''@en"):
        graph = rdflib.Graph().parse(data=f"{PREFIXES} ex:a a ex:Ship ; schema:name {name} .")
        assert screened_graph(graph, own) == validate_graph(graph, own)
        graph = rdflib.Graph().parse(data=f"{PREFIXES} [] a ex:Ship ; schema:name {name} .")
        assert screened_graph(graph, own) == validate_graph(graph, own)


def test_without_the_engine_everything_is_pyshacls(shapes, monkeypatch):
    own = shapes(f"{HANGS} {NAMED} sh:minCount 1 .")
    monkeypatch.setitem(sys.modules, "shacl", None)

    assert screen.passed("", (), own) is None
    assert screened(ship(), own) == validate(ship(), own)


def test_shapes_are_compiled_once(shapes):
    own = shapes(f"{HANGS} {NAMED} sh:minCount 1 .")

    assert screen._screen(own) is screen._screen(own)


def test_the_profile_is_among_the_shapes_that_both_engines_read_alike():
    graph = shacl.load_shapes().graph  # the screen takes it for granted
    assert screen._is_core(graph)
    assert not screen._is_recursive(graph)
