"""Sorted lines of N-Quads, in memory that does not grow with their number.

They come in blocks, lists of some thousands, since what is done once a line is done millions of times.
"""

from __future__ import annotations

import os
import tempfile
from bisect import bisect_right
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from contextlib import ExitStack
    from pathlib import Path
    from typing import BinaryIO

    from nutgraf.writers.void import Counts

Block: TypeAlias = list[bytes]

_RUN = 8 << 20  # bytes of lines that are sorted at a time
_READ = 4 << 20  # bytes that are read of all runs together …
_BLOCK = 1 << 18  # … and of each, at most
_FEW = 64  # runs of one size, which become one
_LINES = 2048  # of a block that is in memory


def in_order(given: Iterable[bytes], folder: Path, stack: ExitStack) -> Iterator[Block]:
    r"""These lines, each once and in order; what is too much to sort at once goes to this folder.

    >>> from contextlib import ExitStack
    >>> from pathlib import Path
    >>> with ExitStack() as stack:
    ...     list(in_order([b"c\n", b"a\nb\n"], Path(), stack))
    [[b'a\n', b'b\n', b'c\n']]
    """
    runs: _Runs | None = None
    held: Block = []
    size = 0
    for data in given:
        held += data.splitlines(keepends=True)
        size += len(data)
        if size >= _RUN:
            runs = runs or _Runs(stack.enter_context(tempfile.TemporaryFile(dir=folder)))  # noqa: SIM115
            runs.add([sorted(set(held))])
            held, size = [], 0
    held = sorted(set(held))
    rest = (held[start : start + _LINES] for start in range(0, len(held), _LINES))
    return merged(rest, *runs.streams()) if runs else rest


class _Runs:
    """Sorted lines in a file, run after run; many of one size become one, so that few are read at once."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._levels: list[list[tuple[int, int]]] = []

    def add(self, blocks: Iterable[Block], level: int = 0) -> None:
        """Write one run, of as many others as its level says."""
        start = end = self._file.seek(0, os.SEEK_END)
        for block in blocks:
            self._file.seek(end)  # others are read meanwhile
            self._file.writelines(block)
            end = self._file.tell()
        if level == len(self._levels):
            self._levels.append([])
        self._levels[level].append((start, end))
        if len(self._levels[level]) == _FEW:
            runs, self._levels[level] = self._levels[level], []
            self.add(merged(*self._read(runs)), level + 1)

    def streams(self) -> list[Iterator[Block]]:
        """All runs."""
        return self._read([run for level in self._levels for run in level])

    def _read(self, runs: Sequence[tuple[int, int]]) -> list[Iterator[Block]]:
        most = max(1, min(_BLOCK, _READ // len(runs)))
        return [self._blocks(*run, most) for run in runs]

    def _blocks(self, start: int, end: int, most: int) -> Iterator[Block]:
        """The lines between two places, of which so many bytes are read at a time."""
        rest = b""
        while start < end:
            self._file.seek(start)
            data = rest + self._file.read(min(most, end - start))
            start += len(data) - len(rest)
            lines = data.splitlines(keepends=True)
            rest = b"" if data.endswith(b"\n") else lines.pop()
            if lines:
                yield lines


def merged(*streams: Iterable[Block]) -> Iterator[Block]:
    r"""The lines of all streams in order, each once, if those of every stream are.

    >>> list(merged([[b"a\n", b"c\n"], [b"d\n"]], [[b"b\n", b"c\n"]]))
    [[b'a\n', b'b\n', b'c\n'], [b'd\n']]
    """
    heads = [_Head(stream) for stream in streams]
    while heads := [head for head in heads if head.block]:
        last = min(head.block[-1] for head in heads)
        lines: Block = []
        for head in heads:
            lines += head.taken(last)
        yield list(dict.fromkeys(sorted(lines))) if len(heads) > 1 else lines


class _Head:
    """The block of a stream that is in work, without what was taken of it; empty at the end."""

    def __init__(self, stream: Iterable[Block]) -> None:
        self._blocks = iter(stream)
        self._next()

    def _next(self) -> None:
        self.block: Block = next((block for block in self._blocks if block), [])
        self._start = 0

    def taken(self, last: bytes) -> Block:
        """The next lines, up to this one."""
        start, block = self._start, self.block
        self._start = bisect_right(block, last, start)
        lines = block[start : self._start]
        if self._start == len(block):
            self._next()
        return lines


def counted(blocks: Iterable[Block], counts: Counts, facts: bytes) -> Iterator[Block]:
    """The same blocks; on their way what they say in facts graphs is counted, each statement once.

    The name of a facts graph begins with `facts` and has no slash behind that.  The lines of a
    statement stand together, as do those about a subject.  All is counted when the last block is
    asked for.
    """
    graph = b" <" + facts
    before = subject = b""
    for block in blocks:
        statements = dict.fromkeys(
            [
                line[: start - len(graph)]
                for line in block
                if line.endswith(graph, 0, start := line.rfind(b"/") + 1)
            ]
        )
        statements.pop(before, None)
        if statements:
            parted = [statement.split(b" ", 2) for statement in statements]
            subjects = dict.fromkeys([about for about, _, _ in parted])
            counts.add_statements(
                [(predicate, value) for _, predicate, value in parted],
                subjects=len(subjects) - (subject in subjects),
            )
            before, subject = next(reversed(statements)), parted[-1][0]
        yield block


def without(graphs: AbstractSet[bytes], block: Block) -> Block:
    r"""The lines that are in none of these graphs; an IRI has neither space nor bracket inside.

    >>> without({b"urn:g"}, [b'<urn:a> <urn:b> "c <d" <urn:g> .\n', b"<urn:a> <urn:b> <urn:g> <urn:h> .\n"])
    [b'<urn:a> <urn:b> <urn:g> <urn:h> .\n']
    """
    return [line for line in block if line[line.rindex(b" <") + 2 : -4] not in graphs]
