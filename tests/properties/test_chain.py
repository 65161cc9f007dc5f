"""Whatever an article says, it is published conforming or set aside with a reason, never half."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from functools import cache

import pyoxigraph as ox
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from nutgraf import pipeline, readers, schemaorg, vocabulary
from nutgraf.config import Config
from nutgraf.errors import ReadError
from nutgraf.graph import (
    IRI,
    NIF,
    PROV,
    RDF,
    RDF_TYPE,
    SCHEMA,
    Literal,
    Published,
    Rejected,
    Severity,
)
from nutgraf.jsonlines import analysis_line, analysis_of, article_line, article_of
from nutgraf.model import Basis, Source, Span
from nutgraf.profile import context
from nutgraf.shapes import focus_nodes, load_shapes
from nutgraf.writers.jsonld import jsonld
from nutgraf.writers.nquads import ntriples
from nutgraf.writers.turtle import turtle

CONFIG = Config()
slow = settings(deadline=None, suppress_health_check=list(HealthCheck))

FIRST = [
    "Mina",
    "Ólafur",
    "Jean-Luc",
    "J.K.",
    "Nguyễn Thị",
    "Xi",
    "María José",
    "D’Arcy",
    "ANNA",
    "محمد",
]
LAST = [
    "Vossberg",
    "O’Brien",
    "Þórsson",
    "van der Aa",
    "al-Masri",
    "Smith-Ude",
    "李",
    "Díaz",
    "Mai",
]
PLACES = [
    "Velmora",
    "North Tarn",
    "Ostrand",
    "Kenya",
    "the US",
    "Saint-Aubin",
    "New Quill City",
    "香港",
]
GROUPS = [
    "Velmora Port Authority",
    "Bank of Ostrand (Kenya)",
    "Tarn University",
    "Harbour Traders’ Guild",
    "VPA",
    "Ministry of Tides",
    "Quill & Sons Ltd.",
    "the central bank",
    "Ostrand government",
]
TITLES = [
    "chief engineer",
    "president",
    "co-founder",
    "spokeswoman",
    "the former mayor",
    "member",
    "CEO",
]
VERBS = ["said", "says", "added", "told reporters", "warned", "wrote", "asked"]
EVENTS = ["Velmora Bridge Forum", "Ostrand Games", "2031 Tides Summit", "Tarn Cup"]
LAWS = [
    "Harbour Safety Act",
    "Treaty of Ostrand",
    "Tides Bill",
    "Convention on the Rights of Ferries",
]
DAYS = [
    "on Tuesday",
    "on 3 May 2021",
    "on February 30, 2021",
    "yesterday",
    "last week",
    "2031-13-45",
]
CLAUSES = [
    "the bridge will reopen in April",
    "we have replaced every cable",
    "it had “never seen” such tides",
    "fares would rise by 3.5% from $1,200.50",
    "nobody - not even the guild - knew",
    "«tout va bien»",
    "the rain, the wind, and the U.S. delegation arrived at 5 p.m.",
]
TEMPLATES = [
    "“{clause},” {verb} {first} {last}, {title} of the {group}.",
    "“{Clause}.”",
    '"{Clause}," {first} {last} {verb}. "{Clause}."',
    "{first} {last} {verb} that {clause} {day}.",
    "According to {last}, {clause}.",
    "{Clause}, {verb} {last}, who runs {group} in {place}.",
    "The {event}, co-organized by {group} and {group}, was held in {place}, {place} {day}.",
    "{place} president {first} {last} spoke at the {event}, before the signing of the {law} by {last}.",
    "‘{clause}’, {verb} the {title}; “{clause}",
    "{last}: “{clause} … {clause}” - {first} {last}",
    "The {place}-based think tank {group} was set up by {first} {last}.",
    "She {verb} {clause}. He {verb} {clause}.",
    "By {first} {last} and {first} {last}, {group}",
    "READ MORE: {Clause}",
    "Contact {first}.{last}@news.example, desk@velmora.example",
    "Ships are seen in {place} {day}. ({first} {last} / {group})",
    "Photo: {first} {last} / {group}",
    "{Clause} in {place}",
    "{PLACE}, May 3 ({group}) — {Clause}.",
    "Published: 3 May 2021",
    "{Clause}",
    "{first} {last}",
    "- {clause}",
    "Copyright {group}",
]
NOISE = [
    "\u00a0",
    "\u200b",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\x07",
    "\x1b[31m",
    "\x7f",
    "\x85",
    "\u0301",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "🇰🇪",
    "שלום עולם",
    "السلام عليكم",
    "x" * 300,
    "“" * 3,
    "”",
    "’s",
    "(((",
    "]]>",
    "</script>",
    "<b>",
    "{}",
    '\\"',
    "%zz",
    "#",
    "@",
    "\u2028",
    "\r",
    "\t",
    "\ue000",
    "\ufffe",
    "\U0010ffff",
]


@st.composite
def sentences(draw):
    """A sentence as a newsroom writes it, filled with names of our own."""
    clause = draw(st.sampled_from(CLAUSES))
    place = draw(st.sampled_from(PLACES))
    words = {
        "clause": clause,
        "Clause": clause[:1].upper() + clause[1:],
        "place": place,
        "PLACE": place.upper(),
        **{
            name: draw(st.sampled_from(choices))
            for name, choices in (
                ("first", FIRST),
                ("last", LAST),
                ("group", GROUPS),
                ("title", TITLES),
                ("verb", VERBS),
                ("event", EVENTS),
                ("law", LAWS),
                ("day", DAYS),
            )
        },
    }
    return draw(st.sampled_from(TEMPLATES)).format(**words)


@st.composite
def stretches(draw):
    """A paragraph: sentences, now and then with something odd put in anywhere."""
    text = draw(st.sampled_from([" ", "  ", "\u00a0", " \n"])).join(
        draw(st.lists(sentences(), min_size=1, max_size=3))
    )
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2]))):
        place = draw(st.integers(0, len(text)))
        odd = draw(st.sampled_from(NOISE) | st.text(max_size=8))
        text = text[:place] + odd + text[place:]
    return text


@st.composite
def newsroom(draw):
    """An article of such paragraphs, parted in one of the ways in which files part them."""
    parts = draw(st.lists(stretches(), min_size=1, max_size=6))
    if draw(st.booleans()):  # a pull quote, a repeated line
        parts.append(draw(st.sampled_from(parts)))
    apart = draw(st.sampled_from(["\n\n", "\n\n", "\r\n\r\n", "\n", "\r\n \t\r\n", "\u2029\u2029"]))
    return draw(st.sampled_from(["", "", "\ufeff"])) + apart.join(parts)


texts = newsroom() | newsroom() | st.text(max_size=300)
published = st.sampled_from([None, None, "2024-05-17", "2024-05-17T08:00:00+02:00"])


def sources(text, *, day=None, name="story.txt"):
    data = text.encode("utf-8", "surrogatepass")
    return Source(name=name, key="story", data=data, published=day)


def analysed(text, day=None):
    """The analysis of a text, or None where the reader says why there is none."""
    try:
        [article] = readers.read(sources(text, day=day))
    except ReadError:
        return None
    return pipeline.annotate(article)


def spans_of(value):
    if isinstance(value, Span):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from spans_of(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from spans_of(item)


@cache
def profile_context():
    return context()


def read_back(data, form):
    """What the strict parser of a second engine reads; blank nodes are none of ours."""
    found = set()
    for quad in ox.parse(data.encode() if isinstance(data, str) else data, form):
        triple = (quad.subject, quad.predicate, quad.object)
        assert not any(isinstance(term, ox.BlankNode) for term in triple)
        found.add(triple)
    return found


@given(st.binary(max_size=400) | newsroom().map(str.encode) | st.text().map(str.encode))
@settings(slow, max_examples=200)
@example(b"\xed\xa0\x80")
@example(b"\xff\xfeR\0a\0i\0n\0")
@example(b"\r")
def test_a_reader_gives_articles_or_says_why_not(data):
    told = ""
    try:
        articles = list(readers.read(Source(name="story.txt", key="story", data=data)))
    except ReadError as error:  # a LimitError is one, too
        told = str(error)
    if told:
        assert told.startswith("story.txt")
        assert len(told.splitlines()) == 1
        return
    [article] = articles
    assert article.text == data.removeprefix(b"\xef\xbb\xbf").decode()
    ends = 0
    for paragraph in article.paragraphs:
        words = paragraph.span.of(article.text)
        assert words == words.strip() != ""
        assert ends <= paragraph.span.start
        ends = paragraph.span.end


@given(texts, published)
@settings(slow, max_examples=80)
def test_every_span_lies_in_the_text_and_names_what_it_means(text, day):
    analysis = analysed(text, day)
    if analysis is None:
        return
    length = len(analysis.article.text)
    assert all(span.end <= length for span in spans_of(analysis))
    known = {entity.id for entity in analysis.entities}
    assert len(known) == len(analysis.entities)
    for mention in analysis.mentions:
        assert mention.entity in known
        assert mention.span.of(analysis.article.text).strip()
    for quotation in analysis.quotations:
        assert all(quotation.span.contains(part) for part in quotation.parts)
    for relation in analysis.relations:
        assert relation.subject in known
        assert relation.object is None or relation.object in known
    assert all(role.person in known for role in analysis.roles)


def check_templates(graph):
    """What templates write, and what is known without triples, is what the triples have."""
    triples = tuple(graph)
    assert ntriples(graph) == ntriples(list(triples))
    for base in (CONFIG.base, "https://elsewhere.example/"):
        assert turtle(graph, base) == turtle(triples, base)
    assert set(graph.literals()) == {each for _, _, each in triples if isinstance(each, Literal)}
    assert focus_nodes(graph, load_shapes()) == focus_nodes(triples, load_shapes())
    return triples


@given(texts, published)
@settings(slow, max_examples=80)
def test_every_fact_has_its_words_and_every_format_says_the_same(text, day):
    analysis = analysed(text, day)
    if analysis is None:
        return
    mapping = schemaorg.mapping_of(analysis, CONFIG)
    facts = tuple(schemaorg.map_article(mapping))
    triples = [fact.triple for fact in facts]
    evidence = check_templates(schemaorg.evidence(mapping, facts))

    check_evidence(analysis.article.text, facts, evidence)
    check_terms((*triples, *evidence))

    lines = pipeline.nquads(analysis, CONFIG)
    graphs = {mapping.iris.graph: set(), mapping.iris.evidence_graph: set()}
    for quad in ox.parse("".join(lines).encode(), ox.RdfFormat.N_QUADS):
        graphs[quad.graph_name.value].add((quad.subject, quad.predicate, quad.object))
    first, second = graphs.values()
    assert read_back(turtle(triples, CONFIG.base), ox.RdfFormat.TURTLE) == first
    assert read_back(turtle(evidence, CONFIG.base), ox.RdfFormat.TURTLE) == second
    tree = jsonld(triples, mapping.iris.article, profile_context())
    assert read_back(tree, ox.RdfFormat.JSON_LD) == first


@given(texts, published)
@settings(slow, max_examples=50)
def test_three_engines_read_the_same_in_turtle_and_json_ld(engines, text, day):
    analysis = analysed(text, day)
    if analysis is None:
        return
    mapping = schemaorg.mapping_of(analysis, CONFIG)
    triples = [fact.triple for fact in schemaorg.map_article(mapping)]
    tree = jsonld(triples, mapping.iris.article, profile_context())

    assert len(engines.agreed(turtle(triples, CONFIG.base), tree)) == len(set(triples))


def check_evidence(text, facts, evidence):
    """Each fact once, with its reasons; each phrase with the words that stand there."""
    about = {}
    for subject, predicate, value in evidence:
        about.setdefault(subject, {}).setdefault(predicate, []).append(value)
    reasons = [node for node in about.values() if RDF["Statement"] in node.get(RDF_TYPE, ())]
    assert len(reasons) == len(facts)
    assert {
        (n[RDF["subject"]][0], n[RDF["predicate"]][0], n[RDF["object"]][0]) for n in reasons
    } == {fact.triple for fact in facts}
    for node in reasons:
        basis = node["https://w3id.org/nutgraf#basis"][0].value
        words = node.get(PROV["wasDerivedFrom"], [])
        assert words or basis in (Basis.STRUCTURAL, Basis.CALLER)
        assert all(phrase in about for phrase in words)
    for node in about.values():
        if NIF["anchorOf"] in node:
            [begin], [end], [anchor] = (
                node[NIF[name]] for name in ("beginIndex", "endIndex", "anchorOf")
            )
            assert text[int(begin.value) : int(end.value)] == anchor.value
        if NIF["isString"] in node:
            assert node[NIF["isString"]][0].value == text


def check_terms(triples):
    """Every term of schema.org's is one of release 30.0, every IRI one for the strict parser."""
    for triple in triples:
        for term in triple:
            if not isinstance(term, IRI):
                continue
            assert ox.NamedNode(term).value == term
            if term.startswith(SCHEMA):
                assert vocabulary.is_term(term.removeprefix(SCHEMA)), term
        assert (
            triple.predicate != RDF_TYPE
            or not triple.object.startswith(SCHEMA)
            or (vocabulary.is_class(triple.object.removeprefix(SCHEMA)))
        )


