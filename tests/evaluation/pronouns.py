"""Whom the pronouns mean that speak in gold quotations of which the gold has only the word.

`pronouns_polnear.json` was marked by hand: every quotation of the development part of
[PolNeAR](https://github.com/networkdynamics/PolNeAR) that “he”, “she” or “her” speaks, in the order of the
file, with the full name of the person meant.  Left out are a speaker without a name in the article
(“my father”), and “it”, “they” and “I”.  A row has the article's id, the start of the quotation and
that name; no text of the articles.
"""

from __future__ import annotations

import json
from pathlib import Path

LABELS = {"quotes_polnear_dev.jsonl": Path(__file__).with_name("pronouns_polnear.json")}
"""By the file of gold they belong to."""

Row = dict[str, object]


def labelled(gold: Path, folder: Path) -> Path:
    """The same gold with the persons meant, written into a folder; gold without labels as it is."""
    labels = LABELS.get(gold.name)
    if labels is None:
        return gold
    lines = gold.read_text(encoding="utf-8").splitlines()
    rows = meant([json.loads(line) for line in lines], json.loads(labels.read_text("utf-8")))
    file = folder / gold.name
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return file


def meant(rows: list[Row], labels: list[Row]) -> list[Row]:
    """Rows of gold with a `speaker_entity` for each label; raises KeyError for one that fits nowhere."""
    people = {(label["article"], label["start"]): label["person"] for label in labels}
    for row in rows:
        for quotation in row["quotations"]:
            person = people.pop((row["id"], quotation["start"]), None)
            if person is not None:
                quotation["speaker_entity"] = person
    if people:
        raise KeyError(f"no quotation begins there: {sorted(people)}")
    return rows
