"""What the tagger sees at once: whole sentences of one article, as word pieces with their case.

A window holds as many sentences as fit, so that a name is read in its context, and never sentences
of two articles, so that no article's result depends on its neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from nutgraf.annotators.nameable import nameable
from nutgraf.annotators.wordpiece import CLS, SEP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.annotators.wordpiece import WordPiece

MOST_PIECES = 128
"""Of one window, without the two that frame it; longer ones take more time a word."""


@dataclass(slots=True)
class Window:
    """Word pieces in a row, and what is asked: the numbers of the words that may be part of a name,
    and where each one begins.
    """

    ids: list[int] = field(default_factory=lambda: [CLS])
    case: list[int] = field(default_factory=lambda: [0])
    words: list[int] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)

    def closed(self) -> Window:
        """The window with the piece that ends it."""
        self.ids.append(SEP)
        self.case.append(0)
        return self


def windows(
    pieces: WordPiece, sentences: Sequence[Sequence[str]], *, most: int = MOST_PIECES
) -> Iterator[Window]:
    """The words of these sentences, numbered through, in windows of at most so many pieces.

    A sentence that alone is longer is cut between words; one in which nothing is asked is left out.

    >>> from importlib.resources import files
    >>> from nutgraf.annotators.wordpiece import WordPiece
    >>> pieces = WordPiece.load(files("nutgraf.models").joinpath("tokenizer.json"))
    >>> [each.words for each in windows(pieces, [["Rain", "fell"], ["It", "stopped"], ["Wind", "rose"]], most=3)]
    [[0], [4]]
    """
    window = Window()
    number = 0
    for sentence in sentences:
        may = nameable(sentence)
        if not any(may):
            number += len(sentence)
            continue
        encoded = [pieces.encode(word)[:most] for word in sentence]
        if len(window.ids) > 1 and len(window.ids) - 1 + sum(map(len, encoded)) > most:
            if window.words:
                yield window.closed()
            window = Window()
        first = True
        for word, ids, asked in zip(sentence, encoded, may, strict=True):
            if len(window.ids) - 1 + len(ids) > most:
                if window.words:
                    yield window.closed()
                window = Window()
            if asked:
                window.words.append(number)
                window.asked.append(len(window.ids))
            window.ids += ids
            window.case += (case_of(word, first=first),) * len(ids)
            number += 1
            first = False
    if window.words:
        yield window.closed()


def case_of(word: str, *, first: bool) -> int:
    """The case feature of a word, 1 to 15; eight more for a sentence's first word.

    >>> case_of("Oslo", first=False), case_of("Oslo", first=True), case_of("NATO", first=False)
    (3, 11, 2)
    """
    return _shape(word) + (8 if first else 0)


@lru_cache(maxsize=65536)
def _shape(word: str) -> int:
    if word.islower():
        return 1
    if len(word) > 1 and word.isupper():
        return 2
    if word[:1].isupper() and word[1:].islower():
        return 3
    if word[:1].isupper() and len(word) == 1:
        return 4
    if any(c.isupper() for c in word):
        return 5
    if any(c.isdigit() for c in word):
        return 6
    return 7
