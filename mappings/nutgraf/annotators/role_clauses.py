"""Roles that a clause states: “X is the chair of Y”, “X, who heads Y”, “appointed X director of Y”."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nutgraf.annotators.role_sides import apposed
from nutgraf.language.complements import describe
from nutgraf.language.descriptions import Description
from nutgraf.language.titles import is_boundary
from nutgraf.language.verbs import CLAUSE_VERBS
from nutgraf.model import EntityKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.annotators.role_sides import Beside

_ADVERBS = frozenset(
    "now also currently still already formerly once previously then recently".split()
)
_NOW = frozenset("is are become becomes became remains".split())
_WILL = frozenset(("will", "would"))
_SUCCEEDS = frozenset("succeed succeeds succeeded replace replaces replaced".split())
_WHOM = frozenset(("him", "her", "them"))
_PAST = frozenset(("was", "were"))
_IS = _NOW | _PAST
_CHOSEN = frozenset(
    """
    appointed named elected re-elected reappointed made chosen promoted installed confirmed hired
    """.split()
)
_HELPS = frozenset(("has", "have", "had", "will", "on"))
_CHOOSES = _CHOSEN | frozenset("appoints names elects hires makes".split())
_AS = {
    ("serves",): False,
    ("acts",): False,
    ("works",): False,
    ("doubles",): False,
    ("continues",): False,
    ("took", "over"): False,
    ("takes", "over"): False,
    ("served",): True,
    ("acted",): True,
    ("worked",): True,
    ("retired",): True,
    ("resigned",): True,
}
"""Verbs before “as” and a title, and whether that is over."""

_HEADS = frozenset(
    """
    heads leads runs chairs co-chairs directs owns founded co-founded cofounded manages edits coaches captains
    advises oversees represents presides belongs speaks operates commands supervises administers helms
    """.split()
)
"""Verbs whose object is where somebody belongs."""

_LED = frozenset("headed led run chaired directed managed edited coached captained".split())
"""“X has chaired Y since …”."""

_WORKS = frozenset(
    """
    teaches works studies lectures plays practises practices covers imports trades trains sits sings
    serves coaches reads interns volunteers
    """.split()
)
"""Verbs that tell where by a preposition."""

_NONE = frozenset("no none neither not never nothing".split())
_SITS = frozenset(("sits", "serves"))
_AT = frozenset("at for with within over to of".split())
_ARTICLES = frozenset(("a", "an", "the", "think"))
_LONGEST = 30  # items of a clause that are looked at
_OBJECT = 9  # items between a verb and the organization
_ASIDE = 14  # items between the commas behind a name


def stated(beside: Beside, clauses: Sequence[int]) -> Iterator[Description]:
    """“X is a lawyer at Y”, “X, who was named chair of Y”, “appointed X as director of Y”."""
    if beside.word(beside.index - 1) in _CHOOSES and (chosen := _chosen(beside)):
        yield chosen
    for place in clauses:
        if found := _predicate(beside, place):
            yield found


def _chosen(beside: Beside) -> Description | None:
    """“Y has named X director”, “Y hired X away from Z as director”: what Y made of X."""
    found = _office(beside, beside.index + 1, determined=True)
    if found is None:
        for place in range(beside.index + 1, min(beside.index + _ASIDE, len(beside.items))):
            word = beside.word(place)
            if word == "as":
                found = _office(beside, place + 1, bare=True)
                break
            if word in _NOW or word in _PAST or word in ("who", "that", "which", "and"):
                break
    if found is None or found.organization or found.place or found.refers:
        return found
    verb = _subject_end(beside)
    if beside.word(verb) == "it":
        return replace(found, start=verb, refers="its")
    by = beside.items[0].names(EntityKind.ORGANIZATION)
    opens = by or (beside.word(0) == "the" and beside.items[1].names(EntityKind.ORGANIZATION))
    apart = any(beside.is_person(place) for place in range(verb))
    return replace(found, organization=opens) if opens and not apart else found


def _subject_end(beside: Beside) -> int:
    """The last item before a verb of choosing and what helps it."""
    place = beside.index - 2
    while place > 0 and (beside.word(place) in _HELPS or beside.word(place) in _ADVERBS):
        place -= 1
    return max(place, 0)


def places(beside: Beside, clauses: Sequence[int]) -> Iterator[Description]:
    """“X, who heads Y”, “X, who now teaches at Y”: where somebody belongs without a title."""
    if beside.word(beside.index + 1) == "has" and _relative(beside) is None:
        clauses = [beside.index + 1]  # “X has chaired Y since …, she said”
    for place in clauses:
        led = beside.word(place) == "has" and beside.word(place + 1) in _LED
        verb = beside.word(place)
        if led or verb in _HEADS or verb in _WORKS:
            found = _Object(beside, place + led, linked=led or verb in _HEADS).read()
            if found:
                yield found


def _relative(beside: Beside) -> int | None:
    """Where “who” stands that means the name: right behind it, or behind its apposition."""
    start = apposed(beside)
    if start is None:
        of = beside.index + 1
        if beside.word(of) == "of" and beside.word(of + 2) == "," and beside.word(of + 3) == "who":
            return of + 3  # “Bishop X of Y, who …”
        return beside.index + 1 if beside.word(beside.index + 1) == "who" else None
    if beside.word(start) == "who":
        return start
    if beside.word(start) in _ARTICLES and beside.word(start + 2) == "who":
        return start + 2  # “X, the Dane who …”
    for found in beside.behind:
        for place in (found.stop, found.stop + 1):
            if beside.word(place) == "who":
                return place
    return None


def clauses_of(beside: Beside) -> Iterator[int]:
    """Where the verbs of the clauses about the name begin."""
    start = _relative(beside)
    if start is None:
        verb = _main_verb(beside)
        # “X is the chair of Y, Z said”: what somebody says is a claim.
        if verb is not None and not any(item.text in CLAUSE_VERBS for item in beside.line.items):
            yield verb
            for place in range(verb + 1, min(verb + _LONGEST, len(beside.items))):
                if beside.word(place) == "and" and beside.word(place + 1) == "now":
                    yield _verb(beside, place + 1)  # “X resigned and now works for Y”
        return
    yield _verb(beside, start + 1)
    for place in range(start + 2, min(start + _LONGEST, len(beside.line.items))):
        if beside.word(place) in (",", "who", "which") or not _is_plain(beside, place):
            return
        if beside.word(place) == "and":
            yield _verb(beside, place + 1)
        if beside.word(place) == "become" and beside.word(place - 1) in ("to", "will"):
            yield place  # “X, who left to become head of Y”


def _main_verb(beside: Beside) -> int | None:
    """Where the verb stands whose subject is the name, behind an age or an apposition."""
    aside = apposed(beside)
    if aside is None:
        return _verb(beside, beside.index + 1)
    if beside.word(aside) in _IS:
        return _verb(beside, aside)  # “X, 52, is …”
    for place in range(aside, min(aside + _ASIDE, len(beside.line.items))):
        if beside.is_person(place):
            return None
        if beside.word(place) == ",":
            return _verb(beside, place + 1)
    return None


def _is_plain(beside: Beside, place: int) -> bool:
    item = beside.line.items[place]
    return item.mention is not None or item.text[0].isalnum() or item.owns or item.text in "-%$£€/"


def _verb(beside: Beside, place: int) -> int:
    while beside.word(place) in _ADVERBS:
        place += 1
    return place


def _predicate(beside: Beside, place: int) -> Description | None:
    verb = beside.word(place)
    if verb in _NOW or verb in _PAST:
        return _copula(beside, _verb(beside, place + 1), former=verb in _PAST)
    if verb in ("has", "have"):
        after = _verb(beside, place + 1)
        if beside.word(after) not in ("been", "become"):
            return None
        return _copula(beside, _verb(beside, after + 1), former=False)
    if verb in _WILL:
        place, verb = place + 1, beside.word(place + 1)
    if verb in _SUCCEEDS and (beside.is_person(place + 1) or beside.word(place + 1) in _WHOM):
        return _office(beside, place + 3, bare=True) if beside.word(place + 2) == "as" else None
    for length in (1, 2):
        words = tuple(beside.word(place + step) for step in range(length))
        if words in _AS and beside.word(place + length) == "as":
            return _office(beside, place + length + 1, former=_AS[words])
    return None


def _copula(beside: Beside, place: int, *, former: bool) -> Description | None:
    """What follows “is”, “was” or “has been”: a title, or “named” and a title."""
    if beside.word(place) == "been":
        place = _verb(beside, place + 1)
    if beside.word(place) in _CHOSEN:
        return _office(beside, place + 1)
    determined = beside.word(place) in ("a", "an", "the", "its", "one")
    return _office(beside, place, determined=determined, former=former)


def _office(
    beside: Beside,
    place: int,
    *,
    determined: bool = False,
    former: bool = False,
    bare: bool = False,
) -> Description | None:
    """The title that a verb gives; without a determiner only if it tells where."""
    if beside.word(place) == "as":
        place += 1
    items = beside.line.items
    found = describe(beside.line, place, len(items), strict=True)
    if found is None or not (
        determined or bare or found.organization or found.place or found.refers
    ):
        return None
    if found.stop < len(items) and items[found.stop].mention:
        return None
    return replace(found, former=True) if former else found


@dataclass(slots=True)
class _Object:
    """Reads what a verb leads to: an organization, or the noun that refers to one."""

    beside: Beside
    verb: int
    linked: bool
    refers: str = ""
    noun: int = -1
    """Where the noun stands that “the” determines, if it does."""

    def read(self) -> Description | None:
        """The object, without a title."""
        items = self.beside.line.items
        direct = ""
        place = self.verb + 1
        for place in range(self.verb + 1, min(self.verb + _OBJECT + 1, len(items))):
            item = items[place]
            if organization := item.names(EntityKind.ORGANIZATION):
                return self.found(place + 1, organization=organization) if self.linked else None
            if item.text in _NONE:
                return None  # “X, who sits on none of its boards”
            if item.text == "there":
                return self.found(place + 1, refers="its")
            sits = item.text == "on" and self.beside.word(self.verb) in _SITS
            if item.names(EntityKind.PERSON) or (self.ends(place) and not sits):
                break
            if item.text in _AT or sits:
                direct = direct or self.named(place)
                self.noun, self.linked = -1, True
            self.take(place)
        else:
            place += 1
        refers = self.refers or self.named(place) or direct
        return self.found(place, refers=refers) if refers and self.linked else None

    def found(self, stop: int, **where: object) -> Description:
        return Description(start=self.verb, stop=stop, **where)  # type: ignore[arg-type]  # its fields

    def take(self, place: int) -> None:
        """Notes a determiner or an owner."""
        item = self.beside.line.items[place]
        word = item.text.casefold()
        if item.owns:
            self.refers = self.named(place)
        elif word == "its":
            self.refers = word
        elif word == "the" and self.linked and not self.refers:
            self.noun = place + 1

    def named(self, stop: int) -> str:
        """The noun of “the bank”, if it stands alone before a place."""
        return self.beside.word(self.noun) if self.noun == stop - 1 else ""

    def ends(self, place: int) -> bool:
        """Whether the object ends before an item."""
        item = self.beside.line.items[place]
        if item.mention or item.owns or item.text in _AT or item.text in _ARTICLES:
            return False
        if item.text.casefold() == "its" or item.text == "-":
            return False
        return not item.is_word or is_boundary(item.text)
