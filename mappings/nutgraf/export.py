"""A dataset in the one format that somebody needs: named graphs where the format has them.

N-Quads, TriG and JSON-LD keep every graph under its name; N-Triples and Turtle merge them.  Where
people read it, in Turtle and TriG, an article comes first, then its parts, then all else.  For the
web, each article is a script element for the page that shows it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nutgraf.errors import UsageError
from nutgraf.graph import PREFIXES, RDF_TYPE, SCHEMA, Literal
from nutgraf.iris import DEFAULT_BASE
from nutgraf.profile import context
from nutgraf.writers import jsonld, nquads
from nutgraf.writers.turtle import CORE_CLASSES, turtle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nutgraf.dataset import Dataset, Graph
    from nutgraf.graph import IRI, Triple

FORMATS = ("nquads", "ntriples", "trig", "turtle", "jsonld")
"""The formats that hold a dataset."""

WEB = "web"
"""The form for pages."""


def exported(dataset: Dataset, form: str, *, evidence: bool = False) -> bytes:
    """The facts of a dataset in this format, and with `evidence` why they are there.

    >>> from nutgraf.dataset import Dataset
    >>> from nutgraf.graph import IRI, Triple
    >>> fact = Triple(IRI("urn:jane"), RDF_TYPE, SCHEMA["Person"])
    >>> graph = IRI("https://news.example/graphs/rates")
    >>> exported(Dataset(graphs=((graph, (fact,)),)), "trig").decode().splitlines()[-3:]
    ['<https://news.example/graphs/rates> {', '<urn:jane> a schema:Person .', '}']
    """
    if form == WEB:
        if evidence:
            raise UsageError("goes with every format but web", place="--with")
        return "".join(_script(triples) for _, triples in dataset.facts if triples).encode()
    graphs = _by_name(dataset.facts)
    if evidence:
        graphs |= _by_name(dataset.evidence)
    if form == "nquads":
        return _nquads(graphs.items())
    if form == "trig":
        return _trig(graphs.items())
    if form == "jsonld":
        return _jsonld(list(graphs.items())).encode()
    merged = list(dict.fromkeys(triple for triples in graphs.values() for triple in triples))
    if form == "ntriples":
        return nquads.merged(nquads.ntriples([triple]) for triple in merged)
    return turtle(_arranged(merged), _base(merged)).encode()


def _by_name(graphs: Iterable[Graph]) -> dict[IRI | None, tuple[Triple, ...]]:
    """Graphs by their name; those without, of several files, are one."""
    merged: dict[IRI | None, tuple[Triple, ...]] = {}
    for name, triples in graphs:
        merged[name] = (*merged.get(name, ()), *triples) if name in merged else triples
    return merged


def _script(triples: tuple[Triple, ...]) -> str:
    """One article's [script element](https://html.spec.whatwg.org/multipage/scripting.html), in which
    no text can end it.
    """
    content = jsonld.web(_words_first(triples), _root(triples) or triples[0].subject)
    return f'<script type="application/ld+json">\n{content}</script>\n'


def _nquads(graphs: Iterable[Graph]) -> bytes:
    lines: list[str] = []
    for name, triples in graphs:
        if name is None:
            lines += [nquads.ntriples([triple]) for triple in triples]
        else:
            lines += nquads.nquads(triples, name)
    return nquads.merged(lines)


def _trig(graphs: Iterable[Graph]) -> bytes:
    """[TriG](https://www.w3.org/TR/trig/): the Turtle of each graph, under one list of prefixes."""
    used: set[str] = set()
    blocks: list[str] = []
    for name, triples in graphs:
        lines = turtle(_arranged(triples), "").splitlines(keepends=True)
        while lines and lines[0].startswith("@prefix "):
            used.add(lines.pop(0))
        body = "".join(lines)
        blocks.append(body if name is None else f"\n{nquads.iri(name)} {{{body}}}\n")
    known = [f"@prefix {prefix}: {nquads.iri(PREFIXES[prefix])} .\n" for prefix in PREFIXES]
    return "".join([*(line for line in known if line in used), *blocks]).encode()


def _jsonld(graphs: list[Graph]) -> str:
    named = [
        (name, _words_first(triples), _root(triples))
        for name, triples in graphs
        if name is not None
    ]
    plain = [_words_first(triples) for name, triples in graphs if name is None]
    if named and plain:
        raise UsageError(
            "the data has graphs with and without a name", place="--as jsonld", hint="use nquads"
        )
    if plain and plain[0]:
        [triples] = plain
        return jsonld.jsonld(triples, _root(triples) or triples[0].subject, context())
    return jsonld.dataset(named, context())


def _words_first(triples: Iterable[Triple]) -> list[Triple]:
    """The same triples: what is said of a thing in words before what it leads to, as people write."""
    return sorted(triples, key=lambda triple: not isinstance(triple.object, Literal))


def _arranged(triples: Iterable[Triple]) -> list[Triple]:
    """The same triples: each article before its parts, all articles before everything else.

    Parts come by their class, quotations and statements in the order of the text.  What has no
    order of its own keeps the one it has.
    """
    given = list(triples)
    articles: dict[str, int] = {}
    classes: dict[str, int] = {}
    positions: dict[str, int] = {}
    for subject, predicate, term in given:
        if predicate == RDF_TYPE and term in CORE_CLASSES:
            classes.setdefault(subject, CORE_CLASSES.index(term))
            if term == SCHEMA["NewsArticle"] and "#" not in subject:
                articles.setdefault(subject, len(articles))
        elif predicate == SCHEMA["position"] and isinstance(term, Literal):
            positions[subject] = int(term.value) if _NUMBER.fullmatch(term.value) else 0

    def place(triple: Triple) -> tuple[int, ...]:
        article, part, _ = triple.subject.partition("#")
        if article not in articles:
            return (len(articles),)
        kind = classes.get(triple.subject, len(CORE_CLASSES))
        return (articles[article], bool(part), kind, positions.get(triple.subject, 0))

    return sorted(given, key=place)


_NUMBER = re.compile(r"[0-9]{1,9}")


def _root(triples: Iterable[Triple]) -> IRI | None:
    """The article that a facts graph is about: the first that is published, not mentioned."""
    told = {subject for subject, predicate, _ in triples if predicate == SCHEMA["wordCount"]}
    return next((triple.subject for triple in triples if triple.subject in told), None)


def _base(triples: Iterable[Triple]) -> str:
    """What the IRIs of the published articles begin with, for shorter names."""
    for subject, predicate, term in triples:
        if predicate == RDF_TYPE and term == SCHEMA["NewsArticle"] and "/articles/" in subject:
            return subject.partition("articles/")[0]
    return DEFAULT_BASE
