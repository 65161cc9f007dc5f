"""Whatever other taggers say: nothing is taken that the text does not hold, and the vote is a vote."""

from __future__ import annotations

import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from nutgraf.annotators.taggers.found import Found, apart
from nutgraf.annotators.taggers.verbatim import KINDS, located, verbatim
from nutgraf.annotators.taggers.votes import Ballot, elect
from nutgraf.model import Dropped, Span

WORDS = st.lists(
    st.sampled_from(["Ada", "Moreau", "Lisbon", "é", "e\u0301", "🥧", "a"]), max_size=12
)
TEXTS = WORDS.map(" ".join)
NAMES = st.one_of(
    st.text(max_size=4), st.lists(st.sampled_from("Ada Moreau Lis".split())).map(" ".join)
)
LABELS = ("PER", "ORG", "LOC")


@st.composite
def ballots(draw):
    found = draw(
        st.lists(
            st.builds(
                lambda start, length, label, score: Found(
                    Span(start, start + length), label, score
                ),
                st.integers(0, 20),
                st.integers(1, 6),
                st.sampled_from(LABELS),
                st.floats(0, 1),
            ),
            max_size=8,
        )
    )
    return Ballot(
        source=draw(st.sampled_from("abc")),
        weight=draw(st.sampled_from([0.8, 1.0, 1.2])),
        found=tuple(apart(found)),
    )


BALLOTS = st.lists(ballots(), min_size=1, max_size=4)


@given(BALLOTS, st.randoms())
def test_the_order_of_the_ballots_does_not_matter(given, random):
    shuffled = random.sample(given, len(given))

    assert elect(given) == elect(shuffled)


@given(BALLOTS)
def test_the_elected_were_named_had_half_of_the_votes_and_stand_apart(given):
    elected = elect(given)
    named = {(found.span, found.label) for ballot in given for found in ballot.found}

    assert all((each.span, each.label) in named and each.sources for each in elected)
    assert all(0.5 <= each.score <= 1 + 1e-9 for each in elected)
    assert all(one.span.end <= two.span.start for one, two in pairwise(elected))


@given(ballots())
def test_one_ballot_elects_what_it_is_half_sure_of(ballot):
    assert [(each.span, each.label) for each in elect([ballot])] == [
        (found.span, found.label) for found in ballot.found if found.score >= 0.5
    ]


@given(TEXTS, st.lists(st.tuples(NAMES, st.sampled_from(LABELS)), unique=True))
def test_what_is_taken_stands_there_word_for_word_and_the_rest_is_counted(text, claims):
    said = list(located(text, Span(0, len(text)), claims))
    found = [each for each in said if isinstance(each, Found)]
    lost = sum(each.count for each in said if isinstance(each, Dropped))
    taken = {(each.span.of(text), each.label) for each in found}

    assert taken <= set(claims)
    assert len(taken) + lost == len(claims)
    assert apart(found) == found


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*KINDS, "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(TEXTS, st.one_of(st.text(), JSON.map(json.dumps)))
def test_no_answer_breaks_anything_or_leaves_its_piece(text, answer):
    piece = Span(len(text) // 3, len(text))
    for each in verbatim(text, piece, answer):
        assert isinstance(each, Dropped) or piece.contains(each.span)
