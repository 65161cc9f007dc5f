"""The descriptions on both sides of a name: “the bank’s economist, X”, “X, 43, a farmer from Y”."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from nutgraf.language.complements import describe
from nutgraf.language.noun_phrases import FORMER, PREPOSITIONS
from nutgraf.language.occupations import MILITARY, RANKS, is_head, may_head
from nutgraf.language.titles import is_boundary, may_modify
from nutgraf.language.verbs import CLAUSE_VERBS
from nutgraf.model import EntityKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.language.descriptions import Description
    from nutgraf.language.phrases import Item, Line
    from nutgraf.model import Mention

_HONORIFICS = frozenset(
    """
    mr mrs ms mx dr sir dame lord lady madam miss alhaji alhaj haji hajji hajia hajiya comrade mama
    sheikh hon seri honourable honorable rt datuk dato dato’ tan sri tun shri smt ustaz khawaja don doña
    maître maitre ing engr arc nana señor señora herr frau monsieur madame mme ato weizero pa padoh dah
    """.split()
)
"""Forms of address that stand between a title and a name."""

_STYLES = frozenset(
    """
    prince princess chief otunba attorney advocate barrister fr father rev reverend msgr monsignor pastor
    brother sister imam prof professor
    """.split()
)
"""Titles of birth and custom, which are forms of address behind an office and a comma."""

_DETERMINED = frozenset("the a an its whose his her their our another one".split())
_TELLS = CLAUSE_VERBS | frozenset("named announced appointed told was is has had".split())
_FAR = 16  # items before a name that a description may have
_MARKS = frozenset("- / & ’ '".split())
_MAY_FOLLOW = frozenset("who whose of and in from at".split())
_MOST = 3  # descriptions behind one name
_MOST_PEOPLE = 8  # people of one list


@dataclass(frozen=True)
class Beside:
    """A person's name among the items of its sentence."""

    line: Line
    index: int

    @property
    def items(self) -> Sequence[Item]:
        """The items of its sentence."""
        return self.line.items

    @property
    def text(self) -> str:
        """The text of the article."""
        return self.line.text

    @property
    def person(self) -> Mention:
        """The mention of the person."""
        mention = self.items[self.index].mention
        if mention is None:
            raise ValueError("a name is a mention")
        return mention

    @cached_property
    def behind(self) -> tuple[Description, ...]:
        """The appositions behind the name: “X, 43, a farmer and member of Y,”."""
        return tuple(_behind(self))

    def word(self, place: int) -> str:
        """The item at a place, folded; empty outside of the sentence."""
        low = self.line.low
        return low[place] if 0 <= place < len(low) else ""

    def is_person(self, place: int) -> bool:
        """Whether the item at a place is the name of a person."""
        return 0 <= place < len(self.items) and bool(self.items[place].names(EntityKind.PERSON))


def _behind(beside: Beside) -> Iterator[Description]:
    start = apposed(beside)
    if start is None:
        return
    placed = beside.word(beside.index + 1) != ","
    for count in range(_MOST):
        found = describe(beside.line, start, len(beside.items), the=True)
        if found and placed and not (found.organization or found.place or found.refers):
            return  # “X of Y, an expert on …”: Y is where
        if found is None or not _closes(beside, found) or (count and not _goes_on(beside, found)):
            return
        yield found
        joint = beside.word(found.stop)
        if joint not in ("and", ","):
            return
        start = found.stop + 1


def apposed(beside: Beside) -> int | None:
    """Where an apposition behind the name begins, after its comma and an age."""
    start = beside.index + 1
    start += _passes(beside, start)  # “X of Y, a farmer”
    if beside.word(start) != ",":
        return None
    aged = start + 1 + (beside.word(start + 1) == "aged")
    if beside.word(aged).isdigit() and beside.word(aged + 1) == ",":
        return aged + 2
    return start + 1


def _closes(beside: Beside, found: Description) -> bool:
    """Whether the phrase ends where the description does: no name follows that it belongs to."""
    if found.stop >= len(beside.items):
        return True
    # “X, the head of state named Z” begins a clause of its own
    clause = found.determiner == "the" and beside.word(found.stop) in _TELLS
    return beside.items[found.stop].mention is None and not clause


