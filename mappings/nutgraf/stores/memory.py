"""What is remembered of a dataset, beside it and no part of it, so that little need be made again.

```
.<name>.state     a SQLite database: what is known of each article, and which run had which of them
.<name>.lines     the statements of the articles that the run in progress has made
```
A run is true of the dataset whose manifest it names; one whose manifest is nowhere was cut short, and
what it got done is true of the folder that it has left.  Nothing is lost with these files but time.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from nutgraf.stores.members import unpacked
from nutgraf.stores.records import file_digest, is_intact, record_of
from nutgraf.writers.report import Entry, entry_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from nutgraf.stores.records import Files, Record, Stat
    from nutgraf.stores.written import Segment

_FORMAT = 2
_SCHEMA = """
CREATE TABLE run (id INTEGER PRIMARY KEY, maker TEXT, manifest TEXT, dataset TEXT, shapes TEXT);
CREATE TABLE retracted (run INTEGER, key TEXT, PRIMARY KEY (run, key)) WITHOUT ROWID;

CREATE TABLE article (id INTEGER PRIMARY KEY, run INTEGER, input TEXT, record TEXT, account TEXT,
                      files TEXT, prefixes TEXT, shared INTEGER, length INTEGER);
CREATE INDEX article_by_input ON article (input);
CREATE TABLE segment (article INTEGER, prefix BLOB, size INTEGER, start INTEGER, length INTEGER,
                      PRIMARY KEY (article, prefix)) WITHOUT ROWID;
CREATE TABLE result (article INTEGER, node TEXT, turtle TEXT,
                     PRIMARY KEY (article, node)) WITHOUT ROWID;

CREATE TABLE member (id INTEGER PRIMARY KEY, run INTEGER, source BLOB, key TEXT, outcome TEXT,
                     article INTEGER, files TEXT, error BLOB);
CREATE UNIQUE INDEX member_by_key ON member (run, key);
CREATE INDEX member_by_article ON member (article, run);

CREATE TABLE place (run INTEGER, prefix BLOB, article INTEGER, file TEXT, start INTEGER,
                    length INTEGER, PRIMARY KEY (run, prefix)) WITHOUT ROWID;
