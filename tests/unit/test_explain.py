"""Why a fact is known: the exact words, where they stand, and the rule that read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nutgraf.dataset import Dataset, open_data
from nutgraf.errors import UsageError
from nutgraf.explain import Words, explain, target_of, text
from nutgraf.graph import IRI, NG, NIF, PROV, RDF, RDF_TYPE, SCHEMA, XSD, Literal, Triple
from nutgraf.writers.nquads import merged, nquads
from nutgraf.writers.turtle import turtle

if TYPE_CHECKING:
    from pathlib import Path

BASE = "https://news.example/"
ANNA = IRI(BASE + "people/anna-berg")
BANK = IRI(BASE + "organizations/elm-bank")
SOURCE = "Anna Berg, who runs Elm Bank,\nspoke. Berg left."


def facts(key: str):
    article = f"{BASE}articles/{key}"
    whole = IRI(f"{article}/source#char=0,{len(SOURCE)}")

    def phrase(words: str) -> IRI:
        start = SOURCE.index(words)
        return IRI(f"{article}/source#char={start},{start + len(words)}")

    return [
        (Triple(ANNA, SCHEMA["worksFor"], BANK), [phrase("runs Elm Bank")], "roles", "0.85"),
        (Triple(ANNA, SCHEMA["name"], Literal("Anna Berg")), [phrase("Anna Berg")], "names", "1.0"),
        (
            Triple(ANNA, RDF_TYPE, SCHEMA["Person"]),
            [phrase("Berg left"), phrase("Anna Berg")],
            "names",
            "0.95",
        ),
        (Triple(BANK, SCHEMA["employee"], ANNA), [], "roles.inverse", "1.0"),
        (Triple(IRI(article), SCHEMA["about"], ANNA), [whole], "about", "0.5"),
        (Triple(IRI(article), SCHEMA["inLanguage"], Literal("en")), [whole], "language", "1.0"),
    ]


def evidence(key: str) -> list[Triple]:
    triples = []
    for number, (fact, sources, rule, confidence) in enumerate(facts(key)):
        node = IRI(f"{BASE}graphs/{key}/evidence#fact-{number:012x}")
        triples += [
            Triple(node, RDF_TYPE, RDF["Statement"]),
            Triple(node, RDF["subject"], fact.subject),
            Triple(node, RDF["predicate"], fact.predicate),
            Triple(node, RDF["object"], fact.object),
            Triple(node, NG["rule"], Literal(rule)),
            Triple(node, NG["confidence"], Literal(confidence, XSD["decimal"])),
            Triple(node, NG["basis"], Literal("stated" if sources else "structural")),
        ]
        for source in sources:
            start, end = map(int, source.rpartition("=")[2].split(","))
            count = XSD["nonNegativeInteger"]
            triples += [
                Triple(node, PROV["wasDerivedFrom"], source),
                Triple(source, NIF["beginIndex"], Literal(str(start), count)),
                Triple(source, NIF["endIndex"], Literal(str(end), count)),
            ]
            if end < len(SOURCE):
                triples.append(Triple(source, NIF["anchorOf"], Literal(SOURCE[start:end])))
    return triples


@pytest.fixture
def data(tmp_path: Path) -> Dataset:
    lines = [
        line
        for key in ("b", "a")
        for line in nquads(evidence(key), IRI(f"{BASE}graphs/{key}/evidence"))
    ]
    (tmp_path / "dataset.nq").write_bytes(merged(lines))
    return open_data([tmp_path])


def test_a_person_article_by_article_in_the_order_of_the_words(data):
    rows = explain(data, ANNA)
    assert [row.article for row in rows] == [f"{BASE}articles/a"] * 5 + [f"{BASE}articles/b"] * 5
    assert [row.fact.predicate.rpartition("/")[2].rpartition("#")[2] for row in rows[:5]] == [
        "type",
        "name",
        "worksFor",
        "about",
        "employee",
    ]
    first = rows[0]
    assert first.words == (Words(0, 9, "Anna Berg"), Words(37, 46, "Berg left"))
    assert all(SOURCE[w.start : w.end] == w.text for row in rows for w in row.words if w.text)
    assert (first.rule, first.confidence, first.basis) == ("names", "0.95", "stated")


def test_one_fact(data):
    [row, _] = explain(data, Triple(ANNA, SCHEMA["worksFor"], BANK))
    assert row.words == (Words(15, 28, "runs Elm Bank"),)
    assert explain(data, Triple(ANNA, SCHEMA["worksFor"], ANNA)) == []
    assert explain(data, IRI("urn:x:nobody")) == []


def test_told_to_people(data):
    told = text([row for row in explain(data, ANNA) if row.article.endswith("/a")], ANNA)
    assert (
        told
        == f"""\
{ANNA}

