"""Who a verb of speech has for its subject."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nutgraf.annotators.reported.groups import group
from nutgraf.annotators.reported.phrases import Reporter, described, head, named, pick
from nutgraf.language.occupations import is_head
from nutgraf.language.speech import DOCUMENTS, UNMISTAKABLE
from nutgraf.language.titles import head_of
from nutgraf.language.words import (
    ADVERBS,
    CONJUNCTIONS,
    DETERMINERS,
    PERIODS,
    PREPOSITIONS,
    RELATIVES,
    is_adverb,
)
from nutgraf.model import EntityKind, MentionForm

if TYPE_CHECKING:
    from nutgraf.annotators.reported.lines import Line
    from nutgraf.model import Mention

_PRONOUNS = frozenset(["he", "she", "they", "it"])
_OPENERS = frozenset(
    """
    but and meanwhile however still yet so also later now then earlier separately nevertheless instead
    or even only moreover furthermore
    """.split()
)
_SUBORDINATORS = frozenset("while although though as when where because".split())
PUT_TO = frozenset("asked told pressed questioned quizzed".split())
"""What somebody was, before they spoke: “X, asked whether …, said …”."""
_CLAUSES = frozenset(["who", "which", "whose", "where", "whom"])
_LONGEST = 40
_ASIDES = 9  # commas that an apposition is looked for behind
_REACH = 30  # words in which a sentence shows its subject


def subject(line: Line, end: int) -> Reporter | None:
    """The subject that ends where a verb group begins."""
    last = end - 1
    floor = line.floor[end] if end < len(line) else 0
    if last < floor or line.spoken[last]:
        return None
    low = line.low[last]
    if low in _PRONOUNS:
        return Reporter(line.words[last].span, MentionForm.PRONOUN, last)
    if low in ("who", "which"):
        found = _antecedent(line, last, floor)
        return replace(found, relative=True) if found else None
    if low == ",":
        return _with_apposition(line, last, floor)
    if low in ("—", "–", "--", ")"):
        opening = _opening(line, last, floor)
        return subject(line, opening) if opening else None
    return _phrase(line, end, floor)


def main_subject(line: Line, end: int) -> Reporter | None:
    """The subject of the sentence, if it shows one before this place."""
    floor = line.floor[end]
    found = _first_subject(line, floor, end)
    # “X called it “…,” adding that …”
    return found or (_first_subject(line, 0, end) if floor and not line.spoken[0] else None)


def _first_subject(line: Line, start: int, end: int) -> Reporter | None:
    """The first subject of a main clause among some words."""
    for place in range(start, min(end, start + _REACH)):
        if line.is_verb(place) and not line.spoken[place]:
            found = subject(line, group(line, place).start)
            if found and not found.relative:
                return found
    return None


def shared_subject(line: Line, end: int) -> Reporter | None:
    """The subject of “X went and | said”: somebody named, or the sentence's."""
    floor = line.floor[end]
    for place in range(end - 2, max(floor, end - _REACH), -1):
        if not line.is_verb(place):
            continue
        start = group(line, place).start
        found = subject(line, start)
        if line.word(start - 1) in RELATIVES:
            return found
        if found and found.form is not MentionForm.NOMINAL:
            return found
    return main_subject(line, end)


def shares(line: Line, start: int) -> bool:
    """Whether the verb group that begins here has the subject of the verb before it."""
    before = line.word(start - 1)
    return before in ("and", "but") or (before == "then" and line.word(start - 2) == "and")


def _opening(line: Line, closing: int, floor: int) -> int:
    """Where an insertion opens that closes here: a bracket, or a pair of dashes."""
    mark = {")": "("}.get(line.low[closing], line.low[closing])
    for place in range(closing - 1, max(floor, closing - 20), -1):
        if line.low[place] == mark:
            return place
    return 0


