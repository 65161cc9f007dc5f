"""Statements by what somebody is: “X is confident that …”, “X was adamant the dam would hold”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.annotators.reported.clauses import clause
from nutgraf.annotators.reported.contents import Content
from nutgraf.annotators.reported.groups import group
from nutgraf.annotators.reported.making import made
from nutgraf.annotators.reported.subjects import subject
from nutgraf.language.speech import ATTITUDES
from nutgraf.model import MentionForm

if TYPE_CHECKING:
    from nutgraf.annotators.reported.lines import Line
    from nutgraf.model import Statement

_LIKE = "feel"
"""A verb with just such a clause, with and without “that”."""


def by_attitude(line: Line, index: int) -> Statement | None:
    """What somebody is sure, afraid or glad of."""
    if line.low[index] not in ATTITUDES:
        return None
    made_clear = line.word(index - 1) == "it" and line.word(index - 2) in ("made", "makes", "make")
    verb = group(line, index - 2 if made_clear else index)
    if verb.passive is made_clear or not verb.asserted:
        return None
    said = clause(line, index + 1, _LIKE) if index + 1 < line.limit else None
    who = subject(line, verb.start) if said else None
    if who is None or said is None or _nobody(line, who.form, verb.start):
        return None
    return made(line, who, Content(said[0], said[1], "attitude", certain=False), index)


def _nobody(line: Line, form: MentionForm, start: int) -> bool:
    """“it was clear that …”."""
    return form is MentionForm.PRONOUN and line.word(start - 1) == "it"
