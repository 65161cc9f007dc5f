"""Organizations: [schema.org/Organization](https://schema.org/Organization), with their people's roles.

A role is a node between the two, as [schema.org/OrganizationRole](https://schema.org/OrganizationRole)
has it: the property that leads to the role leads on to the person.
"""

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

PROPERTIES = frozenset({"description", "location", "founder", "areaServed", "parentOrganization"})
_SIDE = {"memberOf": "member", "worksFor": "employee"}
"""The organization's side of a person's property."""


def organizations(mapping: Mapping) -> Iterator[Fact]:
    """Every organization of the article."""
    for entity in of_kind(mapping, EntityKind.ORGANIZATION):
        yield from named(mapping, entity, "Organization")
        yield from related(mapping, entity, PROPERTIES)
        for role in mapping.roles_of(entity.id):
            yield from _role(mapping, role)


def _role(mapping: Mapping, role: Role) -> Iterator[Fact]:
    side = _SIDE.get(role.property)
    if not role.title or not role.organization or side is None:
        return
    organization = mapping.iris.entity(role.organization)
    person = mapping.iris.entity(role.person)
    words = (_last(role.person), role.title, _last(role.organization))
    node = mapping.iris.part(f"role-{slug(' '.join(words))}")
    yield fact(organization, side, node, role.evidence)
    yield a(node, "OrganizationRole", structural("role-node"))
    yield fact(node, "roleName", role.title, role.evidence)
    yield fact(node, side, person, role.evidence)


def _last(id: str) -> str:
    return id.replace("#", "/").rsplit("/", 1)[-1]
