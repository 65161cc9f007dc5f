"""What kind of place or organization a thing is, by its name or by the noun beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nutgraf.language.lists import agencies, countries
from nutgraf.language.name_nouns import ORGANIZATION_NOUNS
from nutgraf.model import Basis, EntityKind, Evidence, Relation, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.annotators.known import Names
    from nutgraf.language.tokens import Reading
    from nutgraf.model import Entity, Mention

DIVISION = r"(?:province|state|county|district|region|prefecture|governorate|department|territory|oblast|municipality|parish|canton)"


DIVISION_WORDS = frozenset(
    [
        "District",
        "Province",
        "County",
        "Region",
        "Prefecture",
        "Governorate",
        "Oblast",
        "Municipality",
        "Territory",
        "State",
        "Township",
    ]
)


_CITY = re.compile(
    r"\b(?:cities|towns)\s+of\s+|\b(?:city|capital|town)\s+of\s+|\b(?:city|town|capital),?\s+$"
)


_BEHIND = re.compile(rf"\s+({DIVISION})\b")
_AND = re.compile(r",\s+|,?\s+and\s+")
_BEFORE = 14  # code points that “the cities of ” takes

_GOVERNMENT = (
    r"\b(?:[Gg]overnment|Ministry|Legislative Council|Legislative Assembly|Parliament|Senate"
    r"|House of Representatives|National Assembly|Cabinet|Treasury"
    r"|(?:City|County|Town|Borough|District|Municipal) Council)\b"
    r"|^(?:Ministry|Bureau) (?:of|for)\b"
    r"|^Department (?:of|for)\b(?!.*\b(?:University|College|Polytechnic|School|Institute|Hospital|Museum)\b)"
)


_LEGAL = "Corporation"  # told by a legal form, which is the whole name's


_COMPANY = r"\b(?:Inc|Corp|Corporation|Ltd|Limited|PLC|plc|LLC|GmbH|Holdings)\b\.?$"


_RESEARCH = (
    r"\b(?:Research (?:Institute|Cent(?:er|re)|Council)|Institute (?:of|for) [\w ]*Research)\b"
)


_COLLEGE = r"\b(?:University|College|Polytechnic|Institute of Technology)\b(?! (?:Hospital|Press))"


ORGANIZATION_TYPES = (
    (re.compile(_RESEARCH), "ResearchOrganization"),
    (re.compile(_COLLEGE), "CollegeOrUniversity"),
    (re.compile(_GOVERNMENT), "GovernmentOrganization"),
    (re.compile(r"\b(?:Bank|Banking Corporation)\b(?! Group)"), "BankOrCreditUnion"),
    (re.compile(r"\b(?:Airlines?|Airways)\b"), "Airline"),
    (re.compile(r"\b(?:Hospital|Infirmary)\b"), "Hospital"),
    (re.compile(r"\bParty$"), "PoliticalParty"),
    (re.compile(_COMPANY), _LEGAL),
    (re.compile(r"\b(?:Library|Libraries)$"), "Library"),
)
"""Classes that the name of an organization itself tells, by the noun that heads it or its legal form."""

_UNDER_THE_HEAD = re.compile(r" (?:of|for|at|in)\b")
_BODIES = ORGANIZATION_NOUNS | {"Choir", "Club", "Press", "Team", "Trust"}


def kinds_of_place(reading: Reading, names: Names) -> Iterator[Relation]:
    """“D province”, “the cities of A and B”, “the city of A”, and countries by ISO 3166."""
    text = reading.text
    listed = -1  # where a list of cities has got to
    for place in names.named(EntityKind.PLACE):
        words = place.span.of(text)
        if words in countries():
            yield _kind(place, "Country", place.span, "country-list", basis=Basis.INFERRED)
            continue
        division = _BEHIND.match(text, place.span.end)
        if division:
            name = "State" if division.group(1) == "state" else "AdministrativeArea"
            yield _kind(place, name, Span(place.span.start, division.end()), "division-noun")
        elif words.split()[-1] in DIVISION_WORDS and " " in words:
            yield _kind(place, "AdministrativeArea", place.span, "division-noun")
        begin = max(0, place.span.start - _BEFORE)
        city = _CITY.search(text, begin, place.span.start)
        if city and city.end() == place.span.start:
            yield _kind(place, "City", Span(city.start(), place.span.end), "city-noun")
            listed = place.span.end if city.group().startswith(("cities", "towns")) else -1
        elif listed >= 0 and _AND.fullmatch(text, listed, place.span.start):
            yield _kind(place, "City", Span(listed, place.span.end), "city-noun")
            listed = place.span.end
        else:
            listed = -1


def _kind(
    place: Mention, name: str, span: Span, rule: str, *, basis: Basis = Basis.STATED
) -> Relation:
    return Relation(
        subject=place.entity or "",
        property="type",
        value=name,
        evidence=Evidence(rule=rule, spans=(span,), confidence=0.9, basis=basis),
    )


def kinds_by_name(entities: Sequence[Entity]) -> Iterator[Relation]:
    """The class that an organization's own name tells: “… University”, “… Bank”."""
    for entity in entities:
        if entity.kind is not EntityKind.ORGANIZATION:
            continue
        if kind := _class_in(entity.name):
            yield Relation(
                subject=entity.id,
                property="type",
                value=kind,
                evidence=Evidence(
                    rule="class-in-name",
                    spans=entity.evidence.spans[:1],
                    confidence=0.85,
                    basis=Basis.INFERRED,
                ),
            )


def _class_in(name: str) -> str | None:
    """The class that a name tells; a union of a university, or a university's club, is none."""
    under = _UNDER_THE_HEAD.search(name)
    end = under.start() if under else len(name)
    another = name[:end].rpartition(" ")[2] in _BODIES
    for pattern, kind in ORGANIZATION_TYPES:
        for match in pattern.finditer(name):
            if kind == _LEGAL or (match.start() < end and (match.end() >= end or not another)):
                return kind
    return None


def kinds_by_list(entities: Sequence[Entity]) -> Iterator[Relation]:
    """A name on the list of news agencies is a news organization's."""
    for entity in entities:
        if (
            entity.kind is EntityKind.ORGANIZATION
            and agencies().get(entity.name.casefold()) == entity.name
        ):
            yield Relation(
                subject=entity.id,
                property="type",
                value="NewsMediaOrganization",
                evidence=Evidence(
                    rule="agency-list",
                    spans=entity.evidence.spans[:1],
                    confidence=0.85,
                    basis=Basis.INFERRED,
                ),
            )