"""
_PAGES = 28  # bytes; there the header says how many pages there are


def sibling(target: Path, kind: str) -> Path:
    """The file or folder beside `target` that is kept for it."""
    return target.with_name(f".{target.name}.{kind}")


class Place(NamedTuple):
    """Where bytes are: a file of the dataset by its name, or with none the lines of this run."""

    file: str
    start: int
    length: int


class Known(NamedTuple):
    """An article that is remembered; `here` if this run, or one that it takes up, has made it."""

    id: int
    record: Record
    files: Files
    here: bool


class Memory:
    """What is remembered of the dataset at `target`, and of the run in progress.

    `maker` is who makes the articles (`versions.maker`); what another has made is not known.  Without
    a maker all is forgotten at the end.
    """

    def __init__(self, target: Path, maker: str) -> None:
        self._target = target
        self._maker = maker
        self._path = sibling(target, "state")
        self._lines = sibling(target, "lines")
        self._shapes: tuple[str, ...] = ()
        self._base: sqlite3.Connection | None = None
        self._log: BinaryIO | None = None
        self._adopted = False
        self._run = 0
        self._origin = 0  # the run that made the dataset, whoever made it
        self._before = 0  # the same, if what it made is known to us
        self.resumed = False
        """Whether this run takes up what one before it got done."""

    def open(self, manifest: str, folder: Path) -> None:
        """Begin a run, or take up the one that was cut short and has left this folder.

        `manifest` is the name of that file of the dataset.
        """
        self._base = self._connected()
        with suppress(OSError):
            self._find(file_digest(str(self._target / manifest)))
        left = self._lines.is_file() and folder.is_dir()
        found = self._one(
            "SELECT id FROM run WHERE id != ? AND maker = ?", self._origin, self._maker
        )
        if found and left and self._maker:
            self._run, self.resumed = found[0], True
            self._do("UPDATE run SET manifest = NULL WHERE id = ?", self._run)
            for table in ("member", "place", "retracted"):
                self._do(f"DELETE FROM {table} WHERE run = ?", self._run)
        else:
            self._do("INSERT INTO run (maker) VALUES (?)", self._maker)
            self._run = self._one("SELECT max(id) FROM run")[0]
        self._prune(self._origin, self._run)
        known = self._one(
            "SELECT shapes FROM run WHERE shapes IS NOT NULL AND maker = ?", self._maker
        )
        if known:
            self._shapes = tuple(json.loads(known[0]))
            self._do("UPDATE run SET shapes = ? WHERE id = ?", known[0], self._run)
        self._log = self._lines.open("r+b" if self.resumed else "w+b")
        self._end = self._log.seek(0, 2)

    def _connected(self) -> sqlite3.Connection:
        """The database, or a new one in the place of what is none; of what else is wrong, an error."""
        try:
            return self._database()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            self._forget()
            return self._database()

    def _database(self) -> sqlite3.Connection:
        """The database, made if there is none; one of no maker is in no file that has a name."""
        base = sqlite3.connect(self._path if self._maker else "", isolation_level=None)
        try:
            if self._maker:
                if not _is_whole(self._path):
                    raise sqlite3.DatabaseError
                base.execute("PRAGMA locking_mode = EXCLUSIVE")  # so it needs no shared memory
                base.execute("PRAGMA journal_mode = WAL")
            base.execute("PRAGMA synchronous = NORMAL")
            [version] = base.execute("PRAGMA user_version").fetchone()
            if version not in (0, _FORMAT):
                raise sqlite3.DatabaseError
            if version == 0:
                base.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {_FORMAT}; COMMIT;")
        except sqlite3.DatabaseError:
            base.close()
            raise
        return base

    def _find(self, manifest: str) -> None:
        """Find the run that is true of the dataset, the latest if several made the same."""
        runs = "SELECT id, maker, dataset FROM run WHERE manifest = ? ORDER BY id DESC"
        for number, maker, dataset in self._all(runs, manifest):
            self._origin = self._origin or number
            files = _files(dataset).items()
            if maker == self._maker and all(
                is_intact(str(self._target / name), *file) for name, file in files
            ):
                self._origin = self._before = number
                return

    def _all(self, query: str, *values: Any) -> sqlite3.Cursor:
        assert self._base is not None
        return self._base.execute(query, values)

    def _do(self, statement: str, *values: Any) -> None:
        self._all(statement, *values)

    def _one(self, query: str, *values: Any) -> Any:
        return self._all(query, *values).fetchone()

    def _many(self, statement: str, rows: Iterable[Any]) -> None:
        assert self._base is not None
        self._base.executemany(statement, rows)

    def _begin(self) -> None:
        """Begin a transaction, or go on with the one that is open: each would cost as much as a row.

        What no commit came after is not remembered, and is taken over again.
        """
        assert self._base is not None
        if not self._base.in_transaction:
            self._base.execute("BEGIN")

    def _prune(self, *kept: int) -> None:
        """Forget all runs but these, and the articles that only others have."""
        marks = ", ".join("?" * len(kept))
        if not self._one(f"SELECT 1 FROM run WHERE id NOT IN ({marks})", *kept):
            return
        self._begin()
        for table, column in (
            ("member", "run"),
            ("place", "run"),
            ("retracted", "run"),
            ("run", "id"),
        ):
            self._do(f"DELETE FROM {table} WHERE {column} NOT IN ({marks})", *kept)
        alone = f"""SELECT id FROM article WHERE run NOT IN ({marks}) AND NOT EXISTS
                    (SELECT 1 FROM member WHERE member.article = article.id)"""
        for table, column in (("segment", "article"), ("result", "article"), ("article", "id")):
            self._do(f"DELETE FROM {table} WHERE {column} IN ({alone})", *kept)
        self._do("COMMIT")

    def known(self, input: str) -> Known | None:
        """The article that was made of this input, by this run or in the dataset."""
        query = """SELECT article.id, record, coalesce(member.files, article.files), article.run = :run
                   FROM article LEFT JOIN member
                        ON member.article = article.id AND member.run = :before
                   WHERE input = :input AND (article.run = :run OR member.run)
                   ORDER BY article.run = :run DESC LIMIT 1"""
        given = {"input": input, "run": self._run, "before": self._before}
        assert self._base is not None
        found = self._base.execute(query, given).fetchone()
        if not found:
            return None
        number, record, files, here = found
        return Known(number, record_of(record, self._shapes), _files(files), bool(here))

    def holder(self, key: str) -> str | None:
        """The source of the article that has this key in this run."""
        found = self._one("SELECT source FROM member WHERE run = ? AND key = ?", self._run, key)
        return _text(found[0]) if found else None

    def add(
        self,
        record: Record,
        files: Files,
        segments: Iterable[Segment],
        shared: bytes,
        results: dict[str, str],
    ) -> None:
        """Remember an article that was made, with its statements."""
        places = [(s.prefix, s.size, self._append(s.member), len(s.member)) for s in segments]
        start = self._append(shared)
        if self._log is not None:
            self._log.flush()
        if not self._shapes:
            self._shapes = record.shapes
            self._do("UPDATE run SET shapes = ? WHERE id = ?", json.dumps(self._shapes), self._run)
        self._begin()
        made = self._all(
            "INSERT INTO article (run, input, record, account, files, prefixes, shared, length)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            self._run,
            record.input or None,
            record.line(self._shapes),
            entry_json(record.entry),
            json.dumps(files),
            ",".join(sorted(record.prefixes)) if record.prefixes else None,
            start,
            len(shared),
        ).lastrowid
        self._many(f"INSERT INTO segment VALUES ({made}, ?, ?, ?, ?)", places)
        self._many(f"INSERT INTO result VALUES ({made}, ?, ?)", results.items())
        self._join(record, made, None)
        self._do("COMMIT")

    def _append(self, data: bytes) -> int:
        assert self._log is not None
        start = self._end
        self._log.write(data)
        self._end += len(data)
        return start

    def take_over(self, known: Known, files: Files | None = None) -> None:
        """An article that is known is in this run, too; `files` if they are not the same any more."""
        self._begin()
        self._join(known.record, known.id, None if files is None else json.dumps(files))

    def _join(self, record: Record, article: int | None, files: str | None) -> None:
        entry = record.entry
        self._do(
            "INSERT INTO member (run, source, key, outcome, article, files) VALUES (?, ?, ?, ?, ?, ?)",
            self._run,
            _bytes(entry.source),
            entry.key,
            entry.outcome,
            article,
            files,
        )

    def fail(self, source: str, error: str) -> None:
        """A source has failed, for this reason."""
        self._begin()
        self._do(
            "INSERT INTO member (run, source, outcome, error) VALUES (?, ?, 'failed', ?)",
            self._run,
            _bytes(source),
            _bytes(error),
        )

    def is_whole(self, known: Known) -> bool:
        """Whether the statements of an article that an interrupted run has made are all there."""
        query = """SELECT start, length FROM segment WHERE article = ?
                   UNION ALL SELECT shared, length FROM article WHERE id = ?"""
        try:
            for start, length in self._all(query, known.id, known.id):
                data = self.lines(start, length)
                unpacked(data)
                if len(data) != length:
                    return False
        except zlib.error:
            return False
        return True

    def lines(self, start: int, length: int) -> bytes:
        """These bytes of the statements that this run has made."""
        assert self._log is not None
        self._log.seek(start)
        data = self._log.read(length)
        self._log.seek(self._end)
        return data

    def entries(self) -> Iterator[str]:
        """What the account says of each source, as JSON and in its order."""
        order = "SELECT id FROM member WHERE run = ? ORDER BY source, coalesce(key, ''), error"
        each = """SELECT account, source, error FROM member
                  LEFT JOIN article ON article.id = member.article WHERE member.id = ?"""
        for (number,) in self._all(order, self._run):
            account, source, error = self._one(each, number)
            yield account or entry_json(
                Entry(source=_text(source), outcome="failed", error=_text(error))
            )

    def results(self) -> Iterator[tuple[str, str]]:
        """What the report says, node by node, in their order."""
        yield from self._all(
            """SELECT node, turtle FROM member JOIN result USING (article)
               WHERE member.run = ? AND outcome = 'published' ORDER BY node""",
            self._run,
        )

    def result_nodes(self) -> Iterator[str]:
        """The nodes of the report, in their order."""
        query = """SELECT node FROM member JOIN result USING (article)
                   WHERE member.run = ? AND outcome = 'published' ORDER BY node"""
        return (node for (node,) in self._all(query, self._run))

    def size(self) -> int:
        """The bytes of all segments of this run."""
        query = """SELECT coalesce(sum(size), 0) FROM member JOIN segment USING (article)
                   WHERE member.run = ? AND outcome = 'published'"""
        size: int = self._one(query, self._run)[0]
        return size

    def prefixes(self) -> frozenset[str]:
        """The prefixes that the results of this run's articles use."""
        query = """SELECT DISTINCT prefixes FROM member JOIN article ON article.id = member.article
                   WHERE member.run = ? AND outcome = 'published' AND prefixes IS NOT NULL"""
        found = self._all(query, self._run)
        return frozenset(prefix for (each,) in found for prefix in each.split(","))

    def files(self, *, fresh: bool = False) -> Iterator[tuple[str, tuple[str, Stat]]]:
        """The files of all articles, or of those that this run wrote, each as `Files` has it.

        They come in the order of their names, those of articles that were set aside after the others.
        """
        written = "AND (article.run = member.run OR member.files IS NOT NULL)" if fresh else ""
        query = f"""SELECT coalesce(member.files, article.files)
                    FROM member JOIN article ON article.id = member.article
                    WHERE member.run = ? {written} ORDER BY outcome, member.key || '.'"""
        for (files,) in self._all(query, self._run):
            yield from _files(files).items()

    def became(self, key: str) -> str:
        """What became of the article of this key; empty if this run has none."""
        found = self._one("SELECT outcome FROM member WHERE run = ? AND key = ?", self._run, key)
        return found[0] if found else ""

    def is_published(self, key: str) -> bool:
        """Whether this run publishes an article of this key."""
        return self.became(key) == "published"

    def segments(self) -> Iterator[tuple[bytes, int, int, Place]]:
        """Prefix, article, size in bytes and place of all segments of this run, in their order."""
        query = """SELECT s.prefix, s.article, s.size, s.start, s.length, p.file, p.start, p.length
                   FROM member m JOIN segment s ON s.article = m.article
                   LEFT JOIN place p ON p.run = ? AND p.prefix = s.prefix AND p.article = s.article
                   WHERE m.run = ? AND m.outcome = 'published' ORDER BY s.prefix"""
        for prefix, article, size, start, length, *old in self._all(query, self._before, self._run):
            yield prefix, article, size, Place(*old) if old[0] else Place("", start, length)

    def shared(self) -> Iterator[Place]:
        """Where the lines are, article by article, that this run made and that others may share."""
        query = """SELECT shared, length FROM member JOIN article ON article.id = member.article
                   WHERE member.run = ? AND article.run = ? AND outcome = 'published' AND length"""
        return (Place("", *found) for found in self._all(query, self._run, self._run))

    def old_shared(self) -> Iterator[Place]:
        """Where such lines are in the dataset, if this run takes over anything of it."""
        query = (
            "SELECT file, start, length FROM place WHERE run = ? AND article = 0 ORDER BY prefix"
        )
        return (Place(*found) for found in self._all(query, self._before))

    def gone(self) -> Iterator[Record]:
        """The articles that are published in the dataset and are not in this run, as they are there."""
        query = """SELECT record FROM member old JOIN article ON article.id = old.article
                   WHERE old.run = ? AND old.outcome = 'published' AND NOT EXISTS
                   (SELECT 1 FROM member WHERE run = ? AND member.article = old.article)"""
        return (
            record_of(line, self._shapes) for (line,) in self._all(query, self._before, self._run)
        )

    @property
    def remembers(self) -> bool:
        """Whether it is known what the dataset publishes, whoever made it."""
        return self._origin > 0

    def gone_keys(self) -> Iterator[str]:
        """The keys that the dataset publishes and this run does not, in order."""
        query = """SELECT key FROM member old WHERE run = ? AND outcome = 'published' AND NOT EXISTS
                   (SELECT 1 FROM member WHERE run = ? AND key = old.key AND outcome = 'published')
                   ORDER BY key"""
        return (key for (key,) in self._all(query, self._origin, self._run))

    def put(self, places: Iterable[tuple[bytes, int, Place]]) -> None:
        """Remember where in the new dataset segments are, by prefix and article."""
        self._begin()
        self._many(
            f"INSERT INTO place VALUES ({self._run}, ?, ?, ?, ?, ?)",
            ((prefix, article, *place) for prefix, article, place in places),
        )

    def finish(self, manifest: str, dataset: Files, gone: Iterable[str]) -> None:
        """This run is true of the dataset that has this manifest; what is `gone` was retracted."""
        self._begin()
        self._do(
            "INSERT OR IGNORE INTO retracted SELECT ?, key FROM retracted WHERE run = ?",
            self._run,
            self._origin,
        )
        self._many(
            f"INSERT OR IGNORE INTO retracted VALUES ({self._run}, ?)", ((key,) for key in gone)
        )
        self._do(
            """DELETE FROM retracted WHERE run = ? AND key IN
               (SELECT key FROM member WHERE run = ? AND outcome = 'published')""",
            self._run,
            self._run,
        )
        self._do(
            "UPDATE run SET manifest = ?, dataset = ? WHERE id = ?",
            manifest,
            json.dumps(dataset),
            self._run,
        )
        self._do("COMMIT")

    def adopt(self) -> None:
        """The dataset of this run has taken its place: what was true of the old one is forgotten."""
        self._adopted = True

    def retracted(self) -> tuple[str, ...]:
        """The keys that were published once, and are not in the dataset any more."""
        found = self._all("SELECT key FROM retracted WHERE run = ? ORDER BY key", self._origin)
        return tuple(key for (key,) in found)

    def close(self, *, finished: bool) -> None:
        """Let the files go; the lines are of no more use if the run is finished."""
        if finished and self._base is not None:
            with suppress(sqlite3.Error):
                self._prune(self._run if self._adopted else self._origin)
        for held in (self._log, self._base):
            if held is not None:
                held.close()
        if finished or not self._maker:
            with suppress(OSError):
                self._lines.unlink()

    def _forget(self) -> None:
        for name in ("state", "state-wal", "state-shm", "lines"):
            with suppress(OSError):
                sibling(self._target, name).unlink()


def _is_whole(path: Path) -> bool:
    """Whether a database has all the pages that it says it has; a new one has none."""
    size = path.stat().st_size
    if not size or path.with_name(f"{path.name}-wal").exists():
        return True
    with path.open("rb") as file:
        head = file.read(_PAGES + 4)
    page = int.from_bytes(head[16:18], "big")
    return size == (1 << 16 if page == 1 else page) * int.from_bytes(head[_PAGES:], "big")


def _files(value: str) -> Files:
    return {
        name: (digest, tuple(stat)) for name, (digest, stat) in json.loads(value or "{}").items()
    }


def _bytes(text: str) -> bytes:
    """A name of a file may have surrogates, which a database refuses."""
    return text.encode("utf-8", "surrogatepass")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")
