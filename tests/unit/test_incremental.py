"""Publishing again: what has not changed is taken over, and the bytes are those of a fresh run."""

from __future__ import annotations

import gzip
import hashlib
import os
import random
import sqlite3
from contextlib import closing

import pyoxigraph as ox
import pytest

from nutgraf.config import Config
from nutgraf.dataset import open_data
from nutgraf.errors import DataError, LimitError
from nutgraf.graph import (
    IRI,
    RDF_TYPE,
    SCHEMA,
    Literal,
    Publication,
    Published,
    Rejected,
    Triple,
    ValidationReport,
    ValidationResult,
)
from nutgraf.model import Source
from nutgraf.profile import context
from nutgraf.stores import Kept, dump, lines, memory
from nutgraf.stores.files import FilesStore
from nutgraf.stores.records import input_digest

BASE = "https://news.example/"
TOWNS = ("ostrand", "velmora", "tarn")


def source(key: str, text: str) -> Source:
    return Source(name=f"{key}.txt", key=key, data=text.encode())


def made(of: Source) -> Publication:
    """An article whose places are those that its text names, shared with other articles."""
    text, key = of.data.decode(), of.key
    article = IRI(f"{BASE}articles/{key}")
    facts = [
        Triple(article, RDF_TYPE, SCHEMA["NewsArticle"]),
        Triple(article, SCHEMA["articleBody"], Literal(text)),
    ]
    for word in sorted(set(text.split()) & set(TOWNS)):
        place = IRI(f"{BASE}places/{word}")
        facts += [
            Triple(article, SCHEMA["mentions"], place),
            Triple(place, RDF_TYPE, SCHEMA["Place"]),
            Triple(place, SCHEMA["name"], Literal(word.title())),
        ]
        if "city" in text:
            facts.append(Triple(place, RDF_TYPE, SCHEMA["City"]))
    result = ValidationResult(
        focus_node=article,
        source_shape="urn:shape",
        source_constraint_component="urn:c",
        message=f"{len(text)} “letters”",
    )
    return Publication(
        source=of.name,
        key=key,
        digest=hashlib.sha256(of.data).hexdigest(),
        article=article,
        graph=IRI(f"{BASE}graphs/{key}"),
        evidence_graph=IRI(f"{BASE}graphs/{key}/evidence"),
        facts=tuple(facts),
        evidence=(
            Triple(IRI(f"{article}/source#char=0,2"), RDF_TYPE, IRI("urn:x:Phrase")),
            Triple(
                article, SCHEMA["text"], Literal(text, language="en-GB" if "fog" in text else "en")
            ),
        ),
        report=ValidationReport(results=(result,), focus_nodes=(("urn:shape", 1),)),
        input=input_digest(of),
    )


class Desk:
    """Publishes texts by key to a folder, and remembers which of them it had to make."""

    def __init__(self, target, maker="one", config=None):
        self.store = FilesStore(
            target, config or Config(), context=context(), versions={"nutgraf": "1"}, maker=maker
        )
        self.made = []

    def outcomes(self, texts):
        for key, text in texts.items():
            of = source(key, text)
            if known := self.store.unchanged(of):
                yield known
                continue
            self.made.append(key)
            yield (Rejected if "broken" in text else Published)(made(of))

    def publish(self, texts):
        return list(self.store.write(self.outcomes(texts)))


def contents(folder):
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def publish(target, texts, **more):
    desk = Desk(target, **more)
    desk.publish(texts)
    return desk


@pytest.fixture
def target(tmp_path):
    return tmp_path / "out" / "news"


@pytest.fixture
def fresh(tmp_path):
    def run(texts, **more):
        number = len(list(tmp_path.glob("fresh-*")))
        folder = tmp_path / f"fresh-{number}"
        publish(folder, texts, **more)
        return contents(folder)

    return run


