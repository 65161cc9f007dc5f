"""Tokens and sentences, with their places."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nutgraf.language.tokens import Reading, split, tokenize
from nutgraf.model import Paragraph, ParagraphKind, Span


def tokens(text):
    return [token.text for token in tokenize(text, Span(0, len(text)))]


def sentences(text):
    paragraph = Paragraph(kind=ParagraphKind.BODY, span=Span(0, len(text)))
    return [sentence.span.of(text) for sentence in split(text, paragraph)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Rain fell.", "Rain|fell|.", id="full-stop"),
        pytest.param("Peru’s lake", "Peru|’s|lake", id="possessive"),
        pytest.param("the O’Hara bridge", "the|O’Hara|bridge", id="apostrophe-inside"),
        pytest.param("we can’t", "we|can’t", id="contraction"),
        pytest.param("they’ve gone", "they|’ve|gone", id="clitic"),
        pytest.param("Oslo-based firm", "Oslo|-|based|firm", id="hyphen"),
        pytest.param("a U.N. envoy", "a|U.N.|envoy", id="full-stops-inside"),
        pytest.param("Mr. Sato left", "Mr.|Sato|left", id="title"),
        pytest.param("J. Adeyemi", "J.|Adeyemi", id="initial"),
        pytest.param("Sept. 4", "Sept.|4", id="month"),
        pytest.param("$1,200.50 or 12%", "$1,200.50|or|12%", id="numbers"),
        pytest.param("“No,” she said", "“|No|,|”|she|said", id="marks"),
        pytest.param("desk@post.example now", "desk@post.example|now", id="e-mail"),
        pytest.param(
            "see https://post.example/a?b=1.", "see|https://post.example/a?b=1|.", id="web"
        ),
        pytest.param("wait ... what", "wait|...|what", id="dots"),
        pytest.param("Ürümqi’s Şanlı road", "Ürümqi|’s|Şanlı|road", id="letters-with-marks"),
        pytest.param("東京 Tower", "東京|Tower", id="han"),
        pytest.param("the No. 2 line", "the|No.|2|line", id="number-sign"),
    ],
)
def test_tokens(text, expected):
    assert tokens(text) == expected.split("|")


@settings(deadline=None)
@given(st.text(max_size=60))
def test_tokens_slice_out_of_the_text_and_miss_no_visible_letter(text):
    found = list(tokenize(text, Span(0, len(text))))
    assert all(text[token.start : token.end] == token.text for token in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    seen = {place for token in found for place in range(token.start, token.end)}
    assert all(place in seen for place, c in enumerate(text) if c.isalnum())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Mr. Sato met Dr. Ndiaye at noon.", id="titles"),
        pytest.param("The talks of Sept. 4 failed.", id="month"),
        pytest.param("John F. Kennedy Street was flooded.", id="initial"),
        pytest.param("The coach P. M. Adeyemi left.", id="initials"),
        pytest.param("J. V. Adeyemi left.", id="initials-first"),
        pytest.param("J. Adeyemi left.", id="initial-first"),
        pytest.param("P. Ndiaye left.", id="initial-that-opens-a-sentence"),
        pytest.param("They met secretary P. Ndiaye at noon.", id="initial-behind-a-word"),
        pytest.param("The U.S. Navy sent two ships.", id="country-before-a-name"),
        pytest.param("The price rose by 3.5 percent.", id="decimal"),
        pytest.param("Lago Corp. said so.", id="company"),
        pytest.param("Nobody came… and nobody called.", id="ellipsis-inside"),
        pytest.param("They met at 9 a.m. Tuesday in Oslo.", id="time-of-day"),
        pytest.param("It rests on Act No. 29 of 2031.", id="number"),
    ],
)
def test_what_does_not_end_a_sentence(text):
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Rain fell. It froze.", "Rain fell.|It froze.", id="plain"),
        pytest.param("“Go.” He went.", "“Go.”|He went.", id="closing-mark"),
        pytest.param("Why? Nobody knows!", "Why?|Nobody knows!", id="question"),
        pytest.param(
            "They live in the U.S. They fish.", "They live in the U.S.|They fish.", id="state"
        ),
        pytest.param(
            "She works for Lago Inc. The firm grew.",
            "She works for Lago Inc.|The firm grew.",
            id="company-at-the-end",
        ),
        pytest.param("He chose plan B. It failed.", "He chose plan B.|It failed.", id="a-letter"),
        pytest.param("A. It failed.", "A.|It failed.", id="an-answer"),
        pytest.param("Nobody came… The hall was dark.", "Nobody came…|The hall was dark.", id="…"),
        pytest.param("In 2019. Élodie left.", "In 2019.|Élodie left.", id="capital-with-an-accent"),
        pytest.param(
            "雨が降った。道が凍った。", "雨が降った。|道が凍った。", id="ideographic-stop"
        ),
        pytest.param("Not so (he said.) Then rain.", "Not so (he said.)|Then rain.", id="bracket"),
    ],
)
def test_what_ends_a_sentence(text, expected):
    assert sentences(text) == expected.split("|")


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("aB .!?…”\n1é"), min_size=1, max_size=60))
def test_sentences_lose_no_word(text):
    assert " ".join(sentences(text)).split() == text.split()


def test_a_reading_leaves_out_what_is_not_about_the_story(read_text):
    reading = read_text(
        "Harbour reopens\n\nThe harbour reopened. Boats left.\n\nREAD MORE: Harbour closed\n\n"
        "The fog lifted.\n\ndesk@post.example"
    )
    found = [sentence.span.of(reading.text) for sentence in reading.sentences]
    assert found == ["Harbour reopens", "The harbour reopened.", "Boats left.", "The fog lifted."]
    assert [token.text for token in reading.tokens][:3] == ["Harbour", "reopens", "The"]


def test_sentences_are_found_by_place(read_text):
    reading = read_text("One fell. Two rose.\n\nThree stayed.")
    three = reading.text.index("Three")
    assert isinstance(reading, Reading)
    assert reading.sentence_at(12).span.of(reading.text) == "Two rose."
    assert reading.sentence_at(three - 1) is None
