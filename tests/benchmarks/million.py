"""Very many articles in little memory: `python tests/benchmarks/million.py [COUNT] [--megabytes N]`.

COUNT brief lines of JSON (a million, unless it is said) are published, and the operating system refuses
every process of it more than so many megabytes ([RLIMIT_DATA](https://man7.org/linux/man-pages/man2/getrlimit.2.html)).
Exit code 1 if not all are published.  A core does about 160 a second, and each takes 45 kilobytes of disk.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from corpus import lines
from measuring import table

SEED = 5


def limited(megabytes):
    """Let this process, and all that it starts, have no more memory than this."""
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))


def main(arguments):
    """Publish, and tell what it took."""
    parser = argparse.ArgumentParser(description="Very many articles in little memory.")
    parser.add_argument("count", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes")
    parser.add_argument("--megabytes", type=int, default=256, help="that each process may have")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "brief.jsonl"
        with given.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines(asked.count, seed=SEED, brief=True))
        target = Path(folder) / "dataset"
        command = [sys.executable, "-m", "nutgraf", "publish", given, "--to", target]
        command += ["--jobs", str(asked.jobs)]
        begun = time.perf_counter()
        limit = partial(limited, asked.megabytes)
        with (Path(folder) / "said").open("w+b") as said:
            process = subprocess.Popen(command, stdout=said, stderr=said, preexec_fn=limit)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            seconds = time.perf_counter() - begun
            if process.returncode:
                said.seek(0)
                sys.stderr.write(said.read().decode()[-2000:])
                return 1
        with (target / "report.json").open("rb") as file:
            head = file.read(1000).partition(b'"factsWithheld"')[0].rstrip(b", \n") + b"}"
        published = json.loads(head)["published"]
        shards = len(list(target.glob("dataset-*.nq.gz")))
    each = (used.ru_utime + used.ru_stime) / asked.count * 1e3
    print(
        table(
            ("lines", "published", "shards", "MB allowed", "MB, largest", "ms each", "seconds"),
            (
                f"{asked.count:,}",
                f"{published:,}",
                str(shards),
                str(asked.megabytes),
                f"{used.ru_maxrss / 1024:.0f}",
                f"{each:.2f}",
                f"{seconds:,.0f}",
            ),
        )
    )
    return 0 if published == asked.count else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
