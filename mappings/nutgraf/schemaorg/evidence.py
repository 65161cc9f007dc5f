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
from nutgraf.graph import IRI, NG, NIF, PROV, RDF_TYPE, SCHEMA, XSD, Fact, Literal, Triple, Withheld
from nutgraf.lexical import decimal
from nutgraf.model import Basis, Span
from nutgraf.schemaorg.facts import digest
from nutgraf.writers.evidence import EvidenceGraph, How, Phrase, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.schemaorg.facts import Mapping

_BY_WORDS = (Basis.STATED, Basis.INFERRED)


def evidence(
    mapping: Mapping, facts: Sequence[Fact], withheld: Sequence[tuple[Fact, Withheld]] = ()
) -> EvidenceGraph:
    """The evidence graph of one article: provenance, source, phrases, and every fact's reasons.

    A fact that was found and is not published has them too, and the reason why it is withheld.
    """
    length = len(mapping.text)
    whole = (Span(0, length),)
    return EvidenceGraph(
        mapping.iris,
        length,
        (*_provenance(mapping), *_context(mapping)),
        _phrases(mapping, (*facts, *(each for each, _ in withheld))),
        (
            *[_reason(each, whole) for each in facts],
            *[_reason(each, whole, str(why)) for each, why in withheld],
        ),
    )


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
    yield Triple(context, NIF["beginIndex"], Literal("0", XSD["nonNegativeInteger"]))
    yield Triple(context, NIF["endIndex"], Literal(str(length), XSD["nonNegativeInteger"]))
    if mapping.config.body == "full":
        yield Triple(context, NIF["isString"], Literal(mapping.text))


def _phrases(mapping: Mapping, facts: Sequence[Fact]) -> list[Phrase]:
    """Every span that a fact rests on, every mention, and every date; each once, in order."""
    spans = {span for each in facts for span in each.evidence.spans}
    named: dict[Span, dict[str, None]] = {}
    for mention in mapping.analysis.mentions:
        if mention.entity:
            named.setdefault(mention.span, {})[mention.entity] = None
    dated = {each.span: each.value for each in mapping.analysis.dates}
    text, entity = mapping.text, mapping.iris.entity
    spans.update(named, dated)
    spans.discard(Span(0, len(text)))
    return [
        Phrase(
            *span,
            text[span.start : span.end],
            tuple(map(entity, named.get(span, ()))),
            span in dated,
            dated.get(span) or "",
        )
        for span in sorted(spans)
    ]


def _reason(each: Fact, whole: tuple[Span, ...], withheld: str = "") -> Reason:
    """Why a fact is there; one that the words state, and no span of them, rests on the whole text."""
    triple, why = each
    subject, predicate, term = triple
    words = (subject, predicate, term) if isinstance(term, IRI) else (subject, predicate, *term)
    spans = why.spans
    if len(spans) > 1:
        spans = tuple(dict.fromkeys(spans))
    elif not spans and why.basis in _BY_WORDS:
        spans = whole
    how = _how(why.rule, why.confidence, why.basis, withheld)
    return digest(words), triple, spans, how


@lru_cache(maxsize=1 << 10)
def _how(rule: str, confidence: float, basis: Basis, withheld: str) -> How:
    return How(rule, decimal(in_steps(confidence)), str(basis), withheld)
