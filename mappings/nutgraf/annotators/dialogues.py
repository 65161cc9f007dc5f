"""Questions and answers that no label introduces: whose turn it is, their words tell.

A question addresses somebody (“Do you …?”, “You left early.”) and its answer follows it; a further
paragraph goes on with the answer as long as it is in the first person.  Whatever else stands
between two turns is the reporter's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.model import Span

_ADDRESSED = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:I|me|[Mm]y|mine|myself|[Ww]e|us|[Oo]ur)\b")
_ALONE = re.compile(r"\b(?:I|me|[Mm]y|myself)\b")
"""Words of one who speaks for themselves, as newspapers do not of themselves."""
_MARKS = "“\"‘'„«"
_LONGEST_QUESTION = 45
_SHORT = 14  # words of a remark that is answered like a question
_FEWEST_QUESTIONS = 3


def answers(text: str, paragraphs: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
    """The paragraphs of each answer; the first of `paragraphs` asks.

    >>> from nutgraf.model import Span
    >>> said = "Do you dig?|Yes. I do.|And my son does.|He laughs.|Who pays?|Nobody."
    >>> starts = [0, *(place + 1 for place, sign in enumerate(said) if sign == "|"), len(said) + 1]
    >>> parts = [Span(a, b - 1) for a, b in zip(starts, starts[1:])]
    >>> [" ".join(each.of(said) for each in answer) for answer in answers(said, parts)]
    ['Yes. I do. And my son does.', 'Nobody.']
    """
    answer: list[Span] = []
    asked = False
    for place, span in enumerate(paragraphs):
        if asked:
            answer, asked = [span], False
        elif place == 0 or _asks(text, paragraphs, place):
            if answer:
                yield tuple(answer)
            answer, asked = [], True
        elif answer and _OWN.search(text, span.start, span.end):
            answer.append(span)
        elif answer:
            yield tuple(answer)
            answer = []
    if answer:
        yield tuple(answer)


def first_question(text: str, paragraphs: Sequence[Span]) -> int | None:
    """Where an interview without any label begins; nothing if the paragraphs are none."""
    asked = [place for place, span in enumerate(paragraphs) if _is_question(text, span)]
    if len(asked) < _FEWEST_QUESTIONS:
        return None
    replies = [paragraphs[place + 1] for place in asked if place + 1 < len(paragraphs)]
    addressed = sum(_found(_ADDRESSED, text, paragraphs[place]) for place in asked)
    personal = sum(_found(_ALONE, text, span) for span in replies)
    quoted = any(text[span.start] in _MARKS or _is_question(text, span) for span in replies)
    if quoted or 2 * addressed < len(asked) or 2 * personal < len(asked):
        return None
    return next(
        place for place, span in enumerate(paragraphs) if place == asked[0] or _remarks(text, span)
    )


def _asks(text: str, paragraphs: Sequence[Span], place: int) -> bool:
    """Whether a paragraph behind an answer is the next question."""
    span = paragraphs[place]
    if _is_question(text, span) or _remarks(text, span):
        return True
    if _words(text, span) > _SHORT or _found(_OWN, text, span):
        return False
    behind = paragraphs[place + 1 : place + 3]
    if not behind or _is_question(text, behind[0]):
        return False
    return _found(_OWN, text, behind[0]) or any(_is_question(text, each) for each in behind[1:])


def _is_question(text: str, span: Span) -> bool:
    return (
        text[span.end - 1] == "?"
        and text[span.start] not in _MARKS
        and _words(text, span) <= _LONGEST_QUESTION
    )


def _remarks(text: str, span: Span) -> bool:
    """Whether words speak to somebody, and of nobody's own."""
    return (
        _words(text, span) <= _LONGEST_QUESTION
        and text[span.start] not in _MARKS
        and _found(_ADDRESSED, text, span)
        and not _found(_OWN, text, span)
    )


def _words(text: str, span: Span) -> int:
    return len(span.of(text).split())


def _found(pattern: re.Pattern[str], text: str, span: Span) -> bool:
    return pattern.search(text, span.start, span.end) is not None
