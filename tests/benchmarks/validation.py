"""`make bench`: what it costs to validate an article that conforms, beside pySHACL alone.

Both validate the same articles in turn, their facts and their evidence, with shapes that are parsed
already; what counts is the median of the ratios of their processor times.  Exit code 1 if the floor is
not held.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median

from nutgraf import shacl
from nutgraf.dataset import is_facts, open_data

ROOT = Path(__file__).resolve().parents[2]

ROUNDS = 5
OFTEN = 20  # times for one of the other, since a clock is not that fine
FASTER = 50  # times as fast as pySHACL: what is held


def articles():
    """The graphs of the demo, and the facts of the articles in tests/cases."""
    for _, triples in open_data([ROOT / "out" / "demo"]).graphs[:2]:
        yield triples
    for case in sorted(ROOT.glob("tests/cases/*/expected.ttl")):
        yield from (triples for name, triples in open_data([case]).graphs if is_facts(name))


def seconds(validate, graphs, often=1):
    """What it takes to validate these graphs, once."""
    begun = time.process_time()
    for _ in range(often):
        for triples in graphs:
            validate(triples, shacl.load_shapes())
    return (time.process_time() - begun) / often


def main():
    """Measure, print, and say if the floor is not held."""
    graphs = list(articles())
    for triples in graphs:
        if shacl._passed(triples, shacl.load_shapes()) is None:
            raise SystemExit("an article does not pass the screen; is the extra `fast` there?")
    screened, alone = [], []
    for _ in range(ROUNDS):
        screened.append(seconds(shacl.screened, graphs, OFTEN))
        alone.append(seconds(shacl.validate, graphs))
    ratio = median(slow / fast for slow, fast in zip(alone, screened, strict=True))
    size = sum(map(len, graphs))
    print("| validating | ms for 1,000 triples | times as fast |")
    print("| --- | --- | --- |")
    print(f"| screened | {median(screened) / size * 1e6:.1f} | {ratio:.0f} |")
    print(f"| pySHACL | {median(alone) / size * 1e6:.1f} | |")
    if ratio < FASTER:
        print(f"validating is not {FASTER} times as fast as pySHACL", file=sys.stderr)
    return int(ratio < FASTER)


if __name__ == "__main__":
    sys.exit(main())
