"""Measures how often each rule is right, and writes it to `nutgraf/data/confidence.tsv`.

    python -m training.calibrate [GOLD.jsonl …]

in `mappings/`, whenever a rule or the tagger has changed.  It reads the last of our own articles, of
which the tagger learned nothing and the rules little, and the gold files that are named: whoever
learned from an article is too sure of it.

For each rule and kind of fact: the share that is right, drawn towards the mean of its kind as if that
had been seen `WEIGHT` times, never less at a higher score, and rounded down to a step of 0.05.
"""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import nutgraf
from nutgraf.confidence import ANY, Step
from nutgraf.evaluation.gold import read
from nutgraf.model import EntityKind
from training.judge import gold, judged
from training.material import is_learned, own_articles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from training.judge import Judged

TABLE = Path(nutgraf.__file__).parent / "data" / "confidence.tsv"
WEIGHT = 20
SUREST = 0.95
"""No fact that is read from words is surer than this."""
EDGES = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99)
"""Where the bins of the tagger's probability begin; other scores are constants, a bin each."""
MANY = 200
"""A rule that found fewer names has one bin: it is judged by itself, not by the tagger."""
NAMES = frozenset(map(str, EntityKind))
RARE = frozenset({EntityKind.EVENT, EntityKind.LEGISLATION})
"""Found by rules alone, and too seldom to be measured on the last articles only."""

Counts = tuple[int, int]
"""How many were right, and how many there were."""


def calibrated(facts: Iterable[Judged]) -> dict[tuple[str, str], list[Step]]:
    """The steps of each rule and kind of fact.

    >>> from training.judge import Judged
    >>> facts = [Judged("r", "Person.jobTitle", 0.9, right=i % 16 > 0) for i in range(160)]
    >>> calibrated(facts)  # doctest: +NORMALIZE_WHITESPACE
    {('*', 'Person.jobTitle'): [Step(start=0.0, confidence=0.9, right=150, found=160)],
     ('r', 'Person.jobTitle'): [Step(start=0.9, confidence=0.9, right=150, found=160)]}
    """
    kinds: defaultdict[str, list[Judged]] = defaultdict(list)
    for each in facts:
        kinds[each.of].append(each)
    return {
        (rule, of): steps
        for of, found in sorted(kinds.items())
        for rule, steps in _of_kind(found, named=of in NAMES)
    }


def _of_kind(facts: Sequence[Judged], *, named: bool) -> Iterator[tuple[str, list[Step]]]:
    """The steps of each rule that found facts of this kind, and for names those of any rule."""
    right = sum(each.right for each in facts)
    mean = (right + 1) / (len(facts) + 2)  # a few facts that are all right prove little
    expected = dict.fromkeys(EDGES, mean)
    if not named:
        yield ANY, [Step(0.0, rounded_down(mean), right, len(facts))]
    if named:
        everything = _counts(facts, EDGES)
        shares = _shares(everything, expected)
        expected |= zip(everything, shares, strict=True)
        yield ANY, _steps(everything, shares)
    rules: defaultdict[str, list[Judged]] = defaultdict(list)
    for each in facts:
        rules[each.rule].append(each)
    for rule, found in sorted(rules.items()):
        binned = named and len(found) >= MANY
        edges = EDGES if binned else sorted({0.0 if named else each.score for each in found})
        counts = _counts(found, edges)
        prior = expected if binned else dict.fromkeys(edges, mean)
        yield rule, _steps(counts, _shares(counts, prior))


def _counts(facts: Iterable[Judged], edges: Sequence[float]) -> dict[float, Counts]:
    """How many are right and how many there are, from each of these scores on; no empty bins."""
    bins: dict[float, list[bool]] = {edge: [] for edge in edges}
    for each in facts:
        bins[max(edge for edge in edges if edge <= each.score)].append(each.right)
    return {edge: (sum(seen), len(seen)) for edge, seen in bins.items() if seen}


def _shares(counts: Mapping[float, Counts], expected: Mapping[float, float]) -> list[float]:
    """The share of each bin, drawn towards what is expected of it, and none below one before."""
    return rising(
        [
            ((right + WEIGHT * expected[edge]) / (found + WEIGHT), found + WEIGHT)
            for edge, (right, found) in counts.items()
        ]
    )


def _steps(counts: Mapping[float, Counts], shares: Sequence[float]) -> list[Step]:
    return [
        Step(edge, rounded_down(share), right, found)
        for (edge, (right, found)), share in zip(counts.items(), shares, strict=True)
    ]


def rising(shares: Sequence[tuple[float, int]]) -> list[float]:
    """The nearest shares that never fall, each weighted by its number (pool adjacent violators).

    >>> rising([(0.5, 10), (0.9, 10), (0.7, 10)])
    [0.5, 0.8, 0.8]
    """
    pools: list[tuple[float, int, int]] = []
    for share, weight in shares:
        pools.append((share * weight, weight, 1))
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            last = pools.pop()
            pools[-1] = (pools[-1][0] + last[0], pools[-1][1] + last[1], pools[-1][2] + last[2])
    return [total / weight for total, weight, number in pools for _ in range(number)]


def rounded_down(share: float) -> float:
    """The step of 0.05 at or below.

    >>> rounded_down(0.8999), rounded_down(0.9)
    (0.85, 0.9)
    """
    return min(SUREST, math.floor(share * 20 + 1e-9) / 20)


def written(table: Mapping[tuple[str, str], Sequence[Step]]) -> str:
    """The table as the file has it."""
    lines = [
        "# How sure a fact is, by the rule that found it, its kind, and the rule's own score from which on.",
        "# Written by `python -m training.calibrate`; do not edit by hand.",
        "# rule, kind of fact, score, confidence, right, found",
    ]
    for (rule, of), steps in sorted(table.items(), key=lambda row: (row[0][1], row[0][0])):
        for step in steps:
            cells = (rule, of, f"{step.start:g}", f"{step.confidence:g}", step.right, step.found)
            lines.append("\t".join(map(str, cells)))
    return "\n".join(lines) + "\n"


def facts_of(files: Sequence[Path] = ()) -> list[Judged]:
    """Every fact that can be judged in articles that the tagger has not learned, and the rare ones."""
    return [
        fact
        for name, marked in own_articles()
        for fact in judged(gold(name, marked))
        if fact.of in RARE or not is_learned(name)
    ] + [fact for marked in read(files, print) for fact in judged(marked)]


def main(files: Sequence[Path]) -> None:
    """Measure, and write the table."""
    facts = facts_of(files)
    TABLE.write_text(written(calibrated(facts)), encoding="utf-8")
    print(f"{len(facts)} facts judged; {TABLE} is written")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
