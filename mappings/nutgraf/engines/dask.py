"""Articles made on a cluster of [Dask](https://distributed.dask.org), published here.

The scheduler is there already; partitions are sent to it, few at a time, and what its workers write
into a folder that all of them see is taken in source order.  Who dies in the midst of a partition is
replaced by another worker; what several of them died of is cut in halves until the one source is
found, which fails by itself.  If the scheduler goes away, nothing is lost: what the store has taken it
remembers, and shards that are there are found by the next run.
"""

from __future__ import annotations

import shutil
import time
from asyncio import CancelledError
from collections import deque
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from multiprocessing import current_process
from typing import TYPE_CHECKING, Any, TypeAlias

from nutgraf.annotators import taggers
from nutgraf.errors import DataError, NutgrafError, OutputError, ReadError, UsageError
from nutgraf.graph import Failed
from nutgraf.partitions import Making, shard, shard_name
from nutgraf.stores import Kept, shards

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from distributed import Client, Future

    from nutgraf.config import Config
    from nutgraf.graph import Outcome
    from nutgraf.model import Source
    from nutgraf.stores.files import FilesStore
    from nutgraf.stores.written import Written

    Taken: TypeAlias = Written | Failed | Kept

_BYTES = 4 << 20  # of a partition, at most, unless it is one source
_PLAN = 4096  # outcomes that are known already and wait for their place
_AHEAD = 2  # partitions in flight for each thread of the cluster
_LOOK = 2.0  # seconds
_TRIES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Where a scheduler is, and how it is used.

    A partition has so many `files`, or `lines` of a file of many articles, at most.  `seconds` is how
    long is waited for a scheduler, and for workers where there are none.
    """

    address: str
    files: int = 128
    lines: int = 1024
    seconds: float = 30.0


def publish(
    sources: Iterable[Source | Failed],
    config: Config,
    store: FilesStore,
    *,
    context: Mapping[str, Any],
    folder: Path,
    cluster: Cluster,
) -> Iterator[Outcome | Kept]:
    """The whole chain as `nutgraf.pipeline.publish` has it, with the same result, on a cluster.

    `folder` is where shards are written and taken from; workers see it by the same name.  It is
    removed when the run has finished.  Raises an OutputError if there is no such scheduler, or if it
    goes away; a UsageError if Dask is not installed.
    """
    taggers.annotators(config)
    making = Making.here(config, context)
    folder = folder.absolute()
    with _connected(cluster) as client:
        run = _Run(client, cluster, making, folder)
        try:
            yield from store.write(run.taken(sources, store))
        except _StoppedError as error:
            raise OutputError(error.what, source=error.source, hint=error.hint) from error
    shutil.rmtree(folder, ignore_errors=True)


class _StoppedError(NutgrafError):
    """The cluster gives no more, for which the store need not forget what it has taken."""


def beside(target: Path) -> Path:
    """The folder of shards for the dataset at `target`, its sibling.

    >>> from pathlib import Path
    >>> beside(Path("out/news")).name
    '.news.shards'
    """
    real = target.resolve()
    return real.with_name(f".{real.name}.shards")


@contextmanager
def _connected(cluster: Cluster) -> Iterator[Client]:
    if find_spec("distributed") is None:
        hint = "pip install 'nutgraf[dask]'"
        raise UsageError("Dask is not installed", place="--engine dask", hint=hint)
    from distributed import Client

    address = cluster.address
    try:
        client = Client(address, timeout=cluster.seconds, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        what = f"no scheduler at {address} ({' '.join(str(error).split())})"
        hint = "start one with `dask scheduler`, or correct --scheduler"
        raise OutputError(what, hint=hint) from None
    try:
        with suppress(TimeoutError):
            client.wait_for_workers(1, timeout=cluster.seconds)
        if not client.nthreads():
            raise _no_workers(cluster)
        yield client
    finally:
        with suppress(OSError, CancelledError):
            client.close(timeout=_LOOK)


def _no_workers(cluster: Cluster) -> OutputError:
    what = f"the scheduler at {cluster.address} has no workers"
    return OutputError(what, hint="start some with `dask worker`, and publish again")


@dataclass(slots=True)
class _Batch:
    """Sources in order, and between them what is known already; None stands for the next source."""

    plan: list[Failed | Kept | None] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    weight: float = 0.0

    def placed(self, made: Sequence[Sequence[Written | Failed]]) -> Iterator[Taken]:
        """All outcomes in order, those `made` of each source in its place."""
        coming = iter(made)
        for known in self.plan:
            if known is None:
                yield from next(coming)
            else:
                yield known


@dataclass(slots=True)
class _Part:
    """Some sources of a batch, on their way."""

    sources: Sequence[Source]
    future: Future
    tries: int = 1


class _Run:
    """One run: what is in flight, and what came back."""

    def __init__(self, client: Client, cluster: Cluster, making: Making, folder: Path) -> None:
        self._client = client
        self._cluster = cluster
        self._making = making
        self._folder = folder

    def taken(self, sources: Iterable[Source | Failed], store: FilesStore) -> Iterator[Taken]:
        """What became of each source, in order; asked for while the store has its lock."""
        try:
            yield from self._taken(sources, store)
        except OutputError as error:
            raise _StoppedError(error.what, source=error.source, hint=error.hint) from error

    def _taken(self, sources: Iterable[Source | Failed], store: FilesStore) -> Iterator[Taken]:
        remembered = None if self._making.config.taggers else store
        if remembered is None:  # other taggers may say something else today
            shutil.rmtree(self._folder, ignore_errors=True)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            what = f"cannot be made ({error.strerror or error})"
            raise OutputError(what, source=str(self._folder)) from error
        flying: deque[tuple[_Batch, _Part | None]] = deque()
        most = max(4, _AHEAD * self._threads())
        for batch in self._batches(sources, remembered):
            flying.append((batch, self._sent(batch.sources) if batch.sources else None))
            if len(flying) >= most:
                yield from self._landed(*flying.popleft())
        while flying:
            yield from self._landed(*flying.popleft())

    def _batches(
        self, sources: Iterable[Source | Failed], store: FilesStore | None
    ) -> Iterator[_Batch]:
        batch = _Batch()
        for source in sources:
            if isinstance(source, Failed):
                batch.plan.append(source)
            elif store and (known := store.unchanged(source)):
                batch.plan.append(known)
            else:
                part = 1 / (self._cluster.lines if source.line else self._cluster.files)
                weight = max(part, len(source.data) / _BYTES)
                if batch.sources and batch.weight + weight > 1 + 1e-9:
                    yield batch
                    batch = _Batch()
                batch.plan.append(None)
                batch.sources.append(source)
                batch.weight += weight
            if len(batch.plan) >= _PLAN:
                yield batch
                batch = _Batch()
        if batch.plan:
            yield batch

    def _sent(self, sources: Sequence[Source], tries: int = 1) -> _Part:
        given = (tuple(sources), self._making, str(self._folder))
        with self._told():
            return _Part(sources, self._client.submit(_shard, *given, pure=False), tries)

    def _landed(self, batch: _Batch, part: _Part | None) -> Iterator[Taken]:
        """The outcomes of a batch, once they are there; a shard is of no use after that."""
        made = self._made(part) if part else []
        yield from batch.placed(made)
        if part:
            _remove(self._folder / shard_name(part.sources, self._making))

    def _made(self, part: _Part) -> list[list[Written | Failed]]:
        """What was made of each source of this part, waited for, and asked for again if need be."""
        from distributed import KilledWorker

        error = self._waited(part.future)
        part.future.release()
        if isinstance(error, KilledWorker):
            return self._halved(part)
        if isinstance(error, NutgrafError):
            raise error
        if error is not None:
            what = f"a worker failed: {type(error).__name__}: {' '.join(str(error).split())}"
            raise OutputError(what, hint="what was there before is intact") from error
        path = self._folder / shard_name(part.sources, self._making)
        try:
            return _grouped(path, len(part.sources))
        except DataError:
            if part.tries < _TRIES:
                _remove(path)
                return self._made(self._sent(part.sources, part.tries + 1))
            if path.exists():
                raise
            what = "a worker wrote to it, and it is not here"
            hint = "every worker needs to see this folder, by this name"
            raise OutputError(what, source=str(path), hint=hint) from None

    def _halved(self, part: _Part) -> list[list[Written | Failed]]:
        """Workers died of it, or beside it: find the one source that they die of."""
        sources, half = part.sources, len(part.sources) // 2
        if half:
            halves = [self._sent(sources[:half]), self._sent(sources[half:])]
            return [made for each in halves for made in self._made(each)]
        if part.tries < _TRIES:
            return self._made(self._sent(sources, part.tries + 1))
        name = sources[0].name
        told = "the workers that read it died"
        hint = "please report it with the file"
        error = ReadError(told, source=name, place=sources[0].place, hint=hint)
        return [[Failed(name, error)]]

    def _waited(self, future: Future) -> BaseException | None:
        """The error of a task, if any, waited for as long as there is a worker or hope of one."""
        hope = time.monotonic() + self._cluster.seconds
        while True:
            with self._told(), suppress(TimeoutError):
                error: BaseException | None = future.exception(timeout=_LOOK)
                if future.status == "cancelled":  # as all are whose scheduler is lost
                    raise CancelledError
                return error
            if self._threads():
                hope = time.monotonic() + self._cluster.seconds
            elif time.monotonic() > hope:
                raise _no_workers(self._cluster)

    def _threads(self) -> int:
        with self._told():
            return sum(self._client.nthreads().values())

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Whatever the connection says of its end is told as an OutputError."""
        from distributed.client import ClosedClientError

        try:
            yield
        except (OSError, CancelledError, ClosedClientError) as error:
            what = f"the scheduler at {self._cluster.address} is gone"
            hint = "nothing is lost: start one and publish again, and it goes on from here"
            raise OutputError(what, hint=hint) from error


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _grouped(path: Path, sources: int) -> list[list[Written | Failed]]:
    """The outcomes in a shard, by source."""
    made: list[list[Written | Failed]] = [[] for _ in range(sources)]
    for place, outcome in shards.read(path):
        if place >= sources:
            hint = "remove it and publish again: it is made anew"
            raise DataError("is a shard of more sources", source=str(path), hint=hint)
        made[place].append(outcome)
    return made


def _shard(sources: Sequence[Source], making: Making, folder: str) -> str:
    """Runs on a worker, whose nanny made it a daemon, which may have no processes of its own.

    They end with it, however it ends, so that it may.
    """
    current_process().daemon = False
    return shard(sources, making, folder)