def _goes_on(beside: Beside, found: Description) -> bool:
    """Whether a further description is of the same person: “…, a member of Y”, not “… and the mayor”."""
    joined = beside.word(found.start - 1) == "and"
    if found.determiner == "the":  # “…, a biologist at Y and the study’s lead author, said”
        ahead = found.stop + (beside.word(found.stop) == ",")
        return joined and found.owned and not beside.is_person(ahead)
    return found.determiner in ("a", "an", "its", "their", "") and (
        bool(found.determiner) or joined
    )


def before(beside: Beside) -> tuple[list[Description], str]:
    """The descriptions before a name, and the rank that stands between: “the spokesman, Maj. X”."""
    nearest, rank = _nearest(beside)
    if nearest is None:
        return [], rank
    place = nearest.start - 1
    if beside.word(place) != "," or beside.word(beside.index - 1) == ",":
        return [nearest], rank
    outer = _ending(beside, place, comma=True)  # “the club’s president, former champion X”
    if outer and (outer.owned or outer.determiner == "its"):
        return [outer, nearest], rank
    return [nearest], rank


def _nearest(beside: Beside) -> tuple[Description | None, str]:
    end = _addressed(beside)
    rank = end
    while rank and _is_rank(beside, rank - 1):
        rank -= 1
    if rank == end:
        comma = beside.word(end - 1) == ","
        return _ending(beside, end - comma, comma=comma), ""
    if _is_compound(beside, rank):
        return None, ""
    words = beside.text[beside.items[rank].start : beside.items[end - 1].end]
    if beside.word(rank - 1).rstrip(".") in _HONORIFICS:
        return None, words  # “Mr Justice X”
    article = beside.word(rank - 1) == "the"
    comma = beside.word(rank - article - 1) == ","
    if comma:
        over = "(" in beside.text[beside.items[end - 1].end : beside.person.span.start]
        return _ending(beside, rank - 1 - article, comma=True), "" if over else words
    if _stands_alone(beside, rank, words):
        return _ending(beside, rank, comma=False), ""
    joined = _ending(beside, end, comma=False)
    if joined and joined.start < rank:
        return joined, ""
    return None, "" if _is_over(beside, rank) else words


def _addressed(beside: Beside) -> int:
    """Where the forms of address before a name begin."""
    end = beside.index
    while end:
        if beside.word(end - 1).rstrip(".") in _HONORIFICS:
            end -= 1
        elif end > 2 and _is_style(beside, end - 1) and beside.word(end - 2) == ",":
            return end - 1  # “the governor, Prince X”
        elif end > 1 and beside.items[end - 1].owns and beside.word(end - 2) in _HONORIFICS:
            end -= 2  # Dato’
        else:
            break
    # “the Speaker, the Rt Hon. X”
    return end - (beside.index > end > 1 and beside.word(end - 1) == "the")


def _is_style(beside: Beside, place: int) -> bool:
    item = beside.items[place]
    return item.text.rstrip(".").casefold() in _STYLES and item.text[0].isupper()


def _stands_alone(beside: Beside, rank: int, words: str) -> bool:
    """Whether another title ends before a rank: “Commission chair Justice X”, not “Deputy Judge X”."""
    return (
        rank > 0
        and is_head(beside.items[rank - 1].text)
        and beside.word(rank - 1) not in ("deputy", "assistant", "associate", "chief")
        and words != "General"
    )


def _is_rank(beside: Beside, place: int) -> bool:
    item = beside.items[place]
    bare = item.text.rstrip(".")
    return item.is_word and (
        (bare in RANKS and bare != "Father") or (bare.casefold() in MILITARY and bare[0].isupper())
    )