@given(texts, published)
@settings(slow, max_examples=60)
def test_json_lines_say_what_the_values_say(text, day):
    try:
        [article] = readers.read(sources(text, day=day))
    except ReadError:
        return
    assert article_of(article_line(article)) == article
    analysis = pipeline.annotate(article)
    line = analysis_line(analysis)
    assert len(line.splitlines()) == 1
    again = analysis_of(line)
    assert again == analysis
    assert pipeline.nquads(again, CONFIG) == pipeline.nquads(analysis, CONFIG)
    rows = json.loads(line)
    for key in ("persons", "organizations", "places", "quotations", "statements"):
        for row in rows[key]:
            assert 0 <= row["start"] <= row["end"] <= len(article.text)


@given(texts, texts)
@settings(slow, max_examples=30)
def test_an_article_does_not_depend_on_the_one_before(first, second):
    analysis = analysed(first)
    if analysis is None:
        return
    lines = pipeline.nquads(analysis, CONFIG)
    analysed(second)
    assert analysed(first) == analysis
    assert pipeline.nquads(analysis, CONFIG) == lines


BODIES = st.sampled_from(["full", "full", "excerpt", "none"])
LEAST = st.sampled_from([0.0, 0.0, 0.0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0])


@given(texts, published, BODIES, LEAST)
@settings(slow, max_examples=20, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@example("desk@velmora.example", None, "full", 0.0)
@example("\x07", None, "full", 0.0)
@example("“", None, "full", 0.0)
@example("{}", "2024-05-17", "none", 0.9)
def test_an_article_is_published_conforming_or_rejected_with_the_reason(text, day, body, least):
    source = sources(text, day=day)
    try:
        [article] = readers.read(source)
    except ReadError:
        return
    [outcome] = pipeline.outcomes(source, Config(body=body, min_confidence=least))
    assert isinstance(outcome, Published | Rejected), outcome
    violations = outcome.publication.report.of(Severity.VIOLATION)
    assert isinstance(outcome, Rejected) == bool(violations)
    for result in violations:
        assert not article.body, result
        assert result.source_shape.endswith("#NewsArticle-wordCount"), result
    if not article.body:
        assert violations or least > 0.95  # not even the count of its words is so sure


@given(texts, published, BODIES, LEAST)
@settings(slow, max_examples=80)
def test_what_is_published_is_sure_and_hangs_together_and_the_rest_is_in_the_evidence(
    text, day, body, least
):
    analysis = analysed(text, day)
    if analysis is None:
        return
    mapping = schemaorg.mapping_of(analysis, Config(body=body, min_confidence=least))
    check_withholding(mapping, least)


def check_withholding(mapping, least):
    """Nothing is lost, nothing hangs in the air; the evidence tells of all of it."""
    whole = schemaorg.mapping_of(mapping.analysis, replace(mapping.config, min_confidence=0.0))
    everything = tuple(schemaorg.map_article(whole))
    facts, withheld = schemaorg.sift_article(mapping)
    assert {*facts, *(each for each, _ in withheld)} == set(everything)
    assert len(facts) + len(withheld) == len(everything)
    given = (mapping.iris.article, RDF_TYPE)
    assert all(f.evidence.confidence >= least or f.triple[:2] == given for f in facts)
    described = {each.triple.subject for each in everything}
    left = {each.triple.subject for each in facts}
    pointed_at = {each.triple.object for each in facts}
    assert all(node in left for node in pointed_at & described)
    assert left <= pointed_at | {mapping.iris.article}
    evidence = check_templates(schemaorg.evidence(mapping, facts, withheld))
    check_evidence(mapping.text, everything, evidence)
    return {each.triple for each in facts}


def test_the_seed_conforms_however_sure_its_facts_must_be(root):
    [path] = (root / "seeds" / "articles").rglob("*.txt")
    analysis = analysed(path.read_text("utf-8"))
    everything = schemaorg.map_article(schemaorg.mapping_of(analysis, CONFIG))
    before = None
    for least in sorted({each.evidence.confidence for each in everything}):
        config = Config(min_confidence=least)
        facts = check_withholding(schemaorg.mapping_of(analysis, config), least)
        assert before is None or facts <= before
        before = facts
        report = pipeline.prepare("seed.txt", analysis, config).report
        assert report.conforms(), (least, report.of(Severity.VIOLATION))
