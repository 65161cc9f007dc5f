"""The manifest as a stream: what is written is read, and what is none is an error."""

import json
import tracemalloc
from collections import deque

import pytest

from nutgraf.stores import exchange, manifest

FILES = [("articles/a.jsonld", "1f"), ('articles/b "quoted", é.ttl', "2e"), ("void.ttl", "3d")]
WRITTEN = b"".join(manifest.pieces({"nutgraf": "1", "config": "c"}, FILES)).decode()


def read(folder, text):
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    return list(manifest.files(folder))


def test_what_is_written_is_plain_json_and_is_read_again(tmp_path):
    assert json.loads(WRITTEN) == {"nutgraf": "1", "config": "c", "files": dict(FILES)}
    assert read(tmp_path, WRITTEN) == FILES
    assert list(manifest.published(tmp_path)) == ["a"]


@pytest.mark.parametrize("indent", [None, 1, 4])
def test_one_that_somebody_laid_out_anew_is_read_too(tmp_path, indent):
    assert read(tmp_path, json.dumps(json.loads(WRITTEN), indent=indent)) == FILES


@pytest.mark.parametrize("end", range(0, len(WRITTEN) - 1, 3))
def test_one_that_is_cut_off_is_none(tmp_path, end):
    with pytest.raises(ValueError, match=r"."):
        read(tmp_path, WRITTEN[:end])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"nutgraf"', '"somebody"'),
        ('"1f"', "1"),
        ('"1f"', '"1f", "x": "y"'),
        ("  }\n}\n", "  }\n}\n{}"),
    ],
)
def test_what_only_looks_like_one_is_none(tmp_path, old, new):
    assert old in WRITTEN
    with pytest.raises(ValueError, match=r"."):
        read(tmp_path, WRITTEN.replace(old, new))


def test_which_names_are_not_among_others():
    names = [f"articles/{number}.ttl" for number in range(2000)]
    others = [name for name in names if not name.startswith("articles/17")]
    assert manifest.only(lambda: iter(names), iter(others)) == tuple(
        sorted(set(names) - set(others))
    )
    assert manifest.only(lambda: iter(others), iter(names)) == ()


@pytest.fixture
def many(tmp_path):
    """A folder of so many files that a list of their names would be seen."""
    folder = tmp_path / "dataset" / "articles"
    folder.mkdir(parents=True)
    for number in range(20_000):
        (folder / f"an-article-of-that-day-{number}.ttl").touch()
    return folder.parent


def peak(function):
    """The bytes that a call needs at most, beside what is there."""
    tracemalloc.start()
    try:
        function()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_names_are_looked_at_one_by_one(many):
    assert peak(lambda: deque(manifest.present(many), 0)) < 100_000
    assert len(set(manifest.present(many))) == 20_000


def test_a_folder_is_removed_name_by_name(many):
    (many / "rejected").mkdir()
    (many / "elsewhere").symlink_to(many.parent)
    beside = many.parent / "beside"
    beside.touch()
    assert peak(lambda: exchange.removed(many)) < 100_000
    assert not many.exists()
    assert beside.exists()
