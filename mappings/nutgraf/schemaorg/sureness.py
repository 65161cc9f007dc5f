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
from nutgraf.schemaorg.nodes import NEEDED_PROPERTIES, Nodes, classes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nutgraf.graph import Triple

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


def measured(facts: Iterable[Fact], article: IRI) -> list[Fact]:
    """The facts with measured confidence, each once: of two reasons for one fact, the surer."""
    found = list(facts)
    classes = classes_of(found)
    surest: dict[Triple, Fact] = {}
    doubtful: set[Triple] = set()
    unsure: set[IRI] = set()  # the nodes that others cannot be surer than
    for each in found:
        triple, why = each
        # Nothing was read that could be misread: it is given, or a field of the source says it.
        is_known = why.basis in _KNOWN or why.rule.startswith(FIELD)
        judged = each if is_known else _judged(each, classes)
        sure = judged.evidence.confidence
        before = surest.get(triple)
        if before is None or sure > before.evidence.confidence:
            surest[triple] = judged
            if not is_known:
                doubtful.add(triple)
            elif before is not None:
                doubtful.discard(triple)
            if sure < 1 and triple.predicate in NEEDED_PROPERTIES:
                unsure.add(triple.subject)
    unsure.discard(article)  # that it is one is given
    if unsure:
        about = (each for each in surest.values() if each.triple.subject in unsure)
        limits = _Limits(Nodes(about, article))
        for triple in doubtful:
            surest[triple] = _limited(surest[triple], limits)
    return list(surest.values())


def _judged(each: Fact, classes: Mapping[IRI, str]) -> Fact:
    why = each.evidence
    of = f"{classes.get(each.triple.subject, '')}.{each.triple.predicate.removeprefix(SCHEMA)}"
    return _as_sure(each, confidence(why.rule, MEASURED_AS.get(of, of), why.confidence))


class _Limits(dict[IRI, float]):
    """How sure each node is: as sure as its class and all that it needs; found when asked for."""

    def __init__(self, nodes: Nodes) -> None:
        super().__init__()
        self._nodes = nodes

    def __missing__(self, node: IRI) -> float:
        needs = self._nodes.needs(node) if node in self._nodes.classes else ()
        sure = [max(each.evidence.confidence for each in group) for group in needs]
        self[node] = limit = min(sure, default=1.0)
        return limit


def _limited(each: Fact, limits: Mapping[IRI, float]) -> Fact:
    ends = (each.triple.subject, each.triple.object)
    most = min(limits[end] for end in ends if isinstance(end, IRI))
    return _as_sure(each, min(most, each.evidence.confidence))


def _as_sure(each: Fact, value: float) -> Fact:
    if value == each.evidence.confidence:
        return each
    return Fact(each.triple, replace(each.evidence, confidence=value))
