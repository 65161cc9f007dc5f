"""Named storms: events whose names are given names, which taggers take for people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nutgraf.annotators.tagger import Tag
from nutgraf.language.places import Places
from nutgraf.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nutgraf.language.tokens import Reading

_NOUNS = ("Hurricane", "Cyclone", "Typhoon", "Storm")
_STORM = re.compile(
    rf"\b(?:(?:Tropical|Winter|Super|Severe) )?(?:{'|'.join(_NOUNS)}) "
    r"(?!(?:Warning|Watch|Season|Relief|Cent|Surge|Damage|Force|Alert|Response|Fund|Shelter))"
    r"(?P<name>[A-Z][a-z]{2,}(?:[ -][A-Z][a-z]+)?)(?!\w)"
)


def storms(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """“Cyclone Petra” is an event, and so is “Petra” where the tagger sees a person of that name."""
    if not any(noun in reading.text for noun in _NOUNS):
        return list(tags)
    found = [match for match in _STORM.finditer(reading.text) if _named(reading, match)]
    if not found:
        return list(tags)
    names = {match["name"].casefold() for match in found}
    covered = Places(Span(*match.span()) for match in found)
    kept = [
        Tag(each.span, "EVENT", "named-storm")
        if each.span.of(reading.text).casefold() in names
        else each
        for each in tags
        if not covered.overlap(each.span)
    ]
    return [*kept, *(Tag(Span(*match.span()), "EVENT", "named-storm") for match in found)]


def _named(reading: Reading, match: re.Match[str]) -> bool:
    """Whether this stands in a sentence of the story, not in a line of the page around it."""
    sentence = reading.sentence_at(match.start())
    return sentence is not None and sentence.span.contains(Span(*match.span()))
