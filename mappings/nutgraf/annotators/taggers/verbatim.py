"""What a language model answers, held against the text: what does not stand there word for word is no name.

A model gives words, not places, and may make them up.  Nothing of an answer is taken but which
words of the article are of which kind.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from nutgraf.annotators.taggers.found import Found, apart, glued
from nutgraf.model import Dropped, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

KINDS = {"person": "PER", "organization": "ORG", "place": "LOC", "event": "EVENT", "law": "LAW"}
"""The keys of an answer, and our kinds."""

MOST = 1_000
"""So many names of one answer are looked at."""

Claim = tuple[str, str]
"""Words, and the kind of name that they are said to be."""


def verbatim(text: str, piece: Span, answer: str) -> Iterator[Found | Dropped]:
    """The names of this answer about a piece of the text, and a count of what is not there.

    An answer is a JSON object with lists of words by kind; what stands around it is passed over.

    >>> answer = '{"person": ["Ada Moreau", "Ida Moreau"]}'
    >>> list(verbatim("Ada Moreau left.", Span(0, 16), answer))
    [Dropped(source='', why='not in the text word for word', count=1),
     Found(span=Span(start=0, end=10), label='PER', score=1.0)]
    """
    said = _object(answer)
    if said is None:
        yield Dropped(why="answers that are no JSON object")
        return
    claims: dict[Claim, None] = {}
    for key, words in said.items():
        for each in words if isinstance(words, list) else [words]:
            if key not in KINDS:
                yield Dropped(why="of no known kind")
            elif not isinstance(each, str) or not any(c.isalnum() for c in each):
                yield Dropped(why="without a word")
            elif len(claims) == MOST:
                yield Dropped(why=f"beyond the first {MOST:,} of an answer")
            else:
                claims[each, KINDS[key]] = None
    yield from located(text, piece, claims)


def located(text: str, piece: Span, claims: Iterable[Claim]) -> Iterator[Found | Dropped]:
    """Every place of these names in a piece of the text, none over another; or why there is none."""
    labels: dict[str, list[str]] = {}
    for words, label in claims:
        labels.setdefault(words, []).append(label)
    places = {words: list(_places(text, piece, words)) for words in labels}
    named = [
        Found(span, kinds[0])
        for words, kinds in labels.items()
        if len(kinds) == 1
        for span in places[words]
    ]
    kept = apart(named)
    shown = {each.span.of(text) for each in kept}
    for words, kinds in labels.items():
        if len(kinds) > 1:
            yield Dropped(why="said to be two kinds of name", count=len(kinds))
        elif not places[words]:
            yield Dropped(why="not in the text word for word")
        elif words not in shown:
            yield Dropped(why="over another name")
    yield from kept


def _object(answer: str) -> dict[str, object] | None:
    try:
        said = json.loads(answer[answer.find("{") : answer.rfind("}") + 1])
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _places(text: str, piece: Span, words: str) -> Iterator[Span]:
    """Where these words stand, not inside a longer word."""
    start = text.find(words, piece.start, piece.end)
    while start >= 0:
        end = start + len(words)
        if not (glued(text, start) or glued(text, end)):
            yield Span(start, end)
        start = text.find(words, start + 1, piece.end)
