"""Which words of a sentence may be part of a name: those alone are asked about.

English writes names with capitals.  What has none, and does not join or continue words that have, is
no name, however a tagger would label it; four words of five need no answer, and no time for one.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from nutgraf.language.words import ADVERBS, CONJUNCTIONS, DAYS, DETERMINERS, PREPOSITIONS, RELATIVES

if TYPE_CHECKING:
    from collections.abc import Sequence

_JOINING = 2
"""Words between two with capitals: “Bank of the West”."""

_ORDINARY = (
    PREPOSITIONS
    | DETERMINERS
    | CONJUNCTIONS
    | RELATIVES
    | ADVERBS
    | DAYS
    | frozenset(
        "i it he she we they there and or january february october november december".split()
    )
) - frozenset(["long", "so"])
"""Words with a capital that alone are hardly ever names: those that begin sentences, and days."""

_HYPHENS = frozenset("-–‐‑")
_PARTICLES = frozenset(
    """
    abu af al av bin bint da das de del della der di do dos du e el ibn la las le los na ten ter van
    von y zu
    """.split()
)


def nameable(words: Sequence[str]) -> list[bool]:
    """For each word whether it may be part of a name.

    >>> words = "On Monday I met Kim Min - jae of de la Rua and the Isle of Ely in 2030".split()
    >>> " ".join(word for word, may in zip(words, nameable(words)) if may)
    'Kim Min - jae de la Rua and the Isle of Ely'
    """
    found = [False] * len(words)
    capitals = [
        (index, kind) for index, kind in enumerate(map(_is_certain, words)) if kind is not None
    ]
    certain = {index for index, sure in capitals if sure or words[index + 1 : index + 2] == ["."]}
    last = -_JOINING - 2
    for index, _ in capitals:
        if certain.isdisjoint((index - 1, index, index + 1)):
            continue
        found[index] = True
        if index - last <= _JOINING + 1:
            found[last:index] = [True] * (index - last)
        _mark_before(words, index, found)
        _mark_after(words, index, found)
        last = index
    return found


@lru_cache(maxsize=65536)
def _is_certain(word: str) -> bool | None:
    """Whether a word with a capital can be a name alone; None for one without."""
    if word.islower() or not any(letter.isupper() for letter in word):
        return None
    in_capitals = len(word) > 1 and word.isupper()
    return in_capitals or not word[0].isupper() or word.lower() not in _ORDINARY


def _mark_before(words: Sequence[str], index: int, found: list[bool]) -> None:
    """Particles, what a hyphen joins, a number: “de la Rua”, “al-Khatib”, “14th Book Fair”."""
    before = index - 1
    while before >= 0 and not found[before] and words[before] in _PARTICLES:
        found[before] = True
        before -= 1
    if before < 0 or found[before]:
        return
    if words[before] in _HYPHENS:
        found[max(0, before - 1) : index] = [True] * (index - max(0, before - 1))
    elif before == index - 1 and words[before][0].isdigit():
        found[before] = True


def _mark_after(words: Sequence[str], index: int, found: list[bool]) -> None:
    """What a hyphen joins, a number: “Min-jae”, “Stage 2”."""
    after = index + 1
    if after < len(words) and words[after][0].isdigit():
        found[after] = True
    while after + 1 < len(words) and words[after] in _HYPHENS:
        found[after] = found[after + 1] = True
        after += 2