def _antecedent(line: Line, index: int, floor: int) -> Reporter | None:
    """Who is meant by “who”: the name, or the noun, right before it."""
    comma = index > floor and line.low[index - 1] in (",", "—")
    end = index - comma
    if end <= floor:
        return None
    start = end
    while start > floor and end - start < 12 and not _breaks(line, start - 1):
        start -= 1
    found = _name_ending(line, index, end)
    if not found and comma:
        found = _name_before_place(line, index, start, end)
        if not found and line.word(start - 1) == "," and start - 1 > floor:
            found = _name_ending(line, index, start - 1)
    if found:
        place = next(p for p in range(floor, index) if line.words[p].end > found.span.start)
        return named(found, place)
    document = line.low[end - 1] in DOCUMENTS
    if not document and (line.low[index] == "which" or comma):
        return None
    for begin in range(end - 1, max(start, end - 6) - 1, -1):
        if line.low[begin] in DETERMINERS:
            return described(line, begin, end)
    return None


def _breaks(line: Line, index: int) -> bool:
    return line.is_mark(index) or line.low[index] in CONJUNCTIONS or line.is_finite(index)


def _name_ending(line: Line, index: int, end: int) -> Mention | None:
    """“X, who …”; “X, the chief, who …”."""
    found = line.person_or_body(end - 1)
    fits = found and (found.kind is EntityKind.PERSON or line.low[index] == "which")
    return found if fits else None


def _name_before_place(line: Line, index: int, start: int, end: int) -> Mention | None:
    """“X of the clinic, who …”."""
    for place in range(end - 1, start - 1, -1):
        if line.word(place + 1) in ("of", "from", "at", "for"):
            found = _name_ending(line, index, place + 1)
            if found:
                return found
    return None


def _with_apposition(line: Line, comma: int, floor: int) -> Reporter | None:
    """“X, who leads Y, | said”; “the leader, X, | said”."""
    parts = _asides(line, comma, floor)
    if len(parts) < 2 or parts[0][0] >= parts[0][1]:
        return None
    nearest = parts[0]
    if line.low[nearest[0]] not in _CLAUSES | PUT_TO and any(
        line.is_finite(place) for place in head(line, *nearest)
    ):
        return None
    if line.low[parts[1][0]] == "whose":
        owner = _only_name(line, *nearest)
        return replace(named(owner, parts[1][0]), relative=True) if owner else None
    chosen, number = _anchor(line, parts)
    if chosen is None or chosen.form is MentionForm.NAME:
        return chosen
    called = _only_name(line, *parts[number - 1])
    return named(called, chosen.start) if called else chosen


def _asides(line: Line, comma: int, floor: int) -> list[tuple[int, int]]:
    """What stands between commas before a comma, from right to left."""
    parts: list[tuple[int, int]] = []
    end = comma
    while len(parts) < _ASIDES:
        start = end
        while start > floor and (line.bracketed[start - 1] or not line.parts(start - 1)):
            start -= 1
        parts.append((start, end))
        if start <= floor or line.low[start - 1] != "," or line.spoken[start - 1]:
            break
        end = start - 1
    return parts


def _anchor(line: Line, parts: list[tuple[int, int]]) -> tuple[Reporter | None, int]:
    """The phrase that the appositions belong to, and which part it is."""
    chosen, number = None, 0
    for place, (start, end) in enumerate(parts[1:], start=1):
        if start < end and line.low[start] in _CLAUSES:
            continue
        found = _phrase_at(line, start, end)
        if found is None:
            break
        chosen, number = found, place
        title = _titled(line, start, end) and place == 1 and _only_name(line, *parts[0])
        if title or (place + 1 < len(parts) and not _is_apposition(line, start, end)):
            break
    return chosen, number


def _is_apposition(line: Line, start: int, end: int) -> bool:
    """Whether words between commas only describe what is before them."""
    if start >= end:
        return False
    first = line.low[start]
    if first in ("a", "an", "and", "of", "in", "himself", "herself") or first.isdigit():
        return True
    if first in ("the", "its", "his", "her") and start + 1 < end:
        return is_head(line.words[start + 1].text) or _titled(line, start, end)
    return _titled(line, start, end)


def _titled(line: Line, start: int, end: int) -> bool:
    """Whether these words describe what somebody does."""
    words = line.stretch(start, end).of(line.text) if end > start else ""
    return head_of(words) is not None and not line.has_finite(start, end)


