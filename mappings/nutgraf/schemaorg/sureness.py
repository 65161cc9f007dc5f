"""How sure each fact of an article is.

A rule's own score becomes a measured confidence, and no fact is surer than the things it is about:
a person whose name is doubtful has a doubtful job.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nutgraf.confidence import confidence
from nutgraf.graph import IRI, SCHEMA, Fact
from nutgraf.model import FIELD, Basis
from nutgraf.schemaorg.nodes import Nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nutgraf.graph import Triple
    from nutgraf.model import Evidence

MEASURED_AS = {
    "Quotation.spokenByCharacter": "Quotation.creator",
    "Person.memberOf": "Person.worksFor",
    "Person.affiliation": "Person.worksFor",
    "Organization.member": "Person.worksFor",
    "Organization.employee": "Person.worksFor",
    "OrganizationRole.member": "Person.worksFor",
    "OrganizationRole.employee": "Person.worksFor",
    "OrganizationRole.roleName": "Person.jobTitle",
    "Person.hasOccupation": "Person.jobTitle",
    "Occupation.name": "Person.jobTitle",
    "Occupation.occupationLocation": "Person.worksFor",
}
"""Facts that say what another one says, in another place of the graph."""

_KNOWN = (Basis.STRUCTURAL, Basis.CALLER)


def _is_known(why: Evidence) -> bool:
    """Whether nothing was read that could be misread: it is given, or a field of the source says it."""
    return why.basis in _KNOWN or why.rule.startswith(FIELD)


def measured(facts: Iterable[Fact], article: IRI) -> list[Fact]:
    """The facts with measured confidence, each once: of two reasons for one fact, the surer."""
    found = list(facts)
    classes = Nodes(found, article).classes
    surest: dict[Triple, Fact] = {}
    for each in found:
        judged = _judged(each, classes)
        known = surest.get(each.triple)
        if known is None or judged.evidence.confidence > known.evidence.confidence:
            surest[each.triple] = judged
    if all(_is_known(each.evidence) for each in surest.values()):
        return list(surest.values())
    limits = _limits(surest.values(), article)
    return [_limited(each, limits) for each in surest.values()]


def _judged(each: Fact, classes: Mapping[IRI, str]) -> Fact:
    why = each.evidence
    if _is_known(why):
        return each
    of = f"{classes.get(each.triple.subject, '')}.{each.triple.predicate.removeprefix(SCHEMA)}"
    return _as_sure(each, confidence(why.rule, MEASURED_AS.get(of, of), why.confidence))


def _limits(facts: Iterable[Fact], article: IRI) -> dict[IRI, float]:
    """How sure each node is: as sure as its class and all that it needs."""
    nodes = Nodes(facts, article)
    return {
        node: min(
            (max(each.evidence.confidence for each in group) for group in nodes.needs(node)),
            default=1.0,
        )
        for node in nodes.classes
    }


def _limited(each: Fact, limits: Mapping[IRI, float]) -> Fact:
    if _is_known(each.evidence):
        return each
    ends = (each.triple.subject, each.triple.object)
    most = min(limits.get(end, 1.0) for end in ends if isinstance(end, IRI))
    return _as_sure(each, min(most, each.evidence.confidence))


def _as_sure(each: Fact, value: float) -> Fact:
    if value == each.evidence.confidence:
        return each
    return Fact(each.triple, replace(each.evidence, confidence=value))
