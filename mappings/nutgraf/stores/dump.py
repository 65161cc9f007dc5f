"""The [dump](https://www.w3.org/TR/void/#dumps) of a dataset: all its statements, sorted.

It is one file of N-Quads, or shards of it where that is large.

Most lines are about one article and stand together, so they are taken as they are, from the article
that was made or from the dataset as it was: what is merged line by line is what articles share.
Shards are gzip files whose members are those very lines, compressed where the article was made; one
after another the shards are the sorted whole.
"""

from __future__ import annotations

import hashlib
import tempfile
from bisect import bisect, bisect_left
from contextlib import ExitStack
from heapq import merge
from itertools import accumulate, chain, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from nutgraf.stores import lines, readback
from nutgraf.stores.members import packed, unpacked
from nutgraf.stores.memory import Place
from nutgraf.stores.written import OF_ONE_ARTICLE
from nutgraf.writers import nquads, void
from nutgraf.writers.void import WHOLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from nutgraf.graph import Triple
    from nutgraf.stores.lines import Block
    from nutgraf.stores.memory import Memory
    from nutgraf.writers.void import Counts

LARGE = 256 << 20
"""Bytes of N-Quads; more than these are written as shards."""
SHARD = 1 << 30
"""Bytes of N-Quads that a shard has at most; gzip makes a twentieth of them."""

_CHUNK = 1 << 20  # bytes of shared lines that are kept together, or of what is copied at once
_BATCH = 10_000  # pieces whose places are remembered at a time


