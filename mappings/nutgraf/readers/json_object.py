"""One JSON object, strictly: [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259) with no key twice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from nutgraf.errors import LimitError, ReadError
from nutgraf.readers.text import LARGEST

if TYPE_CHECKING:
    from nutgraf.model import Source

BOM = b"\xef\xbb\xbf"

Object = dict[str, Any]
"""A JSON object."""


def json_object(source: Source) -> Object:
    """The JSON object that these bytes are.

    Raises `ReadError` with its place for what is none, `LimitError` above 10,000,000 bytes.

    >>> from nutgraf.model import Source
    >>> json_object(Source(name="a.jsonl", key="a", data=b'{"headline": "Rain"}'))
    {'headline': 'Rain'}
    """
    if len(source.data) > LARGEST:
        raise LimitError(
            f"over the limit of {LARGEST:,} bytes",
            source=source.name,
            place=source.place,
            hint="an article is smaller: write one a line",
        )
    try:
        value = _DECODER.decode(source.data.removeprefix(BOM).decode())
    except UnicodeDecodeError as error:
        what = f"byte 0x{source.data[error.start]:02x} is not valid UTF-8"
        hint = "convert it to UTF-8, for example with iconv"
        raise ReadError(what, source=source.name, place=source.place, hint=hint) from None
    except json.JSONDecodeError as error:
        line = source.line or error.lineno
        place = f"line {line}, column {error.colno}"
        what = f"not JSON ({_lowered(error.msg)})"
        hint = "write one JSON object a line" if source.line else "write one JSON object"
        raise ReadError(what, source=source.name, place=place, hint=hint) from None
    except (ValueError, RecursionError) as error:
        what = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        hint = "write it as plain JSON"
        raise ReadError(what, source=source.name, place=source.place, hint=hint) from None
    if not isinstance(value, dict):
        what = "not a JSON object"
        hint = "write one article a line, as an object with the keys of schema.org"
        raise ReadError(what, source=source.name, place=source.place, hint=hint)
    return value


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]


def _once(pairs: list[tuple[str, Any]]) -> Object:
    """The object of these members; of two members with one name nobody can say which is meant."""
    found = dict(pairs)
    if len(found) < len(pairs):
        seen = set[str]()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise ValueError(f"the key {twice[:80]!r} stands twice in one object")
    return found


def _no_number(name: str) -> object:
    raise ValueError(f"not JSON ({name} is no number)")


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)
