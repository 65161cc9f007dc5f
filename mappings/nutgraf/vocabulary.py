"""Which terms [schema.org](https://schema.org/docs/full.html) has, in release 30.0.

The lists lie in `data/schemaorg-*.txt` (CC BY-SA 3.0, see the notice beside them) and are read when
first asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from nutgraf.graph import SCHEMA

__all__ = [
    "RELEASE",
    "context",
    "is_class",
    "is_property",
    "is_term",
    "properties",
    "section",
    "superclasses",
]

RELEASE = "30.0"
"""The release of schema.org that nutgraf writes."""


@dataclass(frozen=True, slots=True)
class _Term:
    kind: str
    section: str
    supers: tuple[str, ...]


@cache
def _terms() -> dict[str, _Term]:
    text = resources.files("nutgraf").joinpath("data/schemaorg-terms.txt").read_text("utf-8")
    terms = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            kind, name, part, *supers = line.split("\t")
            terms[name] = _Term(kind, part, tuple(" ".join(supers).split()))
    return terms


@cache
def context() -> dict[str, Any]:
    """What [schema.org's own context](https://schema.org/docs/jsonldcontext.jsonld) makes of a page.

    It names the vocabulary by https, and says of which properties a string is an IRI or a date.

    >>> context()["url"], context()["datePublished"]
    ({'@type': '@id'}, {'@type': 'Date'})
    """
    text = resources.files("nutgraf").joinpath("data/schemaorg-context.txt").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    coerced = {name: {"@type": kind} for name, kind in rows}
    return {"@vocab": str(SCHEMA), "id": "@id", "type": "@type", **coerced}


def is_term(local_name: str) -> bool:
    """Whether schema.org has a class or property of this name.

    >>> is_term("NewsArticle"), is_term("spokenByCharacter"), is_term("newsArticle")
    (True, True, False)
    """
    return local_name in _terms()


def is_class(local_name: str) -> bool:
    """Whether schema.org has a class of this name.

    >>> is_class("Quotation"), is_class("headline")
    (True, False)
    """
    term = _terms().get(local_name)
    return term is not None and term.kind == "class"


def is_property(local_name: str) -> bool:
    """Whether schema.org has a property of this name.

    >>> is_property("headline"), is_property("Quotation")
    (True, False)
    """
    term = _terms().get(local_name)
    return term is not None and term.kind == "property"


def properties() -> list[str]:
    """The names of all properties, sorted.

    >>> properties()[:3]
    ['about', 'abridged', 'abstract']
    """
    return sorted(name for name, term in _terms().items() if term.kind == "property")


def section(local_name: str) -> str:
    """The part of schema.org that a term belongs to: core, pending, bib, …

    >>> section("NewsArticle"), section("Quotation")
    ('core', 'pending')
    """
    return _terms()[local_name].section


def superclasses(local_name: str) -> tuple[str, ...]:
    """All classes above this one, the nearest first; for a property, all properties above it.

    >>> superclasses("City")
    ('AdministrativeArea', 'Place', 'Thing')
    >>> superclasses("affiliation"), superclasses("NoSuchClass")
    (('memberOf',), ())
    """
    terms = _terms()
    found: dict[str, None] = {}
    level = [local_name]
    while level:
        above = sorted({up for name in level if name in terms for up in terms[name].supers})
        level = [name for name in above if name not in found and name != local_name]
        found.update(dict.fromkeys(level))
    return tuple(found)
