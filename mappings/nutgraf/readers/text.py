"""Plain text: one article a file, UTF-8, paragraphs apart by layout."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from nutgraf.errors import LimitError, ReadError
from nutgraf.model import Article, Span
from nutgraf.readers.layout import by_form, classify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.model import Source

ENDINGS = (".txt", ".text")
LARGEST = 10_000_000  # bytes

_BOM = b"\xef\xbb\xbf"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BLANK = re.compile(r"(?:\r\n|[\n\r\u2028\u2029])[^\S\r\n\u2028\u2029]*(?:\r\n|[\n\r\u2028\u2029])")
_WRAPPED = range(45, 101)  # code points of a line in a hard-wrapped file


def read(source: Source) -> Iterator[Article]:
    """The article of a plain-text source.

    The text is the decoded file itself, unchanged but for a byte order mark; a CRLF stays two code
    points.  Raises `ReadError` for bytes that are no text and `LimitError` above 10,000,000 bytes.

    >>> from nutgraf.model import Source
    >>> [article] = read(Source(name="a.txt", key="a", data=b"Rain fell on Monday in Oslo."))
    >>> article.paragraphs[0].kind
    <ParagraphKind.LEAD: 'lead'>
    """
    text = decode(source)
    yield Article(
        id=PurePosixPath(source.name).stem,
        key=source.key,
        text=text,
        digest=hashlib.sha256(source.data).hexdigest(),
        paragraphs=classify(text, tuple(blocks(text))),
        published=source.published,
    )


def decode(source: Source) -> str:
    """The bytes as text, without a byte order mark."""
    if len(source.data) > LARGEST:
        raise LimitError(
            f"the file has {len(source.data):,} bytes, more than {LARGEST:,}",
            source=source.name,
            hint="split it into one article a file",
        )
    data = source.data.removeprefix(_BOM)
    if not data.strip():
        raise ReadError("the file is empty", source=source.name, hint="remove it or fill it")
    nul = data.find(b"\0")
    if nul >= 0:
        raise ReadError(
            "the file has a NUL byte, so it is not plain text",
            source=source.name,
            place=_place(data, nul),
            hint="convert it to UTF-8 text",
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReadError(
            f"byte 0x{data[error.start]:02x} is not valid UTF-8",
            source=source.name,
            place=_place(data, error.start),
            hint="convert it to UTF-8, for example with iconv",
        ) from None
    if not text.strip():
        raise ReadError("the file is empty", source=source.name, hint="remove it or fill it")
    control = len(_CONTROL.findall(text))
    if control > len(text) // 10:
        raise ReadError(
            f"{control} of its {len(text)} characters are control characters, so it is not text",
            source=source.name,
            hint="convert it to plain text",
        )
    return text


def _place(data: bytes, offset: int) -> str:
    line = data.count(b"\n", 0, offset) + 1
    return f"line {line}, byte {offset}"


def blocks(text: str) -> Iterator[Span]:
    r"""The stretches of text that are one paragraph each, without the white space around them.

    Blank lines part paragraphs; where there are none, and inside a block, every line is one of its
    own unless the lines look hard-wrapped.

    >>> [span.of("a b\n\nc") for span in blocks("a b\n\nc")]
    ['a b', 'c']
    """
    start = 0
    for blank in [*(match.span() for match in _BLANK.finditer(text)), (len(text), len(text))]:
        if blank[0] > start:
            yield from _paragraphs(text, start, blank[0])
        start = max(start, blank[1])


def _paragraphs(text: str, start: int, end: int) -> Iterator[Span]:
    lines = [(start, end)]
    if len(text[start:end].splitlines()) > 1:  # which knows more line ends
        lines = [match.span() for match in _LINE.finditer(text, start, end)]
    if len(lines) > 1 and _hard_wrapped(text, lines):
        lines = [(lines[0][0], lines[-1][1])]
    for line_start, line_end in lines:
        words = text[line_start:line_end]
        if any(c.isprintable() and not c.isspace() for c in words):
            yield Span(
                line_end - len(words.lstrip()),
                line_start + len(words.rstrip()),
            )


def _hard_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether lines break where the margin is, not where a paragraph ends."""
    if not all(end - start in _WRAPPED for start, end in lines[:-1]):
        return False
    if any(by_form(text[start:end].strip()) for start, end in lines):
        return False
    if lines[-1][1] - lines[-1][0] >= _WRAPPED.stop:
        return False
    endings = sum(1 for _, end in lines[:-1] if text[end - 1] in '.!?”":')
    return 2 * endings < len(lines)