FOUR = {
    "a": "rain in ostrand",
    "b": "fog in ostrand and velmora",
    "a-b": "a city, tarn",
    "c": "broken ostrand",
}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"b": "fog in tarn"}, ["b"]),
        ({"d": "wind in velmora"}, ["d"]),
        ({"b": None}, []),
        ({"c": None}, []),
        ({"c": "mended in ostrand"}, ["c"]),
        ({"a": "broken"}, ["a"]),
        ({"a-b": "tarn", "a": None, "e": "a city, ostrand"}, ["a-b", "e"]),
        (dict.fromkeys(FOUR), []),
        ({key: f"{text} again" for key, text in FOUR.items()}, list(FOUR)),
    ],
)
def test_only_what_has_changed_is_made_and_the_bytes_are_those_of_a_fresh_run(
    target, fresh, change, expected
):
    publish(target, FOUR)
    texts = {key: text for key, text in {**FOUR, **change}.items() if text is not None}
    desk = publish(target, texts)

    assert desk.made == expected
    assert contents(target) == fresh(texts)
    gone = {key for key, text in change.items() if text is None or "broken" in text}
    assert desk.store.retracted == tuple(sorted(gone - {"c"}))
    assert publish(target, texts).made == []


@pytest.mark.parametrize("seed", range(12))
def test_any_history_ends_in_the_bytes_of_a_fresh_run(target, fresh, seed):
    chance = random.Random(seed)
    texts: dict[str, str] = {}
    for _ in range(6):
        for key in chance.sample(["a", "a-b", "b", "evidence", "ü", "z"], chance.randint(1, 4)):
            words = chance.sample([*TOWNS, "city", "broken"], chance.randint(0, 3))
            texts[key] = " ".join(words)
            if chance.random() < 0.3:
                del texts[key]
        publish(target, texts)
        assert contents(target) == fresh(texts)


def test_files_of_what_has_not_changed_are_the_same_files(target):
    publish(target, FOUR)
    before = {path.name: path.stat().st_ino for path in (target / "articles").iterdir()}
    publish(target, {**FOUR, "b": "fog in tarn"})
    after = {path.name: path.stat().st_ino for path in (target / "articles").iterdir()}

    same = {name for name, number in before.items() if after[name] == number}
    assert {name.partition(".")[0] for name in same} == {"a", "a-b"}
    assert len(same) == 6


@pytest.fixture
def sharded(monkeypatch):
    """Everything is large, and two or three articles fill a shard."""
    monkeypatch.setattr(dump, "LARGE", 100)
    monkeypatch.setattr(dump, "SHARD", 2_000)
    monkeypatch.setattr(dump, "_CHUNK", 700)


def statements_of(files):
    """The statements of a dataset, in their order, without its description."""
    names = sorted(name for name in files if name.startswith("dataset"))
    data = b"".join(
        gzip.decompress(files[name]) if name.endswith(".gz") else files[name] for name in names
    )
    return [line for line in data.splitlines() if b"/dataset/description>" not in line]


@pytest.mark.usefixtures("sharded")
def test_shards_one_after_another_are_the_sorted_whole(target, fresh, monkeypatch):
    publish(target, FOUR)
    files = contents(target)
    names = [name for name in files if name.startswith("dataset")]
    assert names[:2] == ["dataset-00001.nq.gz", "dataset-00002.nq.gz"]
    monkeypatch.undo()
    whole = fresh(FOUR)
    assert statements_of(files) == statements_of(whole)
    assert b"<dataset-00002.nq.gz>" in files["void.ttl"]
    assert b"dcat:compressFormat" not in whole["void.ttl"]


@pytest.mark.usefixtures("sharded")
def test_shards_are_read_as_one_dataset(target):
    publish(target, FOUR)
    read = {name: set(triples) for name, triples in open_data([target]).graphs}
    assert {f"{BASE}graphs/{key}" for key in FOUR if key != "c"} < read.keys()
    [shard, *_] = sorted(target.glob("dataset-*"))
    shard.write_bytes(shard.read_bytes()[:-20])
    with pytest.raises(DataError, match=r"dataset-00001\.nq\.gz.*gzip"):
        open_data([target])


