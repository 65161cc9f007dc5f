"""Facts that are not sure enough: what goes, what goes with them, and where they are told."""

import pytest
import rdflib

from nutgraf import pipeline, schemaorg
from nutgraf.config import Config
from nutgraf.graph import IRI, NG, RDF, SCHEMA, Published, Severity, Withheld
from nutgraf.model import Evidence, Source, Span
from nutgraf.schemaorg.facts import a, fact, structural
from nutgraf.schemaorg.nodes import NEEDED
from nutgraf.schemaorg.withholding import sifted
from nutgraf.shacl import load_shapes

BASE = "https://data.example.org/"
ARTICLE, JANE, GUILD, ROLE, OSLO, SAID, JOB = (
    IRI(BASE + name)
    for name in ("articles/a", "people/jane", "guild", "role", "oslo", "said", "job")
)
SH = rdflib.SH


def why(sure, *spans):
    return Evidence(rule="test", confidence=sure, spans=spans)


def graph(**sure):
    """An article with a bit of everything; each part is as sure as said, else entirely."""
    at = lambda name: why(sure.get(name, 1.0))  # noqa: E731  (a word for the table below)
    return [
        a(ARTICLE, "NewsArticle", why(0.5)),
        fact(ARTICLE, "headline", "Jane speaks", why(sure.get("headline", 1.0), Span(0, 11))),
        fact(ARTICLE, "articleBody", "“Yes,” said Jane.", why(sure.get("body", 1.0), Span(13, 30))),
        fact(ARTICLE, "mentions", JANE, at("jane")),
        fact(ARTICLE, "mentions", GUILD, at("guild")),
        fact(ARTICLE, "hasPart", SAID, structural("part")),
        a(SAID, "Quotation", structural("marks")),
        fact(SAID, "text", "Yes", why(sure.get("text", 1.0), Span(*sure.get("place", (14, 17))))),
        fact(SAID, "creator", JANE, at("speaker")),
        fact(SAID, "isPartOf", ARTICLE, structural("part")),
        a(JANE, "Person", at("jane")),
        fact(JANE, "name", "Jane", at("jane")),
        fact(JANE, "memberOf", GUILD, at("member")),
        fact(JANE, "hasOccupation", JOB, at("job")),
        a(JOB, "Occupation", structural("office")),
        fact(JOB, "name", "mayor", at("job")),
        fact(JOB, "occupationLocation", OSLO, at("job")),
        a(GUILD, "Organization", at("guild")),
        fact(GUILD, "name", "Guild", at("guild")),
        fact(GUILD, "member", ROLE, at("member")),
        a(ROLE, "OrganizationRole", structural("role")),
        fact(ROLE, "roleName", "chair", at("title")),
        fact(ROLE, "member", JANE, at("member")),
        a(OSLO, "Place", at("oslo")),
        fact(OSLO, "name", "Oslo", at("oslo")),
    ]


def told(facts):
    return {(each.triple.subject, each.triple.predicate.rpartition("/")[2]) for each in facts}


@pytest.mark.parametrize(
    ("unsure", "gone"),
    [
        # a person goes with all that is said of them, and so do a role and a job without a person
        ("jane", {ROLE, JANE, JOB, OSLO}),
        # a role goes without its organization, its title or its person
        ("guild", {GUILD, ROLE}),
        ("title", {ROLE}),
        ("member", {ROLE}),
        # a place goes that only a job leads to, and a job that is nowhere
        ("job", {JOB, OSLO}),
        ("oslo", {JOB, OSLO}),
        # a quotation stays without its speaker, and goes without its words
        ("speaker", set()),
        ("text", {SAID}),
    ],
)
def test_what_goes_with_what_is_unsure(unsure, gone):
    facts = graph(**{unsure: 0.4})
    kept, withheld = sifted(facts, ARTICLE, 0.5)

    subjects = {each.triple.subject for each in kept}
    assert {ARTICLE, JANE, GUILD, ROLE, OSLO, SAID, JOB} - subjects == gone
    for each in kept:
        assert each.triple.object not in gone
    assert {*kept, *(each for each, _ in withheld)} == set(facts)
    for each, reason in withheld:
        assert (reason is Withheld.UNSURE) == (each.evidence.confidence < 0.5)


