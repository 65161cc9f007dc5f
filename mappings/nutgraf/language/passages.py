"""Stretches of words that stand in a text again, found without comparing all with all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LONGEST = 4  # words by which a stretch is looked up


class Passages:
    """Texts of words with one space between them, and which of the wanted stretches they hold.

    >>> passages = Passages(["we will build the bridge again", "the bridge"], ["build the bridge"])
    >>> list(passages.holding("build the bridge"))
    [0]
    """

    def __init__(self, texts: Sequence[str], wanted: Sequence[str]) -> None:
        self._texts = texts
        self._places: dict[str, list[int]] = {_handle(words): [] for words in wanted}
        lengths = sorted({len(handle.split()) for handle in self._places})
        for number, text in enumerate(texts):
            words = text.split()
            for length in lengths:
                for handle in _runs(words, length):
                    places = self._places.get(handle)
                    if places is not None and places[-1:] != [number]:
                        places.append(number)

    def holding(self, words: str) -> Iterator[int]:
        """The numbers of the texts in which this wanted stretch stands, in order."""
        for number in self._places[_handle(words)]:
            if f" {words} " in f" {self._texts[number]} ":
                yield number


def _handle(words: str) -> str:
    """The longest run of a few words: the rarest, as far as its length can tell."""
    parts = words.split()
    return max(_runs(parts, min(_LONGEST, len(parts))), key=len, default="")


def _runs(words: Sequence[str], length: int) -> Iterator[str]:
    for start in range(len(words) - length + 1 if length else 0):
        yield " ".join(words[start : start + length])
