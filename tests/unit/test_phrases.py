"""A sentence as its names and words."""

import pytest

from nutgraf.language.complements import describe
from nutgraf.language.occupations import is_trade, singular
from nutgraf.language.phrases import line
from nutgraf.model import Span


def words(text):
    return [item.text for item in line(text, Span(0, len(text)), ()).items]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("the trust’s head", ["the", "trust", "’s", "head"], id="genitive"),
        pytest.param("the workers’ head", ["the", "workers", "’", "head"], id="genitive-plural"),
        pytest.param("Maj. Ode", ["Maj", "Ode"], id="abbreviation"),
        pytest.param("vice-president", ["vice-president"], id="hyphen"),
        pytest.param("Gen. (retd) Ode", ["Gen", "Ode"], id="retired"),
        pytest.param("in Oslo. He", ["in", "Oslo", ".", "He"], id="full-stop"),
    ],
)
def test_items(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "titles", "refers", "former"),
    [
        pytest.param("the bank’s chief economist", ["chief economist"], "bank", False, id="owner"),
        pytest.param("its founder and director", ["founder", "director"], "its", False, id="its"),
        pytest.param("a former head of research", ["head of research"], None, True, id="former"),
        pytest.param("an ex-minister", ["minister"], None, True, id="ex"),
        pytest.param("a nurse of 33 years", ["nurse"], None, False, id="number"),
        pytest.param("an economist at the bank", ["economist"], "bank", False, id="at-the-bank"),
        pytest.param("director general", ["director general"], None, False, id="general"),
        pytest.param("the only clerk", ["clerk"], None, False, id="describing-word"),
        pytest.param("both trustees", ["trustee"], None, False, id="both"),
        pytest.param("a 34-year-old driver", ["driver"], None, False, id="age"),
        pytest.param("the Kenyan envoy", ["envoy"], None, False, id="nationality"),
    ],
)
def test_description(text, titles, refers, former):
    found = describe(line(text, Span(0, len(text)), ()), 0, len(words(text)))
    assert [title.words for title in found.titles] == titles
    assert (found.refers, found.former) == (refers, former)


@pytest.mark.parametrize("text", ["a river", "the day after", "who runs it", "and a nurse", "of 3"])
def test_no_description(text):
    assert describe(line(text, Span(0, len(text)), ()), 0, len(words(text))) is None


@pytest.mark.parametrize(
    ("word", "expected"),
    [("moulder", True), ("farmer", True), ("sister", False), ("number", False), ("winner", False)],
)
def test_trade(word, expected):
    assert is_trade(word) is expected


def test_singular():
    assert [singular(word) for word in ("trustees", "chairmen", "deputies", "nurse")] == [
        "trustee",
        "chairman",
        "deputy",
        "nurse",
    ]
