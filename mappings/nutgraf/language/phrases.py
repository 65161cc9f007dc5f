"""A sentence as its names and the words between them, which is what phrases are built of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from nutgraf.language.occupations import RANKS
from nutgraf.language.tokens import ABBREVIATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.model import EntityKind, Mention, Span

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-’'&/.][^\W_]+)*+|(?<=\w)[’'][sS](?!\w)|[^\w\s]|_"
)
_OWNED = re.compile(r"(?<=[^\W_])[’'][sS]$")
_APOSTROPHES = frozenset("’'")
_LAST_WORD = re.compile(r"[^\W_]+$")
_STOPPED = ABBREVIATIONS | RANKS
_RETIRED = frozenset(("retd", "ret", "retired", "rtd"))
_BRACKET = 8  # items that a bracket behind a name may hold


class Item(NamedTuple):
    """A name, a word or a mark of a sentence."""

    start: int
    end: int
    text: str
    mention: Mention | None = None
    aside: Mention | None = None
    """The name that a bracket behind a name holds alone: a party, an acronym."""

    def names(self, *kinds: EntityKind) -> Mention | None:
        """The mention, if it is of one of these kinds."""
        return self.mention if self.mention and self.mention.kind in kinds else None

    @property
    def owns(self) -> bool:
        """Whether this is the mark of the genitive."""
        return self.mention is None and self.text in ("’s", "'s", "’S", "'S", "’", "'")

    @property
    def is_word(self) -> bool:
        """Whether this is a word outside of names."""
        return self.mention is None and self.text[0].isalpha()


@dataclass(frozen=True, slots=True)
class Line:
    """The items of a sentence of a text; `low` has them folded, `words` only those outside of names."""

    text: str
    items: tuple[Item, ...]
    low: tuple[str, ...]
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str, items: tuple[Item, ...]) -> Line:
        """The line of some items; a name and a mark are no words, and empty among them."""
        low = tuple([item.text.casefold() for item in items])
        words = [word if item.is_word else "" for item, word in zip(items, low, strict=True)]
        return cls(text, items, low, tuple(words))


def line(text: str, span: Span, mentions: Sequence[Mention]) -> Line:
    """The names and words of a stretch, in order; a bracket behind a name is left out.

    >>> from nutgraf.model import Span
    >>> words = "the board’s chief, Dr. Ode (retd) of Lowfield"
    >>> [item.text for item in line(words, Span(0, len(words)), ()).items]
    ['the', 'board', '’s', 'chief', ',', 'Dr', 'Ode', 'of', 'Lowfield']
    """
    found: list[Item] = []
    place = span.start
    for mention in mentions:
        if mention.span.start < place:
            continue
        found.extend(_words(text, place, mention.span.start))
        words = mention.span.of(text)
        found.append(Item(mention.span.start, mention.span.end, words, mention))
        place = mention.span.end
    found.extend(_words(text, place, span.end))
    bracketed = "(" in span.of(text)
    return Line.of(text, tuple(_without_brackets(found) if bracketed else found))


def _words(text: str, start: int, end: int) -> Iterator[Item]:
    for match in _WORD.finditer(text, start, end):
        word, (at, stop) = match.group(), match.span()
        if word[-2:-1] in _APOSTROPHES and (owned := _OWNED.search(word)):
            yield Item(at, at + owned.start(), word[: owned.start()])
            yield Item(at + owned.start(), stop, owned.group())
        elif word == "." and _is_of_abbreviation(text, start, at):
            continue
        else:
            yield Item(at, stop, word)


def _is_of_abbreviation(text: str, start: int, at: int) -> bool:
    """Whether the full stop at a place belongs to the abbreviation before it."""
    before = _LAST_WORD.search(text, max(start, at - 12), at)
    return before is not None and (before.group() in _STOPPED or len(before.group()) == 1)


def _without_brackets(found: Sequence[Item]) -> Iterator[Item]:
    index = 0
    while index < len(found):
        item = found[index]
        if item.text == "(" and index:
            near = range(index + 1, min(index + _BRACKET, len(found)))
            closing = next((place for place in near if found[place].text == ")"), None)
            if closing is not None and (
                found[index - 1].mention or found[index + 1].text.casefold() in _RETIRED
            ):
                index = closing + 1
                continue
        if item.mention and (aside := _in_brackets(found[index + 1 : index + 4])):
            item = item._replace(aside=aside)
        yield item
        index += 1


def _in_brackets(behind: Sequence[Item]) -> Mention | None:
    """The name of “(Y)”."""
    if len(behind) == 3 and behind[0].text == "(" and behind[2].text == ")":
        return behind[1].mention
    return None
