"""From paths to sources: what is found, in which order, and what is refused."""

from __future__ import annotations

import os

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
