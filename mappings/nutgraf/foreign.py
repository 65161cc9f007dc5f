"""What must be known of a foreign file before a parser sees it: nothing is fetched, nothing expands.

XML with a DOCTYPE is refused, since entities can grow without bound; remote JSON-LD contexts are
refused, but for schema.org's own, which stands for its vocabulary; nesting has a limit.
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple
from xml.parsers import expat

from nutgraf.embedded import embedded
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
    ".html": "text/html",
    ".htm": "text/html",
}
"""The endings of the files that are read, and their media types."""

DEEPEST = 100
"""Levels of nesting; beyond, some parsers run out of stack."""

_SCHEMA_CONTEXT = re.compile(r"https?://(www\.)?schema\.org(/|/docs/jsonldcontext\.json(ld)?)?")
_TOKENS = re.compile(
    rb'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|#[^\n]*|(<<)|(>>)|<[^<>\s]*>', re.DOTALL
)


_JSON = re.compile(rb'\{\s*["}]|\[\s*[{\["]')
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|meta|title|base)\b", re.IGNORECASE)
_XML = re.compile(rb"<(?:\?xml\s|!|rdf:RDF\b)")
_QUAD = re.compile(rb"(?:<[^<>]*>|_:\S+)\s*<[^<>]*>\s*\S.*(?:<[^<>]*>|_:\S+)\s*\.\s*")
_HEAD = 4096  # bytes of a stream in which its format must show


class Prepared(NamedTuple):
    """Bytes that can be given to a parser, their media type, and the base of relative IRIs."""

    data: bytes
    media_type: str
    base: str = ""


def prepared(data: bytes, suffix: str, name: str) -> Prepared:
    """The bytes as they can be given to a parser; raises a DataError that names the file."""
    media_type, base = SYNTAXES[suffix], ""
    if media_type == "text/html":
        page = embedded(data, name)
        data, base, media_type = page.data, page.base, "application/ld+json"
    if media_type == "application/rdf+xml":
        _check_xml(data, name)
    elif media_type == "application/ld+json":
        data = _with_local_contexts(data, name)
    elif data.count(b"<<") > DEEPEST:
        _check_triple_terms(data, name)
    return Prepared(data, media_type, base)


def suffix_of(data: bytes) -> str:
    """The ending that a file with this content would have, for content that has no file.

    What is no JSON, XML or HTML is TriG, of which Turtle and N-Triples are parts, or N-Quads.

    >>> suffix_of(b'{"@id": "urn:a"}'), suffix_of(b"<urn:a> a <urn:b> .")
    ('.jsonld', '.trig')
    >>> suffix_of(b"<urn:a> <urn:b> <urn:c> <urn:graph> .")
    '.nq'
    """
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if _JSON.match(head):
        return ".jsonld"
    if _HTML.match(head) or (_XML.match(head) and b"<html" in head.lower()):
        return ".html"
    if _XML.match(head) or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ".rdf"
    return ".nq" if any(_is_quad(line) for line in head.splitlines()) else ".trig"


def _is_quad(line: bytes) -> bool:
    """Whether a line of N-Quads names a graph; a cut or wrong line does not."""
    import pyoxigraph as ox

    if not _QUAD.fullmatch(line):
        return False
    try:
        [quad] = ox.parse(line, ox.RdfFormat.N_QUADS)
    except (SyntaxError, ValueError):
        return False
    return not isinstance(quad.graph_name, ox.DefaultGraph)


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
