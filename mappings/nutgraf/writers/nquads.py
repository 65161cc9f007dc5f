"""N-Triples and N-Quads, in the one form that RDF 1.2 calls
[canonical](https://www.w3.org/TR/rdf12-n-triples/#canonical-ntriples).

One statement a line, nothing abbreviated, no choice left: the same triples are the same bytes.
"""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

from nutgraf.errors import DataError
from nutgraf.graph import IRI, XSD_STRING, Literal
from nutgraf.writers.templated import Templated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nutgraf.graph import Quad, Triple

_SPECIAL = re.compile('[\x00-\x1f"\\\\\x7f\ufffe\uffff]')
_SHORT = {
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}
_NOT_IN_IRI = re.compile('[\x00-\x20<>"{}|^`\\\\]')
_LANGUAGE = re.compile("[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_REMEMBERED = 1 << 12  # terms
LONGEST = 400
"""Characters of a term that is worth remembering."""


class _Terms(dict["str | Literal", str]):
    """What terms are in N-Triples; the last ones are remembered, most are met again at once."""

    def __missing__(self, value: str | Literal) -> str:
        text = _iri(value) if isinstance(value, str) else _literal(value)
        if len(text) > LONGEST:
            return text
        if len(self) >= _REMEMBERED:
            self.clear()
        self[value] = text
        return text


TERMS = _Terms()
"""Terms as N-Triples has them, to be looked up; `term` is the same for one."""


def ntriples(triples: Iterable[Triple]) -> str:
    r"""These triples as N-Triples, one a line, in the order given.

    >>> from nutgraf.graph import SCHEMA, Triple
    >>> jane = IRI("https://news.example/people/jane-doe")
    >>> ntriples([Triple(jane, SCHEMA["name"], Literal("Jane\nDoe"))])
    '<https://news.example/people/jane-doe> <https://schema.org/name> "Jane\\nDoe" .\n'
    """
    for known, text in _LATEST:
        if known is triples:
            return text
    if isinstance(triples, Templated):
        text = triples.ntriples()
    else:
        terms = TERMS
        text = "".join([f"{terms[s]} {terms[p]} {terms[o]} .\n" for s, p, o in triples])
    if isinstance(triples, tuple | Templated):
        _LATEST.append((triples, text))
    return text


_LATEST: deque[tuple[object, str]] = deque(maxlen=2)
"""The two graphs of an article: its validation, its dataset and the check of its files need the same."""


def in_graph(text: str, graph: IRI) -> str:
    r"""Lines of our N-Triples as N-Quads of this graph.

    >>> in_graph('<urn:a> <urn:b> "c ." .\n', IRI("urn:g"))
    '<urn:a> <urn:b> "c ." <urn:g> .\n'
    """
    return text.replace(" .\n", f" {iri(graph)} .\n")  # a line feed inside a text is escaped


def nquads(triples: Iterable[Triple], graph: IRI) -> list[str]:
    r"""These triples in the graph with this name, as lines of N-Quads.

    >>> from nutgraf.graph import SCHEMA, Triple
    >>> jane = IRI("https://news.example/people/jane-doe")
    >>> nquads([Triple(jane, SCHEMA["name"], Literal("Jane"))], IRI("urn:g"))
    ['<https://news.example/people/jane-doe> <https://schema.org/name> "Jane" <urn:g> .\n']
    """
    terms, end = TERMS, f" {iri(graph)} .\n"
    return [f"{terms[s]} {terms[p]} {terms[o]}{end}" for s, p, o in triples]


def quad_lines(quads: Iterable[Quad]) -> list[str]:
    """These quads as lines of N-Quads, in the order given."""
    return [f"{iri(s)} {iri(p)} {term(o)} {iri(g)} .\n" for s, p, o, g in quads]


def merged(lines: Iterable[str]) -> bytes:
    r"""The file of these lines: each once, sorted bytewise.

    >>> merged(["b\n", "a\n", "b\n"])
    b'a\nb\n'
    """
    return b"".join(sorted({line.encode() for line in lines}))


def iri(name: str) -> str:
    """An IRI in angle brackets; one that could break out of them is refused.

    >>> iri("https://schema.org/name")
    '<https://schema.org/name>'
    """
    return TERMS[name]


def _iri(name: str) -> str:
    if bad := _NOT_IN_IRI.search(name):
        what = f"not an IRI: {name!r} has {bad[0]!r} at {bad.start()}"
        raise DataError(what, hint="percent-encode that character")
    return f"<{name}>"


def term(value: IRI | Literal) -> str:
    r"""An IRI or a literal, as in N-Triples.

    >>> print(term(Literal("a \0 b")))
    "a \u0000 b"
    """
    return TERMS[value]


def _literal(literal: Literal) -> str:
    value, datatype, language = literal
    if language:
        return f'"{escape(value)}"{tag(language)}'
    if datatype == XSD_STRING:
        return f'"{escape(value)}"'
    return f'"{escape(value)}"^^{iri(datatype)}'


def tag(language: str) -> str:
    """A language tag as it follows a text.

    >>> tag("en")
    '@en'
    """
    if not _LANGUAGE.fullmatch(language):
        raise DataError(
            f"not a language tag: {language!r}", hint="use one as in BCP 47, like en-GB"
        )
    return f"@{language}"


def escape(text: str) -> str:
    r"""A text between quotation marks: what must be escaped is, nothing else is, nothing is lost.

    >>> escape('say "hi"\n')
    'say \\"hi\\"\\n'
    """
    if text.isprintable() and '"' not in text and "\\" not in text:
        return text  # as most are
    return _SPECIAL.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    return _SHORT.get(character) or f"\\u{ord(character):04X}"
