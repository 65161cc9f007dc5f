"""How sure a fact is: the share of facts like it that were right where the answers are known.

A rule gives a score of its own: a constant, or the probability of the name tagger.  What the score is
worth was measured, rule by rule and kind of fact by kind of fact, and stands in
`data/confidence.tsv`; `python -m training.calibrate` measures it anew.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from importlib.resources import files
from typing import NamedTuple

ANY = "*"
"""The rule of the rows that hold for every rule without rows of its own."""


class Step(NamedTuple):
    """From this score on, so sure; measured on `found` facts, of which `right` were right."""

    start: float
    confidence: float
    right: int
    found: int


_UNMEASURED = 0.85
"""How sure a rule can be that was never measured itself."""


def confidence(rule: str, of: str, score: float) -> float:
    """How sure a fact is that this rule found with this score; `of` is its kind.

    The kind is a class and a property (`Person.jobTitle`), or the kind of a name (`person`).  A rule
    that was never measured keeps its own score, in steps of 0.05; where others of its kind were, it is
    as sure as those, and never very sure.

    >>> confidence("a-new-rule", "Person.knowsAbout", 0.87)
    0.85
    >>> confidence("name-tagger", "person", 0.5) < confidence("name-tagger", "person", 0.99)
    True
    """
    own = table().get((rule, of))
    steps = own or table().get((ANY, of))
    if not steps:
        return in_steps(score)
    place = bisect_right(steps, score, key=lambda step: step.start)
    sure = steps[max(0, place - 1)].confidence
    return sure if own else min(sure, _UNMEASURED)


def in_steps(value: float) -> float:
    """The nearest multiple of 0.05.

    >>> in_steps(0.87), in_steps(0.8999999)
    (0.85, 0.9)
    """
    return round(value * 20) / 20


@cache
def table() -> dict[tuple[str, str], tuple[Step, ...]]:
    """What was measured: the steps of each rule and kind of fact, from the lowest score up."""
    rows: dict[tuple[str, str], list[Step]] = {}
    lines = files("nutgraf.data").joinpath("confidence.tsv").read_text(encoding="utf-8")
    for line in lines.splitlines():
        if not line.startswith("#"):
            rule, of, start, sure, right, found = line.split("\t")
            step = Step(float(start), float(sure), int(right), int(found))
            rows.setdefault((rule, of), []).append(step)
    return {key: tuple(sorted(steps)) for key, steps in rows.items()}
