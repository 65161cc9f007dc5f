"""The labels of whom a pronoun means fit the gold they belong to."""

from __future__ import annotations

import copy
import importlib.util
import json
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("pronouns.py")
spec = importlib.util.spec_from_file_location("pronouns", SCRIPT)
pronouns = importlib.util.module_from_spec(spec)
spec.loader.exec_module(pronouns)

ROWS = [{"id": "a", "quotations": [{"start": 4, "speaker": "she"}, {"start": 40, "speaker": "he"}]}]


def label(start):
    return {"article": "a", "start": start, "person": "Ines Calder"}


def test_a_label_says_whom_the_speaker_of_a_quotation_means():
    [row] = pronouns.meant(copy.deepcopy(ROWS), [label(4)])

    assert [each.get("speaker_entity") for each in row["quotations"]] == ["Ines Calder", None]


def test_a_label_that_fits_nowhere_is_an_error():
    with pytest.raises(KeyError, match="no quotation begins there"):
        pronouns.meant(copy.deepcopy(ROWS), [label(5)])


def test_gold_without_labels_stays_as_it_is(tmp_path):
    assert pronouns.labelled(Path("other.jsonl"), tmp_path) == Path("other.jsonl")


@pytest.mark.parametrize("file", pronouns.LABELS.values(), ids=lambda file: file.name)
def test_labels_hold_no_words_of_the_articles(file):
    labels = json.loads(file.read_text(encoding="utf-8"))

    assert len(labels) >= 70
    assert all(each.keys() == {"article", "start", "person"} for each in labels)
    assert len({(each["article"], each["start"]) for each in labels}) == len(labels)
