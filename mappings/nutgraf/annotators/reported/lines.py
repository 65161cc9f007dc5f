"""A sentence as its words, with the names and the quotations that they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from nutgraf.language.words import AUXILIARIES, NO_PASTS, PASTS
from nutgraf.model import EntityKind, Span

if TYPE_CHECKING:
    from nutgraf.annotators.known import Names
    from nutgraf.language.places import Places
    from nutgraf.language.tokens import Token
    from nutgraf.model import Mention

_MARKS = frozenset((*',;:—–()“”"', "--"))
_PARTING = frozenset((",", ";", ":", "“", "”", "--", '"', "("))
_OPENING = frozenset("“„«「")
_CLOSING = frozenset("”»」")
_QUOTING = _OPENING | {'"', "'"}
_STOPS = frozenset(".!?…")
_TYPED_DASHES = frozenset(("-", "--", "―"))


@dataclass(frozen=True)
class Line:
    """A sentence, or what a dateline leaves of it, as words; `quotations` tells which are quoted."""

    text: str
    names: Names
    span: Span
    words: tuple[Token, ...]
    quotations: Places
    headline: bool = False

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def low(self) -> tuple[str, ...]:
        """The words in lower case, and every dash between clauses as one sign."""
        low = [word.text.lower() for word in self.words]
        if _TYPED_DASHES.isdisjoint(low):
            return tuple(low)
        for index in [index for index, word in enumerate(low) if word in _TYPED_DASHES]:
            if self._is_typed_dash(self.words[index]):
                low[index] = "—"
        return tuple(low)

    def _is_typed_dash(self, word: Token) -> bool:
        """Whether this is a dash as typewriters have it: “--”, or a hyphen between spaces."""
        if word.text != "-":
            return True
        around = self.text[word.start - 1 : word.start] + self.text[word.end : word.end + 1]
        return len(around) == 2 and around.isspace()

    def word(self, index: int) -> str:
        """The word at a place in lower case; nothing, outside the line."""
        low = self.low
        return low[index] if 0 <= index < len(low) else ""

    @cached_property
    def limit(self) -> int:
        """Where the sentence's last mark begins."""
        end = len(self.words)
        while end and self.words[end - 1].text in _STOPS:
            end -= 1
        return end

    @cached_property
    def mention(self) -> tuple[Mention | None, ...]:
        """The name that each word belongs to."""
        found: list[Mention | None] = [None] * len(self.words)
        place = 0
        for mention in self.names.within(self.span.start, self.span.end):
            while place < len(self.words) and self.words[place].end <= mention.span.start:
                place += 1
            index = place
            while index < len(self.words) and self.words[index].start < mention.span.end:
                found[index] = found[index] or mention
                index += 1
        return tuple(found)

    @cached_property
    def spoken(self) -> tuple[bool, ...]:
        """Whether each word stands in a quotation."""
        if not self.quotations.overlap(self.span):
            return (False,) * len(self.words)
        return tuple(self.quotations.hold(word.span) for word in self.words)

    @cached_property
    def floor(self) -> tuple[int, ...]:
        """Where the reporter's words begin that go on to each word: behind the last quotation."""
        found, begin = [], 0
        for index, spoken in enumerate(self.spoken):
            found.append(begin)
            if spoken:
                begin = index + 1
        return tuple(found)

    @cached_property
    def marked(self) -> tuple[bool, ...]:
        """Whether each word stands between quotation marks of any kind."""
        if _QUOTING.isdisjoint(self.low):
            return (False,) * len(self.words)
        inside = False
        found = []
        for index, word in enumerate(self.words):
            if self._opens(index, inside):
                inside = True
            found.append(inside)
            if word.text in _CLOSING or (word.text == '"' and not self._opens(index, inside)):
                inside = False
            elif word.text == "'" and self.text[word.start : word.start + 2] == "''":
                inside = index + 2 < len(self.words) and (
                    self.words[index + 2].start == word.start + 2
                )
        return tuple(found)

    def _opens(self, index: int, inside: bool) -> bool:
        """Whether a mark opens what is quoted: a straight one with a space or nothing before it."""
        word = self.words[index]
        if word.text == '"':
            return word.start == 0 or self.text[word.start - 1].isspace() or not inside
        return word.text in _OPENING

    @cached_property
    def titled(self) -> bool:
        """Whether this is a headline in which most words have a capital."""
        words = [word.text for word in self.words if word.text[0].isalpha()]
        return self.headline and sum(word[0].isupper() for word in words) > 0.6 * len(words)

    @cached_property
    def bracketed(self) -> tuple[bool, ...]:
        """Whether each word stands in brackets, the brackets with it."""
        if "(" not in self.low:
            return (False,) * len(self.words)
        depth, found = 0, []
        for low in self.low:
            depth += low == "("
            found.append(depth > 0)
            depth = max(0, depth - (low == ")"))
        return tuple(found)

    def stretch(self, start: int, end: int) -> Span:
        """The place of some words, the last one not included."""
        return Span(self.words[start].start, self.words[end - 1].end)

    def is_mark(self, index: int) -> bool:
        """Whether this is a mark, of quotation or between clauses."""
        return self.low[index] in _MARKS

    def parts(self, index: int) -> bool:
        """Whether this word or mark parts what is before it from what is behind it."""
        mark = self.low[index]
        if mark in ("—", "–"):  # not the dash of “London–Paris”
            return self.text[self.words[index].start - 1 : self.words[index].start].isspace()
        return self.spoken[index] or mark in _PARTING

    def is_verb(self, index: int) -> bool:
        """Whether this word, behind a noun, can be the verb of a clause."""
        low = self.low[index]
        if self.mention[index] is not None:
            return False
        past = low in PASTS or (low.endswith("ed") and len(low) > 4 and low not in NO_PASTS)
        return past or low in AUXILIARIES

    def is_finite(self, index: int) -> bool:
        """Whether this word is an auxiliary, by which a clause is told from a phrase."""
        return (
            self.low[index] in AUXILIARIES
            and self.mention[index] is None
            and (index == 0 or not self.words[index].text[0].isupper())
        )

    def has_finite(self, start: int, end: int) -> bool:
        """Whether an auxiliary stands among these words."""
        return any(self.is_finite(place) for place in range(start, end))

    def has_verb(self, start: int, end: int) -> bool:
        """Whether a word that can be a verb stands among these."""
        return any(self.is_verb(place) for place in range(start, end))

    def person_or_body(self, index: int) -> Mention | None:
        """The person or organization that this word belongs to."""
        found = self.mention[index] if 0 <= index < len(self.words) else None
        kinds = (EntityKind.PERSON, EntityKind.ORGANIZATION)
        return found if found and found.kind in kinds else None
