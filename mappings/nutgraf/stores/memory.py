"""What a store keeps beside a dataset: what it remembers of it, and what a run has done so far.

```
.<name>.state     the records of the dataset, its counts, and what was retracted from it
.<name>.journal   the records of the run in progress, a line each as soon as it is done
.<name>.lines     the statements of those articles
```
A state is true of the dataset whose manifest it names, a journal of the files that it names by their
hashes; what does not fit, or was cut off, is not taken.  Nothing is lost with them but time.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nutgraf.stores import exchange
from nutgraf.stores.records import Record, Stat, file_digest, is_intact, record_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_BROKEN = (ValueError, KeyError, TypeError, IndexError, AttributeError)


def sibling(target: Path, kind: str) -> Path:
    """The file or folder beside `target` that is kept for it."""
    return target.with_name(f".{target.name}.{kind}")


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is remembered of a dataset; `records` are by the digest of what they were made from."""

    maker: str = ""
    manifest: str = ""
    dataset: tuple[str, Stat] = ("", (0, 0, 0))
    counts: list[Any] = field(default_factory=list)
    retracted: tuple[str, ...] = ()
    records: dict[str, Record] = field(default_factory=dict)

    def write(self, path: Path) -> None:
        """Have this state on the disk, in a file of this name."""
        shapes = next((record.shapes for record in self.records.values()), ())
        header = [self.maker, self.manifest, self.dataset, self.counts, self.retracted, shapes]
        lines = [record.line(shapes) for record in self.records.values()]
        text = f"{json.dumps([*header, len(lines)])}\n{''.join(lines)}"
        path.write_text(text, "utf-8")
        exchange.synced(path)


def _state_in(path: Path) -> State | None:
    try:
        with path.open(encoding="utf-8") as file:
            maker, manifest, dataset, counts, retracted, shapes, number = json.loads(next(file))
            shapes = tuple(shapes)
            records = [record_of(line, shapes) for line in file]
    except (OSError, StopIteration, *_BROKEN):
        return None
    if len(records) != number:
        return None
    return State(
        maker=maker,
        manifest=manifest,
        dataset=(dataset[0], tuple(dataset[1])),
        counts=counts,
        retracted=tuple(retracted),
        records={record.input: record for record in records},
    )


def state_of(target: Path, maker: str, manifest: str, dataset: str) -> State | None:
    """The state that is true of the dataset at `target`, if there is one.

    `manifest` and `dataset` are the names of the files that it must fit.  One that another maker
    left tells only what was retracted.
    """
    try:
        digest = file_digest(str(target / manifest))
    except OSError:
        return None
    for kind in ("state.new", "state"):  # the new one is true after an exchange that was cut short
        state = _state_in(sibling(target, kind))
        if state and state.manifest == digest:
            same = state.maker == maker and is_intact(str(target / dataset), *state.dataset)
            return state if same else State(retracted=state.retracted)
    return None


class Journal:
    """The run in progress: what it has done is here as soon as it is done.

    `done` are the records of a run before this one that was cut short, by the digest of their input.
    """

    def __init__(self, target: Path, maker: str) -> None:
        self._path = sibling(target, "journal")
        self._lines = sibling(target, "lines")
        self._maker = maker
        self._places: dict[str, tuple[int, int]] = {}
        self.done: dict[str, Record] = {}

    def open(self) -> None:
        """Take up what is there; begin anew if it is not of this maker."""
        end = whole = 0
        if self._maker:
            with suppress(OSError, *_BROKEN):
                for line, place in _whole_lines(self._path):
                    if not whole and json.loads(line) != self._maker:
                        break
                    if whole:
                        end = self._take(line, end)
                    whole = place
        self._journal = self._path.open("r+b" if whole else "wb")
        self._log = self._lines.open("r+b" if end else "w+b")
        self._journal.truncate(whole)
        self._journal.seek(whole)
        self._log.truncate(end)
        self._end = self._log.seek(end)
        if not whole:
            self._append(self._journal, json.dumps(self._maker).encode() + b"\n")

    def _take(self, line: bytes, end: int) -> int:
        """Remember what a line of the journal says, if the statements that it names are there."""
        length: int
        digest, length, record = json.loads(line)
        with self._lines.open("rb") as log:
            log.seek(end)
            data = log.read(length)
        if hashlib.sha256(data).hexdigest() != digest:
            raise ValueError
        found = record_of(record)
        self.done[found.input] = found
        self._places[found.input] = (end, length)
        return end + length

    def add(self, record: Record, lines: bytes) -> None:
        """What was done, and the statements of it."""
        self._append(self._log, lines)
        self._places[record.input] = (self._end, len(lines))
        self._end += len(lines)
        if self._maker:
            digest = hashlib.sha256(lines).hexdigest()
            said = json.dumps([digest, len(lines), record.line()])
            self._append(self._journal, said.encode() + b"\n")

    @staticmethod
    def _append(file: Any, data: bytes) -> None:
        file.write(data)
        file.flush()

    def lines(self, inputs: Iterable[str]) -> Iterator[bytes]:
        """The statements of the articles that were made from these inputs, article by article."""
        for place, length in sorted(self._places[each] for each in inputs):
            self._log.seek(place)
            yield self._log.read(length)

    def close(self) -> None:
        """Let the files go."""
        for name in ("_journal", "_log"):
            if file := getattr(self, name, None):
                file.close()

    def remove(self) -> None:
        """Forget the run."""
        self.close()
        for path in (self._path, self._lines):
            with suppress(OSError):
                path.unlink()


def _whole_lines(path: Path) -> Iterator[tuple[bytes, int]]:
    """The lines of a file that were written to their end, and where each ends."""
    place = 0
    with path.open("rb") as file:
        for line in file:
            place += len(line)
            if line.endswith(b"\n"):
                yield line, place


def adopt(target: Path) -> None:
    """Let the state that was written be that of the dataset that has just taken its place."""
    with suppress(OSError):  # it is found by its manifest under its first name too
        sibling(target, "state.new").replace(sibling(target, "state"))
