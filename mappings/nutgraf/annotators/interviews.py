"""Interviews printed as question and answer, where labels do what quotation marks do elsewhere.

“Q: … / A: …”, “Waller: … / Diallo: …”, names at the head and letters below, or such a pair at the
head and then question and answer in turns, or no label at all.  What a label introduces is said by the one it names; the letters Q and A
name the two whom the introduction names (“She spoke to …”).  A question that no label introduces is
the paper's own, and no quotation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from nutgraf.annotators.dialogues import answers, first_question
from nutgraf.model import (
    Basis,
    EntityKind,
    Evidence,
    MentionForm,
    ParagraphKind,
    Quotation,
    Span,
    Speaker,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.annotators.known import Names
    from nutgraf.language.tokens import Reading
    from nutgraf.model import Mention, Paragraph

_LETTER = re.compile(r"(?P<label>[QA]|Question|Answer)\s?[.:]\s+(?=\S)")
_NAMED = re.compile(
    r"(?P<label>[^\W\d_a-z][\w.’'-]*(?:\s(?:of|de|del|da|van|von|la|[^\W\d_a-z][\w.’'-]*)){0,5})\s?:\s+(?=\S)"
)
_LETTERS = {"Q": True, "Question": True, "A": False, "Answer": False}
"""Labels by letter or word, and whether their side asks."""
_CREDITS = frozenset("Interview Photo Photos Picture Text Translation Note Editor Update".split())
_FEWEST_TURNS = 3
_MOST_TALKS = 5  # of an introduction
_ASIDE = re.compile(r"\b(?:I|we|me|us|my|our|you|your)\b", re.IGNORECASE)
"""Words by which a paragraph without a label shows that somebody still speaks."""
_TALKED = re.compile(
    r"\b(?:spoke|speaks|talked|talks|sat down|chatted|chats)\s+(?:exclusively\s+)?(?:to|with)\s+"
    r"|\b(?:told|tells|interviewed by|in conversation with)\s+"
)
_MET = re.compile(
    r"\s+(?:met|meets|interviewed|interviews|visited|visits|caught up with|asked|asks"
    r"|(?:spoke|speaks|talked|talks) (?:to|with))\s+(?:him|her|them)\b"
)


@dataclass(frozen=True, slots=True)
class _Turn:
    """What one speaker says in a row; `label` is None where nothing but the order tells whose it is."""

    asks: bool
    label: Span | None
    parts: tuple[Span, ...]


def interview(reading: Reading, names: Names) -> tuple[Quotation, ...]:
    """The questions and answers of an interview, in order; nothing if the article is none."""
    body = reading.article.body
    labels = [_label(reading.text, paragraph) for paragraph in body]
    first = next((index for index, label in enumerate(labels) if label), None)
    if first is None or not _is_interview(reading.text, body, labels):
        return _without_any_label(reading, names)
    turns = list(_turns(reading.text, body, labels, first))
    speakers = _speakers(reading.text, names, body[:first], turns)
    return tuple(_quotation(turn, speakers[turn.asks]) for turn in turns)


def _without_any_label(reading: Reading, names: Names) -> tuple[Quotation, ...]:
    """The answers of an interview whose questions only their words tell."""
    body = reading.article.body
    spans = [paragraph.span for paragraph in body]
    first = first_question(reading.text, spans)
    if not first:
        return ()
    headline = reading.article.of_kind(ParagraphKind.HEADLINE)
    who = _met(reading.text, names, (*headline, *body[:first]))
    turns = [_Turn(False, None, parts) for parts in answers(reading.text, spans[first:])]
    return tuple(_quotation(turn, (who, who.span if who else None)) for turn in turns)


def _met(text: str, names: Names, introduction: Sequence[Paragraph]) -> Mention | None:
    """Whom the headline and the introduction present, but for the one who “met her”."""
    answering = _introduced(text, names, introduction)[False]
    if answering:
        return answering
    people = [
        mention
        for paragraph in introduction
        for mention in names.within(paragraph.span.start, paragraph.span.end)
        if mention.kind is EntityKind.PERSON and mention.entity
    ]
    asking = {each.entity for each in people if _MET.match(text, each.span.end)}
    return next((each for each in people if each.entity not in asking), None)


def interviewee(turns: Sequence[Quotation]) -> Speaker | None:
    """The one who answers, as the speaker of what the interview is headed with."""
    last = turns[-1].speaker if turns else None
    if last is None or last.entity is None:
        return None
    return Speaker(
        span=last.span,
        entity=last.entity,
        evidence=Evidence(
            rule="headline-of-interview",
            spans=last.evidence.spans,
            confidence=0.75,
            basis=Basis.INFERRED,
        ),
    )


def _label(text: str, paragraph: Paragraph) -> Span | None:
    for pattern in (_LETTER, _NAMED):
        match = pattern.match(text, paragraph.span.start, paragraph.span.end)
        if match and match.group("label").split()[0] not in _CREDITS:
            return Span(*match.span("label"))
    return None


def _is_interview(text: str, body: Sequence[Paragraph], labels: Sequence[Span | None]) -> bool:
    """Two sides, the first of which asks: in turns all the way, or as a pair at the head."""
    asking = _asking(text, labels)
    turns = [(asking[label.of(text)], place) for place, label in enumerate(labels) if label]
    names = [each for each in asking if each not in _LETTERS]
    if {side for side, _ in turns} != {True, False} or len(names) > 2 or not turns[0][0]:
        return False
    asked = [body[place].span.of(text) for asks, place in turns if asks]
    questions = sum(words.endswith("?") for words in asked)
    if len(turns) > _FEWEST_TURNS:
        return 3 * questions >= len(asked)
    place = turns[1][1]
    below = [paragraph.span for paragraph in body[place + 1 :]]
    asks = sum(span.of(text).endswith("?") for span in below)
    return place == turns[0][1] + 1 and questions == 1 and asks > 1


def _asking(text: str, labels: Sequence[Span | None]) -> dict[str, bool]:
    """For each label whether its side asks: letters say so themselves, of names the first does."""
    found: dict[str, bool] = {}
    for words in (label.of(text) for label in labels if label):
        named = [each for each in found if each not in _LETTERS]
        found.setdefault(words, _LETTERS.get(words, not named))
    return found


def _turns(
    text: str, body: Sequence[Paragraph], labels: Sequence[Span | None], first: int
) -> Iterator[_Turn]:
    asking = _asking(text, labels)
    labelled = [place for place, label in enumerate(labels) if label]
    if len(labelled) <= _FEWEST_TURNS:
        yield from _without_labels(text, body, labels, first)
        return
    for place, following in zip(labelled, (*labelled[1:], len(body)), strict=True):
        label = labels[place]
        assert label is not None
        parts = [_behind(text, label, body[place].span)]
        for paragraph in body[place + 1 : following]:
            if not _ASIDE.search(text, paragraph.span.start, paragraph.span.end):
                break
            parts.append(paragraph.span)
        yield _Turn(asking[label.of(text)], label, tuple(parts))


def _without_labels(
    text: str, body: Sequence[Paragraph], labels: Sequence[Span | None], first: int
) -> Iterator[_Turn]:
    """A question and an answer with their labels, and then answers alone."""
    for place in (first, first + 1):
        label = labels[place]
        assert label is not None
        yield _Turn(place == first, label, (_behind(text, label, body[place].span),))
    for parts in answers(text, [paragraph.span for paragraph in body[first + 2 :]]):
        yield _Turn(False, None, parts)


def _behind(text: str, label: Span, span: Span) -> Span:
    start = label.end + len(re.match(r"[\s.:]*", text[label.end : span.end]).group())  # type: ignore[union-attr]
    return Span(start, span.end)


def _speakers(
    text: str, names: Names, introduction: Sequence[Paragraph], turns: Sequence[_Turn]
) -> dict[bool, tuple[Mention | None, Span | None]]:
    """Who asks (True) and who answers (False): the mention that names them, and their label."""
    found: dict[bool, tuple[Mention | None, Span | None]] = {}
    people = _introduced(text, names, introduction)
    for asks in (True, False):
        label = next((turn.label for turn in turns if turn.asks is asks and turn.label), None)
        named = _called(text, names, label) if label else None
        if named is None and label and _LETTER.match(text, label.start):
            named = people[asks]
        found[asks] = (named, label)
    return found


def _introduced(
    text: str, names: Names, introduction: Sequence[Paragraph]
) -> dict[bool, Mention | None]:
    """The two of whom an introduction says that one spoke to the other."""
    people: dict[bool, Mention | None] = {True: None, False: None}
    for paragraph in introduction:
        inside = [
            mention
            for mention in names.within(paragraph.span.start, paragraph.span.end)
            if mention.kind is EntityKind.PERSON and mention.entity
        ]
        talks = _TALKED.finditer(text, paragraph.span.start, paragraph.span.end)
        for talked in islice(talks, _MOST_TALKS):
            stop = text.find(". ", talked.end(), paragraph.span.end)
            behind = names.within(talked.end(), stop if stop >= 0 else paragraph.span.end)
            asking = next((m for m in behind if m.kind is EntityKind.PERSON), None) or next(
                (m for m in behind if m.kind is EntityKind.ORGANIZATION), None
            )
            answering = next((m for m in inside if m.span.start < talked.start()), None)
            if asking and answering:
                return {True: asking, False: answering}
            people[False] = people[False] or answering
    return people


def _called(text: str, names: Names, label: Span) -> Mention | None:
    """Whom a label names: who stands there, or whose name it is or ends."""
    words = label.of(text).casefold()
    for mention in names.mentions:
        if mention.entity is None or mention.kind not in _SPEAKING:
            continue
        name = mention.span.of(text).casefold()
        if mention.span == label or name == words or words in name.split():
            return mention
    return None


_SPEAKING = (EntityKind.PERSON, EntityKind.ORGANIZATION)


def _quotation(turn: _Turn, who: tuple[Mention | None, Span | None]) -> Quotation:
    mention, label = who
    return Quotation(
        span=Span(turn.parts[0].start, turn.parts[-1].end),
        parts=turn.parts,
        evidence=Evidence(
            rule="interview-label" if turn.label else "interview-turn",
            spans=turn.parts,
            confidence=0.9 if turn.label else 0.8,
            basis=Basis.STATED if turn.label else Basis.INFERRED,
        ),
        speaker=_speaker(turn, mention, label),
    )


def _speaker(turn: _Turn, mention: Mention | None, label: Span | None) -> Speaker | None:
    span = turn.label or label
    if span is None or (mention is None and span.end - span.start == 1):
        return None
    names_it = turn.label is not None and span.end - span.start > 1
    form = MentionForm.NAME if names_it else MentionForm.NOMINAL if turn.label else None
    spans = sorted({span, mention.span} if mention else {span})
    return Speaker(
        span=span,
        form=form,
        entity=mention.entity if mention else None,
        evidence=Evidence(
            rule="speaker-label",
            spans=tuple(spans),
            confidence=0.9 if names_it else 0.8,
            basis=Basis.STATED if names_it else Basis.INFERRED,
        ),
    )
