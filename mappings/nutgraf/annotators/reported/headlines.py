"""Statements of headlines: “Minister: the dam is safe”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.annotators.reported.making import made_of
from nutgraf.annotators.reported.subjects import subject
from nutgraf.language.occupations import is_head
from nutgraf.model import MentionForm

if TYPE_CHECKING:
    from nutgraf.annotators.reported.lines import Line
    from nutgraf.annotators.reported.phrases import Reporter
    from nutgraf.model import Statement

_SOURCES = frozenset(
    """
    poll survey study report police agency ministry union watchdog ngo un officials experts source
    sources lawyers residents prosecutors
    """.split()
)
_LONGEST_SOURCE = 9  # words before the colon
_LONGEST_DESCRIPTION = 4


def by_colon(line: Line) -> Statement | None:
    """What stands behind somebody and a colon."""
    marks = (place for place, word in enumerate(line.words[:_LONGEST_SOURCE]) if word.text == ":")
    colon = next(marks, 0)
    if not colon or colon + 3 >= len(line) or line.spoken[colon]:
        return None
    who = subject(line, colon)
    if who is None or who.start or not (line.person_or_body(colon - 1) or _speaks(line, who)):
        return None
    return made_of(line, who, [(colon + 1, len(line))], colon, "headline")


def _speaks(line: Line, who: Reporter) -> bool:
    """Whether a description is of somebody who can speak."""
    words = who.span.of(line.text).split()
    last = words[-1].lower()
    short = who.form is MentionForm.NOMINAL and len(words) <= _LONGEST_DESCRIPTION
    return short and (last in _SOURCES or is_head(last))
