"""The evidence graph of an article, written by templates.

Its nodes are of two forms, phrases and facts, hundreds of each; only what they say differs.  So that
is what is kept, and each form is spelled out three times, side by side: as triples, as lines of
N-Triples, and as Turtle.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from nutgraf.graph import (
    IRI,
    ITSRDF,
    NG,
    NIF,
    PROV,
    RDF,
    RDF_TYPE,
    SCHEMA,
    XSD,
    Literal,
    Triple,
)
from nutgraf.model import Span
from nutgraf.writers import nquads
from nutgraf.writers.templated import Alike, Templated
from nutgraf.writers.turtle import NEXT_LINE, Names, listed, quoted, subjects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from nutgraf.iris import Iris

_PHRASE, _CONTEXT, _ANCHOR = NIF["Phrase"], NIF["referenceContext"], NIF["anchorOf"]
_BEGIN, _END, _OFFSET = NIF["beginIndex"], NIF["endIndex"], XSD["nonNegativeInteger"]
_MEANS, _KIND, _DAY = ITSRDF["taIdentRef"], ITSRDF["taClassRef"], SCHEMA["Date"]
_VALUE, _DATE = RDF["value"], XSD["date"]
_FACT, _SUBJECT, _PREDICATE = RDF["Statement"], RDF["subject"], RDF["predicate"]
_OBJECT, _DERIVED = RDF["object"], PROV["wasDerivedFrom"]
_RULE, _CONFIDENCE, _DECIMAL = NG["rule"], NG["confidence"], XSD["decimal"]
_BASIS, _WITHHELD = NG["basis"], NG["withheld"]


class Phrase(NamedTuple):
    """A range of the source text: words that a fact rests on, or that name things, or a date.

    `means` are the things that they name, each once; `day` is the date, empty where the words alone
    don't tell.
    """

    start: int
    end: int
    words: str
    means: tuple[IRI, ...] = ()
    is_date: bool = False
    day: str = ""


class How(NamedTuple):
    """How a fact was read, which many have in common; `confidence` is written as an xsd:decimal."""

    rule: str
    confidence: str
    basis: str
    withheld: str = ""


Reason = tuple[str, Triple, tuple[Span, ...], How]
"""A name of hex digits that no other fact has, the fact, what it rests on, and how it was read."""


class EvidenceGraph(Templated):
    """What is said of the graph and of the source text, its phrases, and why each fact is there.

    `length` is the number of code points of the text.

    >>> from nutgraf.iris import Iris
    >>> graph = EvidenceGraph(Iris("https://news.example/", "a"), 9, (), [Phrase(0, 4, "Rain")], ())
    >>> [each.object.value for each in graph if isinstance(each.object, Literal)]
    ['0', '4', 'Rain']
    """

    __slots__ = ("_first", "_iris", "_length", "_phrases", "_reasons")

    def __init__(
        self,
        iris: Iris,
        length: int,
        first: Iterable[Triple],
        phrases: Iterable[Phrase],
        reasons: Iterable[Reason],
    ) -> None:
        self._iris = iris
        self._length = length
        self._first = tuple(first)
        self._phrases = tuple(phrases)
        self._reasons = tuple(reasons)

    def __iter__(self) -> Iterator[Triple]:
        iris = self._iris
        yield from self._first
        context = iris.context(self._length)
        for phrase in self._phrases:
            yield from _phrase_triples(iris.phrase(phrase.start, phrase.end), context, phrase)
        for name, fact, spans, how in self._reasons:
            places = [iris.phrase(start, end) for start, end in spans]
            yield from _fact_triples(iris.reason(name), fact, places, how)

    def ntriples(self) -> str:
        """One line a triple."""
        context, place, fact = self._written(nquads.iri)
        return "".join(
            (
                nquads.ntriples(self._first),
                *_phrase_lines(self._phrases, place, context),
                *_fact_lines(self._reasons, fact, place),
            )
        )

    def blocks(self, names: Names) -> Iterator[str]:
        """One block a node."""
        yield from subjects(self._first, names).values()
        context, place, fact = self._written(names.__getitem__)
        if self._phrases:
            yield from _phrase_blocks(self._phrases, place, context, names)
        if self._reasons:
            yield from _fact_blocks(self._reasons, fact, place, names)

    def literals(self) -> Iterator[Literal]:
        """Of what many facts have in common, one."""
        for _, _, term in (*self._first, *[fact for _, fact, _, _ in self._reasons]):
            if isinstance(term, Literal):
                yield term
        for phrase in self._phrases:
            yield Literal(str(phrase.start), _OFFSET)
            yield Literal(str(phrase.end), _OFFSET)
            yield Literal(phrase.words)
            if phrase.day:
                yield Literal(phrase.day, _DATE)
        for how in {how for _, _, _, how in self._reasons}:
            yield from (term for _, term in _how(how))

    def outline(self) -> Iterator[Alike]:
        """All phrases, all facts, and what only some of them say."""
        yield from (((s,), ((p, o),)) for s, p, o in self._first)
        phrases = [self._iris.phrase(each.start, each.end) for each in self._phrases]
        context = self._iris.context(self._length)
        yield phrases, ((RDF_TYPE, _PHRASE), (_CONTEXT, context))
        yield phrases, ((_BEGIN, None), (_END, None), (_ANCHOR, None))
        each = list(zip(phrases, self._phrases, strict=True))
        yield [name for name, phrase in each if phrase.means], ((_MEANS, None),)
        yield [name for name, phrase in each if phrase.is_date], ((_KIND, _DAY),)
        yield [name for name, phrase in each if phrase.day], ((_VALUE, None),)
        facts = [self._iris.reason(name) for name, _, _, _ in self._reasons]
        yield facts, ((RDF_TYPE, _FACT), (_SUBJECT, None), (_PREDICATE, None), (_OBJECT, None))
        yield facts, ((_RULE, None), (_CONFIDENCE, None), (_BASIS, None))
        why = list(zip(facts, self._reasons, strict=True))
        yield [name for name, (_, _, spans, _) in why if spans], ((_DERIVED, None),)
        yield [name for name, (_, _, _, how) in why if how.withheld], ((_WITHHELD, None),)

    def _written(self, name: Callable[[IRI], str]) -> tuple[str, str, str]:
        """The source text, and how the names of phrases and of facts begin, as this writes IRIs.

        What they end in are digits, letters and commas, which are written alike by everybody.
        """
        context, fact = name(self._iris.context(self._length)), name(self._iris.reason("0"))
        return context, context.removesuffix(f"0,{self._length}>"), fact.removesuffix("0>")


def _phrase_triples(phrase: IRI, context: IRI, said: Phrase) -> Iterator[Triple]:
    yield Triple(phrase, RDF_TYPE, _PHRASE)
    yield Triple(phrase, _CONTEXT, context)
    yield Triple(phrase, _BEGIN, Literal(str(said.start), _OFFSET))
    yield Triple(phrase, _END, Literal(str(said.end), _OFFSET))
    yield Triple(phrase, _ANCHOR, Literal(said.words))
    for thing in said.means:
        yield Triple(phrase, _MEANS, thing)
    if said.is_date:
        yield Triple(phrase, _KIND, _DAY)
    if said.day:
        yield Triple(phrase, _VALUE, Literal(said.day, _DATE))


def _phrase_lines(phrases: Iterable[Phrase], place: str, context: str) -> Iterator[str]:
    name, term = nquads.iri, nquads.term
    typed = f" {name(RDF_TYPE)} {name(_PHRASE)} .\n"
    within = f" {name(_CONTEXT)} {context} .\n"
    begin, end, offset = f' {name(_BEGIN)} "', f' {name(_END)} "', f'"^^{name(_OFFSET)} .\n'
    anchor, means = f' {name(_ANCHOR)} "', f" {name(_MEANS)} "
    dated, value = f" {name(_KIND)} {name(_DAY)} .\n", f" {name(_VALUE)} "
    for said in phrases:
        s = f"{place}{said.start},{said.end}>"
        yield (
            f"{s}{typed}{s}{within}{s}{begin}{said.start}{offset}{s}{end}{said.end}{offset}"
            f'{s}{anchor}{nquads.escape(said.words)}" .\n'
        )
        for thing in said.means:
            yield f"{s}{means}{term(thing)} .\n"
        if said.is_date:
            yield f"{s}{dated}"
        if said.day:
            yield f"{s}{value}{term(Literal(said.day, _DATE))} .\n"


def _phrase_blocks(
    phrases: Iterable[Phrase], place: str, context: str, names: Names
) -> Iterator[str]:
    offset = f'"^^{names[_OFFSET]}'
    typed = f' a {names[_PHRASE]}{NEXT_LINE}{names[_CONTEXT]} {context}{NEXT_LINE}{names[_BEGIN]} "'
    end = f'{offset}{NEXT_LINE}{names[_END]} "'
    anchor = f"{offset}{NEXT_LINE}{names[_ANCHOR]} "
    for start, stop, words, means, is_date, day in phrases:
        more = _more(names, _MEANS, means) if means else ""
        if is_date:
            more += _more(names, _KIND, (_DAY,))
        if day:
            more += _more(names, _VALUE, (Literal(day, _DATE),))
        yield (
            f"\n{place}{start},{stop}>{typed}{start}{end}{stop}{anchor}{quoted(words)}{more} .\n"
        )


def _more(names: Names, predicate: IRI, objects: Iterable[IRI | Literal]) -> str:
    return _all(names, predicate, [names[each] for each in objects])


def _all(names: Names, predicate: IRI, objects: Sequence[str]) -> str:
    return NEXT_LINE + listed(names[predicate], objects)


def _fact_triples(name: IRI, fact: Triple, places: Iterable[IRI], how: How) -> Iterator[Triple]:
    yield Triple(name, RDF_TYPE, _FACT)
    yield Triple(name, _SUBJECT, fact.subject)
    yield Triple(name, _PREDICATE, fact.predicate)
    yield Triple(name, _OBJECT, fact.object)
    for place in places:
        yield Triple(name, _DERIVED, place)
    for predicate, term in _how(how):
        yield Triple(name, predicate, term)


def _how(how: How) -> Iterator[tuple[IRI, Literal]]:
    yield _RULE, Literal(how.rule)
    yield _CONFIDENCE, Literal(how.confidence, _DECIMAL)
    yield _BASIS, Literal(how.basis)
    if how.withheld:
        yield _WITHHELD, Literal(how.withheld)


def _fact_lines(reasons: Iterable[Reason], fact: str, place: str) -> Iterator[str]:
    term, terms = nquads.term, nquads.TERMS
    typed = f" {term(RDF_TYPE)} {term(_FACT)} .\n"
    subject, predicate, value = (f" {term(each)} " for each in (_SUBJECT, _PREDICATE, _OBJECT))
    derived = f" {term(_DERIVED)} {place}"
    for name, (of, says, what), spans, how in reasons:
        s = f"{fact}{name}>"
        places = "".join([f"{s}{derived}{start},{end}> .\n" for start, end in spans])
        yield (
            f"{s}{typed}{s}{subject}{terms[of]} .\n{s}{predicate}{terms[says]} .\n"
            f"{s}{value}{terms[what]} .\n{places}{s}{s.join(_how_lines(how))}"
        )


@lru_cache(maxsize=1 << 10)
def _how_lines(how: How) -> list[str]:
    return [f" {nquads.term(predicate)} {nquads.term(term)} .\n" for predicate, term in _how(how)]


def _fact_blocks(reasons: Iterable[Reason], fact: str, place: str, names: Names) -> Iterator[str]:
    typed = f" a {names[_FACT]}{NEXT_LINE}{names[_SUBJECT]} "
    predicate, value, derived = (
        f"{NEXT_LINE}{names[each]} " for each in (_PREDICATE, _OBJECT, _DERIVED)
    )
    terms, used = names.terms, names.used
    hows: dict[How, str] = {}
    for name, (of, says, what), spans, how in reasons:
        said = hows.get(how)
        if said is None:
            said, prefixes = _how_in_turtle(how, names.base)
            hows[how] = said
            used |= prefixes
        (s, of_prefix), (p, says_prefix), (o, what_prefix) = terms[of], terms[says], terms[what]
        used.update((of_prefix, says_prefix, what_prefix))
        phrases = ""
        if len(spans) == 1:  # as most have
            [(start, end)] = spans
            phrases = f"{derived}{place}{start},{end}>"
        elif spans:
            phrases = _all(names, _DERIVED, [f"{place}{start},{end}>" for start, end in spans])
        yield (f"\n{fact}{name}>{typed}{s}{predicate}{p}{value}{o}{phrases}{said} .\n")


@lru_cache(maxsize=1 << 10)
def _how_in_turtle(how: How, base: str) -> tuple[str, frozenset[str | None]]:
    """How facts were read, and the prefixes that this needs."""
    names = Names(base)
    said = (
        f"{NEXT_LINE}{names[_RULE]} {names[Literal(how.rule)]}"
        f"{NEXT_LINE}{names[_CONFIDENCE]} {names[Literal(how.confidence, _DECIMAL)]}"
        f"{NEXT_LINE}{names[_BASIS]} {names[Literal(how.basis)]}"
    )
    if how.withheld:
        said += _more(names, _WITHHELD, (Literal(how.withheld),))
    return said, frozenset(names.used)
