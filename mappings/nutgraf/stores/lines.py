"""Sorted lines of N-Quads, in memory that does not grow with their number."""

from __future__ import annotations

import tempfile
from heapq import merge
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import ExitStack
    from pathlib import Path
    from typing import BinaryIO

    from nutgraf.writers.void import Counts

_RUN = 64 << 20  # bytes of lines that are sorted at a time
_PIECE = 1 << 20  # bytes that are written at a time


def in_order(runs: Iterable[bytes], folder: Path, stack: ExitStack) -> Iterator[bytes]:
    r"""These lines, each once and in order; what is too much to sort at once goes to this folder.

    >>> from contextlib import ExitStack
    >>> from pathlib import Path
    >>> with ExitStack() as stack:
    ...     list(in_order([b"c\n", b"a\nb\n"], Path(), stack))
    [b'a\n', b'b\n', b'c\n']
    """
    files: list[BinaryIO] = []
    held: list[bytes] = []
    size = 0
    for data in runs:
        held += data.splitlines(keepends=True)
        size += len(data)
        if size >= _RUN:
            file: BinaryIO = stack.enter_context(tempfile.TemporaryFile(dir=folder))  # noqa: SIM115
            file.writelines(sorted(set(held)))
            file.seek(0)
            files.append(file)
            held, size = [], 0
    held.sort()
    return once(merge(held, *files) if files else held)


def once(lines: Iterable[bytes]) -> Iterator[bytes]:
    r"""Sorted lines, each once.

    >>> list(once([b"a\n", b"a\n", b"b\n"]))
    [b'a\n', b'b\n']
    """
    last = b""
    for line in lines:
        if line != last:
            yield line
            last = line


def counted(lines: Iterable[bytes], path: Path, counts: Counts, facts: bytes) -> int:
    """Write sorted lines, and count what those of facts graphs say; gives their length in bytes.

    The name of a facts graph begins with `facts` and has no slash behind that.
    """
    size = 0
    with path.open("wb", buffering=_PIECE) as file:
        for _, of_subject in groupby(lines, _subject):
            block = list(of_subject)
            file.writelines(block)
            size += sum(map(len, block))
            counts.add_subject(_pairs(block, facts), 1)
    return size


def graph(line: bytes) -> bytes:
    r"""The IRI of the graph of a line; an IRI has neither space nor bracket inside.

    >>> graph(b'<urn:a> <urn:b> "c <d" <urn:g> .\n')
    b'urn:g'
    """
    return line[line.rindex(b" <") + 2 : -4]


def _subject(line: bytes) -> bytes:
    """The subject of a line, with the space behind it."""
    return line[: line.index(b" ") + 1]


def _pairs(lines: Iterable[bytes], facts: bytes) -> set[tuple[bytes, bytes]]:
    """Predicate and object of each line in a facts graph; what two graphs say too is one."""
    pairs = set()
    size = len(facts)
    for line in lines:
        start = line.rindex(b" <") + 2
        if line.startswith(facts, start) and line.find(b"/", start + size) < 0:
            _, predicate, value = line[: start - 2].split(b" ", 2)
            pairs.add((predicate, value))
    return pairs
