"""Statements by a noun of speech: “her claim that …”; “a warning from X that …”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.annotators.reported.endings import content_end
from nutgraf.annotators.reported.groups import group
from nutgraf.annotators.reported.making import made_of
from nutgraf.annotators.reported.phrases import Reporter, described, named
from nutgraf.annotators.reported.subjects import subject
from nutgraf.language.speech import MAKING, SPEECH_NOUNS
from nutgraf.language.words import PREPOSITIONS
from nutgraf.model import EntityKind, MentionForm

if TYPE_CHECKING:
    from nutgraf.annotators.reported.lines import Line
    from nutgraf.model import Statement

_OPENING = frozenset("despite contrary following after amid given".split())
"""Words behind which somebody's claim is no subject."""

_NEAR = 5  # words between an owner and what is owned


def by_noun(line: Line, index: int) -> Statement | None:
    """What somebody's claim is, if the sentence says no more of it than that it was made."""
    if line.low[index] not in SPEECH_NOUNS or not index:
        return None
    place, who = _author(line, index + 1)
    who = who or _owner(line, index)
    maker = _maker(line, index) if who is None else None
    if line.word(place) != "that" or place + 1 >= line.limit or line.is_verb(place + 1):
        return None
    if maker:
        return made_of(line, maker, [(place, content_end(line, place))], index, "noun-made")
    if who is None:
        return None
    if not _has_verb_before(line, who.start):
        # “Her claim that … is wrong”: where the claim ends cannot be told.
        end = _first_comma(line, place) if line.low[0] in _OPENING else 0
        return made_of(line, who, [(place, end)], index, "noun") if end else None
    return made_of(line, who, [(place, content_end(line, place))], index, "noun")


def _maker(line: Line, index: int) -> Reporter | None:
    """“X made the | case that …”: the subject of the verb."""
    for place in range(index - 1, max(0, index - _NEAR), -1):
        if line.low[place] in MAKING and line.mention[place] is None:
            verb = group(line, place)
            sure = verb.asserted and not verb.passive and not line.low[place].endswith("ing")
            return subject(line, verb.start) if sure else None
        if line.is_mark(place) or line.low[place] in PREPOSITIONS:
            break
    return None


def _first_comma(line: Line, place: int) -> int:
    """The comma behind “Despite her claim that …”."""
    commas = (at for at in range(place + 3, line.limit - 2) if line.low[at] == ",")
    return next(commas, 0)


def _author(line: Line, place: int) -> tuple[int, Reporter | None]:
    """“by X”, “from X”, and where that ends."""
    if line.word(place) not in ("by", "from"):
        return place, None
    start, place = place, _behind_title(line, place)
    found = line.person_or_body(place + 1)
    if found is None:
        place = start
        that = next((p for p in range(place + 2, place + _NEAR) if line.word(p) == "that"), 0)
        return (that, described(line, place + 1, that)) if that else (place, None)
    who = named(found, place + 1)
    while place < line.limit and line.words[place].start < found.span.end:
        place += 1
    return place, who


def _behind_title(line: Line, place: int) -> int:
    """The word before a name: “by | the group leader X”."""
    for ahead in range(place + 1, min(line.limit, place + _NEAR)):
        found = line.person_or_body(ahead)
        if found and found.kind is EntityKind.PERSON:
            return ahead - 1
        if line.low[ahead] == "that" or line.is_mark(ahead) or line.low[ahead] in PREPOSITIONS:
            break
    return place


def _owner(line: Line, index: int) -> Reporter | None:
    """“her”, “the bank’s repeated”, “a Kaveri Times”."""
    body = line.mention[index - 1]
    if body and body.kind is EntityKind.ORGANIZATION:
        return named(body, index - 1)
    for place in range(index - 1, max(-1, index - _NEAR), -1):
        low = line.low[place]
        if low in ("his", "her", "their"):
            return Reporter(line.words[place].span, MentionForm.PRONOUN, place)
        if low in ("’s", "'s", "’", "'"):
            found = line.person_or_body(place - 1)
            return named(found, place) if found else None
        if line.is_finite(place) or line.is_mark(place) or low in ("the", "a", "an"):
            return None
    return None


def _has_verb_before(line: Line, end: int) -> bool:
    return any(
        line.is_verb(place) or line.low[place].endswith(("s", "ing")) for place in range(end)
    )
