"""Files of many articles, end to end: each line stands for itself, whatever is beside it."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from pathlib import Path

import pytest

from nutgraf import pipeline
from nutgraf.config import Config
from nutgraf.graph import Published
from nutgraf.model import Source

HERE = Path(__file__).parent
spec = importlib.util.spec_from_file_location("corpus", HERE / "benchmarks" / "corpus.py")
corpus = importlib.util.module_from_spec(spec)
spec.loader.exec_module(corpus)

BAD = {
    "not JSON": b"{",
    "no article": b'{"@type": "Recipe", "name": "Soup"}',
    "of a wrong type": b'{"headline": 7}',
    "too long": b'{"headline": "' + b"x" * 10_000_000 + b'"}',
}


def files(folder):
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def feed(tmp_path_factory):
    """Structured articles, one that is left to its text, and one with a key twice."""
    folder = tmp_path_factory.mktemp("in")
    lines = [*corpus.lines(4), *corpus.lines(1, start=4, structured=False)]
    (folder / "feed.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder / "feed.jsonl"


@pytest.fixture(scope="module")
def expected(nutgraf, feed, tmp_path_factory):
    target = tmp_path_factory.mktemp("out") / "dataset"
    done = nutgraf("publish", feed, "--to", target)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr.decode().count("\n5 in = 5 published + 0 rejected + 0 failed\n") == 1
    return files(target)


def test_bad_lines_fail_by_their_numbers_and_the_others_are_published(
    nutgraf, feed, expected, tmp_path
):
    (tmp_path / "feed.jsonl").write_bytes(b"\n".join((*BAD.values(), feed.read_bytes())))
    done = nutgraf("publish", tmp_path / "feed.jsonl", "--to", tmp_path / "out")

    assert done.returncode == 6
    told = done.stderr.decode()
    for number in range(1, len(BAD) + 1):
        assert f"failed: feed.jsonl, line {number}" in told
    assert "9 in = 5 published + 0 rejected + 4 failed" in told
    assert "Traceback" not in told
    found = files(tmp_path / "out")
    assert {name: found[name] for name in expected if "articles/" in name} == {
        name: data for name, data in expected.items() if "articles/" in name
    }
    failed = [e for e in json.loads(found["report.json"])["articles"] if e["outcome"] == "failed"]
    assert [each["source"] for each in failed] == ["feed.jsonl"] * len(BAD)
    assert [each["error"][:6] for each in failed] == ["line 1", "line 2", "line 3", "line 4"]


def test_two_lines_with_one_key_both_fail(nutgraf, feed, tmp_path):
    lines = feed.read_bytes().split(b"\n")
    (tmp_path / "feed.jsonl").write_bytes(b"\n".join((*lines, lines[1])))
    done = nutgraf("publish", tmp_path / "feed.jsonl", "--to", tmp_path / "out")

    assert done.returncode == 3
    told = done.stderr.decode()
    assert "6 in = 4 published + 0 rejected + 2 failed" in told
    assert "feed.jsonl, line 2: would get the same key, 'story-0-1', as feed.jsonl, line 6" in told
    assert "feed.jsonl, line 6: would get the same key, 'story-0-1', as feed.jsonl, line 2" in told


def test_processes_and_the_environment_change_no_byte(nutgraf, feed, expected, tmp_path):
    for number, (jobs, seed) in enumerate((("2", "1"), ("1", "4711"))):
        target = tmp_path / str(number)
        done = nutgraf(
            *("publish", feed, "--to", target, "--jobs", jobs),
            PYTHONHASHSEED=seed,
            TZ="Asia/Kathmandu",
            LC_ALL="C",
        )
        assert done.returncode == 0
        assert files(target) == expected


def test_the_order_of_the_lines_changes_no_byte(nutgraf, feed, expected, tmp_path):
    backwards = b"\n".join(reversed(feed.read_bytes().split(b"\n")))
    (tmp_path / "feed.jsonl").write_bytes(backwards)
    nutgraf("publish", tmp_path / "feed.jsonl", "--to", tmp_path / "out")

    assert files(tmp_path / "out") == expected


def test_the_stages_one_by_one_give_the_lines_of_the_whole(nutgraf, feed, expected):
    read = nutgraf("read", feed)
    annotated = nutgraf("annotate", stdin=read.stdout)
    mapped = nutgraf("map", stdin=annotated.stdout)

    described = b" <https://news.example/dataset/description> .\n"
    lines = expected["dataset.nq"].splitlines(keepends=True)
    assert mapped.stdout == b"".join(line for line in lines if not line.endswith(described))


def test_what_is_left_out_is_told_once(nutgraf, tmp_path):
    lines = [json.dumps({**each, "wordCount": 1, "x": 1}) for each in corpus.articles(3)]
    (tmp_path / "feed.jsonl").write_text("\n".join(lines), encoding="utf-8")
    told = nutgraf("publish", tmp_path / "feed.jsonl", "--to", tmp_path / "out").stderr.decode()

    assert (
        "not taken from JSON: 3 under keys that are none of schema.org, 3 under wordCount" in told
    )


# The corpus of the benchmarks


def test_the_corpus_is_the_same_whatever_part_of_it_is_asked_for():
    whole = list(corpus.lines(30, seed=7))

    assert list(corpus.lines(10, seed=7, start=20)) == whole[20:]
    assert list(corpus.lines(30, seed=8)) != whole
    assert len(set(whole)) == 30


def test_the_corpus_conforms_and_is_quoted_word_for_word():
    kinds = Counter()
    for line in corpus.lines(12, seed=3):
        source = Source(name="corpus.jsonl", key="corpus", data=line.encode(), line=1)
        [outcome] = pipeline.outcomes(source, Config(base="https://data.paper.com/"))
        assert isinstance(outcome, Published), outcome.publication.report.results
        assert not outcome.publication.dropped
        messages = {r.message for r in outcome.publication.report.results if r.severity != "Info"}
        assert not messages
        kinds.update(t.object for t in outcome.publication.facts if t.predicate.endswith("#type"))
    assert {"Person", "Organization", "City", "Quotation", "ImageObject"} <= {
        str(kind).rpartition("/")[2] for kind in kinds
    }
