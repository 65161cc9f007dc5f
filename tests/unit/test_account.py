"""What a run tells the person who started it."""

from __future__ import annotations

from pathlib import Path

import pytest

from nutgraf.account import Account
from nutgraf.errors import LimitError, ReadError
from nutgraf.graph import (
    IRI,
    RDF_TYPE,
    SCHEMA,
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
from nutgraf.summary import WIDTH, judged, summary
from nutgraf.writers.results import columns

BASE = "https://news.example/"
ARTICLE = IRI(f"{BASE}articles/bridge")
LONG = "the bridge " * 30


def iri(path):
    return IRI(BASE + path)


def facts(*triples):
    for subject, name, value in triples:
        term = value if isinstance(value, IRI) else Literal(value)
        predicate = RDF_TYPE if name == "a" else SCHEMA[name]
        yield Triple(subject, predicate, SCHEMA[value] if name == "a" else term)


FACTS = tuple(
    facts(
        (ARTICLE, "a", "NewsArticle"),
        (ARTICLE, "wordCount", "71"),
        (ARTICLE, "inLanguage", "en"),
        (ARTICLE, "description", LONG),
        (iri("people/ines"), "a", "Person"),
        (iri("people/ines"), "name", "Ines \x1b[31mCalder"),
        (iri("people/ines"), "jobTitle", "chief engineer"),
        (iri("people/ines"), "worksFor", iri("organizations/port")),
        (iri("organizations/port"), "a", "Organization"),
        (iri("organizations/port"), "a", "GovernmentOrganization"),
        (iri("organizations/port"), "name", "Port Authority of Velmora and of the Seven Islands"),
        (iri("organizations/port"), "location", iri("places/velmora")),
        (iri("places/velmora"), "a", "Place"),
        (iri("places/velmora"), "name", "香港"),
        (iri("events/forum"), "a", "Event"),
        (iri("events/forum"), "name", "Bridge Forum"),
        (iri("events/forum"), "organizer", iri("organizations/port")),
        (iri("q2"), "a", "Quotation"),
        (iri("q2"), "position", "2"),
        (iri("q2"), "text", "It always was."),
        (iri("q2"), "creditText", "an engineer"),
        (iri("q1"), "a", "Quotation"),
        (iri("q1"), "position", "1"),
        (iri("q1"), "text", "It is safe"),
        (iri("q1"), "creator", iri("people/ines")),
    )
)


def publication(key="bridge", *severities):
    results = tuple(
        ValidationResult(
            focus_node=ARTICLE,
            source_shape="urn:shape",
            source_constraint_component="urn:component",
            severity=severity,
            message=f"Mend {severity}.",
        )
        for severity in severities
    )
    return Publication(
        source=f"{key}.txt",
        key=key,
        digest="0" * 64,
        article=ARTICLE,
        graph=iri("graphs/bridge"),
        evidence_graph=iri("graphs/bridge/evidence"),
        facts=FACTS,
        evidence=(),
        report=ValidationReport(results=results, focus_nodes=(("urn:shape", 3),)),
    )


def test_a_summary_tells_who_is_what_and_who_said_what():
    lines = summary(publication()).splitlines()

    assert (
        "    Ines \\u001b[31mCalder  chief engineer, Port Authority of Velmora and of the Seven Islands"
        in lines
    )
    assert "    Port Authority of Velmora and of the Seven Islands" in lines
    assert (
        "    Bridge Forum  organized by Port Authority of Velmora and of the Seven Islands" in lines
    )
    place = lines.index("  Quotations (2)")
    assert [" ".join(line.split()) for line in lines[place + 1 : place + 3]] == [
        "Ines \\u001b[31mCalder “It is safe”",
        "an engineer “It always was.”",
    ]
    assert max(map(columns, lines)) <= WIDTH


def test_what_is_not_stated_is_said_to_be_missing():
    assert "  (no headline)\n  no date · no author · 71 words · en\n" in summary(publication())


@pytest.mark.parametrize(
    ("severities", "strict", "told"),
    [
        ((), False, "conforms: 0 violations, 0 warnings, 0 infos"),
        ((Severity.WARNING,), False, "conforms: 0 violations, 1 warning, 0 infos"),
        ((Severity.WARNING,), True, "does not conform: 0 violations, 1 warning"),
        (
            (Severity.VIOLATION, Severity.INFO),
            False,
            "does not conform: 1 violation, 0 warnings, 1 info",
        ),
    ],
)
def test_the_verdict(severities, strict, told):
    assert judged(publication("bridge", *severities).report, strict=strict).startswith(told)


def test_no_shape_that_applies_is_no_verdict():
    assert judged(ValidationReport()).startswith("not checked")


def test_in_is_published_and_rejected_and_failed():
    account = Account()
    account.add(Published(publication()))
    account.add(Rejected(publication("other", Severity.VIOLATION, Severity.VIOLATION)))
    account.add(Failed("big.txt", LimitError("too large", source="big.txt")))
    account.add(Failed("a\x1b.txt", ReadError("empty", source="a\x1b.txt")))
    told = account.told(Path("out/x"))

    assert account.balance() == "4 in = 1 published + 1 rejected + 2 failed"
    assert account.codes() == [1, 3, 6]
    assert "rejected: other.txt\n    does not conform: 2 violations" in told
    assert "    Violation: Mend Violation. (×2)" in told
    assert "failed: big.txt: too large" in told
    assert "\x1b" not in told
    assert "rejected/*.report.ttl" in told


def test_a_large_run_is_told_in_numbers():
    account = Account()
    for number in range(4):
        account.add(Published(publication(f"a{number}")))

    assert account.told(Path("out/x")).startswith("4 in = 4 published + 0 rejected + 0 failed\n")
