"""A statement from the words of a line that say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.model import Evidence, MentionForm, Span, Speaker, Statement

if TYPE_CHECKING:
    from nutgraf.annotators.reported.contents import Content
    from nutgraf.annotators.reported.lines import Line
    from nutgraf.annotators.reported.phrases import Reporter

_FEWEST_WORDS = 3
_LAST = frozenset([",", ".", ";", "—", "–", ":"])
_CERTAIN = 0.85
_UNCERTAIN = 0.6


def made(line: Line, who: Reporter, said: Content, cue: int) -> Statement | None:
    """The statement that one stretch of words is."""
    places = [(said.start, said.end)]
    confidence = _CERTAIN if said.certain else _UNCERTAIN
    return made_of(line, who, places, cue, said.rule, confidence)


def made_of(
    line: Line,
    who: Reporter,
    places: list[tuple[int, int]],
    cue: int,
    rule: str,
    confidence: float = _CERTAIN,
) -> Statement | None:
    """The statement in these stretches of words, if they are enough and not a quotation."""
    parts = tuple(_bare(line, start, end) for start, end in places if end > start)
    if sum(len(part.of(line.text).split()) for part in parts) < _FEWEST_WORDS:
        return None
    if parts[0].start <= who.span.start < parts[0].end:
        return None
    if len(parts) == 1 and _is_quoted(parts[0].of(line.text)):
        return None
    speaker, word = who.span, line.words[cue].span
    named = who.form is MentionForm.NAME
    return Statement(
        span=Span(min(parts[0].start, speaker.start), max(parts[-1].end, word.end, speaker.end)),
        parts=parts,
        cue=word,
        evidence=Evidence(rule=f"reported-speech-{rule}", spans=parts, confidence=confidence),
        speaker=Speaker(
            span=speaker,
            form=who.form,
            entity=line.names.entity_at(speaker) if named else None,
            evidence=Evidence(
                rule=f"attribution-{who.form}",
                spans=tuple(sorted((speaker, word))),
                confidence=0.9 if named else 0.8,
            ),
        ),
    )


def _is_quoted(words: str) -> bool:
    """Whether words are somebody's own, from mark to mark."""
    for opening, closing in (("“", "”"), ('"', '"'), ("''", "''")):
        if words.startswith(opening):
            inside = words[len(opening) :].rstrip(".,!?…")
            return closing not in inside.removesuffix(closing)
    return False


def _bare(line: Line, start: int, end: int) -> Span:
    """These words without a comma at their ends."""
    while end > start + 1 and line.words[end - 1].text in _LAST:
        end -= 1
    while start < end - 1 and line.words[start].text in _LAST:
        start += 1
    return line.stretch(start, end)
