"""Why each fact is published: the words in the source, the rule, the confidence.

The decoded source is a [NIF 2.0](https://persistence.uni-leipzig.org/nlp2rdf/) context, its phrases
are addressed by code points ([RFC 5147](https://www.rfc-editor.org/rfc/rfc5147) `char=`), a fact is
an [rdf:Statement](https://www.w3.org/TR/rdf-schema/#ch_reificationvocab) derived
([PROV-O](https://www.w3.org/TR/prov-o/)) from the phrases that state it.
"""

from __future__ import annotations

import base64
from functools import cache, lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from nutgraf.confidence import in_steps
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
    Fact,
    Literal,
    Triple,
    Withheld,
)
from nutgraf.lexical import decimal
from nutgraf.model import Basis, Span
from nutgraf.schemaorg.facts import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.schemaorg.facts import Mapping


_BEGIN, _END, _ANCHOR = NIF["beginIndex"], NIF["endIndex"], NIF["anchorOf"]
_CONTEXT, _PHRASE = NIF["referenceContext"], NIF["Phrase"]
_STATEMENT, _SUBJECT, _PREDICATE = RDF["Statement"], RDF["subject"], RDF["predicate"]
_OBJECT, _DERIVED = RDF["object"], PROV["wasDerivedFrom"]
_RULE, _CONFIDENCE, _BASIS = NG["rule"], NG["confidence"], NG["basis"]
_OFFSET, _DECIMAL = XSD["nonNegativeInteger"], XSD["decimal"]


def evidence(
    mapping: Mapping, facts: Sequence[Fact], withheld: Sequence[tuple[Fact, Withheld]] = ()
) -> Iterator[Triple]:
    """The evidence graph of one article: provenance, source, phrases, and every fact's reasons.

    A fact that was found and is not published has them too, and the reason why it is withheld.
    """
    yield from _provenance(mapping)
    yield from _context(mapping)
    yield from _phrases(mapping, (*facts, *(each for each, _ in withheld)))
    for each in facts:
        yield from _reasons(mapping, each)
    for each, why in withheld:
        yield from _reasons(mapping, each, why)


def _provenance(mapping: Mapping) -> Iterator[Triple]:
    """Where the facts graph comes from: the source by its content, and this software."""
    graph = mapping.iris.graph
    raw = bytes.fromhex(mapping.analysis.article.digest)
    name = base64.urlsafe_b64encode(raw).decode().rstrip("=")
    agent = IRI(f"{mapping.iris.base}agents/nutgraf-{_version()}")
    yield Triple(graph, PROV["wasDerivedFrom"], IRI(f"ni:///sha-256;{name}"))
    yield Triple(graph, PROV["wasAttributedTo"], agent)
    if mapping.config.min_confidence > 0:
        least = decimal(mapping.config.min_confidence)
        yield Triple(graph, NG["minConfidence"], Literal(least, XSD["decimal"]))
    yield Triple(agent, RDF_TYPE, PROV["SoftwareAgent"])
    yield Triple(agent, SCHEMA["name"], Literal("nutgraf"))
    yield Triple(agent, SCHEMA["softwareVersion"], Literal(_version()))


@cache
def _version() -> str:
    return version("nutgraf")


def _context(mapping: Mapping) -> Iterator[Triple]:
    length = len(mapping.text)
    context = mapping.iris.context(length)
    yield Triple(context, RDF_TYPE, NIF["Context"])
    yield from _bounds(context, Span(0, length))
    if mapping.config.body == "full":
        yield Triple(context, NIF["isString"], Literal(mapping.text))


def _phrases(mapping: Mapping, facts: Sequence[Fact]) -> Iterator[Triple]:
    """Every span that a fact rests on, every mention, and every date; each once, in order."""
    spans = {span for each in facts for span in each.evidence.spans}
    identified: dict[Span, list[str]] = {}
    for mention in mapping.analysis.mentions:
        if mention.entity:
            identified.setdefault(mention.span, []).append(mention.entity)
    dated = {each.span: each.value for each in mapping.analysis.dates}
    context = mapping.iris.context(len(mapping.text))
    for span in sorted(spans | identified.keys() | dated.keys(), key=_place):
        phrase = mapping.iris.phrase(span.start, span.end)
        if phrase == context:
            continue
        yield Triple(phrase, RDF_TYPE, _PHRASE)
        yield Triple(phrase, _CONTEXT, context)
        yield from _bounds(phrase, span)
        yield Triple(phrase, _ANCHOR, Literal(span.of(mapping.text)))
        for entity in identified.get(span, ()):
            yield Triple(phrase, ITSRDF["taIdentRef"], mapping.iris.entity(entity))
        if span in dated:
            yield Triple(phrase, ITSRDF["taClassRef"], SCHEMA["Date"])
        value = dated.get(span)
        if value:
            yield Triple(phrase, RDF["value"], Literal(value, XSD["date"]))


def _place(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _bounds(subject: IRI, span: Span) -> tuple[Triple, Triple]:
    return (
        Triple(subject, _BEGIN, Literal(str(span.start), _OFFSET)),
        Triple(subject, _END, Literal(str(span.end), _OFFSET)),
    )


def _reasons(mapping: Mapping, each: Fact, withheld: Withheld | None = None) -> list[Triple]:
    (subject, predicate, term), why = each
    named = (subject, predicate, term) if isinstance(term, IRI) else (subject, predicate, *term)
    statement = IRI(f"{mapping.iris.evidence_graph}#fact-{digest(*named)}")
    spans = dict.fromkeys(why.spans)
    if not spans and why.basis in (Basis.STATED, Basis.INFERRED):
        spans = {Span(0, len(mapping.text)): None}
    phrases = [mapping.iris.phrase(span.start, span.end) for span in spans]
    said = [
        Triple(statement, RDF_TYPE, _STATEMENT),
        Triple(statement, _SUBJECT, subject),
        Triple(statement, _PREDICATE, predicate),
        Triple(statement, _OBJECT, term),
        *[Triple(statement, _DERIVED, phrase) for phrase in phrases],
        Triple(statement, _RULE, Literal(why.rule)),
        Triple(statement, _CONFIDENCE, Literal(_sure(why.confidence), _DECIMAL)),
        Triple(statement, _BASIS, Literal(str(why.basis))),
    ]
    if withheld:
        said.append(Triple(statement, NG["withheld"], Literal(str(withheld))))
    return said


@lru_cache(maxsize=1 << 10)
def _sure(confidence: float) -> str:
    return decimal(in_steps(confidence))
