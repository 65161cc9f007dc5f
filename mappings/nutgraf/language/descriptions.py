"""What a noun phrase says of somebody: “the party’s deputy leader”, “chief economist at Y”.

What a description leaves open (“its director”, “the bank’s economist”) it says, so that the text
around can answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nutgraf.model import Mention


@dataclass(frozen=True, slots=True)
class Title:
    """One title: the places of its first and last item, and its words."""

    first: int
    last: int
    words: str


@dataclass(frozen=True, slots=True)
class Description:
    """What a noun phrase says: titles, the organization or place named with them, what is left open.

    `refers` is “its”, “their” or the noun of a definite phrase (“bank” of “the bank’s economist”).
    `link` is the word that joins the place: “’s”, a preposition, or nothing.
    """

    start: int
    stop: int
    titles: tuple[Title, ...] = ()
    organization: Mention | None = None
    place: Mention | None = None
    link: str = ""
    refers: str | None = None
    determiner: str = ""
    owned: bool = False
    nationality: str | None = None
    former: bool = False
    plural: bool = False
