"""What a person is, and at which organization, as the words around a name say.

A name has descriptions before it, behind it and in the clause that it begins; each gives its titles,
and the organization that it names or means.  A role that only a quotation states is the speaker's
claim and is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nutgraf.annotators import images, role_belongings, role_bylines, role_clauses, role_sides
from nutgraf.annotators.antecedents import Antecedents
from nutgraf.annotators.role_places import Held, RolePlaces, countries_of, is_partisan, is_seat
from nutgraf.annotators.role_sides import Beside
from nutgraf.language.forms import tidy
from nutgraf.language.occupations import MILITARY
from nutgraf.language.phrases import line
from nutgraf.language.places import Places
from nutgraf.language.titles import is_clean, is_counsel, is_office, property_of
from nutgraf.model import (
    Basis,
    EntityKind,
    Evidence,
    Mention,
    MentionForm,
    ParagraphKind,
    Role,
    Span,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.annotators.known import Names
    from nutgraf.language.descriptions import Description
    from nutgraf.language.tokens import Reading
    from nutgraf.model import Quotation

_LONGEST = 2000  # code points of sentences that names join
_STAFF = frozenset(("at", "with", "in", ""))
"""How counsel hangs on a firm of its own: “a lawyer at Y”."""
_EVERYBODY = frozenset("both all two three four five".split())
_OF_TEAM = frozenset(("commands", "captains"))
"""Verbs that tell where the rank or the position before a name is held."""

_SEATS = frozenset(("Cllr", "Sen", "Rep"))
_SEAT = re.compile(r"\b(?:[Ss]en|[Rr]ep)(?:\.|ator|resentative)?$")


def roles(reading: Reading, names: Names, quotations: Sequence[Quotation]) -> tuple[Role, ...]:
    """The roles that the article states, each once with all the words that state it."""
    spoken = Places(part for quotation in quotations for part in quotation.parts)
    places = RolePlaces(Antecedents(reading, names), countries_of(reading.text, names))
    found = [
        _role(each.person, each.held, each.span, rule="title-in-byline")
        for each in role_bylines.signed(reading, names)
    ]
    found.extend(
        replace(_role(person, Held("", agency), evidence.spans[0]), evidence=evidence)
        for person, agency, evidence in images.credited(reading, names)
        if person.entity
    )
    for stretch in _stretches(reading, names):
        mentions = names.within(stretch.start, stretch.end)
        people = {id(each) for each in mentions if _is_told_of(each, spoken)}
        if not people:
            continue
        words = line(reading.text, stretch, mentions)
        for index, item in enumerate(words.items):
            if id(item.mention) in people:
                found.extend(_Teller(places, Beside(words, index)).roles())
    return _once(found)


def _is_told_of(mention: Mention, spoken: Places) -> bool:
    """Whether a mention is a person by name, outside of what somebody says."""
    return (
        mention.kind is EntityKind.PERSON
        and mention.form is MentionForm.NAME
        and bool(mention.entity)
        and not spoken.hold(mention.span)
    )


def _stretches(reading: Reading, names: Names) -> Iterator[Span]:
    """The sentences, joined where a name lies across their border (“No. 3”)."""
    start = None
    for sentence in reading.sentences:
        if sentence.paragraph.kind is ParagraphKind.BYLINE:
            continue
        start = sentence.span.start if start is None else start
        if names.across(sentence.span.end) and sentence.span.end - start < _LONGEST:
            continue
        yield Span(start, sentence.span.end)
        start = None


@dataclass(frozen=True, slots=True)
class _Teller:
    """What the words beside one mention of a person tell."""

    places: RolePlaces
    beside: Beside

    def roles(self) -> list[Role]:
        """The roles, with where they are held."""
        leading, rank = role_sides.before(self.beside)
        clauses = list(role_clauses.clauses_of(self.beside))
        found = [role for each in leading for role in self._described(each, before=True)]
        ahead = len(found)
        for description in (*self.beside.behind, *role_clauses.stated(self.beside, clauses)):
            found.extend(self._described(description))
        if len(found) > ahead:  # “Chief X, the chairman”: a form of address
            found = [role for role in found if not _is_style(role)]
        # “Colonel X, a spokesman for Y,” is told as a spokesman; “the spokesman, Maj. X” is both.
        military = set(rank.casefold().replace(".", "").split()) <= MILITARY
        if rank and not (military and len(found) > ahead):
            found.append(self._ranked(rank))
        if letters := role_belongings.seat(self.beside):
            span = Span(self.beside.person.span.start, self.beside.items[self.beside.index + 1].end)
            found.append(_role(self.beside.person, Held(letters), span, rule="seat-behind-name"))
        found = self._seated(found)
        for role, verb in self._belonging(clauses):
            ranked = _open_title(found) if verb in _OF_TEAM else None
            if ranked is None:
                found.append(role)
            else:  # “Gen. X, who commands Y”
                held = replace(ranked, organization=role.organization, property="worksFor")
                found[found.index(ranked)] = replace(held, evidence=role.evidence)
        return self._affiliated(self._joined(found))

    def _described(self, description: Description, *, before: bool = False) -> list[Role]:
        """The roles of a description, for everybody it is about."""
        items, index = self.beside.items, self.beside.index
        start = items[description.start].start
        bare = self.beside.word(description.start) in ("the", "a", "an") and not description.refers
        opening = items[description.start + bare].start
        span = Span(
            min(opening, items[index].start), max(items[description.stop - 1].end, items[index].end)
        )
        final = description.titles[-1].words
        found: list[Role] = []
        for title in description.titles:
            held = self.places.held(description, title.words, start, before=before)
            if not is_clean(tidy(held.title)):
                continue
            if title.words != final and _is_membership(final) and not _is_membership(title.words):
                held = replace(held, where=None, antecedent=None)  # “a fisherman and member of Y”
            if title.words != final and _is_bare_seat(title.words) and not _is_membership(final):
                held = replace(held, where=None, antecedent=None)  # “senator and patron of Y”
            found.extend(
                _role(
                    person,
                    held,
                    span,
                    former=description.former,
                    loose=is_counsel(held.title) and description.link not in _STAFF,
                )
                for person in self._about(description, before=before)
            )
        if found and is_seat(description, final):
            party = Held("", description.organization)
            found.append(_role(self.beside.person, party, span, rule="party-of-member"))
        return found

    def _about(self, description: Description, *, before: bool) -> Sequence[Mention]:
        """Whom a description is about: “trustees X and Y”, “X and Y, both trustees”."""
        if description.plural and description.determiner in _EVERYBODY:
            listed = role_sides.people if before else role_sides.people_before
            return listed(self.beside)
        if description.plural and before and not description.determiner:
            return role_sides.people(self.beside)
        return (self.beside.person,)

    def _ranked(self, rank: str) -> Role:
        """“Prof. X”: the rank, as it is printed."""
        person = self.beside.person
        start = self.beside.text.rfind(rank, 0, person.span.start)
        named = role_belongings.employer(self.beside, rank)
        if named:
            return _role(
                person,
                Held(rank, named),
                Span(named.span.start, person.span.end),
                rule="rank-before-name",
            )
        body = self.places.implied(rank, start)
        span = Span(start, person.span.end)
        return _role(person, Held(rank, body, body), span, rule="rank-before-name")

    def _seated(self, found: list[Role]) -> list[Role]:
        """“Sen. X, D-Z”: the state behind the party's letter is where the seat is."""
        beside, index = self.beside, self.beside.index
        if beside.word(index + 2) not in ("d", "r", "i") or beside.word(index + 3) != "-":
            return found
        if index + 4 >= len(beside.items):
            return found
        place = beside.items[index + 4].names(EntityKind.PLACE)
        return [
            replace(role, place=place.entity)
            if place and role.title and not role.organization and _SEAT.search(role.title)
            else role
            for role in found
        ]

    def _belonging(self, clauses: Sequence[int]) -> Iterator[tuple[Role, str]]:
        """“X, who heads Y”, and the verb that says so."""
        items = self.beside.items
        for description in role_clauses.places(self.beside, clauses):
            held = Held("", description.organization)
            if held.where is None and description.refers:
                start = items[description.start].start
                meant = self.places.meant(description.refers, start)
                held = Held("", meant, meant)
            if held.organization is not None:
                span = Span(self.beside.person.span.start, items[description.stop - 1].end)
                role = _role(self.beside.person, held, span, rule="who-heads")
                yield role, self.beside.word(description.start)

    def _joined(self, found: list[Role]) -> list[Role]:
        """“Inspector X of Y”: where the title before the name is held, or a role beside it."""
        at = role_belongings.affiliation(self.beside)
        if at is None:
            return found
        person = self.beside.person
        span = Span(person.span.start, at.span.end)
        titled = [
            role
            for role in found
            if role.title and role.evidence.spans[0].start < person.span.start
        ]
        bare = titled[0] if len(titled) == 1 else None
        if bare and not bare.organization and not bare.place and not bare.former:
            title = bare.title or ""
            others = [role for role in found if role is not bare]
            if at.kind is EntityKind.PLACE:
                return [replace(bare, place=at.entity), *others] if is_office(title) else found
            if not is_partisan(title, at.span.of(self.beside.text)):
                spans = (*bare.evidence.spans, span)
                evidence = replace(bare.evidence, spans=spans, confidence=0.85)
                hangs = property_of(title)
                held = replace(bare, organization=at.entity, property=hangs, evidence=evidence)
                return [held, *others]
        if at.kind is EntityKind.PLACE:
            return found
        return [*found, _role(person, Held("", at), span, rule="person-of-organization")]

    def _affiliated(self, found: list[Role]) -> list[Role]:
        """“Y’s X”; “Cllr X (Y)”: the party of who sits in a body."""
        person = self.beside.person
        if at := role_belongings.owner(self.beside):
            span = Span(min(at.span.start, person.span.start), max(at.span.end, person.span.end))
            return [*found, _role(person, Held("", at), span, rule="person-of-organization")]
        at = role_belongings.party(self.beside)
        if at is None:
            return found
        kept = [role for role in found if not _is_open_seat(role)]
        span = Span(person.span.start, at.span.end)
        sits = [
            replace(
                role,
                organization=at.entity,
                property="memberOf",
                evidence=replace(
                    role.evidence,
                    spans=(role.evidence.spans[0], span),
                    confidence=0.85,
                    basis=Basis.STATED,
                ),
            )
            for role in found
            if _is_open_seat(role)
        ]
        if sits:
            return [*kept, *sits]
        return [*found, _role(person, Held("", at), span, rule="person-of-organization")]


