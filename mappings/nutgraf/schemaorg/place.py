"""Places: [schema.org/Place](https://schema.org/Place)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.model import EntityKind
from nutgraf.schemaorg.entity import named, of_kind, related

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.graph import Fact
    from nutgraf.schemaorg.facts import Mapping

PROPERTIES = frozenset({"containedInPlace"})


def places(mapping: Mapping) -> Iterator[Fact]:
    """Every place of the article, and which place the text puts it in."""
    for entity in of_kind(mapping, EntityKind.PLACE):
        yield from named(mapping, entity, "Place")
        yield from related(mapping, entity, PROPERTIES)
