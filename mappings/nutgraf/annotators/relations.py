"""What the words say about organizations, places, events and laws, and how they hang together.

Each construction is one small function of the same shape, `(Reading, Names) -> relations`.  What only
a quotation says is the speaker's claim and is left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nutgraf.language.lists import agencies, countries
from nutgraf.model import Basis, EntityKind, Evidence, Mention, MentionForm, Relation, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.annotators.attribution import Names
    from nutgraf.language.tokens import Reading
    from nutgraf.model import Entity, Quotation

_BASED = re.compile(r"-\s?based\s+(?P<what>(?:[a-z][\w-]*\s+){0,4})")
_ORGANIZED = re.compile(
    r"\b(?:(?:co|jointly)[- ]?)?(?:organi[sz]ed|hosted|held|sponsored|convened|staged|run)\s+(?:jointly\s+)?by\s+"
)
_FOUNDED = re.compile(
    r",?\s+(?:(?:which|that)\s+(?:was|were)\s+)?(?:set up|established|founded|created|formed|launched|co-founded)"
    r"(?:\s+in\s+\d{4})?\s+by\s+(?:the\s+)?"
)
_DIVISION = r"(?:province|state|county|district|region|prefecture|governorate|department|territory|oblast|municipality|parish|canton)"
_AREA = r"(?:\s+(?:area|neighbou?rhood|village|town|suburb|township|district|quarter))?"
_DIVISION_WORDS = frozenset(
    "District Province County Region Prefecture Governorate Oblast Municipality Territory State Township".split()
)
_CITY = re.compile(
    r"\b(?:cities|towns)\s+of\s+|\b(?:city|capital|town)\s+of\s+|\b(?:city|town|capital),?\s+$"
)

ORGANIZATION_TYPES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (
            r"\b(?:Research (?:Institute|Cent(?:er|re)|Council)|Institute (?:of|for) [\w ]*Research)\b",
            "ResearchOrganization",
        ),
        (
            r"\b(?:University|College|Polytechnic|Institute of Technology)\b(?! (?:Hospital|Press))",
            "CollegeOrUniversity",
        ),
        (
            r"\b(?:[Gg]overnment|Ministry|Legislative Council|Legislative Assembly|Parliament|Senate|House of Representatives"
            r"|National Assembly|(?:City|County|Town|Borough|District|Municipal) Council|Cabinet|Treasury)\b|^(?:Department|Ministry|Bureau) of\b",
            "GovernmentOrganization",
        ),
        (r"\b(?:Bank|Banking Corporation)\b(?! Group)", "BankOrCreditUnion"),
        (r"\b(?:Airlines?|Airways)\b", "Airline"),
        (r"\b(?:Hospital|Infirmary)\b", "Hospital"),
        (r"\b(?:Party)$", "PoliticalParty"),
        (r"\b(?:Inc|Corp|Corporation|Ltd|Limited|PLC|plc|LLC|GmbH|Holdings)\b\.?$", "Corporation"),
        (r"\b(?:Library|Libraries)$", "Library"),
    )
)
"""Classes that the name of an organization itself tells."""


def relations(
    reading: Reading,
    names: Names,
    entities: Sequence[Entity],
    quotations: Sequence[Quotation],
) -> tuple[Relation, ...]:
    """The relations that the article's own words state, each once."""
    spoken = [part for quotation in quotations for part in quotation.parts]
    found: list[Relation] = []
    for construction in (_based, _organizers, _founders, _containment, _kinds_of_place):
        for relation in construction(reading, names):
            if not any(part.contains(span) for part in spoken for span in relation.evidence.spans):
                found.append(relation)
    found.extend(_kinds_by_name(entities))
    found.extend(_agencies(entities))
    found.extend(_served_areas(names, entities))
    found.extend(_family_names(reading, names, entities))
    return _once(found)


def _once(found: Sequence[Relation]) -> tuple[Relation, ...]:
    merged: dict[tuple[object, ...], Relation] = {}
    for relation in found:
        if relation.subject == relation.object:
            continue
        merged.setdefault(
            (relation.subject, relation.property, relation.object, relation.value), relation
        )
    return tuple(relation for relation in merged.values() if not _contradicted(relation, merged))


def _contradicted(relation: Relation, merged: dict[tuple[object, ...], Relation]) -> bool:
    """Two places cannot contain each other: neither is published."""
    return (
        relation.property == "containedInPlace"
        and (relation.object, relation.property, relation.subject, None) in merged
    )


def _stated(
    subject: Mention,
    property: str,
    spans: Sequence[Span],
    rule: str,
    *,
    object: Mention | None = None,
    value: str | None = None,
    confidence: float = 0.9,
    basis: Basis = Basis.STATED,
) -> Relation:
    return Relation(
        subject=subject.entity or "",
        property=property,
        object=object.entity if object else None,
        value=value,
        evidence=Evidence(rule=rule, spans=tuple(spans), confidence=confidence, basis=basis),
    )


