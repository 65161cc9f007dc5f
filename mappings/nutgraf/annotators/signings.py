"""Signings: “the signing of the L by P” is an event about a law, with an actor."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nutgraf.iris import local_id
from nutgraf.language.forms import tidy
from nutgraf.model import (
    Basis,
    Entity,
    EntityKind,
    Evidence,
    Mention,
    MentionForm,
    Relation,
    Span,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nutgraf.annotators.known import Names
    from nutgraf.language.tokens import Reading
    from nutgraf.model import Role

_SIGNING = re.compile(r"\b(?P<name>[Ss]igning(?:\s+into\s+law)?\s+of\s+(?:the\s+)?)$")
_BY = re.compile(r"\s+by\s+")
_BEFORE = 40  # code points between the verbal noun and the law
_BEHIND = 100  # code points between the law and who signs it


@dataclass(frozen=True, slots=True, kw_only=True)
class Signings:
    """The events of an article that are signings, with what the words say of them."""

    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    relations: tuple[Relation, ...]


def signings(reading: Reading, names: Names, key: str, roles: Sequence[Role]) -> Signings:
    """Each signing under its article; a law that the office of a country signs is that country's."""
    entities: dict[str, Entity] = {}
    mentions: list[Mention] = []
    relations: list[Relation] = []
    offices = {role.person: role for role in roles if role.place}
    for law in names.mentions:
        if law.kind is not EntityKind.LEGISLATION or law.form is not MentionForm.NAME:
            continue
        before = max(0, law.span.start - _BEFORE)
        match = _SIGNING.search(reading.text, before, law.span.start)
        if not match or law.entity is None:
            continue
        words = Span(match.start("name"), law.span.end)
        name = tidy(words.of(reading.text))
        event = local_id(key, name)
        why = Evidence(rule="signing-of-law", spans=(words,), confidence=0.85)
        entities.setdefault(event, Entity(id=event, kind=EntityKind.EVENT, name=name, evidence=why))
        mentions.append(
            Mention(
                span=words,
                kind=EntityKind.EVENT,
                form=MentionForm.NOMINAL,
                evidence=why,
                entity=event,
            )
        )
        relations.append(Relation(subject=event, property="about", object=law.entity, evidence=why))
        signer = _signer(reading, names, law)
        if signer is None:
            continue
        whole = Span(words.start, signer.span.end)
        signed = Evidence(rule="signed-by", spans=(whole,), confidence=0.85)
        relations.append(
            Relation(subject=event, property="actor", object=signer.entity, evidence=signed)
        )
        office = offices.get(signer.entity or "")
        if office:
            relations.append(
                Relation(
                    subject=law.entity,
                    property="legislationJurisdiction",
                    object=office.place,
                    evidence=Evidence(
                        rule="signed-by-office",
                        spans=(whole,),
                        confidence=0.8,
                        basis=Basis.INFERRED,
                    ),
                )
            )
    return Signings(
        entities=tuple(entities.values()), mentions=tuple(mentions), relations=tuple(relations)
    )


def _signer(reading: Reading, names: Names, law: Mention) -> Mention | None:
    sentence = reading.sentence_at(law.span.start)
    by = _BY.match(reading.text, law.span.end)
    if not sentence or not by:
        return None
    for mention in names.within(by.end(), min(sentence.span.end, by.end() + _BEHIND)):
        if mention.kind is EntityKind.PERSON:
            return mention
    return None
