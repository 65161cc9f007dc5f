"""Word pieces of an uncased BERT vocabulary.

The greedy longest-match-first algorithm of [BERT](https://arxiv.org/abs/1810.04805), with its basic
tokenizer's clean-up, lower-casing and accent stripping; a test proves it equal to the reference
implementation over words of every script.
"""

from __future__ import annotations

import json
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

CLS, SEP, UNKNOWN = 101, 102, 100
_LONGEST_WORD = 100  # code points


class WordPiece:
    """Turns a word into ids of word pieces, `UNKNOWN` where the vocabulary has none.

    >>> WordPiece({"un": 5, "##aff": 6, "##able": 7}).encode("Unaffable")
    (5, 6, 7)
    """

    def __init__(self, vocabulary: dict[str, int]) -> None:
        self._vocabulary = vocabulary
        self.encode = lru_cache(maxsize=65536)(self._encode)

    @classmethod
    def load(cls, path: Traversable) -> WordPiece:
        """The tokenizer of a `tokenizer.json` file."""
        return cls(json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"])

    def _encode(self, word: str) -> tuple[int, ...]:
        ids: list[int] = []
        for part in _basic(word):
            ids.extend(self._pieces(part))
        return tuple(ids) or (UNKNOWN,)

    def _pieces(self, word: str) -> list[int]:
        if len(word) > _LONGEST_WORD:
            return [UNKNOWN]
        ids: list[int] = []
        start = 0
        while start < len(word):
            end = len(word)
            while end > start:
                piece = word[start:end] if start == 0 else "##" + word[start:end]
                found = self._vocabulary.get(piece)
                if found is not None:
                    break
                end -= 1
            else:
                return [UNKNOWN]
            ids.append(found)
            start = end
        return ids


def _basic(text: str) -> list[str]:
    """BERT's basic tokenizer: clean, split off Han characters and marks, lower-case, no accents."""
    spaced = []
    for c in text:
        if c in "\t\n\r" or unicodedata.category(c) == "Zs":
            spaced.append(" ")
        elif c in "\x00\ufffd" or unicodedata.category(c) in ("Cc", "Cf", "Co"):
            continue
        elif _is_han(ord(c)):
            spaced.append(f" {c} ")
        else:
            spaced.append(c)
    decomposed = unicodedata.normalize("NFD", "".join(spaced))
    # Character by character: a final sigma is lower-cased like any other.
    bare = "".join(c.lower() for c in decomposed if unicodedata.category(c) != "Mn")
    return "".join(f" {c} " if _is_mark(c) else c for c in bare).split()


def _is_mark(c: str) -> bool:
    return (c.isascii() and not c.isalnum() and c > " ") or unicodedata.category(c)[0] == "P"


def _is_han(code: int) -> bool:
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0x20000 <= code <= 0x2B81F
        or 0x2B920 <= code <= 0x2CEAF
        or 0xF900 <= code <= 0xFAFF
        or 0x2F800 <= code <= 0x2FA1F
    )
