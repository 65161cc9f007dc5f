"""Where what was said ends: before another source, or before what the reporter adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.language.speech import DOING, EXAMPLE, UNMISTAKABLE, Shape, forms
from nutgraf.language.words import ADVERBS, DAYS, MONTHS, PASTS, PREPOSITIONS, TIMES

if TYPE_CHECKING:
    from nutgraf.annotators.reported.lines import Line

_RELATIVES = frozenset("which who where whose whom".split())
_CLAUSES = frozenset("but although though after because so since while as unless".split())
_TURNS = frozenset(["but", "although", "though"])
_SPANS = frozenset("minutes hours days weeks months years hour day week month year shortly".split())
_NO_PARTICIPLES = frozenset(
    """
    including excluding according during depending something nothing anything everything morning
    evening spring building being king beijing regarding concerning following
    """.split()
)
_DENIALS = frozenset(["declined", "refused", "denied", "did", "does", "do"])
_DASHES = frozenset(["—", "–"])
_SUBJECTS = frozenset("he she it they we i".split())
_COMMENTS = frozenset("latest first second third last move step sign example blow practice".split())
"""Words of what a reporter makes of it: “…, another example of …”."""
_OCCASIONS = frozenset(
    """
    statement interview tweet post speech letter email e-mail message note release report briefing
    interviews statements tweets posts remarks address column rally debate hearing conference forum
    meeting event stop session appearance lawsuit complaint filing
    """.split()
)
_NEAR = 5  # words in which an occasion, or the verb behind a subject, can stand
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


def action_end(line: Line, start: int) -> int:
    """Where “to …” ends that somebody promised or was asked: before another clause."""
    end = content_end(line, start)
    for place in range(start + 2, end - 2):
        if line.marked[place]:
            continue
        low, following = line.low[place], line.word(place + 1)
        if low == "," and (following in _CLAUSES or _comments(line, place + 1)):
            return place
        if low == "," and following in ("and", "but") and _has_clause(line, place + 2):
            return place
        if low in ("so", "after", "because") and _has_clause(line, place + 1):
            return place
    return end


def _has_clause(line: Line, place: int) -> bool:
    """Whether a subject and its verb follow."""
    if place >= line.limit or line.is_verb(place):
        return False
    for ahead in range(place + 1, min(line.limit, place + 2 * _NEAR)):
        if line.is_verb(ahead):
            return True
        if line.is_mark(ahead) or line.low[ahead] in ("to", "that", "who", "which"):
            break
    return False


def thing_end(line: Line, start: int) -> int:
    """Where a thing ends that is what was said: before when, where and what for it was said."""
    end = content_end(line, start)
    verb = line.low[start].endswith("ing")
    paired = sum(low in _DASHES for low in line.low[start:end]) > 1
    for place in range(start + 1, end):
        if line.marked[place]:
            continue
        aside = _is_aside(line, place) and not (paired and line.low[place] in _DASHES)
        if aside or (not verb and _is_circumstance(line, place)):
            return place
        verb = verb or line.is_verb(place)
    return end


def _is_aside(line: Line, place: int) -> bool:
    """Whether what follows a mark is the reporter's: “…, which is late”, “… — a first”."""
    low = line.low[place]
    if low == ",":
        return line.word(place + 1) in _RELATIVES or _comments(line, place + 1)
    return low in _DASHES and line.parts(place)


def _comments(line: Line, place: int) -> bool:
    """“…, the latest in a row of …”: an apposition to the whole."""
    return line.word(place) in ("the", "an", "another", "a") and line.word(place + 1) in _COMMENTS


def _is_circumstance(line: Line, place: int) -> bool:
    """Whether the words from here on tell of the saying, not of what was said."""
    low, following = line.low[place], line.word(place + 1)
    if line.low[place - 1] == "-":
        return False
    if low in DAYS or (low in TIMES and low != "recently"):
        return following not in ("’s", "'s", "’")
    if low in ("on", "in", "at", "during"):
        dated = low != "at" and (following in DAYS or following in MONTHS)
        return dated or _is_occasion(line, place + 1)
    if low in ("while", "when", "as"):
        return low != "as" or _begins_time(line, place)
    return low in ("and", "but") and _other_action(line, place + 1)


def _is_occasion(line: Line, place: int) -> bool:
    """“in | a statement”, “at | last week’s forum”: where it was said."""
    for ahead in range(place, min(line.limit, place + _NEAR)):
        if line.low[ahead] in _OCCASIONS and line.word(ahead + 1) != "-":
            return line.low[ahead - 1] != "-"
        if line.low[ahead] in PREPOSITIONS or line.is_mark(ahead):
            break
    return False


def _begins_time(line: Line, place: int) -> bool:
    """“as | she left the court”: a clause, with a verb soon behind its subject."""
    if line.word(place + 1) in _SUBJECTS:
        return True
    for ahead in range(place + 2, min(line.limit, place + _NEAR)):
        if line.is_mark(ahead) or line.low[ahead] in PREPOSITIONS:
            break
        if line.is_finite(ahead) or line.low[ahead] in PASTS:
            return True
    return False


def _other_action(line: Line, place: int) -> bool:
    """“… and | also had to leave”: what the speaker does besides."""
    while line.word(place) in ADVERBS or line.word(place).endswith("ly"):
        place += 1
    return place < line.limit and (line.is_finite(place) or line.low[place] in PASTS)


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
        shape in _FINITE and base != "put" and base not in EXAMPLE | DOING
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
