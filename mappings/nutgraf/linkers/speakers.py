"""Whom a pronoun or a description means, and who speaks where nothing beside the words tells it.

A pronoun of speech means the person who holds attention and can be of its gender; “it” the one
organization that the last sentence is about.  What stays open stays unresolved.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from nutgraf.language.places import Placed, Places
from nutgraf.linkers.attention import SPEAKER, Attention, Moment
from nutgraf.linkers.genders import PRONOUNS, genders
from nutgraf.linkers.subjects import Body, moments
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

_PRONOUN_FIRST = re.compile(
    r"(?:(?:But|And|Yet|So|Still|Then|Later|Instead|Meanwhile|However|Now|Once|Today|Yesterday),?\s+(he|she)|(He|She))\b"
)
_INTRODUCED = re.compile(
    r"(?:(?:But|And) )?(?:In|On|At|By|With|From|Of|Despite|Unlike|Like|Asked|Responding|Replying|Citing|Quoting)\b"
)
"""How a sentence begins that names others before its subject: “In a letter read out by X, she …”."""

_Act = Quotation | Statement


def resolve(
    reading: Reading,
    mentions: Sequence[Mention],
    quotations: Sequence[Quotation],
    statements: Sequence[Statement],
) -> tuple[tuple[Quotation, ...], tuple[Statement, ...]]:
    """The same speech with pronouns and silent speakers resolved where the text allows it."""
    acts: list[_Act] = sorted(
        [*quotations, *statements], key=lambda act: (act.span, isinstance(act, Statement))
    )
    resolver = _Resolver(reading, mentions, acts)
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
    """Walks through the speech of one article in order, remembering who holds attention."""

    def __init__(self, reading: Reading, mentions: Sequence[Mention], acts: Sequence[_Act]) -> None:
        self._text = reading.text
        people = Placed(
            mention
            for mention in mentions
            if mention.kind is EntityKind.PERSON and mention.entity is not None
        )
        direct = [act for act in acts if isinstance(act, Quotation)]
        spoken = Places(part for act in direct for part in act.parts)
        reported = Places(part for act in acts if isinstance(act, Statement) for part in act.parts)
        speaking = {act.speaker.span for act in acts if act.speaker and act.speaker.span}
        self._body = Body(reading, spoken)
        self._persons = {each.entity for each in mentions if each.kind is EntityKind.PERSON}
        self._gender = genders(
            self._text, [(each, people.within(each.span)) for each in reading.sentences], spoken
        )
        self._attention = Attention()
        for moment in moments(self._text, self._body, people, speaking, spoken, reported):
            self._attention.add(moment)
        self._pronouns = [
            pronoun
            for sentence in reversed(self._body.sentences)
            if (match := _PRONOUN_FIRST.match(self._text, sentence.span.start, sentence.span.end))
            and not spoken.overlap(pronoun := Span(*match.span(match.lastindex or 0)))
            and pronoun not in speaking
        ]
        self._last: tuple[int, Speaker] | None = None

    def speaker_of(self, act: _Act) -> Speaker | None:
        """Who speaks, as far as the text tells; acts are asked for in order."""
        speaker = act.speaker
        place = speaker.span.start if speaker and speaker.span else act.span.start
        while self._pronouns and self._pronouns[-1].start < place:
            self._follow(self._pronouns.pop())
        if speaker is None:
            speaker = self._by_adjacency(act)
        elif speaker.form is MentionForm.PRONOUN and speaker.entity is None:
            speaker = self._by_pronoun(speaker, act)
        if speaker is not None:
            self._last = (self._body.paragraph(act.span.end - 1), speaker)
            if speaker.entity and speaker.span and speaker.entity in self._persons:
                self._attention.add(
                    self._body.moment(speaker.entity, speaker.span, SPEAKER, start=act.span.end)
                )
        return speaker

    def _follow(self, pronoun: Span) -> None:
        """A sentence that begins with a pronoun is about the one it means."""
        meant = self._meant(pronoun, ())
        if meant:
            self._attention.add(
                self._body.moment(meant.entity, meant.span, SPEAKER, start=pronoun.start)
            )

    def _by_pronoun(self, speaker: Speaker, act: _Act) -> Speaker:
        assert speaker.span is not None
        meant = self._meant(speaker.span, act.parts if isinstance(act, Statement) else ())
        if meant is None:
            return speaker
        gender = PRONOUNS[speaker.span.of(self._text).casefold()]
        self._gender.setdefault(meant.entity, gender)
        spans = tuple(sorted({*speaker.evidence.spans, meant.span}))
        return replace(
            speaker,
            entity=meant.entity,
            evidence=Evidence(
                rule="pronoun-of-speech", spans=spans, confidence=0.8, basis=Basis.INFERRED
            ),
        )

    def _meant(self, pronoun: Span, said: Sequence[Span]) -> Moment | None:
        """Who holds attention at a pronoun, of those who can be of its gender and don't stand in what is said."""
        gender = PRONOUNS.get(pronoun.of(self._text).casefold())
        if gender is None:
            return None
        sentence = self._body.sentence(pronoun.start)
        introduced = (
            sentence.span.start
            if sentence and _INTRODUCED.match(self._text, sentence.span.start, pronoun.start)
            else pronoun.start
        )

        def fits(moment: Moment) -> bool:
            return (
                (moment.gender or self._gender.get(moment.entity, gender)) == gender
                and moment.start < introduced
                and not any(part.contains(moment.span) for part in said)
            )

        return self._attention.foremost(
            pronoun.start,
            self._body.number(pronoun.start),
            self._body.paragraph(pronoun.start),
            fits,
        )

    def _by_adjacency(self, act: _Act) -> Speaker | None:
        """A paragraph that is nothing but a quotation is spoken by the last speaker."""
        if self._last is None:
            return None
        place, last = self._last
        number = self._body.paragraph(act.span.start)
        if not 0 <= number - place <= 1 or number >= len(self._body.paragraphs):
            return None
        if number != place:
            around = self._body.paragraphs[number].span
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
