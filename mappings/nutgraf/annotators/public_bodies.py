"""Governments and councils that are called by a place: “X Region government”, “Z city council”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nutgraf.annotators.tagger import Tag
from nutgraf.language.places import Places
from nutgraf.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nutgraf.language.tokens import Reading

_GOVERNED = frozenset(
    [
        "Region",
        "Province",
        "State",
        "County",
        "District",
        "Municipality",
        "Territory",
        "Prefecture",
        "Republic",
        "City",
    ]
)
_COUNCIL = re.compile(
    r" (?:city|town|county|borough|district|municipal|village|parish|regional|provincial|state|island)"
    r" (?:council|government|assembly|parliament|legislature)\b(?![’'-]?\w)"
)
_GOVERNMENT = re.compile(r" [Gg]overnment\b(?![’'-])")


_OF_A_PLACE = re.compile(
    r"\b(?:Court|Municipality|Diocese|Archdiocese|Eparchy|Parish|Prefecture|Chamber|Commune|Canton)$"
)


def of_places(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """“Rural Municipality of X” is one name."""
    kept: list[Tag] = []
    for each in tags:
        previous = kept[-1] if kept else None
        if (
            previous
            and each.label == "LOC"
            and previous.label in ("ORG", "LOC")
            and reading.text[previous.span.end : each.span.start] == " of "
            and _OF_A_PLACE.search(previous.span.of(reading.text))
        ):
            kept[-1] = Tag(Span(previous.span.start, each.span.end), "ORG", "body-of-a-place")
        else:
            kept.append(each)
    return kept


def public_bodies(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """The tags, those of places that a public body is called by with the body in their place."""
    text = reading.text
    found = []
    for each in tags:
        if each.label not in ("LOC", "ORG"):
            continue
        end = each.span.end
        council = _COUNCIL.match(text, end) if each.label == "LOC" else None
        own = each.span.of(text).split()[-1] in _GOVERNED and _GOVERNMENT.match(text, end)
        if body := council or own:
            found.append(Span(each.span.start, body.end()))
    if not found:
        return list(tags)
    covered = Places(found)
    kept = [each for each in tags if not covered.overlap(each.span)]
    return [*kept, *(Tag(span, "ORG", "name-of-government") for span in dict.fromkeys(found))]
