"""From paths to sources: what is found, in which order, and what is refused."""

from __future__ import annotations

import json
import os
import tracemalloc

import pytest

from nutgraf.errors import LimitError, ReadError
from nutgraf.graph import Failed
from nutgraf.model import Source
from nutgraf.sources import discover


@pytest.fixture
def folder(tmp_path):
    """A folder with articles, and with much that is none."""
    for name in ("b/2.txt", "b/10.TXT", "a.txt", ".hidden/c.txt", ".d.txt", "notes.md", "e"):
        path = tmp_path / "stories" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Story {name}.", encoding="utf-8")
    return tmp_path / "stories"


def names(sources):
    return [(item.source if isinstance(item, Failed) else item.name) for item in sources]


def test_a_folder_gives_its_articles_sorted_and_says_what_it_passes_over(folder):
    notices = []
    sources = discover([folder], published="2024-05-06", notice=notices.append)

    assert list(sources) == [
        Source(name="a.txt", key="a", data=b"Story a.txt.", published="2024-05-06"),
        Source(name="b/10.TXT", key="10", data=b"Story b/10.TXT.", published="2024-05-06"),
        Source(name="b/2.txt", key="2", data=b"Story b/2.txt.", published="2024-05-06"),
    ]
    assert len(sources) == 3
    assert notices == [
        "e: passed over, there is no reader for a file without ending",
        "notes.md: passed over, there is no reader for .md",
    ]


def test_the_name_of_a_source_does_not_tell_where_it_lies(folder, monkeypatch):
    absolute = names(discover([folder.resolve(), folder.resolve() / "a.txt"]))
    monkeypatch.chdir(folder)

    assert names(discover([folder.parent / "stories"])) == absolute


@pytest.mark.parametrize("again", ["stories/a.txt", "stories/../stories"])
def test_a_file_reached_twice_is_one_source(folder, again, monkeypatch):
    monkeypatch.chdir(folder.parent)
    here, there = folder.relative_to(folder.parent), type(folder)(again)

    assert set(names(discover([here, there]))) == set(names(discover([there, here])))
    assert len(discover([here, there])) == 3


def test_two_sources_with_one_key_both_fail_and_name_each_other(folder):
    (folder / "b" / "A.txt").write_text("Another.", encoding="utf-8")
    failed = [item for item in discover([folder]) if isinstance(item, Failed)]

    assert [str(item.error) for item in failed] == [
        "a.txt: would get the same key, 'a', as b/A.txt; rename one of them",
        "b/A.txt: would get the same key, 'a', as a.txt; rename one of them",
    ]
    assert {item.error.exit_code for item in failed} == {3}


def test_a_file_over_the_limit_is_not_read(tmp_path):
    (tmp_path / "long.txt").write_bytes(b"x" * 11)
    [item] = discover([tmp_path], largest=10)

    assert isinstance(item.error, LimitError)
    assert str(item.error).startswith("long.txt: the file is over the limit of 10 bytes")
    assert isinstance(next(iter(discover([tmp_path], largest=11))), Source)


def test_a_file_that_grows_while_it_is_read_meets_the_limit_too(tmp_path, monkeypatch):
    path = tmp_path / "grows.txt"
    path.write_bytes(b"x" * 11)
    sizes = os.stat_result((0o100644, 0, 0, 1, 0, 0, 5, 0, 0, 0))
    monkeypatch.setattr(type(path), "stat", lambda *_, **__: sizes)
    [item] = discover([path], largest=10)

    assert isinstance(item.error, LimitError)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("none.txt", "none.txt: there is no such file or folder"),
        ("notes.md", "notes.md: no reader for the ending '.md'; known: .txt"),
        ("e", "e: no reader for a file without ending; known: .txt"),
        ("nul\0.txt", "nul\0.txt: cannot be opened (embedded null byte)"),
    ],
)
def test_a_named_file_that_is_no_article_fails(folder, name, told):
    [item] = discover([folder / name])

    assert isinstance(item.error, ReadError)
    assert str(item.error).startswith(told)


def test_an_empty_folder_fails(tmp_path):
    [item] = discover([tmp_path])

    assert str(item.error).startswith(f"{tmp_path.name}: no article in this folder; put files")


def test_a_link_is_followed_inside_the_folder_only(folder):
    outside = folder.parent / "secret.txt"
    outside.write_text("Not for the press.", encoding="utf-8")
    (folder / "z-out.txt").symlink_to(outside)
    (folder / "z-in.txt").symlink_to(folder / "a.txt")
    (folder / "z-nowhere.txt").symlink_to(folder / "gone.txt")
    (folder / "z-loop").symlink_to(folder, target_is_directory=True)
    notices = []

    assert names(discover([folder], notice=notices.append)) == ["a.txt", "b/10.TXT", "b/2.txt"]
    assert "z-out.txt: passed over, it is a link that leads out of the folder" in notices
    assert "z-nowhere.txt: passed over, it is a link that leads nowhere" in notices
    assert names(discover([folder / "z-out.txt"])) == ["z-out.txt"]


