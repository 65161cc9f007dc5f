"""The unit of work for more than one machine: a function of some sources that writes one file.

`shard` depends on nothing but what it is given and has no effect but a file whose name says what it
is made of.  So any engine can call it, anywhere, and again: whoever comes second finds it done.

What articles share is brought together by two functions more: `bucketed` sorts what a shard says of
shared things into buckets, all that is said of one thing into the same; `reduced` counts a bucket.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import defaultdict
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nutgraf import pipeline, versions
from nutgraf.errors import DataError, OutputError
from nutgraf.stores import lines, shards
from nutgraf.stores.members import packed, unpacked
from nutgraf.stores.records import input_digest
from nutgraf.stores.written import Writer, Written
from nutgraf.writers.void import Counts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nutgraf.config import Config
    from nutgraf.model import Source

_HOW_MANY = {"jobs"}  # of the settings, what can make no other outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How shards are made: the same for all of a run.

    `context` is the JSON-LD context, `maker` the digest of all that could make other bytes
    (`versions.maker`), as it is where the shards are asked for.
    """

    config: Config
    context: Mapping[str, Any]
    maker: str

    @classmethod
    def here(cls, config: Config, context: Mapping[str, Any]) -> Making:
        """By this config and context, and by what is installed here."""
        return cls(config=config, context=context, maker=_maker(config.digest()))


def shard(sources: Sequence[Source], making: Making, folder: str) -> str:
    """Make what is kept of these sources, as one file in this folder; gives the file's name.

    It is there when this returns, also if it was there before.  Each source is processed as by
    `nutgraf publish`, in a process of its own: one that crashes or takes too long fails by itself.
    Raises an OutputError if the file cannot be written, or if what is installed here would make other
    bytes than what is installed where it was asked for.

    ```python
    name = shard(sources, Making.here(Config(), profile.context()), "/shared/.news.shards")
    ```
    """
    if _maker(making.config.digest()) != making.maker:
        hint = "install the same Python, nutgraf and libraries on every machine"
        raise OutputError("what is installed on a worker would make other bytes", hint=hint)
    path = Path(folder) / shard_name(sources, making)
    with suppress(DataError):
        shards.read(path)
        return path.name
    writer = Writer(making.config, making.context)
    made = enumerate(pipeline.supervised(sources, making.config, writer))
    outcomes = [(place, outcome) for place, of_source in made for outcome in of_source]
    try:
        shards.write(path, outcomes)
    except OSError as error:
        what = f"a worker cannot write to it ({error.strerror or error})"
        hint = "every worker needs to see this folder, by this name"
        raise OutputError(what, source=folder, hint=hint) from error
    return path.name


def shard_name(sources: Sequence[Source], making: Making) -> str:
    """The name of the file that `shard` makes: a digest of all that it is made of."""
    settings = {k: v for k, v in asdict(making.config).items() if k not in _HOW_MANY}
    given: list[Any] = [making.maker, settings, making.context]
    given += [[input_digest(source), source.line] for source in sources]
    return f"{hashlib.sha256(json.dumps(given).encode()).hexdigest()}{shards.ENDING}"


def bucketed(path: str, buckets: int) -> tuple[str, ...]:
    """What a shard says of shared things, by subject in so many buckets: a file for each that has some.

    Gives the names of the files, beside the shard; all that is said of one subject is in files of one
    number, whatever the shard, machine or Python.
    """
    shard = Path(path)
    held: dict[int, set[bytes]] = defaultdict(set)
    for _, outcome in shards.read(shard):
        if isinstance(outcome, Written) and outcome.shared:
            for line in unpacked(outcome.shared).splitlines(keepends=True):
                subject = line[: line.index(b" ")]
                held[zlib.crc32(subject) % buckets].add(line)
    names = []
    for number, said in sorted(held.items()):
        name = f"{shard.stem}.{number}-of-{buckets}.gz"
        shards.put(shard.with_name(name), packed(b"".join(sorted(said))))
        names.append(name)
    return tuple(names)


def bucket_of(name: str) -> int:
    """The number of the bucket that a file of `bucketed` belongs to.

    >>> bucket_of("1f3d.4-of-7.gz")
    4
    """
    return int(name.rsplit(".", 2)[1].partition("-")[0])


def reduced(paths: Sequence[str], base: str) -> Counts:
    """What the facts graphs under this base say in the files of one bucket, each statement once.

    The sum of all buckets, and of what each published article says of its own (`Record.counts`), is
    what the dataset holds.
    """
    counts = Counts()
    said = lines.merged(*([_said(Path(path))] for path in paths))
    for _ in lines.counted(said, counts, f"{base}graphs/".encode()):
        pass
    return counts


def _said(path: Path) -> lines.Block:
    try:
        return unpacked(path.read_bytes()).splitlines(keepends=True)
    except (OSError, zlib.error) as error:
        hint = "remove it and make it again of its shard"
        raise DataError(f"is no whole bucket ({error})", source=str(path), hint=hint) from None


@cache
def _maker(config_digest: str) -> str:
    return versions.maker(config_digest)
