"""Gold data: articles in which people marked what is named and said, as
[JSON lines](https://jsonlines.org).

A line has an `id`, the `text`, and any of these keys; what a line has no key for is not scored:

- `persons`, `organizations`, `places`, `events`, `legislation`, `terms`: rows with `start` and `end`;
- `quotations`: rows with `start`, `end`, `speaker`, `speaker_kind` (`named`, `nominal`, `pron`) and
  `speaker_entity` (the name or IRI of whom they mean);
- `indirect` or `statements`: the same for indirect speech; its content is what lies between the first
  and the last of its `parts`, or between `start` and `end` if there are none;
- `roles`: rows with `person`, `role`, `organization`.

Offsets are code points of `text`.  What `nutgraf annotate` writes is of this form.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nutgraf import pipeline
from nutgraf.errors import ReadError
from nutgraf.jsonlines import KEYS, SPEAKER_KINDS
from nutgraf.model import Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from nutgraf.model import Article, EntityKind

ENDING = ".jsonl"

SPEECH = ("indirect", "statements")
"""The two names of the rows of indirect speech."""

Row = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Speech that was marked; a speaker is in the words of the text, and `entity` whom they mean."""

    span: Span
    speaker: str | None = None
    kind: str | None = None
    entity: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldRole:
    """Who is what, and where, by their names."""

    person: str
    title: str | None = None
    organization: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """An article and what was marked in it; None, or no key, where nobody looked."""

    article: Article
    names: tuple[tuple[EntityKind, tuple[Span, ...]], ...] = ()
    quotations: tuple[Said, ...] | None = None
    statements: tuple[Said, ...] | None = None
    roles: tuple[GoldRole, ...] | None = None


def read(paths: Iterable[Path], tell: Callable[[ReadError], None]) -> Iterator[Gold]:
    """The gold in these files and folders; `tell` is handed each line that is none.

    >>> from pathlib import Path
    >>> list(read([Path("no-such.jsonl")], print))
    no-such.jsonl: there is no such file or folder; check the path
    []
    """
    seen: set[Path] = set()
    for path in paths:
        files = sorted(path.glob(f"[!.]*{ENDING}")) if path.is_dir() else [path]
        if not files:
            hint = f"put files with the ending {ENDING} into it"
            tell(ReadError("no gold in this folder", source=path.name, hint=hint))
        for file in files:
            if (real := file.resolve()) not in seen:
                seen.add(real)
                yield from _in_file(file, tell)


def gold_of(line: str, *, source: str = "gold", number: int = 1) -> Gold:
    """The gold that one line holds; raises `ReadError`.

    >>> gold = gold_of('{"id": "a", "text": "Oslo.", "places": [{"start": 0, "end": 4}]}')
    >>> gold.names
    ((<EntityKind.PLACE: 'place'>, (Span(start=0, end=4),)),)
    >>> gold.roles is None
    True
    """
    try:
        return _gold(json.loads(line))
    except RecursionError:
        what = "nested too deeply"
    except json.JSONDecodeError as error:
        what = f"not JSON ({error.msg})"
    except ReadError as error:  # the text is no article
        what = f"text: {error.what}"
    except ValueError as error:
        what = str(error)
    raise ReadError(what, source=source, place=f"line {number}", hint="correct the gold")


def _in_file(path: Path, tell: Callable[[ReadError], None]) -> Iterator[Gold]:
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        what = (
            "there is no such file or folder" if missing else f"cannot be opened ({error.strerror})"
        )
        tell(ReadError(what, source=path.name, hint="check the path"))
        return
    if not any(line.strip() for line in lines):
        tell(ReadError("the file is empty", source=path.name, hint="remove it or fill it"))
    for number, line in enumerate(lines, start=1):
        try:
            if line.strip():
                yield gold_of(line.decode(), source=path.name, number=number)
        except UnicodeDecodeError:
            tell(ReadError("not UTF-8", source=path.name, place=f"line {number}"))
        except ReadError as error:
            tell(error)