@pytest.mark.usefixtures("sharded")
@pytest.mark.parametrize("seed", range(4))
def test_any_history_of_shards_ends_in_the_bytes_of_a_fresh_run(target, fresh, seed):
    test_any_history_ends_in_the_bytes_of_a_fresh_run(target, fresh, seed)


def test_a_dataset_grows_into_shards_and_shrinks_again(target, fresh, monkeypatch):
    publish(target, FOUR)
    monkeypatch.setattr(dump, "LARGE", 100)
    again = publish(target, FOUR)
    assert again.made == []
    assert contents(target) == fresh(FOUR)
    monkeypatch.undo()
    assert publish(target, FOUR).made == []
    assert contents(target) == fresh(FOUR)


def test_more_lines_than_are_sorted_at_once(target, fresh, monkeypatch):
    expected = fresh(FOUR)
    monkeypatch.setattr(lines, "_RUN", 100)
    publish(target, FOUR)
    assert contents(target) == expected


@pytest.mark.usefixtures("sharded")
@pytest.mark.parametrize("at_once", [100, 400, 3_000])
def test_where_shards_are_parted_hangs_on_nothing_but_their_lines(
    target, fresh, monkeypatch, at_once
):
    texts = {f"story-{number}": f"rain in {', '.join(TOWNS)} {number}" for number in range(12)}
    expected = fresh(texts)
    monkeypatch.setattr(lines, "_RUN", at_once)
    publish(target, dict(reversed(texts.items())))
    assert contents(target) == expected
    publish(target, texts | {"story-3": "fog"})
    publish(target, texts)
    assert contents(target) == expected


def test_the_numbers_are_those_of_the_graphs(target):
    publish(target, FOUR)
    publish(target, {**FOUR, "a-b": "tarn in the fog", "b": "a city, ostrand"})
    store = ox.Store()
    for quad in ox.parse(path=str(target / "dataset.nq")):
        name = quad.graph_name.value
        if not name.endswith(("/evidence", "/description")):
            store.add(ox.Quad(quad.subject, quad.predicate, quad.object))
    void = (target / "void.ttl").read_text()

    def count(query):
        [row] = store.query(f"SELECT (COUNT({query}")
        return int(row[0].value)

    assert f"void:triples {count('*) AS ?n) { ?s ?p ?o }')} ;" in void
    assert f"void:distinctSubjects {count('DISTINCT ?s) AS ?n) { ?s ?p ?o }')} ;" in void
    assert f"void:classes {count('DISTINCT ?c) AS ?n) { ?s a ?c }')} ;" in void


@pytest.mark.parametrize("more", [{"maker": "two"}, {"config": Config(body="none"), "maker": "x"}])
def test_another_maker_makes_everything_anew(target, more):
    publish(target, FOUR)
    assert publish(target, FOUR, **more).made == list(FOUR)


def test_without_a_maker_nothing_is_remembered(target):
    publish(target, FOUR, maker="")
    assert publish(target, FOUR, maker="").made == list(FOUR)
    assert [path.name for path in target.parent.iterdir()] == ["news"]


def test_a_file_that_was_changed_by_hand_is_made_anew(target, fresh):
    publish(target, FOUR)
    (target / "articles" / "a.jsonld").write_text("mine")
    (target / "articles" / "b.ttl").touch()  # another time alone is no change
    assert publish(target, FOUR).made == ["a"]
    assert contents(target) == fresh(FOUR)


@pytest.mark.parametrize("name", ["dataset.nq", "manifest.json"])
def test_a_dataset_that_is_not_what_the_state_tells_is_made_anew(target, fresh, name):
    publish(target, FOUR)
    path = target / name
    path.write_bytes(path.read_bytes().replace(b"ostrand", b"vvvvvvv").replace(b'"1"', b'"2"'))
    assert publish(target, FOUR).made == list(FOUR)
    assert contents(target) == fresh(FOUR)


