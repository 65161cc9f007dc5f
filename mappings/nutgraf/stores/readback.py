"""A second engine reads what the writers wrote; what it doesn't read as meant is not published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.errors import DataError
from nutgraf.graph import IRI, Literal, Triple
from nutgraf.writers import nquads
from nutgraf.writers.templated import literals

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

Key = tuple[str, ...]


def check(name: str, data: bytes, triples: Collection[Triple]) -> None:
    """Raise a DataError unless [Oxigraph](https://github.com/oxigraph/oxigraph) reads `data`, of the
    format that the file `name` says, as exactly these triples.

    What it reads it writes as N-Triples, which are compared with ours, line by line.  Where lines
    differ, the terms themselves are compared with those that were meant; so are the texts in which
    something is escaped.

    >>> check("a.nt", b"<urn:a> <urn:b> <urn:c> .", [])
    Traceback (most recent call last):
      ...
    nutgraf.errors.DataError: a.nt: read back, it says 1 triple more than meant and 0 less
    """
    said = nquads.ntriples(triples)
    read = _rewritten(name, data)
    if read == said or set(read.split("\n")) == set(said.split("\n")):
        if "\\" not in said:
            return
        found = {key[2:] for key in _read(name, "".join(_escaped(said)).encode(), "nt")}
        meant = {_term(each) for each in literals(triples) if "\\" in nquads.escape(each.value)}
    else:
        found = _read(name, data)
        meant = {_meant(each) for each in triples}
    if found != meant:
        more, less = len(found - meant), len(meant - found)
        triple = "triple" if more == 1 else "triples"
        what = f"read back, it says {more} {triple} more than meant and {less} less"
        raise DataError(what, source=name)


def _escaped(lines: str) -> Iterator[str]:
    """The lines in which something is escaped; most have nothing to escape."""
    place = lines.find("\\")
    while place >= 0:
        end = lines.index("\n", place) + 1
        yield lines[lines.rfind("\n", 0, place) + 1 : end]
        place = lines.find("\\", end)


def _rewritten(name: str, data: bytes) -> str:
    """The lines that Oxigraph makes of a file; without a named graph they are N-Triples."""
    import pyoxigraph as ox

    syntax = ox.RdfFormat.from_extension(name.rpartition(".")[2])
    try:
        read = ox.serialize(ox.parse(data, syntax), format=ox.RdfFormat.N_QUADS)
    except (SyntaxError, ValueError) as error:
        raise _unreadable(name, error) from None
    return (read or b"").decode()  # there is nothing only where it writes to a file


def _unreadable(name: str, error: Exception) -> DataError:
    what = f"it would not be read back ({getattr(error, 'msg', error)})"
    return DataError(what, source=name)


def check_lines(name: str, data: bytes, number: int) -> None:
    r"""Raise a DataError unless Oxigraph reads so many statements in these N-Quads.

    >>> check_lines("a.nq", b"<urn:a> <urn:b> <urn:c> <urn:g> .\n", 1)
    """
    import pyoxigraph as ox

    try:
        found = sum(1 for _ in ox.parse(data, ox.RdfFormat.N_QUADS))
    except (SyntaxError, ValueError) as error:
        raise _unreadable(name, error) from None
    if found != number:
        raise DataError(f"read back, it has {found} statements, not {number}", source=name)


def triples(path: Path) -> tuple[Triple, ...]:
    """The triples in one of our files, in its order; a DataError if Oxigraph does not read it."""
    import pyoxigraph as ox

    found = []
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.from_extension(path.suffix[1:])):
            term = quad.object
            value = (
                IRI(term.value)
                if isinstance(term, ox.NamedNode)
                else Literal(term.value, IRI(term.datatype.value), term.language or "")
            )
            found.append(Triple(IRI(quad.subject.value), IRI(quad.predicate.value), value))
    except (SyntaxError, ValueError, AttributeError) as error:
        raise _unreadable(path.name, error) from None
    return tuple(found)


def _read(name: str, data: bytes, ending: str = "") -> set[Key]:
    import pyoxigraph as ox

    syntax = ox.RdfFormat.from_extension(ending or name.rpartition(".")[2])
    found: set[Key] = set()
    try:
        for quad in ox.parse(data, syntax):
            ends = (quad.subject.value, quad.predicate.value)
            term = quad.object
            if isinstance(term, ox.NamedNode):
                found.add((*ends, term.value))
            elif term.language:
                found.add((*ends, term.value, "", term.language.lower()))
            else:
                found.add((*ends, term.value, term.datatype.value, ""))
    except (SyntaxError, ValueError, AttributeError) as error:
        raise _unreadable(name, error) from None
    return found


def _meant(triple: Triple) -> Key:
    return (triple.subject, triple.predicate, *_term(triple.object))


def _term(term: IRI | Literal) -> Key:
    if isinstance(term, IRI):
        return (term,)
    if term.language:
        return (term.value, "", term.language.lower())
    return (term.value, term.datatype, "")
