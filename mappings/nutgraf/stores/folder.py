"""A dataset in the making, in a folder of its own.

What is kept of an article comes read back by a second engine; here it gets its place.  Every file is
on the disk, and is what was written, before the folder is finished.  Files of articles that have not
changed are the same files, by another name (hard links).
"""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from heapq import merge
from pathlib import Path
from typing import TYPE_CHECKING

from nutgraf.errors import DataError
from nutgraf.graph import IRI, Failed, Publication
from nutgraf.stores import Kept, exchange, manifest, readback
from nutgraf.stores.dump import Dump
from nutgraf.stores.manifest import MANIFEST
from nutgraf.stores.records import input_digest, is_intact, stat_of
from nutgraf.stores.written import Written, check_key, refused
from nutgraf.writers import report, void
from nutgraf.writers.turtle import turtle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from nutgraf.config import Config
    from nutgraf.graph import Outcome, Triple
    from nutgraf.model import Source
    from nutgraf.stores import ReadBack
    from nutgraf.stores.memory import Known, Memory
    from nutgraf.stores.records import Files, Record, Stat

_PIECE = 1 << 20  # bytes that are written at a time
_FOLDERS = ("articles", "rejected")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found(Kept):
    """What `Folder.unchanged` has said of a source, with what is known of it."""

    known: Known