@pytest.mark.parametrize("end", [0, 1, 30, -1, -30])
def test_a_state_that_was_cut_off_is_not_taken(target, fresh, end):
    publish(target, FOUR)
    state = memory.sibling(target, "state")
    state.write_bytes(state.read_bytes()[:end])
    publish(target, {**FOUR, "b": "tarn"})
    assert contents(target) == fresh({**FOUR, "b": "tarn"})


def test_what_an_interrupted_run_got_done_is_there_for_the_next(target, fresh):
    publish(target, {"a": "old"})
    before = contents(target)
    desk = Desk(target)
    run = desk.store.write(desk.outcomes(FOUR))
    next(run), next(run)
    run.close()

    assert contents(target) == before
    again = publish(target, FOUR)
    assert again.made == ["a-b", "c"]
    assert contents(target) == fresh(FOUR)


def test_where_memory_does_not_suffice_the_work_is_there_for_the_next(target, fresh, monkeypatch):
    publish(target, {"a": "old"})
    before = contents(target)

    def eat(*_):
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(lines, "in_order", eat)
        with pytest.raises(
            LimitError, match=r"news: needs more memory than there is; what was there"
        ):
            publish(target, FOUR)

    assert contents(target) == before
    assert publish(target, FOUR).made == []
    assert contents(target) == fresh(FOUR)


def test_what_was_done_and_then_changed_is_made_anew(target, fresh):
    desk = Desk(target)
    run = desk.store.write(desk.outcomes(FOUR))
    list(zip(range(3), run, strict=False))
    run.close()
    (target.with_name(".news.new") / "articles" / "a.ttl").write_text("torn")
    texts = {**FOUR, "b": "fog in tarn"}
    del texts["a-b"]
    assert publish(target, texts).made == ["a", "b", "c"]
    assert contents(target) == fresh(texts)


@pytest.mark.parametrize("name", ["state", "lines"])
@pytest.mark.parametrize("end", [0, 1, 20, -1, -20])
def test_what_is_noted_of_a_run_and_was_cut_off_tells_what_it_can(target, fresh, name, end):
    desk = Desk(target)
    run = desk.store.write(desk.outcomes(FOUR))
    list(zip(range(3), run, strict=False))
    run.close()
    path = memory.sibling(target, name)
    path.write_bytes(path.read_bytes()[:end])
    publish(target, FOUR)
    assert contents(target) == fresh(FOUR)


def test_what_is_unchanged_can_be_read_back(target):
    publish(target, FOUR)
    kept = Desk(target).publish(FOUR)
    assert all(isinstance(outcome, Kept) for outcome in kept)
    expected = made(source("b", FOUR["b"]))
    [found] = [each.publication() for each in kept if each.entry.key == "b"]
    assert (found.source, found.graph, found.report) == (
        expected.source, expected.graph, expected.report,
    )  # fmt: skip
    assert set(found.facts) == set(expected.facts)


def test_what_was_retracted_is_remembered_until_it_is_back(target):
    def retracted():
        with closing(sqlite3.connect(memory.sibling(target, "state"))) as state:
            return [key for (key,) in state.execute("SELECT key FROM retracted ORDER BY key")]

    publish(target, FOUR)
    publish(target, {"a": FOUR["a"]})
    assert retracted() == ["a-b", "b"]
    publish(target, {"a": FOUR["a"], "b": "back"}, maker="two")
    assert retracted() == ["a-b"]


def test_where_links_are_not_possible_files_are_copied(target, fresh, monkeypatch):
    def refuse(*_):
        raise OSError("no links here")

    publish(target, FOUR)
    monkeypatch.setattr(os, "link", refuse)
    texts = {**FOUR, "b": "fog in tarn"}
    assert publish(target, texts).made == ["b"]
    assert publish(target, texts).made == []
    assert contents(target) == fresh(texts)
