"""What the benchmarks share: programs that are measured in turn, and tables."""

from __future__ import annotations

import time
from statistics import median


def seconds(program, values, often=1):
    """The processor time that a program takes for these values, once."""
    begun = time.process_time()
    for _ in range(often):
        for value in values:
            program(value)
    return (time.process_time() - begun) / often


def in_turn(rounds, measures):
    """What each measure gives, by its name, round by round, each in its turn."""
    found = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            found[name].append(measure())
    return found


def ratio(many, few):
    """How many times as much one measure is as another: the median of the rounds."""
    return median(a / b for a, b in zip(many, few, strict=True))


def table(head, *rows):
    """Rows as Markdown."""
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)) + "\n"
