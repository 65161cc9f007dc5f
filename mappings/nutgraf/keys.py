"""Which articles of a run would get one key, found among millions in few bytes each."""

from __future__ import annotations

from array import array
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

_BUCKETS = 256


class Clash(NamedTuple):
    """The first other place that has the same key, and how many more there are."""

    rival: int
    more: int


class Keys:
    """The keys of all articles, by the places where they are met; 24 bytes each.

    >>> keys = Keys()
    >>> for place, key in enumerate(["rain", "ferry", "rain"]):
    ...     keys.add(key, place)
    >>> keys.clashes()
    {0: Clash(rival=2, more=0), 2: Clash(rival=0, more=0)}
    """

    def __init__(self) -> None:
        self._buckets = [array("Q") for _ in range(_BUCKETS)]

    def add(self, key: str, place: int) -> None:
        """Remember that the article at this place has this key."""
        digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        first, second = int.from_bytes(digest[:8]), int.from_bytes(digest[8:])
        self._buckets[digest[0]].extend((first, second, place))

    def clashes(self) -> dict[int, Clash]:
        """Each place that shares its key with another."""
        found: dict[int, Clash] = {}
        for bucket in self._buckets:
            entries = sorted(zip(bucket[::3], bucket[1::3], bucket[2::3], strict=True))
            for _, group in groupby(entries, key=itemgetter(0, 1)):
                places = [place for _, _, place in group]
                if len(places) > 1:
                    for place in places:
                        rival = places[1] if place == places[0] else places[0]
                        found[place] = Clash(rival, len(places) - 2)
        return found
