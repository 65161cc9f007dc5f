"""Whether the capitals of words tell that they are a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.language.places import Places
from nutgraf.model import ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nutgraf.annotators.tagger import Tag
    from nutgraf.language.tokens import Reading


def printed_so(reading: Reading, name: Tag, found: Sequence[Tag]) -> bool:
    """Whether the capitals of a name tell anything: in a headline where all words have them, they
    don't, unless the same words are a name elsewhere too.
    """
    sentence = reading.sentence_at(name.span.start)
    if sentence is None or sentence.paragraph.kind is not ParagraphKind.HEADLINE:
        return True
    words = [token for token in sentence.tokens if token.text[0].isalpha() and len(token.text) > 3]
    if any(not word.capitalised for word in words):
        return True
    printed = name.span.of(reading.text)
    return any(
        each is not name and each.span.of(reading.text).casefold() == printed.casefold()
        for each in found
    )


def swallowed(reading: Reading, tags: Sequence[Tag], found: Sequence[Tag]) -> list[Tag]:
    """The tags, and in place of those that they cover in whole or in part the names found."""
    kept = [each for each in found if printed_so(reading, each, found)]
    if not kept:
        return list(tags)
    covered = Places(each.span for each in kept)
    return sorted(
        [*(each for each in tags if not covered.overlap(each.span)), *kept],
        key=lambda each: each.span,
    )
