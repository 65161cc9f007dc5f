"""Where a command writes: data to standard output or a file, all else to standard error.

Only these functions print.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

import typer

from nutgraf.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager
    from pathlib import Path

T = TypeVar("T")


def say(*lines: str) -> None:
    """Lines for the person, on standard error, whatever characters its terminal knows."""
    text = "".join(f"{line}\n" for line in lines)
    data = text.encode(sys.stderr.encoding or "utf-8", "backslashreplace")
    sys.stderr.flush()
    sys.stderr.buffer.write(data)
    sys.stderr.buffer.flush()


def progress(items: Iterable[T], length: int, label: str) -> AbstractContextManager[Iterable[T]]:
    """These items, with a bar on standard error if that is a terminal."""
    hidden = not sys.stderr.isatty()
    return typer.progressbar(items, length, label, file=sys.stderr, hidden=hidden)


def write(data: str | bytes) -> None:
    """Data, on standard output, in UTF-8 whatever the locale; raises `OutputError`."""
    try:
        sys.stdout.buffer.write(data.encode() if isinstance(data, str) else data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(
            f"cannot be written ({error.strerror})", source="standard output"
        ) from None


def write_file(path: Path, content: bytes) -> None:
    """A file, as a whole or not at all; raises `OutputError`."""
    new = path.with_name(f".{path.name}.new")
    try:
        try:
            new.write_bytes(content)
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)
    except OSError as error:
        hint = "what was there before is intact"
        what = f"cannot be written ({error.strerror})"
        raise OutputError(what, source=str(path), hint=hint) from None
