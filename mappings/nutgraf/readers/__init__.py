"""Readers: bytes in, articles out; no file is opened here."""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, cast

from nutgraf.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nutgraf.model import Article, Source

    Reader = Callable[[Source], Iterator[Article]]

READERS = {".txt": "nutgraf.readers.text:read", ".text": "nutgraf.readers.text:read"}
"""The reader of each file ending, as an import string that is loaded on first use."""


def read(source: Source) -> Iterator[Article]:
    """The articles of a source, by the reader for its ending.

    Raises `ReadError` (or its `LimitError`) for what is no article, also for an unknown ending.

    >>> from nutgraf.model import Source
    >>> [article.id for article in read(Source(name="n/rain.txt", key="rain", data=b"It rained."))]
    ['rain']
    """
    ending = PurePosixPath(source.name).suffix.casefold()
    target = READERS.get(ending)
    if target is None:
        raise ReadError(
            f"no reader for {ending or 'a name without an ending'}",
            source=source.name,
            hint=f"rename it to one of {', '.join(sorted(READERS))}",
        )
    module, name = target.split(":")
    reader = cast("Reader", getattr(import_module(module), name))
    return reader(source)
