"""Indirect speech: [schema.org/Statement](https://schema.org/Statement)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.schemaorg.facts import a, fact, mentioned_in, speaker_facts, structural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.graph import Fact
    from nutgraf.schemaorg.facts import Mapping


def statements(mapping: Mapping) -> Iterator[Fact]:
    """What somebody is reported to have said."""
    article = mapping.iris.article
    for position, (statement, iri, words) in enumerate(mapping.statements, start=1):
        yield a(iri, "Statement", structural("reported-speech"))
        yield fact(iri, "text", words, statement.evidence)
        yield from speaker_facts(mapping, iri, statement.speaker, ("creator",))
        yield fact(iri, "isPartOf", article, structural("statement-in-article"))
        yield fact(iri, "position", position, structural("order-of-statements"))
        yield from mentioned_in(mapping, iri, statement.parts)
