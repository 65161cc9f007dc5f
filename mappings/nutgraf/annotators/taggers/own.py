"""Our own tagger, as any other: the proof that the seam holds what is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.annotators.tagger import tag
from nutgraf.annotators.taggers.found import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.annotators.tagger import Tagged
    from nutgraf.language.tokens import Reading


def own(reading: Reading) -> Iterator[Found]:
    """The names in all sentences, each with its likelihood."""
    return found_by(tag(reading))


def found_by(tagged: Tagged) -> Iterator[Found]:
    """The names that our tagger gave, as any tagger would."""
    for name in tagged.names:
        yield Found(name.span, name.label, tagged.likelihood(name.span, name.label))
