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
from nutgraf.graph import IRI, NG, NIF, PROV, RDF_TYPE, SCHEMA, XSD, Fact, Literal, Triple, Withheld
from nutgraf.lexical import decimal
from nutgraf.model import Basis
from nutgraf.schemaorg.facts import digest
from nutgraf.writers.evidence import EvidenceGraph, How, Phrase, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nutgraf.model import Evidence, Span
    from nutgraf.schemaorg.facts import Mapping


def evidence(
    mapping: Mapping, facts: Sequence[Fact], withheld: Sequence[tuple[Fact, Withheld]] = ()
) -> EvidenceGraph:
    """The evidence graph of one article: provenance, source, phrases, and every fact's reasons.

    A fact that was found and is not published has them too, and the reason why it is withheld.
    """
    return EvidenceGraph(
        mapping.iris,
        len(mapping.text),
        (*_provenance(mapping), *_context(mapping)),
        _phrases(mapping, (*facts, *(each for each, _ in withheld))),
        _reasons(facts, withheld),
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


def _phrases(mapping: Mapping, facts: Sequence[Fact]) -> Iterator[Phrase]:
    """Every span that a fact rests on, every mention, and every date; each once, in order."""
    spans = {span for each in facts for span in each.evidence.spans}
    named: dict[Span, dict[str, None]] = {}
    for mention in mapping.analysis.mentions:
        if mention.entity:
            named.setdefault(mention.span, {})[mention.entity] = None
    dated = {each.span: each.value for each in mapping.analysis.dates}
    text, entity = mapping.text, mapping.iris.entity
    for span in sorted(spans | named.keys() | dated.keys()):
        start, end = span
        if span != (0, len(text)):
            means = tuple([entity(id) for id in named.get(span, ())])
            yield Phrase(start, end, text[start:end], means, span in dated, dated.get(span) or "")


def _reasons(facts: Iterable[Fact], withheld: Iterable[tuple[Fact, Withheld]]) -> Iterator[Reason]:
    hows: dict[tuple[str, float, Basis], How] = {}
    for each in facts:
        why = each.evidence
        key = why.rule, why.confidence, why.basis
        how = hows.get(key)
        if how is None:
            how = hows[key] = _how(why)
        yield _name(each), each, how
    for each, reason in withheld:
        yield _name(each), each, _how(each.evidence, reason)


def _name(each: Fact) -> str:
    subject, predicate, term = each.triple
    if isinstance(term, IRI):
        return digest(subject, predicate, term)
    return digest(subject, predicate, *term)


def _how(why: Evidence, withheld: Withheld | None = None) -> How:
    by_words = why.basis in (Basis.STATED, Basis.INFERRED)
    sure = decimal(in_steps(why.confidence))
    return How(why.rule, sure, str(why.basis), str(withheld or ""), by_words)
