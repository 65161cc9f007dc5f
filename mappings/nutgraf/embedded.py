"""JSON-LD in the script elements of a page, as [JSON-LD 1.1, 7](https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents).

All of them are read, as one array; nothing else in the page is.  A page is text of strangers: one
pass, in time that grows with its length.
"""

from __future__ import annotations

import codecs
import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple

from nutgraf.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

_TYPE = "application/ld+json"
_RAW = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"))
"""Elements that hold text alone, up to their end tag."""

_NAME = re.compile(r"<([A-Za-z][^\s/>]*)")
_QUOTE_OR_END = re.compile(r"=\s*([\"'])|>")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)


class Page(NamedTuple):
    """What a page holds: one array of JSON-LD, and its `base` as written, empty if it has none."""

    data: bytes
    base: str


class _Element(NamedTuple):
    name: str
    attributes: dict[str, str]
    text: str
    line: int


def embedded(data: bytes, name: str) -> Page:
    """The JSON-LD of a page; raises a DataError that names the file and the line.

    >>> embedded(b'<base href="https://a.example/"><script type="application/ld+json">{}</script>', "a")
    Page(data=b'[{}]', base='https://a.example/')
    """
    found: list[Any] = []
    base = ""
    for element in _elements(_decoded(data)):
        kind = element.attributes.get("type", "").partition(";")[0].strip().lower()
        if element.name == "base":
            base = base or element.attributes.get("href", "").strip()
        elif element.name == "script" and kind == _TYPE:
            document = _json(element, name)
            found += document if isinstance(document, list) else [document]
    return Page(json.dumps(found).encode(), base)


def _decoded(data: bytes) -> str:
    """The page as text, in the encoding that it declares, or UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    declared = _CHARSET.search(data, 0, 1024)
    try:
        return data.decode(declared[1].decode() if declared else "utf-8-sig", "replace")
    except LookupError:  # an encoding that nobody knows
        return data.decode("utf-8-sig", "replace")


def _json(element: _Element, name: str) -> Any:
    try:
        return json.loads(element.text)
    except RecursionError:
        raise DataError(
            "nested too deep", source=name, place=f"the script in line {element.line}"
        ) from None
    except json.JSONDecodeError as error:
        place = f"line {element.line + error.lineno - 1}"
        what = f"a script of type {_TYPE} is not JSON: {error.msg}"
        raise DataError(what, source=name, place=place) from None


def _elements(page: str) -> Iterator[_Element]:
    """The elements that matter here, with the line in which their text begins."""
    place, line, counted = 0, 1, 0
    while (place := page.find("<", place)) >= 0:
        if page.startswith("<!--", place):
            end = page.find("-->", place + 2)  # `<!-->` is a whole comment
            if end < 0:
                return
            place = end + 3
            continue
        tag = _NAME.match(page, place)
        if not tag:
            place += 1
            continue
        end = _end_of_tag(page, tag.end())
        if end < 0:
            return
        name, text = tag[1].lower(), ""
        start = after = end + 1
        if name in _RAW:
            close = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(page, start)
            if close is None:
                return
            text, after = page[start : close.start()], close.end()
        if name in ("script", "base"):
            line += page.count("\n", counted, start)
            counted = start
            yield _Element(name, _attributes(page[tag.end() : end]), text, line)
        place = after


def _end_of_tag(page: str, place: int) -> int:
    """Where a start tag ends: the first `>` outside of a quoted value; -1 if it does not."""
    while found := _QUOTE_OR_END.search(page, place):
        if not found[1]:
            return found.start()
        place = page.find(found[1], found.end()) + 1
        if not place:
            break
    return -1


def _attributes(text: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        name, *given = match.groups()
        values.setdefault(name.lower(), unescape(next((v for v in given if v is not None), "")))
    return values