def _ending(beside: Beside, end: int, *, comma: bool) -> Description | None:
    """The longest description that ends right before a place."""
    if comma and not _apposes(beside):
        return None
    first, listed = end, False
    while first > max(0, end - _FAR) and (
        _joins(beside, first - 1) or (listed and beside.word(first - 1) == ",")
    ):
        first -= 1
        listed = listed or beside.word(first) == "and"  # “for trade, industry and housing”
    if not any(may_head(item.text) for item in beside.items[first:end]):
        return None
    several = len(people(beside)) > 1
    for start in range(first, end):
        found = describe(beside.line, start, end)
        if found is None and several and not comma:
            found = describe(beside.line, start, end, strict=True, plural=True)
        if found and found.stop == end and _begins(beside, found, comma=comma):
            return replace(found, former=found.former or _is_over(beside, start))
    return None


def _is_over(beside: Beside, start: int) -> bool:
    """Whether “former” stands further before a title: “former public works secretary X”."""
    for place in range(start - 1, max(-1, start - 4), -1):
        if not beside.items[place].is_word or is_boundary(beside.items[place].text):
            return False
        if beside.word(place) in FORMER:
            return True
    return False


def _joins(beside: Beside, place: int) -> bool:
    item = beside.items[place]
    return (
        item.mention is not None
        or item.is_word
        or item.text[0].isdigit()
        or item.text in _MARKS
        or item.owns
    )


def _apposes(beside: Beside) -> bool:
    """Whether a name behind a comma is an apposition, not the subject of the clause that begins."""
    follows = beside.index + 1
    return (
        follows >= len(beside.items)
        or not beside.items[follows].is_word
        or beside.word(follows) in _MAY_FOLLOW
    )


def _begins(beside: Beside, found: Description, *, comma: bool) -> bool:
    """Whether a description before a name is a phrase of its own."""
    opening = beside.items[found.start]
    word = opening.text.casefold()
    if word == "then" and found.start == 0:
        return False  # “Then coach X took …”
    if _is_compound(beside, found.start):
        return False  # “Secretary - General X”
    title = found.titles[-1]
    bare = beside.items[title.first : title.last + 1]
    if (
        not comma
        and title.last + 1 < found.stop
        and not _is_capitalised(beside, title.last, found.stop)
    ):
        return False
    if comma:
        named = found.organization or found.place or found.refers or found.owned
        return word in _DETERMINED or bool(named) or found.start == 0
    return all(
        may_modify(item.text)
        or item.text == "and"
        or (item.text[0].isupper() and not is_boundary(item.text))
        for item in bare
    )


def _is_compound(beside: Beside, start: int) -> bool:
    """Whether an item is the second half of a compound that is set with spaces."""
    return start > 1 and beside.word(start - 1) == "-" and beside.items[start - 2].is_word


def _is_capitalised(beside: Beside, start: int, stop: int) -> bool:
    """“Secretary of Agriculture”."""
    return all(
        item.mention is None
        and (item.text[0].isupper() or item.text in PREPOSITIONS or item.text == "and")
        for item in beside.items[start:stop]
    ) and not is_head(beside.items[stop - 1].text)


def people(beside: Beside) -> list[Mention]:
    """The people of the list that begins with this name: “X, Y and Z”."""
    found = [beside.person]
    place = beside.index + 1
    place += _passes(beside, place)
    while len(found) < _MOST_PEOPLE:
        gap = 0
        while beside.word(place + gap) in (",", "and") and gap < 2:
            gap += 1
        if not gap or not beside.is_person(place + gap):
            break
        found.append(beside.items[place + gap].mention)  # type: ignore[arg-type]
        place += gap + 1
        place += _passes(beside, place)
    return found


def _passes(beside: Beside, place: int) -> int:
    """How many items “of Y” or “of the Y” takes behind a name of a list."""
    if beside.word(place) not in ("of", "from", "at"):
        return 0
    length = 1 + (beside.word(place + 1) == "the")
    end = place + length
    return length + 1 if end < len(beside.items) and beside.items[end].mention else 0


def people_before(beside: Beside) -> list[Mention]:
    """The people of the list that ends with this name."""
    found = [beside.person]
    place = beside.index
    while len(found) < _MOST_PEOPLE:
        gap = 0
        while beside.word(place - 1 - gap) in (",", "and") and gap < 2:
            gap += 1
        if not gap or not beside.is_person(place - 1 - gap):
            break
        place -= gap + 1
        found.append(beside.items[place].mention)  # type: ignore[arg-type]
    return found[::-1]
