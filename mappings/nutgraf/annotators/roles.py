"""What a person is, and at which organization, as the words around a name say.

Appositions (“X, chief economist of Y,”), titles before a name (“Y president X”), and the plain
“X of Y”: each construction is one function of the same shape.  A role that only a quotation states
is the speaker's claim and is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nutgraf.language.forms import tidy
from nutgraf.language.lists import adjectives, countries
from nutgraf.language.places import Places
from nutgraf.language.titles import (
    HONORIFICS,
    is_clean,
    is_office,
    is_outsider,
    is_title,
    normalised,
    property_of,
    title_at_end,
    title_before_preposition,
)
from nutgraf.model import EntityKind, Evidence, Mention, MentionForm, ParagraphKind, Role, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nutgraf.annotators.known import Names
    from nutgraf.language.tokens import Reading
    from nutgraf.model import Quotation

_PREPOSITION = re.compile(
    r"\s+(?:of|at|for|with|from|in|on)\s+(?:(?:the|its|a|an)\s+)?(?:(?!(?:of|at|for|with|from|in|on|the|an?)\b)[a-z][\w-]*\s+){0,3}?$"
)
_LINK = re.compile(r"\s+(?:of|from|at)\s+(?:the\s+)?")
_END = re.compile(
    r",|[.;:!?](?=\s|$)|\n|\s+(?:and|who|said|says|told|was|is|has|had|added)\b|[—–”“]"
)
_AGE = re.compile(r"\s*(?:aged\s+)?\d{1,3}(?:-year-old)?,")
_ADVERB = re.compile(r"^(?:currently|now)\s+")
_DETERMINED = re.compile(r"(?:the|a|an|currently|now)\s")
_BEFORE_ORGANIZATION = re.compile(
    r"(?:(?:the|a|an|one of the|another)\s+)?(?:(?:former|senior|long-time|veteran)\s+)?"
)
_BE = re.compile(
    r"(?:,[^,.]{1,40},)?\s+(?:is|was|serves as|became|has been)\s+"
    r"(?P<title>(?:(?:the|a|an|currently|now)\s+)?[^,.;]{3,60}?)\s+(?:of|at|for|with)\s+(?:the\s+)?"
)
_OWNED_TITLE = re.compile(
    r"(?:\b(?:[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Tt]he)|[’']s)\s+(?P<title>(?:[a-z][\w-]*\s){0,3}[a-z][\w-]*)$"
)
_POSSESSIVE = re.compile(r"^[’']s?(?=\s)")
_FORMER = re.compile(r"\b(?:former|ex|late|then|one-time|retired|ousted)[\s-]+$", re.IGNORECASE)
"""What stands before a role that is over; before the organization too: “former Y chairman X”."""
_FAR = 160  # code points that an apposition may span
_NEAR = 90  # code points between a person and an organization


@dataclass(frozen=True, slots=True)
class _Beside:
    """A person's name and the sentence around it."""

    text: str
    names: Names
    person: Mention
    sentence: Span
    countries: Mapping[str, Mention]

    @property
    def behind(self) -> int:
        """Where an apposition behind the name begins, or -1 if there is no comma."""
        start = self.person.span.end
        if self.text[start : start + 1] != ",":
            return -1
        age = _AGE.match(self.text, start + 1, self.sentence.end)
        start = age.end() if age else start + 1
        while start < self.sentence.end and self.text[start].isspace():
            start += 1
        return start

    @property
    def before(self) -> tuple[str, bool]:
        """The words of the sentence before the name, and whether a comma ends them."""
        words = self.text[self.sentence.start : self.person.span.start].rstrip()
        honorific = HONORIFICS.search(f"{words} ")
        words = words[: honorific.start()].rstrip() if honorific else words
        return (words[:-1], True) if words.endswith(",") else (words, False)

    def within(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions between two places of the sentence."""
        return self.names.within(start, min(end, self.sentence.end))


def roles(reading: Reading, names: Names, quotations: Sequence[Quotation]) -> tuple[Role, ...]:
    """The roles that the article states, each once with all the words that state it."""
    spoken = Places(part for quotation in quotations for part in quotation.parts)
    offices = _countries(reading.text, names)
    found: list[Role] = []
    for person in names.mentions:
        if person.kind is not EntityKind.PERSON or person.form is not MentionForm.NAME:
            continue
        sentence = reading.sentence_at(person.span.start)
        if sentence is None or spoken.hold(person.span):
            continue
        if sentence.paragraph.kind is ParagraphKind.BYLINE:
            continue  # “Crown Court reporter” is a beat, not an employer
        beside = _Beside(reading.text, names, person, sentence.span, offices)
        found.extend(_combined(_on_each_side(beside)))
    return _once(found)


def _on_each_side(beside: _Beside) -> Iterator[Role]:
    for side in (_BEHIND_NAME, _BEFORE_NAME, _ELSEWHERE):
        for construction in side:
            role = construction(beside)
            if role:
                yield role
                break


def _combined(found: Iterator[Role]) -> list[Role]:
    """“Political scientist X of Y”: a title before the name and an organization behind it."""
    roles = list(found)
    titled = [role for role in roles if role.title and not role.organization and not role.place]
    plain = [role for role in roles if not role.title]
    if len(titled) != 1 or len(plain) != 1 or len(roles) != 2 or titled[0].former:
        return roles
    title, at = titled[0], plain[0]
    spans = (*title.evidence.spans, *at.evidence.spans)
    return [
        replace(
            title,
            organization=at.organization,
            property=property_of(title.title or ""),
            evidence=replace(title.evidence, spans=spans, confidence=0.85),
        )
    ]


def _once(found: Sequence[Role]) -> tuple[Role, ...]:
    same: defaultdict[tuple[object, ...], list[Role]] = defaultdict(list)
    for role in found:
        title = (role.title or "").casefold()
        same[role.person, title, role.organization, role.place, role.former].append(role)
    titled = {(role.person, role.organization) for role in found if role.title}
    return tuple(
        _merged(again)
        for again in same.values()
        if again[0].title or (again[0].person, again[0].organization) not in titled
    )


def _merged(same: Sequence[Role]) -> Role:
    spans = tuple(dict.fromkeys(span for role in same for span in role.evidence.spans))
    return replace(same[0], evidence=replace(same[0].evidence, spans=spans))


def _organization_then_title(beside: _Beside) -> Role | None:
    """“X, a Y member”."""
    start = beside.behind
    found = beside.within(start, start + _FAR)
    if start < 0 or not found or found[0].kind is EntityKind.PERSON:
        return None
    lead = beside.text[start : found[0].span.start]
    end = _END.search(beside.text, found[0].span.end, beside.sentence.end)
    stop = end.start() if end else beside.sentence.end
    tail = _POSSESSIVE.sub("", beside.text[found[0].span.end : stop]).strip()
    if not _BEFORE_ORGANIZATION.fullmatch(lead) or not is_title(tail) or len(tail.split()) > 5:
        return None
    return _role(beside, f"{lead}{tail}", found[0], Span(beside.person.span.start, stop))


def _title_then_organization(beside: _Beside) -> Role | None:
    """“X, chief economist of Y”."""
    start = beside.behind
    if start < 0:
        return None
    found = beside.within(start, start + _FAR)
    for at in found:
        between = beside.text[start : at.span.start]
        if at.kind is EntityKind.PERSON or "," in between:
            return None
        preposition = _PREPOSITION.search(between)
        if preposition is None:
            continue
        # “director of Vietnam’s Department of Water”
        owned = _owned(beside.text, at, found) if at.kind is EntityKind.PLACE else at
        if owned is None and _goes_on(beside.text, at, found):
            continue
        employer = owned or at
        title = between[: preposition.start()]
        if not is_title(normalised(title)[0]):
            return None
        return _role(beside, title, employer, Span(beside.person.span.start, employer.span.end))
    return None


def _owned(text: str, place: Mention, found: Sequence[Mention]) -> Mention | None:
    """The organization that follows a place in the genitive."""
    for each in found:
        if each.kind is EntityKind.ORGANIZATION and re.fullmatch(
            r"[’']s?\s+", text[place.span.end : each.span.start]
        ):
            return each
    return None


def _goes_on(text: str, place: Mention, found: Sequence[Mention]) -> bool:
    """Whether a place belongs to the title: “economist for Africa at Y”."""
    return any(
        each.kind is EntityKind.ORGANIZATION
        and re.fullmatch(
            r"\s+(?:at|of|for|with)\s+(?:the\s+)?", text[place.span.end : each.span.start]
        )
        for each in found
    )


def _title_alone_behind(beside: _Beside) -> Role | None:
    """“X, a glaciologist at the institute,”: what is not named is left out."""
    start = beside.behind
    if start < 0:
        return None
    end = _END.search(beside.text, start, beside.sentence.end)
    stop = end.start() if end else beside.sentence.end
    where = re.compile(r"\s+(?:at|with|from|in)\s").search(beside.text, start, stop)
    stop = where.start() if where else stop
    words = beside.text[start:stop]
    if (
        beside.within(start, stop)
        or len(words.split()) > 6
        or not words[:1].islower()
        or not is_title(normalised(words)[0])
    ):
        return None
    return _role(beside, words, None, Span(beside.person.span.start, stop))


def _title_of_organization_before(beside: _Beside) -> Role | None:
    """“the president of Y, X”."""
    words, comma = beside.before
    at = _nearest_before(beside)
    if not comma or at is None or not beside.text[: at.span.end].endswith(words[-8:]):
        return None
    title = title_before_preposition(beside.text[beside.sentence.start : at.span.start])
    if title is None:
        return None
    start = beside.sentence.start + title[0]
    name = beside.text[start : beside.sentence.start + title[1]]
    return _role(beside, name, at, Span(start, beside.person.span.end))


def _organization_title_before(beside: _Beside) -> Role | None:
    """“Y research analyst X”, “Y's spokesman, X”, “US President X”."""
    at = _nearest_before(beside)
    if at is None:
        return None
    gap = beside.text[at.span.end : beside.person.span.start].strip().removesuffix(",")
    title = _POSSESSIVE.sub("", gap).strip()
    if not title or "," in title or len(title.split()) > 5 or not is_title(title):
        return None
    return _role(beside, title, at, Span(at.span.start, beside.person.span.end))


def _nearest_before(beside: _Beside) -> Mention | None:
    start = max(beside.sentence.start, beside.person.span.start - _FAR)
    found = beside.names.within(start, beside.person.span.start)
    if found and found[-1].kind in (EntityKind.ORGANIZATION, EntityKind.PLACE):
        return found[-1]
    return None


def _title_alone_before(beside: _Beside) -> Role | None:
    """“Prime Minister X”, “French President X”, “company spokeswoman X”."""
    words, comma = beside.before
    if comma:
        return _owned_title(beside, words)
    if not words:
        return None
    near = max(beside.sentence.start, beside.person.span.start - _FAR)
    named = beside.names.within(near, beside.person.span.start)
    taken = {word for mention in named for word in mention.span.of(beside.text).split()}
    title = title_at_end(words, taken)
    if title is None:
        return None
    start = beside.sentence.start + len(words) - len(title)
    country = re.search(r"([A-Z]\w+ )?([A-Z]\w+)\s+$", words[: len(words) - len(title)])
    if country and is_office(title):
        for adjective in (country.group().strip(), country.group(2)):
            office = adjectives().get(adjective)
            place = beside.countries.get(office.code) if office else None
            if place:
                start -= len(country.group()) - country.group().rindex(adjective)
                return _role(beside, title, place, Span(start, beside.person.span.end))
    return _role(beside, title, None, Span(start, beside.person.span.end))


def _owned_title(beside: _Beside, words: str) -> Role | None:
    """“her lawyer, X”, “Y’s barrister, X”: a title that belongs to somebody, before a comma."""
    match = _OWNED_TITLE.search(words)
    if not match or not is_title(match.group("title")):
        return None
    start = beside.sentence.start + match.start("title")
    return _role(beside, match.group("title"), None, Span(start, beside.person.span.end))


def _countries(text: str, names: Names) -> dict[str, Mention]:
    """The first place of the article that is the country of each code."""
    found: dict[str, Mention] = {}
    for mention in names.mentions:
        known = countries().get(mention.span.of(text))
        if mention.kind is EntityKind.PLACE and known:
            found.setdefault(known.code, mention)
    return found


def _person_of_organization(beside: _Beside) -> Role | None:
    """“X of Y”: an affiliation without a title."""
    link = _LINK.match(beside.text, beside.person.span.end)
    at = _organization_at(beside, link.end()) if link else None
    if at is None:
        return None
    span = Span(beside.person.span.start, at.span.end)
    return Role(
        person=beside.person.entity or "",
        organization=at.entity,
        evidence=Evidence(rule="person-of-organization", spans=(span,), confidence=0.8),
    )


def _copula(beside: _Beside) -> Role | None:
    """“X is the chairman of Y”."""
    match = _BE.match(beside.text, beside.person.span.end)
    at = _organization_at(beside, match.end()) if match else None
    if match is None or at is None or not _DETERMINED.match(match.group("title")):
        return None
    title = _ADVERB.sub("", match.group("title"))
    if not is_title(normalised(title)[0]):
        return None
    return _role(beside, title, at, Span(beside.person.span.start, at.span.end))


def _organization_at(beside: _Beside, start: int) -> Mention | None:
    found = beside.names.within(start, start + _NEAR)
    if found and found[0].span.start == start and found[0].kind is EntityKind.ORGANIZATION:
        return found[0]
    return None


def _role(beside: _Beside, words: str, at: Mention | None, span: Span) -> Role | None:
    title, former = normalised(tidy(words))
    former = former or bool(_FORMER.search(beside.text, max(0, span.start - 24), span.start))
    if not is_clean(title) or beside.person.entity is None:
        return None
    employs = at and at.kind is EntityKind.ORGANIZATION and not is_outsider(title)
    organization = at.entity if at and employs else None
    # “Boston teacher X” lives there: the place is no employer and no country's office.
    place = at.entity if at and at.kind is EntityKind.PLACE and is_office(title) else None
    return Role(
        person=beside.person.entity,
        title=title,
        organization=organization,
        place=place,
        property=property_of(title) if organization else "affiliation",
        former=former,
        evidence=Evidence(rule="role-beside-name", spans=(span,), confidence=0.9),
    )


_BEHIND_NAME = (_organization_then_title, _title_then_organization, _title_alone_behind)
_BEFORE_NAME = (_title_of_organization_before, _organization_title_before, _title_alone_before)
_ELSEWHERE = (_person_of_organization, _copula)
"""The constructions on each side of a name; of one side the first that fits is taken."""
