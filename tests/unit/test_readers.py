"""Which reader reads a source: told by the ending of its name alone."""

from __future__ import annotations

import pytest

from nutgraf import readers
from nutgraf.errors import LimitError, ReadError
from nutgraf.model import ParagraphKind, Source
from nutgraf.readers import text

ENDINGS = ".json, .jsonl, .ndjson, .text, .txt"


def source(name, data=b"It rained on the harbour."):
    return Source(name=name, key="rain", data=data)


@pytest.mark.parametrize("name", ["rain.txt", "RAIN.TXT", "a.b.text", "folder.txt/rain.Text"])
def test_plain_text_by_its_ending_in_any_case(name):
    [article] = readers.read(source(name))

    assert article.text == "It rained on the harbour."
    assert [paragraph.kind for paragraph in article.paragraphs] == [ParagraphKind.LEAD]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("rain.md", f"rain.md: no reader for .md; rename it to one of {ENDINGS}"),
        ("rain", f"rain: no reader for a name without an ending; rename it to one of {ENDINGS}"),
        (".txt", f".txt: no reader for a name without an ending; rename it to one of {ENDINGS}"),
        ("rain.txt.gz", f"rain.txt.gz: no reader for .gz; rename it to one of {ENDINGS}"),
    ],
)
def test_any_other_ending_is_an_error_that_names_the_ones_there_are(name, told):
    with pytest.raises(ReadError) as raised:
        readers.read(source(name))

    assert str(raised.value) == told
    assert raised.value.exit_code == 3


def test_every_reader_in_the_table_can_be_loaded_and_reads():
    assert list(readers.READERS) == sorted(readers.READERS, reverse=True)
    for ending in readers.READERS:
        data = b'{"headline": "Rain"}' if "json" in ending else b"It rained on the harbour."
        [article] = readers.read(source(f"rain{ending}", data))
        assert article.key.startswith("rain")


def test_a_new_ending_is_one_line_in_the_table(monkeypatch):
    monkeypatch.setitem(readers.READERS, ".wire", "nutgraf.readers.text:read")

    assert [article.id for article in readers.read(source("rain.wire"))] == ["rain"]


def test_the_id_is_the_stem_and_the_key_is_the_sources():
    [article] = readers.read(Source(name="desk/Rain Again.txt", key="k", data=b"It rained."))

    assert (article.id, article.key) == ("Rain Again", "k")


def test_a_file_over_the_limit_is_a_limit_error_and_one_just_below_is_read(monkeypatch):
    monkeypatch.setattr(text, "LARGEST", 25)

    assert len(list(readers.read(source("rain.txt")))) == 1
    with pytest.raises(LimitError) as raised:
        list(readers.read(source("rain.txt", b"It rained on the harbours.")))
    assert raised.value.exit_code == 6
    assert isinstance(raised.value, ReadError)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "rain.txt: the file is empty; remove it or fill it"),
        (b"\xef\xbb\xbf", "rain.txt: the file is empty; remove it or fill it"),
        (" \u00a0\u3000\n".encode(), "rain.txt: the file is empty; remove it or fill it"),
        (b"a\nb\0", "rain.txt, line 2, byte 3: the file has a NUL byte"),
        (b"a\n\nb\xe9 c", "rain.txt, line 3, byte 4: byte 0xe9 is not valid UTF-8"),
        (b"\xed\xa0\x80", "rain.txt, line 1, byte 0: byte 0xed is not valid UTF-8"),
        (b"a\x01\x02\x03", "rain.txt: 3 of its 4 characters are control characters"),
    ],
)
def test_what_is_no_text_is_told_with_its_place(data, told):
    with pytest.raises(ReadError) as raised:
        list(readers.read(source("rain.txt", data)))

    assert str(raised.value).startswith(told)