def _only_name(line: Line, start: int, end: int) -> Mention | None:
    """Whose name is all that stands between two commas, but for a title and a place."""
    place = start
    while place < end and not line.person_or_body(place):
        place += 1
    found = line.person_or_body(place) if place < end else None
    if found is None:
        return None
    behind = place
    while behind < end and line.words[behind].start < found.span.end:
        behind += 1
    if behind < end and line.low[behind] not in ("of", "from", "("):
        return None
    words = line.text[line.words[start].start : found.span.start].split()
    titled = found.kind is EntityKind.PERSON and len(words) <= 6 and head_of(" ".join(words))
    capital = len(words) <= 3 and all(word[0].isupper() or word == "the" for word in words)
    return found if not words or titled or capital else None


def _phrase_at(line: Line, start: int, end: int) -> Reporter | None:
    """The noun phrase that these words are, unless they are a clause."""
    while start < end and line.low[start] in _SUBORDINATORS:
        start += 1
    if any(line.is_finite(p) or _says(line, p) for p in head(line, start, end)):
        return None
    return _bare_phrase(line, start, end)


def _phrase(line: Line, end: int, floor: int) -> Reporter | None:
    """The noun phrase that ends here and that begins a clause."""
    start = _clause_start(line, end, floor)
    if start is None:
        return None
    for place in range(end - 2, start, -1):
        if line.low[place] in ("and", "but") and line.has_verb(start, place):
            start = place + 1
            break
    return _bare_phrase(line, start, end)


def _bare_phrase(line: Line, start: int, end: int) -> Reporter | None:
    """The phrase without what opens the clause: “But”, “On Tuesday”."""
    while start < end and (line.low[start] in _OPENERS or line.low[start] in (",", "“", "‘")):
        start += 1
    introduced = line.word(start) in ("last", "next", "this") and line.word(start + 1) in PERIODS
    if start < end and (line.low[start] in PREPOSITIONS or introduced):
        start = _behind_introduction(line, start, end)
    return pick(line, start, end) if start < end <= start + _LONGEST else None


def _says(line: Line, index: int) -> bool:
    """Whether this is a verb of speech that nobody takes for a noun."""
    return line.low[index] in UNMISTAKABLE and line.mention[index] is None


def _clause_start(line: Line, end: int, floor: int) -> int | None:
    """Where the clause begins whose subject ends here; none if another verb stands between."""
    place = end
    inside = line.bracketed[end - 1]
    while place > floor:
        before = place - 1
        if line.bracketed[before] and not inside:
            place = before
            continue
        if line.parts(before):
            break
        low = line.low[before]
        if line.is_finite(before) or (_says(line, before) and place < end):
            relative = _relative_before(line, before, floor)
            if relative is None:
                return None
            place = relative
        elif low in CONJUNCTIONS:
            if before == floor or place == end or not _opens_relative(line, before):
                break
            place = before
        else:
            place = before
    return place if place < end else None


def _opens_relative(line: Line, index: int) -> bool:
    """Whether a subject's own clause begins here: “a clerk who for years paid”."""
    if line.low[index] not in RELATIVES:
        return False
    return line.is_verb(index + 1) or (
        line.low[index] == "who" and line.low[index + 1] in PREPOSITIONS
    )


def _relative_before(line: Line, verb: int, floor: int) -> int | None:
    """Where “who” stands, if this is the verb of a relative clause."""
    over = verb
    while over > floor and (line.low[over - 1] in ADVERBS or is_adverb(line.low[over - 1])):
        over -= 1
    return over - 1 if over > floor and line.low[over - 1] in RELATIVES else None


def _behind_introduction(line: Line, start: int, end: int) -> int:
    """Where the subject begins behind words of place or time: “On Tuesday the ministry”."""
    best = end
    for place in range(start + 2, end):
        before = line.low[place - 1]
        if before in PREPOSITIONS or before in DETERMINERS or before in ("and", "or"):
            continue
        name = line.mention[place]
        if name is None or name is line.mention[place - 1]:
            begins = line.low[place] in DETERMINERS
        else:
            begins = not line.words[place - 1].text.islower() or before in PERIODS
        if begins:
            best = place
    return best
