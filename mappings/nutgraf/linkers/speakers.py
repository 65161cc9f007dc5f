"""Whom a pronoun means, and who speaks in a quotation that nothing beside it attributes.

A pronoun of speech means the person in focus: the last speaker, or the last subject of a sentence,
of a compatible gender.  A person named behind a preposition (“signed by X”) is not in focus.  What
stays open stays unresolved.  A gender found on the way serves this module and is never published.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nutgraf.language.places import Placed
from nutgraf.model import (
    Basis,
    EntityKind,
    Evidence,
    MentionForm,
    Quotation,
    Span,
    Speaker,
    Statement,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nutgraf.language.tokens import Reading
    from nutgraf.model import Mention

_GENDER = {"he": "m", "she": "f", "his": "m", "her": "f", "him": "m"}
_HONORIFIC = re.compile(
    r"\b(?:(Mr|Sir|Lord|Brother|Father|King|Prince|Herr|Monsieur)|(Mrs|Ms|Miss|Dame|Lady|Madam|Sister|Queen|Princess|Frau|Madame))\.?\s+$"
)
_BEHIND_PREPOSITION = re.compile(
    r"\b(?:by|of|to|with|for|from|against|about|than|on|in|at|like|under|over|between|and|told|via|including)"
    r"\s+(?:(?:the|a|an)\s+)?(?:[A-Z][\w.’'-]*\s+|[a-z-]+\s+){0,3}$"
)
_UNNAMED = re.compile(
    r"(?:His|Her|Their|One|Another|An?)\s+(?:[a-z-]+\s+){0,3}?(?:deputy|aide|spokes\w+|colleague|friend|neighbou?r"
    r"|witness|resident|lawyer|mother|father|brother|sister|wife|husband|son|daughter|survivor|official"
    r"|officer|teacher|nurse|doctor|student|worker|driver|farmer|man|woman|boy|girl)\b"
)
"""A sentence about somebody without a name, whom a pronoun behind it can mean."""

_REACH = 3  # paragraphs
_MOST = 50  # people in focus whom a pronoun is held against
_NEAR = 160  # code points before a name in which a preposition can stand


@dataclass(slots=True)
class _Focus:
    """A person at the centre of attention from `start` on."""

    start: int
    entity: str
    span: Span
    paragraph: int


def resolve(
    reading: Reading,
    mentions: Sequence[Mention],
    quotations: Sequence[Quotation],
    statements: Sequence[Statement],
) -> tuple[tuple[Quotation, ...], tuple[Statement, ...]]:
    """The same speech with pronouns and silent speakers resolved where the text allows it."""
    resolver = _Resolver(reading, mentions)
    acts: list[Quotation | Statement] = sorted(
        [*quotations, *statements], key=lambda act: (act.span, isinstance(act, Statement))
    )
    resolver.subjects({act.speaker.span for act in acts if act.speaker and act.speaker.span})
    direct: list[Quotation] = []
    indirect: list[Statement] = []
    for act in acts:
        speaker = resolver.speaker_of(act)
        if isinstance(act, Quotation):
            direct.append(replace(act, speaker=speaker))
        else:
            indirect.append(replace(act, speaker=speaker))
    return tuple(direct), tuple(indirect)


class _Resolver:
    """Walks through the speech of one article in order, remembering who is in focus."""

    def __init__(self, reading: Reading, mentions: Sequence[Mention]) -> None:
        self._reading = reading
        self._text = reading.text
        self._people = [
            mention
            for mention in mentions
            if mention.kind is EntityKind.PERSON and mention.entity is not None
        ]
        self._placed = Placed(self._people)
        self._body = reading.article.body
        self._ends = [paragraph.span.end for paragraph in self._body]
        self._gender = self._honorifics()
        self._focus: list[_Focus] = []
        self._last: tuple[int, Speaker] | None = None

    def _honorifics(self) -> dict[str, str]:
        genders: dict[str, str] = {}
        for mention in self._people:
            match = _HONORIFIC.search(
                self._text, max(0, mention.span.start - 12), mention.span.start
            )
            if match and mention.entity:
                genders.setdefault(mention.entity, "m" if match.group(1) else "f")
        return genders

    def _paragraph(self, offset: int) -> int:
        """The number of a paragraph among those of the body."""
        return bisect_right(self._ends, offset)

    def subjects(self, speakers: set[Span]) -> None:
        """Put the subject of every sentence, and every named speaker, into focus."""
        body = {paragraph.span for paragraph in self._body}
        for sentence in self._reading.sentences:
            if sentence.paragraph.span not in body:
                continue
            here = self._placed.within(sentence.span)
            speaking = [m for m in here if m.span in speakers]
            if not here and _UNNAMED.match(self._text, sentence.span.start, sentence.span.end):
                start = sentence.span.start
                self._focus.append(_Focus(start, "", sentence.span, self._paragraph(start)))
            subject = speaking or [m for m in here if self._is_subject(m, sentence.span.start)]
            for mention in subject[:1]:
                assert mention.entity is not None
                self._focus.append(
                    _Focus(
                        mention.span.start,
                        mention.entity,
                        mention.span,
                        self._paragraph(mention.span.start),
                    )
                )

    def _is_subject(self, mention: Mention, start: int) -> bool:
        if self._text[mention.span.end : mention.span.end + 2] in ("’s", "'s"):
            return False
        before = self._text[start : mention.span.start]
        return before.count("“") == before.count("”") and not _BEHIND_PREPOSITION.search(
            before[-_NEAR:]
        )

    def speaker_of(self, act: Quotation | Statement) -> Speaker | None:
        """Who speaks, as far as the text tells."""
        speaker = act.speaker
        if speaker is None:
            speaker = self._by_adjacency(act)
        elif speaker.form is MentionForm.PRONOUN and speaker.entity is None:
            speaker = self._by_pronoun(speaker)
        if speaker is not None:
            self._last = (self._paragraph(act.span.end - 1), speaker)
            if speaker.entity and speaker.span:
                focus = _Focus(
                    act.span.end,
                    speaker.entity,
                    speaker.span,
                    self._paragraph(act.span.end - 1),
                )
                insort(self._focus, focus, key=lambda each: each.start)
        return speaker

    def _by_pronoun(self, speaker: Speaker) -> Speaker:
        assert speaker.span is not None
        gender = _GENDER.get(speaker.span.of(self._text).casefold())
        if gender is None:
            return speaker
        place = self._paragraph(speaker.span.start)
        behind = bisect_left(self._focus, speaker.span.start, key=lambda each: each.start)
        for focus in reversed(self._focus[max(0, behind - _MOST) : behind]):
            if place - focus.paragraph > _REACH:
                break
            if not focus.entity:
                return speaker
            if self._gender.get(focus.entity, gender) != gender:
                continue
            self._gender.setdefault(focus.entity, gender)
            spans = tuple(sorted({*speaker.evidence.spans, focus.span}))
            return replace(
                speaker,
                entity=focus.entity,
                evidence=Evidence(
                    rule="pronoun-of-speech", spans=spans, confidence=0.8, basis=Basis.INFERRED
                ),
            )
        return speaker

    def _by_adjacency(self, act: Quotation | Statement) -> Speaker | None:
        """A paragraph that is nothing but a quotation is spoken by the last speaker."""
        if self._last is None:
            return None
        place, last = self._last
        number = self._paragraph(act.span.start)
        if not 0 <= number - place <= 1 or number >= len(self._body):
            return None
        if number != place:
            around = self._body[number].span
            before = self._text[around.start : act.span.start]
            behind = self._text[act.span.end : around.end]
            if (before + behind).strip(" .\u00a0\n\r"):
                return None
        return Speaker(
            span=last.span,
            form=None,
            entity=last.entity,
            evidence=Evidence(
                rule="adjacent-quotation",
                spans=(last.span,) if last.span else (),
                confidence=0.75,
                basis=Basis.INFERRED,
            ),
        )
