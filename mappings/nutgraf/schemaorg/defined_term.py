"""Terms of art: [schema.org/DefinedTerm](https://schema.org/DefinedTerm)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.model import EntityKind
from nutgraf.schemaorg.entity import named, of_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.graph import Fact
    from nutgraf.schemaorg.facts import Mapping


def defined_terms(mapping: Mapping) -> Iterator[Fact]:
    """Every term of the article: its name, and nothing that would define it."""
    for entity in of_kind(mapping, EntityKind.TERM):
        yield from named(mapping, entity, "DefinedTerm")
