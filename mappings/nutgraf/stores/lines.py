"""The sorted lines of a dataset: merged from new ones and old ones, in memory that does not grow.

Where few lines change, the old file is patched: what stays is copied as it is, and only the subjects
that something new is said of are counted again.
"""

from __future__ import annotations

import hashlib
import heapq
import mmap
import os
import tempfile
from itertools import groupby
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import ExitStack
    from pathlib import Path
    from types import TracebackType
    from typing import BinaryIO

    from nutgraf.writers.void import Counts

Data = mmap.mmap | bytes

_RUN = 64 << 20  # bytes of lines that are sorted at a time
_PIECE = 1 << 20  # bytes that are copied at a time


class Mismatch(Exception):  # noqa: N818  (it is answered, not told)
    """The old file does not hold what it should."""


class _Output:
    """A file that is written once, and its SHA-256."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._digest = hashlib.sha256()

    def __enter__(self) -> Self:
        self._file = self._path.open("wb", buffering=_PIECE)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def write(self, data: bytes | memoryview) -> None:
        """Append these bytes."""
        self._file.write(data)
        self._digest.update(data)

    @property
    def digest(self) -> str:
        """The SHA-256 of what was written, in hex."""
        return self._digest.hexdigest()


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
            held.sort()
            file.writelines(held)
            file.seek(0)
            files.append(file)
            held, size = [], 0
    held.sort()
    return _once(heapq.merge(held, *files) if files else held)


def merged(old: Iterable[bytes], graphs: frozenset[bytes], new: Iterable[bytes]) -> Iterator[bytes]:
    """The old lines that are in one of these graphs, and the new ones, each once, in order."""
    kept = (line for line in old if _graph(line) in graphs)
    return _once(heapq.merge(kept, new))


def _once(lines: Iterable[bytes]) -> Iterator[bytes]:
    last = b""
    for line in lines:
        if line != last:
            yield line
            last = line


def lines_in(data: Data) -> Iterator[bytes]:
    """The lines of a file that was opened, one by one."""
    place = 0
    while line := _line(data, place):
        yield line
        place += len(line)


def counted(lines: Iterable[bytes], path: Path, counts: Counts, facts: bytes) -> int:
    """Write sorted lines, and count what those of facts graphs say; gives the number of lines.

    The name of a facts graph begins with `facts` and has no slash behind that.
    """
    number = 0
    with path.open("wb", buffering=_PIECE) as file:
        for _, of_subject in groupby(lines, _subject):
            block = list(of_subject)
            number += len(block)
            file.writelines(block)
            counts.add_subject(_pairs(block, facts), 1)
    return number


def patched(old: Data, path: Path, removed: set[bytes], added: set[bytes]) -> str:
    """Write the old sorted lines without the removed and with the added ones; gives the SHA-256.

    Raises a Mismatch if a line to be removed is not there.
    """
    place = 0
    with memoryview(old) as view, _Output(path) as out:
        for line in sorted(removed ^ added):
            there = _place(old, line, place)
            _copy(view, place, there, out)
            place = there
            if line in removed:
                place += len(line)
                if old[there:place] != line:
                    raise Mismatch
            else:
                out.write(line)
        _copy(view, place, len(view), out)
        return out.digest


def _copy(view: memoryview, start: int, end: int, out: _Output) -> None:
    for place in range(start, end, _PIECE):
        with view[place : min(place + _PIECE, end)] as piece:
            out.write(piece)


def _place(data: Data, line: bytes, start: int) -> int:
    """Where the first line stands, from the line at `start` on, that does not come before this."""
    low, step = start, 256
    while True:  # first in growing steps, since edits stand close together
        probe = data.find(b"\n", low + step) + 1
        if not probe or probe >= len(data) or _line(data, probe) >= line:
            break
        low, step = probe, step * 2
    high = min(probe, len(data)) or len(data)
    while low < high:
        middle = max(low, data.rfind(b"\n", low, (low + high) // 2) + 1)
        found = _line(data, middle)
        if found < line:
            low = middle + len(found)
        else:
            high = middle
    return low


def _line(data: Data, start: int) -> bytes:
    end = data.find(b"\n", start)
    return data[start : end + 1 if end >= 0 else len(data)]


def recount(
    old: Data, counts: Counts, facts: bytes, removed: set[bytes], added: set[bytes]
) -> None:
    """Take back what was counted of the subjects in these lines, and count them as they will be.

    `counts` are those of the old lines, and become those of the lines without the removed and with
    the added ones.
    """
    by_subject: dict[bytes, set[bytes]] = {}
    for line in added:
        by_subject.setdefault(_subject(line), set()).add(line)
    place = 0
    for subject in sorted({_subject(line) for line in removed ^ added if _is_facts(line, facts)}):
        place = _place(old, subject, place)
        block = []
        while (line := _line(old, place)).startswith(subject):
            block.append(line)
            place += len(line)
        counts.add_subject(_pairs(block, facts), -1)
        now = [line for line in block if line not in removed]
        counts.add_subject(_pairs([*now, *by_subject.get(subject, ())], facts), 1)


def _subject(line: bytes) -> bytes:
    """The subject of a line, with the space behind it."""
    return line[: line.index(b" ") + 1]


def _graph(line: bytes) -> bytes:
    """The IRI of the graph of a line; an IRI has neither space nor bracket inside."""
    return line[line.rindex(b" <") + 2 : -4]


def _is_facts(line: bytes, facts: bytes) -> bool:
    start = line.rindex(b" <") + 2
    return line.startswith(facts, start) and line.find(b"/", start + len(facts)) < 0


def _pairs(lines: Iterable[bytes], facts: bytes) -> set[tuple[bytes, bytes]]:
    """Predicate and object of each line in a facts graph; what two graphs say too is one."""
    pairs = set()
    size = len(facts)
    for line in lines:
        graph = line.rindex(b" <") + 2
        if line.startswith(facts, graph) and line.find(b"/", graph + size) < 0:  # as `_is_facts`
            _, predicate, value = line[: graph - 2].split(b" ", 2)
            pairs.add((predicate, value))
    return pairs


def opened(path: Path, stack: ExitStack) -> Data:
    """A file as memory that the system pages in."""
    file = stack.enter_context(path.open("rb"))
    if not os.fstat(file.fileno()).st_size:
        return b""
    return stack.enter_context(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
