"""What stands behind a verb of speech: the clause, the infinitive or the object that was said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nutgraf.annotators.reported.clauses import clause, is_number
from nutgraf.annotators.reported.endings import action_end, content_end, thing_end
from nutgraf.language.speech import (
    ADDRESSEE,
    BLAMING,
    CALLING,
    DENYING,
    EXAMPLE,
    FIGURE,
    INFINITIVE,
    JUDGING,
    OBJECT,
    PAIRED,
    PREPOSITIONS,
    STRESSING,
    TELLING,
    TOPIC,
)
from nutgraf.language.words import DETERMINERS, PERIODS, TIMES, is_adverb
from nutgraf.language.words import PREPOSITIONS as PLACING

if TYPE_CHECKING:
    from nutgraf.annotators.reported.lines import Line

_OBJECTS = frozenset("him her them us me you it".split())
_FEWEST_OF_OBJECT = 3
_FEWEST_OF_CALL = 5  # words of “it a trick”, which are a judgement only together
_FAR = 24
_SUBORDINATE = frozenset(["that", ";", ":", "—"])
_ENDING_SO = frozenset("bring sing ring swing cling spring string fling sting".split())
"""Verbs that end as a participle does."""

_INTENDING = frozenset("hope claim expect decide fear learn".split())
"""Verbs whose “to …” is what somebody means to do, or has done."""

_DENYING = frozenset(["dispute", "oppose", "decry"])
"""Verbs whose clause is what somebody does not say."""


@dataclass(frozen=True, slots=True)
class Content:
    """Some words of a line, the last one not included, and the construction that they stand in."""

    start: int
    end: int
    rule: str
    certain: bool = True
    """Whether they say what was said, and not only what about."""

    @property
    def is_clause(self) -> bool:
        """Whether they cannot be anything but what was said."""
        return self.rule not in ("object", "preposition", "topic")


def content(line: Line, index: int, base: str) -> Content | None:
    """What is said behind the verb at `index`, up to the end of the sentence."""
    place = _behind_adverbs(line, index + 1 + (base in PAIRED))
    if place >= line.limit:
        return None
    found = _figure(line, place, base) or _example(line, place, base)
    if found:
        return found
    if base in DENYING:
        return _denial(line, index, place)
    asked = _infinitive(line, place, base) or _request(line, place, base)
    if asked:
        return asked
    if base in _INTENDING and line.low[place] == "to":
        return None
    said = clause(line, place, base)
    if said:
        return Content(*said)
    for construction in (_preposition, _object):
        found = construction(line, place, base)
        if found:
            return found
    return None


def _behind_adverbs(line: Line, place: int) -> int:
    """Past “on Tuesday”, “repeatedly”, “, however,”."""
    while _is_when(line, place) or (is_adverb(line.word(place)) and line.word(place) != "only"):
        dated = _is_when(line, place) and line.word(place + 1) in PERIODS
        place += 1 + dated
    if line.word(place) == "only" and line.word(place + 1) in ("that", "the", "a", "he", "she"):
        place += 1
    return place + 3 if line.word(place) == "," == line.word(place + 2) else place


def _is_when(line: Line, place: int) -> bool:
    """Whether a word tells when something was said, and is no owner: “called Friday’s vote …”."""
    return line.word(place) in TIMES and line.word(place + 1) not in ("’s", "'s", "’", "'")


def _figure(line: Line, place: int, base: str) -> Content | None:
    """“put | the damage at 18 million”."""
    if base not in FIGURE:
        return None
    for ahead in range(place + 1, min(line.limit, place + 16)):
        if line.low[ahead] == "at" and any(is_number(line, ahead + n) for n in (1, 2, 3)):
            return Content(place, content_end(line, place), "figure")
        if line.is_finite(ahead) or line.is_mark(ahead):
            return None
    return None


def _example(line: Line, place: int, base: str) -> Content | None:
    """“used | the port strike as an example”."""
    if base not in EXAMPLE:
        return None
    for ahead in range(place + _FEWEST_OF_OBJECT, line.limit - 2):
        if line.low[ahead : ahead + 3] in (("as", "an", "example"), ("as", "one", "example")):
            return Content(place, ahead, "example")
    return None


def _request(line: Line, place: int, base: str) -> Content | None:
    """“urged Y | to …”, “called on Y | to …”."""
    if base not in ADDRESSEE or line.low[place] == "to":
        return None
    if line.is_finite(place) or line.is_mark(place) or line.low[place] in _SUBORDINATE:
        return None
    for ahead in range(place + 1, min(line.limit, place + _FAR)):
        if _is_infinitive(line, ahead):
            return Content(ahead, action_end(line, ahead), "request")
        verb = base in TELLING and line.is_verb(ahead)
        if verb or line.is_finite(ahead) or line.low[ahead] in _SUBORDINATE:
            return None
    return None


def _infinitive(line: Line, place: int, base: str) -> Content | None:
    """“promised | to …”, “agreed on Sunday | to …”."""
    if base not in INFINITIVE:
        return None
    if line.low[place] in ("on", "in", "at"):
        near = range(place + 1, min(line.limit, place + 6))
        place = next((ahead for ahead in near if line.low[ahead] == "to"), place)
    if not _is_infinitive(line, place):
        return None
    return Content(place, action_end(line, place), "infinitive")


def _is_infinitive(line: Line, place: int) -> bool:
    """Whether “to …” or “not to …” with a verb begins here."""
    if line.low[place] in ("not", "never") and line.word(place + 1) == "to":
        return True
    quoted = line.word(place + 1) in ("“", '"')
    verb = line.word(place + 1 + quoted) if line.low[place] == "to" else ""
    return (
        verb[:1].isalpha()
        and verb not in DETERMINERS
        and verb not in _OBJECTS
        and (verb in _ENDING_SO or not verb.endswith(("ing", "rs")))
        and line.mention[place + 1] is None
    )


def _preposition(line: Line, place: int, base: str) -> Content | None:
    """“called for | …”, “accused Y of | …”, “spoke about | …”."""
    low = line.low[place]
    if low in TOPIC.get(base, ()):
        end = thing_end(line, place + 1) if place + 1 < line.limit else place
        return Content(place + 1, end, "topic", certain=False)
    wanted = PREPOSITIONS.get(base, ())
    last = place + _FAR if base in BLAMING else place + 1
    for ahead in range(place, min(line.limit - 1, last)):
        if line.low[ahead] in wanted and not line.mention[ahead]:
            return Content(ahead + 1, thing_end(line, ahead + 1), "preposition")
        if line.is_finite(ahead):
            return None
    return None


def _object(line: Line, place: int, base: str) -> Content | None:
    """“condemned | the attack on …”, “called | the plan a trick”."""
    if base not in OBJECT:
        return None
    if line.low[place] == "on" and line.word(place + 1) in TIMES:
        place += 2
    low = line.word(place)
    if low == "that" and base in _DENYING:
        return None
    quoted = low in ("“", '"')
    if not quoted and (
        not low[:1].isalnum() or low in PLACING or low in ("and", "or", "but", "as")
    ):
        return None
    if line.has_finite(place, min(line.limit, place + 3)):
        return None
    end = thing_end(line, place)
    if not _judges(line, place, end, base):
        end = content_end(line, place)
    end = min(end, _other_action(line, place))
    fewest = _FEWEST_OF_CALL if base in CALLING else _FEWEST_OF_OBJECT
    if end - place < fewest or not _judges(line, place, end, base):
        return None
    return Content(place, end, "object", certain=base in STRESSING)


def _denial(line: Line, verb: int, place: int) -> Content | None:
    """“| denied that …”, “| denies any debt”: without the verb it would say the opposite."""
    first = line.words[place].text
    if not first[0].isalnum() or line.low[place] in PLACING or line.is_finite(place):
        return None
    end = content_end(line, place) if line.low[place] == "that" else thing_end(line, place)
    return Content(verb, end, "denial") if end - place > 1 else None


def _other_action(line: Line, place: int) -> int:
    """Where the speaker does something else: “announced an audit | and suspended …”."""
    for ahead in range(place + 2, line.limit - 1):
        if line.low[ahead] == "and" and line.is_verb(ahead + 1):
            return ahead
    return line.limit


def _judges(line: Line, start: int, end: int, base: str) -> bool:
    """Whether an object says something of something: “called it a trick”, “described it as …”."""
    if base in JUDGING:
        return any(line.low[place] in JUDGING[base] for place in range(start + 1, end))
    if base not in CALLING:
        return True
    return line.low[start] in _OBJECTS or any(
        line.low[place] in ("a", "an") or line.words[place].text in "“\"‘'"
        for place in range(start + 1, end)
    )
