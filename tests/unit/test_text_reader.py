"""Plain text: bytes in, paragraphs out, offsets in code points."""

import hashlib
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nutgraf.errors import LimitError, ReadError
from nutgraf.model import Source
from nutgraf.readers import read as read_by_ending
from nutgraf.readers.text import LARGEST, blocks, read


def article(data, name="rain.txt", **more):
    [found] = read(Source(name=name, key="rain", data=data, **more))
    return found


def words(text):
    return [span.of(text) for span in blocks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("One.\n\nTwo.", ["One.", "Two."], id="blank-line"),
        pytest.param("One.\nTwo.", ["One.", "Two."], id="a-line-a-paragraph"),
        pytest.param("One.\r\n\r\nTwo.\r\n", ["One.", "Two."], id="crlf"),
        pytest.param("One.\r\rTwo.", ["One.", "Two."], id="cr-alone"),
        pytest.param("One.\u2029\u2029Two.", ["One.", "Two."], id="unicode-separators"),
        pytest.param("One.\n \t\n\n\nTwo.", ["One.", "Two."], id="blank-lines-with-spaces"),
        pytest.param("\n\n  One.  \n\n", ["One."], id="white-space-around"),
        pytest.param("\u00a0One.\n\nTwo.\u3000", ["One.", "Two."], id="wide-spaces-around"),
        pytest.param("One.\n\nTwo", ["One.", "Two"], id="no-final-newline"),
        pytest.param(" \n\n\t", [], id="white-space-alone"),
    ],
)
def test_paragraphs(text, expected):
    assert words(text) == expected


def test_a_hard_wrapped_paragraph_is_one():
    text = (
        "The ferry between the two towns on the strait will not sail\n"
        "before Thursday because the wind has turned and the water in\n"
        "the lock is too low.\n\nThe next paragraph is short."
    )
    assert [each.split()[0] for each in words(text)] == ["The", "The"]


def test_lines_that_end_where_sentences_end_are_paragraphs():
    text = (
        "The ferry between the two towns on the strait will not sail.\n"
        "The wind has turned and the water in the lock is too low now.\n"
        "Passengers were told to come back on Thursday in the morning."
    )
    assert len(words(text)) == 3


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab .\n\r\t\u00a0\u2028é😀"), max_size=80))
def test_paragraphs_are_trimmed_in_order_and_lose_no_word(text):
    spans = list(blocks(text))
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    assert " ".join(span.of(text) for span in spans).split() == text.split()


def test_the_text_is_the_file_and_its_digest_that_of_the_bytes():
    data = "\ufeffRegen fiel.\r\n\r\nIn Zürich 😀.".encode()
    found = article(data)
    assert found.text == "Regen fiel.\r\n\r\nIn Zürich 😀."
    assert found.digest == hashlib.sha256(data).hexdigest()
    assert [p.span.of(found.text) for p in found.paragraphs] == ["Regen fiel.", "In Zürich 😀."]


def test_only_one_byte_order_mark_is_taken_off():
    assert article("\ufeff\ufeffRain.".encode()).text == "\ufeffRain."


def test_the_caller_s_date_comes_through():
    assert article(b"Rain.", published="2021-03-04").published == "2021-03-04"


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        pytest.param(b"", ReadError, "empty", id="empty"),
        pytest.param(b"\xef\xbb\xbf", ReadError, "empty", id="only-a-byte-order-mark"),
        pytest.param(b" \n\t", ReadError, "empty", id="only-white-space"),
        pytest.param("\u3000\u00a0".encode(), ReadError, "empty", id="only-wide-spaces"),
        pytest.param(b"Rain\n\xff fell", ReadError, "line 2, byte 5", id="not-utf-8"),
        pytest.param("Rain".encode("utf-16"), ReadError, "NUL", id="utf-16"),
        pytest.param(b"Rain\0", ReadError, "line 1, byte 4", id="nul"),
        pytest.param(b"\x01\x02\x03ab", ReadError, "control", id="control-characters"),
        pytest.param(b"a" * (LARGEST + 1), LimitError, "10,000,001", id="too-large"),
    ],
)
def test_what_is_no_text_is_an_error_that_says_where(data, error, says):
    with pytest.raises(error) as caught:
        article(data)
    assert "rain.txt" in str(caught.value)
    assert says in str(caught.value)


@pytest.mark.parametrize("name", ["rain.txt", "RAIN.TXT", "a/b/rain.text"])
def test_the_ending_chooses_the_reader(name):
    [found] = read_by_ending(Source(name=name, key="rain", data=b"Rain."))
    assert found.text == "Rain."


@pytest.mark.parametrize("name", ["rain.docx", "rain"])
def test_an_unknown_ending_is_an_error(name):
    with pytest.raises(ReadError, match="no reader"):
        read_by_ending(Source(name=name, key="rain", data=b"Rain."))


def test_what_cannot_be_seen_is_no_paragraph():
    text = "Rain fell.\n\n\x84\n\n\u200b\n\nIt stopped."

    assert [span.of(text) for span in blocks(text)] == ["Rain fell.", "It stopped."]
