"""Institutions that an article names by what they are: “the central government”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nutgraf.language.places import Places
from nutgraf.model import EntityKind, Evidence, Mention, MentionForm, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nutgraf.language.tokens import Reading

_NOUNS = ("government", "bank", "court")
_INSTITUTION = re.compile(
    r"\b[Tt]he ((?:central|federal|national|provincial|municipal|interim|transitional|caretaker)"
    r" government|(?:central|federal reserve) bank|(?:supreme|constitutional) court)\b(?!-| [a-z]+(?:man|woman)\b)"
)


def nominals(reading: Reading, named: Sequence[Mention]) -> tuple[Mention, ...]:
    """The definite institutions without a name of their own; they live under their article."""
    found = []
    taken = Places(mention.span for mention in named)
    for sentence in reading.sentences:
        words = sentence.span.of(reading.text)
        if not any(noun in words for noun in _NOUNS):
            continue
        for match in _INSTITUTION.finditer(reading.text, sentence.span.start, sentence.span.end):
            span = Span(*match.span(1))
            if taken.overlap(span):
                continue
            found.append(
                Mention(
                    span=span,
                    kind=EntityKind.ORGANIZATION,
                    form=MentionForm.NOMINAL,
                    evidence=Evidence(rule="definite-institution", spans=(span,), confidence=0.8),
                )
            )
    return tuple(found)
