"""`make bench`: what it costs to validate an article that conforms, beside pySHACL alone.

Both validate the same graphs in turn, with shapes that are parsed already; what counts is the median of
the ratios of their processor times.  Exit code 1 if the floor is not held.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median

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


def seconds(validate, graphs, often=1):
    """What it takes to validate these graphs, once."""
    begun = time.process_time()
    for _ in range(often):
        for triples in graphs:
            validate(triples, shacl.load_shapes())
    return (time.process_time() - begun) / often


def measured(graphs):
    """The seconds of each, round by round, each in its turn."""
    if any(shacl._passed(triples, shacl.load_shapes()) is None for triples in graphs):
        raise SystemExit("an article does not pass the screen: is the extra `fast` installed?")
    rounds = range(ROUNDS)
    return [
        (seconds(shacl.screened, graphs, OFTEN), seconds(shacl.validate, graphs)) for _ in rounds
    ]


def main():
    """Measure, print, and say if the floor is not held."""
    print("| validating | ms | pySHACL alone, ms | times as fast |")
    print("| --- | --- | --- | --- |")
    slow = False
    for name, graphs in articles():
        found = measured(graphs)
        ratio = median(alone / screened for screened, alone in found)
        screened, alone = (f"{median(each) * 1e3:.1f}" for each in zip(*found, strict=True))
        print(f"| {name} | {screened} | {alone} | {ratio:.0f} |")
        slow |= ratio < FASTER
    if slow:
        print(f"validating is not {FASTER} times as fast as pySHACL", file=sys.stderr)
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
