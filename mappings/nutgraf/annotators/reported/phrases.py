"""Who a noun phrase names or describes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nutgraf.language.titles import is_title_word
from nutgraf.language.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    MONTHS,
    PREPOSITIONS,
    RELATIVES,
)
from nutgraf.model import EntityKind, MentionForm, Span

if TYPE_CHECKING:
    from nutgraf.annotators.reported.lines import Line
    from nutgraf.model import Mention

_GROUPS = frozenset("police people staff media others most some many both fans officials".split())
_ALONE = frozenset("some many several most all both one another few".split())
"""Determiners that can be somebody by themselves."""

_NOBODY = (
    DAYS
    | PREPOSITIONS
    | AUXILIARIES
    | frozenset(
        """
        almost just even only still once again alone else something enough much more less that when
        where which who whom what as if while there this these those it not so and but or then now
        later also earlier yesterday today although though because unless whether never hardly rarely
        nobody none ever neither nor week month year time day years days weeks months anyone everyone
        someone everybody somebody nothing i we you no any every each
        """.split()
    )
)
"""Words with which no description of a speaker begins or ends."""

_CUT = frozenset(
    """
    who which that in on at to by after before during when while as published released issued seen
    obtained posted conducted yesterday today
    """.split()
)
_LONGEST = 14


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reports: the words that name them, and where the phrase around them begins."""

    span: Span
    form: MentionForm
    start: int
    relative: bool = False
    """Whether the clause is a relative one, inside another."""


def named(mention: Mention, start: int) -> Reporter:
    """A reporter called by name."""
    return Reporter(mention.span, MentionForm.NAME, start)


def pick(line: Line, start: int, end: int) -> Reporter | None:
    """The speaker that a noun phrase names or describes."""
    person = _person(line, start, end)
    if person:
        return person
    first = start + (line.low[start] == "the" and start + 1 < end)
    found = line.mention[start] or line.mention[first]
    if found and found.kind in (EntityKind.ORGANIZATION, EntityKind.PLACE):
        behind = next((p for p in range(start, end) if line.words[p].start >= found.span.end), end)
        if not possessive(line, found) and (behind >= end or _ends_head(line, behind)):
            is_body = found.kind is EntityKind.ORGANIZATION
            form = MentionForm.NAME if is_body else MentionForm.NOMINAL
            return Reporter(found.span, form, start)
    return described(line, start, end)


def _person(line: Line, start: int, end: int) -> Reporter | None:
    for place in head(line, start, end):
        found = line.mention[place]
        if found is None or (place > start and line.mention[place - 1] is found):
            continue
        if place > start and _behind_preposition(line, place, start):
            return None
        if found.kind is EntityKind.PERSON and not possessive(line, found):
            lead = line.text[line.words[start].start : found.span.start].split()
            return Reporter(found.span, MentionForm.NAME, start) if len(lead) <= _LONGEST else None
    return None


def head(line: Line, start: int, end: int) -> range:
    """The words of a phrase before its relative clause."""
    for place in range(start, end):
        if line.low[place] in RELATIVES:
            return range(start, place)
    return range(start, end)


def _ends_head(line: Line, index: int) -> bool:
    low = line.low[index]
    return low in PREPOSITIONS or low in ("(", ",", "who", "which", "and", "that")


def _behind_preposition(line: Line, place: int, start: int) -> bool:
    """Whether a name hangs on a preposition: “a spokesman for X”."""
    back = place - 1
    titled = is_title_word(line.words[back].text)
    while back > start and place - back < 4 and line.low[back] not in PREPOSITIONS:
        plain = line.low[back] in DETERMINERS or line.words[back].text.islower()
        if line.low[back] in CONJUNCTIONS or not (plain or titled):
            break
        back -= 1
    return line.low[back] in PREPOSITIONS


def possessive(line: Line, mention: Mention) -> bool:
    """Whether a name owns what follows it."""
    behind = line.text[mention.span.end : mention.span.end + 2]
    return behind in ("’s", "'s", "’ ", "' ")


def described(line: Line, start: int, end: int) -> Reporter | None:
    """Somebody without a name: “two officials”, “a spokesman for the ministry”."""
    stop = _cut(line, start, end)
    if not start < stop <= start + _LONGEST or _is_action(line, start, stop, end):
        return None
    lows = line.low[start:stop]
    if lows[-1] in _NOBODY or (lows[0] in _NOBODY and lows[0] not in _ALONE):
        return None
    if len(lows) == 1 and lows[0] in DETERMINERS and lows[0] not in _ALONE:
        return None
    if not (_begins_phrase(line, start) or _is_plural(lows) or _is_aside(line, start, stop)):
        return None
    return Reporter(line.stretch(start, stop), MentionForm.NOMINAL, start)


def _cut(line: Line, start: int, end: int) -> int:
    """Where the description ends: before its clause, its place, its time."""
    stop = start + 1
    while stop < end and not (
        line.low[stop] in _CUT
        or line.is_mark(stop)
        or line.low[stop] in DAYS
        or line.low[stop] in MONTHS
    ):
        stop += 1
    while stop > start and (
        not line.words[stop - 1].text[0].isalnum() or line.low[stop - 1] in ("here", "there")
    ):
        stop -= 1
    return stop


def _is_action(line: Line, start: int, stop: int, end: int) -> bool:
    """Whether these words say what somebody does, not who it is."""
    first = line.words[start].text
    behind = line.words[stop + 1].text if stop + 1 < end and line.low[stop] == "to" else ""
    if behind.islower() and behind not in DETERMINERS:
        return True
    if first.islower() and line.is_verb(start) and start + 1 == stop:
        return True
    before = line.word(start - 1)
    inside = bool(before) and before != "," and before not in CONJUNCTIONS and stop - start > 1
    return inside and first.islower() and first.endswith(("ed", "ing"))


def _begins_phrase(line: Line, start: int) -> bool:
    first = line.words[start].text
    return (
        line.low[start] in DETERMINERS
        or line.low[start] in _GROUPS
        or first[0].isupper()
        or first[0].isdigit()
    )


def _is_plural(lows: tuple[str, ...]) -> bool:
    return lows[-1].endswith("s") or lows[-1] in _GROUPS or "for" in lows or "of" in lows


def _is_aside(line: Line, start: int, stop: int) -> bool:
    """“…, study finds”."""
    return line.word(start - 1) == "," and stop - start <= 4