def _based(reading: Reading, names: Names) -> Iterator[Relation]:
    """“X-based think tank Y”: where Y is, and what it is."""
    for place in _of(names, EntityKind.PLACE):
        match = _BASED.match(reading.text, place.span.end)
        if not match:
            continue
        behind = names.within(match.end(), match.end() + 120)
        if not behind or behind[0].kind is not EntityKind.ORGANIZATION:
            continue
        organization = behind[0]
        if organization.span.start != match.end():
            continue
        span = Span(place.span.start, organization.span.end)
        yield _stated(organization, "location", [span], "place-based", object=place)
        what = match.group("what").strip()
        if what:
            start = match.start("what")
            yield _stated(
                organization,
                "description",
                [Span(start, organization.span.end)],
                "noun-before-name",
                value=" ".join(what.split()),
            )


def _organizers(reading: Reading, names: Names) -> Iterator[Relation]:
    """“E, co-organized by A and B”: every organization or person up to the clause's end."""
    text = reading.text
    for event in _of(names, EntityKind.EVENT):
        sentence = reading.sentence_at(event.span.start)
        if sentence is None:
            continue
        match = _ORGANIZED.search(text, event.span.end, min(sentence.span.end, event.span.end + 60))
        if not match or re.search(r"[.;:]", text[event.span.end : match.start()]):
            continue
        place = match.end()
        for agent in names.within(match.end(), sentence.span.end):
            between = text[place : agent.span.start]
            if agent.kind is EntityKind.PLACE and text[agent.span.end : agent.span.end + 1] == "-":
                continue
            if agent.kind not in (EntityKind.ORGANIZATION, EntityKind.PERSON):
                break
            if not re.fullmatch(
                r"[\s,]*(?:and\s+)?(?:(?:the|a|an|[\w’-]+-based|[A-Z]\w+|[a-z][\w-]*)\s+){0,7}",
                between,
            ) or re.search(r"\b(?:who|which|that|said|says|was|is|on|in|at|with)\b", between):
                break
            yield _stated(
                event,
                "organizer",
                [Span(event.span.start, agent.span.end)],
                "organized-by",
                object=agent,
            )
            place = agent.span.end


def _founders(reading: Reading, names: Names) -> Iterator[Relation]:
    """“Y set up by Z”."""
    for organization in _of(names, EntityKind.ORGANIZATION):
        match = _FOUNDED.match(reading.text, organization.span.end)
        if not match:
            continue
        behind = names.within(match.end(), match.end() + 120)
        if (
            behind
            and behind[0].span.start == match.end()
            and behind[0].kind
            in (
                EntityKind.ORGANIZATION,
                EntityKind.PERSON,
            )
        ):
            span = Span(organization.span.start, behind[0].span.end)
            yield _stated(organization, "founder", [span], "set-up-by", object=behind[0])


def _containment(reading: Reading, names: Names) -> Iterator[Relation]:
    """“the A area in B”, “B District of C”, “C, D province”, “in C, Country”."""
    text = reading.text
    places = _of(names, EntityKind.PLACE)
    for inner, outer in zip(places, places[1:], strict=False):
        between = text[inner.span.end : outer.span.start]
        rule = ""
        if re.fullmatch(rf"{_AREA}\s+(?:in|of)\s+(?:the\s+)?", between) and (
            between.strip() not in ("in", "of", "in the", "of the")
            or inner.span.of(text).split()[-1] in _DIVISION_WORDS
        ):
            rule = "area-of"
        elif re.fullmatch(r",\s+(?:in\s+)?(?:the\s+)?", between) and (
            re.match(rf"\s+{_DIVISION}\b", text[outer.span.end :])
            or outer.span.of(text).split()[-1] in _DIVISION_WORDS
            or _is_country_apposition(text, inner, outer)
        ):
            rule = "place-apposition"
        if rule:
            yield _stated(
                inner,
                "containedInPlace",
                [Span(inner.span.start, outer.span.end)],
                rule,
                object=outer,
            )


def _is_country_apposition(text: str, inner: Mention, outer: Mention) -> bool:
    """“in Oslo, Norway,”: a country behind a place that is no country, not an item of a list."""
    if outer.span.of(text) not in countries() or inner.span.of(text) in countries():
        return False
    behind = text[outer.span.end : outer.span.end + 5]
    before = text[max(0, inner.span.start - 12) : inner.span.start]
    return (
        bool(re.match(r"[,.;)]|\s+on|\s*$", behind))
        and bool(re.search(r"\b(?:in|at|from|near|of|to|outside)\s+(?:the\s+)?$", before))
        and not re.match(r",\s+(?:and\s+)?[A-Z]", text[outer.span.end :])
    )


