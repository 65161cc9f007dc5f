"""Statements by a verb of speech: who is its subject, and what stands behind or before it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nutgraf.annotators.reported.contents import Content, content
from nutgraf.annotators.reported.framed import inverted, trailing
from nutgraf.annotators.reported.groups import group
from nutgraf.annotators.reported.making import made, made_of
from nutgraf.annotators.reported.phrases import named, pick
from nutgraf.annotators.reported.subjects import (
    PUT_TO,
    main_subject,
    shared_subject,
    shares,
    subject,
)
from nutgraf.language.speech import (
    ATTACHED,
    DOCUMENTS,
    NOUN_LIKE,
    SHOWING,
    TRAILING,
    Shape,
    forms,
    with_particle,
)
from nutgraf.language.words import PREPOSITIONS as PLACING
from nutgraf.model import MentionForm

if TYPE_CHECKING:
    from nutgraf.annotators.reported.groups import Group
    from nutgraf.annotators.reported.lines import Line
    from nutgraf.annotators.reported.phrases import Reporter
    from nutgraf.model import Statement

Found = tuple["Reporter | None", "Statement | None"]
"""Who a verb has for its subject, if it is one, and the statement, if there is one."""

_NOTHING: Found = (None, None)
_SUBORDINATORS = frozenset("while although though as when after before because since once".split())
_OPENING = frozenset("after before while despite by in".split())
_CONDITIONS = frozenset(["if", "whether", "unless"])
_BEFORE_PARTICIPLE = frozenset(["and", "but", "while", "before", "after", "by", ",", "also"])
_NO_PARTICIPLE = frozenset(["is", "are", "was", "were", "of", "to"])
_COMPLEMENTS = frozenset(["that", "to", "the", "it", "he", "she", "they", "for"])
_REACH = 40  # words of what an opening participle says, and to the verb behind it
_BESIDE = 3  # words behind an opening participle in which what was said begins
_NEAR = 8  # words of those who accompany
_PLURALS = frozenset(
    """
    police people media staff women men many some most others both few half data percent cent folks
    several all two three polls surveys studies figures results critics
    """.split()
)


def by_verb(line: Line, index: int, base: str, shape: Shape, last: Reporter | None) -> Found:
    """The statement that one verb makes; `last` is the subject of the verb before it."""
    verb = group(line, index)
    if verb.passive or not verb.asserted or _is_put_to(line, index):
        return _NOTHING
    if shape is Shape.ING and not verb.progressive:
        return _by_participle(line, index, base, last)
    base = with_particle(base, line.word(index + 1))
    said = content(line, index, base)
    if shares(line, verb.start):
        who = last or shared_subject(line, index)
        said = _within_clause(line, who, said) if who and said else None
        said = said if who and _can_show(line, who, said, base) else None
        return (who, made(line, who, said, index)) if who and said else _NOTHING
    who = subject(line, verb.start)
    if who is None:
        return inverted(line, index, base) if verb.start == index else _NOTHING
    if not _agrees(line, index, shape, verb, who):
        return _NOTHING
    quotation = line.floor[index]
    if quotation and who.start == quotation:  # “…,” X said several months later
        return who, None
    return who, _stated(line, index, base, who, verb, said)


def _is_put_to(line: Line, index: int) -> bool:
    """Whether a verb tells what its subject was asked: “X, asked whether …, said …”."""
    return (
        line.low[index] in PUT_TO
        and line.word(index - 1) == ","
        and any(
            line.low[place] == "," and _goes_on(line, place + 1)
            for place in range(index + 2, line.limit - 1)
        )
    )


def _goes_on(line: Line, index: int) -> bool:
    """Whether the main verb of a sentence is here."""
    shapes = {shape for _, shape in forms().get(line.low[index], ())}
    return line.is_verb(index) or not shapes <= {Shape.ING}


def _stated(
    line: Line,
    index: int,
    base: str,
    who: Reporter,
    verb: Group,
    said: Content | None,
) -> Statement | None:
    aside = _aside(line, who, index, base)
    if aside:
        return aside
    said = _within_clause(line, who, said) if said else None
    said = said if _can_show(line, who, said, base) else None
    if said and said.is_clause:
        return made(line, who, said, index)
    framed = None if verb.progressive else trailing(line, who, index, base)
    return framed or (made(line, who, said, index) if said else None)


def _can_show(line: Line, who: Reporter, said: Content | None, base: str) -> bool:
    """Whether what somebody shows is said by it: “the poll shows a narrow lead”."""
    if base not in SHOWING or said is None or said.is_clause:
        return True
    return _is_document(line, who)


def _is_document(line: Line, who: Reporter) -> bool:
    """Whether a source is a poll, a report or another thing to read."""
    words = who.span.of(line.text).lower().split()
    return who.form is not MentionForm.PRONOUN and any(
        word in DOCUMENTS for word in (words[-1], *words[:3])
    )


def _agrees(line: Line, index: int, shape: Shape, verb: Group, who: Reporter) -> bool:
    """Whether a word that may be another form or a noun is the verb of this subject."""
    if who.start and line.low[who.start - 1] in _CONDITIONS:
        return False
    if shape is Shape.BASE and not verb.infinitive and not _is_plural(line, who, verb.start):
        return False
    return line.low[index] not in NOUN_LIKE or _is_verb(line, who, verb.start, index)


def _is_plural(line: Line, who: Reporter, end: int) -> bool:
    words = who.span.of(line.text).lower().split()
    if who.form is MentionForm.PRONOUN:
        return words[0] == "they"
    return (
        words[-1].endswith("s")
        or words[-1] in _PLURALS
        or words[0] in _PLURALS
        or "and" in line.low[who.start : end]
        or any(
            line.low[place] in PLACING and line.low[place - 1].endswith("s")
            for place in range(who.start + 1, end)
        )
    )


def _is_verb(line: Line, who: Reporter, start: int, index: int) -> bool:
    """Whether a word that is as often a noun is the verb behind this subject."""
    if who.form is MentionForm.PRONOUN or start < index:
        return True
    if line.low[index] in ("show", "shows") and _is_document(line, who):
        return True
    beside = line.mention[start - 1] is not None or line.low[start - 1] in (",", ")")
    if who.form is MentionForm.NAME and beside:
        return True
    behind, next_to_it = line.word(index + 1), line.word(index + 2)
    if behind == "that":
        shapes = {shape for _, shape in forms().get(next_to_it, ())}
        return index + 2 < len(line) and not line.is_verb(index + 2) and Shape.BASE not in shapes
    short = len(who.span.of(line.text).split()) <= 4
    return short and (behind in _COMPLEMENTS or behind in ("", ".")) and next_to_it != "be"


def _within_clause(line: Line, who: Reporter, said: Content) -> Content:
    """The content without the main clause behind it, if its own is no main clause."""
    if 0 < who.start < 4 and line.low[who.start - 1] in _SUBORDINATORS:
        return replace(said, end=_first_clause(line, said))
    if line.word(who.start - 1) == "—" and "—" in line.low[said.start : said.end]:
        return replace(said, end=line.low.index("—", said.start))
    if who.relative or said.rule == "relative":
        return replace(said, end=_relative_clause(line, said))
    return said


def _first_clause(line: Line, said: Content) -> int:
    """Where the clause ends that a sentence with “While X said …” begins with."""
    for place in range(said.start + 1, said.end - 1):
        if line.low[place] != ",":
            continue
        new = line.word(place + 1) in ("he", "she", "they", "it")
        if new or not said.is_clause or line.has_verb(said.start, place):
            return place
    return said.end


def _relative_clause(line: Line, said: Content) -> int:
    """Where a relative clause ends: at the comma behind which the main verb comes."""
    for place in range(said.start + 1, said.end - 1):
        following = line.low[place + 1]
        if line.low[place] == "," and (line.is_verb(place + 1) or following in forms()):
            return place
    return said.end


def _aside(line: Line, who: Reporter, index: int, base: str) -> Statement | None:
    """“As X pointed out, …”."""
    behind = index + 1 + (base == "point_out")
    if who.start != 1 or line.low[0] != "as" or base not in TRAILING or line.word(behind) != ",":
        return None
    return made_of(line, who, [(behind + 1, line.limit)], index, "aside")


def _by_participle(line: Line, index: int, base: str, last: Reporter | None) -> Found:
    """“…, saying that …”: the subject of the sentence goes on."""
    if index == 0 or (index == 1 and line.low[0] in _OPENING):
        return _by_opening(line, index, base)
    before = line.word(index - 1)
    apart = before in _BEFORE_PARTICIPLE or (before.endswith("ly") and line.word(index - 2) == ",")
    attached = line.low[index] in ATTACHED and before.isalpha() and before not in _NO_PARTICIPLE
    accompanying = None if apart else _accompanying(line, index)
    if not apart and not attached and accompanying is None:
        return _NOTHING
    beside = line.person_or_body(index - 1)
    who = named(beside, index - 1) if beside else accompanying or last or main_subject(line, index)
    doubtful = attached and not apart and accompanying is None
    if who is None or (doubtful and who.form is MentionForm.NOMINAL):
        return _NOTHING
    said = content(line, index, base)
    if said is None:
        return _NOTHING
    if not _can_show(line, who, said, base):
        return _NOTHING
    said = replace(said, rule=f"participle-{said.rule}")
    return who, made(line, who, said, index)


def _by_opening(line: Line, index: int, base: str) -> Found:
    """“Citing a lack of rain, X …”: the subject of the clause that follows."""
    said = content(line, index, base)
    if said is None or said.start > index + _BESIDE:
        return _NOTHING
    for comma in range(said.start + 1, min(line.limit - 2, said.start + _REACH)):
        quoted = line.word(comma + 1) in ("”", '"')
        if line.low[comma] == "," and (quoted or not line.marked[comma]):
            who = _next_subject(line, comma)
            if who is None:
                continue
            said = replace(said, end=min(said.end, who.start), rule=f"opening-{said.rule}")
            return who, made(line, who, said, index) if _can_show(line, who, said, base) else None
    return _NOTHING


def _next_subject(line: Line, comma: int) -> Reporter | None:
    """Who is the subject of the first verb behind a comma, if it stands there."""
    behind = range(comma + 2, min(line.limit, comma + _REACH))
    verb = next((place for place in behind if _can_be_main(line, place)), 0)
    who = subject(line, group(line, verb).start) if verb else None
    return who if who and who.start > comma else None


def _can_be_main(line: Line, place: int) -> bool:
    """Whether a word can be the verb of a main clause."""
    return line.is_verb(place) or (line.low[place] in forms() and line.mention[place] is None)


def _accompanying(line: Line, index: int) -> Reporter | None:
    """“…, with one member | remarking that …”."""
    for place in range(index - 2, max(0, index - _NEAR), -1):
        if line.low[place] == "with" and line.word(place - 1) == ",":
            return pick(line, place + 1, index)
        if line.is_mark(place):
            break
    return None
