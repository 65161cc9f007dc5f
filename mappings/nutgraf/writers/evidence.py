"""The evidence graph of an article, written by templates.

Its nodes are of two forms, phrases and facts, hundreds of each; only what they say differs.  So that
is what is kept, and each form is spelled out three times, side by side: as triples, as lines of
N-Triples, and as Turtle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nutgraf.graph import IRI, ITSRDF, NG, NIF, PROV, RDF, RDF_TYPE, SCHEMA, XSD, Literal, Triple
from nutgraf.writers import nquads
from nutgraf.writers.templated import Templated
from nutgraf.writers.turtle import NEXT_LINE, listed, subjects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from nutgraf.iris import Iris
    from nutgraf.writers.turtle import Names

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


class Reason(NamedTuple):
    """Why a fact is published, or withheld.

    `name` tells it from the article's other facts, in hex digits; `places` are the ranges of the
    words that state it, each once.
    """

    name: str
    fact: Triple
    places: Sequence[tuple[int, int]]
    how: How


class EvidenceGraph(Templated):
    """What is said of the graph and of the source text, its phrases, and why each fact is there.

    `length` is the number of code points of the text.

    >>> from nutgraf.iris import Iris
    >>> graph = EvidenceGraph(Iris("https://news.example/", "a"), 16, (), [Phrase(0, 4, "Rain")], ())
    >>> print(graph.ntriples().split("\\n")[2])
    <https://news.example/articles/a/source#char=0,4> \
<http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#beginIndex> \
"0"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger> .
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
        for phrase in self._phrases:
            name = iris.phrase(phrase.start, phrase.end)
            yield from _phrase_triples(name, iris.context(self._length), phrase)
        for reason in self._reasons:
            places = [iris.phrase(*place) for place in reason.places]
            yield from _fact_triples(iris.reason(reason.name), places, reason)

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
            f"\n{place}{start},{stop}>{typed}{start}{end}{stop}{anchor}{names.words(words)}"
            f"{more} .\n"
        )


def _more(names: Names, predicate: IRI, objects: Iterable[IRI | Literal]) -> str:
    return _all(names, predicate, [names[each] for each in objects])


def _all(names: Names, predicate: IRI, objects: Sequence[str]) -> str:
    return NEXT_LINE + listed(names[predicate], objects)


def _fact_triples(name: IRI, places: Iterable[IRI], why: Reason) -> Iterator[Triple]:
    yield Triple(name, RDF_TYPE, _FACT)
    yield Triple(name, _SUBJECT, why.fact.subject)
    yield Triple(name, _PREDICATE, why.fact.predicate)
    yield Triple(name, _OBJECT, why.fact.object)
    for place in places:
        yield Triple(name, _DERIVED, place)
    rule, confidence, basis, withheld = why.how
    yield Triple(name, _RULE, Literal(rule))
    yield Triple(name, _CONFIDENCE, Literal(confidence, _DECIMAL))
    yield Triple(name, _BASIS, Literal(basis))
    if withheld:
        yield Triple(name, _WITHHELD, Literal(withheld))


def _fact_lines(reasons: Iterable[Reason], fact: str, place: str) -> Iterator[str]:
    term = nquads.term
    typed = f" {term(RDF_TYPE)} {term(_FACT)} .\n"
    subject, predicate, value, derived, rule, confidence, basis, reason = (
        f" {term(each)} "
        for each in (
            *(_SUBJECT, _PREDICATE, _OBJECT, _DERIVED),
            *(_RULE, _CONFIDENCE, _BASIS, _WITHHELD),
        )
    )
    hows: dict[How, list[str]] = {}
    for name, (of, says, what), places, how in reasons:
        said = hows.get(how)
        if said is None:
            said = hows[how] = [
                f"{rule}{term(Literal(how.rule))} .\n",
                f"{confidence}{term(Literal(how.confidence, _DECIMAL))} .\n",
                f"{basis}{term(Literal(how.basis))} .\n",
            ]
            if how.withheld:
                said.append(f"{reason}{term(Literal(how.withheld))} .\n")
        s = f"{fact}{name}>"
        yield (
            f"{s}{typed}{s}{subject}{term(of)} .\n{s}{predicate}{term(says)} .\n"
            f"{s}{value}{term(what)} .\n"
        )
        for start, end in places:
            yield f"{s}{derived}{place}{start},{end}> .\n"
        yield s + s.join(said)


def _fact_blocks(
    reasons: Iterable[Reason], fact: str, place: str, names: Names
) -> Iterator[str]:
    typed = f" a {names[_FACT]}{NEXT_LINE}{names[_SUBJECT]} "
    predicate, value, rule, confidence, basis = (
        f"{NEXT_LINE}{names[each]} "
        for each in (_PREDICATE, _OBJECT, _RULE, _CONFIDENCE, _BASIS)
    )
    hows: dict[How, str] = {}
    for name, (of, says, what), places, how in reasons:
        said = hows.get(how)
        if said is None:
            said = (
                f"{rule}{names[Literal(how.rule)]}"
                f"{confidence}{names[Literal(how.confidence, _DECIMAL)]}"
                f"{basis}{names[Literal(how.basis)]}"
            )
            if how.withheld:
                said += _more(names, _WITHHELD, (Literal(how.withheld),))
            hows[how] = said
        phrases = ""
        if places:
            phrases = _all(names, _DERIVED, [f"{place}{start},{end}>" for start, end in places])
        yield (
            f"\n{fact}{name}>{typed}{names[of]}{predicate}{names[says]}{value}{names[what]}"
            f"{phrases}{said} .\n"
        )
