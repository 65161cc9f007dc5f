"""Whether what nutgraf finds in an article is right, fact by fact, where people marked the answers.

A name is right with exactly its words and kind; a quotation, if each of its parts is quoted in the
gold, be it in one quotation or in several; a statement, if it and one in the gold share half of the longer; a speaker, if
it is the one whom the gold means; a title and an organization, if the gold has them for that person.
What the gold does not tell is not judged.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nutgraf import pipeline
from nutgraf.annotators.names import KINDS, scored
from nutgraf.evaluation.folding import folded, trimmed
from nutgraf.evaluation.gold import gold_of
from nutgraf.evaluation.speech import PRONOUNS, same_speaker, same_words
from nutgraf.language.tokens import Reading
from nutgraf.model import Quotation, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.evaluation.gold import Gold, Said
    from nutgraf.model import Analysis, Entity, Role, Statement
    from training.markup import Marked

    Speech = Quotation | Statement


@dataclass(frozen=True, slots=True)
class Judged:
    """A fact as the table of confidence knows it, and whether it is right."""

    rule: str
    of: str
    score: float
    right: bool


def gold(name: str, marked: Marked) -> Gold:
    """An article of our own as gold."""
    return gold_of(json.dumps(marked.gold(name)), source=name)


def judged(marked: Gold) -> Iterator[Judged]:
    """Every fact that nutgraf finds in this article and that the gold can tell to be right or wrong."""
    yield from _names(marked)
    analysis = pipeline.annotate(marked.article)
    entities = {each.id: each for each in analysis.entities}
    if marked.quotations is not None and marked.statements is not None:
        yield from _speech(marked, analysis, entities)
    if marked.roles is not None:
        yield from _roles(marked, analysis, entities)


def _names(marked: Gold) -> Iterator[Judged]:
    text = marked.article.text
    known = {kind for kind, _ in marked.names}
    names = {(kind, trimmed(span, text)) for kind, spans in marked.names for span in spans}
    for each, likelihood in scored(Reading(marked.article)):
        kind = KINDS[each.label]
        if kind in known:
            right = (kind, trimmed(each.span, text)) in names
            yield Judged(each.rule, str(kind), likelihood, right)


def _speech(marked: Gold, analysis: Analysis, entities: dict[str, Entity]) -> Iterator[Judged]:
    quoted, reported = marked.quotations or (), marked.statements or ()
    for quotation in analysis.quotations:
        said = _quoted(quotation.parts, quoted)
        again = (_quoted((span,), quoted) for span in quotation.repetitions)
        yield from _act("Quotation", quotation, said or next(again, None), marked, entities)
    for statement in analysis.statements:
        content = Span(statement.parts[0].start, statement.parts[-1].end)
        both = (*reported, *quoted)
        said = next((each for each in both if same_words(content, each.span)), None)
        yield from _act("Statement", statement, said, marked, entities)


def _quoted(parts: Sequence[Span], marked: Sequence[Said]) -> Said | None:
    """The quotation in the gold that the first part is of, if each part is of one."""
    found = [next((each for each in marked if _half(part, each.span)), None) for part in parts]
    return found[0] if None not in found else None


def _half(span: Span, other: Span) -> bool:
    """Whether at least half of a span lies in another."""
    shared = min(span.end, other.end) - max(span.start, other.start)
    return 2 * shared >= span.end - span.start > 0


def _act(
    kind: str, act: Speech, said: Said | None, marked: Gold, entities: dict[str, Entity]
) -> Iterator[Judged]:
    """An act of speech, and who said it; a speaker of what nobody said is wrong."""
    why, speaker = act.evidence, act.speaker
    yield Judged(why.rule, f"{kind}.text", why.confidence, said is not None)
    if speaker is None or (said and said.speaker is None and said.entity is None):
        return
    words = speaker.span.of(marked.article.text) if speaker.span else ""
    why = speaker.evidence
    if speaker.entity:
        right = said is not None and _is(entities[speaker.entity], words, said)
        yield Judged(why.rule, f"{kind}.creator", why.confidence, right)
    elif words and folded(words) not in PRONOUNS:
        right = said is not None and said.speaker is not None and same_speaker(said.speaker, words)
        yield Judged(why.rule, f"{kind}.creditText", why.confidence, right)


def _is(entity: Entity, words: str, said: Said) -> bool:
    """Whether this is who said it: whom the gold names, or else the words that it gives."""
    if said.entity is not None:
        whole = folded(said.entity)
        return whole in _names_of(entity) or f" {folded(entity.name)} " in f" {whole} "
    speaker = said.speaker or ""
    return same_speaker(speaker, entity.name) or bool(words and same_speaker(speaker, words))


def _roles(marked: Gold, analysis: Analysis, entities: dict[str, Entity]) -> Iterator[Judged]:
    told = [
        (folded(each.person), folded(each.title), folded(each.organization))
        for each in marked.roles or ()
    ]
    titles = {(person, title) for person, title, _ in told}
    places = {(person, place) for person, _, place in told}
    for role in analysis.roles:
        if not role.former:
            yield from _role(role, titles, places, entities)


def _role(
    role: Role,
    titles: set[tuple[str, str]],
    places: set[tuple[str, str]],
    entities: dict[str, Entity],
) -> Iterator[Judged]:
    why = role.evidence
    people = _names_of(entities[role.person])
    if role.title:
        right = any((person, folded(role.title)) in titles for person in people)
        yield Judged(why.rule, "Person.jobTitle", why.confidence, right)
    where = role.organization or role.place
    if where:
        names = _names_of(entities[where])
        right = any((person, name) in places for person in people for name in names)
        yield Judged(why.rule, "Person.worksFor", why.confidence, right)


def _names_of(entity: Entity) -> list[str]:
    return [folded(entity.name), *(folded(name) for name, _ in entity.alternate_names)]
