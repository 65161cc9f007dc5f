"""Whom a pronoun or a description means, and who speaks where nothing beside the words tells it.

A pronoun of speech means the person who holds attention and can be of its gender; “it” the one
organization that the last sentence is about.  What stays open stays unresolved.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from nutgraf.language.occupations import is_head
from nutgraf.language.places import Placed, Places
from nutgraf.linkers.attention import SPEAKER, SUBJECT, Attention, Moment
from nutgraf.linkers.descriptions import Descriptions
from nutgraf.linkers.epithets import PREPOSITION
from nutgraf.linkers.genders import PRONOUNS, genders, noun_gender
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
    from nutgraf.model import Mention, Role

_PRONOUN_FIRST = re.compile(
    r"(?:(?:But|And|Yet|So|Still|Then|Later|Instead|Meanwhile|However|Now|Once|Today|Yesterday),?\s+(he|she)|(He|She))\b"
)
_INTRODUCED = re.compile(
    r"(?:(?:But|And) )?(?:In|On|At|By|With|From|Of|Under|During|Through|Alongside|Despite|Unlike|Like|Asked|Responding|Replying|Citing|Quoting)\b"
)
"""How a sentence begins that names others before its subject: “In a letter read out by X, she …”."""

_INDEFINITE = re.compile(r"(?:an?|another|one|his|her|their)\s", re.IGNORECASE)
_ABOUT = re.compile(
    r"The (?:[a-z-]+ ){0,3}?(?P<head>[a-z-]+)(?=,? (?:[a-z]+ed|was|is|has|had|who|an?|whose|did|told)\b)"
)
"""A sentence about somebody who is only described: “The captain, a cook by training, …”."""
_PAPERS = frozenset(
    """
    statement report study survey poll letter e-mail email document note filing ruling notice paper memo
    message post tweet article agency ministry company court bank department group
    """.split()
)
"""What speaks and is nobody: no “he” goes back to it."""
_EMPTY = re.compile(r"show\w*|\w+ (?:in|on|here|there)\b")
"""Verbs whose “it” is nobody: “it says on the label”."""
_FEW = 10  # organizations that “it” is held against

_Act = Quotation | Statement


def resolve(
    reading: Reading,
    mentions: Sequence[Mention],
    quotations: Sequence[Quotation],
    statements: Sequence[Statement],
    roles: Sequence[Role] = (),
) -> tuple[tuple[Quotation, ...], tuple[Statement, ...]]:
    """The same speech with pronouns and silent speakers resolved where the text allows it."""
    acts: list[_Act] = sorted(
        [*quotations, *statements],
        key=lambda act: (act.span, isinstance(act, Statement)),
    )
    if not acts:
        return (), ()
    resolver = _Resolver(reading, mentions, acts, roles)
    direct: list[Quotation] = []
    indirect: list[Statement] = []
    for act in acts:
        speaker = resolver.speaker_of(act)
        if isinstance(act, Quotation):
            direct.append(act if speaker is act.speaker else replace(act, speaker=speaker))
        elif not resolver.is_nothing(speaker, act.cue):
            indirect.append(act if speaker is act.speaker else replace(act, speaker=speaker))
    return tuple(direct), tuple(indirect)


class _Resolver:
    """Walks through the speech of one article in order, remembering who holds attention."""

    def __init__(
        self,
        reading: Reading,
        mentions: Sequence[Mention],
        acts: Sequence[_Act],
        roles: Sequence[Role],
    ) -> None:
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
        self._moments = partial(
            moments, self._text, self._body, speaking=speaking, spoken=spoken, reported=reported
        )
        self._organizations = [
            mention
            for mention in mentions
            if mention.kind is EntityKind.ORGANIZATION and mention.entity is not None
        ]
        self._persons = {each.entity for each in mentions if each.kind is EntityKind.PERSON}
        self._gender = genders(
            self._text, [(each, people.within(each.span)) for each in reading.sentences], spoken
        )
        self._described_by = partial(
            Descriptions, reading, mentions, roles, self._body, self._gender, speaking
        )
        self._attention = Attention()
        for moment in self._moments(people=people):
            self._attention.add(moment)
        self._pronouns = [
            pronoun
            for sentence in reversed(self._body.sentences)
            if (match := _PRONOUN_FIRST.match(self._text, sentence.span.start, sentence.span.end))
            and not spoken.overlap(pronoun := Span(*match.span(match.lastindex or 0)))
            and pronoun not in speaking
        ]
        for sentence in self._body.sentences:
            if not spoken.overlap(sentence.span) and not people.within(sentence.span):
                self._describe(sentence.span)
        self._last: tuple[int, Speaker] | None = None

    @cached_property
    def _descriptions(self) -> Descriptions:
        """What the article calls everybody, which many articles never come back to."""
        return self._described_by()

    @cached_property
    def _topics(self) -> list[Moment]:
        """The organizations that the sentences are about, which only “it” asks for."""
        organizations = Placed(self._organizations)
        return [each for each in self._moments(people=organizations) if each.entity]

    def speaker_of(self, act: _Act) -> Speaker | None:
        """Who speaks, as far as the text tells; acts are asked for in order."""
        speaker = act.speaker
        place = speaker.span.start if speaker and speaker.span else act.span.start
        while self._pronouns and self._pronouns[-1].start < place:
            self._follow(self._pronouns.pop())
        if speaker is None:
            speaker = self._by_adjacency(act)
        elif speaker.entity is None and self._is_pronoun(speaker):
            speaker = self._by_pronoun(speaker, act)
        elif speaker.form is MentionForm.NOMINAL and speaker.entity is None:
            speaker = self._by_description(speaker)
        if speaker is not None:
            self._last = (self._body.paragraph(act.span.end - 1), speaker)
            if speaker.entity and speaker.span and speaker.entity in self._persons:
                self._attention.add(
                    self._body.moment(speaker.entity, speaker.span, SPEAKER, start=act.span.end)
                )
            if isinstance(act, Quotation) and not speaker.entity:
                self._meet(speaker, act.span.end)
        return speaker

    def _is_pronoun(self, speaker: Speaker) -> bool:
        """Whether a speaker is a pronoun, be it in another case: “according to her”."""
        return speaker.form is MentionForm.PRONOUN or (
            speaker.span is not None and speaker.span.of(self._text).casefold() in PRONOUNS
        )

    def is_nothing(self, speaker: Speaker | None, cue: Span) -> bool:
        """Whether “it” said it and means nobody: “it says in the law that …”, “it says: …”.

        Behind a first sentence it means a body or a paper that has no name of its own.
        """
        if speaker is None or speaker.entity or not speaker.span:
            return False
        if speaker.span.of(self._text).casefold() != "it":
            return False
        first = self._body.sentences[:1]
        opens = not first or speaker.span.start < first[0].span.end
        printed = self._text.startswith(":", cue.end)
        return opens or printed or bool(_EMPTY.match(self._text, cue.start))

    def _meet(self, speaker: Speaker, place: int) -> None:
        """Somebody without a name spoke, whom a pronoun behind it can mean: “…,” an official said."""
        if speaker.form is not MentionForm.NOMINAL or not speaker.span:
            return
        words = speaker.span.of(self._text)
        head = PREPOSITION.split(words)[0].split()[-1].casefold()
        if _INDEFINITE.match(words) and head not in _PAPERS:
            moment = self._body.moment("", speaker.span, SPEAKER, start=place)
            self._attention.add(replace(moment, gender=noun_gender(head)))

    def _describe(self, sentence: Span) -> None:
        """A sentence without a name that begins with a description is about the one it means."""
        about = _ABOUT.match(self._text, sentence.start, sentence.end)
        if about is None or not (is_head(about["head"]) or noun_gender(about["head"])):
            return
        who = Span(*about.span())
        meant = self._descriptions.meant(who, speaks=False)
        if meant is None:
            moment = self._body.moment("", who, SUBJECT)
            self._attention.add(replace(moment, gender=noun_gender(about["head"])))
        elif meant[0] in self._persons:
            self._attention.add(self._body.moment(meant[0], who, SUBJECT))

    def _follow(self, pronoun: Span) -> None:
        """A sentence that begins with a pronoun is about the one it means."""
        meant = self._meant(pronoun, ())
        if meant:
            self._gender.setdefault(meant.entity, PRONOUNS[pronoun.of(self._text).casefold()])
            self._attention.add(
                self._body.moment(meant.entity, meant.span, SPEAKER, start=pronoun.start)
            )

    def _by_pronoun(self, speaker: Speaker, act: _Act) -> Speaker:
        assert speaker.span is not None
        word = speaker.span.of(self._text).casefold()
        said = act.parts if isinstance(act, Statement) else ()
        meant = self._it(speaker.span) if word == "it" else self._meant(speaker.span, said)
        if meant is None:
            return speaker
        if word in PRONOUNS:
            self._gender.setdefault(meant.entity, PRONOUNS[word])
        spans = tuple(sorted({*speaker.evidence.spans, meant.span}))
        return replace(
            speaker,
            entity=meant.entity,
            evidence=Evidence(
                rule="pronoun-of-speech", spans=spans, confidence=0.8, basis=Basis.INFERRED
            ),
        )

    def _by_description(self, speaker: Speaker) -> Speaker:
        assert speaker.span is not None
        meant = self._descriptions.meant(speaker.span)
        if meant is None:
            return speaker
        entity, stated = meant
        return replace(
            speaker,
            entity=entity,
            evidence=Evidence(
                rule="described-speaker",
                spans=tuple(sorted({*speaker.evidence.spans, stated})),
                confidence=0.75,
                basis=Basis.INFERRED,
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

    def _it(self, pronoun: Span) -> Moment | None:
        """The one organization that this sentence or the last one is about."""
        place = self._body.number(pronoun.start)
        before = bisect_left(self._topics, pronoun.start, key=lambda each: each.start)
        last = [
            each
            for each in self._topics[max(0, before - _FEW) : before]
            if place - each.sentence <= 1
        ]
        about = {each.entity for each in last if each.weight >= SUBJECT}
        return last[-1] if last and about == {last[-1].entity} else None

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
