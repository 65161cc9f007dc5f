"""Laws and treaties: [schema.org/Legislation](https://schema.org/Legislation)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.model import EntityKind
from nutgraf.schemaorg.entity import named, of_kind, related

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.graph import Fact
    from nutgraf.schemaorg.facts import Mapping

PROPERTIES = frozenset({"legislationJurisdiction"})


def legislation(mapping: Mapping) -> Iterator[Fact]:
    """Every law or treaty of the article."""
    for entity in of_kind(mapping, EntityKind.LEGISLATION):
        yield from named(mapping, entity, "Legislation")
        yield from related(mapping, entity, PROPERTIES)