def _gold(row: object) -> Gold:
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")
    if not any(key in row for key in (*KEYS.values(), "quotations", *SPEECH, "roles")):
        raise ValueError(f"nothing to score: no {', '.join(KEYS.values())}, quotations, …")
    if all(key in row for key in SPEECH):
        raise ValueError(f"has both {' and '.join(SPEECH)}")
    article = _article(_text(row, "id"), _text(row, "text"))
    text = article.text
    speech = next((key for key in SPEECH if key in row), None)
    return Gold(
        article=article,
        names=tuple(
            (kind, tuple(_span(*item, text) for item in _rows(row, key)))
            for kind, key in KEYS.items()
            if key in row
        ),
        quotations=_speech(row, "quotations", text, _span) if "quotations" in row else None,
        statements=_speech(row, speech, text, _content) if speech else None,
        roles=_roles(row, text) if "roles" in row else None,
    )


def _article(id: str, text: str) -> Article:
    """The text as an article: read as a file would be, so that it is scored as it would be."""
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        raise ValueError(f"text: code point {error.start} is half of a character") from None
    [article] = pipeline.read(Source(name="gold.txt", key="gold", data=data))
    if article.text != text:
        raise ValueError("text: begins with a byte order mark, so that no offset fits")
    return type(article)(
        id=id,
        key=article.key,
        text=text,
        digest=article.digest,
        paragraphs=article.paragraphs,
    )


def _speech(
    row: Row, key: str, text: str, span_of: Callable[[Row, str, str], Span]
) -> tuple[Said, ...]:
    return tuple(
        Said(
            span=span_of(item, place, text),
            speaker=_optional(item, "speaker", place),
            kind=_kind(item, place),
            entity=_optional(item, "speaker_entity", place),
        )
        for item, place in _rows(row, key)
    )


def _kind(item: Row, place: str) -> str | None:
    kind = _optional(item, "speaker_kind", place)
    known = tuple(SPEAKER_KINDS.values())
    if kind is not None and kind not in known:
        raise ValueError(f"{place}: speaker_kind is {kind!r}, not one of {', '.join(known)}")
    return kind


def _content(item: Row, place: str, text: str) -> Span:
    """What was said, without who said it."""
    if not item.get("parts"):
        return _span(item, place, text)
    parts = [_span(*part, text) for part in _rows(item, "parts", f"{place}.")]
    return Span(min(part.start for part in parts), max(part.end for part in parts))


def _roles(row: Row, text: str) -> tuple[GoldRole, ...]:
    """The roles of today: what someone was is not what they are."""
    return tuple(
        GoldRole(
            person=_text(item, "person", f"{place}."),
            title=_optional(item, "role", place),
            organization=_optional(item, "organization", place),
            span=None if item.get("start") is None else _span(item, place, text),
        )
        for item, place in _rows(row, "roles")
        if not item.get("former")
    )


def _rows(row: Row, key: str, above: str = "") -> Iterator[tuple[Row, str]]:
    """The rows under a key, each with the name that errors give it."""
    rows = row[key]
    if not isinstance(rows, list):
        raise ValueError(f"{above}{key}: not a list")
    for number, item in enumerate(rows):
        place = f"{above}{key}[{number}]"
        if not isinstance(item, dict):
            raise ValueError(f"{place}: not a JSON object")
        yield item, place


def _span(item: Row, place: str, text: str) -> Span:
    start, end = (_offset(item, key, place) for key in ("start", "end"))
    if not 0 <= start < end <= len(text):
        raise ValueError(f"{place}: no words from {start} to {end} in a text of {len(text)}")
    return Span(start, end)


def _offset(item: Row, key: str, place: str) -> int:
    value = item.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{place}: {key} is no whole number")
    return value


def _text(row: Row, key: str, above: str = "") -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{above}{key}: missing or no text")
    return value


def _optional(item: Row, key: str, place: str) -> str | None:
    value = item.get(key)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{place}: {key} is no text")
    return value
