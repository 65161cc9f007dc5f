"""`make bench`: what `nutgraf publish` costs, as a command: many articles, two jobs, a rerun, a start.

`python tests/benchmarks/publishing.py [--long]`, where the long sizes are for `make soak`.  Times of
the processor are those of a command and of all processes that it started, memory that of the largest
of them.  What is wanted and not reached yet is told, and is no error: how long somebody waits says more
about who else is at work.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

from corpus import articles
from measuring import in_turn, ratio, table
from side_by_side import program

ROOT = Path(__file__).resolve().parents[2]

SIZES = (1, 10, 100, 1_000)
LONG = 10_000
SEED = 5
ROUNDS = {1: 3, 10: 3, 100: 3}  # times that so many articles are published; more of them, once
PAIRS = 3  # rounds of one job and two
SHARED = (
    2_000  # articles for these: so many that start and end, which one process does, hardly tell
)
RERUNS = 3
STARTS = 5

MEGABYTES = 64  # of one worker that needs no name tagger: what is wanted, as all of these
FLAT = 1.1  # times the cost an article, in the largest run, of that in a run of 100
TWICE = 1.7  # times as fast with two jobs
RERUN = 0.03  # of the full run, where one article in a hundred has changed
SECONDS_TO_PUBLISH = 2.5
SECONDS_TO_HELP = 0.4


class Cost(NamedTuple):
    """What a command took."""

    processor: float
    seconds: float
    megabytes: float


def cost(*arguments):
    """What this takes, from its start to its end."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "nutgraf", *map(str, arguments)]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(said.read().decode()[-2000:])
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    seconds = time.perf_counter() - begun
    return Cost(used.ru_utime + used.ru_stime, seconds, used.ru_maxrss / unit)


class Desk:
    """A folder with articles to publish, and room for what is published."""

    def __init__(self, folder):
        self.folder = folder
        self._runs = 0

    def lines(self, count, changed=()):
        """A file of so many articles, of which these have another headline than at first."""
        path = self.folder / f"{count}.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for number, article in enumerate(articles(count, seed=SEED)):
                if number in changed:
                    article["headline"] += ", again"
                file.write(json.dumps(article, ensure_ascii=False) + "\n")
        return path

    def fresh(self, given, *options, keep=False):
        """What it costs to publish this into a new folder, which is kept if somebody needs it."""
        self._runs += 1
        place = self.folder / f"run-{self._runs}"
        place.mkdir()
        found = cost("publish", given, "--to", place / "dataset", *options)
        if not keep:
            shutil.rmtree(place)
        return found, place / "dataset"


def growth(desk, sizes):
    """The costs of more and more articles, and where the largest run is."""
    found, dataset = {}, None
    for size in sizes:
        given = desk.lines(size)
        last = size == sizes[-1]
        runs = [desk.fresh(given, keep=last) for _ in range(ROUNDS.get(size, 1))]
        found[size] = [each for each, _ in runs]
        dataset = runs[-1][1]
    return found, dataset


def reruns(desk, size, dataset):
    """The costs of publishing again, each time with one more article in a hundred changed."""
    found, changed = [], set()
    for start in range(RERUNS):
        changed |= set(range(start, size, 100))  # the others as they were: 1 %, and no more
        given = desk.lines(size, changed)
        found.append(cost("publish", given, "--to", dataset))
    return found


def memory(most):
    """The megabytes of one worker after 100 articles, and after as many as are asked for."""
    after = {}
    with program("structured", sys.executable) as worker:
        for start in range(0, most, 100):
            some = [json.dumps(article) for article in articles(100, seed=SEED, start=start)]
            after[start + 100] = worker.run(some)["megabytes"]
    return after[100], after[most]


def processor(costs):
    """The usual processor time of some runs."""
    return median(each.processor for each in costs)


def seconds(costs):
    """How long somebody usually waits."""
    return median(each.seconds for each in costs)


def of_growth(found):
    """Rows of the growth, the cost of an article beside that of the 100 before."""

    def each(size):
        return processor(found[size]) / size

    for size, costs in found.items():
        largest = max(one.megabytes for one in costs)
        yield (
            f"{size:,}",
            f"{each(size) / each(100):.2f}",
            f"{each(size) * 1e3:,.1f}",
            f"{seconds(costs):,.1f}",
            f"{largest:.0f}",
            str(len(costs)),
        )


def main(arguments):
    """Measure, print, and say what is not as it is wanted."""
    parser = argparse.ArgumentParser(description="What publishing costs.")
    parser.add_argument("--long", action="store_true", help=f"{LONG:,} articles, too")
    sizes = (*SIZES, LONG) if parser.parse_args(arguments).long else SIZES
    size = sizes[-1]
    small, large = memory(size)
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        found, dataset = growth(desk, sizes)
        again = reruns(desk, size, dataset)
        given = desk.lines(SHARED)
        pairs = in_turn(
            PAIRS,
            {jobs: lambda jobs=jobs: desk.fresh(given, "--jobs", jobs)[0] for jobs in (1, 2)},
        )
        starts = in_turn(
            STARTS,
            {
                "publish": lambda: desk.fresh(ROOT / "seeds" / "articles")[0],
                "--help": partial(cost, "--help"),
            },
        )

    head = ("articles", "an article, beside one of 100", "ms", "seconds in all", "MB", "runs")
    print(table(head, *of_growth(found)))
    flat = processor(found[size]) / size / (processor(found[100]) / 100)
    twice = ratio(*([each.seconds for each in pairs[jobs]] for jobs in (1, 2)))
    share = processor(again) / processor(found[size])
    publish, told = (seconds(starts[name]) for name in ("publish", "--help"))
    rows = (
        (f"cost of an article, {size:,} beside 100", flat, FLAT, "times"),
        (f"two jobs beside one, {SHARED} articles", -twice, -TWICE, "times as fast"),
        (f"1 % of {size:,} changed, beside the full run", share * 100, RERUN * 100, "%"),
        ("one worker, no name tagger, 100 articles", small, MEGABYTES, "MB"),
        (f"– and {size:,} articles", large, MEGABYTES, "MB"),
        ("one text article, from a cold start", publish, SECONDS_TO_PUBLISH, "s"),
        ("`nutgraf --help`", told, SECONDS_TO_HELP, "s"),
    )
    print(
        table(
            ("", "measured", "wanted", ""),
            *(
                (what, f"{abs(is_now):.2f} {unit}", _bound(aim, unit), _held(is_now, aim))
                for what, is_now, aim, unit in rows
            ),
        )
    )
    return 0


def _bound(aim, unit):
    return f"at {'least' if aim < 0 else 'most'} {abs(aim):g} {unit}"


def _held(is_now, aim):
    return "yes" if is_now <= aim else "not yet"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
