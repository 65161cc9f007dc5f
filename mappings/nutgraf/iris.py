"""How things get their IRIs: pure functions of names, never of order or time.

The form of the names is section 3.1.2 of [RFC 3987](https://www.rfc-editor.org/rfc/rfc3987): letters
and digits of every script stay, everything else becomes a hyphen.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from nutgraf.graph import IRI
from nutgraf.model import EntityKind

DEFAULT_BASE = "https://news.example/"
"""A reserved name ([RFC 2606](https://www.rfc-editor.org/rfc/rfc2606)); reported until it is set."""

FOLDERS = {
    EntityKind.PERSON: "people",
    EntityKind.ORGANIZATION: "organizations",
    EntityKind.PLACE: "places",
    EntityKind.EVENT: "events",
    EntityKind.LEGISLATION: "legislation",
    EntityKind.TERM: "terms",
}

_APOSTROPHE = re.compile(r"[’'ʼ]")
_PLAIN = re.compile(r"[a-z0-9]+")
_LONGEST = 120  # code points; file names are limited to 255 bytes


def slug(text: str) -> str:
    """The part of an IRI that a name makes: NFC, casefolded, hyphens between letters and digits.

    >>> slug("Bank of Ruritania (Strelsau)")
    'bank-of-ruritania-strelsau'
    >>> slug("Île-de-France"), slug("香港電台")
    ('île-de-france', '香港電台')
    >>> slug("???")
    'x-a03b221c6c6e'
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    kept = _APOSTROPHE.sub("", folded)
    words = _PLAIN.findall(kept) if kept.isascii() else _words(kept)
    result = "-".join(words)
    if not result or unicodedata.category(result[0]) == "Mn":
        return f"x-{_digest(text)}"
    if len(result) > _LONGEST or len(result.encode()) > 2 * _LONGEST:
        return f"{_cut(result)}-{_digest(text)}"
    return result


def _words(text: str) -> list[str]:
    return "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in text).split()


def _cut(text: str) -> str:
    """The longest beginning that leaves room for a digest in a file name."""
    return text[:_LONGEST].encode()[: _LONGEST + 60].decode(errors="ignore").rstrip("-")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def entity_id(kind: EntityKind, name: str) -> str:
    """The id of a named thing, relative to the base.

    >>> entity_id(EntityKind.PERSON, "Jane Doe")
    'people/jane-doe'
    """
    return f"{FOLDERS[kind]}/{slug(name)}"


def local_id(key: str, name: str) -> str:
    """The id of a thing that only this article can mean, relative to the base.

    >>> local_id("rates", "the central bank")
    'articles/rates#the-central-bank'
    """
    return f"articles/{key}#{slug(name)}"


@lru_cache(maxsize=1 << 12)
def _entity(base: str, id: str) -> IRI:
    """One IRI for all who ask for it, as the terms of a namespace have."""
    return IRI(base + id)


@dataclass(frozen=True, slots=True)
class Iris:
    """The IRIs of one article under one base.

    >>> iris = Iris("https://news.example/", "rates")
    >>> iris.article
    IRI('https://news.example/articles/rates')
    >>> iris.phrase(4, 8)
    IRI('https://news.example/articles/rates/source#char=4,8')
    """

    base: str
    key: str

    @property
    def article(self) -> IRI:
        """The article."""
        return IRI(f"{self.base}articles/{self.key}")

    @property
    def graph(self) -> IRI:
        """The named graph of its facts."""
        return IRI(f"{self.base}graphs/{self.key}")

    @property
    def evidence_graph(self) -> IRI:
        """The named graph of their evidence."""
        return IRI(f"{self.base}graphs/{self.key}/evidence")

    def entity(self, id: str) -> IRI:
        """An entity, by its id."""
        return _entity(self.base, id)

    def part(self, name: str) -> IRI:
        """A part of the article: a quotation, an image, a role."""
        return IRI(f"{self.base}articles/{self.key}#{name}")

    def context(self, length: int) -> IRI:
        """The decoded source of `length` code points, as a `nif:Context`."""
        return self.phrase(0, length)

    def phrase(self, start: int, end: int) -> IRI:
        """A range of code points in the decoded source, as a `nif:Phrase`."""
        return IRI(f"{self.base}articles/{self.key}/source#char={start},{end}")

    def reason(self, name: str) -> IRI:
        """Why a fact is there, as an `rdf:Statement` of the evidence graph."""
        return IRI(f"{self.evidence_graph}#fact-{name}")
