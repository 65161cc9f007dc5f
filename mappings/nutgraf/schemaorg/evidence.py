"""Why each fact is published: the words in the source, the rule, the confidence.

The decoded source is a [NIF 2.0](https://persistence.uni-leipzig.org/nlp2rdf/) context, its phrases
are addressed by code points ([RFC 5147](https://www.rfc-editor.org/rfc/rfc5147) `char=`), a fact is
an [rdf:Statement](https://www.w3.org/TR/rdf-schema/#ch_reificationvocab) derived
([PROV-O](https://www.w3.org/TR/prov-o/)) from the phrases that state it.
"""

from __future__ import annotations

import base64
from functools import cache
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
from nutgraf.model import Basis, Span
from nutgraf.schemaorg.facts import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.schemaorg.facts import Mapping


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
        least = _decimal(mapping.config.min_confidence)
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
    for span in sorted(spans | identified.keys() | dated.keys()):
        phrase = mapping.iris.phrase(span.start, span.end)
        if phrase == context:
            continue
        yield Triple(phrase, RDF_TYPE, NIF["Phrase"])
        yield Triple(phrase, NIF["referenceContext"], context)
        yield from _bounds(phrase, span)
        yield Triple(phrase, NIF["anchorOf"], Literal(span.of(mapping.text)))
        for entity in identified.get(span, ()):
            yield Triple(phrase, ITSRDF["taIdentRef"], mapping.iris.entity(entity))
        if span in dated:
            yield Triple(phrase, ITSRDF["taClassRef"], SCHEMA["Date"])
        value = dated.get(span)
        if value:
            yield Triple(phrase, RDF["value"], Literal(value, XSD["date"]))


def _bounds(subject: IRI, span: Span) -> Iterator[Triple]:
    yield Triple(subject, NIF["beginIndex"], Literal(str(span.start), XSD["nonNegativeInteger"]))
    yield Triple(subject, NIF["endIndex"], Literal(str(span.end), XSD["nonNegativeInteger"]))


def _reasons(mapping: Mapping, each: Fact, withheld: Withheld | None = None) -> Iterator[Triple]:
    subject, predicate, term = each.triple
    why = each.evidence
    named = (subject, predicate, term) if isinstance(term, IRI) else (subject, predicate, *term)
    statement = IRI(f"{mapping.iris.evidence_graph}#fact-{digest(*named)}")
    yield Triple(statement, RDF_TYPE, RDF["Statement"])
    yield Triple(statement, RDF["subject"], subject)
    yield Triple(statement, RDF["predicate"], predicate)
    yield Triple(statement, RDF["object"], term)
    for span in dict.fromkeys(why.spans):
        phrase = mapping.iris.phrase(span.start, span.end)
        yield Triple(statement, PROV["wasDerivedFrom"], phrase)
    if not why.spans and why.basis in (Basis.STATED, Basis.INFERRED):
        context = mapping.iris.context(len(mapping.text))
        yield Triple(statement, PROV["wasDerivedFrom"], context)
    yield Triple(statement, NG["rule"], Literal(why.rule))
    sure = _decimal(in_steps(why.confidence))
    yield Triple(statement, NG["confidence"], Literal(sure, XSD["decimal"]))
    yield Triple(statement, NG["basis"], Literal(str(why.basis)))
    if withheld:
        yield Triple(statement, NG["withheld"], Literal(str(withheld)))


def _decimal(value: float) -> str:
    """A number between 0 and 1 in the canonical form of xsd:decimal."""
    text = f"{value:.10f}".rstrip("0")
    return f"{text}0" if text.endswith(".") else text
