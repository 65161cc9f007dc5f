"""Shards: what is kept of some sources, as a file that any machine may write and none may break."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from nutgraf import partitions, pipeline
from nutgraf.config import Config
from nutgraf.errors import DataError, LimitError, OutputError
from nutgraf.graph import Failed
from nutgraf.model import Source
from nutgraf.partitions import Making, bucket_of, bucketed, reduced, shard, shard_name
from nutgraf.process import LateError
from nutgraf.profile import context
from nutgraf.stores import shards
from nutgraf.stores.written import Writer, Written
from nutgraf.writers.void import Counts

TOWNS = ("Ostrand", "Velmora", "Tarnby", "Quayford")


def line(number: int) -> Source:
    """An article that names a person of its own and a town that others name as well."""
    town, name = TOWNS[number % 4], f"Ines Calder{'abcdefgh'[number % 8]}"
    body = f"The tide was late in {town}, said {name}."
    story = {
        "@type": "NewsArticle",
        "headline": f"Tide {number} late in {town}",
        "articleBody": body,
        "mentions": [{"@type": "Person", "name": name}, {"@type": "Place", "name": town}],
    }
    key = f"tide-{number}"
    data = json.dumps(story).encode()
    return Source(name="tides.jsonl", key=key, data=data, line=number + 1)


SOURCES = tuple(line(number) for number in range(12))
BROKEN = Source(name="broken.txt", key="broken", data=b"")


@pytest.fixture(scope="module")
def making():
    return Making.here(Config(), context())


@pytest.fixture(scope="module")
def made():
    """What the writer makes of the articles, here and at once."""
    writer = Writer(Config(), context())
    return [
        (place, writer(outcome))
        for place, source in enumerate((*SOURCES, BROKEN))
        for outcome in pipeline.outcomes(source, Config())
    ]


def plain(outcome: Written | Failed) -> object:
    """All that there is of an outcome, to be compared."""
    if isinstance(outcome, Failed):
        error = outcome.error
        told = (error.what, error.source, error.place, error.hint)
        return outcome.source, type(error), told
    given = (outcome.files, outcome.segments, outcome.shared, outcome.results, outcome.dropped)
    return json.loads(outcome.record.line()), *given


@pytest.fixture
def whole(tmp_path, made):
    path = tmp_path / "1f3d.shard"
    shards.write(path, made)
    return path


def test_what_is_read_is_what_was_written(whole, made):
    found = shards.read(whole)
    assert any(isinstance(outcome, Written) and outcome.shared for _, outcome in found)
    assert isinstance(found[-1][1], Failed)
    assert [(n, plain(outcome)) for n, outcome in found] == [(n, plain(o)) for n, o in made]


def test_an_error_of_another_kind_is_told_as_the_kind_that_it_is_of(tmp_path):
    error = LateError("took too long", source="a.txt", place="line 3", hint="split it \udc80")
    shards.write(tmp_path / "a.shard", [(5, Failed("a.txt", error))])
    [(place, failed)] = shards.read(tmp_path / "a.shard")
    assert place == 5
    assert type(failed.error) is LimitError
    assert str(failed.error) == str(error)


def test_a_shard_cut_off_anywhere_or_with_a_bit_turned_is_named(whole):
    data = whole.read_bytes()
    for end in range(0, len(data), max(1, len(data) // 97)):
        whole.write_bytes(data[:end])
        with pytest.raises(DataError, match=r"1f3d\.shard: is no whole shard .*; remove it"):
            shards.read(whole)
        whole.write_bytes(data[:end] + bytes([data[end] ^ 1]) + data[end + 1 :])
        with pytest.raises(DataError, match=r"1f3d\.shard: is no whole shard"):
            shards.read(whole)


def test_a_shard_by_another_name_or_not_there_is_refused(whole):
    other = whole.rename(whole.with_name("2e.shard"))
    with pytest.raises(DataError, match="it is another"):
        shards.read(other)
    with pytest.raises(DataError, match="cannot be read"):
        shards.read(whole)


def forged(path, change):
    """A shard whose first line was changed by somebody who can count and hash."""
    head, first, rest = path.read_bytes()[:-72].split(b"\n", 2)
    said = json.loads(first)
    change(said)
    data = b"\n".join([head, json.dumps(said).encode(), rest])
    path.write_bytes(data + f"sha256 {hashlib.sha256(data).hexdigest()}\n".encode())


def renamed(said):
    said["files"][0][0] = "articles/../../x.ttl"


def negative(said):
    said["files"][0][1] = -1


def endless(said):
    said["shared"] = 1 << 60


def true(said):
    said["source"] = True


def bare(said):
    del said["record"]


def odd(said):
    for _ in range(500):
        said["record"] = [said["record"]]


def other_key(said):
    said["record"][1][2] = "../tide"


def larger(said):
    said["segments"][0][1] += 1


def foreign(said):
    said |= {"failed": "a.txt", "error": ["SystemExit", "", "", "", ""]}


def listed(said):
    said["results"] = []


CHANGES = (renamed, negative, endless, true, bare, odd, other_key, larger, foreign, listed)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_a_stranger_wrote_is_not_believed(whole, change):
    forged(whole, change)
    with pytest.raises(DataError, match=r"1f3d\.shard: is no whole shard"):
        shards.read(whole)


def test_the_same_partition_makes_the_same_file_once_and_at_once(tmp_path, making, made):
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
    sources = (*SOURCES, BROKEN)
    with ThreadPoolExecutor(3) as pool:
        places = [str(folders[0]), str(folders[0]), str(folders[1])]
        names = set(pool.map(lambda place: shard(sources, making, place), places))
    assert names == {shard_name(sources, making)}
    [name] = names
    assert [path.name for path in folders[0].iterdir()] == [name]  # and nothing half done
    assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes()
    found = shards.read(folders[0] / name)
    assert [(n, plain(outcome)) for n, outcome in found] == [(n, plain(o)) for n, o in made]


def test_who_comes_second_finds_it_done_and_mends_what_is_broken(tmp_path, making, monkeypatch):
    name = shard(SOURCES[:2], making, str(tmp_path))
    path = tmp_path / name
    data = path.read_bytes()
    path.write_bytes(data[:-100])
    shard(SOURCES[:2], making, str(tmp_path))
    assert path.read_bytes() == data

    def never(*_):
        raise AssertionError("it is made again")

    monkeypatch.setattr(pipeline, "supervised", never)
    assert shard(SOURCES[:2], making, str(tmp_path)) == name


def test_a_name_tells_what_could_make_other_bytes_and_nothing_else(making):
    name = shard_name(SOURCES, making)
    assert name != shard_name(SOURCES[:-1], making)
    assert name != shard_name(SOURCES[::-1], making)
    one, *rest = SOURCES
    moved = Source(name=one.name, key=one.key, data=one.data, line=99)
    assert name != shard_name((moved, *rest), making)
    for config in (Config(body="none"), Config(article_seconds=1)):
        assert name != shard_name(SOURCES, Making.here(config, context()))
    assert name == shard_name(SOURCES, Making.here(Config(jobs=8), context()))


def test_another_installation_refuses(tmp_path, making):
    other = Making(config=making.config, context=making.context, maker="0" * 64)
    with pytest.raises(OutputError, match="would make other bytes; install the same"):
        shard(SOURCES[:1], other, str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_a_worker_does_not_see_is_named(tmp_path, making):
    with pytest.raises(OutputError, match=r"gone: a worker cannot write to it .*needs to see"):
        shard(SOURCES[:1], making, str(tmp_path / "gone"))


@pytest.fixture(scope="module")
def three(tmp_path_factory, made):
    """The articles in three shards."""
    folder = tmp_path_factory.mktemp("three")
    for number in range(3):
        shards.write(folder / f"{number:02}.shard", made[number::3])
    return folder


def total(made, folder, names) -> Counts:
    """What the articles say of their own, and the buckets of what they share."""
    counts = Counts()
    for _, outcome in made:
        if isinstance(outcome, Written):
            counts.add(outcome.record.counts)
    buckets: dict[int, list[str]] = {}
    for name in names:
        buckets.setdefault(bucket_of(name), []).append(str(folder / name))
    for paths in buckets.values():
        counts.add(reduced(paths, Config().base))
    return counts


@pytest.mark.parametrize("buckets", [1, 2, 7])
def test_buckets_of_shared_things_sum_up_to_the_numbers_of_the_dataset(three, made, buckets):
    """The numbers are those of all facts merged, counted in another way: each triple once."""
    facts = {
        triple
        for source in SOURCES
        for outcome in pipeline.outcomes(source, Config())
        for triple in outcome.publication.facts
    }
    expected = Counts.of(facts, articles=len(SOURCES)).as_json()
    names = [name for path in three.glob("*.shard") for name in bucketed(str(path), buckets)]
    assert len({bucket_of(name) for name in names}) <= buckets
    assert total(made, three, names).as_json() == expected


def test_a_thing_is_in_the_same_bucket_whatever_the_hash_seed(three):
    path = str(three / "00.shard")
    program = f"from nutgraf.partitions import bucketed; print(bucketed({path!r}, 5))"
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "4711")
    }
    assert told == {f"{bucketed(path, 5)}\n".encode()}


def test_a_bucket_that_is_not_whole_is_named(three):
    [name] = bucketed(str(three / "00.shard"), 1)
    path = three / name
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(DataError, match=r"00\.0-of-1\.gz: is no whole bucket"):
        reduced([str(path)], Config().base)


def test_the_digest_of_the_maker_is_asked_for_once(monkeypatch):
    monkeypatch.setattr(partitions.versions, "maker", lambda digest: f"made by {digest}")
    partitions._maker.cache_clear()
    try:
        made_by = {Making.here(Config(), {}).maker for _ in range(2)}
        assert made_by == {f"made by {Config().digest()}"}
    finally:
        partitions._maker.cache_clear()


def recipe() -> str:
    """What the document has for every engine: the block that ends in a function."""
    document = (Path(__file__).parents[2] / "CLUSTERS.md").read_text("utf-8")
    [block] = [part for part in document.split("```python\n") if "def publish" in part]
    return block.partition("```")[0]


def test_the_recipe_makes_the_dataset_that_the_command_makes(tmp_path, nutgraf):
    """Here the engine is a loop; the others differ in who calls the function."""
    articles = tmp_path / "articles"
    articles.mkdir()
    stories = b"\n".join(source.data for source in SOURCES[:3])
    (articles / "tides.jsonl").write_bytes(stories)
    (articles / "empty.txt").write_bytes(b"")
    names: dict[str, Any] = {}
    exec(recipe().replace("/shared", str(tmp_path)), names)
    made_by, folder = names["making"], str(names["folder"])
    names["publish"](shard(part, made_by, folder) for part in names["parts"])
    nutgraf("publish", articles, "--to", tmp_path / "command", cwd=tmp_path)
    made, expected = (
        {path.relative_to(place): path.read_bytes() for path in place.rglob("*") if path.is_file()}
        for place in (tmp_path / "news", tmp_path / "command")
    )
    assert made == expected
