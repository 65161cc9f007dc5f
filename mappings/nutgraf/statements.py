"""What Turtle files say, for those who only look things up: rdflib takes ten times the memory.

Terms are those of [pyoxigraph](https://pyoxigraph.readthedocs.io), predicates are plain IRIs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from nutgraf.errors import DataError
from nutgraf.graph import RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyoxigraph as ox

    Term = ox.NamedNode | ox.BlankNode | ox.Literal

_OLD_SCHEMA = re.compile(rb"(<|sh:namespace\s{1,99}[\"'])http(?=://schema\.org/)")
_DATATYPE = "http://www.w3.org/ns/shacl#datatype"
_DATES = {
    "https://schema.org/Date": XSD["date"],
    "https://schema.org/DateTime": XSD["dateTime"],
}


class File(NamedTuple):
    """A Turtle file as it was read."""

    name: str
    data: bytes


def names_old(data: bytes) -> bool:
    """Whether these shapes say `http://schema.org/`, which is read as https, as it is in data."""
    return _OLD_SCHEMA.search(data) is not None


class Statements:
    """The triples of some files; blank nodes of one are none of another's.

    >>> said = Statements([File("a.ttl", b"<urn:a> <urn:b> 'c' .")])
    >>> [(subject.value, said.value(subject, "urn:b").value) for subject in said]
    [('urn:a', 'c')]
    """

    def __init__(self, files: Iterable[File]) -> None:
        self._said: dict[Term, dict[str, list[Term]]] = {}
        for file in files:
            for subject, predicate, term in _read(file):
                self.add(subject, predicate, term)

    def add(self, subject: Term, predicate: str, term: Term) -> None:
        """Say this too."""
        terms = self._said.setdefault(subject, {}).setdefault(predicate, [])
        if term not in terms:
            terms.append(term)

    def __iter__(self) -> Iterator[Term]:
        """The subjects."""
        return iter(self._said)

    def triples(self) -> Iterator[tuple[Term, str, Term]]:
        """All of them."""
        for subject, said in self._said.items():
            for predicate, terms in said.items():
                for term in terms:
                    yield subject, predicate, term

    def objects(self, subject: Term, predicate: str) -> list[Term]:
        """What this subject says with this predicate."""
        return self._said.get(subject, {}).get(predicate, [])

    def value(self, subject: Term, predicate: str) -> Term | None:
        """The first of these objects."""
        return next(iter(self.objects(subject, predicate)), None)

    def items(self, subject: Term) -> Iterator[Term]:
        """The members of a list."""
        seen = set()
        rest: Term | None = subject
        while rest is not None and rest not in seen:
            seen.add(rest)
            yield from self.objects(rest, RDF["first"])[:1]
            rest = self.value(rest, RDF["rest"])


def _read(file: File) -> Iterator[tuple[Term, str, Term]]:
    import pyoxigraph as ox

    try:
        # rdflib's own Turtle parser has no line numbers and fails with any kind of exception.
        for subject, predicate, term, _ in ox.parse(
            _OLD_SCHEMA.sub(rb"\1https", file.data),  # data is read so, too
            ox.RdfFormat.TURTLE,
            base_iri="urn:x-nutgraf:shapes",
            rename_blank_nodes=True,
        ):
            if isinstance(subject, ox.Triple) or isinstance(term, ox.Triple):
                raise ValueError("a triple term of RDF 1.2 is no part of SHACL 1.0")
            dated = predicate.value == _DATATYPE and isinstance(term, ox.NamedNode)
            read = _DATES.get(term.value) if dated else None  # data is read so, too
            yield subject, predicate.value, ox.NamedNode(read) if read else term
    except (SyntaxError, ValueError) as error:
        reason = getattr(error, "msg", "") or str(error)
        raise DataError(
            f"the shapes are not Turtle ({reason})",
            source=file.name,
            place=f"line {line}" if (line := getattr(error, "lineno", None)) else "",
            hint="mend the file",
        ) from error
