"""People: [schema.org/Person](https://schema.org/Person), with their roles as the text states them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.iris import slug
from nutgraf.model import EntityKind, Role
from nutgraf.schemaorg.entity import named, of_kind, related
from nutgraf.schemaorg.facts import a, fact, structural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.graph import Fact
    from nutgraf.schemaorg.facts import Mapping

PROPERTIES = frozenset({"givenName", "familyName", "affiliation", "description"})


def people(mapping: Mapping) -> Iterator[Fact]:
    """Every person of the article; a role that is over is no job title."""
    for entity in of_kind(mapping, EntityKind.PERSON):
        yield from named(mapping, entity, "Person")
        yield from related(mapping, entity, PROPERTIES)
        for role in mapping.roles_of(entity.id):
            yield from _role(mapping, role)


def _role(mapping: Mapping, role: Role) -> Iterator[Fact]:
    person = mapping.iris.entity(role.person)
    if role.title:
        yield fact(person, "jobTitle", role.title, role.evidence)
    if role.organization:
        organization = mapping.iris.entity(role.organization)
        yield fact(person, role.property, organization, role.evidence)
    if role.place and role.title:
        # A country is no organization: its office is an occupation with a place.
        occupation = mapping.iris.part(f"occupation-{slug(f'{_last(role.person)} {role.title}')}")
        yield fact(person, "hasOccupation", occupation, role.evidence)
        yield a(occupation, "Occupation", structural("office-of-country"))
        yield fact(occupation, "name", role.title, role.evidence)
        place = mapping.iris.entity(role.place)
        yield fact(occupation, "occupationLocation", place, role.evidence)


def _last(id: str) -> str:
    return id.replace("#", "/").rsplit("/", 1)[-1]
