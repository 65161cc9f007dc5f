"""Measure the scorecard on the gold data, and raise the floors in `floors.json` to what was measured.

    python tests/evaluation/raise_floors.py

A floor is a share in per cent, rounded down to one decimal.  It may rise and never falls: where less
is measured than is pinned, the floor stays and this script says so and fails.  The table in
README.md is written anew from the floors.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

from training.corpus import lines

sys.path.insert(0, str(Path(__file__).resolve().parent))
from pronouns import labelled  # lies beside this script, which is no package

ROOT = Path(__file__).resolve().parent.parent.parent
FLOORS = Path(__file__).with_name("floors.json")
README = ROOT / "README.md"
GOLD = Path(os.environ.get("NUTGRAF_GOLD", ROOT.parent / "shared" / "gold"))

NAMES, SPEECH = "names_worldwide_dev.jsonl", "quotes_polnear_dev.jsonl"
OWN = {"own_articles.jsonl": False, "own_articles_held_back.jsonl": True}
"""The gold that is made from nutgraf's own articles, and whether they are those held back."""

HELD_BACK = "own_articles_held_back.jsonl"

PINNED = {
    "names.": ("f1",),
    "quotations.direct": ("precision", "recall"),
    "quotations.speaker.": ("recall",),
    "statements.content": ("precision", "recall"),
    "statements.speaker.": ("recall",),
    "roles.": ("precision", "recall"),
}
"""Which shares of a metric are pinned, by the beginning of its name."""

ROWS = [
    # what, figure of ours, what is beside it
    (
        "names, exact words and kind: F1",
        NAMES,
        "names.span.all.f1",
        "spaCy small 65.6, medium 72.2",
    ),
    ("– people", NAMES, "names.span.persons.f1", ""),
    ("– organizations", NAMES, "names.span.organizations.f1", ""),
    ("– places", NAMES, "names.span.places.f1", ""),
    ("names, once a document: F1", NAMES, "names.document.all.f1", ""),
    ("quotations found", SPEECH, "quotations.direct.recall", "textacy 50.1"),
    ("quotations of ours that are right", SPEECH, "quotations.direct.precision", ""),
    ("right speaker, of all quotations", SPEECH, "quotations.speaker.all.recall", "textacy 42.4"),
    ("– named", SPEECH, "quotations.speaker.named.recall", ""),
    ("– described", SPEECH, "quotations.speaker.nominal.recall", ""),
    ("– a pronoun (the right word)", SPEECH, "quotations.speaker.pron.recall", ""),
    ("– a pronoun (the right person)", SPEECH, "quotations.speaker.resolved.recall", ""),
    ("indirect speech found", SPEECH, "statements.content.recall", ""),
    ("indirect speech of ours that is right", SPEECH, "statements.content.precision", ""),
    ("our own articles, held back: names, F1", HELD_BACK, "names.span.all.f1", ""),
    ("– quotations found", HELD_BACK, "quotations.direct.recall", ""),
    ("– indirect speech found", HELD_BACK, "statements.content.recall", ""),
    ("– of ours that is right", HELD_BACK, "statements.content.precision", ""),
    ("– roles found", HELD_BACK, "roles.title.recall", ""),
    ("– roles of ours that are right", HELD_BACK, "roles.title.precision", ""),
    ("– organizations of them found", HELD_BACK, "roles.organization.recall", ""),
    ("– of ours that are right", HELD_BACK, "roles.organization.precision", ""),
]
"""The rows of the table in README.md."""

BEGIN, END = "<!-- figures: tests/evaluation/raise_floors.py -->\n", "<!-- end of figures -->\n"

Floors = dict[str, dict[str, float]]


def floors() -> Floors:
    """What is pinned: of each file of gold, each figure."""
    return json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}


