"""What is said to be sure is right: confidence held against articles with known answers.

Our own articles are always there; other gold data is where `NUTGRAF_GOLD` says.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from training.calibrate import EDGES, calibrated, facts_of, rising, rounded_down
from training.judge import Judged, gold, judged
from training.material import own_articles

from nutgraf.confidence import ANY, Step, confidence

ROOT = Path(__file__).resolve().parent.parent.parent
GOLD = Path(os.environ.get("NUTGRAF_GOLD", ROOT.parent / "shared" / "gold"))
NAMES = "names_worldwide_dev.jsonl"


@cache
def own():
    return facts_of()


def sureness(facts):
    return [(confidence(each.rule, each.of, each.score), each.right) for each in facts]


def test_facts_said_to_be_sure_are_right_in_articles_that_nothing_was_learned_from():
    held_back = own_articles(held_back=True)
    facts = (fact for name, marked in held_back for fact in judged(gold(name, marked)))
    told = [right for sure, right in sureness(facts) if sure >= 0.9]

    assert len(told) >= 1000
    assert sum(told) / len(told) >= 0.95


def test_facts_are_right_as_often_as_is_said():
    found = Counter(sure for sure, _ in sureness(own()))
    right = Counter(sure for sure, right in sureness(own()) if right)

    for sure, number in found.items():
        if number >= 100:
            # Two standard deviations: the table is measured on more articles than these.
            spread = 2 * (sure * (1 - sure) / number) ** 0.5
            assert right[sure] / number >= sure - spread - 0.02, (sure, right[sure], number)


def test_names_in_other_news_are_as_sure_as_is_said():
    if not (GOLD / NAMES).is_file():
        pytest.skip(f"{NAMES} is not in {GOLD}: set NUTGRAF_GOLD to the gold data")
    from nutgraf.evaluation.gold import read

    told = sureness(fact for marked in read([GOLD / NAMES], print) for fact in judged(marked))
    sure = [right for share, right in told if share >= 0.9]

    assert sum(sure) / len(sure) >= 0.9
    assert sum(right for _, right in told) / len(told) >= sum(s for s, _ in told) / len(told) - 0.02


def of(rule, score, right, times, kind="person"):
    return [Judged(rule, kind, score, right=right)] * times


def test_a_rule_that_was_seen_often_is_judged_by_the_probability_too():
    table = calibrated(
        [
            *of("t", 0.995, True, 190),
            *of("t", 0.995, False, 10),
            *of("t", 0.4, False, 100),
        ]
    )

    low, high = table["t", "person"]
    assert (low.start, high.start) == (0.3, 0.99)
    assert low.confidence < 0.2
    assert high.confidence == 0.9
    assert [step[2:] for step in table[ANY, "person"]] == [(0, 100), (190, 200)]


def test_a_rule_that_was_seen_seldom_is_drawn_towards_its_kind():
    table = calibrated(
        [*of("often", 0.5, True, 150), *of("often", 0.5, False, 50), *of("new", 0.9, False, 1)]
    )

    [step] = table["new", "person"]
    assert step == Step(0.0, 0.7, 0, 1)


def test_bins_are_in_order_and_shares_never_fall():
    assert list(EDGES) == sorted(EDGES)
    assert rising([(0.9, 30), (0.6, 10), (0.95, 5)]) == [0.825, 0.825, 0.95]
    assert rounded_down(0.95) == 0.95
