"""Quotations, indirect speech, and who said it.

A quotation is found if one of ours overlaps it, and one of ours is right if it overlaps one in the
gold.  Indirect speech is the same if the two contents share at least half of the longer; ours is also
right where the gold has it as a quotation.  A speaker counts *end to end*: of all in the gold, found
and by the right one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nutgraf.evaluation.folding import folded
from nutgraf.evaluation.scores import Counts, Place, Scored
from nutgraf.jsonlines import SPEAKER_KINDS
from nutgraf.model import MentionForm, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.evaluation.gold import Gold, Said
    from nutgraf.model import Analysis, Entity, Quotation, Speaker, Statement

NOMINAL = SPEAKER_KINDS[MentionForm.NOMINAL]
RESOLVED = {SPEAKER_KINDS[MentionForm.PRONOUN]: "resolved", NOMINAL: "described"}
"""What it is called to know whom such a speaker means."""

PRONOUNS = frozenset("he her him i it she they we who you".split())
"""Words that may stand for anybody: they are compared with words, never with names."""


def speech(gold: Gold, analysis: Analysis) -> Iterator[Scored]:
    """The scores of what is said, as far as the gold has it."""
    if gold.quotations is not None:
        yield from _direct(gold, gold.quotations, analysis)
    if gold.statements is not None:
        yield from _indirect(gold, gold.statements, analysis)


def _direct(gold: Gold, marked: Sequence[Said], analysis: Analysis) -> Iterator[Scored]:
    metric = "quotations.direct"
    place = Place(gold.article.id, gold.article.text)
    ours = analysis.quotations
    pairs = [(said, _nearest(said.span, ours)) for said in marked]
    missed = [said.span for said, found in pairs if found is None]
    extra = [
        each.span
        for each in ours
        if not any(_shared(said.span, place) for said in marked for place in _places(each))
    ]
    yield _scored(metric, place, (len(marked), missed), (len(ours), extra))
    who = _Who(place, analysis)
    for said, quotation in pairs:
        yield from who.said("quotations.speaker", said, quotation)


def _indirect(gold: Gold, marked: Sequence[Said], analysis: Analysis) -> Iterator[Scored]:
    metric = "statements.content"
    place = Place(gold.article.id, gold.article.text)
    ours = [(statement, _content(statement)) for statement in analysis.statements]
    speech = [said.span for said in (*marked, *(gold.quotations or ()))]
    pairs = [
        (said, next((each for each, span in ours if same_words(span, said.span)), None))
        for said in marked
    ]
    missed = [said.span for said, found in pairs if found is None]
    extra = [span for _, span in ours if not any(same_words(span, each) for each in speech)]
    yield _scored(metric, place, (len(marked), missed), (len(ours), extra))
    who = _Who(place, analysis)
    for said, statement in pairs:
        yield from who.said("statements.speaker", said, statement)


def _scored(
    metric: str, place: Place, marked: tuple[int, list[Span]], ours: tuple[int, list[Span]]
) -> Scored:
    """A score from how many were marked and missed, and how many of ours there are too many."""
    (gold, missed), (found, extra) = marked, ours
    return Scored(
        metric,
        Counts(gold=gold, found=gold - len(missed), ours=found, right=found - len(extra)),
        (
            *(place.mistake(metric, "missed", span) for span in missed),
            *(place.mistake(metric, "extra", span) for span in extra),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Who:
    """Speakers compared: by the words for them, and by whom the words mean."""

    place: Place
    analysis: Analysis

    def said(self, metric: str, gold: Said, ours: Quotation | Statement | None) -> Iterator[Scored]:
        """One speaker in the gold, scored among all, in its kind, and by whom it means."""
        if gold.speaker is None:
            return
        speaker = ours.speaker if ours else None
        words, entity = self._words(speaker), self._entity(speaker)
        right = self._right(gold.speaker, words, entity)
        # What was not found at all is told as such already.
        note = f"gold {gold.speaker!r}, ours {words or (entity and entity.name)!r}" if ours else ""
        yield self._scored(f"{metric}.all", gold, speaker, right=right, note=note)
        if gold.kind is not None:
            yield self._scored(f"{metric}.{gold.kind}", gold, speaker, right=right)
        if gold.kind in RESOLVED and gold.entity is not None:
            meant = entity is not None and _means(entity, gold.entity)
            note = f"gold {gold.entity!r}, ours {entity and entity.name!r}" if ours else ""
            # A description may stay one: it is wrong only if it is given to somebody else.
            given = speaker if entity or gold.kind != NOMINAL else None
            name = f"{metric}.{RESOLVED[gold.kind]}"
            yield self._scored(name, gold, given, right=meant, note=note)

    def _scored(
        self, metric: str, gold: Said, speaker: Speaker | None, *, right: bool, note: str = ""
    ) -> Scored:
        """One speaker counted; with a note, also told if it is not right."""
        counts = Counts(gold=1, found=right, ours=speaker is not None, right=right)
        if right or not note:
            return Scored(metric, counts)
        what = "missed" if speaker is None else "wrong"
        return Scored(metric, counts, (self.place.mistake(metric, what, gold.span, note=note),))

    def _words(self, speaker: Speaker | None) -> str | None:
        return speaker.span.of(self.place.text) if speaker and speaker.span else None

    def _entity(self, speaker: Speaker | None) -> Entity | None:
        if speaker is None or speaker.entity is None:
            return None
        return next((e for e in self.analysis.entities if e.id == speaker.entity), None)

    @staticmethod
    def _right(gold: str, words: str | None, entity: Entity | None) -> bool:
        if words is not None and same_speaker(gold, words):
            return True
        named = entity is not None and folded(gold) not in PRONOUNS
        return named and entity is not None and same_speaker(gold, entity.name)


def same_speaker(one: str, other: str) -> bool:
    """Whether two texts name one speaker: the same, one in the other, or the same last word.

    >>> same_speaker("Calder", "Ines Calder"), same_speaker("he", "the engineer")
    (True, False)
    >>> same_speaker("Ms. Calder", "Ines Calder"), same_speaker("Ines Calder, 41,", "Calder")
    (True, True)
    """
    a, b = _tokens(one), _tokens(other)
    return bool(a and b) and (a[-1] == b[-1] or _within(a, b) or _within(b, a))


def _means(entity: Entity, gold: str) -> bool:
    """Whether this is whom the gold means, by name, part of a name, id or IRI."""
    if gold == entity.id or gold.endswith(f"/{entity.id}"):
        return True
    wanted = _tokens(gold)
    found = [_tokens(entity.name), *(_tokens(name) for name, _ in entity.alternate_names)]
    return any(name == wanted for name in found) or _within(found[0], wanted)


def _tokens(words: str) -> list[str]:
    """The words themselves, without what stands around them."""
    return re.findall(r"\w[\w'-]*", folded(words))


def _within(part: list[str], whole: list[str]) -> bool:
    """Whether these words stand in others, in a row."""
    places = range(len(whole) - len(part) + 1)
    return bool(part) and any(whole[i : i + len(part)] == part for i in places)


def _places(quotation: Quotation) -> tuple[Span, ...]:
    """Where a quotation stands: a pull quote is the same one again."""
    return (quotation.span, *quotation.repetitions)


def _nearest(span: Span, ours: Sequence[Quotation]) -> Quotation | None:
    """The quotation of ours that shares most with a span, the first of equals."""
    sizes = [max(_shared(span, place) for place in _places(each)) for each in ours]
    most = max(sizes, default=0)
    return ours[sizes.index(most)] if most else None


def _content(statement: Statement) -> Span:
    return Span(statement.parts[0].start, statement.parts[-1].end)


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def same_words(one: Span, other: Span) -> bool:
    """Whether two places share at least half of the longer.

    >>> same_words(Span(0, 10), Span(5, 12)), same_words(Span(0, 10), Span(6, 12))
    (True, False)
    """
    longer = max(one.end - one.start, other.end - other.start)
    return 2 * _shared(one, other) >= longer > 0
