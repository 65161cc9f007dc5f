"""The clause behind a verb of speech: “that …”, without “that”, and the reported question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.annotators.reported.endings import content_end
from nutgraf.language.speech import ASKING, CLAUSE, LOOSE_CLAUSE, TELLING
from nutgraf.language.words import DETERMINERS, PASTS, PERIODS, PREPOSITIONS, TIMES

if TYPE_CHECKING:
    from nutgraf.annotators.reported.lines import Line

_QUESTION = frozenset("whether if how why what who where when which".split())
_SUBJECTS = frozenset(["he", "she", "they", "it", "there"])
_OBJECTS = frozenset("him her them us me you".split())
_BEGINNING = (
    DETERMINERS
    | _SUBJECTS
    | frozenset("we i you half more fewer nearly about only almost nobody nothing everyone".split())
)
"""Words with which a clause begins."""

_NO_CLAUSE = frozenset(
    """
    to of about with for by on in at as yes no so goodbye and or but against from into than up out
    """.split()
)
_QUANTITIES = frozenset(["about", "over", "at", "up", "under", "between", "in", "to"])
_ENCLITICS = frozenset(["’s", "'s", "’re", "’ll", "’d", "'re", "'ll", "'d"])
_STOPS = frozenset(
    ["that", "who", "which", "where", "when", "to", "after", "because", "if", ":", ";", "—", ","]
)
_AUDIENCES = frozenset(["reporters", "telephone", "phone", "email"])
_WHEN = frozenset(["this", "last", "late", "early", "earlier"])
_APPROACHED = frozenset(["contacted", "asked", "reached", "approached", "questioned", "pressed"])
"""“said when contacted that”."""

_FAR = 22  # words in which “that” can follow
_NEAR = 14


def clause(line: Line, place: int, base: str) -> tuple[int, int, str] | None:
    """The clause that a verb governs whose complements begin at `place`: where, and by which rule."""
    place = _behind_insertion(line, place)
    if base in ASKING and line.word(place) in _QUESTION:
        return place, content_end(line, place), "question"
    told = base in TELLING and line.word(place) != "that"
    if told:
        start = _behind_addressee(line, place)
    elif base in CLAUSE or base in LOOSE_CLAUSE or base in TELLING:
        start = _behind_circumstance(line, place)
    else:
        return None
    if start is None or start >= line.limit:
        return None
    return _clause_at(line, start, base, told=told)


def _behind_insertion(line: Line, place: int) -> int:
    """Past “, as did the union,” and “(rightly)”, where “that” follows."""
    closing = {",": ",", "(": ")", "—": "—"}.get(line.word(place))
    for ahead in range(place + 1, min(line.limit, place + _NEAR) if closing else place):
        if line.low[ahead] == closing:
            return ahead + 1 if line.word(ahead + 1) == "that" else place
    return place


def _clause_at(line: Line, start: int, base: str, *, told: bool) -> tuple[int, int, str] | None:
    low = line.low[start]
    if low == ":" and base in CLAUSE | TELLING and start + 1 < line.limit:
        return start + 1, content_end(line, start + 1), "colon"
    end = content_end(line, start)
    if low == "that":
        return (start, end, "clause") if end - start > 2 else None
    if low in _QUESTION:
        asked = base in ASKING or (low not in ("if", "when", "which") and base != "tell")
        return (start, end, "question") if asked else None
    if not _begins_clause(line, start):
        relative = base in CLAUSE and line.is_verb(start) and _behind_relative(line, start)
        return (start, end, "relative") if relative else None
    if told or base not in CLAUSE:
        return (start, end, "clause") if _verb_soon(line, start, end, told=told) else None
    return (start, end, "clause") if end - start > 3 or _has_verb(line, start, end) else None


def _behind_relative(line: Line, place: int) -> bool:
    """Whether “which X says” stands before this verb."""
    return any(
        line.low[back] in ("which", "that", "who", "what")
        for back in range(max(0, place - 9), place - 2)
    )


def _begins_clause(line: Line, place: int) -> bool:
    """Whether a clause can begin with this word, which no “that” introduces."""
    low = line.low[place]
    if low in ("it", "no"):
        return True
    if low in _QUANTITIES:
        reach = 2 if low in ("about", "in", "to") else 3
        return any(is_number(line, ahead) for ahead in range(place + 1, place + reach))
    if line.is_verb(place) or low in PASTS or low.endswith("ly") or low in _NO_CLAUSE:
        return False
    first = line.words[place].text
    return first[0].isalnum() or first in "“\"‘'$£€"


def is_number(line: Line, place: int) -> bool:
    """Whether a figure or a sum of money stands here."""
    return place < len(line) and (
        line.words[place].text[0].isdigit() or line.words[place].text[0] in "$£€¥₹"
    )


def _has_verb(line: Line, start: int, end: int) -> bool:
    return any(
        line.is_verb(place)
        or line.low[place] in _ENCLITICS
        or (line.low[place].endswith("s") and line.words[place].text.islower() and place > start)
        for place in range(start, end)
    )


def _verb_soon(line: Line, start: int, end: int, *, told: bool) -> bool:
    """Whether a verb follows before another clause can have begun."""
    if line.low[start] in _SUBJECTS or line.low[start] == "we":
        if line.has_verb(start + 1, min(end, start + 4)):
            return True
        if line.low[start] == "it":
            return False
    for place in range(start, end):
        low = line.low[place]
        if line.is_finite(place) or low in _ENCLITICS - {"’s", "'s"}:
            return True
        if low in PASTS and place > start:
            return "and" not in line.low[start:place]
        if low in _STOPS:
            return False
        if told and place > start and line.is_verb(place):
            return True
    return False


def _behind_circumstance(line: Line, place: int) -> int:
    """Past “on Tuesday”, “in a statement”, “to reporters”, where a clause follows it."""
    start = place
    when = line.word(place + 1)
    if line.word(place) in _WHEN and (when in PERIODS or when in TIMES):
        place += 3 if line.word(place + 2) in PERIODS else 2
    if line.word(place) == "when" and line.word(place + 1) in _APPROACHED:
        place += 2
    for _ in range(3):
        if line.word(place) not in PREPOSITIONS and line.word(place) != "upon":
            break
        after = _that_behind(line, place) or _clause_behind_place(line, place)
        if after is None:
            return start
        place = after
    return place


def _that_behind(line: Line, place: int) -> int | None:
    """“in a statement in Oslo, Norway, | that …”."""
    for ahead in range(place + 1, min(line.limit, place + _FAR)):
        low = line.low[ahead]
        if low == "that" and line.low[ahead - 1] not in PREPOSITIONS:
            return ahead
        if low == "," and "that" in (line.word(ahead + 1), line.word(ahead + 3)):
            continue
        if line.is_finite(ahead) or (line.is_mark(ahead) and low not in ("(", ")")):
            return None
    return None


def _clause_behind_place(line: Line, place: int) -> int | None:
    """“on Instagram | the balcony …”."""
    for ahead in range(place + 2, min(line.limit, place + _NEAR)):
        if line.is_finite(ahead) or line.is_mark(ahead):
            return None
        low, before = line.low[ahead], line.low[ahead - 1]
        if low in _SUBJECTS:
            return ahead
        if line.words[ahead].text[0].isupper() and before in TIMES:
            return ahead
        begins = low in _BEGINNING and before not in PREPOSITIONS and before not in _BEGINNING
        if begins and _ends_place(line, ahead - 1):
            return ahead
    return None


def _ends_place(line: Line, index: int) -> bool:
    """Whether a place, a time or an audience can end with this word."""
    low = line.low[index]
    return (
        line.mention[index] is not None
        or line.words[index].text[0].isupper()
        or low in TIMES
        or low.isdigit()
        or low in _AUDIENCES
    )


def _behind_addressee(line: Line, place: int) -> int | None:
    """Past those who were told, where what they were told begins."""
    if place >= line.limit or line.low[place] == "to":
        return None
    introduced = _introduced(line, place)
    if introduced is not None:
        return introduced
    if line.low[place] in _OBJECTS:
        return _behind_circumstance(line, place + 1)
    name = line.mention[place] or (
        line.mention[place + 1] if line.word(place + 1) and line.low[place] == "the" else None
    )
    if name:
        ahead = place + 1
        while ahead < line.limit and line.words[ahead].start < name.span.end:
            ahead += 1
        if line.word(ahead) in TIMES:
            return ahead + 1
        if line.word(ahead) in _BEGINNING or (ahead < line.limit and line.mention[ahead]):
            return ahead
    plural = line.words[place].text.islower() and line.low[place].endswith("s")
    if plural and line.low[place] not in DETERMINERS:
        return _behind_circumstance(line, place + 1)
    return _fresh_phrase(line, place)


def _introduced(line: Line, place: int) -> int | None:
    """“the agency, which is state-run, | that …”."""
    for ahead in range(place + 1, min(line.limit, place + _FAR)):
        low, before = line.low[ahead], line.low[ahead - 1]
        if low in ("that", "how", "why", "whether"):
            if before not in PREPOSITIONS or before in ("outside", "on"):
                return ahead
            continue
        ends = low == "," and "that" not in (line.word(ahead + 1), line.word(ahead + 3))
        if ends or line.is_finite(ahead) or low in (";", "—", ":"):
            return None
    return None


def _fresh_phrase(line: Line, place: int) -> int | None:
    """“the court | he had acted on advice”: where a second noun phrase begins."""
    for ahead in range(place + 1, min(line.limit, place + _NEAR)):
        if line.is_finite(ahead) or line.is_mark(ahead):
            return None
        low, before = line.low[ahead], line.low[ahead - 1]
        if low in _SUBJECTS:
            return ahead
        begins = line.mention[ahead] is not None or low in _BEGINNING
        same = line.mention[ahead] is not None and line.mention[ahead] is line.mention[ahead - 1]
        hangs = before in PREPOSITIONS or before in _BEGINNING or before in ("and", "’s", "'s")
        if begins and not same and not hangs and ahead > place + 1:
            return ahead
    return None
