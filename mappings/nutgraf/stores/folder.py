"""A dataset in the making, in a folder of its own.

Every file is read back by a second engine before it is written, and is on the disk with the hash
that the manifest says before the folder is finished.  Files of articles that have not changed are
the same files, by another name (hard links).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import unicodedata
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nutgraf.errors import DataError, NutgrafError
from nutgraf.graph import IRI, Failed, Publication, Published, Rejected
from nutgraf.stores import Unchanged, exchange, lines, memory, readback
from nutgraf.stores.records import NO_BLOCKS, Record, file_digest, input_digest, is_intact, stat_of
from nutgraf.writers import nquads, report, void
from nutgraf.writers.context import Context
from nutgraf.writers.jsonld import jsonld
from nutgraf.writers.turtle import Blocks, joined, turtle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nutgraf.config import Config
    from nutgraf.graph import Outcome, Triple
    from nutgraf.model import Source
    from nutgraf.stores.records import Stat

MANIFEST = "manifest.json"
DATASET = "dataset.nq"
_LONGEST_KEY = 200  # bytes; most systems allow 255 a name, and endings come after it


class Folder:
    """What is written of one run, and what is taken over from the dataset at `target`.

    `state` is what is remembered of that dataset, `journal` what a run before this one got done.
    """

    def __init__(
        self,
        target: Path,
        config: Config,
        context: Mapping[str, Any],
        journal: memory.Journal,
        state: memory.State | None,
    ) -> None:
        self.folder = exchange.new(target)
        self._target = target
        self._config = config
        self._context = Context(context.get("@context", context))
        self._journal = journal
        self._state = state or memory.State()
        self._entries: list[report.Entry] = []
        self._keys: dict[str, str] = {}
        self._found: dict[str, tuple[Record, bool]] = {}  # by input; is it in this folder?
        self._fresh: dict[str, Record] = {}  # written here, by input
        self._linked: dict[str, Record] = {}  # taken over from the dataset at the target
        self._hashes: dict[str, tuple[str, Stat]] = {}
        self._unsynced: list[str] = []

    def begin(self) -> None:
        """Take up the folder as it is, if a run was cut short, or make a new one."""
        self._journal.open()
        if not self._journal.done and self.folder.is_dir():
            shutil.rmtree(self.folder)
        for name in ("articles", "rejected"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        for path in self.folder.iterdir():
            if not path.is_dir():  # the manifest above all: without it, nothing here is finished
                path.unlink()

    def unchanged(self, source: Source) -> Unchanged | None:
        """What was made of this very source before, if all of it is still there."""
        digest = input_digest(source)
        for records, folder in (
            (self._journal.done, self.folder),
            (self._state.records, self._target),
        ):
            record = records.get(digest)
            here = folder == self.folder
            if record and all(
                is_intact(f"{folder}/{name}", file, None if here else stat)
                for name, (file, stat) in record.files.items()
            ):
                self._found[digest] = record, here
                return Unchanged(digest, record.entry, partial(_restored, record, folder))
        return None

    def keep(self, outcome: Outcome | Unchanged) -> Outcome | Unchanged:
        """Write what belongs to this outcome; what can't be read back has failed."""
        source = (
            outcome.entry.source
            if isinstance(outcome, Unchanged)
            else outcome.source
            if isinstance(outcome, Failed)
            else outcome.publication.source
        )
        try:
            if isinstance(outcome, Unchanged):
                self._take_over(*self._found[outcome.input])
            elif isinstance(outcome, Published):
                self._publish(outcome.publication)
            elif not isinstance(outcome, Failed):
                self._reject(outcome.publication)
        except (NutgrafError, UnicodeEncodeError) as error:
            outcome = Failed(source, _refused(source, error))
        entry = outcome.entry if isinstance(outcome, Unchanged) else report.Entry.of(outcome)
        self._entries.append(entry)
        return outcome

    def _take_over(self, record: Record, here: bool) -> None:
        """The files of an article that were made before, here or in the dataset as it is."""
        self._claim(record.entry.key, record.entry.source)
        for name, (digest, stat) in record.files.items():
            if here or not _linked(f"{self._target}/{name}", f"{self.folder}/{name}"):
                self._unsynced.append(name)
                stat = stat_of(f"{self.folder}/{name}")  # noqa: PLW2901  (it is a copy, or was not known)
            self._hashes[name] = digest, stat
        (self._fresh if here else self._linked)[record.input] = record

    def _publish(self, article: Publication) -> None:
        """All files of an article are checked before the first of them is written.

        Oxigraph makes of each file the very lines that are its statements in the dataset.
        """
        key = self._claim(article.key, article.source)
        base = self._config.base
        files = {
            f"articles/{key}.ttl": (turtle(article.facts, base), article.facts),
            f"articles/{key}.jsonld": (
                jsonld(article.facts, article.article, self._context),
                article.facts,
            ),
            f"articles/{key}.evidence.ttl": (turtle(article.evidence, base), article.evidence),
        }
        encoded = {name: text.encode() for name, (text, _) in files.items()}
        for name, (_, triples) in files.items():
            readback.check(name, encoded[name], triples)
        said = "".join(
            nquads.in_graph(nquads.ntriples(triples), graph)
            for graph, triples in (
                (article.graph, article.facts),
                (article.evidence_graph, article.evidence),
            )
        )
        blocks, results = report.result_blocks(base, article.graph, article.report)
        readback.check("report.ttl", joined([blocks], base).encode(), results)
        self._remember(article, Published, encoded, said.encode(), blocks)

    def _reject(self, article: Publication) -> None:
        key = self._claim(article.key, article.source)
        iri = report.rejected_iri(self._config.base, key)
        given = [(article.graph, article.report)]
        triples = report.as_triples(iri, given, strict=self._config.strict)
        name = f"rejected/{key}.report.ttl"
        self._remember(article, Rejected, {name: self._turtle(name, triples)})

    def _claim(self, key: str, source: str) -> str:
        """The article's key, if it is safe in a file name and nobody else has it."""
        letters = all(c == "-" or unicodedata.category(c)[0] in "LMN" for c in key)
        if not key or not letters or len(key.encode()) > _LONGEST_KEY:
            raise DataError(f"{key!r} cannot name a file", hint="rename the source")
        if key in self._keys:
            raise DataError(f"{self._keys[key]} has the same key, {key}", hint="rename one of them")
        self._keys[key] = source
        return key

    def _remember(
        self,
        article: Publication,
        became: type[Published | Rejected],
        files: dict[str, bytes],
        said: bytes = b"",
        blocks: Blocks = NO_BLOCKS,
    ) -> None:
        """Write these files, and note that it was done."""
        for name, data in files.items():
            self._write(name, data)
        digest = article.input or f"?{article.key}"
        record = Record(
            input=digest,
            entry=report.Entry.of(became(article)),
            article=article.article,
            evidence_graph=article.evidence_graph,
            digest=article.digest,
            files={name: self._hashes[name] for name in files},
            blocks=blocks,
        )
        self._fresh[digest] = record
        self._journal.add(record, said)

    def finish(self, versions: Mapping[str, str], maker: str, before: set[str]) -> tuple[str, ...]:
        """Write what is about the whole, then the manifest, and have all of it on the disk.

        Gives the keys, of those that were there `before`, that are not published any more.
        """
        counts, described = self._write_dataset()
        self._write("void.ttl", self._turtle("void.ttl", described))
        config = self._config
        ordered = sorted(self._entries, key=lambda entry: entry.order)
        self._write("report.ttl", self._report(ordered))
        self._write("report.json", report.as_json(ordered, strict=config.strict).encode())
        manifest = self._write_manifest(versions)
        now = {entry.key for entry in self._entries if entry.outcome == "published"}
        if maker:
            retracted = tuple(sorted({*self._state.retracted, *before} - now))
            self._write_state(maker, manifest, counts, retracted)
        return tuple(sorted(before - now))

    def _report(self, ordered: list[report.Entry]) -> bytes:
        """What validation found, from what was read back article by article."""
        blocks = {r.entry.key: r.blocks for r in (*self._linked.values(), *self._fresh.values())}
        given = [entry for entry in ordered if entry.outcome == "published"]
        conforms = all(entry.report.conforms(strict=self._config.strict) for entry in given)
        parts = (blocks[entry.key] for entry in given)
        return report.as_turtle(self._config.base, parts, conforms=conforms).encode()

    def _described(self, counts: void.Counts) -> tuple[Triple, ...]:
        config = self._config
        return void.description(
            config.base,
            counts,
            license=config.sd_license,
            publisher=config.sd_publisher,
            issued=config.sd_date_published,
        )

    def _write_dataset(self) -> tuple[void.Counts, tuple[Triple, ...]]:
        """The file of all statements, what it counts, and the description that is part of it."""
        with ExitStack() as stack:
            if self._linked:
                old = lines.opened(self._target / DATASET, stack)
                with suppress(lines.Mismatch, OSError, DataError):
                    return self._patch(old)
                kept = {g for r in self._linked.values() for g in (r.entry.graph, r.evidence_graph)}
                graphs = frozenset(str(graph).encode() for graph in kept)
                merged = lines.merged(
                    lines.lines_in(old), graphs, lines.in_order(self._said(), self.folder, stack)
                )
            else:
                merged = lines.in_order(self._said(), self.folder, stack)
            return self._gather(merged, stack)

    def _said(self) -> Iterator[bytes]:
        """The statements of the articles that this run made, article by article."""
        return self._journal.lines(record.input for record in self._fresh.values())

    def _patch(self, old: lines.Data) -> tuple[void.Counts, tuple[Triple, ...]]:
        """The old file with what has changed: every line of it was read back when it was new."""
        removed = self._gone()
        added = set(b"".join(self._said()).splitlines(keepends=True))
        counts = void.counts_of(self._state.counts)
        lines.recount(old, counts, self._facts, removed, added)
        counts.articles = self._articles
        described = self._described(counts)
        added |= self._description(described)
        self._note(DATASET, lines.patched(old, self.folder / DATASET, removed, added))
        return counts, described

    def _gone(self) -> set[bytes]:
        """The lines of the old dataset that are no longer so, or are said anew."""
        gone = self._description(readback.triples(self._target / "void.ttl"))
        for record in self._state.records.values():
            if record.input in self._linked or record.entry.outcome != "published":
                continue
            stem = f"articles/{record.entry.key}"
            for name, graph in (
                (f"{stem}.ttl", record.entry.graph),
                (f"{stem}.evidence.ttl", record.evidence_graph),
            ):
                if not is_intact(f"{self._target}/{name}", *record.files[name]):
                    raise lines.Mismatch
                triples = readback.triples(self._target / name)
                gone.update(line.encode() for line in nquads.nquads(triples, IRI(str(graph))))
        return gone

    def _gather(
        self, merged: Iterable[bytes], stack: ExitStack
    ) -> tuple[void.Counts, tuple[Triple, ...]]:
        """The file from all of its lines, which another engine reads before it is taken."""
        part = self.folder / f"{DATASET}.part"
        counts = void.Counts()
        number = lines.counted(merged, part, counts, self._facts)
        counts.articles = self._articles
        described = self._described(counts)
        added = self._description(described)
        data = lines.opened(part, stack)
        self._note(DATASET, lines.patched(data, self.folder / DATASET, set(), added))
        part.unlink()
        if readback.count(self.folder / DATASET) != number + len(added):
            raise OSError("dataset.nq has other statements when read back")
        return counts, described

    @property
    def _facts(self) -> bytes:
        return f"{self._config.base}graphs/".encode()

    @property
    def _articles(self) -> int:
        return sum(entry.outcome == "published" for entry in self._entries)

    def _description(self, described: tuple[Triple, ...]) -> set[bytes]:
        graph = void.description_graph(self._config.base)
        return {line.encode() for line in nquads.nquads(described, graph)}

    def _write_manifest(self, versions: Mapping[str, str]) -> bytes:
        """The manifest comes last: where it is, everything is."""
        self._tidy()
        for name in self._unsynced:
            path = self.folder / name
            exchange.synced(path)
            if file_digest(str(path)) != self._hashes[name][0]:
                raise OSError(f"{name} on the disk is not what was written")
        files = {name: digest for name, (digest, _) in sorted(self._hashes.items())}
        manifest = {**versions, "config": self._config.digest(), "files": files}
        manifest = {"nutgraf": versions.get("nutgraf", ""), **manifest}
        data = f"{json.dumps(manifest, ensure_ascii=False, indent=2)}\n".encode()
        self._write(MANIFEST, data)
        exchange.synced(self.folder / MANIFEST)
        for folder, _, _ in os.walk(self.folder):
            exchange.synced(Path(folder))
        return data

    def _tidy(self) -> None:
        """Remove what a run that was cut short has left and this one did not take over."""
        for folder in (self.folder / "articles", self.folder / "rejected"):
            with os.scandir(folder) as entries:
                for entry in entries:
                    if f"{folder.name}/{entry.name}" not in self._hashes:
                        Path(entry.path).unlink()
            with suppress(OSError):  # it is not empty
                folder.rmdir()

    def _write_state(
        self, maker: str, manifest: bytes, counts: void.Counts, retracted: tuple[str, ...]
    ) -> None:
        records = {**self._linked, **self._fresh}
        state = memory.State(
            maker=maker,
            manifest=hashlib.sha256(manifest).hexdigest(),
            dataset=self._hashes[DATASET],
            counts=counts.as_json(),
            retracted=retracted,
            records={key: records[key] for key in sorted(records) if not key.startswith("?")},
        )
        state.write(memory.sibling(self._target, "state.new"))

    def _turtle(self, name: str, triples: tuple[Triple, ...]) -> bytes:
        data = turtle(triples, self._config.base).encode()
        readback.check(name, data, triples)
        return data

    def _write(self, name: str, data: bytes) -> None:
        path = self.folder / name
        path.unlink(missing_ok=True)  # it may have another name, in the dataset: never written to
        with path.open("xb") as file:
            file.write(data)
        self._note(name, hashlib.sha256(data).hexdigest())

    def _note(self, name: str, digest: str) -> None:
        self._hashes[name] = digest, stat_of(f"{self.folder}/{name}")
        self._unsynced.append(name)


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


def _restored(record: Record, folder: Path) -> Publication:
    """The article as its files in this folder have it."""
    stem = f"articles/{record.entry.key}"
    published = record.entry.outcome == "published"
    facts, evidence = (
        readback.triples(folder / f"{stem}{ending}") if published else ()
        for ending in (".ttl", ".evidence.ttl")
    )
    return Publication(
        source=record.entry.source,
        key=record.entry.key,
        digest=record.digest,
        article=record.article,
        graph=record.entry.graph or IRI(""),
        evidence_graph=record.evidence_graph,
        facts=facts,
        evidence=evidence,
        report=record.entry.report,
        withheld=record.entry.withheld,
        input=record.input,
    )


def _refused(source: str, error: NutgrafError | UnicodeEncodeError) -> NutgrafError:
    """Why this article is not in the dataset, told of its source."""
    if isinstance(error, NutgrafError):
        place, what, hint = error.source, error.what, error.hint
    else:
        place, what, hint = "", "it holds a lone surrogate, which is no character", ""
    return DataError(what, source=source, place=place, hint=hint)
