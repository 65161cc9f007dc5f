"""Where what was said ends: before another source, or before what the reporter adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.language.speech import EXAMPLE, UNMISTAKABLE, Shape, forms

if TYPE_CHECKING:
    from nutgraf.annotators.reported.lines import Line

_RELATIVES = frozenset("which who where whose whom".split())
_TURNS = frozenset(["but", "although", "though"])
_SPANS = frozenset("minutes hours days weeks months years hour day week month year shortly".split())
_NO_PARTICIPLES = frozenset(
    """
    including excluding according during depending something nothing anything everything morning
    evening spring building being king beijing regarding concerning following
    """.split()
)
_DENIALS = frozenset(["declined", "refused", "denied", "did", "does", "do"])
_FINITE = frozenset([Shape.PAST, Shape.THIRD])


def content_end(line: Line, start: int) -> int:
    """Where the words end that begin at `start` and were said."""
    limit = line.limit
    that = line.low[start] == "that"
    verb = line.is_verb(start)
    for place in range(start + 1, limit):
        low = line.low[place]
        verb = verb or line.is_verb(place) or (not that and low.endswith("s"))
        if low == ";" or (low == ")" and line.bracketed[start]):
            return place
        if line.spoken[place]:
            continue
        if low == "according" and line.word(place + 1) == "to":
            return place - (line.low[place - 1] == ",")
        told = verb or line.word(place + 1) not in _RELATIVES
        if low == "," and told and _adds(line, place + 1):
            return place
        if low in ("and", "but") and _turns(line, place + 1):
            return place - (line.low[place - 1] in (",", "—", "–"))
    return limit


def _turns(line: Line, place: int) -> bool:
    """Whether another verb of speech follows."""
    return _second_verb(line, place) or _other_speaker(line, place)


def _adds(line: Line, place: int) -> bool:
    """Whether the words behind a comma are the reporter's."""
    low = line.word(place)
    if low in _RELATIVES or low in _TURNS or _is_later(line, place):
        return True
    if low.endswith("ing") and low not in _NO_PARTICIPLES and line.words[place].text.islower():
        return True
    if low in ("and", "while", "as") and _other_speaker(line, place + 1):
        return True
    return low in ("and", "while") and _second_verb(line, place + 1)


def _is_later(line: Line, place: int) -> bool:
    """“…, hours after …”."""
    return any(
        line.word(ahead) in ("after", "before") and line.word(ahead - 1) in _SPANS
        for ahead in range(place + 1, min(line.limit, place + 4))
    )


def _second_verb(line: Line, place: int) -> bool:
    """“… and warned that”: the speaker goes on."""
    conjunction = line.word(place - 1)
    while place < line.limit and (
        line.low[place] in ("has", "had", "have", "also", "later", "then")
        or line.low[place].endswith("ly")
    ):
        place += 1
    if place >= line.limit or line.mention[place]:
        return False
    low = line.low[place]
    if conjunction == "but" and low in _DENIALS:
        return True
    finite = any(
        shape in _FINITE and base != "put" and base not in EXAMPLE
        for base, shape in forms().get(low, ())
    )
    return finite and not _noun_like(line, place)


def _noun_like(line: Line, place: int) -> bool:
    """Whether a word behind “and” may be a noun: “killings and protests”."""
    low = line.low[place]
    if low in UNMISTAKABLE or not low.endswith("s") or line.low[place - 1] != "and":
        return False
    return line.word(place + 1) not in ("that", "the", "to", "it")


def _other_speaker(line: Line, place: int) -> bool:
    """“… and the union warned that”: somebody else speaks."""
    if place >= line.limit or not line.words[place].text[0].isalpha():
        return False
    for ahead in range(place + 1, min(line.limit, place + 7)):
        low = line.low[ahead]
        if line.is_mark(ahead) or low in ("that", "who", "to"):
            return False
        if line.is_finite(ahead) and low not in ("has", "have", "had"):
            return False
        if low in UNMISTAKABLE and line.mention[ahead] is None:
            return True
    return False
