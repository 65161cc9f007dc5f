"""Named storms: events whose names are given names, which taggers take for people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nutgraf.annotators.tagger import Tag
from nutgraf.language.passages import holds_any
from nutgraf.language.places import Places
from nutgraf.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nutgraf.language.tokens import Reading

_KINDS = ("Hurricane", "Cyclone", "Typhoon", "Storm")
_STORM = re.compile(
    rf"\b(?P<whole>)(?:(?:Tropical|Winter|Super|Severe) )?(?:{'|'.join(_KINDS)}) "
    r"(?!(?:Warning|Watch|Season|Relief|Cent|Surge|Damage|Force|Alert|Response|Fund|Shelter))"
    r"(?P<name>[A-Z][a-z]{2,}(?:[ -][A-Z][a-z]+)?)(?!\w)"
)
_IN_CAPITALS = re.compile(
    r"\b(?P<whole>)(?:TROPICAL |WINTER |SUPER |SEVERE )?(?:HURRICANE|CYCLONE|TYPHOON|STORM) (?P<name>[A-Z]{3,})\b"
)
"""In a headline in capitals, where no other word tells where the name ends."""
_INTRODUCED = re.compile(
    r"\b(?:storm|system|cyclone|hurricane|typhoon|depression)(?:, | (?:named|called|dubbed|christened) )"
    r"(?P<whole>)(?P<name>[A-Z][a-z]{2,})(?=[,.;])"
)
"""“A new system, Petra,”: read only where the article has a named storm already."""


def storms(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """“Cyclone Petra” is an event, and so is “Petra” where the tagger sees a person of that name."""
    if not holds_any(reading.text, _KINDS):
        return list(tags)
    found = [match for match in _STORM.finditer(reading.text) if _named(reading, match)]
    if not found:
        return list(tags)
    names = {match["name"].casefold() for match in found}
    found += [
        match
        for match in _IN_CAPITALS.finditer(reading.text)
        if match["name"].casefold() in names and _named(reading, match)
    ]
    found += [match for match in _INTRODUCED.finditer(reading.text) if _named(reading, match)]
    names.update(match["name"].casefold() for match in found)
    spans = [Span(match.start("whole"), match.end("name")) for match in found]
    covered = Places(spans)
    kept = [
        Tag(each.span, "EVENT", "named-storm")
        if each.span.of(reading.text).casefold() in names
        else each
        for each in tags
        if not covered.overlap(each.span)
    ]
    return [*kept, *(Tag(span, "EVENT", "named-storm") for span in spans)]


def _named(reading: Reading, match: re.Match[str]) -> bool:
    """Whether this stands in a sentence of the story, not in a line of the page around it."""
    sentence = reading.sentence_at(match.start())
    return sentence is not None and sentence.span.contains(Span(*match.span()))
