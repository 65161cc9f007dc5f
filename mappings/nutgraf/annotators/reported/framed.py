"""What was said before its source is told: “…, X said”; “…, said X”; “…, according to X”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.annotators.attribution import following_subject
from nutgraf.annotators.reported.endings import content_end
from nutgraf.annotators.reported.making import made_of
from nutgraf.annotators.reported.phrases import Reporter
from nutgraf.language.speech import FINDING, INVERTED, TRAILING
from nutgraf.language.titles import head_of
from nutgraf.language.words import DAYS
from nutgraf.model import EntityKind, MentionForm

if TYPE_CHECKING:
    from nutgraf.annotators.reported.lines import Line
    from nutgraf.model import Mention, Statement

RULES = frozenset(
    f"reported-speech-{rule}" for rule in ("after", "inserted", "inverted", "according-to")
)
"""The rules of this module: what they find may hold other verbs of speech."""

_INTRODUCING = frozenset(
    """
    in on at after before during last this earlier speaking asked addressing for over with despite from
    by since under as when while although though if responding reacting citing yesterday within until
    of to given told pressed questioned
    """.split()
)
_QUESTIONED = frozenset(["asked", "pressed", "questioned", "addressing", "speaking"])
"""Words that begin what the reporter says of the moment."""

_CONCEDING = frozenset(["though", "although", "while", "if", "when"])
_AFTERWARDS = (
    DAYS
    | _INTRODUCING
    | frozenset('today later recently through via , . ; ” " — – - ) ! ?'.split())
    | {""}
)
"""What can follow a verb of speech behind which nothing was said."""

_ASSURING = frozenset(["assure", "remind", "inform"])
"""Verbs that have behind them who was told."""

_LONGEST_INSERTION = 12
_SUBORDINATE = frozenset("that who which whose where whether how why".split())
_RELATIVES = frozenset("who which whose that where whom".split())
_ADDED = frozenset("who which a an the and but while though".split())


def trailing(line: Line, who: Reporter, index: int, base: str) -> Statement | None:
    """“…, X said.”; “…, X said, …”."""
    if not who.start or line.spoken[0] or not _ends_clause(line, index, base):
        return None
    comma = who.start - 1
    while comma and line.low[comma] in ("the", "a", "an", "and", "as"):
        comma -= 1
    if line.low[comma] not in (",", "”", '"') or line.spoken[comma]:
        return None
    start = _clause_start(line, comma)
    last = _last_of_verb(line, index, base)
    rest = _rest(line, last)
    beside = last == index + (base == "point_out")
    # “The dam broke, X said on Friday, two days after …” is whole before X.
    whole = not beside and line.has_verb(start, comma) and line.low[last + 2 : last + 3] != ("and",)
    if rest and not whole:
        return made_of(line, who, [(start, comma), rest], index, "inserted")
    if line.low[start] in _QUESTIONED or (rest is None and _quotes(line, last, start)):
        return None
    if line.low[start] in _INTRODUCING:
        stated = line.has_finite(start, comma) or line.has_verb(start + 2, comma)
    else:
        stated = line.headline or _has_verb(line, start, comma)
    return made_of(line, who, [(start, comma)], index, "after") if stated else None


def _quotes(line: Line, last: int, start: int) -> bool:
    """“As the siren went, X said, “…””: the speech is only what is quoted."""
    behind = last + 2
    return line.low[start] in _INTRODUCING and behind < line.limit and line.marked[behind]


def _clause_start(line: Line, end: int) -> int:
    """Where what was said begins: behind the last semicolon or colon, if there is one."""
    marks = (place + 1 for place in range(end - 1, 0, -1) if line.low[place] in (";", ":"))
    return next(marks, 0)


def _last_of_verb(line: Line, index: int, base: str) -> int:
    """The last word of “X said”, “she explained in a post”, “he told the council”."""
    index += base == "point_out"
    for ahead in range(index + 1, min(line.limit, index + _LONGEST_INSERTION)):
        if line.low[ahead] == ",":
            return ahead - 1
        if line.is_finite(ahead) or line.is_mark(ahead) or line.low[ahead] in _SUBORDINATE:
            break
    return index


def _rest(line: Line, last: int) -> tuple[int, int] | None:
    """What was said behind “, X said,”; nothing if the reporter goes on."""
    start = last + 2
    if line.word(last + 1) != "," or start >= line.limit:
        return None
    added = line.low[start].endswith("ing") and line.low[0] not in _CONCEDING
    if added or line.low[start] in ("who", "which"):
        return None
    if line.marked[start] and line.low[0] in _INTRODUCING:
        return None
    end = content_end(line, start - 1)
    return (start, end) if end - start > 1 else None


def _has_verb(line: Line, start: int, end: int) -> bool:
    return line.has_verb(start, end) or any(
        line.low[place].endswith("s") and line.words[place].text.islower()
        for place in range(start + 1, end)
    )


def _ends_clause(line: Line, index: int, base: str) -> bool:
    """Whether nothing that was said can follow this verb."""
    behind = line.word(index + 1 + (base == "point_out"))
    if base in _ASSURING:
        return True
    if base in FINDING:
        return behind in (",", ".", ";", "")
    if base == "tell":
        return behind not in (",", ".", ":", "")
    return base in TRAILING and (behind in _AFTERWARDS or behind.endswith("ly"))


def inverted(line: Line, index: int, base: str) -> tuple[Reporter | None, Statement | None]:
    """“…, said X, the chief of Y.”: the speaker, and what they said if it is no quotation."""
    if base not in INVERTED or not index:
        return None, None
    quoted = line.spoken[index - 1]
    if line.low[index - 1] != "," and not quoted:
        return None, None
    found = _following(line, index + 1)
    if found is None:
        return None, None
    if quoted:
        return found, None
    if _goes_on(line, found.start):
        return None, None
    if line.floor[index]:
        return found, None
    return found, made_of(line, found, [(0, index - 1)], index, "inverted")


_TITLE = 7  # words of a title before a name, and its first


def _source(line: Line, start: int, comma: int) -> Reporter | None:
    """“according to | X”; “… | the chief, X”; “… | its author, the biologist X”."""
    who = _following(line, start, comma)
    if who and who.form is MentionForm.NAME:
        return who
    beside = _apposed(line, comma + 1)
    if beside and beside.kind is EntityKind.PERSON:
        behind = next((word for word in line.words if word.start >= beside.span.end), None)
        if behind is None or not behind.text[0].isalnum():
            return Reporter(beside.span, MentionForm.NAME, start)
    return who


def _apposed(line: Line, start: int) -> Mention | None:
    """The name that stands from this word on, alone or behind a title of its own."""
    for place in range(start, min(start + _TITLE, line.limit)):
        mention = line.mention[place]
        if mention is not None:
            title = line.stretch(start, place).of(line.text) if place > start else ""
            return mention if place == start or head_of(title) else None
        if not line.words[place].text[0].isalnum():
            return None
    return None


def _following(line: Line, start: int, end: int | None = None) -> Reporter | None:
    """The speaker that is named from this word on."""
    if start >= line.limit or end == start:
        return None
    limit = line.words[end - 1].end if end else line.span.end
    found = following_subject(line.text, line.names, line.words[start].start, limit)
    if found is None:
        return None
    place = next(p for p in range(start, len(line)) if line.words[p].end > found[0].start)
    return Reporter(*found, place)


def _goes_on(line: Line, start: int) -> bool:
    """Whether a verb follows that is not in a relative clause: “…, said the road was closed”."""
    relative = False
    for place in range(start, len(line)):
        if line.low[place] in _RELATIVES:
            relative = True
        elif line.low[place] == ",":
            relative = False
        elif not relative and line.is_verb(place) and not line.low[place].endswith("ed"):
            return True
    return False


def according(line: Line, index: int) -> Statement | None:
    """“According to X, …”; “…, according to X”; “…, according to X, …”."""
    end = index + 2
    while end < line.limit and line.low[end] not in (",", ";", "—", "–"):
        end += 1
    who = _source(line, index + 2, end)
    if who is None:
        return None
    if index == 0:
        end = _behind_description(line, end, who)
        return made_of(line, who, [(end + 1, line.limit)], index, "according-to")
    comma = index - (line.low[index - 1] == ",")
    if comma <= 0 or line.spoken[comma - 1]:
        return None
    # Behind a semicolon begins another clause: “Some fear it; it is safe, according to X”.
    start = max((n + 1 for n, low in enumerate(line.low[:comma]) if low == ";"), default=0)
    if start >= comma:
        return None
    parts = [(start, comma)]
    inside = end + 2 < line.limit and line.low[end] == "," and comma < index
    if inside and not _is_added(line, end + 1):
        parts.append((end + 1, line.limit))
    return made_of(line, who, parts, index, "according-to")


def _behind_description(line: Line, end: int, who: Reporter) -> int:
    """The comma behind “X, the chief of Y,”."""
    while end + 1 < line.limit:
        following = end + 1
        while following < line.limit and line.low[following] != ",":
            following += 1
        if following >= line.limit or following <= end + 1:
            break
        words = line.stretch(end + 1, following)
        relative = line.low[end + 1] in ("who", "which")
        title = head_of(words.of(line.text)) and not line.has_finite(end + 1, following)
        if not (relative or title or words == who.span):
            break
        end = following
    return end


def _is_added(line: Line, place: int) -> bool:
    """Whether the reporter goes on behind “according to X,”."""
    low = line.low[place]
    return low in _ADDED or low.endswith("ing") or line.mention[place] is not None
