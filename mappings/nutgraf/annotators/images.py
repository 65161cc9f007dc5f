"""Pictures, as their captions describe them: what they show, when, where, and whose they are."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from nutgraf.language.lists import agencies
from nutgraf.language.places import Placed
from nutgraf.model import (
    Basis,
    EntityKind,
    Evidence,
    Image,
    Mention,
    ParagraphKind,
    Relation,
    Span,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.annotators.known import Names
    from nutgraf.language.tokens import Reading
    from nutgraf.model import DateMention

_BRACKETS = re.compile(r"(?<!\s)\s*+[(\[]([^()\[\]]+)[)\]]\.?\s*$")
_CREDIT_LINE = re.compile(
    r"(?:photo(?:graph|graphy|s)?|image|picture|pic|illustration|credit)s?(?:\s+(?:by|credit|courtesy of))?\s*[:/]\s*",
    re.IGNORECASE,
)
_CREDIT_TAIL = re.compile(
    r"(?P<stop>[.!?])\s+(?:Photo|Photograph|Picture|Image|Credit)s?(?: by)?\s*:\s*(?P<credit>[^.!?]{2,60})$"
)
_SLASH = re.compile(r"\s*/\s*")
_FOR = re.compile(r"\s*(?:/|\bfor\b)\s*(?:the\b\s*)?", re.IGNORECASE)


def images(reading: Reading, names: Names, dates: Sequence[DateMention]) -> tuple[Image, ...]:
    """One image for each caption."""
    placed = Placed(dates)
    return tuple(
        _image(reading.text, names, placed, paragraph.span)
        for paragraph in reading.article.of_kind(ParagraphKind.CAPTION)
    )


def _image(text: str, names: Names, dates: Placed[DateMention], span: Span) -> Image:
    caption, credit = _parts(text, span)
    creator = _in(names, credit, EntityKind.PERSON)
    agency = _in(names, credit, EntityKind.ORGANIZATION)
    place = _in(names, caption, EntityKind.PLACE)
    dated = [
        each
        for each in (dates.within(caption) if caption else ())
        if each.value and any(c.isdigit() for c in each.span.of(text))
    ]
    day = dated[0] if len(dated) == 1 else None
    return Image(
        span=span,
        caption=caption,
        credit=credit,
        creator=creator.entity if creator else None,
        creator_span=creator.span if creator else None,
        organization=agency.entity if agency else None,
        organization_span=agency.span if agency else None,
        date=day.value if day else None,
        date_span=day.span if day else None,
        place=place.entity if place else None,
        place_span=place.span if place else None,
    )


def _parts(text: str, span: Span) -> tuple[Span | None, Span | None]:
    """The caption without the credit, and the credit without its brackets."""
    line = _CREDIT_LINE.match(text, span.start, span.end)
    if line:
        return None, Span(line.end(), span.end)
    tail = _CREDIT_TAIL.search(text, span.start, span.end)
    if tail:
        return Span(span.start, tail.start("stop") + 1), Span(*tail.span("credit"))
    brackets = _BRACKETS.search(text, span.start, span.end)
    if not brackets:
        return span, None
    caption = Span(span.start, brackets.start()) if brackets.start() > span.start else None
    return caption, Span(*brackets.span(1))


def _in(names: Names, span: Span | None, kind: EntityKind) -> Mention | None:
    """The first mention of this kind: of places side by side, news names the innermost first."""
    if span is None:
        return None
    for mention in names.within(span.start, span.end):
        if mention.kind is kind:
            return mention
    return None


def credited(reading: Reading, names: Names) -> Iterator[tuple[Mention, Mention, Evidence]]:
    """Left of the slash the photographer, right of it the agency that he or she works with."""
    for paragraph in reading.article.of_kind(ParagraphKind.CAPTION):
        _, credit = _parts(reading.text, paragraph.span)
        if credit is None and reading.text[paragraph.span.start] in "([":
            credit = paragraph.span  # a line that is nothing but a credit
        within = names.within(credit.start, credit.end) if credit else ()
        for creator, agency in pairwise(within):
            kinds = (creator.kind, agency.kind)
            if kinds == (EntityKind.PERSON, EntityKind.ORGANIZATION) and _FOR.fullmatch(
                reading.text, creator.span.end, agency.span.start
            ):
                span = Span(creator.span.start, agency.span.end)
                yield creator, agency, _inferred("credit-slash", span, 0.8)


def credit_relations(reading: Reading, pictures: Sequence[Image]) -> Iterator[Relation]:
    """What stands right of a slash is an agency."""
    for image in pictures:
        if not image.organization or not image.credit or not image.organization_span:
            continue
        known = image.organization_span.of(reading.text).casefold() in agencies()
        if known or _SLASH.search(image.credit.of(reading.text)):
            yield Relation(
                subject=image.organization,
                property="type",
                value="NewsMediaOrganization",
                evidence=_inferred("credit-agency", image.organization_span, 0.8),
            )


def _inferred(rule: str, span: Span, confidence: float) -> Evidence:
    return Evidence(rule=rule, spans=(span,), confidence=confidence, basis=Basis.INFERRED)
