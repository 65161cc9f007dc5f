"""Whom an article describes first and names a moment later.

A lead that keeps the name back (“A harbour pilot said …”) is followed by a paragraph that begins with
it; somebody who tells only a part of a name is described and named in one breath.  Where the lead has
two people in it, or the name comes with another trade, the description stays one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from nutgraf.language.occupations import MEMBERS, is_head
from nutgraf.linkers.genders import noun_gender
from nutgraf.model import EntityKind, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from nutgraf.linkers.subjects import Body
    from nutgraf.model import Mention

_TELLS_NAME = re.compile(
    r"[^“”\".;:\n]{0,60}?(?<!\w)(?:who|whose)\s[^“”\".;:\n]{0,60}?\bname(?:\s+(?:is|was))?,?\s+(?:only\s+)?(?:as\s+)?"
    r"|,?\s+who\s[^“”\".;:\n]{0,60}?\b(?:identified|named)\s+(?:himself\s+|herself\s+)?(?:only\s+)?as\s+"
)
"""“a pilot who gave only her first name, X”, “a man whose name is X”."""
_FAR = 140  # code points behind a description in which its own name stands
_WORD = re.compile(r"[\w-]+")
_TITLED = re.compile(r",\s+(?:[A-Z][\w.’'-]*\s+){0,4}")
_APPOSITION_ENDS = frozenset((",", ".", ";", ":", "—", "–", ""))
_TITLES = re.compile(r"(?:[A-Z][\w.’'-]*\s+){0,4}")
_MEMBERS = frozenset(each.casefold() for each in MEMBERS)
"""What anybody with a trade can be as well."""
_NOBODY = frozenset("general head chief over under".split())
"""Words that head a title and are as often something else."""


def is_human(noun: str) -> bool:
    """Whether a noun is one person.

    >>> is_human("pilot"), is_human("widow"), is_human("pilots"), is_human("harbour")
    (True, True, False, False)
    """
    return is_head(noun) or noun_gender(noun) is not None


class Introductions:
    """The names that come right behind a description."""

    def __init__(
        self,
        text: str,
        body: Body,
        named: Sequence[Mention],
        heads: Mapping[str, Collection[str]],
        genders: Mapping[str, str],
        speaking: Collection[Span],
    ) -> None:
        self._text, self._body, self._speaking = text, body, speaking
        self._people = [each for each in named if each.kind is EntityKind.PERSON]
        self._starts = [each.span.start for each in self._people]
        self._heads, self._genders = heads, genders
        begins = {each.span.start for each in named}
        lead = body.lead
        unnamed = [
            word
            for word in _WORD.finditer(text, lead.start, lead.end)
            if is_human(word.group())
            and word.group().casefold() not in _NOBODY
            and word.end() + 1 not in begins
        ]
        alone = len(unnamed) <= 1 and not self._within(lead)
        self._next = self._opener() if alone else None

    def of(self, span: Span, head: str) -> tuple[str, Span] | None:
        """The person whose name a description waits for."""
        own = next(iter(self._within(Span(span.end, span.end + _FAR))), None)
        if own and (
            _TELLS_NAME.fullmatch(self._text, span.end, own.span.start)
            or self._apposed(span, head, own)
        ):
            return (own.entity or "", own.span)
        if self._next is None or not self._body.lead.contains(span) or not is_human(head):
            return None
        entity = self._next.entity or ""
        gender = noun_gender(head)
        trades = {each for each in self._heads.get(entity, ()) if is_head(each)} - _MEMBERS
        if gender not in (None, self._genders.get(entity, gender)) or (
            trades and is_head(head) and head not in trades
        ):
            return None
        return entity, self._next.span

    def _apposed(self, span: Span, head: str, name: Mention) -> bool:
        """“said her owner, Captain X.”"""
        between = _TITLED.fullmatch(self._text, span.end, name.span.start)
        ends = self._text[name.span.end : name.span.end + 1] in _APPOSITION_ENDS
        return is_human(head) and bool(between) and ends

    def _opener(self) -> Mention | None:
        """The full name that the second paragraph begins with, or whose speech it begins with."""
        behind = self._body.paragraph(self._body.lead.start) + 1
        if behind >= len(self._body.paragraphs):
            return None
        second = self._body.paragraphs[behind].span
        first = next(iter(self._within(second)), None)
        if first is None or " " not in first.span.of(self._text):
            return None
        begins = _TITLES.fullmatch(self._text, second.start, first.span.start)
        told = self._text.startswith(",", first.span.end)
        return first if first.span in self._speaking or (begins and told) else None

    def _within(self, span: Span) -> list[Mention]:
        first, last = (bisect_left(self._starts, place) for place in (span.start, span.end))
        return self._people[first:last]
