"""Whatever a line of JSON holds, it is read word for word or refused with a reason, never half."""

from __future__ import annotations

import json

import pyoxigraph as ox
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nutgraf import pipeline
from nutgraf.config import Config
from nutgraf.errors import ReadError
from nutgraf.graph import NIF, Failed, Published, Rejected
from nutgraf.jsonlines import article_line, article_of
from nutgraf.model import Source
from nutgraf.profile import context
from nutgraf.writers.jsonld import jsonld
from nutgraf.writers.turtle import turtle

CONFIG = Config()
slow = settings(deadline=None, suppress_health_check=list(HealthCheck))

NAMES = [
    "Ines Calder",
    "Ostrand",
    "Ostrand Ferry Guild",
    "Supreme Court",
    "O’Brien",
    "李",
    "a",
    "？",
]
WORDS = ["We sail", "We sail … again", "“We sail,” she said.", "OSTRAND\n\nRain.", " … ", "\u200b"]
ADDRESSES = [
    "https://a.example/x",
    "https://[a",
    "http://a.example/é#b",
    "javascript:1",
    "https://",
]
CLASSES = ["Person", "Organization", "City", "Airline", "Event", "Legislation", "Recipe", "Thing"]

words = st.sampled_from(NAMES + WORDS) | st.text(max_size=30)
dates = st.sampled_from(["2031-03-04", "2031-03-04T09:30Z", "2031-02-30", "4 March", "x"])
loose = st.none() | st.booleans() | st.integers() | st.just([]) | st.just({}) | words


def members(**strategies):
    """An object with some of these members."""
    return st.fixed_dictionaries({}, optional=strategies)


def some(strategy):
    return strategy | st.lists(strategy, max_size=3)


def nodes(depth=1):
    inner = nodes(depth - 1) if depth else st.nothing()
    return st.builds(
        lambda kind, name, more: {**more, "@type": kind, "name": name},
        st.sampled_from(CLASSES),
        st.sampled_from(NAMES) | words,
        st.fixed_dictionaries(
            {},
            optional={
                "@id": st.sampled_from(["#a", "#b"]),
                "alternateName": some(words),
                "url": some(st.sampled_from(ADDRESSES)),
                "sameAs": st.sampled_from(ADDRESSES),
                "jobTitle": some(words),
                "familyName": words,
                **({"worksFor": some(inner)} if depth else {}),
            },
        ),
    ) | st.sampled_from([{"@id": "#a"}, {"id": "#b"}])


things = some(nodes() | words)
quotations = st.fixed_dictionaries(
    {"@type": st.sampled_from(["Quotation", "Quotation", "Clip"]), "text": words},
    optional={"creator": things, "spokenByCharacter": things},
)
pictures = st.sampled_from(ADDRESSES) | members(caption=words, creditText=words, url=words)
articles = members(
    identifier=words,
    headline=words,
    alternativeHeadline=some(words),
    description=words,
    articleBody=st.lists(words, min_size=1, max_size=5).map(" ".join),
    datePublished=dates,
    dateModified=dates,
    inLanguage=st.sampled_from(["en", "en_GB", "fr"]),
    articleSection=some(words),
    keywords=some(words),
    url=st.sampled_from(ADDRESSES),
    author=things,
    publisher=things,
    image=some(pictures),
    about=things,
    mentions=things,
    hasPart=some(quotations),
    genre=words,
)
broken = st.builds(
    lambda value, key, other: {**value, key: other},
    articles,
    st.sampled_from(["headline", "author", "mentions", "hasPart", "image", "keywords", "@type"]),
    loose | st.lists(loose, max_size=2),
)


def source(value):
    return Source(name="a.jsonl", key="a", data=json.dumps(value).encode(), line=1)


def read_back(data, form):
    """The statements, by a second engine; blank nodes are none of ours."""
    found = {(q.subject, q.predicate, q.object) for q in ox.parse(data.encode(), form)}
    assert not any(isinstance(term, ox.BlankNode) for triple in found for term in triple)
    return found


@given(articles | broken)
@settings(slow, max_examples=300)
@example({"headline": "a", "mentions": [{"@type": "Person", "name": "a", "@id": "#a"}] * 2})
@example({"headline": "a", "hasPart": {"@type": "Quotation", "text": " … "}})
def test_a_line_is_read_or_refused(value):
    told = ""
    try:
        [article] = pipeline.read(source(value))
    except ReadError as error:
        told = str(error)
    if told:
        assert told.startswith("a.jsonl, line 1")
        assert len(told.splitlines()) == 1
        return
    assert article_of(article_line(article)) == article
    said = article.stated
    known = {entity.id for entity in said.entities}
    assert len(known) == len(said.entities)
    for mention in said.mentions:
        assert mention.entity in known
        assert mention.span.of(article.text).strip()
    for quotation in said.quotations:
        assert all(quotation.span.contains(part) for part in quotation.parts)
    ends = 0
    for paragraph in article.paragraphs:
        words = paragraph.span.of(article.text)
        assert words == words.strip() != ""
        assert ends <= paragraph.span.start
        ends = paragraph.span.end


@given(articles.map(lambda value: {"headline": "Rain", "mentions": [], **value}))
@settings(slow, max_examples=60)
def test_a_line_is_published_conforming_or_set_aside_with_the_reason(value):
    [outcome] = pipeline.outcomes(source(value), CONFIG)
    if isinstance(outcome, Failed):
        assert isinstance(outcome.error, ReadError), outcome.error
        return
    publication = outcome.publication
    assert isinstance(outcome, Published if publication.report.conforms() else Rejected)
    [article] = pipeline.read(source(value))
    for subject, predicate, term in publication.evidence:
        if predicate == NIF["anchorOf"]:
            begin, end = map(int, subject.rsplit("=", 1)[-1].split(","))
            assert article.text[begin:end] == term.value
    triples = read_back(turtle(publication.facts, CONFIG.base), ox.RdfFormat.TURTLE)
    tree = jsonld(publication.facts, publication.article, context())
    assert read_back(tree, ox.RdfFormat.JSON_LD) == triples
    assert len(triples) == len(publication.facts)
