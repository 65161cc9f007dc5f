"""`make bench`: what it costs to validate an article that conforms, beside pySHACL alone.

Both validate the same graphs in turn, with shapes that are parsed already; what counts is the median of
the ratios of their processor times.  Exit code 1 if the floor is not held.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from statistics import median

from measuring import in_turn, ratio, seconds, table

from nutgraf import shacl
from nutgraf.dataset import open_data

ROOT = Path(__file__).resolve().parents[2]

ROUNDS = 7
OFTEN = 20  # times for one of the other, since a clock is not that fine
FASTER = 50  # times as fast as pySHACL: what is held


def articles():
    """What is validated, by name: the article of the demo, and the facts of those in tests/cases."""
    evidence, facts, _ = (triples for _, triples in open_data([ROOT / "out" / "demo"]).graphs)
    yield "one article, facts and evidence", [facts, evidence]
    cases = sorted(ROOT.glob("tests/cases/*/expected.ttl"))
    yield f"the facts of {len(cases)} more", [open_data([case]).graphs[0][1] for case in cases]


def validated(validate, triples):
    """What one of the two says of a graph."""
    return validate(triples, shacl.load_shapes())


def measured(graphs):
    """The seconds of each, round by round, each in its turn."""
    if any(shacl._passed(triples, shacl.load_shapes()) is None for triples in graphs):
        raise SystemExit("an article does not pass the screen: is the extra `fast` installed?")
    return in_turn(
        ROUNDS,
        {
            "screened": partial(seconds, partial(validated, shacl.screened), graphs, OFTEN),
            "alone": partial(seconds, partial(validated, shacl.validate), graphs),
        },
    )


def main():
    """Measure, print, and say if the floor is not held."""
    rows, slow = [], False
    for name, graphs in articles():
        found = measured(graphs)
        times = ratio(found["alone"], found["screened"])
        milliseconds = (f"{median(each) * 1e3:.1f}" for each in found.values())
        rows.append((f"{times:.0f}", name, *milliseconds))
        slow |= times < FASTER
    print(table(("times as fast", "validating", "ms", "pySHACL alone, ms"), *rows))
    if slow:
        print(f"validating is not {FASTER} times as fast as pySHACL", file=sys.stderr)
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
