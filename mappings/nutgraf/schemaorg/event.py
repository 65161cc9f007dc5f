"""Events: [schema.org/Event](https://schema.org/Event)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.model import EntityKind
from nutgraf.schemaorg.entity import named, of_kind, related
from nutgraf.schemaorg.facts import fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.graph import Fact
    from nutgraf.schemaorg.facts import Mapping

PROPERTIES = frozenset({"organizer", "location", "startDate", "about", "actor"})


def events(mapping: Mapping) -> Iterator[Fact]:
    """Every event of the article; the one at which its speakers spoke is recorded in it."""
    occasions = {
        quotation.occasion[0]: quotation.occasion[1]
        for quotation in mapping.analysis.quotations
        if quotation.occasion
    }
    for entity in of_kind(mapping, EntityKind.EVENT):
        yield from named(mapping, entity, "Event")
        yield from related(mapping, entity, PROPERTIES)
        if entity.id in occasions:
            iri = mapping.iris.entity(entity.id)
            yield fact(iri, "recordedIn", mapping.iris.article, occasions[entity.id])
