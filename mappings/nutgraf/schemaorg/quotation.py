"""Direct speech: [schema.org/Quotation](https://schema.org/Quotation)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.model import Basis, Evidence, Quotation
from nutgraf.schemaorg.facts import a, digest, fact, mentioned_in, speaker_facts, structural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.graph import IRI, Fact
    from nutgraf.schemaorg.facts import Mapping


def quotation_iri(mapping: Mapping, quotation: Quotation) -> IRI:
    """A quotation is named by its words; a second one of the same words by its place too."""
    place = (str(quotation.span.start),) if mapping.repeated(quotation) else ()
    return mapping.iris.part(f"quotation-{digest(mapping.words_of(quotation), *place)}")


def quotations(mapping: Mapping) -> Iterator[Fact]:
    """What was said, by whom, in which article, at which event."""
    for position, quotation in enumerate(mapping.analysis.quotations, start=1):
        iri = quotation_iri(mapping, quotation)
        yield a(iri, "Quotation", structural("quotation-marks"))
        spans = (*quotation.parts, *quotation.repetitions)
        why = Evidence(
            rule=quotation.evidence.rule, spans=spans, confidence=quotation.evidence.confidence
        )
        yield fact(iri, "text", mapping.words_of(quotation), why)
        yield from speaker_facts(mapping, iri, quotation.speaker, ("creator", "spokenByCharacter"))
        yield fact(iri, "isPartOf", mapping.iris.article, structural("quotation-in-article"))
        yield fact(iri, "position", position, structural("order-of-quotations"))
        if mapping.analysis.language:
            language, _ = mapping.analysis.language
            inherited = Evidence(
                rule="language-of-article",
                spans=quotation.parts,
                confidence=0.9,
                basis=Basis.INFERRED,
            )
            yield fact(iri, "inLanguage", language, inherited)
        if quotation.occasion:
            event, said_at = quotation.occasion
            yield fact(iri, "recordedAt", mapping.iris.entity(event), said_at)
        yield from mentioned_in(mapping, iri, quotation.parts)
