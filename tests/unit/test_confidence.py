"""How sure a fact is: the table of what was measured, and where it is applied."""

import pytest

from nutgraf.confidence import ANY, Step, confidence, in_steps, table
from nutgraf.graph import IRI, RDF_TYPE
from nutgraf.model import Basis, EntityKind, Evidence
from nutgraf.schemaorg.facts import a, fact, structural
from nutgraf.schemaorg.sureness import MEASURED_AS, measured

ARTICLE, JANE, GUILD = (IRI(f"urn:x:{name}") for name in ("article", "jane", "guild"))
ROLES = {
    ("office", "Person.jobTitle"): (Step(0.8, 0.6, 6, 10), Step(0.9, 0.75, 15, 20)),
    ("office", "Person.worksFor"): (Step(0.0, 0.5, 5, 10),),
    (ANY, "person"): (Step(0.0, 0.4, 4, 10), Step(0.9, 0.9, 9, 10)),
}


@pytest.fixture
def measured_so(monkeypatch):
    monkeypatch.setattr("nutgraf.confidence.table", lambda: ROLES)


def why(sure, rule="other", basis=Basis.STATED):
    return Evidence(rule=rule, confidence=sure, basis=basis)


def sure(facts):
    return {each.triple[:2]: each.evidence.confidence for each in measured(facts, ARTICLE)}


def test_the_table_never_falls_and_goes_in_steps():
    assert {of for _, of in table()} >= {"person", "organization", "place", "Person.jobTitle"}
    for steps in table().values():
        shares = [step.confidence for step in steps]
        assert shares == sorted(shares)
        assert all(0 <= share <= 1 and in_steps(share) == share for share in shares)
        assert all(0 <= step.right <= step.found > 0 for step in steps)


def test_every_kind_of_name_has_a_confidence_whatever_rule_found_it():
    for kind in set(EntityKind) - {EntityKind.TERM}:  # no gold marks terms of art
        assert (ANY, str(kind)) in table()
        assert confidence("a-new-rule", kind, 0.5) == confidence("another", kind, 0.5)


@pytest.mark.usefixtures("measured_so")
@pytest.mark.parametrize(
    ("rule", "of", "score", "expected"),
    [
        ("office", "Person.jobTitle", 0.85, 0.6),
        ("office", "Person.jobTitle", 0.9, 0.75),
        ("office", "Person.jobTitle", 1.0, 0.75),
        ("office", "Person.jobTitle", 0.1, 0.6),
        ("new", "Person.jobTitle", 0.87, 0.85),
        ("new", "person", 0.95, 0.85),
        ("new", "person", 0.2, 0.4),
    ],
)
def test_a_score_is_worth_what_was_measured(rule, of, score, expected):
    assert confidence(rule, of, score) == expected


@pytest.mark.usefixtures("measured_so")
def test_facts_that_say_the_same_are_equally_sure():
    facts = [
        a(JANE, "Person", why(1.0)),
        fact(JANE, "name", "Jane", why(1.0)),
        fact(JANE, "jobTitle", "chair", why(0.9, "office")),
        fact(JANE, "memberOf", GUILD, why(0.9, "office")),
    ]
    assert list(sure(facts).values()) == [1.0, 1.0, 0.75, 0.5]
    assert all(
        other in {"Person.jobTitle", "Person.worksFor", "Quotation.creator"}
        for other in MEASURED_AS.values()
    )


def test_no_fact_is_surer_than_what_it_is_about():
    facts = [
        a(ARTICLE, "NewsArticle", why(0.95)),
        fact(ARTICLE, "mentions", JANE, why(1.0)),
        a(JANE, "Person", why(0.6)),
        fact(JANE, "name", "Jane", why(0.6)),
        fact(JANE, "worksFor", GUILD, why(0.9)),
        a(GUILD, "Organization", why(0.4)),
        fact(GUILD, "name", "Guild", why(0.4)),
        fact(GUILD, "description", "a guild", why(0.9)),
        fact(GUILD, "position", 1, structural("order")),
    ]
    assert list(sure(facts).values()) == [0.95, 0.6, 0.6, 0.6, 0.4, 0.4, 0.4, 0.4, 1.0]


def test_the_article_is_given():
    facts = [a(ARTICLE, "NewsArticle", why(0.5)), fact(ARTICLE, "wordCount", 3, why(0.9))]
    assert sure(facts)[ARTICLE, RDF_TYPE] == 0.5
    assert list(sure(facts).values()) == [0.5, 0.9]


def test_of_two_reasons_for_one_fact_the_surer_stands_in_the_place_of_the_first():
    facts = [
        a(JANE, "Person", why(1.0)),
        fact(JANE, "name", "Jane", why(0.5, "one")),
        fact(JANE, "givenName", "Jane", why(0.5)),
        fact(JANE, "name", "Jane", why(0.8, "two")),
    ]
    found = measured(facts, ARTICLE)
    assert [each.evidence.rule for each in found] == ["other", "two", "other"]