class Folder:
    """What is written of one run, and what is taken over from the dataset at `target`."""

    def __init__(
        self,
        target: Path,
        config: Config,
        writer: Callable[[Outcome], Written | Failed],
        memory: Memory,
    ) -> None:
        self.folder = exchange.new(target)
        self._target = target
        self._config = config
        self._writer = writer
        self._memory = memory
        self._counts = void.Counts()
        self._totals = report.Totals(strict=config.strict)
        self._whole: Files = {}  # the files that are about all articles

    def begin(self) -> None:
        """Take up the folder as it is, if a run was cut short, or make a new one."""
        self._memory.open(MANIFEST, self.folder)
        if not self._memory.resumed and self.folder.is_dir():
            exchange.removed(self.folder)
        for name in _FOLDERS:
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        for path in self.folder.iterdir():
            if not path.is_dir():  # the manifest above all: without it, nothing here is finished
                path.unlink()

    def unchanged(self, source: Source) -> Kept | None:
        """What was made of this very source before, if all of it is still there."""
        known = self._memory.known(input_digest(source))
        if known is None:
            return None
        folder = self.folder if known.here else self._target
        for name, (digest, stat) in known.files.items():
            if not is_intact(f"{folder}/{name}", digest, None if known.here else stat):
                return None
        if known.here and not self._memory.is_whole(known):
            return None
        return _Found(known.record.entry, self._again(known.record), unchanged=True, known=known)

    def keep(self, outcome: Outcome | Written | Kept) -> Outcome | Kept:
        """Write what belongs to this outcome; what can't be read back, or named, has failed."""
        if isinstance(outcome, Kept):
            assert isinstance(outcome, _Found)
            return self._found(outcome.known, outcome)
        written = outcome if isinstance(outcome, Written) else self._writer(outcome)
        if isinstance(written, Failed):
            return self._fail(written)
        record = written.record
        try:
            self._claim(record.entry.key)
        except DataError as error:
            return self._fail(Failed(record.entry.source, refused(record.entry.source, error)))
        files: Files = {}
        for name, data in sorted(written.files.items()):
            self._write(name, data)
            files[name] = self._noted(name, record.files[name])
        self._memory.add(record, files, written.segments, written.shared, written.results)
        self._count(record)
        if outcome is written:
            return Kept(record.entry, self._again(record), written.dropped)
        assert not isinstance(outcome, Written)
        return outcome

    def _found(self, known: Known, outcome: Kept) -> Outcome | Kept:
        """An article that was made before, here or in the dataset as it is."""
        entry = known.record.entry
        try:
            self._claim(entry.key)
        except DataError as error:
            return self._fail(Failed(entry.source, refused(entry.source, error)))
        copied = False
        for name in known.files if not known.here else ():
            copied |= not _linked(f"{self._target}/{name}", f"{self.folder}/{name}")
        files: Files | None = None
        if copied or known.here:
            files = {name: self._noted(name, digest) for name, (digest, _) in known.files.items()}
        self._memory.take_over(known, files)
        self._count(known.record)
        return outcome

    def _fail(self, failed: Failed) -> Failed:
        entry = report.Entry.of(failed)
        self._memory.fail(entry.source, entry.error)
        self._totals.add(entry)
        return failed

    def _count(self, record: Record) -> None:
        self._totals.add(record.entry)
        if record.entry.outcome == "published":
            self._counts.add(record.counts)

    def _again(self, record: Record) -> ReadBack:
        return partial(_restored, record, (self.folder, self._target))

    def _claim(self, key: str) -> None:
        """Refuse a key that somebody else has."""
        check_key(key)
        if (holder := self._memory.holder(key)) is not None:
            raise DataError(f"{holder} has the same key, {key}", hint="rename one of them")

    def finish(self, versions: Mapping[str, str]) -> tuple[str, ...]:
        """Write what is about the whole, then the manifest, and have all of it on the disk.

        Gives the keys of what the dataset at the target publishes and this one does not any more.
        """
        base = self._config.base
        dump = Dump(self.folder, self._target, self._memory, base)
        dataset, described = dump.write(self._counts, self._describe)
        files = {name: self._noted(name, digest) for name, digest in dataset.items()}
        self._whole |= files
        data = turtle(described, base).encode()
        readback.check("void.ttl", data, described)
        self._write_whole("void.ttl", [data])
        self._write_whole("report.ttl", self._report())
        pieces = report.json_pieces(self._totals, self._memory.entries())
        self._write_whole("report.json", (piece.encode() for piece in pieces))
        digest = self._write_manifest(versions)
        gone = self._gone()
        self._memory.finish(digest, files, gone)
        return gone

    def _gone(self) -> tuple[str, ...]:
        """The keys that the dataset at the target publishes and this one does not, in order."""
        if self._memory.remembers:
            return tuple(self._memory.gone_keys())
        before = manifest.published(self._target) if (self._target / MANIFEST).exists() else ()
        return tuple(sorted(key for key in before if not self._memory.is_published(key)))

    def _describe(self, counts: void.Counts, names: Sequence[str]) -> tuple[Triple, ...]:
        config = self._config
        return void.description(
            config.base,
            counts,
            license=config.sd_license,
            publisher=config.sd_publisher,
            issued=config.sd_date_published,
            files=names,
        )

    def _report(self) -> Iterator[bytes]:
        """What validation found, from what was read back article by article."""
        for piece in report.turtle_pieces(
            self._config.base,
            self._memory.prefixes(),
            self._memory.result_nodes(),
            (text for _, text in self._memory.results()),
            conforms=self._totals.conforms,
        ):
            yield piece.encode()

    def _write_manifest(self, versions: Mapping[str, str]) -> str:
        """The manifest comes last: where it is, everything is.  Gives its SHA-256."""
        if self._memory.resumed:
            self._tidy()
        for folder in _FOLDERS:
            with suppress(OSError):  # it is not empty
                (self.folder / folder).rmdir()
        self._settle()
        head = {"nutgraf": versions.get("nutgraf", ""), **versions, "config": self._config.digest()}
        every = merge(self._memory.files(), sorted(self._whole.items()))
        named = ((name, digest) for name, (digest, _) in every)
        self._write_whole(MANIFEST, manifest.pieces(head, named))
        exchange.synced(self.folder / MANIFEST)
        for name in ("", *_FOLDERS):
            if (self.folder / name).is_dir():
                exchange.synced(self.folder / name)
        return self._whole[MANIFEST][0]

    def _settle(self) -> None:
        """Have every file on the disk as it was written; those of others are there already."""
        settled = exchange.settled(self.folder)
        written = merge(self._memory.files(fresh=True), sorted(self._whole.items()))
        for name, (digest, stat) in written:
            path = self.folder / name
            if not settled:
                exchange.synced(path)
            if not is_intact(str(path), digest, stat):
                raise OSError(f"{name} on the disk is not what was written")

    def _tidy(self) -> None:
        """Remove what a run that was cut short has left and this one did not take over."""
        for outcome, folder in (("published", "articles"), ("rejected", "rejected")):
            with os.scandir(self.folder / folder) as entries:
                for entry in entries:
                    if self._memory.became(entry.name.partition(".")[0]) != outcome:
                        Path(entry.path).unlink()

    def _write(self, name: str, data: bytes) -> None:
        path = self.folder / name
        path.unlink(missing_ok=True)  # it may have another name, in the dataset: never written to
        with path.open("xb") as file:
            file.write(data)

    def _write_whole(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write a file that is about all articles."""
        digest = hashlib.sha256()
        with (self.folder / name).open("xb", buffering=_PIECE) as file:
            for piece in pieces:
                file.write(piece)
                digest.update(piece)
        self._whole[name] = self._noted(name, digest.hexdigest())

    def _noted(self, name: str, digest: str) -> tuple[str, Stat]:
        """A file that was written, as `Files` has it."""
        return digest, stat_of(f"{self.folder}/{name}")


def _linked(old: str, new: str) -> bool:
    """Give a file a second name, or copy it where that is not possible; whether it is the same file."""
    try:
        os.link(old, new)
    except FileExistsError:  # of a run that was cut short
        Path(new).unlink()
        return _linked(old, new)
    except OSError:
        shutil.copyfile(old, new)
        return False
    return True


def _restored(record: Record, folders: Sequence[Path], *, evidence: bool = True) -> Publication:
    """The article as its files have it, in the first of these folders that has them."""
    stem = f"articles/{record.entry.key}"
    published = record.entry.outcome == "published"
    folder = next((f for f in folders if (f / f"{stem}.ttl").is_file()), folders[-1])
    return Publication(
        source=record.entry.source,
        key=record.entry.key,
        digest=record.digest,
        article=record.article,
        graph=record.entry.graph or IRI(""),
        evidence_graph=record.evidence_graph,
        facts=readback.triples(folder / f"{stem}.ttl") if published else (),
        evidence=readback.triples(folder / f"{stem}.evidence.ttl")
        if published and evidence
        else (),
        report=record.entry.report,
        withheld=record.entry.withheld,
        input=record.input,
    )
