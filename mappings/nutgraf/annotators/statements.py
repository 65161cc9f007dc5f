"""Indirect speech: what somebody is reported to have said, outside quotation marks.

The content is the words as printed; it is the speaker's claim, never a fact of the article.  What one
statement holds of another's is a part of that claim, and no statement of its own.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from nutgraf.annotators.quotations import FRAMED
from nutgraf.annotators.reported.attitudes import by_attitude
from nutgraf.annotators.reported.framed import RULES as FRAMING
from nutgraf.annotators.reported.framed import according
from nutgraf.annotators.reported.headlines import by_colon
from nutgraf.annotators.reported.lines import Line
from nutgraf.annotators.reported.nouns import by_noun
from nutgraf.annotators.reported.verbs import by_verb
from nutgraf.language.dateline import DATELINE
from nutgraf.language.places import Placed, Places
from nutgraf.language.speech import ATTITUDES, SPEECH_NOUNS, forms
from nutgraf.model import PROSE, ParagraphKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nutgraf.annotators.known import Names
    from nutgraf.annotators.reported.phrases import Reporter
    from nutgraf.language.tokens import Reading, Sentence
    from nutgraf.model import Quotation, Statement

_KINDS = (*PROSE, ParagraphKind.HEADLINE)
_DETERMINING = frozenset("the a an his her its their our my your this these those any no".split())
_LEAD_IN = 8  # code points of the reporter's own before a quotation that a statement frames


def statements(
    reading: Reading, names: Names, quotations: Sequence[Quotation]
) -> tuple[Statement, ...]:
    """The indirect statements of the article's headline and prose, in order."""
    whole = [quotation for quotation in quotations if quotation.evidence.rule != FRAMED]
    spoken = Places(quotation.span for quotation in whole)
    placed = Placed(whole)
    found: list[Statement] = []
    for sentence in reading.sentences:
        if sentence.paragraph.kind in _KINDS and not spoken.hold(sentence.span):
            line = _line(reading.text, names, sentence, spoken)
            found += _outermost(each for each in _in_line(line) if _apart(each, placed))
    return tuple(found)


def _line(text: str, names: Names, sentence: Sentence, spoken: Places) -> Line:
    match = DATELINE.match(text, sentence.span.start, sentence.span.end)
    start = match.end() if match else sentence.span.start
    words = sentence.tokens
    if match:
        words = tuple(word for word in words if word.start >= start)
    headline = sentence.paragraph.kind is ParagraphKind.HEADLINE
    return Line(text, names, Span(start, sentence.span.end), words, spoken, headline)


def _apart(statement: Statement, quotations: Placed[Quotation]) -> bool:
    """Whether the words are the reporter's, but for whole quotations that they frame."""
    first = statement.parts[0].start + _LEAD_IN
    return all(
        first < each.span.start and each.span.end <= part.end + 2
        for part in statement.parts
        for each in quotations.overlapping(part)
    )


def _outermost(found: Iterable[Statement]) -> list[Statement]:
    """Without what is only said inside another statement: that is somebody's claim already."""
    kept: list[Statement] = []
    for one in sorted(found, key=_rank):
        if not any(_holds(other, one) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda each: each.span)


def _rank(statement: Statement) -> tuple[bool, float]:
    """What frames others comes before what can be inside, and what is certain before the rest."""
    evidence = statement.evidence
    return evidence.rule not in FRAMING, -evidence.confidence


def _holds(other: Statement, one: Statement) -> bool:
    """Whether a statement shares words with another, or has its verb in it."""
    first, last = one.parts[0].start, one.parts[-1].end
    return any(
        (part.start <= one.cue.start and one.cue.end <= part.end)
        or (first < part.end and part.start < last)
        for part in other.parts
    )


def _in_line(line: Line) -> Iterator[Statement]:
    """All statements of a sentence, those inside others too."""
    announced = by_colon(line) if line.headline else None
    if announced:
        yield announced
        return
    last: Reporter | None = None
    saying = _saying()
    for index, low in [each for each in enumerate(line.low) if each[1] in saying]:
        if not _can_say(line, index):
            continue
        if low == "according" and line.word(index + 1) == "to":
            found = according(line, index)
        else:
            found = by_noun(line, index) or by_attitude(line, index)
        if found is None:
            last, found = _by_verb(line, index, last)
        if found:
            yield found


@cache
def _saying() -> frozenset[str]:
    """The words by which something is said: all others can be passed over."""
    return SPEECH_NOUNS.union(forms(), ATTITUDES, ("according",))


def _by_verb(
    line: Line, index: int, last: Reporter | None
) -> tuple[Reporter | None, Statement | None]:
    """The statement of one verb, and the subject that a verb behind it may share."""
    for base, shape in forms().get(line.low[index], ()):
        who, found = by_verb(line, index, base, shape, last)
        if who:
            return who, found
    return last, None


def _can_say(line: Line, index: int) -> bool:
    """Whether a word can be one of speech: no name, not quoted, not half of a compound."""
    if line.spoken[index] or line.marked[index] or line.mention[index]:
        return False
    if line.word(index - 1) == "-" or line.word(index + 1) == "-":
        return False
    if line.low[index].endswith("ed") and line.word(index - 1) in _DETERMINING:
        return False  # “the expected rise”
    return not line.words[index].text[0].isupper() or index == 0 or line.titled
