"""Each rule of hygiene over what it must find, over what is published, and over the profile itself.

A case is a file with the rule's name; its first line says how many errors there are, and which.  The
default graph is the merge of the facts, as `nutgraf query` has it; for the profile, of all its files.
Blank nodes stay what they are, so the files are not read with `nutgraf.dataset`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from nutgraf.dataset import is_facts

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
RULES = {
    kind: sorted((ROOT / "ontology" / "hygiene" / kind).glob("*.rq"))
    for kind in ("published", "profile")
}
ALL = [(kind, rule) for kind, rules in RULES.items() for rule in rules]
NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven"]
UNEXPLAINED = {"facts-with-evidence", "provenance"}
"""Rules that the questions' dataset breaks on purpose: it has evidence for a few of its facts only."""


@cache
def loaded(*files: Path) -> ox.Store:
    """These files, taken together."""
    store = ox.Store()
    for file in files:
        store.load(path=file)
    return store


def errors(rule: Path, *files: Path) -> list[str]:
    """What this rule finds in these files."""
    store = loaded(*files)
    graphs = [graph for graph in store.named_graphs() if is_facts(graph.value)]
    found = store.query(rule.read_text("utf-8"), default_graph=[ox.DefaultGraph(), *graphs])
    return [row["error"].value for row in found]


@pytest.mark.parametrize(("kind", "rule"), ALL, ids=lambda each: getattr(each, "stem", each))
def test_rule_finds_what_is_wrong(kind, rule):
    case = HERE / kind / f"{rule.stem}.trig"
    number = case.read_text("utf-8").split()[1]

    found = errors(rule, case)

    assert len(found) == NUMBERS.index(number) > 0, found
    assert rule.read_text("utf-8").startswith("# ")


@pytest.mark.parametrize("rule", RULES["published"], ids=lambda path: path.stem)
def test_the_demo_passes(rule):
    assert errors(rule, ROOT / "out" / "demo" / "dataset.nq") == []


@pytest.mark.parametrize("rule", RULES["published"], ids=lambda path: path.stem)
def test_a_hundred_articles_pass_together(rule, hundred):
    assert errors(rule, hundred) == []


@pytest.mark.parametrize("rule", RULES["published"], ids=lambda path: path.stem)
def test_the_dataset_of_the_questions_passes(rule):
    found = errors(rule, ROOT / "tests" / "questions" / "dataset.trig")

    assert bool(found) == (rule.stem in UNEXPLAINED), found


@pytest.mark.parametrize(
    "rule",
    [*RULES["profile"], ROOT / "ontology" / "hygiene" / "published" / "one-schema-namespace.rq"],
    ids=lambda path: path.stem,
)
def test_the_profile_passes(rule):
    files = sorted((ROOT / "ontology").rglob("*.ttl"))

    assert len(files) > 10
    assert errors(rule, *files) == []


def test_every_rule_has_a_case_and_every_case_a_rule():
    for kind, rules in RULES.items():
        assert [path.stem for path in sorted((HERE / kind).iterdir())] == [r.stem for r in rules]
