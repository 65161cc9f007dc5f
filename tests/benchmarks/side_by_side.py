"""`make bench`: nutgraf's text chain beside spaCy's small pipeline, in one run on one core.

Seconds say more about a machine than about a program, so both work in turn on the same articles and
what counts is the median of the ratios of their processor times.  Exit code 1 if a floor is not held;
a floor is what is measured, less what a busy machine takes, and may rise and never fall.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from measuring import ratio as ratio_of
from measuring import table

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CORPUS = ROOT / "mappings" / "training" / "corpus"

ROUNDS = 7
ARTICLES = 60
STARTS = 5

FASTER = 1.8  # times the words a second of spaCy's small pipeline: what is held
AIM = 2.0  # … and what is wanted
MEGABYTES = 250
SECONDS_TO_START = 1.5
GROWTH = 1.5  # times the time a word, in a text a hundred times as long


def texts():
    """The articles of our own, without their markup; those that are held back stay so."""
    from training.markup import parse

    paths = (path for path in sorted(CORPUS.glob("[0-9]*.txt")) if int(path.name[:3]) % 3)
    return [parse(path.read_text(encoding="utf-8")).text for path in paths]


class Program:
    """A worker that waits for texts."""

    def __init__(self, name, python):
        one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        begun = time.perf_counter()
        self._process = subprocess.Popen(
            [python, HERE / "worker.py", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, **one},
        )
        self.started = self._answer()
        self.seconds_to_start = time.perf_counter() - begun

    def _answer(self):
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("a worker has ended; its error is above")
        return json.loads(line)

    def run(self, some):
        """What these texts took."""
        self._process.stdin.write(json.dumps(some) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def close(self):
        """Let it end."""
        self._process.stdin.close()
        self._process.wait()


@contextmanager
def program(name, python):
    """A worker, ended when it is no longer needed."""
    found = Program(name, python)
    try:
        yield found
    finally:
        found.close()


def words(some):
    """What a speed is counted in: what white space divides."""
    return sum(len(text.split()) for text in some)


def speeds(ours, theirs, batched):
    """Words a second of each, round by round, each in its turn."""
    some = texts()[:ARTICLES]
    found = {"nutgraf": [], "spacy": [], "spacy-batched": []}
    for _ in range(ROUNDS):
        for name, each in (("spacy", theirs), ("nutgraf", ours), ("spacy-batched", batched)):
            found[name].append(words(some) / each.run(some)["seconds"])
    return found


def growth(ours):
    """How much longer a word takes in longer texts: 20 kB, 200 kB, and 2 MB, a book."""
    base = "\n\n".join(texts())
    found = []
    for size in (20_000, 200_000, 2_000_000):
        text = (base * (1 + size // len(base)))[:size]
        found.append((len(text), words([text]) / ours.run([text])["seconds"]))
    return found


def missed(ratio, megabytes, start, longer):
    """What does not hold."""
    if ratio < FASTER:
        yield f"not {FASTER} times as fast as spaCy's small pipeline"
    if megabytes >= MEGABYTES:
        yield f"not under {MEGABYTES} MB"
    if start >= SECONDS_TO_START:
        yield f"not under {SECONDS_TO_START} s to start"
    if longer[0][1] >= GROWTH * longer[-1][1]:
        yield "a word takes longer in a longer text"


def main(spacy_python):
    """Measure, print, and say what is not held."""
    started = []
    for _ in range(STARTS):
        with program("nutgraf", sys.executable) as ours:
            started.append(ours.seconds_to_start)
    with (
        program("nutgraf", sys.executable) as ours,
        program("spacy", spacy_python) as theirs,
        program("spacy-batched", spacy_python) as batched,
    ):
        found = speeds(ours, theirs, batched)
        last = texts()[:ARTICLES]
        megabytes, megabytes_of_theirs = (each.run(last)["megabytes"] for each in (ours, theirs))
        start, start_of_theirs = median(started), theirs.seconds_to_start
        longer = growth(ours)

    def ratio(name):
        return ratio_of(found["nutgraf"], found[name])

    def row(what, name, *others):
        return (what, f"{median(found[name]):,.0f}", *others)

    print(
        table(
            ("on one core", "words a second", "nutgraf is", "MB", "seconds to start"),
            row("nutgraf, the text chain", "nutgraf", "", f"{megabytes:.0f}", f"{start:.1f}"),
            row(
                *("spaCy small, all its steps", "spacy", f"{ratio('spacy'):.2f} times as fast"),
                *(f"{megabytes_of_theirs:.0f}", f"{start_of_theirs:.1f}"),
            ),
            row(
                *("– many articles at a time", "spacy-batched"),
                *(f"{ratio('spacy-batched'):.2f} times as fast", "", ""),
            ),
        )
    )
    print(
        table(
            ("characters of one article", "words a second"),
            *((f"{size:,}", f"{speed:,.0f}") for size, speed in longer),
        )
    )
    if ratio("spacy") < AIM:
        print(
            f"Twice as fast as spaCy's small pipeline is the aim; it is {ratio('spacy'):.2f} times."
        )
    faults = list(missed(ratio("spacy"), megabytes, start, longer))
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