def test_a_pipe_is_no_article(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    [item] = discover([tmp_path / "pipe.txt"])

    assert str(item.error).startswith("pipe.txt: not a regular file")


def test_a_name_that_is_not_utf_8_can_still_be_reported(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("A story.", encoding="utf-8")
    [item] = discover([tmp_path])

    assert (item.name, item.key.encode().decode()) == ("caf\\xe9.txt", "caf")


# Files of many articles


def line(key, **more):
    return json.dumps({"identifier": key, "headline": "Rain", **more}).encode() + b"\n"


def told(sources):
    return [str(each.error) if isinstance(each, Failed) else each.line for each in sources]


def test_each_line_is_a_source_and_is_counted_before_it_is_read(tmp_path):
    (tmp_path / "feed.jsonl").write_bytes(line("a") + b"\n" + line("b") + b"{")
    (tmp_path / "more.NDJSON").write_bytes(line("c"))
    (tmp_path / "one.json").write_bytes(line("d"))
    sources = discover([tmp_path], published="2031-03-04")

    assert len(sources) == 5
    found = list(sources)
    assert [(each.name, each.line) for each in found] == [
        ("feed.jsonl", 1),
        ("feed.jsonl", 3),
        ("feed.jsonl", 4),
        ("more.NDJSON", 1),
        ("one.json", None),
    ]
    assert {each.published for each in found} == {"2031-03-04"}


def test_lines_with_one_key_all_fail_and_name_another(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(line("x") + line("Y") + line("z") + line("y"))
    (tmp_path / "b.jsonl").write_bytes(line("y", url="https://a.example/") + line("w"))

    assert told(discover([tmp_path / "b.jsonl", tmp_path / "a.jsonl"])) == [
        (
            "b.jsonl, line 1: would get the same key, 'y', as a.jsonl, line 2 and 1 more; "
            "give one of them another identifier"
        ),
        2,
        1,
        (
            "a.jsonl, line 2: would get the same key, 'y', as a.jsonl, line 4 and 1 more; "
            "give one of them another identifier"
        ),
        3,
        (
            "a.jsonl, line 4: would get the same key, 'y', as a.jsonl, line 2 and 1 more; "
            "give one of them another identifier"
        ),
    ]


def test_a_line_with_the_key_of_a_file_fails_with_it(tmp_path):
    (tmp_path / "rain.txt").write_text("It rained.", encoding="utf-8")
    (tmp_path / "feed.jsonl").write_bytes(line("rain"))

    assert told(discover([tmp_path])) == [
        (
            "feed.jsonl, line 1: would get the same key, 'rain', as rain.txt; "
            "give one of them another identifier"
        ),
        (
            "rain.txt: would get the same key, 'rain', as feed.jsonl, line 1; "
            "give one of them another identifier"
        ),
    ]


def test_json_that_is_no_article_is_passed_over_in_a_folder_and_fails_by_name(tmp_path):
    (tmp_path / "package.json").write_text('{"name": "rain"}', encoding="utf-8")
    (tmp_path / "broken.json").write_text('{"headline":', encoding="utf-8")
    (tmp_path / "rain.json").write_bytes(line("rain"))
    notices = []
    sources = discover([tmp_path], notice=notices.append)

    assert names(sources) == ["broken.json", "rain.json"]
    assert notices == ["package.json: passed over, it is no article of schema.org"]
    assert names(discover([tmp_path / "package.json"])) == ["package.json"]


def test_an_empty_file_of_lines_fails(tmp_path):
    (tmp_path / "feed.jsonl").write_bytes(b"\n\r\n")

    assert told(discover([tmp_path])) == ["feed.jsonl: the file is empty; write one article a line"]


def test_a_file_that_goes_away_between_the_two_readings_fails(tmp_path):
    (tmp_path / "feed.jsonl").write_bytes(line("a"))
    sources = discover([tmp_path])
    (tmp_path / "feed.jsonl").unlink()

    assert told(sources) == ["feed.jsonl: there is no such file or folder; check the path"]


def test_however_many_lines_there_are_little_is_held(tmp_path):
    def most(count):
        path = tmp_path / f"{count}.jsonl"
        with path.open("wb") as file:
            file.writelines(
                line(f"story {n}", articleBody="It rained. " * 90) for n in range(count)
            )
        tracemalloc.start()
        assert sum(1 for _ in discover([path])) == count
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    most(10)  # what is loaded once
    few, many = most(1_000), most(10_000)
    assert many - few < 9_000 * 64  # bytes; a key takes 24, and the arrays of them some reserve
