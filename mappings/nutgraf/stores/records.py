"""What a store remembers of an article, so that it need not be made again.

A record is true of one source, by the digest of all that it gives (`input_digest`), as one maker
made it: the versions of everything that could change a byte, and the config.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING, Any

from nutgraf.graph import IRI, Severity, ValidationReport, ValidationResult
from nutgraf.writers.report import Entry
from nutgraf.writers.void import Counts, counts_of

if TYPE_CHECKING:
    from nutgraf.model import Source

Stat = tuple[int, int, int]
"""Size, time of the last change in nanoseconds, and inode of a file."""

Files = dict[str, tuple[str, Stat]]
"""The SHA-256 of each file, and what the system said of it when it was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One article that was published or set aside: its account, its graphs and its files.

    `files` are the names in the dataset with the SHA-256 of each; `counts` what its facts say of
    subjects that are its own; `prefixes` those that its part of the dataset's report uses.
    """

    input: str
    entry: Entry
    article: IRI
    evidence_graph: IRI
    digest: str
    files: dict[str, str]
    counts: Counts
    prefixes: frozenset[str] = frozenset()

    @property
    def shapes(self) -> tuple[str, ...]:
        """The shapes whose focus nodes were counted."""
        return tuple(shape for shape, _ in self.entry.report.focus_nodes)

    def line(self, shapes: tuple[str, ...] = ()) -> str:
        """This record in JSON; `shapes` are named elsewhere, once for all records."""
        entry = self.entry
        results = [
            [
                r.focus_node,
                r.source_shape,
                r.source_constraint_component,
                r.result_path,
                r.value,
                str(r.severity),
                r.message,
            ]
            for r in entry.report.results
        ]
        return json.dumps(
            [
                self.input,
                [entry.source, entry.outcome, entry.key, entry.graph, entry.withheld],
                results,
                self._focus(shapes),
                [self.article, self.evidence_graph, self.digest],
                self.files,
                self.counts.as_json(),
                sorted(self.prefixes),
            ],
            separators=(",", ":"),
        )

    def _focus(self, shapes: tuple[str, ...]) -> list[Any]:
        focus = self.entry.report.focus_nodes
        return [count for _, count in focus] if shapes == self.shapes else list(focus)


def record_of(line: str, shapes: tuple[str, ...] = ()) -> Record:
    """The record in JSON, with the names of the same shapes; a ValueError where there is none.

    >>> from nutgraf.graph import IRI
    >>> entry = Entry(source="a.txt", outcome="published", key="a", graph=IRI("urn:g"))
    >>> record = Record(input="1f", entry=entry, article=IRI("urn:a"), evidence_graph=IRI("urn:e"),
    ...                 digest="2e", files={"articles/a.ttl": "3d"}, counts=Counts())
    >>> record_of(record.line()).entry == entry
    True
    """
    source_digest, account, results, focus, names, files, counts, prefixes = json.loads(line)
    source, outcome, key, graph, withheld = account
    report = ValidationReport(
        results=tuple(_result(*values) for values in results),
        focus_nodes=_focus_nodes(shapes, tuple(focus))
        if focus and isinstance(focus[0], int)
        else tuple((shape, count) for shape, count in focus),
    )
    return Record(
        input=source_digest,
        entry=Entry(
            source=source,
            outcome=outcome,
            key=key,
            graph=IRI(graph),
            report=report,
            withheld=withheld,
        ),
        article=IRI(names[0]),
        evidence_graph=IRI(names[1]),
        digest=names[2],
        files=files,
        counts=counts_of(counts),
        prefixes=frozenset(prefixes),
    )


@lru_cache(maxsize=1 << 10)
def _focus_nodes(shapes: tuple[str, ...], counts: tuple[int, ...]) -> tuple[tuple[str, int], ...]:
    return tuple(zip(shapes, counts, strict=True))


def _result(*values: str) -> ValidationResult:
    focus, shape, component, path, value, severity, message = values
    return ValidationResult(
        focus_node=focus,
        source_shape=intern(shape),  # the same few, in each of very many
        source_constraint_component=intern(component),
        result_path=intern(path),
        value=value,
        severity=Severity(severity),
        message=intern(message),
    )


def input_digest(source: Source) -> str:
    """The SHA-256 of all that a source gives: its bytes, its name, its key and its date."""
    digest = hashlib.sha256(json.dumps([source.name, source.key, source.published]).encode())
    digest.update(b"\n")
    digest.update(source.data)
    return digest.hexdigest()


def stat_of(path: str) -> Stat:
    """What the system says of a file."""
    found = os.stat(path)  # noqa: PTH116  (there are many, and a Path costs more than the call)
    return found.st_size, found.st_mtime_ns, found.st_ino


def file_digest(path: str) -> str:
    """The SHA-256 of a file, in hex."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_intact(path: str, digest: str, stat: Stat | None) -> bool:
    """Whether a file is still what was written: as the system tells it, or else by its hash."""
    try:
        found = stat_of(path)
        return found == stat or (
            (stat is None or found[0] == stat[0]) and file_digest(path) == digest
        )
    except OSError:
        return False
