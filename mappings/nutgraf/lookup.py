"""The things of a dataset by what people call them: a relative IRI, a name, the end of an IRI."""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

from nutgraf.graph import IRI, SCHEMA
from nutgraf.iris import slug
from nutgraf.writers.results import cut, safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from nutgraf.graph import Triple

NEAREST = 5
"""So many things are suggested for one that is not there."""

NAMES = tuple(SCHEMA[name] for name in ("name", "alternateName", "headline"))
_LONGEST = 60  # columns of a name


class Things:
    """The things that some facts are about; the facts are read when they are first needed.

    >>> from nutgraf.graph import Literal, Triple
    >>> jane = IRI("https://news.example/people/jane-doe")
    >>> facts = [Triple(jane, SCHEMA["name"], Literal("Jane Doe"))]
    >>> things = Things(lambda: facts, "https://news.example/")
    >>> things.find("people/jane-doe") == things.find("Jane Doe") == things.find("jane-doe")
    True
    >>> things.nearest("people/jane-do")
    [IRI('https://news.example/people/jane-doe')]
    """

    def __init__(self, facts: Callable[[], Iterable[Triple]], base: str) -> None:
        self._facts = facts
        self._base = base

    @cached_property
    def _names(self) -> dict[IRI, dict[str, None]]:
        """Every thing with its names, in the order of the facts."""
        names: dict[IRI, dict[str, None]] = {}
        for subject, predicate, term in self._facts():
            known = names.setdefault(subject, {})
            if predicate in NAMES and not isinstance(term, IRI):
                known[term.value] = None
        return names

    def __contains__(self, thing: object) -> bool:
        return thing in self._names

    def find(self, words: str, *, named: bool = True) -> list[IRI]:
        """All that these words can mean, by the first way to read them that means anything.

        They are an IRI relative to the base, a name (unless `named` is false), a name in other
        letters, or what stands after a `/` or `#` of an IRI.
        """
        relative = IRI(self._base + words)
        if relative in self._names:
            return [relative]
        ways: list[Callable[[IRI], bool]] = []
        if named:
            folded = slug(words)
            ways += [
                lambda thing: words in self._names[thing],
                lambda thing: folded in map(slug, self._names[thing]),
            ]
        end = words.lstrip("/#")
        ways.append(lambda thing: bool(end) and thing.endswith((f"/{end}", f"#{end}")))
        found = ([thing for thing in self._names if way(thing)] for way in ways)
        return sorted(next(filter(None, found), []))

    def nearest(self, words: str) -> list[IRI]:
        """Up to five things whose names or IRIs end much like this; the most alike first."""
        spelled: dict[str, list[IRI]] = defaultdict(list)
        for thing, names in self._names.items():
            for name in (_end(thing), *names):
                spelled[slug(name)].append(thing)
        wanted = slug(_end(words))
        close = get_close_matches(wanted, spelled, NEAREST, cutoff=0.6)
        around = sorted((key for key in spelled if wanted in key), key=lambda key: (len(key), key))
        found = dict.fromkeys(thing for key in (*close, *around) for thing in spelled[key])
        return list(found)[:NEAREST]

    def told(self, things: Iterable[IRI]) -> str:
        """A line a thing: its IRI and what it is called."""
        lines = []
        for thing in things:
            name = next(iter(self._names.get(thing, ())), "")
            lines.append(f"\n  {safe(thing)}  {cut(name, _LONGEST)}".rstrip(" "))
        return "".join(lines)


def _end(name: str) -> str:
    """What stands after the last `/` or `#`."""
    return name.rstrip("/#").replace("#", "/").rpartition("/")[2]