def _is_style(role: Role) -> bool:
    """Whether a title is no more than how a chief is addressed."""
    return role.title == "Chief" and not (role.organization or role.place)


def _open_title(found: Sequence[Role]) -> Role | None:
    """The only title beside a name, if it doesn't say where."""
    titled = [role for role in found if role.title and not role.former]
    bare = len(titled) == 1 and not (titled[0].organization or titled[0].place)
    return titled[0] if bare else None


def _is_open_seat(role: Role) -> bool:
    """Whether somebody sits in a body that the words beside the name don't name."""
    title = role.title or ""
    seated = _is_membership(title) or title.rstrip(".") in _SEATS
    stated = role.organization and role.evidence.basis is Basis.STATED
    return seated and not role.former and not role.place and not stated


def _is_bare_seat(title: str) -> bool:
    """Whether a title is nothing but a seat, whose body it doesn't name."""
    return _is_membership(title) and " " not in title


def _is_membership(title: str) -> bool:
    return property_of(title) == "memberOf"


def _role(
    person: Mention,
    held: Held,
    span: Span,
    *,
    former: bool = False,
    loose: bool = False,
    rule: str = "role-beside-name",
) -> Role:
    title = tidy(held.title) or None
    told = held.antecedent
    hangs = property_of(held.title) if held.organization and title and not loose else "affiliation"
    confidence = 0.9 if title else 0.8
    return Role(
        person=person.entity or "",
        title=title,
        organization=held.organization.entity if held.organization else None,
        place=held.place.entity if held.place else None,
        property=hangs,
        former=former,
        evidence=Evidence(
            rule=rule,
            spans=(span, told.span) if told else (span,),
            confidence=0.75 if told else confidence,
            basis=Basis.INFERRED if told else Basis.STATED,
        ),
    )


def _once(found: Sequence[Role]) -> tuple[Role, ...]:
    """Each role once: a title that is told with its organization is not told without it."""
    same: defaultdict[tuple[object, ...], list[Role]] = defaultdict(list)
    for role in found:
        same[_titled(role), role.organization, role.place, role.former].append(role)
    known = {(role.person, role.organization) for role in found if role.title}
    held = {_titled(role) for role in found if role.organization or role.place}
    return tuple(
        _merged(again) for again in same.values() if not _is_told_better(again[0], known, held)
    )


def _titled(role: Role) -> tuple[str, str]:
    return role.person, (role.title or "").casefold()


def _is_told_better(
    role: Role, known: set[tuple[str, str | None]], held: set[tuple[str, str]]
) -> bool:
    """Whether another role says the same and more."""
    if not role.title:
        return (role.person, role.organization) in known
    return not (role.organization or role.place or role.former) and _titled(role) in held


def _merged(same: Sequence[Role]) -> Role:
    spans = tuple(dict.fromkeys(span for role in same for span in role.evidence.spans))
    if spans == same[0].evidence.spans:
        return same[0]
    return replace(same[0], evidence=replace(same[0].evidence, spans=spans))
