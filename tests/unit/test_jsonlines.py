"""Articles and analyses as JSON lines: nothing is lost, nothing is taken on trust."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf import model
from nutgraf.errors import ReadError
from nutgraf.jsonlines import analysis_line, analysis_of, article_line, article_of
from nutgraf.model import (
    Analysis,
    Article,
    Basis,
    Entity,
    EntityKind,
    Evidence,
    Mention,
    MentionForm,
    Paragraph,
    ParagraphKind,
    Quotation,
    Role,
    Span,
    Speaker,
    Statement,
)

TEXT = "“It is safe,” said Ines Calder of the Port Authority. “It always was.” Experts agree, she said."
SEEN = Evidence(rule="test", spans=(Span(0, 5),))


def span(words: str, *, after: int = 0) -> Span:
    start = TEXT.index(words, after)
    return Span(start, start + len(words))


ARTICLE = Article(
    id="Bridge",
    key="bridge",
    text=TEXT,
    digest="0" * 64,
    paragraphs=(Paragraph(kind=ParagraphKind.LEAD, span=Span(0, len(TEXT))),),
)
CALDER = Entity(id="people/ines-calder", kind=EntityKind.PERSON, name="Ines Calder", evidence=SEEN)
PORT = Entity(
    id="organizations/port-authority",
    kind=EntityKind.ORGANIZATION,
    name="Velmora Port Authority",
    evidence=SEEN,
)
ANALYSIS = Analysis(
    article=ARTICLE,
    entities=(CALDER, PORT),
    mentions=(
        Mention(span=span("Ines Calder"), kind=EntityKind.PERSON, evidence=SEEN, entity=CALDER.id),
        Mention(
            span=span("Port Authority"), kind=EntityKind.ORGANIZATION, evidence=SEEN, entity=PORT.id
        ),
        Mention(
            span=span("she"),
            kind=EntityKind.PERSON,
            evidence=SEEN,
            form=MentionForm.PRONOUN,
            entity=CALDER.id,
        ),
    ),
    roles=(
        Role(
            person=CALDER.id,
            evidence=Evidence(rule="of", spans=(span("Port Authority"), span("Ines Calder"))),
            organization=PORT.id,
        ),
    ),
    quotations=(
        Quotation(
            span=Span(0, TEXT.index(" Experts")),
            parts=(span("It is safe"), span("It always was.")),
            evidence=SEEN,
            speaker=Speaker(
                evidence=SEEN,
                span=span("Ines Calder"),
                form=MentionForm.NAME,
                entity=CALDER.id,
            ),
        ),
        Quotation(
            span=span("“It always was.”"),
            parts=(span("It always was."),),
            evidence=SEEN,
            speaker=Speaker(
                evidence=replace(SEEN, basis=Basis.INFERRED, confidence=0.7), entity=CALDER.id
            ),
        ),
        Quotation(span=Span(0, 2), parts=(Span(1, 2),), evidence=SEEN),
    ),
    statements=(
        Statement(
            span=span("Experts agree"),
            parts=(span("agree"),),
            cue=span("said", after=60),
            evidence=SEEN,
            speaker=Speaker(evidence=SEEN, span=span("Experts"), form=MentionForm.NOMINAL),
        ),
    ),
)


def rows(analysis: Analysis) -> dict:
    return json.loads(analysis_line(analysis, base="https://b.example/"))


def test_the_keys_of_an_annotated_line():
    assert list(rows(ANALYSIS)) == [
        "id",
        "text",
        "persons",
        "organizations",
        "places",
        "events",
        "legislation",
        "terms",
        "quotations",
        "statements",
        "roles",
        "analysis",
    ]


def test_a_mention_by_name_is_a_row_and_a_pronoun_is_none():
    assert rows(ANALYSIS)["persons"] == [
        {
            "name": "Ines Calder",
            "start": 19,
            "end": 30,
            "entity": "https://b.example/people/ines-calder",
        }
    ]
    [port] = rows(ANALYSIS)["organizations"]
    assert (port["name"], TEXT[port["start"] : port["end"]]) == (
        "Velmora Port Authority",
        "Port Authority",
    )


def test_a_speaker_is_a_name_when_resolved_else_the_words_else_nobody():
    said = [*rows(ANALYSIS)["quotations"], *rows(ANALYSIS)["statements"]]

    assert [(row["speaker"], row["speaker_kind"], row["speaker_entity"]) for row in said] == [
        ("Ines Calder", "named", "https://b.example/people/ines-calder"),
        ("Ines Calder", None, "https://b.example/people/ines-calder"),
        (None, None, None),
        ("Experts", "nominal", None),
    ]


def test_a_split_quotation_is_one_row_with_its_parts():
    quotation = rows(ANALYSIS)["quotations"][0]

    assert quotation["text"] == "It is safe … It always was."
    assert TEXT[quotation["start"] : quotation["end"]].startswith("“It is safe,” said")
    assert [TEXT[part["start"] : part["end"]] for part in quotation["parts"]] == [
        part["text"] for part in quotation["parts"]
    ]


def test_a_role_spans_all_its_words():
    assert rows(ANALYSIS)["roles"] == [
        {
            "person": "Ines Calder",
            "role": None,
            "organization": "Velmora Port Authority",
            "start": 19,
            "end": 52,
        }
    ]


def test_the_text_stands_in_a_line_once():
    assert analysis_line(ANALYSIS).count("Experts agree, she said") == 1


spans = st.integers(0, 40).flatmap(lambda n: st.builds(Span, st.integers(0, n), st.just(n)))
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=40, max_size=60)
steps = st.integers(0, 20).map(lambda n: n / 20)
evidence = st.builds(Evidence, confidence=steps, spans=st.lists(spans, max_size=2).map(tuple))
articles = st.builds(
    Article,
    text=texts,
    key=st.sampled_from(["a", "bridge-2", "île", "香港電台"]),
    digest=st.just("0f" * 32),
    published=st.none() | st.just("2024-05-06"),
)
relations = st.builds(model.Relation, object=st.text(), value=st.none()) | st.builds(
    model.Relation, object=st.none(), value=st.text()
)


@pytest.fixture(scope="module", autouse=True)
def _strategies():
    for kind, strategy in (
        (Span, spans),
        (Evidence, evidence),
        (Article, articles),
        (model.Relation, relations),
    ):
        st.register_type_strategy(kind, strategy)


@given(st.data())
def test_any_article_comes_back_as_it_was(data):
    article = data.draw(articles)
    line = article_line(article)

    assert article_of(line) == article
    assert len(line.splitlines()) == 1
    assert line.encode().decode("utf-8") == line


@given(st.data())
def test_any_analysis_comes_back_as_it_was(data):
    analysis = data.draw(st.builds(Analysis, article=articles))
    line = analysis_line(analysis)

    assert analysis_of(line) == analysis
    assert len(line.splitlines()) == 1


def changed(**keys) -> str:
    line = json.loads(article_line(ARTICLE))
    return json.dumps({**line, **keys})


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("", "not JSON (Expecting value)"),
        ("{", "not JSON (Expecting property name"),
        ("[]", "not a JSON object"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a": NaN}', "not JSON (NaN is no number)"),
        ('{"text": "x"}', "id is missing"),
        (changed(id=7), "id: expected a JSON value for str"),
        (changed(text=None), "text: expected a JSON value for str"),
        (changed(key="../../etc"), "key: '../../etc' is not a slug"),
        (changed(key="a b> <x"), "key: 'a b> <x' is not a slug"),
        (changed(key=""), "key: '' is not a slug"),
        (changed(digest="zz"), "digest: not a SHA-256 in hex"),
        (changed(paragraphs={}), "paragraphs: expected an array"),
        (changed(paragraphs=[7]), "paragraphs[0]: expected an object"),
        (
            changed(paragraphs=[{"kind": "poem", "span": [0, 1]}]),
            "paragraphs[0].kind: expected one of headline,",
        ),
        (
            changed(paragraphs=[{"kind": "lead", "span": [0, 999]}]),
            "paragraphs[0].span: [0, 999) is outside the text",
        ),
        (
            changed(paragraphs=[{"kind": "lead", "span": [2, 1]}]),
            "paragraphs[0].span: expected two offsets",
        ),
    ],
)
def test_a_malformed_line_is_told_with_its_number_and_place(line, told):
    with pytest.raises(ReadError) as caught:
        article_of(line, number=12)

    assert str(caught.value).startswith(f"standard input, line 12: {told}")
    assert "give the output of `nutgraf read`" in str(caught.value)


def test_a_line_of_read_is_none_of_annotate():
    with pytest.raises(ReadError, match="the key 'analysis' is missing; give the output of `nutg"):
        analysis_of(article_line(ARTICLE))