def test_nothing_is_withheld_that_is_as_sure_as_asked():
    facts = graph(jane=0.85, guild=0.85)
    assert sifted(facts, ARTICLE, 0.5) == (tuple(facts), ())
    assert sifted(facts, ARTICLE, 0.85).withheld == ()
    assert sifted(facts, ARTICLE, 0.9).withheld != ()


def test_the_article_is_always_one():
    [kept, withheld] = sifted(graph(), ARTICLE, 1.0)
    assert told(kept) >= {(ARTICLE, "headline")}
    assert kept[0].triple.object == SCHEMA["NewsArticle"]
    assert withheld == ()


def test_a_quotation_goes_with_the_text_that_it_stands_in():
    inside = graph(headline=0.4, place=(0, 4))
    assert SAID not in {each.triple.subject for each in sifted(inside, ARTICLE, 0.5).published}
    # Where the body is not published, nobody can look it up there either.
    both = graph(headline=0.4, body=0.4, place=(0, 4))
    assert SAID in {each.triple.subject for each in sifted(both, ARTICLE, 0.5).published}


def test_what_a_node_needs_is_what_the_shapes_ask_for():
    shapes = load_shapes().graph
    asked = {}
    for shape, name in [(s, str(o)) for s, o in shapes.subject_objects(SH.targetClass)]:
        for each in shapes.objects(shape, SH.property):
            path = shapes.value(each, SH.path)
            if shapes.value(each, SH.minCount) and shapes.value(each, SH.severity) == SH.Violation:
                choices = shapes.value(path, SH.alternativePath)
                paths = list(shapes.items(choices)) if choices else [path]
                names = [str(p).removeprefix(SCHEMA) for p in paths if isinstance(p, rdflib.URIRef)]
                if names and name.startswith(SCHEMA):
                    asked.setdefault(name.removeprefix(SCHEMA), []).append(set(names))
    structural_ones = ({"isPartOf"}, {"position"})
    for kind, groups in asked.items():
        for names in groups:
            if names not in structural_ones and kind in NEEDED:
                assert any(names <= set(group) or set(group) <= names for group in NEEDED[kind]), (
                    kind,
                    names,
                )


TEXT = (
    "Guild meets\n\n“The quay is ours,” said Ines Calder, chair of the Harbour Traders Guild, on"
    " Monday in Velmora.\n\nShe said the rain would stop.\n"
)


def published(least):
    [outcome] = pipeline.outcomes(
        Source(name="a.txt", key="a", data=TEXT.encode()), Config(base=BASE, min_confidence=least)
    )
    assert isinstance(outcome, Published)
    return outcome.publication


def test_the_evidence_keeps_the_account():
    everything, sure = published(0), published(0.9)
    assert everything.withheld == 0
    assert sure.withheld > 0
    assert set(sure.facts) < set(everything.facts)
    assert len(sure.facts) + sure.withheld == len(everything.facts)
    assert not sure.report.of(Severity.VIOLATION)

    reasons = {s: o.value for s, p, o in sure.evidence if p == NG["withheld"]}
    assert len(reasons) == sure.withheld
    assert set(reasons.values()) <= {"unsure", "dependent"}
    assert not [p for _, p, _ in everything.evidence if p in (NG["withheld"], NG["minConfidence"])]
    [least] = [t for t in sure.evidence if t.predicate == NG["minConfidence"]]
    assert (least.subject, least.object.value) == (sure.graph, "0.9")
    # But for the two, the evidence of both says the same.
    own = {t for t in sure.evidence if t.predicate not in (NG["withheld"], NG["minConfidence"])}
    assert own == set(everything.evidence)
    about = {t.subject: t.object for t in sure.evidence if t.predicate == RDF["subject"]}
    assert all(node in about for node in reasons)


def test_map_gives_what_is_published():
    [article] = pipeline.read(Source(name="a.txt", key="a", data=TEXT.encode()))
    analysis = pipeline.annotate(article)
    config = Config(base=BASE, min_confidence=0.9)
    facts = tuple(each.triple for each in pipeline.map(analysis, config))
    assert facts == published(0.9).facts
    assert "".join(pipeline.nquads(analysis, config)).count(f"<{NG['withheld']}>") == len(
        schemaorg.sift_article(schemaorg.mapping_of(analysis, config)).withheld
    )
