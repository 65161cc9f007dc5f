"""What the scorecard measures is not below its pinned floor, and the README says what is pinned.

Floors rise and never fall: `python tests/evaluation/raise_floors.py` raises them to what is measured.
The gold data is not in the checkout; `NUTGRAF_GOLD` names its folder.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("raise_floors.py")
spec = importlib.util.spec_from_file_location("raise_floors", SCRIPT)
raise_floors = importlib.util.module_from_spec(spec)
spec.loader.exec_module(raise_floors)

FLOORS = raise_floors.floors()


@pytest.fixture(scope="module")
def measured():
    """What is measured on the gold that is here, in one run of each file."""
    files = [raise_floors.GOLD / name for name in FLOORS if name not in raise_floors.OWN]
    return raise_floors.measured([file for file in files if file.is_file()])


@pytest.mark.parametrize("name", FLOORS)
def test_nothing_is_below_its_floor(name, measured):
    if name not in measured:
        pytest.skip(f"{name} is not in {raise_floors.GOLD}: set NUTGRAF_GOLD to the gold data")

    assert raise_floors.fallen(FLOORS, {name: measured[name]}) == []
    assert measured[name].keys() == FLOORS[name].keys(), "run raise_floors.py to pin what is new"


def test_the_readme_says_what_is_pinned():
    text = raise_floors.README.read_text(encoding="utf-8")

    assert raise_floors.with_table(text, FLOORS) == text


def test_floors_are_only_raised():
    pinned = {"a": {"names.f1": 80.0, "roles.f1": 70.0}, "gone": {"x": 1.0}}
    now = {"a": {"names.f1": 79.9, "roles.f1": 70.1, "new": 5.0}}

    assert raise_floors.raised(pinned, now) == {
        "a": {"names.f1": 80.0, "roles.f1": 70.1, "new": 5.0},
        "gone": {"x": 1.0},
    }
    assert raise_floors.fallen(pinned, now) == ["a: names.f1 is 79.9, its floor 80.0"]
    assert raise_floors.fallen({"a": {"x": 0.0}}, {"a": {}}) == [
        "a: x is not measured, its floor 0.0"
    ]


def test_a_floor_is_the_figure_rounded_down():
    counts = {"gold": 3, "found": 2, "ours": 0, "right": 0}

    assert raise_floors.figures({"quotations.direct": counts}) == {"quotations.direct.recall": 66.6}
    assert raise_floors.figures(
        {"names.span.all": {"gold": 1000, "found": 797, "ours": 1000, "right": 797}}
    ) == {"names.span.all.f1": 79.7}
