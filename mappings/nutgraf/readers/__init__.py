"""Readers: bytes in, articles out; no file is opened here."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, cast

from nutgraf.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nutgraf.model import Article, Source

    Reader = Callable[[Source], Iterator[Article]]

READERS = {
    ".txt": "nutgraf.readers.text:read",
    ".text": "nutgraf.readers.text:read",
    ".ndjson": "nutgraf.readers.jsonl:read",
    ".jsonl": "nutgraf.readers.jsonl:read",
    ".json": "nutgraf.readers.jsonl:read",
}
"""The reader of each file ending, as an import string that is loaded on first use."""


MANY = (".jsonl", ".ndjson")
"""The endings of files that hold many articles, one a line."""


def read(source: Source) -> Iterator[Article]:
    """The articles of a source, by the reader for its ending.

    Raises `ReadError` (or its `LimitError`) for what is no article, also for an unknown ending.

    >>> from nutgraf.model import Source
    >>> [article.id for article in read(Source(name="n/rain.txt", key="rain", data=b"It rained."))]
    ['rain']
    """
    return _reader_of(source.name)(source)


def parts(source: Source) -> Iterator[Source]:
    r"""The sources that can be read one by one, so that a bad one is no other's fault.

    >>> from nutgraf.model import Source
    >>> [part.line for part in parts(Source(name="n.jsonl", key="n", data=b"{}\n\n{}"))]
    [1, 3]
    """
    if PurePosixPath(source.name).suffix.casefold() in MANY:
        from nutgraf.readers import jsonl

        return jsonl.parts(source)
    return iter((source,))


@lru_cache(maxsize=8)  # the lines of a file are read one by one
def _reader_of(name: str) -> Reader:
    ending = PurePosixPath(name).suffix.casefold()
    target = READERS.get(ending)
    if target is None:
        raise ReadError(
            f"no reader for {ending or 'a name without an ending'}",
            source=name,
            hint=f"rename it to one of {', '.join(sorted(READERS))}",
        )
    module, function = target.split(":")
    return cast("Reader", getattr(import_module(module), function))
