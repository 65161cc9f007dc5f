"""What all named things have in common: a class, a name, further names, relations."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nutgraf.schemaorg.facts import LINKS, a, fact, literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.graph import Fact
    from nutgraf.model import Entity, EntityKind
    from nutgraf.schemaorg.facts import Mapping


def of_kind(mapping: Mapping, kind: EntityKind) -> Iterator[Entity]:
    """The entities of one kind, in order of first mention."""
    return (entity for entity in mapping.analysis.entities if entity.kind is kind)


def named(mapping: Mapping, entity: Entity, core: str) -> Iterator[Fact]:
    """Its core class, the specific one if it is told, its names, and its addresses if any are."""
    iri = mapping.iris.entity(entity.id)
    first = entity.evidence
    if len(first.spans) > 1:
        first = replace(first, spans=first.spans[:1])
    yield a(iri, core, first)
    for relation in mapping.relations_of(entity.id):
        if relation.property == "type" and relation.value:
            yield a(iri, relation.value, relation.evidence)
            break
    yield fact(iri, "name", entity.name, entity.evidence)
    for other, why in entity.alternate_names:
        yield fact(iri, "alternateName", other, why)
    for relation in mapping.relations_of(entity.id):
        if relation.property in LINKS:
            yield literal(iri, relation)


def related(mapping: Mapping, entity: Entity, properties: frozenset[str]) -> Iterator[Fact]:
    """The relations of an entity that its class has."""
    iri = mapping.iris.entity(entity.id)
    for relation in mapping.relations_of(entity.id):
        if relation.property not in properties:
            continue
        if relation.object is not None:
            target = mapping.iris.entity(relation.object)
            yield fact(iri, relation.property, target, relation.evidence)
        elif relation.value is not None:
            yield fact(iri, relation.property, relation.value, relation.evidence)