def measured(files: list[Path]) -> Floors:
    """What is measured now, on these files with what our own labels add to them, and on our own
    articles, side by side.
    """
    command = [sys.executable, "-m", "nutgraf", "eval", "--as", "json"]
    with tempfile.TemporaryDirectory() as folder:
        gold = [*(labelled(file, Path(folder)) for file in files), *_own(Path(folder))]
        running = [
            subprocess.Popen([*command, str(file)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for file in gold
        ]
        found = {}
        for file, process in zip(gold, running, strict=True):
            out, err = process.communicate(timeout=600)
            if process.returncode:
                raise RuntimeError(f"nutgraf eval {file.name} exits {process.returncode}: {err!r}")
            found[file.name] = figures(json.loads(out)["scores"])
    return found


def _own(folder: Path) -> list[Path]:
    """Our own articles, written as gold."""
    for name, held_back in OWN.items():
        gold = "".join(f"{line}\n" for line in lines(held_back=held_back))
        (folder / name).write_text(gold, encoding="utf-8")
    return [folder / name for name in OWN]


def figures(scores: dict[str, dict[str, float | None]]) -> dict[str, float]:
    """The pinned shares of a scorecard, in per cent, rounded down to one decimal."""
    found = {}
    for metric, counts in scores.items():
        shares = exact(counts)
        for start, names in PINNED.items():
            if metric.startswith(start):
                for name in names:
                    if (share := shares[name]) is not None:
                        found[f"{metric}.{name}"] = (1000 * share).__floor__() / 10
    return found


def exact(counts: dict[str, int]) -> dict[str, Fraction | None]:
    """The shares as fractions, so that rounding them down is no matter of luck."""
    precision = Fraction(counts["right"], counts["ours"]) if counts["ours"] else None
    recall = Fraction(counts["found"], counts["gold"]) if counts["gold"] else None
    f1 = None
    if precision is not None and recall is not None:
        both = precision + recall
        f1 = 2 * precision * recall / both if both else Fraction(0)
    return {"precision": precision, "recall": recall, "f1": f1}


def raised(pinned: Floors, now: Floors) -> Floors:
    """The floors after a measurement: the higher of both, and what is new."""
    files = sorted({*pinned, *now})
    return {
        file: {
            name: max(each[name] for each in (before, after) if name in each)
            for name in dict.fromkeys((*after, *before))
        }
        for file in files
        for before, after in [(pinned.get(file, {}), now.get(file, {}))]
    }


def fallen(pinned: Floors, now: Floors) -> list[str]:
    """What is measured below its floor, or not any more."""
    return [
        f"{file}: {name} is {now[file].get(name, 'not measured')}, its floor {floor}"
        for file, each in pinned.items()
        if file in now
        for name, floor in each.items()
        if now[file].get(name, -1) < floor
    ]


def table(pinned: Floors) -> str:
    """The table of README.md."""
    rows = ["| in per cent | nutgraf | others |", "| --- | --- | --- |"]
    rows += [
        f"| {what} | {pinned[file][name]:.1f} | {beside} |" for what, file, name, beside in ROWS
    ]
    return "".join(f"{row}\n" for row in rows)


def with_table(text: str, pinned: Floors) -> str:
    """A document with its table written anew."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"no {BEGIN.strip()} … {END.strip()}")
    return f"{before}{begin}{table(pinned)}{end}{after}"


def main() -> int:
    files = sorted(GOLD.glob("*.jsonl"))
    if not files:
        sys.stderr.write(f"{GOLD}: no gold here; name its folder in NUTGRAF_GOLD\n")
        return 2
    pinned, now = floors(), measured(files)
    new = raised(pinned, now)
    FLOORS.write_text(json.dumps(new, indent=2) + "\n", encoding="utf-8")
    README.write_text(with_table(README.read_text(encoding="utf-8"), new), encoding="utf-8")
    for file, each in new.items():
        for name, floor in each.items():
            before = pinned.get(file, {}).get(name)
            if floor != before:
                was = "new" if before is None else before
                sys.stdout.write(f"{file}: {name} {was} → {floor}\n")
    for line in fallen(pinned, now):
        sys.stderr.write(f"{line}\n")
    return 1 if fallen(pinned, now) else 0


if __name__ == "__main__":
    sys.exit(main())
