"""Direct speech: [schema.org/Quotation](https://schema.org/Quotation)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.model import Basis, Evidence
from nutgraf.schemaorg.facts import a, fact, mentioned_in, speaker_facts, structural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.graph import Fact
    from nutgraf.schemaorg.facts import Mapping


def quotations(mapping: Mapping) -> Iterator[Fact]:
    """What was said, by whom, in which article, at which event."""
    article = mapping.iris.article
    for position, (quotation, iri, words) in enumerate(mapping.quotations, start=1):
        yield a(iri, "Quotation", structural("quotation-marks"))
        spans = (*quotation.parts, *quotation.repetitions)
        why = Evidence(
            rule=quotation.evidence.rule, spans=spans, confidence=quotation.evidence.confidence
        )
        yield fact(iri, "text", words, why)
        yield from speaker_facts(mapping, iri, quotation.speaker, ("creator", "spokenByCharacter"))
        yield fact(iri, "isPartOf", article, structural("quotation-in-article"))
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
