"""An article as everything that a store keeps of it, made where the article was made.

Nothing in here is a triple any more: files, lines and numbers, small enough to be handed from one
process to another.  Whatever is written is read back by a second engine before it leaves.
"""

from __future__ import annotations

import hashlib
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from nutgraf.errors import DataError, NutgrafError
from nutgraf.graph import Failed, Published, Rejected
from nutgraf.stores import readback
from nutgraf.stores.members import packed
from nutgraf.stores.records import Record
from nutgraf.writers import nquads, report
from nutgraf.writers.context import Context
from nutgraf.writers.jsonld import jsonld
from nutgraf.writers.turtle import joined, turtle
from nutgraf.writers.void import Counts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nutgraf.config import Config
    from nutgraf.graph import IRI, Outcome, Publication
    from nutgraf.model import Dropped

_LONGEST_KEY = 200  # bytes; most systems allow 255 a name, and endings come after it
OF_ONE_ARTICLE = ("articles", "graphs")
"""The folders of IRIs below which each name is of one article alone."""
_AFTER_A_NAME = (b">", b"#", b"/")


class Segment(NamedTuple):
    """Sorted lines of the dataset between which none of another article belongs.

    They are those that begin with `prefix`; `size` is their length in bytes, `member` is them as a
    member of a gzip file.
    """

    prefix: bytes
    size: int
    member: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What is kept of one article.

    `files` are its own, by their names in the dataset; `segments` the lines about the article and its
    graphs, `shared` those about what other articles may speak of as well, packed; `results` what is
    said of it in the dataset's report, node by node.
    """

    record: Record
    files: dict[str, bytes]
    segments: tuple[Segment, ...] = ()
    shared: bytes = b""
    results: dict[str, str]
    dropped: tuple[Dropped, ...] = ()


class Writer:
    """Writes outcomes by this config and with this JSON-LD context; it can be handed to a process."""

    def __init__(self, config: Config, context: Mapping[str, Any]) -> None:
        self._config = config
        self._context = Context(context.get("@context", context))

    def __call__(self, outcome: Outcome) -> Written | Failed:
        """What is kept of this outcome; what can't be read back has failed."""
        if isinstance(outcome, Failed):
            return outcome
        try:
            check_key(outcome.publication.key)
            if isinstance(outcome, Published):
                return self._published(outcome.publication)
            return self._rejected(outcome.publication)
        except (NutgrafError, UnicodeEncodeError) as error:
            return Failed(outcome.publication.source, refused(outcome.publication.source, error))

    def _published(self, article: Publication) -> Written:
        """Oxigraph makes of each file the very lines that are its statements in the dataset."""
        base, key = self._config.base, article.key
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
        lines = _lines(article)
        readback.check_lines(f"{key}.nq", b"".join(lines), len(lines))
        segments, shared = _parted(lines, article, base)
        blocks, results = report.result_blocks(base, article.graph, article.report)
        readback.check("report.ttl", joined([blocks], base).encode(), results)
        own = Counts.of(
            (t for t in article.facts if _is_own(t.subject, article.article)), articles=1
        )
        record = _record(article, Published(article), encoded, own, blocks.prefixes)
        return Written(
            record=record,
            files=encoded,
            segments=segments,
            shared=packed(shared) if shared else b"",
            results=blocks.texts,
            dropped=article.dropped,
        )

    def _rejected(self, article: Publication) -> Written:
        config = self._config
        iri = report.rejected_iri(config.base, article.key)
        given = [(article.graph, article.report)]
        triples = report.as_triples(iri, given, strict=config.strict)
        name = f"rejected/{article.key}.report.ttl"
        files = {name: turtle(triples, config.base).encode()}
        readback.check(name, files[name], triples)
        record = _record(article, Rejected(article), files, Counts(), frozenset())
        return Written(record=record, files=files, results={}, dropped=article.dropped)


def check_key(key: str) -> None:
    """Raise a DataError unless this key is safe in the name of a file.

    >>> check_key("rain-in-ostrand")
    """
    letters = all(c == "-" or unicodedata.category(c)[0] in "LMN" for c in key)
    if not key or not letters or len(key.encode()) > _LONGEST_KEY:
        raise DataError(f"{key!r} cannot name a file", hint="rename the source")


def refused(source: str, error: NutgrafError | UnicodeEncodeError) -> NutgrafError:
    """Why an article is not in the dataset, told of its source."""
    if isinstance(error, NutgrafError):
        place, what, hint = error.source, error.what, error.hint
    else:
        place, what, hint = "", "it holds a lone surrogate, which is no character", ""
    return DataError(what, source=source, place=place, hint=hint)


def _record(
    article: Publication,
    became: Published | Rejected,
    files: Mapping[str, bytes],
    own: Counts,
    prefixes: frozenset[str],
) -> Record:
    return Record(
        input=article.input,
        entry=report.Entry.of(became),
        article=article.article,
        evidence_graph=article.evidence_graph,
        digest=article.digest,
        files={name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
        counts=own,
        prefixes=prefixes,
    )


def _lines(article: Publication) -> list[bytes]:
    """The statements of both graphs, each once, in the order of the dataset."""
    text = "".join(
        nquads.in_graph(nquads.ntriples(triples), graph)
        for graph, triples in (
            (article.graph, article.facts),
            (article.evidence_graph, article.evidence),
        )
    )
    return sorted(set(text.encode().splitlines(keepends=True)))


def _is_own(subject: IRI, article: IRI) -> bool:
    """Whether this is the article, or something that lives under it."""
    return subject == article or subject.startswith((f"{article}#", f"{article}/"))


def _parted(
    lines: Sequence[bytes], article: Publication, base: str
) -> tuple[tuple[Segment, ...], bytes]:
    """The lines as segments, and the rest of them, of which others may have some too."""
    segments: list[Segment] = []
    rest: list[bytes] = []
    place = 0
    for prefix in sorted(_prefixes(article)):
        start = bisect_left(lines, prefix, place)
        end = bisect_left(lines, prefix + b"\xff", start)
        rest += lines[place:start]
        place = end
        if start < end:
            data = b"".join(lines[start:end])
            segments.append(Segment(prefix, len(data), packed(data)))
    rest += lines[place:]
    others = tuple(f"<{base}{folder}/".encode() for folder in OF_ONE_ARTICLE)
    if strange := next((line for line in rest if line.startswith(others)), None):
        subject = strange.split(b" ", 1)[0].decode()
        raise DataError(f"it says something of another article: {subject}")
    return tuple(segments), b"".join(rest)


def _prefixes(article: Publication) -> Iterator[bytes]:
    """How lines begin whose subject is the article, its facts graph, or something under them."""
    for node in (article.article, article.graph):
        for end in _AFTER_A_NAME:
            yield f"<{node}".encode() + end
