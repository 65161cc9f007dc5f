"""Stretches of words that stand in a text again, found without comparing all with all."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LONGEST = 4  # words by which a stretch is looked up


class Passages:
    """Texts of words with one space between them, and which of the wanted stretches they hold.

    >>> passages = Passages(["we will build the bridge again", "the bridge"], ["build the bridge"])
    >>> list(passages.holding("build the bridge"))
    [0]
    """

    def __init__(self, texts: Sequence[str], wanted: Sequence[str]) -> None:
        self._texts = texts
        self._handles = {words: _handle(words.split()) for words in wanted}
        self._places: dict[tuple[str, ...], list[int]] = {
            handle: [] for handle in self._handles.values()
        }
        lengths: defaultdict[str, set[int]] = defaultdict(set)  # of the handles that a word begins
        for handle in self._places:
            lengths[handle[0] if handle else ""].add(len(handle))
        for number, text in enumerate(texts):
            words = text.split()
            for start in [place for place, word in enumerate(words) if word in lengths]:
                for length in lengths[words[start]]:
                    places = self._places.get(tuple(words[start : start + length]))
                    if places is not None and places[-1:] != [number]:
                        places.append(number)

    def holding(self, words: str) -> Iterator[int]:
        """The numbers of the texts in which this wanted stretch stands, in order."""
        for number in self._places[self._handles[words]]:
            if f" {words} " in f" {self._texts[number]} ":
                yield number


def holds_any(text: str, words: Iterable[str]) -> bool:
    """Whether one of these stands in a text, if only as a part of a word.

    What a pattern can't do without is found so in a fraction of the time that the pattern takes.

    >>> holds_any("the Rivers Act", ("Act ", "Act")), holds_any("the rivers", ("Act ", "Act"))
    (True, False)
    """
    return any(map(text.__contains__, words))


def _handle(words: Sequence[str]) -> tuple[str, ...]:
    """A run of a few words from the longest on: the rarest, as far as its length can tell."""
    begins = words[: max(1, len(words) - _LONGEST + 1)]
    start = begins.index(max(begins, key=len)) if begins else 0
    return tuple(words[start : start + _LONGEST])
