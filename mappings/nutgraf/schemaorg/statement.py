"""Indirect speech: [schema.org/Statement](https://schema.org/Statement)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.schemaorg.facts import a, digest, fact, mentioned_in, speaker_facts, structural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.graph import IRI, Fact
    from nutgraf.model import Statement
    from nutgraf.schemaorg.facts import Mapping


def statement_iri(mapping: Mapping, statement: Statement) -> IRI:
    """A statement is named by its words and their place."""
    place = (str(statement.span.start),) if mapping.repeated(statement) else ()
    return mapping.iris.part(f"statement-{digest(mapping.words_of(statement), *place)}")


def statements(mapping: Mapping) -> Iterator[Fact]:
    """What somebody is reported to have said."""
    for position, statement in enumerate(mapping.analysis.statements, start=1):
        iri = statement_iri(mapping, statement)
        yield a(iri, "Statement", structural("reported-speech"))
        yield fact(iri, "text", mapping.words_of(statement), statement.evidence)
        yield from speaker_facts(mapping, iri, statement.speaker, ("creator",))
        yield fact(iri, "isPartOf", mapping.iris.article, structural("statement-in-article"))
        yield fact(iri, "position", position, structural("order-of-statements"))
        yield from mentioned_in(mapping, iri, statement.parts)
