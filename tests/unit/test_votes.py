"""The vote of several taggers: what each way to agree is worth."""

from __future__ import annotations

import pytest

from nutgraf.annotators.names import names
from nutgraf.annotators.taggers.found import Found
from nutgraf.annotators.taggers.votes import Ballot, elect
from nutgraf.model import EntityKind, Span


def ballot(source, weight, *found):
    return Ballot(
        source=source,
        weight=weight,
        found=tuple(Found(Span(a, b), label, score) for a, b, label, score in found),
    )


ONE = ballot("one", 1.2, (0, 4, "PER", 1.0))


@pytest.mark.parametrize(
    ("other", "elected"),
    [
        pytest.param(ballot("two", 0.8, (0, 4, "PER", 1.0)), [(0, 4, "PER", 1.0)], id="both"),
        pytest.param(ballot("two", 0.8), [(0, 4, "PER", 0.6)], id="the-heavier-alone"),
        pytest.param(ballot("two", 1.6), [], id="the-lighter-alone"),
        pytest.param(
            ballot("two", 0.8, (0, 4, "ORG", 1.0)), [(0, 4, "PER", 0.6)], id="another-kind"
        ),
        pytest.param(
            ballot("two", 0.8, (0, 9, "PER", 1.0)), [(0, 4, "PER", 0.8)], id="half-for-an-overlap"
        ),
        pytest.param(
            ballot("two", 1.6, (0, 9, "PER", 1.0)),
            [(0, 9, "PER", 2.2 / 2.8)],
            id="the-heavier-span",
        ),
        pytest.param(
            ballot("two", 0.8, (6, 9, "LOC", 1.0)), [(0, 4, "PER", 0.6)], id="elsewhere-too-light"
        ),
    ],
)
def test_two_ballots(other, elected):
    found = elect([ONE, other])

    assert [(e.span.start, e.span.end, e.label) for e in found] == [e[:3] for e in elected]
    assert [e.score for e in found] == pytest.approx([e[3] for e in elected])


def test_who_is_unsure_counts_less():
    unsure = ballot("one", 1.2, (0, 4, "PER", 0.8))

    assert not elect([unsure, ballot("two", 0.8)])
    assert elect([unsure, ballot("two", 0.8, (0, 4, "PER", 1.0))])


def test_two_outvote_a_third():
    others = [ballot(name, 1.0, (0, 4, "ORG", 1.0)) for name in ("two", "three")]

    [found] = elect([ONE, *others])
    assert (found.label, found.sources) == ("ORG", ("three", "two"))


def test_a_name_that_ours_lacks_says_whose_it_is_and_is_less_sure(read_text):
    text = "The zolka was opened on Tuesday in Lisbon."
    reading = read_text(text)
    start = text.index("zolka")
    heavy = ballot("llm-vote", 9.0, (start, start + 5, "EVENT", 1.0))

    [lisbon] = names(reading)
    assert names(reading, [heavy]) == ()  # all lower case is no name, whoever says so

    text = "The Zolka was opened on Tuesday in Lisbon."
    [zolka] = names(read_text(text), [heavy])
    assert (zolka.kind, zolka.span.of(text)) == (EntityKind.EVENT, "Zolka")
    assert (zolka.evidence.rule, lisbon.evidence.rule) == ("llm-vote", "name-tagger")
    assert zolka.evidence.confidence < lisbon.evidence.confidence


def test_a_name_that_ours_has_too_is_told_as_ever(read_text):
    text = "Amina Diallo left Nairobi."
    agreeing = ballot("llm-vote", 1.2, (0, 12, "PER", 1.0), (18, 25, "LOC", 1.0))

    assert names(read_text(text), [agreeing]) == names(read_text(text))
