"""Where a title is held: the organization or place that its description names or means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nutgraf.language.lists import adjectives, countries
from nutgraf.language.titles import head_of, is_counsel, is_office, is_outsider, property_of
from nutgraf.model import EntityKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nutgraf.annotators.antecedents import Antecedents
    from nutgraf.annotators.known import Names
    from nutgraf.language.descriptions import Description
    from nutgraf.model import Mention

_BODIES = {
    "commissioner": "commission",
    "councillor": "council",
    "councilman": "council",
    "councilwoman": "council",
    "councilor": "council",
    "judge": "court",
    "presiding judge": "court",
    "justice": "court",
    "speaker": "parliament",
    "minister": "ministry",
    "headmaster": "school",
    "headmistress": "school",
    "headteacher": "school",
    "head teacher": "school",
    "principal": "school",
    "vice-chancellor": "university",
    "vice chancellor": "university",
    "trustee": "board",
    "registrar": "court",
    "marshal": "parliament",
}
"""What a title is part of by its own meaning, if the article names one such body."""

_DEPUTY = re.compile(r"(?:deputy|acting|interim|assistant|presiding|outgoing) ")
_CORPORATE = re.compile(
    r"(?:group )?chief (?:executive|financial|operating|technology|investment|commercial|marketing)"
    r"(?: officer)?|ceo|cfo|coo|cto|managing director|co-founder|founder|chairman|chairwoman"
    r"|finance (?:chief|director)|executive (?:chair|chairman|chairwoman)"
    r"|(?:senior|executive) vice[ -]president"
)
"""Offices that news names alone where it means the company that the story is about."""

_STAFF = frozenset(
    """
    director manager executive officer chief head president chairman chairwoman chair spokesman
    spokeswoman spokesperson economist analyst strategist editor captain coach engineer
    """.split()
)
"""What somebody is at the place that a sentence opens with: “At Y, director X …”."""

_HEADED = re.compile(
    r"chair(?:man|woman|person)?|(?:executive|medical|artistic|finance|general) director"
    r"|director|general (?:manager|secretary)|treasurer"
)
"""Offices that every organization has, and news names alone behind the organization’s name."""

_SPEAKERS = frozenset(("spokesman", "spokeswoman", "spokesperson"))


@dataclass(frozen=True, slots=True)
class Held:
    """A title, where it is held, and the earlier name that tells so, if one does."""

    title: str
    where: Mention | None = None
    antecedent: Mention | None = None

    @property
    def organization(self) -> Mention | None:
        """Where, if it is an organization."""
        return self._of(EntityKind.ORGANIZATION)

    @property
    def place(self) -> Mention | None:
        """Where, if it is a place."""
        return self._of(EntityKind.PLACE)

    def _of(self, kind: EntityKind) -> Mention | None:
        return self.where if self.where and self.where.kind is kind else None


@dataclass(frozen=True, slots=True)
class RolePlaces:
    """Finds where titles are held in one article."""

    antecedents: Antecedents
    countries: Mapping[str, Mention]

    def held(self, description: Description, title: str, start: int, *, before: bool) -> Held:
        """Where the description that starts at a place of the text has a title held."""
        if is_seat(description, title):
            return Held(title, description.place)
        if description.organization:
            outside = is_outsider(title) and description.link in ("of", "for", "to", "on")
            return Held(title, description.organization if _hires(title, outside) else None)
        if description.refers == "its" and head_of(title) in _OF_WORKS:
            return Held(title)
        if description.refers:
            named = self.meant(description.refers, start)
            return Held(title, named, named) if _hires(title, is_outsider(title)) else Held(title)
        if description.place:
            return Held(title, description.place if _is_of(description, title) else None)
        return self._unsaid(description, title, start, before=before)

    def meant(self, refers: str, before: int) -> Mention | None:
        """The name that “its”, “whose” or “the bank” means."""
        if refers == "whose":
            return self.antecedents.of_relative(before)
        if refers == "its":
            return self.antecedents.of_pronoun(before)
        return self.antecedents.of_noun(refers, before)

    def implied(self, title: str, before: int, *, bare: bool = False) -> Mention | None:
        """The body of a councillor, the company of a chief executive, if only one can be meant."""
        folded = _DEPUTY.sub("", title.casefold().rstrip("."))
        if folded == "governor":
            return self.antecedents.of_central_bank(before)
        if body := _BODIES.get(folded):
            return self.antecedents.of_noun(body, before)
        if head_of(folded) in _STAFF and (named := self.antecedents.of_opening(before)):
            return named
        if folded in _SPEAKERS:
            return self.antecedents.of_subject(before)
        main = self.antecedents.main if _CORPORATE.fullmatch(folded) else None
        if main and main.span.end <= before:
            return main
        return self.antecedents.of_near(before) if bare and _HEADED.fullmatch(folded) else None

    def _unsaid(self, description: Description, title: str, start: int, *, before: bool) -> Held:
        """“Council official X”, “the Kenyan minister”, “Councillor X”."""
        if description.link == "for":
            return Held(title)  # “a spokesman for X” speaks for nobody else
        noun, _, rest = title.partition(" ")
        if before and rest and (named := self.antecedents.of_noun(noun.casefold(), start)):
            whole = rest.casefold() == "member"  # “Council member X”
            return Held(title if whole else rest, named, named)
        if description.nationality and is_office(title):
            country = adjectives().get(description.nationality)
            return Held(title, self.countries.get(country.code) if country else None)
        alone = before or self._is_whole(description, title)
        bare = not description.owned and description.determiner in ("", "the")
        named = self.implied(title, start, bare=bare) if alone else None
        return Held(title, named, named)

    def _is_whole(self, description: Description, title: str) -> bool:
        """Whether a description behind a name is a corporate office and nothing more."""
        last = description.titles[-1].last
        bare = description.determiner not in ("a", "an") and last + 1 == description.stop
        folded = _DEPUTY.sub("", title.casefold())
        alone = _CORPORATE.fullmatch(folded) or _HEADED.fullmatch(folded) or folded == "governor"
        return bare and not description.former and bool(alone)


def is_seat(description: Description, title: str) -> bool:
    """“the Y member for Z”: Y is a party and Z a constituency."""
    return bool(
        description.organization
        and description.place
        and description.link == "for"
        and property_of(title) == "memberOf"
    )


def _hires(title: str, outside: bool) -> bool:
    """Whether a critic of Y hangs on Y: counsel does, though it works for a firm of its own."""
    return not outside or is_counsel(title)


def _is_of(description: Description, title: str) -> bool:
    """“Boston teacher X” lives there; “Boston’s mayor” and “mayor of Boston” are of Boston."""
    if description.link in ("’s", "of", "for"):
        return True
    if description.link == "at":
        return True
    return description.link in ("", "in") and is_office(title)


def countries_of(text: str, names: Names) -> dict[str, Mention]:
    """The first place of the article that is the country of each code."""
    found: dict[str, Mention] = {}
    for mention in names.mentions:
        known = countries().get(mention.span.of(text))
        if mention.kind is EntityKind.PLACE and known:
            found.setdefault(known.code, mention)
    return found


def is_partisan(title: str, organization: str) -> bool:
    """Whether “Mayor X of Y” names X's party and not where X is mayor.

    >>> is_partisan("Senator", "Harvest Union"), is_partisan("Mayor", "Lowfield Council")
    (True, False)
    """
    return (head_of(title) or title.casefold()) in _PARTISAN and not _BODY.search(organization)


_OF_WORKS = frozenset({"author", "co-author", "writer", "composer", "translator", "narrator"})
"""“Its author” is the author of a report or a book, and “it” no organization."""

_PARTISAN = frozenset(
    """
    mayor senator minister councillor commissioner governor president speaker premier member mp mep
    msp td deputy co-author author chancellor secretary
    """.split()
)
_BODY = re.compile(
    r"\b(?:Council|Commission|Assembly|Parliament|Senate|Congress|Ministry|Board|Court|Police)\b"
)
