"""What the words say about organizations, places, events and laws, and how they hang together.

Each construction is one small function of the same shape, `(Reading, Names) -> relations`.  What only
a quotation says is the speaker's claim and is left out.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from nutgraf.annotators.family_names import family_names
from nutgraf.annotators.kinds import (
    DIVISION,
    DIVISION_WORDS,
    kinds_by_list,
    kinds_by_name,
    kinds_of_place,
)
from nutgraf.language.forms import tidy
from nutgraf.language.lists import countries
from nutgraf.language.places import Places
from nutgraf.model import Basis, EntityKind, Evidence, Mention, Relation, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.annotators.known import Names
    from nutgraf.language.tokens import Reading
    from nutgraf.model import Entity, Quotation

_BASED = re.compile(
    r"-\s?based\s+(?P<what>(?:(?!(?:of|for|by|in|to|from|with|and|on|at|said|says|set|left|run|led|called|owned"
    r"|company|firm)\b)(?!\w+ed\b)[a-z][\w-]*\s+){0,4}(?:(?:company|firm)\s+)?)"
)
_ORGANIZED = re.compile(
    r"\b(?:(?:co|jointly)[- ]?)?(?:organi[sz]ed|hosted|held|sponsored|convened|staged|run)\s+(?:jointly\s+)?by\s+"
)
_VENUE = re.compile(
    r"(?:,?\s+(?:(?:which\s+)?(?:was|is|will be)\s+)?(?:held|taking place|staged))?\s+in\s+(?:the\s+)?"
)
_FOUNDED = re.compile(
    r",?\s+(?:(?:(?:which|that)\s+)?(?:was|were)\s+)?(?:set up|established|founded|created|formed|launched|co-founded)"
    r"(?:\s+in\s+\d{4})?\s+by\s+(?:the\s+)?"
)
_AREA = r"(?:\s+(?:area|neighbou?rhood|village|town|suburb|township|district|quarter))?"


def relations(
    reading: Reading,
    names: Names,
    entities: Sequence[Entity],
    quotations: Sequence[Quotation],
) -> tuple[Relation, ...]:
    """The relations that the article's own words state, each once."""
    spoken = Places(part for quotation in quotations for part in quotation.parts)
    found: list[Relation] = []
    for construction in (
        _based,
        _organizers,
        _venues,
        _founders,
        _containment,
        kinds_of_place,
    ):
        found.extend(
            relation
            for relation in construction(reading, names)
            if not any(spoken.hold(span) for span in relation.evidence.spans)
        )
    found.extend(kinds_by_name(entities))
    found.extend(kinds_by_list(entities))
    found.extend(_served_areas(entities))
    found.extend(family_names(reading, names, entities))
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


def _stated(subject: Mention, property: str, to: Mention | str, span: Span, rule: str) -> Relation:
    return Relation(
        subject=subject.entity or "",
        property=property,
        object=None if isinstance(to, str) else to.entity,
        value=to if isinstance(to, str) else None,
        evidence=Evidence(rule=rule, spans=(span,), confidence=0.9),
    )


def _based(reading: Reading, names: Names) -> Iterator[Relation]:
    """“X-based think tank Y”: where Y is, and what it is."""
    for place in names.named(EntityKind.PLACE):
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
        yield _stated(organization, "location", place, span, "place-based")
        what = match.group("what").strip()
        if what:
            start = match.start("what")
            noun = Span(start, organization.span.end)
            yield _stated(organization, "description", tidy(what), noun, "noun-before-name")


def _organizers(reading: Reading, names: Names) -> Iterator[Relation]:
    """“E, co-organized by A and B”: every organization or person up to the clause's end."""
    text = reading.text
    for event in names.named(EntityKind.EVENT):
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
            span = Span(event.span.start, agent.span.end)
            yield _stated(event, "organizer", agent, span, "organized-by")
            place = agent.span.end


def _venues(reading: Reading, names: Names) -> Iterator[Relation]:
    """“E in C”, “E, held in C”: the place that directly follows an event."""
    for event in names.named(EntityKind.EVENT):
        match = _VENUE.match(reading.text, event.span.end)
        if not match:
            continue
        behind = names.within(match.end(), match.end() + 80)
        if behind and behind[0].span.start == match.end() and behind[0].kind is EntityKind.PLACE:
            span = Span(event.span.start, behind[0].span.end)
            yield _stated(event, "location", behind[0], span, "event-in-place")


def _founders(reading: Reading, names: Names) -> Iterator[Relation]:
    """“Y set up by Z”."""
    for organization in names.named(EntityKind.ORGANIZATION):
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
            yield _stated(organization, "founder", behind[0], span, "set-up-by")


def _containment(reading: Reading, names: Names) -> Iterator[Relation]:
    """“the A area in B”, “B District of C”, “C, D province”, “in C, Country”."""
    text = reading.text
    places = names.named(EntityKind.PLACE)
    for inner, outer in itertools.pairwise(places):
        between = text[inner.span.end : outer.span.start]
        rule = ""
        if re.fullmatch(rf"{_AREA}\s+(?:in|of)\s+(?:the\s+)?", between) and (
            between.strip() not in ("in", "of", "in the", "of the")
            or inner.span.of(text).split()[-1] in DIVISION_WORDS
        ):
            rule = "area-of"
        elif re.fullmatch(r",\s+(?:in\s+)?(?:the\s+)?", between) and (
            _DIVISION.match(text, outer.span.end)
            or outer.span.of(text).split()[-1] in DIVISION_WORDS
            or _is_country_apposition(text, inner, outer)
        ):
            rule = "place-apposition"
        if rule:
            span = Span(inner.span.start, outer.span.end)
            yield _stated(inner, "containedInPlace", outer, span, rule)


_DIVISION = re.compile(rf"\s+{DIVISION}\b")
_NEXT_ITEM = re.compile(r",\s+(?:and\s+)?[A-Z]")


def _is_country_apposition(text: str, inner: Mention, outer: Mention) -> bool:
    """“in Oslo, Norway,”: a country behind a place that is no country, not an item of a list."""
    if outer.span.of(text) not in countries() or inner.span.of(text) in countries():
        return False
    behind = text[outer.span.end : outer.span.end + 5]
    before = text[max(0, inner.span.start - 12) : inner.span.start]
    return (
        bool(re.match(r"[,.;)]|\s+on|\s*$", behind))
        and bool(re.search(r"\b(?:in|at|from|near|of|to|outside)\s+(?:the\s+)?$", before))
        and not _NEXT_ITEM.match(text, outer.span.end)
    )


def _served_areas(entities: Sequence[Entity]) -> Iterator[Relation]:
    """A government whose name begins with a place of the article serves that place."""
    places = {entity.name: entity for entity in entities if entity.kind is EntityKind.PLACE}
    order = {name: number for number, name in enumerate(places)}
    for entity in entities:
        if entity.kind is not EntityKind.ORGANIZATION or not re.search(
            r"\b(?:[Gg]overnment|Legislative Council|Parliament|City Council)$", entity.name
        ):
            continue
        beginnings = {entity.name[: space.start()] for space in re.finditer(" ", entity.name)}
        for name in sorted(beginnings & order.keys(), key=order.__getitem__):
            yield Relation(
                subject=entity.id,
                property="areaServed",
                object=places[name].id,
                evidence=Evidence(
                    rule="place-in-name",
                    spans=entity.evidence.spans[:1],
                    confidence=0.85,
                    basis=Basis.INFERRED,
                ),
            )