def _kinds_of_place(reading: Reading, names: Names) -> Iterator[Relation]:
    """“D province”, “the cities of A and B”, “the city of A”, and countries by ISO 3166."""
    text = reading.text
    cities_until = -1
    for place in _of(names, EntityKind.PLACE):
        words = place.span.of(text)
        if words in countries():
            yield _stated(
                place, "type", [place.span], "country-list", value="Country", basis=Basis.INFERRED
            )
            continue
        division = re.compile(rf"\s+({_DIVISION})\b").match(text, place.span.end)
        if division:
            yield _stated(
                place,
                "type",
                [Span(place.span.start, division.end())],
                "division-noun",
                value="State" if division.group(1) == "state" else "AdministrativeArea",
            )
        elif words.split()[-1] in _DIVISION_WORDS and " " in words:
            yield _stated(place, "type", [place.span], "division-noun", value="AdministrativeArea")
        before = text[max(0, place.span.start - 14) : place.span.start]
        city = _CITY.search(before)
        if city and city.end() == len(before):
            start = place.span.start - len(before) + city.start()
            yield _stated(place, "type", [Span(start, place.span.end)], "city-noun", value="City")
            cities_until = (
                place.span.end if "cities" in city.group() or "towns" in city.group() else -1
            )
        elif cities_until >= 0 and re.fullmatch(
            r",\s+|,?\s+and\s+", text[cities_until : place.span.start]
        ):
            yield _stated(
                place, "type", [Span(cities_until, place.span.end)], "city-noun", value="City"
            )
            cities_until = place.span.end
        else:
            cities_until = -1


def _kinds_by_name(entities: Sequence[Entity]) -> Iterator[Relation]:
    """The class that an organization's own name tells: “… University”, “… Bank”."""
    for entity in entities:
        if entity.kind is not EntityKind.ORGANIZATION:
            continue
        for pattern, name in ORGANIZATION_TYPES:
            if pattern.search(entity.name):
                yield Relation(
                    subject=entity.id,
                    property="type",
                    value=name,
                    evidence=Evidence(
                        rule="class-in-name",
                        spans=entity.evidence.spans[:1],
                        confidence=0.85,
                        basis=Basis.INFERRED,
                    ),
                )
                break


def _agencies(entities: Sequence[Entity]) -> Iterator[Relation]:
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


def _served_areas(names: Names, entities: Sequence[Entity]) -> Iterator[Relation]:
    """A government whose name begins with a place of the article serves that place."""
    places = {entity.name: entity for entity in entities if entity.kind is EntityKind.PLACE}
    for entity in entities:
        if entity.kind is not EntityKind.ORGANIZATION or not re.search(
            r"\b(?:[Gg]overnment|Legislative Council|Parliament|City Council)$", entity.name
        ):
            continue
        for name, place in places.items():
            if entity.name.startswith(f"{name} "):
                yield Relation(
                    subject=entity.id,
                    property="areaServed",
                    object=place.id,
                    evidence=Evidence(
                        rule="place-in-name",
                        spans=entity.evidence.spans[:1],
                        confidence=0.85,
                        basis=Basis.INFERRED,
                    ),
                )


def _family_names(reading: Reading, names: Names, entities: Sequence[Entity]) -> Iterator[Relation]:
    """A bare name that news uses for a person again is the family name; the rest is given.

    A bare first name tells nothing by itself, unless it is a single letter or the name has the order
    that a family name of one syllable before a given name has.
    """
    for entity in entities:
        parts = entity.name.split()
        if entity.kind is not EntityKind.PERSON or len(parts) < 2:
            continue
        bare = [
            mention
            for mention in names.mentions
            if mention.entity == entity.id
            and mention.form is MentionForm.NAME
            and mention.span.of(reading.text) in parts
        ]
        forms = {mention.span.of(reading.text) for mention in bare}
        if len(forms) != 1:
            continue
        family = forms.pop()
        if not family[0].isupper():
            continue
        if family == parts[0] and not _family_first(parts):
            continue
        rest = " ".join(part for index, part in enumerate(parts) if index != parts.index(family))
        spans = (entity.evidence.spans[0], bare[0].span)
        for property, value in (("familyName", family), ("givenName", rest)):
            yield Relation(
                subject=entity.id,
                property=property,
                value=value,
                evidence=Evidence(
                    rule="bare-surname", spans=spans, confidence=0.85, basis=Basis.INFERRED
                ),
            )


def _family_first(parts: Sequence[str]) -> bool:
    """“Xi Jinping”, “E Zhihuan”, “Kim Jong-un”: one short word, then the given name."""
    return (
        len(parts) == 2
        and (len(parts[0]) == 1 or parts[0] in FAMILY_FIRST)
        or (len(parts) == 3 and parts[0] in FAMILY_FIRST)
    )


FAMILY_FIRST = frozenset(
    """
    Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie Song
    Tang Deng Han Feng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng Wei Su Lu Ding Ren Yao
    Shen Zhong Cui Tan Fan Wen Hou Qin Bai Meng Qiu Xi Xiong Kong Jin Shi Gu Hong Kim Lee Park Choi Jung Kang
    Cho Yoon Jang Lim Oh Seo Shin Kwon Hwang Ahn Yoo Moon Nguyen Tran
    """.split()
) - {"Nguyen", "Tran", "Park", "Song", "Sun", "Long"}
"""Frequent family names of China and Korea in Latin letters, which stand before the given name."""


def _of(names: Names, kind: EntityKind) -> list[Mention]:
    return [
        mention
        for mention in names.mentions
        if mention.kind is kind and mention.form is MentionForm.NAME and mention.entity
    ]
