"""What a run tells the person who started it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from nutgraf.account import LISTED, PROBLEMS, Account
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


def publication(key="bridge", *severities, facts=FACTS):
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
        facts=facts,
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
    assert "rejected: other.txt: Mend Violation.\n    does not conform: 2 violations" in told
    assert "    Violation: Mend Violation. (×2)" in told
    assert "failed: big.txt: too large" in told
    assert "\x1b" not in told
    assert "rejected/*.report.ttl" in told


def test_a_larger_run_is_a_table_and_each_warning_once():
    account = Account()
    for number in range(4):
        severities = [Severity.WARNING] * number
        account.add(Published(publication(f"a{number}", *severities)))
    account.add(Published(publication("long", facts=(*FACTS, *facts((ARTICLE, "headline", LONG))))))
    table, warnings, ending = account.told(Path("out/x")).split("\n\n")
    lines = table.splitlines()

    assert lines[0].split() == [
        *("article", "people", "organizations", "quotations", "statements", "warnings")
    ]
    assert [line.split() for line in lines[1:5]] == [
        [f"a{number}", "1", "1", "2", "0", str(number)] for number in range(4)
    ]
    assert "  the bridge the bridge the bridge the bri…  " in lines[5]
    assert {columns(line) for line in lines} == {WIDTH}
    assert warnings == "  3 articles: Mend Warning."
    assert ending.startswith("5 in = 5 published + 0 rejected + 0 failed\n")


def test_the_most_frequent_warning_comes_first():
    account = Account()
    for number in range(4):
        severities = [Severity.WARNING] * (number > 0) + [Severity.INFO]
        report = publication("a", *severities).report
        rare = replace(report.results[0], severity=Severity.WARNING, message="A rare one.")
        results = report.results + ((rare,) if number == 0 else ())
        account.add(
            Published(replace(publication(f"a{number}"), report=replace(report, results=results)))
        )

    told = account.told(Path("out/x"))
    assert "  3 articles: Mend Warning.\n  1 article: A rare one.\n" in told
    assert "Mend Info." not in told


def test_a_headline_does_not_steer_the_terminal():
    account = Account()
    for _ in range(4):
        bad = facts((ARTICLE, "headline", "\x1b[2J\u202eBridge\nopens"))
        account.add(Published(publication(facts=tuple(bad))))

    told = account.told(Path("out/x"))
    assert "  \\u001b[2J\\u202eBridge opens " in told
    assert "\x1b" not in told


def test_what_is_withheld_is_counted():
    account = Account()
    account.add(Published(replace(publication("a"), withheld=2)))
    account.add(Published(replace(publication("b"), withheld=1)))

    told = account.told(Path("out/x"))
    assert "\n3 facts withheld for want of confidence; the evidence has them\n" in told


def test_what_is_kept_of_a_large_run_has_a_limit():
    account, larger = Account(), Account()
    for times, run in ((300, account), (900, larger)):
        for number in range(times):
            run.add(Published(publication(f"a{number}", Severity.WARNING)))
            run.add(Rejected(publication(f"r{number}", Severity.VIOLATION)))
            run.add(Failed("a.txt", ReadError("empty", source="a.txt")))
    told, more = account.told(Path("out/x")), larger.told(Path("out/x"))

    assert f"  … and {300 - LISTED} more\n" in told
    assert f"… and {300 - PROBLEMS} more were rejected; report.json names them all" in told
    assert f"… and {300 - PROBLEMS} more failed; report.json names them all" in told
    assert "  300 articles: Mend Warning." in told
    assert "900 in = 300 published + 300 rejected + 300 failed" in told
    assert len(more.splitlines()) == len(told.splitlines())


def test_without_a_dataset_no_file_is_named():
    account = Account()
    account.add(Failed("in", ReadError("no article in this folder", source="in")))

    assert account.told(None).splitlines()[2:] == [
        "1 in = 0 published + 0 rejected + 1 failed",
        "There was nothing to read, so no dataset was written.",
    ]