in {BASE}articles/a
  a schema:Person
      “Anna Berg”  0–9  (stated, names, 0.95)
      “Berg left”  37–46  (stated, names, 0.95)
  schema:name "Anna Berg"
      “Anna Berg”  0–9  (stated, names, 1.0)
  schema:worksFor <{BANK}>
      “runs Elm Bank”  15–28  (stated, roles, 0.85)
  is schema:about of <{BASE}articles/a>
      the article as a whole  (stated, about, 0.5)
  is schema:employee of <{BANK}>
      no words of the article  (structural, roles.inverse, 1.0)
"""
    )


def test_one_fact_told_to_people(data):
    fact = Triple(ANNA, SCHEMA["worksFor"], BANK)
    assert text(explain(data, fact)[:1], fact).splitlines() == [
        f"in {BASE}articles/a",
        f"  <{ANNA}> schema:worksFor <{BANK}>",
        "      “runs Elm Bank”  15–28  (stated, roles, 0.85)",
    ]


def test_an_evidence_file_alone_explains_too(tmp_path, data):
    path = tmp_path / "a.evidence.ttl"
    path.write_text(turtle(evidence("a"), BASE), "utf-8")
    rows = explain(open_data([path]), ANNA)
    assert rows == [row for row in explain(data, ANNA) if row.article.endswith("/a")]


def test_words_do_not_steer_the_terminal():
    node, phrase = IRI(BASE + "graphs/a/evidence#fact-0"), IRI("urn:x:phrase")
    triples = (
        Triple(node, RDF_TYPE, RDF["Statement"]),
        Triple(node, RDF["subject"], ANNA),
        Triple(node, RDF["predicate"], SCHEMA["name"]),
        Triple(node, RDF["object"], Literal("\x1b]0;x\x07")),
        Triple(node, PROV["wasDerivedFrom"], phrase),
        Triple(phrase, NIF["anchorOf"], Literal("a\x1b[2J\nb\u202e")),
    )
    told = text(explain(Dataset(graphs=((None, triples),)), ANNA), ANNA)
    assert told.replace("\n", "").isprintable()
    assert "“a\\u001b[2J b\\u202e”" in told


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([ANNA], ANNA),
        ([f"<{ANNA}>"], ANNA),
        (["schema:Person"], SCHEMA["Person"]),
        ([ANNA, "a", "schema:Person"], Triple(ANNA, RDF_TYPE, SCHEMA["Person"])),
        ([ANNA, "schema:name", "Anna"], Triple(ANNA, SCHEMA["name"], Literal("Anna"))),
        ([ANNA, "schema:name", '"a: b"'], Triple(ANNA, SCHEMA["name"], Literal("a: b"))),
        (
            [ANNA, "schema:startDate", '"2031-01-02"^^xsd:date'],
            Triple(ANNA, SCHEMA["startDate"], Literal("2031-01-02", XSD["date"])),
        ),
    ],
)
def test_targets(words, expected):
    assert target_of(words) == expected
    assert isinstance(target_of(words), type(expected))


@pytest.mark.parametrize(
    "words", [[], ["Anna"], [ANNA, ANNA], ["Anna", "a", "b"], [ANNA, "x", "y"]]
)
def test_what_is_no_target(words):
    with pytest.raises(UsageError, match="neither a thing nor a fact"):
        target_of(words)
