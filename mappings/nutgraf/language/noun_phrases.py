"""Reads a description forward from its first word: whose it is, where it is from, its titles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from nutgraf.language.descriptions import Description, Title
from nutgraf.language.lists import adjectives
from nutgraf.language.occupations import is_head, is_trade, singular
from nutgraf.language.titles import is_boundary
from nutgraf.model import EntityKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nutgraf.language.phrases import Item, Line

ORGANIZATION, PLACE, PERSON = EntityKind.ORGANIZATION, EntityKind.PLACE, EntityKind.PERSON

PREPOSITIONS = frozenset("of at for with in from on to by".split())
DETERMINERS = frozenset("the a an one its whose his her their our my another".split())
FORMER = frozenset(
    """
    former ex late then once one-time onetime retired past ousted sacked dead disgraced deposed
    previously formerly dismissed fired axed
    """.split()
)
"""What stands before a title that is over."""

_OUSTED = frozenset("ousted sacked deposed dismissed".split())
_ADVERBS = frozenset("now currently also himself herself still already formally".split())
_FORMERLY = FORMER | _ADVERBS
_INDEFINITE = frozenset(("a", "an", "one", "another"))
_PLURAL = frozenset("both all two three four five".split())
_NEVER_PART = frozenset(
    """
    first-term second-term sole only longtime long-time long-serving new newly newly-elected lone
    oldest eldest youngest fellow rival local home visiting own self-employed present respected prominent
    renowned well-known current incumbent embattled outspoken wounded injured part-time full-time
    neighbouring neighboring young elderly old unemployed trainee two-time three-time four-time
    five-time veteran outgoing sitting two-term three-term four-term five-term six-term multi-term
    """.split()
)
"""Words that describe a person and are no part of a title."""

_BEHIND = frozenset("general emeritus elect designate there here himself herself".split())
_RANKED = frozenset(
    "author secretary officer minister mate lieutenant lady vice deputy sergeant".split()
)
"""What “first” is a grade of."""

_SEATED = frozenset(
    "mp mps senator lawmaker legislator councillor congressman congresswoman".split()
)
"""Who sits in a body, whichever side of it."""

_DOTTED = re.compile(r"[a-z]\.[a-z.]*")
_LONGEST = 8  # words of a title
_OWNER = 4  # items of an owner: “the food bank’s”


@dataclass(slots=True)
class NounPhrase:
    """Reads one description; `at` is the next item."""

    line: Line
    limit: int
    at: int
    plural: bool = False
    the: bool = False
    found: Description = field(init=False)
    items: Sequence[Item] = field(init=False)

    def __post_init__(self) -> None:
        self.items = self.line.items
        self.found = Description(start=self.at, stop=self.at, plural=self.plural)

    @property
    def text(self) -> str:
        """The text of the article."""
        return self.line.text

    def peek(self, ahead: int = 0) -> Item | None:
        """An item that is still to be read."""
        place = self.at + ahead
        return self.items[place] if place < self.limit else None

    def word(self, ahead: int = 0) -> str:
        """A word that is still to be read, folded; empty if that is none."""
        place = self.at + ahead
        return self.line.words[place] if place < self.limit else ""

    def note(self, **changes: object) -> None:
        """Notes what was found."""
        self.found = replace(self.found, **changes)  # type: ignore[arg-type]  # names of its fields

    # What stands before the title.

    def opening(self) -> None:
        """Adverbs, the determiner, whose it is, and where it is from."""
        self.adverbs()
        if self.word() == "one" and self.word(1) == "of":
            self.at += 2
            self.note(plural=True)
        if (word := self.word()) in _PLURAL:
            self.note(plural=True, determiner=word)
            self.at += 1 + (self.word(1) == "of")
        if (word := self.word()) in DETERMINERS:
            self.note(determiner=word, refers=word if word in ("its", "whose") else None)
            self.at += 1
        self.adverbs()
        self.owner()
        while self.origin():
            pass

    def adverbs(self) -> None:
        """“now”, “also”, “formerly”."""
        while (word := self.word()) and (word in _ADVERBS or word in FORMER):
            if word in FORMER:
                self.note(former=True)
            self.at += 1
            self.hyphen()

    def owner(self) -> None:
        """“Y’s”, “the bank’s”, “somebody’s”."""
        for length in range(_OWNER):
            item, mark = self.peek(length), self.peek(length + 1)
            if item is None or mark is None or (item.mention and length):
                return
            if mark.owns and (item.mention or item.is_word):
                if len(mark.text) > 1 or item.text.endswith("s"):
                    self.owned(item, alone=not length)
                    self.at += length + 2
                return
            if not item.is_word or is_boundary(item.text):
                return

    def owned(self, item: Item, *, alone: bool) -> None:
        """Notes whose the title is."""
        self.note(owned=True)
        if mention := item.names(ORGANIZATION):
            self.note(organization=mention, link="’s")
        elif mention := item.names(PLACE):
            self.note(place=mention, link="’s")
        elif item.is_word and alone and self.found.determiner == "the":
            self.note(refers=item.text.casefold())

    def origin(self) -> bool:
        """Reads what is no part of a title: “former”, “Kenyan”, “34-year-old”, “Y-based”, “Y”."""
        item, word = self.peek(), self.word()
        if item is None:
            return False
        if item.names(ORGANIZATION, PLACE):
            self.employer(item)
        elif (
            word in _OUSTED
            and (self.found.organization or self.found.place)
            and not self.found.link
        ):
            self.at = self.limit  # “Y dismissed coach X” is a clause
            return False
        elif word in FORMER:
            self.note(former=True)
            self.at += 1
        elif item.text in adjectives():
            self.note(nationality=item.text)
            self.at += 1
        elif word in _NEVER_PART or self.is_people(item) or "-year-old" in item.text:
            self.at += 1
        else:
            return False
        self.hyphen()
        return True

    def employer(self, item: Item) -> None:
        """“Y” of “the Y director”; nothing of “the Y-based analyst”."""
        behind = self.peek(1)
        if behind and behind.text == "-" and self.peek(2):
            self.at += 3
            return
        if organization := item.names(ORGANIZATION):
            self.note(organization=organization)
        elif self.found.place is None:
            self.note(place=item.mention)
        self.at += 1
        if behind and behind.owns:
            self.note(link="’s")
            self.at += 1

    def is_people(self, item: Item) -> bool:
        """“Flemish” of “a Flemish Y member”."""
        behind = self.peek(1)
        return (
            item.text[0].isupper()
            and item.text.endswith(("ish", "an", "ese"))
            and bool(behind and behind.names(ORGANIZATION))
        )

    def hyphen(self) -> None:
        """“ex-”."""
        if (item := self.peek()) and item.text == "-":
            self.at += 1

    # The title.

    def titles(self, strict: bool) -> bool:
        """Reads the title, or those that “and” joins; False if there is none."""
        first = stop = self.at
        while stop < self.limit and stop - first < _LONGEST and self.fits(stop, first):
            stop += 1
        last = self.last_head(first, stop, strict)
        if last is None:
            return False
        if last + 1 < stop and self.items[last + 1].text == "and":
            stop = last + 1  # “a farmer and father of four”
        behind = [self.items[place].text.casefold() for place in range(last + 1, stop)]
        if not _BEHIND.issuperset(behind):
            return False
        last += behind[:1] == ["general"]
        self.note(titles=tuple(self.parts(first, last, strict)))
        if behind[-1:] == ["there"] and not self.found.refers:
            self.note(refers="its")
        self.at = stop
        return True

    def last_head(self, first: int, stop: int, strict: bool) -> int | None:
        """The last noun that heads a title."""
        places = range(stop - 1, first - 1, -1)
        return next((place for place in places if self.heads(place, strict)), None)

    def parts(self, first: int, last: int, strict: bool) -> list[Title]:
        """The titles that “and” joins; “energy and infrastructure minister” is one."""
        found = []
        for place in range(first + 1, last):
            if self.items[place].text == "and" and self.heads(place - 1, strict):
                found.append(self.title(first, place - 1))
                first = place + 1
        return [*found, self.title(first, last)]

    def fits(self, place: int, first: int) -> bool:
        """Whether an item can be part of a title."""
        item = self.items[place]
        if item.names(PLACE):  # “chief Korea economist”
            return place > first and self.goes_on_at(place + 1)
        if item.text == "and":
            joins = place > first and self.items[place - 1].text != "and"
            return joins and self.goes_on_at(place + 1)
        return item.is_word and not is_boundary(item.text) and not _DOTTED.fullmatch(item.text)

    def goes_on_at(self, place: int) -> bool:
        """Whether a word that a title can have stands there."""
        if place >= self.limit:
            return False
        return self.items[place].is_word and not is_boundary(self.items[place].text)

    def heads(self, place: int, strict: bool) -> bool:
        """Whether an item is a noun that heads a title."""
        word = self.items[place].text
        word = word if is_head(word) else word.rsplit("-", 1)[-1]
        word = singular(word) if self.found.plural else word
        determiner = self.found.determiner
        loose = determiner in _INDEFINITE or (self.the and determiner == "the")
        return is_trade(word) if loose and not strict else is_head(word)

    def describes(self, place: int) -> bool:
        """Whether a word before a title describes who holds it and is no part of it."""
        item = self.items[place]
        word = item.text.casefold()
        if word == "first":  # “its first director general”, not “first officer”
            return item.text.islower() and self.items[place + 1].text not in _RANKED
        if word == "opposition":  # “the opposition MP”, not “the opposition leader”
            return self.items[place + 1].text.casefold() in _SEATED
        return word in _NEVER_PART or word in DETERMINERS or item.text in adjectives()

    def title(self, first: int, last: int) -> Title:
        """The title between two items, without words that only describe."""
        while first < last and self.items[first].text.casefold() in _FORMERLY:
            self.note(former=True)
            first += 1
        while first < last and self.describes(first):
            first += 1
        words = self.text[self.items[first].start : self.items[last].end]
        if words.casefold().startswith(("ex-", "then-")):
            self.note(former=True)
            words = words.partition("-")[2]
        if self.found.plural:
            head, _, tail = words.rpartition(" ")
            words = f"{head} {singular(tail)}".strip()
        return Title(first, last, words)
