"""What must be known of a foreign file before a parser sees it: nothing is fetched, nothing expands.

XML with a DOCTYPE is refused, since entities can grow without bound; remote JSON-LD contexts are
refused, but for schema.org's own, which stands for its vocabulary; nesting has a limit.
"""

from __future__ import annotations

import json
import re
from typing import Any
from xml.parsers import expat

from nutgraf.errors import DataError
from nutgraf.vocabulary import context as schema_context

SYNTAXES = {
    ".nq": "application/n-quads",
    ".nt": "application/n-triples",
    ".ttl": "text/turtle",
    ".trig": "application/trig",
    ".jsonld": "application/ld+json",
    ".json": "application/ld+json",
    ".rdf": "application/rdf+xml",
    ".xml": "application/rdf+xml",
}
"""The endings of the files that are read, and their media types."""

DEEPEST = 100
"""Levels of nesting; beyond, some parsers run out of stack."""

_SCHEMA_CONTEXT = re.compile(r"https?://(www\.)?schema\.org(/|/docs/jsonldcontext\.json(ld)?)?")
_TOKENS = re.compile(
    rb'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|#[^\n]*|(<<)|(>>)|<[^<>\s]*>', re.DOTALL
)


def prepared(data: bytes, suffix: str, name: str) -> bytes:
    """The bytes as they can be given to a parser; raises a DataError that names the file."""
    if SYNTAXES[suffix] == "application/rdf+xml":
        _check_xml(data, name)
    elif SYNTAXES[suffix] == "application/ld+json":
        return _with_local_contexts(data, name)
    elif data.count(b"<<") > DEEPEST:
        _check_triple_terms(data, name)
    return data


def _too_deep(name: str) -> DataError:
    return DataError(f"nested more than {DEEPEST} levels deep", source=name)


def _check_xml(data: bytes, name: str) -> None:
    """No document type, no deep nesting; what is not well-formed is left to the parser to say."""
    parser = expat.ParserCreate()
    depth = 0

    def doctype(*_: object) -> None:
        place = f"line {parser.CurrentLineNumber}"
        hint = "remove the DOCTYPE"
        raise DataError(
            "has a document type, which is refused", source=name, place=place, hint=hint
        )

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise _too_deep(name)

    def end(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        place = f"line {error.lineno}, column {error.offset + 1}"
        raise DataError(expat.ErrorString(error.code), source=name, place=place) from None
    except ValueError as error:  # an encoding that expat does not know
        raise DataError(str(error), source=name) from None


def _check_triple_terms(data: bytes, name: str) -> None:
    depth = 0
    for match in _TOKENS.finditer(data):
        depth += bool(match[1]) - bool(match[2])
        if depth > DEEPEST:
            raise _too_deep(name)


def _with_local_contexts(data: bytes, name: str) -> bytes:
    """JSON-LD without remote contexts; unchanged, byte for byte, where it has none."""
    try:
        document = json.loads(data)
    except RecursionError:
        raise _too_deep(name) from None
    except ValueError as error:
        place = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        what = error.msg if isinstance(error, json.JSONDecodeError) else "not UTF-8"
        raise DataError(f"not JSON: {what}", source=name, place=place) from None
    local = _localised(document, name, 1)
    return data if local == document else json.dumps(local).encode()


def _localised(value: Any, name: str, depth: int) -> Any:
    if depth > DEEPEST:
        raise _too_deep(name)
    if isinstance(value, list):
        return [_localised(item, name, depth + 1) for item in value]
    if not isinstance(value, dict):
        return value
    if "@import" in value:
        raise _remote(value["@import"], name)
    return {
        key: _context(item, name, depth + 1)
        if key == "@context"
        else _localised(item, name, depth + 1)
        for key, item in value.items()
    }


def _context(value: Any, name: str, depth: int) -> Any:
    """A context, or several; the one that schema.org publishes as it is known here."""
    if isinstance(value, list):
        return [_context(item, name, depth + 1) for item in value]
    if not isinstance(value, str):
        return _localised(value, name, depth)
    if not _SCHEMA_CONTEXT.fullmatch(value):
        raise _remote(value, name)
    return schema_context()


def _remote(url: object, name: str) -> DataError:
    hint = "write the context into the file"
    return DataError(
        f"names the remote context {url}, which is not fetched", source=name, hint=hint
    )
