"""The chain as a whole: what goes in comes out published, rejected or failed, and nothing else."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from nutgraf import pipeline, shacl
from nutgraf.config import Config
from nutgraf.errors import LimitError, NutgrafError, ReadError
from nutgraf.graph import (
    NIF,
    RDF,
    SCHEMA,
    Failed,
    Literal,
    Published,
    Rejected,
    Severity,
    ValidationReport,
)
from nutgraf.model import Source

STORY = """Ferry Guild Ends Its Strike

OSTRAND — The Ferry Guild of Ostrand ended its strike on Friday, its president said.

“We sail again with the tide,” said Mina Vossberg, president of the Ferry Guild of Ostrand.

Vossberg said that the boats had been painted on 3 May 2021.
"""
CONTACT = "desk@ostrand.example\n"


def source(name, text=STORY, **more):
    return Source(name=name, key=name.partition(".")[0], data=text.encode(), **more)


class Kept:
    """A store that keeps nothing and changes nothing."""

    def write(self, outcomes):
        yield from outcomes


def one(text=STORY, *, config=None, published=None):
    [outcome] = pipeline.outcomes(
        source("ferry.txt", text, published=published), config or Config()
    )
    return outcome


def values(triples, predicate):
    return [value for _, name, value in triples if name == predicate]


def reasons(publication, predicate):
    """The evidence nodes of the facts with this predicate, as predicate → objects."""
    about = {}
    for subject, name, value in publication.evidence:
        about.setdefault(subject, {}).setdefault(name, []).append(value)
    return [node for node in about.values() if node.get(RDF["predicate"]) == [predicate]]


def mixed():
    return [
        source("one.txt"),
        source("contact.txt", CONTACT),
        source("empty.txt", ""),
        Failed("gone.txt", ReadError("there is no such file", source="gone.txt")),
        source("wrong.pdf"),
        Source(name="big.txt", key="big", data=b"x" * 10_000_001),
        source("two.txt", "It rained on the ferry all of the day."),
    ]


def test_what_goes_in_comes_out_once_and_in_order():
    found = list(pipeline.publish(mixed(), Config(), Kept()))

    kinds = [type(outcome).__name__ for outcome in found]
    assert kinds == ["Published", "Rejected", "Failed", "Failed", "Failed", "Failed", "Published"]
    failed = [outcome for outcome in found if isinstance(outcome, Failed)]
    assert [outcome.source for outcome in failed] == [
        "empty.txt",
        "gone.txt",
        "wrong.pdf",
        "big.txt",
    ]
    assert all(str(outcome.error).startswith(outcome.source) for outcome in failed)
    assert isinstance(failed[-1].error, LimitError)
    assert [o.publication.source for o in found if isinstance(o, Published)] == [
        "one.txt",
        "two.txt",
    ]
    assert [o.publication.key for o in found if isinstance(o, Rejected)] == ["contact"]


def test_two_processes_give_what_one_gives():
    sources = mixed()
    alone = list(pipeline.publish(sources, Config(), Kept()))
    shared = list(pipeline.publish(sources, Config(jobs=2), Kept()))

    assert [type(outcome) for outcome in shared] == [type(outcome) for outcome in alone]
    for here, there in zip(alone, shared, strict=True):
        if isinstance(here, Failed):
            assert (here.source, str(here.error)) == (there.source, str(there.error))
            assert type(here.error) is type(there.error)
        else:
            assert here == there


@pytest.mark.parametrize("step", ["read", "annotate", "prepare"])
def test_what_breaks_inside_one_article_fails_it_in_one_line(monkeypatch, step):
    real = getattr(pipeline, step)

    def broken(first, *rest):
        name = first if isinstance(first, str) else getattr(first, "name", getattr(first, "id", ""))
        if name.startswith("one"):
            raise ZeroDivisionError("two\nlines,\tand a tab")
        return real(first, *rest)

    monkeypatch.setattr(pipeline, step, broken)
    found = list(pipeline.publish([source("one.txt"), source("two.txt")], Config(), Kept()))

    assert [type(outcome).__name__ for outcome in found] == ["Failed", "Published"]
    assert str(found[0].error) == (
        "one.txt: unexpected ZeroDivisionError: two lines, and a tab; please report it with the file"
    )
    assert isinstance(found[0].error, NutgrafError)


def test_an_interrupt_is_no_failure_of_an_article(monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "annotate", interrupted)

    with pytest.raises(KeyboardInterrupt):
        list(pipeline.outcomes(source("one.txt"), Config()))


def test_shapes_that_fit_nothing_at_all_are_an_error_and_no_pass(monkeypatch):
    nothing = ValidationReport(focus_nodes=(("urn:s", 0),))
    monkeypatch.setattr(shacl, "validator", lambda _: lambda *_: nothing)
    outcome = one()

    assert isinstance(outcome, Failed)
    assert "no shape of the profile applies to any node" in str(outcome.error)


def test_strict_lets_warnings_block():
    free, strict = one(), one(config=Config(strict=True))

    assert isinstance(free, Published)
    assert isinstance(strict, Rejected)
    assert free.publication == strict.publication
    assert not free.publication.report.of(Severity.VIOLATION)
    assert free.publication.report.of(Severity.WARNING)


def test_the_date_of_publication_is_the_callers_and_places_friday():
    without, given = one().publication, one(published="2024-05-19T08:00:00+02:00").publication

    assert values(without.facts, SCHEMA["datePublished"]) == []
    [date] = values(given.facts, SCHEMA["datePublished"])
    assert (date.value, date.datatype.rpartition("#")[2]) == (
        "2024-05-19T08:00:00+02:00",
        "dateTime",
    )
    [why] = reasons(given, SCHEMA["datePublished"])
    assert [basis.value for basis in why["https://w3id.org/nutgraf#basis"]] == ["caller"]

    def resolved(publication):
        words = {s: o.value for s, p, o in publication.evidence if p == NIF["anchorOf"]}
        return {words[s]: o.value for s, p, o in publication.evidence if p == RDF["value"]}

    assert resolved(without) == {"3 May 2021": "2021-05-03"}
    assert resolved(given) == {"3 May 2021": "2021-05-03", "Friday": "2024-05-17"}


@pytest.mark.parametrize("body", ["full", "excerpt", "none"])
def test_how_much_of_the_text_is_published(body):
    outcome = one(config=Config(body=body))

    assert isinstance(outcome, Published), outcome
    publication = outcome.publication
    assert publication.report.conforms()
    whole = values(publication.evidence, NIF["isString"])
    assert whole == ([Literal(STORY)] if body == "full" else [])
    assert len(values(publication.facts, SCHEMA["articleBody"])) == (body == "full")
    assert len(values(publication.facts, SCHEMA["abstract"])) == (body == "excerpt")
    assert len(values(publication.facts, SCHEMA["description"])) == (body != "none")
    assert len(values(publication.facts, SCHEMA["wordCount"])) == 1
    # The phrases of what is published stay, whatever the rights to the rest.
    assert "Mina Vossberg" in {each.value for each in values(publication.evidence, NIF["anchorOf"])}


def test_the_lines_are_the_publication_in_its_two_graphs():
    [article] = pipeline.read(source("ferry.txt"))
    analysis = pipeline.annotate(article)
    publication = pipeline.prepare("ferry.txt", analysis, Config())
    lines = "".join(pipeline.nquads(analysis, Config()))

    graphs = {publication.graph: 0, publication.evidence_graph: 0}
    for quad in ox.parse(lines.encode(), ox.RdfFormat.N_QUADS):
        graphs[quad.graph_name.value] += 1
    assert list(graphs.values()) == [len(publication.facts), len(publication.evidence)]
    assert [fact.triple for fact in pipeline.map(analysis, Config())] == list(publication.facts)


def test_the_base_is_the_configs():
    publication = one(config=Config(base="https://data.ostrand.example/")).publication

    assert publication.article == "https://data.ostrand.example/articles/ferry"
    assert "news.example" not in repr((publication.facts, publication.evidence))


def test_what_cannot_be_seen_is_no_part_of_a_label():
    outcome = one(
        "Rain\x07 Fell Again in Town\n\nIt rained all day, Ana\u200b Roca said in Lima.\n"
    )

    assert isinstance(outcome, Published)
    [headline] = values(outcome.publication.facts, SCHEMA["headline"])
    assert headline.value == "Rain Fell Again in Town"
    [body] = values(outcome.publication.facts, SCHEMA["articleBody"])
    assert "Ana\u200b Roca" in body.value


@pytest.mark.parametrize("body", ["excerpt", "none"])
def test_text_that_may_not_be_published_is_no_evidence_either(body):
    outcome = one(f"{STORY}\nFog lay over the harbour for hours.\n", config=Config(body=body))

    phrases = [value.value for value in values(outcome.publication.evidence, NIF["anchorOf"])]
    assert not any("Fog lay" in words for words in phrases)


def test_a_relative_day_in_a_quotation_is_not_reckoned_from_the_publication():
    text = "The strike ended on Friday.\n\n“We sail tomorrow,” said Mina Vossberg.\n"
    outcome = one(text, published="2024-05-19")

    days = {value.value for value in values(outcome.publication.evidence, RDF["value"])}
    assert days == {"2024-05-17"}
