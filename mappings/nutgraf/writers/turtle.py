"""Turtle as a person would write it, always in the same order.

Subjects come in the order in which they were first said, `a` before everything else, the core class
before the specific one.  The grammar is that of [Turtle 1.1](https://www.w3.org/TR/turtle/); where
a short form could be read in two ways the long one is written.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from nutgraf.graph import IRI, PREFIXES, RDF_TYPE, SCHEMA, XSD, XSD_STRING, Literal
from nutgraf.writers import nquads
from nutgraf.writers.templated import Templated

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from nutgraf.graph import Triple

CORE_CLASSES = tuple(
    SCHEMA[name]
    for name in (
        "NewsArticle",
        "Person",
        "Organization",
        "Place",
        "Event",
        "Legislation",
        "DefinedTerm",
        "Quotation",
        "Statement",
        "ImageObject",
        "OrganizationRole",
        "Occupation",
        "ContactPoint",
    )
)
"""The classes that every node has one of, beside its most specific one."""

_WIDTH = 100
_INDENT = "    "
NEXT_OBJECT = f",\n{_INDENT * 2}"
"""What stands between objects that are on lines of their own."""
NEXT_LINE = f" ;\n{_INDENT}"
"""What stands between two predicates of a subject."""
_REMEMBERED = 1 << 11  # terms
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_BASE = re.compile(r"https?://[^/?#\s]+/(?:[^/?#;:]+/)*")
_SEGMENT = r"(?!\.{1,2}(?:[/#]|$))[^/?#;:]+"
_RELATIVE = re.compile(rf"(?=\w){_SEGMENT}(?:/{_SEGMENT})*(?:#[^?#;:]+)?")
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,9})\.[0-9]{1,6}")
_SPECIAL = re.compile('[\x00-\x09\x0b-\x1f"\\\\\x7f\ufffe\uffff]')
_LONG_SPECIAL = re.compile('[\x00-\x09\x0b-\x1f\\\\\x7f\ufffe\uffff]|"(?="|\\Z)')


def turtle(triples: Iterable[Triple], base: str) -> str:
    """These triples as Turtle, with IRIs under `base` written relative to it.

    >>> from nutgraf.graph import Triple
    >>> jane = IRI("https://news.example/people/jane-doe")
    >>> print(turtle([
    ...     Triple(jane, RDF_TYPE, SCHEMA["Person"]),
    ...     Triple(jane, SCHEMA["name"], Literal("Jane Doe")),
    ... ], "https://news.example/"), end="")
    @base <https://news.example/> .
    @prefix schema: <https://schema.org/> .
    <BLANKLINE>
    <people/jane-doe> a schema:Person ;
        schema:name "Jane Doe" .
    """
    names = Names(base)
    if isinstance(triples, Templated):
        texts = list(triples.blocks(names))
    else:
        texts = list(subjects(triples, names).values())
    return _document(texts, names.used, base)


@dataclass(frozen=True, slots=True)
class Blocks:
    """The subjects of a document, each as its piece of text, and the prefixes that they use.

    An empty prefix stands for the base.
    """

    prefixes: frozenset[str]
    texts: dict[str, str]


def blocks(triples: Iterable[Triple], base: str) -> Blocks:
    """These triples as Turtle, subject by subject, to be joined with others."""
    names = Names(base)
    texts = subjects(triples, names)
    return Blocks(frozenset(each for each in names.used if each is not None), texts)


def subjects(triples: Iterable[Triple], names: Names) -> dict[str, str]:
    """Each subject of these triples as its piece of text, in these names."""
    terms, use = names.terms, names.used.add
    texts: dict[str, str] = {}
    for subject, predicates in grouped(triples).items():
        lines = []
        for predicate, objects in predicates.items():
            verb = "a"
            if predicate != RDF_TYPE:
                verb, prefix = terms[predicate]
                use(prefix)
            written = []
            for term in objects:
                text, prefix = terms[term]
                use(prefix)
                written.append(text)
            lines.append(listed(verb, written))
        texts[subject] = f"\n{names[subject]} {NEXT_LINE.join(lines)} .\n"
    return texts


def listed(verb: str, objects: Sequence[str]) -> str:
    """A predicate with its objects, on one line if they fit.

    >>> listed("schema:keywords", ['"rain"', '"fog"'])
    'schema:keywords "rain", "fog"'
    """
    if len(objects) == 1:
        return f"{verb} {objects[0]}"
    line = f"{verb} {', '.join(objects)}"
    if len(line) + len(_INDENT) > _WIDTH:
        line = f"{verb} " + NEXT_OBJECT.join(objects)
    return line


def joined(parts: Iterable[Blocks], base: str) -> str:
    """One document of parts that were written under the same base, in the order given."""
    used: set[str] = set()
    texts: list[str] = []
    for part in parts:
        used |= part.prefixes
        texts += part.texts.values()
    return _document(texts, used, base)


def _document(texts: Sequence[str], used: Collection[str | None], base: str) -> str:
    header = [f"@base {nquads.iri(base)} .\n"] if "" in used else []
    header += [
        f"@prefix {prefix}: {nquads.iri(namespace)} .\n"
        for prefix, namespace in PREFIXES.items()
        if prefix in used
    ]
    return "".join((*header, *texts))


Objects = dict["IRI | Literal", None]
"""The objects of one subject and predicate, each once and in order."""


def grouped(triples: Iterable[Triple]) -> Mapping[IRI, Mapping[IRI, Objects]]:
    """Subject → predicate → objects, each in order of first emission, types first, core first."""
    for known, groups in _LATEST:
        if known is triples:
            return groups
    groups = _grouped(triples)
    if isinstance(triples, tuple):
        _LATEST.append((triples, groups))
    return groups


_LATEST: deque[tuple[object, Mapping[IRI, Mapping[IRI, Objects]]]] = deque(maxlen=1)
"""The facts of an article: its Turtle and its JSON-LD need the same."""


def _grouped(triples: Iterable[Triple]) -> dict[IRI, dict[IRI, Objects]]:
    groups: dict[IRI, dict[IRI, Objects]] = {}
    for subject, predicate, term in triples:
        predicates = groups.get(subject)
        if predicates is None:
            groups[subject] = {predicate: {term: None}}
        elif (objects := predicates.get(predicate)) is None:
            predicates[predicate] = {term: None}
        else:
            objects[term] = None
    for subject, predicates in groups.items():
        types = predicates.get(RDF_TYPE)
        if types and (len(types) > 1 or next(iter(predicates)) != RDF_TYPE):
            del predicates[RDF_TYPE]
            first = dict.fromkeys(sorted(types, key=_core_first))
            groups[subject] = {RDF_TYPE: first, **predicates}
    return groups


def _core_first(kind: IRI | Literal) -> bool:
    return kind not in CORE_CLASSES


class Names:
    """How a document of this base writes terms; `used` are the prefixes that it needs for them.

    `terms` has both, for those who write many: what a term is, and its prefix, None if it has none.

    >>> Names("https://news.example/")[IRI("https://news.example/people/jane-doe")]
    '<people/jane-doe>'
    """

    __slots__ = ("base", "terms", "used")

    def __init__(self, base: str) -> None:
        self.base = base
        self.used: set[str | None] = set()
        self.terms: Mapping[IRI | Literal, tuple[str, str | None]] = _terms(base)

    def __getitem__(self, term: IRI | Literal) -> str:
        text, prefix = self.terms[term]
        self.used.add(prefix)
        return text


class _Terms(dict["IRI | Literal", tuple[str, "str | None"]]):
    """How documents of this base write terms, and the prefix that each needs, empty for the base.

    The last ones are remembered: an article's documents say the same of the same things.
    """

    def __init__(self, base: str) -> None:
        super().__init__()
        self._base = base if _BASE.fullmatch(base) else ""
        self._prefixed_below = any(each.startswith(base) for each in PREFIXES.values())

    def __missing__(self, term: IRI | Literal) -> tuple[str, str | None]:
        found = self._iri(term) if isinstance(term, IRI) else self._literal(term)
        if len(found[0]) <= nquads.LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[term] = found
        return found

    def _iri(self, name: IRI) -> tuple[str, str | None]:
        full = nquads.iri(name)
        below = bool(self._base) and name.startswith(self._base)
        if (not below or self._prefixed_below) and (compact := prefixed(name)):
            return compact, compact.partition(":")[0]
        if below:
            relative = name[len(self._base) :]
            if _RELATIVE.fullmatch(relative):
                return f"<{relative}>", ""
        return full, None

    def _literal(self, literal: Literal) -> tuple[str, str | None]:
        text, datatype, language = literal
        if language:
            return f"{quoted(text)}{nquads.tag(language)}", None
        if datatype == XSD_STRING:
            return quoted(text), None
        if (
            (datatype == XSD["integer"] and _INTEGER.fullmatch(text))
            or (datatype == XSD["decimal"] and _DECIMAL.fullmatch(text))
            or (datatype == XSD["boolean"] and text in ("true", "false"))
        ):
            return text, None
        kind, prefix = self[datatype]
        return f"{quoted(text)}^^{kind}", prefix


_terms = lru_cache(maxsize=8)(_Terms)


_PREFIX_OF = {str(namespace): prefix for prefix, namespace in PREFIXES.items()}
"""All end with a slash or a hash, and a local name that is safe has neither."""


def prefixed(name: str) -> str:
    """An IRI as a prefixed name, or nothing where that is not safe.

    >>> prefixed("https://schema.org/name"), prefixed("https://schema.org/a/b")
    ('schema:name', '')
    """
    end = max(name.rfind("/"), name.rfind("#")) + 1
    prefix = _PREFIX_OF.get(name[:end])
    return f"{prefix}:{name[end:]}" if prefix and _LOCAL.fullmatch(name, end) else ""


def quoted(text: str) -> str:
    r"""A plain string: one of several lines keeps them, so that it can be read.

    >>> print(quoted('say "hi"'))
    "say \"hi\""
    """
    if "\n" not in text:
        return f'"{nquads.escape(text)}"'
    if not _SPECIAL.search(text):
        return f'"""{text}"""'
    escaped = _LONG_SPECIAL.sub(lambda match: nquads.escape(match[0]), text)
    return f'"""{escaped}"""'
