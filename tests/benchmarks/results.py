"""`make bench`: all benchmarks, one after the other, and what they say in RESULTS.md.

`python tests/benchmarks/results.py PYTHON [--long]`, where PYTHON is the one that has spaCy.  Exit code
1 if one of them says so.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "RESULTS.md"

HEAD = """\
# What nutgraf costs, beside others

Written by `make bench`{long}, from one run of all; do not edit.  Ratios are what counts: seconds say
more about a machine than about a program.

"""


def machine():
    """The machine, so far as it matters."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    python = f"{platform.python_implementation()} {platform.python_version()}"
    peers = ", ".join(
        f"{name} {version(name)}" for name in ("rdflib", "pyshacl", "pyoxigraph", "shacl")
    )
    lines = [
        f"- {cores} cores, {platform.machine()}, {platform.system()}; {python}",
        f"- {peers}",
    ]
    if hasattr(os, "getloadavg"):
        busy = os.getloadavg()[0]
        lines.append(f"- {busy:.1f} other processes at work when it began")
    return "\n".join(lines) + "\n"


def said(script, *arguments):
    """What a benchmark prints, shown as it comes; and its exit code."""
    command = [sys.executable, HERE / script, *arguments]
    lines = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as process:
        for line in process.stdout:
            print(line, end="", flush=True)
            lines.append(line)
    return "".join(lines).strip() + "\n", process.returncode


def main(arguments):
    """Run them all, and write what they say."""
    parser = argparse.ArgumentParser(description="All benchmarks.")
    parser.add_argument("python", help="the Python that has spaCy")
    parser.add_argument("--long", action="store_true", help="10,000 articles, too")
    asked = parser.parse_args(arguments)
    long = ["--long"] if asked.long else []
    text = HEAD.format(long=" with the long sizes" if long else "") + machine()
    worst = 0
    for title, *command in (
        ("The text chain", "side_by_side.py", asked.python),
        ("The text chain beside its tagger", "text_chain.py"),
        ("Validation", "validation.py"),
        ("Structured articles", "structured.py"),
        ("Publishing", "publishing.py", *long),
    ):
        print(f"## {title}\n", flush=True)
        found, code = said(*command)
        text += f"\n## {title}\n\n{found}"
        worst = max(worst, code)
        print(flush=True)
    RESULTS.write_text(text, encoding="utf-8")
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