def shard_names(size: int) -> tuple[str, ...]:
    """The files that so many bytes of N-Quads are written to.

    >>> shard_names(1000), shard_names((1 << 30) + 1)
    (('dataset.nq',), ('dataset-00001.nq.gz', 'dataset-00002.nq.gz'))
    """
    if size <= LARGE:
        return (WHOLE,)
    return tuple(f"dataset-{number:05}.nq.gz" for number in range(1, -(-size // SHARD) + 1))


class _Piece(NamedTuple):
    """Lines that stay together: of this article, or with none shared ones, in `data`.

    `size` is in bytes, without the lines that describe the dataset, whose number depends on it.
    """

    prefix: bytes
    size: int
    article: int = 0
    place: Place = Place("", 0, 0)
    data: bytes = b""


class Dump:
    """The statements of the dataset in this folder, of what `memory` has of this run.

    `target` is the dataset as it is, from which what has not changed is taken.
    """

    def __init__(self, folder: Path, target: Path, memory: Memory, base: str) -> None:
        self._folder = folder
        self._target = target
        self._memory = memory
        self._facts = f"{base}graphs/".encode()
        self._borders = [f"<{base}{folder}/".encode() for folder in OF_ONE_ARTICLE]
        self._graph = void.description_graph(base)
        self._old: dict[str, BinaryIO] = {}

    def write(
        self,
        counts: Counts,
        describe: Callable[[Counts, Sequence[str]], tuple[Triple, ...]],
    ) -> tuple[dict[str, str], tuple[Triple, ...]]:
        """Write the files; gives the SHA-256 of each and the description that is part of them.

        `counts` are those of what is said of the articles themselves; what they say of shared things
        is added.
        """
        with ExitStack() as stack:
            blocks = lines.counted(self._shared(stack), counts, self._facts)
            shared = _Shared(self._folder, self._parts(blocks), stack)
            size = shared.size + self._memory.size()
            names = shard_names(size)
            described = describe(counts, names)
            said = sorted({line.encode() for line in nquads.nquads(described, self._graph)})
            readback.check_lines("void.nq", b"".join(said), len(said))
            pieces = self._with(said, shared.pieces())
            every = merge(self._segments(), pieces, key=attrgetter("prefix"))
            return self._put(every, names, stack), described

    def _shared(self, stack: ExitStack) -> Iterator[Block]:
        """The lines that articles share, each once, in order; none that is said no more."""
        places = list(self._memory.old_shared())
        gone = {str(self._graph).encode()}
        for record in self._memory.gone() if places else ():
            gone |= {str(g).encode() for g in (record.entry.graph, record.evidence_graph)}
        kept = (
            lines.without(gone, data.splitlines(keepends=True))
            for data in (self._unpacked(place, stack) for place in places)
        )
        made = (unpacked(self._memory.lines(p.start, p.length)) for p in self._memory.shared())
        return lines.merged(kept, lines.in_order(made, self._folder, stack))

    def _segments(self) -> Iterator[_Piece]:
        for prefix, article, size, place in self._memory.segments():
            yield _Piece(prefix, size, article, place)

    def _parts(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """Shared lines that stay together: of articles or graphs no line stands between them.

        Where they are parted hangs on the lines alone, and not on the blocks that they come in.
        """
        held: Block = []
        size = region = 0
        for block in blocks:
            start = 0
            ends = (bisect(block, border) for border in self._borders)
            for here, end in enumerate((*ends, len(block))):
                if start < end and here != region:
                    if held:
                        yield held
                    held, size, region = [], 0, here
                part = block[start:end]
                while part:
                    sizes = list(accumulate(map(len, part), initial=size))
                    full = bisect_left(sizes, _CHUNK)
                    held += part[:full]
                    part = part[full:]
                    size = sizes[-1]
                    if full < len(sizes):
                        yield held
                        held, size = [], 0
                start = end
        if held:
            yield held

    def _with(self, said: Block, pieces: Iterable[_Piece]) -> Iterator[_Piece]:
        """These pieces, and in their places the lines that describe the dataset, without a size."""
        start = 0
        for piece, after in pairwise(chain([_Piece(b"", 0)], pieces, [None])):
            assert piece is not None
            end = bisect(said, after.prefix) if after else len(said)
            if start == end:
                if piece.data:
                    yield piece
                continue
            here = set(said[start:end])
            start = end
            for part in self._parts([sorted([*piece.data.splitlines(keepends=True), *here])]):
                size = sum(len(line) for line in part if line not in here)
                yield _Piece(part[0], size, data=b"".join(part))

    def _put(
        self, pieces: Iterable[_Piece], names: Sequence[str], stack: ExitStack
    ) -> dict[str, str]:
        """Write the pieces to these files, in order, and remember where each is."""
        small = names == (WHOLE,)
        files = [_Output(self._folder / name) for name in names]
        places: list[tuple[bytes, int, Place]] = []
        shared = 0
        for number, run in _runs(pieces, small):
            start, length = files[number].write(self._bytes(run, small, stack))
            for piece in run:
                if piece.article:
                    prefix = piece.prefix
                else:
                    shared += 1
                    prefix = b"%08d" % shared
                size = length if len(run) == 1 else piece.place.length
                places.append((prefix, piece.article, Place(names[number], start, size)))
                start += size
            if len(places) >= _BATCH:
                self._memory.put(places)
                places.clear()
        self._memory.put(places)
        return {name: file.closed() for name, file in zip(names, files, strict=True)}

    def _bytes(self, run: Sequence[_Piece], small: bool, stack: ExitStack) -> bytes:
        """A run as the file needs it: members of a gzip file, or in a small dataset as they are."""
        first = run[0]
        if not first.article:
            return first.data if small else packed(first.data)
        file, start, _ = first.place
        last = run[-1].place
        data = self._read(Place(file, start, last.start + last.length - start), stack)
        if _as_it_is(first, small):
            return data
        return unpacked(data) if small else packed(data)

    def _unpacked(self, place: Place, stack: ExitStack) -> bytes:
        data = self._read(place, stack)
        return data if place.file == WHOLE else unpacked(data)

    def _read(self, place: Place, stack: ExitStack) -> bytes:
        if not place.file:
            return self._memory.lines(place.start, place.length)
        if place.file not in self._old:
            file = stack.enter_context((self._target / place.file).open("rb"))
            self._old[place.file] = file
        self._old[place.file].seek(place.start)
        return self._old[place.file].read(place.length)


def _runs(pieces: Iterable[_Piece], small: bool) -> Iterator[tuple[int, list[_Piece]]]:
    """Pieces that stand one behind the other as they will, and the number of their file."""
    run: list[_Piece] = []
    done = number = 0
    for piece in pieces:
        done += piece.size
        here = 0 if small else max(0, done - 1) // SHARD
        if run and (here != number or not _follows(piece, run, small)):
            yield number, run
            run = []
        run.append(piece)
        number = here
    if run:
        yield number, run


def _follows(piece: _Piece, run: Sequence[_Piece], small: bool) -> bool:
    """Whether a piece can be copied together with the ones before it."""
    first, last = run[0].place, run[-1].place
    return (
        piece.article > 0
        and piece.place.start == last.start + last.length
        and piece.place.file == last.file
        and run[-1].article > 0
        and _as_it_is(piece, small)
        and piece.place.start - first.start < _CHUNK
    )


def _as_it_is(piece: _Piece, small: bool) -> bool:
    """Whether the lines of an article are where they are in the form that is written."""
    return (piece.place.file == WHOLE) == small


class _Shared:
    """Parts of the lines that articles share, in a file without a name until all are counted."""

    def __init__(self, folder: Path, parts: Iterable[Block], stack: ExitStack) -> None:
        self._file = stack.enter_context(tempfile.TemporaryFile(dir=folder))  # noqa: SIM115
        self._parts: list[tuple[bytes, int]] = []
        self.size = 0
        for part in parts:
            length = self._file.write(b"".join(part))
            self._parts.append((part[0], length))
            self.size += length

    def pieces(self) -> Iterator[_Piece]:
        """The parts, in order."""
        self._file.seek(0)
        for prefix, length in self._parts:
            yield _Piece(prefix, length, data=self._file.read(length))


class _Output:
    """A file that is written once, and its SHA-256."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._digest = hashlib.sha256()
        self._end = 0

    def write(self, data: bytes) -> tuple[int, int]:
        """Append these bytes; gives where they are, and how many."""
        start = self._end
        self._file.write(data)
        self._digest.update(data)
        self._end += len(data)
        return start, len(data)

    def closed(self) -> str:
        """The SHA-256 of the finished file, in hex."""
        self._file.close()
        return self._digest.hexdigest()
