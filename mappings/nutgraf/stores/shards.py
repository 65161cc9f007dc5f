"""What is kept of some sources, as one file that whoever made it hands to whoever publishes it.

```
nutgraf shard 1 NAME
{"source": 0, "files": [["articles/a.ttl", 512], …], …}     a line of JSON an outcome, and after it
…                                                           the bytes whose lengths it gives
sha256 …                                                    of all that stands before
```
A shard has its name when all of it is there, and its bytes depend on nothing but what it is made of:
made twice, or twice at once, it is the same file.  It may come from anywhere, so nothing in it is run,
and what it says is checked before it is believed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nutgraf import errors
from nutgraf.errors import DataError, NutgrafError
from nutgraf.graph import Failed
from nutgraf.model import Dropped
from nutgraf.stores.members import unpacked
from nutgraf.stores.records import record_of
from nutgraf.stores.written import Segment, Written, check_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ENDING = ".shard"
_HEAD = "nutgraf shard 1 "
_NAMES = ("articles/{}.ttl", "articles/{}.jsonld", "articles/{}.evidence.ttl")
_NAMES_REJECTED = ("rejected/{}.report.ttl",)
_END = re.compile(rb"sha256 ([0-9a-f]{64})\n")
_END_SIZE = 72  # bytes


def write(path: Path, outcomes: Iterable[tuple[int, Written | Failed]]) -> None:
    """Write a shard of these outcomes, each with the place of its source in the partition."""
    pieces = [f"{_HEAD}{path.stem}\n".encode()]
    for place, outcome in outcomes:
        pieces += _failed(place, outcome) if isinstance(outcome, Failed) else _lines(place, outcome)
    data = b"".join(pieces)
    put(path, data + f"sha256 {hashlib.sha256(data).hexdigest()}\n".encode())


def read(path: Path) -> list[tuple[int, Written | Failed]]:
    """The outcomes in a shard; a DataError names the file that is not there, or not whole."""
    try:
        data = path.read_bytes()
        _check(data, path.stem)
        return list(_outcomes(data))
    except OSError as error:
        raise _unread(path, f"cannot be read ({error.strerror or error})") from None
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
        zlib.error,
        NutgrafError,
    ) as error:
        raise _unread(path, f"is no whole shard of this run ({error})") from None


def put(path: Path, data: bytes) -> None:
    """Give a file its name when all of it is on the disk; whoever else writes it, writes the same."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        Path(name).chmod(0o644)  # another machine may read it as somebody else
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _unread(path: Path, what: str) -> DataError:
    return DataError(what, source=str(path), hint="remove it and publish again: it is made anew")


def _lines(place: int, written: Written) -> list[bytes]:
    head = {
        "source": place,
        "record": json.loads(written.record.line()),
        "files": [[name, len(data)] for name, data in written.files.items()],
        "segments": [[s.prefix.decode(), s.size, len(s.member)] for s in written.segments],
        "shared": len(written.shared),
        "results": written.results,
        "dropped": [[each.source, each.why, each.count] for each in written.dropped],
    }
    members = (segment.member for segment in written.segments)
    return [_line(head), *written.files.values(), *members, written.shared]


def _failed(place: int, failed: Failed) -> list[bytes]:
    error = failed.error
    kind = next(each.__name__ for each in type(error).__mro__ if each.__name__ in _ERRORS)
    told = [kind, error.what, error.source, error.place, error.hint]
    return [_line({"source": place, "failed": failed.source, "error": told})]


def _line(head: dict[str, Any]) -> bytes:
    # Sorted, since what was counted comes in any order.
    return json.dumps(head, separators=(",", ":"), sort_keys=True).encode() + b"\n"


_ERRORS: dict[str, type[NutgrafError]] = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, NutgrafError)
}


def _check(data: bytes, name: str) -> None:
    """Raise a ValueError unless all of it is there and it has the name that it was given."""
    end = _END.fullmatch(data[-_END_SIZE:])
    if end is None:
        raise ValueError("it is cut off")
    if hashlib.sha256(data[:-_END_SIZE]).hexdigest().encode() != end[1]:
        raise ValueError("its bytes have changed")
    if not data.startswith(f"{_HEAD}{name}\n".encode()):
        raise ValueError("it is another")


def _outcomes(data: bytes) -> Iterator[tuple[int, Written | Failed]]:
    data = data[:-_END_SIZE]
    at = data.index(b"\n") + 1
    while at < len(data):
        end = data.index(b"\n", at) + 1
        head = json.loads(data[at:end])
        place = _number(head["source"])
        if "failed" in head:
            kind, what, source, where, hint = map(_text, head["error"])
            error = _ERRORS[kind](what, source=source, place=where, hint=hint)
            yield place, Failed(_text(head["failed"]), error)
            at = end
        else:
            written, at = _written(head, data, end)
            yield place, written


def _written(head: dict[str, Any], data: bytes, at: int) -> tuple[Written, int]:
    """What this line and the bytes from `at` on are, and where they end."""

    def taken(size: object) -> bytes:
        nonlocal at
        start, at = at, at + _number(size)
        if at > len(data):
            raise ValueError("lengths that lead beyond its end")
        return data[start:at]

    written = Written(
        record=record_of(json.dumps(head["record"])),
        files={_text(name): taken(size) for name, size in head["files"]},
        segments=tuple(
            Segment(_text(prefix).encode(), _number(size), taken(length))
            for prefix, size, length in head["segments"]
        ),
        shared=taken(head["shared"]),
        results={_text(node): _text(text) for node, text in head["results"].items()},
        dropped=tuple(
            Dropped(source=_text(source), why=_text(why), count=_number(count))
            for source, why, count in head["dropped"]
        ),
    )
    _check_written(written)
    return written, at


def _check_written(written: Written) -> None:
    """Raise a ValueError unless the files are those that an article has, under its own key."""
    entry, digests = written.record.entry, written.record.files
    check_key(entry.key)
    names = _NAMES if entry.outcome == "published" else _NAMES_REJECTED
    if set(written.files) != {name.format(entry.key) for name in names}:
        raise ValueError(f"files that are not those of {entry.key!r}")
    if {name: hashlib.sha256(data).hexdigest() for name, data in written.files.items()} != digests:
        raise ValueError("files that are not those of the record")
    for segment in written.segments:
        if len(unpacked(segment.member)) != segment.size:
            raise ValueError("lines that are more or fewer than it says")


def _number(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(f"no number: {value!r}")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"no text: {value!r}")
    return value
