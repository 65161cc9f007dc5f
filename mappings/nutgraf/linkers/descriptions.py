"""Whom a description means: “the minister”, “the company”, “the 41-year-old”, “its chairman”.

A description means the one person or organization that the article has called so.  Where two fit,
where it is one of many, or where its own words say more than the article did, it stays a description.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from nutgraf.language.lists import agencies
from nutgraf.language.places import BY_PLACE, Places
from nutgraf.linkers.epithets import PREPOSITION, Epithet, ages, epithets
from nutgraf.model import EntityKind, MentionForm, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nutgraf.language.tokens import Reading
    from nutgraf.linkers.subjects import Body
    from nutgraf.model import Mention, Role

_DEFINITE = re.compile(
    r"(?:(?P<owner>[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|.{1,60}?[’']s?)|[Tt]he)\s++(?P<words>.+)"
)
_AGED = re.compile(r"\b[Tt]he\s+(\d{1,3})-year-old(?:\s+[\w-]+)?")
_NUMBER = 8  # code points that “the 41-” takes
_CONTRASTS = frozenset("deputy vice assistant former shadow prime junior ex- co- acting".split())
"""Words that make somebody else of a title: the deputy minister is not the minister."""
_SMALL = frozenset("the a an of for at in on and its his her their".split())
_OTHER_NAMES = {
    "company": frozenset(
        "company firm manufacturer maker carmaker shipbuilder developer miner brewer retailer insurer airline bank lender operator producer supplier builder contractor startup start-up chain carrier chipmaker drugmaker steelmaker distributor publisher broadcaster utility exporter importer brewery".split()
    ),
    "judge": frozenset(("judge", "justice", "magistrate")),
    "bank": frozenset(("bank", "lender")),
    "lender": frozenset(("lender", "bank")),
    "carrier": frozenset(("carrier", "airline")),
    "regulator": frozenset(("regulator", "authority", "watchdog", "commission")),
    "watchdog": frozenset(("regulator", "authority", "watchdog", "commission")),
    "authority": frozenset(("authority", "regulator")),
    "team": frozenset(("team", "club")),
    "union": frozenset(("union", "guild")),
    "newspaper": frozenset(("newspaper", "daily", "paper")),
    "paper": frozenset(("newspaper", "daily", "paper")),
}
"""The nouns that one noun may take up again."""
_OTHER_NAMES["firm"] = _OTHER_NAMES["company"]
_PUBLIC = frozenset(
    """
    group ministry department agency authority commission committee council court university college school hospital
    union guild party church police government parliament senate congress assembly office bureau institute
    federation association society league club museum theatre theater foundation charity trust tribunal board
    army navy force service embassy bank airline nations organization organisation house cabinet treasury
    times post herald news tribune gazette star journal chronicle guardian telegraph observer daily radio tv
    """.split()
)
"""What a company is not called in its name."""
_COMPANY = frozenset(("company", "firm"))
_MOST = 200  # things called the same that a description is held against
_LEAD = 2  # paragraphs in which a description may come before the name
_BEFORE = 1500  # code points in which somebody else of that description may have come up


class Descriptions:
    """What one article calls its people and organizations, and whom it means by “the …”."""

    def __init__(
        self,
        reading: Reading,
        mentions: Sequence[Mention],
        roles: Sequence[Role],
        spoken: Places,
        body: Body,
    ) -> None:
        self._text, self._body = reading.text, body
        self._named = [
            each
            for each in sorted(mentions, key=BY_PLACE)
            if each.entity and each.form is MentionForm.NAME and not spoken.overlap(each.span)
        ]
        self._starts = [each.span.start for each in self._named]
        self._first = {each.entity: each.span.start for each in reversed(self._named)}
        self._by_head: defaultdict[str, dict[object, Epithet]] = defaultdict(dict)
        self._heads: defaultdict[str, set[str]] = defaultdict(set)
        stated: list[Span] = []
        for epithet in epithets(reading, mentions, roles, spoken):
            same = (epithet.entity, epithet.words, epithet.owner)
            self._by_head[epithet.head].setdefault(same, epithet)
            self._heads[epithet.entity].add(epithet.head)
            stated.append(epithet.span)
        self._stated = Places(stated)
        self._companies = {
            entity: mention.span
            for mention in reversed(self._named)
            if mention.kind is EntityKind.ORGANIZATION
            and (entity := mention.entity or "")
            and not self._heads[entity] & _PUBLIC
            and mention.span.of(self._text).casefold() not in agencies()
        }
        self._aged: defaultdict[str, dict[str, Span]] = defaultdict(dict)
        for age, entity, span in ages(reading, mentions):
            self._aged[age].setdefault(entity, span)

    def meant(self, span: Span) -> tuple[str, Span] | None:
        """The one that a description means, and the words that call it so."""
        aged = _AGED.search(self._text, max(0, span.start - _NUMBER), span.end)
        if aged and aged.end() == span.end:
            return _only(self._aged[aged.group(1)].items())
        definite = _DEFINITE.fullmatch(span.of(self._text))
        if not definite:
            return None
        core, *tail = PREPOSITION.split(definite.group("words"))
        *modifiers, head = core.casefold().split()
        wanted = frozenset((*modifiers, *" ".join(tail).casefold().split())) - _SMALL
        owners = {each.entity for each in self._within(span)}
        found: dict[str, Epithet] = {}
        for noun in sorted(_OTHER_NAMES.get(head, frozenset((head,)))):
            if len(self._by_head[noun]) > _MOST:
                return None
            for each in self._by_head[noun].values():
                owned = bool(owners) and each.owner in owners
                if (owned or (wanted <= each.words and not owners)) and not (
                    (each.words - wanted) & _CONTRASTS
                ):
                    found.setdefault(each.entity, each)
        before = {
            e: each for e, each in found.items() if self._first.get(e, span.start) < span.start
        }
        if not before and self._body.paragraph(span.start) <= _LEAD:
            before = found
        if before:
            meant = _only((entity, each.span) for entity, each in before.items())
            if meant and self._somebody_else(head, span, meant[0]):
                return None
            return meant
        return self._company(span) if head in _COMPANY and not wanted | owners else None

    def _within(self, span: Span) -> list[Mention]:
        """The names in the words of a description: “the minister of X”, “Y’s governor”."""
        first, last = (bisect_left(self._starts, place) for place in (span.start, span.end))
        return self._named[first:last]

    def _somebody_else(self, head: str, span: Span, entity: str) -> bool:
        """Whether one without a name was called so since: “an economist who asked not to be named”."""
        other = re.compile(
            rf"\b(?:[Aa]n?|[Aa]nother|[Oo]ne|[Tt]wo|[Oo]ther)\s+(?:[\w-]+\s+){{0,3}}?{re.escape(head)}s?\b"
        )
        begin = max(0, span.start - _BEFORE)
        for mention in reversed(self._within(Span(begin, span.start))):
            if mention.entity == entity:
                begin = mention.span.end
                break
        return any(
            not self._stated.overlap(Span(*match.span()))
            for match in other.finditer(self._text, begin, span.start)
        )

    def _company(self, span: Span) -> tuple[str, Span] | None:
        """The only organization so far that can be a company."""
        return _only(each for each in self._companies.items() if each[1].start < span.start)


def _only(found: Iterable[tuple[str, Span]]) -> tuple[str, Span] | None:
    """The one of one."""
    first = [*islice(found, 2)]
    return first[0] if len(first) == 1 else None
