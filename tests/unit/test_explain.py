"""Why a fact is known: the exact words, where they stand, and the rule that read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nutgraf.dataset import Dataset, open_data
from nutgraf.errors import UsageError
from nutgraf.explain import Words, explain, target_of, text, things, unexplained
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


def test_what_is_withheld_is_told_and_can_be_found(tmp_path):
    carl = IRI(f"{BASE}people/carl-oak")
    node = IRI(f"{BASE}graphs/a/evidence#fact-withheld")
    named = [
        Triple(node, RDF_TYPE, RDF["Statement"]),
        Triple(node, RDF["subject"], carl),
        Triple(node, RDF["predicate"], SCHEMA["name"]),
        Triple(node, RDF["object"], Literal("Carl Oak")),
        Triple(node, NG["rule"], Literal("names")),
        Triple(node, NG["confidence"], Literal("0.4", XSD["decimal"])),
        Triple(node, NG["basis"], Literal("stated")),
        Triple(node, NG["withheld"], Literal("unsure")),
    ]
    lines = [
        *nquads([Triple(ANNA, SCHEMA["name"], Literal("Anna Berg"))], IRI(f"{BASE}graphs/a")),
        *nquads(named, IRI(f"{BASE}graphs/a/evidence")),
    ]
    (tmp_path / "dataset.nq").write_bytes(merged(lines))
    dataset = open_data([tmp_path])

    assert target_of(['"Carl Oak"'], things(dataset)) == carl
    rows = explain(dataset, carl)
    assert [row.withheld for row in rows] == ["unsure"]
    assert "(stated, names, 0.4, not published: unsure)" in text(rows, carl)


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


DINA = IRI(BASE + "people/dina-elm")
MOOR = IRI(BASE + "articles/a#moor")
NAMED = Dataset(
    graphs=(
        (
            IRI(BASE + "graphs/a"),
            (
                Triple(ANNA, SCHEMA["name"], Literal("Anna Berg")),
                Triple(ANNA, SCHEMA["worksFor"], BANK),
                Triple(BANK, SCHEMA["name"], Literal("Elm Bank")),
                Triple(BANK, SCHEMA["alternateName"], Literal("EB")),
                Triple(DINA, SCHEMA["name"], Literal("Dina Elm")),
                Triple(IRI(BASE + "places/elm"), SCHEMA["name"], Literal("Elm")),
                Triple(IRI(BASE + "events/elm"), SCHEMA["name"], Literal("Elm")),
                Triple(MOOR, SCHEMA["name"], Literal("Moor")),
                Triple(IRI(BASE + "articles/a"), SCHEMA["headline"], Literal("Rates: up")),
            ),
        ),
    )
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["people/anna-berg"], ANNA),
        (["<people/anna-berg>"], ANNA),
        (["Anna Berg"], ANNA),
        (["anna berg"], ANNA),
        (["anna-berg"], ANNA),
        (["EB"], BANK),
        (["articles/a#moor"], MOOR),
        (["#moor"], MOOR),
        (["Rates: up"], IRI(BASE + "articles/a")),
        (["articles/a"], IRI(BASE + "articles/a")),
        (
            ["Elm Bank", "schema:name", "Elm Bank"],
            Triple(BANK, SCHEMA["name"], Literal("Elm Bank")),
        ),
        (
            ["Anna Berg", "schema:worksFor", "organizations/elm-bank"],
            Triple(ANNA, SCHEMA["worksFor"], BANK),
        ),
        (
            ["<people/anna-berg>", "schema:worksFor", "<organizations/elm-bank>"],
            Triple(ANNA, SCHEMA["worksFor"], BANK),
        ),
        ([BASE + "people/nobody"], IRI(BASE + "people/nobody")),
    ],
)
def test_a_thing_of_the_data_by_what_it_is_called(words, expected):
    found = target_of(words, things(NAMED))
    assert found == expected
    assert isinstance(found, type(expected))


def test_a_name_of_several_things_is_told_with_their_iris():
    with pytest.raises(UsageError) as error:
        target_of(["Elm"], things(NAMED))
    assert str(error.value).splitlines() == [
        "'Elm' names 2 things; give the IRI:",
        f"  {BASE}events/elm  Elm",
        f"  {BASE}places/elm  Elm",
    ]


@pytest.mark.parametrize("word", ["Ana Berg", "people/ana-berg", "<people/ana-berg>", "berg"])
def test_what_is_not_there_is_told_with_what_is_near(word):
    with pytest.raises(UsageError, match="neither a thing nor a fact of this data") as error:
        target_of([word], things(NAMED))
    assert error.value.hint == f"did you mean\n  {ANNA}  Anna Berg"


def test_at_most_five_things_are_suggested():
    names = [f"Anna Berg {number}" for number in range(9)]
    graph = tuple(
        Triple(IRI(f"{BASE}people/anna-berg-{n}"), SCHEMA["name"], Literal(name))
        for n, name in enumerate(names)
    )
    with pytest.raises(UsageError) as error:
        target_of(["Anna Berg"], things(Dataset(graphs=((None, graph),))))
    assert len(error.value.hint.splitlines()) == 1 + 5


def test_what_to_do_when_nothing_says_why():
    known = things(NAMED)
    assert unexplained(IRI(BASE + "people/ana-berg"), known).startswith("did you mean\n")
    assert unexplained(IRI("urn:x:zzz"), known) == "name a thing of this data"
    assert "no fact here" in unexplained(Triple(ANNA, SCHEMA["name"], Literal("x")), known)
    assert "the data has no evidence" in unexplained(ANNA, known)


def test_an_evidence_file_alone_knows_its_things(tmp_path, data):
    path = tmp_path / "a.evidence.ttl"
    path.write_text(turtle(evidence("a"), BASE), "utf-8")
    for opened in (open_data([path]), data):
        assert target_of(["Anna Berg"], things(opened)) == ANNA
        assert target_of(["people/anna-berg"], things(opened)) == ANNA
