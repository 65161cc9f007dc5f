"""What stands behind a title: more of it (“head of research”), or where it is held (“at the Y”)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from nutgraf.language.descriptions import Description, Title
from nutgraf.language.noun_phrases import (
    DETERMINERS,
    ORGANIZATION,
    PERSON,
    PLACE,
    PREPOSITIONS,
    NounPhrase,
)
from nutgraf.language.occupations import RANKS, is_head
from nutgraf.language.titles import is_boundary, modifies

if TYPE_CHECKING:
    from nutgraf.language.phrases import Line
    from nutgraf.model import Mention

_EMPLOYS = PREPOSITIONS - {"by"}
_GOES_ON = frozenset(("of", "for"))
_TIMES = frozenset("years decades months weeks days year decade month".split())
_SITS = frozenset(
    "member chair chairman chairwoman chairperson leader head deputy secretary".split()
)
_BODIES = frozenset(
    "committee subcommittee council panel board commission body cabinet caucus governors".split()
)
_FAR = 9  # items between a preposition and the name of an employer
_SUBJECT = 4  # words of one subject in a list
_NEAR = 5  # items between a place and the organization behind it


def describe(
    line: Line,
    start: int,
    limit: int,
    *,
    strict: bool = False,
    plural: bool = False,
    the: bool = False,
) -> Description | None:
    """The description that begins with an item, or None if none does.

    `strict` admits listed titles only, not every noun that is made like one; `plural` reads one of
    several people (“trustees X and Y”); with `the`, “the” admits as much as “a”.
    """
    reader = _Described(line, limit, start, plural, the)
    reader.opening()
    if not reader.titles(strict):
        return None
    reader.complements()
    return replace(reader.found, stop=reader.at)


@dataclass(slots=True)
class _Walk:
    """What was seen behind a preposition: its determiner and the places of words."""

    preposition: str
    determined: str = ""
    seen: list[int] = field(default_factory=list)


class _Described(NounPhrase):
    """A noun phrase with its prepositional phrases."""

    def complements(self) -> None:
        """The prepositional phrases: more of the title, or where."""
        while (word := self.word()) in PREPOSITIONS:
            if not self.complement(_Walk(word)):
                return

    def complement(self, walk: _Walk) -> bool:
        """One prepositional phrase; False if nothing can follow it."""
        for place in range(self.at + 1, min(self.limit, self.at + _FAR + 1)):
            if self.items[place].mention:
                return self.leads(walk, place)
            if not self.takes(walk, place):
                break
        return self.unnamed(walk)

    def takes(self, walk: _Walk, place: int) -> bool:
        """Whether a word goes on with the phrase, which then has it."""
        item = self.items[place]
        word = item.text.casefold()
        if item.owns and walk.seen:
            self.passes_owner(walk)
            return True
        if word in DETERMINERS:
            walk.determined = walk.determined or word
            return not walk.seen or self.items[place - 1].text in PREPOSITIONS
        if self.goes_on(walk, place):
            walk.seen.append(place)
            return True
        return False

    def goes_on(self, walk: _Walk, place: int) -> bool:
        """Whether a word is one of the phrase."""
        item = self.items[place]
        if item.text == "of":
            return bool(walk.seen and walk.determined)
        if item.text == "and":  # “head of roots and tubers”
            return bool(walk.seen) and (bool(walk.determined) or self.joins(place + 1))
        if item.text.isdigit():  # “a herder of 61”
            return not walk.seen and walk.preposition == "of"
        return item.is_word and not is_boundary(item.text) and item.text not in PREPOSITIONS

    def joins(self, place: int) -> bool:
        """Whether “and” goes on with the same phrase, not with another title."""
        words = self.items[place : min(place + 3, self.limit)]
        return (
            bool(words)
            and words[0].is_word
            and words[0].text.casefold() not in DETERMINERS
            and not is_boundary(words[0].text)
            and not any(is_head(item.text) for item in words)
        )

    def passes_owner(self, walk: _Walk) -> None:
        """“of the bureau’s agency”: the bureau is it."""
        if walk.determined == "the" and len(walk.seen) == 1 and self.is_open:
            self.note(refers=self.items[walk.seen[0]].text.casefold())
        walk.determined, walk.seen = walk.determined or "the", []

    def leads(self, walk: _Walk, place: int) -> bool:
        """A preposition and words that lead to a name."""
        item = self.items[place]
        owner = self.found.organization or self.found.place
        owned = (owner and self.found.link == "’s") or (self.found.owned and self.found.refers)
        if owned and walk.preposition in ("to", "for"):
            self.at = place + 1  # “Y’s ambassador to the Z”
            self.extend(place)
            return True
        if organization := item.names(ORGANIZATION):
            return self.employed(organization, walk.preposition, place)
        if town := item.names(PLACE):
            return self.placed(walk, town, place)
        words = [self.items[each].text for each in walk.seen]
        ranked = all(modifies(word) or word in RANKS for word in words)
        if item.names(PERSON) and ranked and not walk.determined and walk.preposition == "for":
            self.at = place + 1  # “a spokeswoman for Gov. X”
            self.note(link="for")
            return True
        return self.unnamed(walk)

    def employed(self, organization: Mention, link: str, place: int) -> bool:
        """“at Y”, “of Y’s centre for …”; of “at Y’s Z” it is open who employs."""
        self.at = place + 1
        owns = bool((item := self.peek()) and item.owns)
        self.at += owns
        if owns and (item := self.peek()) and item.names(ORGANIZATION):
            self.at += 1
            return True
        if self.found.organization is None and link in _EMPLOYS:
            self.note(organization=organization, link=link, refers=None)
        return not owns

    def placed(self, walk: _Walk, town: Mention, place: int) -> bool:
        """“of Vietnam’s Department”, “for Asia at Y”, “at London broker Y”, “of Oslo”."""
        self.at = place + 1
        owns = bool((item := self.peek()) and item.owns)
        ahead = self.behind_place(self.at + owns)
        if ahead < self.limit and (there := self.items[ahead].names(ORGANIZATION)):
            return self.employed(there, walk.preposition, ahead)
        if owns:
            self.at = ahead
            return False
        if (
            self.continues(ahead)
            and walk.preposition in _GOES_ON
            and not (walk.determined or walk.seen)
        ):
            self.at = ahead
            self.extend(ahead - 1)
            return True
        if self.found.place is None and self.is_plain(walk):
            self.note(place=town, link=walk.preposition)
            if ahead - self.at <= 2:
                self.at = ahead  # “governor of Y province”
        return True

    def is_plain(self, walk: _Walk) -> bool:
        """Whether nothing but a describing word stands between a preposition and a place."""
        words = [self.items[place].text for place in walk.seen]
        return "of" not in words and (bool(walk.determined) or all(map(modifies, words)))

    def behind_place(self, place: int) -> int:
        """Where the plain words end that stand behind a place."""
        start = place
        while (
            place < self.limit
            and place - start < _NEAR
            and self.items[place].is_word
            and not is_boundary(self.items[place].text)
            and self.items[place].text not in PREPOSITIONS
        ):
            place += 1
        return place

    def continues(self, place: int) -> bool:
        """Whether “at Y” follows, so that what is before belongs to the title."""
        return (
            place + 1 < self.limit
            and self.items[place].text in ("at", "of", "for", "with")
            and any(
                self.items[n].names(ORGANIZATION)
                for n in range(place + 1, min(place + 4, self.limit))
            )
        )

    def unnamed(self, walk: _Walk) -> bool:
        """A preposition and words without a name."""
        while walk.seen and self.items[walk.seen[-1]].text in ("of", "and"):
            walk.seen.pop()
        if not walk.seen:
            return False
        first, last = self.items[walk.seen[0]], walk.seen[-1]
        if walk.preposition in _GOES_ON and not walk.determined:
            last = self.listed(last)
        self.at = last + 1
        if not walk.determined and walk.preposition in _GOES_ON:
            free = self.found.organization is None and self.found.place is None
            if not (first.text.isdigit() or self.items[last].text in _TIMES) and (
                free or self.found.link in ("", "’s")
            ):
                self.extend(last)
        elif walk.preposition == "of" and walk.determined == "the" and self.is_of_body(walk):
            self.extend(last)
        elif (
            walk.determined == "the"
            and walk.preposition in _EMPLOYS
            and self.is_open
            and (len(walk.seen) == 1 or self.items[walk.seen[1]].text == "of")
        ):
            self.note(refers=first.text.casefold())
        return True

    def is_of_body(self, walk: _Walk) -> bool:
        """“member of the transport committee”: a part of a body that has no name."""
        head = self.found.titles[-1].words.rpartition(" ")[2].casefold()
        owned = self.items[walk.seen[0] - 1].owns
        several = len(walk.seen) > 1 and not (owned and head == "member")
        return several and head in _SITS and self.items[walk.seen[-1]].text in _BODIES

    def listed(self, last: int) -> int:
        """Where the list ends that goes on behind an item: “for trade, industry and housing”."""
        place, several = last + 1, False
        while place < self.limit and self.items[place].text == ",":
            stop = self.plain(place + 1)
            if stop == place + 1:
                break
            place, several = stop, True
        place += several and place < self.limit and self.items[place].text == ","
        if not several or place >= self.limit or self.items[place].text != "and":
            return last
        place += 1 + (place + 1 < self.limit and self.items[place + 1].text == "the")
        stop = self.plain(place)
        return stop - 1 if stop > place else last

    def plain(self, place: int) -> int:
        """Where a few words end that are a subject, and no title and no name."""
        start = place
        while (
            place < min(self.limit, start + _SUBJECT)
            and self.items[place].is_word
            and self.items[place].text not in PREPOSITIONS
            and self.items[place].text.casefold() not in DETERMINERS
            and not is_boundary(self.items[place].text)
        ):
            place += 1
        heads = any(is_head(item.text) for item in self.items[start:place])
        return start if heads else place

    @property
    def is_open(self) -> bool:
        """Whether nothing tells yet where the title is held."""
        return self.found.organization is None and self.found.refers is None

    def extend(self, last: int) -> None:
        """The title goes on to an item: “head of research”."""
        title = self.found.titles[-1]
        words = title.words + self.text[self.items[title.last].end : self.items[last].end]
        longer = Title(title.first, last, words)
        self.note(titles=(*self.found.titles[:-1], longer))
