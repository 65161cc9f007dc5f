"""Many words as one regular expression."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def either(words: Iterable[str]) -> str:
    """A pattern of one of these words, read letter by letter: one of hundreds is told from none at once.

    Of two words of which one begins the other, the longer is tried first.

    >>> either(["said", "say", "says"])
    'sa(?:id|y(?:s)?)'
    """
    behind: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        behind[word[:1]].append(word[1:])
    may_end = behind.pop("", None) is not None
    ways = [re.escape(letter) + either(rest) for letter, rest in behind.items()]
    if len(ways) == 1 and not may_end:
        return ways[0]
    return f"(?:{'|'.join(ways)}){'?' if may_end else ''}" if ways else ""
