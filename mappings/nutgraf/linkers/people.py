"""Which names of an article mean the same person.

News gives a full name once and goes on with a part of it: a surname, or where the family name comes
first or there is none, the first name.  Relatives who share a surname stay apart by their first names
and by “Mr” and “Mrs”.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

from nutgraf.language.forms import is_part_of
from nutgraf.linkers.genders import addressed, beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from nutgraf.model import Mention, Span

_KIN = re.compile(
    r"\b(?:son|daughter|wife|husband|brother|sister|mother|father|partner|widow|widower|cousin|uncle|aunt"
    r"|niece|nephew|grandson|granddaughter|grandmother|grandfather),?\s+$"
)
"""“her son, X”: news goes on calling somebody else by the surname they share."""

_ASIDE = re.compile(r"\b(?:of|with|by|for|like|and|against|from|to)\s+$")
"""“a picture of X”: the surname goes on meaning who had it before."""

_NEAR = 20  # code points before a name in which a word for kin stands
_FAR = 120  # code points behind a name that its apposition may take
_MOST = 20  # places of a name that a part of it is held against

Form = tuple[str, "Mention"]


def people(forms: Sequence[Form], text: str) -> list[list[Form]]:
    """Full names first; then each part of a name goes to the full name it belongs to."""
    home: dict[str, str] = {}
    bearers = _Bearers()
    for form in sorted(
        {form for form, _ in forms if " " in form},
        key=lambda f: (-len(f.split()), _has_initial(f), f),
    ):
        longer = [name for name in bearers.like(form) if _same_person(form, name)]
        home[form] = home[longer[0]] if len(longer) == 1 else form
        bearers.add(form)
    genders: dict[str, str] = {}
    for form, mention in forms:
        if " " in form:
            place = mention.span
            before = text[max(0, place.start - _NEAR) : place.start]
            if not _KIN.search(before):
                bearers.named(form, place, aside=bool(_ASIDE.search(before)))
            told = beside(text, place, max(0, place.start - _NEAR), place.end + _FAR)
            if told:
                genders.setdefault(home[form], told)
    groups: defaultdict[tuple[str, str | None], list[Form]] = defaultdict(list)
    for form, mention in forms:
        if " " in form:
            groups[home[form], ""].append((form, mention))
            continue
        gender = addressed(text, mention.span)
        bearer = bearers.of(form, mention.span, partial(_can_be, gender, genders, home))
        if bearer is None:
            groups[form.casefold(), gender].append((form, mention))
            continue
        if gender:
            genders.setdefault(home[bearer], gender)
        groups[home[bearer], ""].append((form, mention))
    return list(groups.values())


def _can_be(gender: str | None, genders: dict[str, str], home: dict[str, str], name: str) -> bool:
    """Whether “Mr” or “Mrs” before a surname can be said of who bears this name."""
    return gender is None or genders.get(home[name], gender) == gender


def _same_person(short: str, name: str) -> bool:
    """“Ann Lee” is “Ann Mary Lee” and “A. Lee”, and “Lee Ann”; “Mary-Ann Lee Smith” is “Mary-Ann Lee”."""
    few, many = short.split(), name.split()
    if short != name and sorted(few) == sorted(many):
        return True
    if _has_initial(short) and not _has_initial(name) and few[0][0] == many[0][0]:
        return (
            few[1:] == many[1:] or few[1:] == many[1 : len(few)] or few[1:] == many[1 - len(few) :]
        )
    return is_part_of(short, name) and (few[0] == many[0] or few[-1] == many[-1])


def _has_initial(name: str) -> bool:
    """Whether a name begins with an initial: “A. Lee”, “A Lee”."""
    return len(name.split(maxsplit=1)[0].rstrip(".")) == 1


class _Bearers:
    """The full names of an article, and where they stand, by the words that they are made of.

    Each word is kept twice: as any word of a name, and as its last one.
    """

    def __init__(self) -> None:
        self._names: defaultdict[tuple[str, bool], list[str]] = defaultdict(list)
        self._places: defaultdict[tuple[str, bool], list[tuple[Span, str]]] = defaultdict(list)

    @staticmethod
    def _keys(form: str) -> Iterator[tuple[str, bool]]:
        words = form.casefold().split()
        yield from ((word, False) for word in dict.fromkeys(words))
        yield words[-1], True

    def add(self, form: str) -> None:
        """A full name of the article."""
        for key in self._keys(form):
            self._names[key].append(form)

    def named(self, form: str, span: Span, *, aside: bool = False) -> None:
        """The next place at which a full name stands; aside, it takes no word from who has it."""
        for key in self._keys(form):
            if not (aside and self._places[key]):
                self._places[key].append((span, form))

    def like(self, form: str) -> Sequence[str]:
        """The full names that may have all these words, but for an initial."""
        words = form.casefold().split()
        written = [word for word in words if len(word.rstrip(".")) > 1] or words
        return min((self._names[word, False] for word in written), key=len)

    def of(self, form: str, span: Span, can_be: Callable[[str], bool]) -> str | None:
        """Whose name this part is: the last one named before it, a surname before a given name."""
        word = form.casefold()
        key = (word, (word, True) in self._names)
        if key not in self._names:
            return None
        places = self._places[key]
        before = bisect_left(places, span, key=lambda place: place[0])
        last = max(1, before)
        named = [name for _, name in reversed(places[max(0, last - _MOST) : last])]
        return next((name for name in named or self._names[key][:1] if can_be(name)), None)
