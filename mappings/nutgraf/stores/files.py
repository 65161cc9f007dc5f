"""The dataset as a folder of files, replaced as a whole or not at all.

```
<target>/
  articles/<key>.ttl .jsonld .evidence.ttl
  dataset.nq void.ttl report.ttl report.json
  rejected/<key>.report.ttl
  manifest.json
```
It is built beside its target; every file is read back by a second engine before it is written, is on
the disk with the hash that the manifest says, and only then gets its name.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import unicodedata
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nutgraf.errors import DataError, NutgrafError, OutputError
from nutgraf.graph import Failed, Published
from nutgraf.stores import exchange, readback
from nutgraf.stores.lock import locked
from nutgraf.writers import nquads, report, void
from nutgraf.writers.jsonld import jsonld
from nutgraf.writers.turtle import turtle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nutgraf.config import Config
    from nutgraf.graph import Outcome, Publication, Triple

MANIFEST = "manifest.json"
_LONGEST_KEY = 200  # bytes; most systems allow 255 a name, and endings come after it
_HARMLESS = {".DS_Store", "Thumbs.db", "desktop.ini"}


class FilesStore:
    """A dataset folder; see `nutgraf.stores.Store` for what `write` promises.

    `context` is the JSON-LD context, `versions` what the manifest says about who made the dataset.

    ```python
    store = FilesStore(Path("out/news"), Config(), context=profile.context(), versions={})
    for outcome in store.write(outcomes): ...
    ```
    """

    def __init__(
        self,
        target: Path,
        config: Config,
        *,
        context: Mapping[str, Any],
        versions: Mapping[str, str],
    ) -> None:
        self.target = target
        self._real = Path(os.path.realpath(target))
        self._config = config
        self._context = context
        self._versions = versions

    def write(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Keep these outcomes; the folder is replaced after the last one."""
        with self._alone():
            with self._told():
                exchange.recover(self._real, MANIFEST)
                self._check()
            dataset = _Dataset(exchange.new(self._real), self._config, self._context)
            try:
                with self._told():
                    dataset.begin()
                for outcome in outcomes:
                    with self._told():
                        kept = dataset.keep(outcome)
                    yield kept
                with self._told():
                    dataset.finish(self._versions)
                    exchange.exchange(self._real)
            finally:
                shutil.rmtree(dataset.folder, ignore_errors=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """No other run writes to this target meanwhile."""
        if not self._real.name:
            raise OutputError("not a folder to publish to", source=str(self.target))
        with self._told():
            self._real.parent.mkdir(parents=True, exist_ok=True)
            lock = locked(self._real.with_name(f".{self._real.name}.lock"), str(self.target))
            lock.__enter__()
        try:
            yield
        finally:
            lock.__exit__(None, None, None)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What the operating system refuses is told as an OutputError."""
        try:
            yield
        except OSError as error:
            what = f"cannot be written ({error.strerror or error})"
            hint = "what was there before is intact"
            raise OutputError(what, source=str(self.target), hint=hint) from error
        except DataError as error:
            hint = "what was there before is intact"
            raise OutputError(str(error), source=str(self.target), hint=hint) from None

    def _check(self) -> None:
        """Refuse to replace what is no dataset of ours, or holds what is not."""
        source = str(self.target)
        if not os.path.lexists(self._real):
            return
        if not self._real.is_dir():
            raise OutputError("is a file", source=source, hint="choose a folder for the dataset")
        present = {
            Path(folder, name).relative_to(self._real).as_posix()
            for folder, _, names in os.walk(self._real)
            for name in names
            if name not in _HARMLESS
        }
        if not present:
            return
        known = _files_of(self._real)
        if known is None:
            hint = "choose another folder, or empty this one"
            raise OutputError("holds files but no dataset of nutgraf", source=source, hint=hint)
        if foreign := sorted(present - known - {MANIFEST}):
            more = f" and {len(foreign) - 3} more" if len(foreign) > 3 else ""
            what = f"holds files that nutgraf did not write ({', '.join(foreign[:3])}{more})"
            raise OutputError(what, source=source, hint="move them elsewhere first")


def _files_of(folder: Path) -> set[str] | None:
    """The files that a dataset's manifest lists; None if there is no manifest of ours."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(manifest, dict) or "nutgraf" not in manifest:
        return None
    files = manifest.get("files")
    return set(files) if isinstance(files, dict) else None


class _Dataset:
    """A dataset in the making, in its own folder."""

    def __init__(self, folder: Path, config: Config, context: Mapping[str, Any]) -> None:
        self.folder = folder
        self._config = config
        self._context = context
        self._counts = void.Counts()
        self._lines: set[bytes] = set()
        self._entries: list[report.Entry] = []
        self._keys: dict[str, str] = {}
        self._hashes: dict[str, str] = {}

    def begin(self) -> None:
        self.folder.mkdir()

    def keep(self, outcome: Outcome) -> Outcome:
        """Write what belongs to this outcome; what can't be read back has failed."""
        if not isinstance(outcome, Failed):
            article = outcome.publication
            try:
                if isinstance(outcome, Published):
                    self._publish(article)
                else:
                    self._reject(article)
            except (NutgrafError, UnicodeEncodeError) as error:
                outcome = Failed(article.source, _refused(article, error))
        self._entries.append(report.Entry.of(outcome))
        return outcome

    def _publish(self, article: Publication) -> None:
        """All files of an article are checked before the first of them is written."""
        key = self._key(article)
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
        lines = set[bytes]()
        for graph, triples in (
            (article.graph, article.facts),
            (article.evidence_graph, article.evidence),
        ):
            of_graph = [line.encode() for line in nquads.nquads(triples, graph)]
            readback.check("dataset.nq", b"".join(of_graph), triples, graph)
            lines.update(of_graph)
        for name, data in encoded.items():
            self._write(name, data)
        self._keys[key] = article.source
        self._lines |= lines
        self._counts.add(article.facts)

    def _reject(self, article: Publication) -> None:
        key = self._key(article)
        iri = report.rejected_iri(self._config.base, key)
        given = [(article.graph, article.report)]
        triples = report.as_triples(iri, given, strict=self._config.strict)
        self._write_turtle(f"rejected/{key}.report.ttl", triples)
        self._keys[key] = article.source

    def _key(self, article: Publication) -> str:
        """The article's key, if it is safe in a file name and nobody else has it."""
        key = article.key
        letters = all(c == "-" or unicodedata.category(c)[0] in "LMN" for c in key)
        if not key or not letters or len(key.encode()) > _LONGEST_KEY:
            raise DataError(f"{key!r} cannot name a file", hint="rename the source")
        if key in self._keys:
            raise DataError(f"{self._keys[key]} has the same key, {key}", hint="rename one of them")
        return key

    def finish(self, versions: Mapping[str, str]) -> None:
        """Write what is about the whole, then the manifest, and have all of it on the disk."""
        config = self._config
        described = void.description(
            config.base,
            self._counts,
            license=config.sd_license,
            publisher=config.sd_publisher,
            issued=config.sd_date_published,
        )
        self._write_turtle("void.ttl", described)
        graph = void.description_graph(config.base)
        self._lines.update(line.encode() for line in nquads.nquads(described, graph))
        data = b"".join(sorted(self._lines))
        if readback.count("dataset.nq", data) != len(self._lines):
            raise OSError("dataset.nq has other statements when read back")
        self._write("dataset.nq", data)

        ordered = sorted(self._entries, key=lambda entry: entry.order)
        published = [(e.graph, e.report) for e in ordered if e.outcome == "published"]
        triples = report.as_triples(report.report_iri(config.base), published, strict=config.strict)
        self._write_turtle("report.ttl", triples)
        self._write("report.json", report.as_json(ordered, strict=config.strict).encode())
        self._write_manifest(versions)

    def _write_manifest(self, versions: Mapping[str, str]) -> None:
        """The manifest comes last: where it is, everything is."""
        for name, expected in self._hashes.items():
            path = self.folder / name
            exchange.synced(path)
            if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
                raise OSError(f"{name} on the disk is not what was written")
        files = dict(sorted(self._hashes.items()))
        manifest = {**versions, "config": self._config.digest(), "files": files}
        manifest = {"nutgraf": versions.get("nutgraf", ""), **manifest}
        text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
        self._write(MANIFEST, text.encode())
        exchange.synced(self.folder / MANIFEST)
        for folder, _, _ in os.walk(self.folder):
            exchange.synced(Path(folder))

    def _write_turtle(self, name: str, triples: tuple[Triple, ...]) -> None:
        data = turtle(triples, self._config.base).encode()
        readback.check(name, data, triples)
        self._write(name, data)

    def _write(self, name: str, data: bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        with path.open("xb") as file:
            file.write(data)
        self._hashes[name] = hashlib.sha256(data).hexdigest()


def _refused(article: Publication, error: NutgrafError | UnicodeEncodeError) -> NutgrafError:
    """Why this article is not in the dataset, told of its source."""
    if isinstance(error, NutgrafError):
        place, what, hint = error.source, error.what, error.hint
    else:
        place, what, hint = "", "it holds a lone surrogate, which is no character", ""
    return DataError(what, source=article.source, place=place, hint=hint)
