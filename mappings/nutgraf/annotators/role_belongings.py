"""Whom a name belongs to without a title: “X of Y”, “Y’s X”, “X (Y)”, and whose a rank is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.model import EntityKind

if TYPE_CHECKING:
    from nutgraf.annotators.role_sides import Beside
    from nutgraf.model import Mention

_LETTERS = frozenset("MP MEP MSP MLA MLC MPP TD".split())
_MOVES = frozenset(
    "sign signs signed signing buy bought join joins joined loan poached hired lured moved".split()
)
_NEAR = 6  # items from a name to the organization that it is of


def employer(beside: Beside, rank: str) -> Mention | None:
    """The organization right before a rank: “Y Gov. X”."""
    place = beside.index - 1
    while rank and place > 0 and beside.items[place].is_word and beside.items[place].text in rank:
        place -= 1
    return beside.items[place].names(EntityKind.ORGANIZATION) if rank and place >= 0 else None


def seat(beside: Beside) -> str:
    """The letters behind the name of somebody who sits in a parliament: “X MP”."""
    place = beside.index + 1
    letters = beside.items[place].text if place < len(beside.items) else ""
    return letters if letters in _LETTERS else ""


def affiliation(beside: Beside) -> Mention | None:
    """The organization or place of “X of the Y”, “X, of the ruling Y”, “X, 17, of the Y”."""
    place = beside.index + 1
    comma = beside.word(place) == ","
    place += comma
    aged = comma and beside.word(place).isdigit() and beside.word(place + 1) == ","
    place += 2 * aged
    now = comma and beside.word(place) in ("now", "currently")
    place += now
    preposition = beside.word(place)
    if preposition != "of" and preposition not in (("at", "with") if now else ("from", "at")):
        return None
    if comma and not now and preposition != "of" and not _is_aside(beside, place):
        return None
    for ahead in range(place + 1, min(place + _NEAR, len(beside.items))):
        item = beside.items[ahead]
        if mention := item.names(EntityKind.ORGANIZATION, EntityKind.PLACE):
            if mention.kind is EntityKind.ORGANIZATION:
                return None if preposition == "from" and _moves(beside) else mention
            if beside.word(ahead + 1) in ("’s", "'s", "-"):
                continue
            return mention if preposition == "of" and not aged else None
        if not item.is_word or (ahead > place + 1 and item.text in ("of", "and")):
            return None
    return None


def _is_aside(beside: Beside, place: int) -> bool:
    """Whether a name and a comma are all that follows a preposition: “X, from Y University, …”."""
    place += 1 + (beside.word(place + 1) == "the")
    ends = place + 1 >= len(beside.items) or beside.word(place + 1) in (",", ".", ";")
    return ends and place < len(beside.items) and beside.items[place].mention is not None


def owner(beside: Beside) -> Mention | None:
    """The organization of “Y’s X”."""
    index = beside.index
    owned = index > 1 and beside.items[index - 1].owns
    return beside.items[index - 2].names(EntityKind.ORGANIZATION) if owned else None


def party(beside: Beside) -> Mention | None:
    """The organization of “Cllr X (Y)”, “X, a member of parliament for Z (Y)”."""
    aside = beside.items[beside.index].aside
    if aside is None and beside.word(beside.index + 1) == ",":
        found = next(iter(beside.behind), None)
        aside = beside.items[found.stop - 1].aside if found and found.place else None
    return aside if aside and aside.kind is EntityKind.ORGANIZATION else None


def _moves(beside: Beside) -> bool:
    """Whether a sentence tells of a move: “Y have signed X from Z”."""
    return any(item.text.casefold() in _MOVES for item in beside.items)
