"""Whom a description means: “the minister”, “the company”, “the 41-year-old”, “its chairman”.

A description means the one person or organization that the article has called so.  Where two fit,
where it is one of many, or where its own words say more than the article did, it stays a description.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property, partial
from itertools import islice
from typing import TYPE_CHECKING

from nutgraf.language.lists import adjectives, agencies
from nutgraf.language.occupations import is_head
from nutgraf.language.places import BY_PLACE, Places
from nutgraf.linkers.epithets import PREPOSITION, Epithet, ages, epithets
from nutgraf.linkers.genders import noun_gender
from nutgraf.linkers.introductions import Introductions, is_human
from nutgraf.model import EntityKind, MentionForm, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from nutgraf.language.tokens import Reading
    from nutgraf.linkers.subjects import Body
    from nutgraf.model import Mention, Role

_DEFINITE = re.compile(
    r"(?:(?P<owner>[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|.{1,60}?[’']s?)|[Tt]he)\s++(?P<words>.+)"
)
_THE = re.compile(r"[Tt]he\s")
_INDEFINITE = re.compile(r"[Aa]n?\s++(?P<words>.+)")
_BARE = re.compile(r"(?:.{1,60}?[’']s?\s++)?(?P<words>[\w-]+(?:\s[\w-]+){0,4})")
"""How a headline describes: “Minister”, “Harbour pilot”."""
_FORMER = re.compile(r"(?:ex-|former\b|then\b)", re.IGNORECASE)
_GOES_ON = re.compile(r"([\w-]+)\s+(?:\w+ing|who|whose|that|which)\b")
_SAYS_NO_MORE = re.compile(r"[\w-]+-(?:based|listed|born|headquartered)")
"""A word that tells where somebody is from and makes nobody else of a noun."""
_AGED = re.compile(r"\b[Tt]he\s+(\d{1,3})-year-old(?:\s+[\w-]+)?")
_NUMBER = 8  # code points that “the 41-” takes
_CONTRASTS = frozenset("deputy vice assistant former shadow prime junior ex- co- acting".split())
"""Words that make somebody else of a title: the deputy minister is not the minister."""
_OF_A_COUNTRY = frozenset(
    """
    minister president vice-president premier chancellor leader secretary governor ambassador envoy consul
    king queen prince princess emperor sultan emir chief general commander senator lawmaker deputy
    negotiator delegate official spokesman spokeswoman spokesperson attaché
    """.split()
)
"""Whom each country has: a nationality tells which of them is meant."""
_ONE = frozenset(("and", "or", "other", "others"))
"""Words that make more than one of a description, or another one."""
_WORD = re.compile(r"[\w-]+")
_SMALL = frozenset("the a an of for at in on and its his her their".split())
_OTHER_NAMES = {
    "company": frozenset(
        "company firm manufacturer maker carmaker shipbuilder developer miner brewer retailer insurer airline bank lender operator producer supplier builder contractor startup start-up chain carrier chipmaker drugmaker steelmaker distributor publisher broadcaster utility exporter importer brewery pollster".split()
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
    front movement coalition alliance network campaign collective centre center
    times post herald news tribune gazette star journal chronicle guardian telegraph observer daily radio tv
    """.split()
)
"""What a company is not called in its name."""
_COMPANY = frozenset(("company", "firm"))
_ORGANIZATIONS = _PUBLIC.union(_OTHER_NAMES, *_OTHER_NAMES.values()) - {
    "judge",
    "justice",
    "magistrate",
}
"""Nouns for organizations: one that is called by another of them is something else."""
_MOST = 200  # things called the same that a description is held against
_LEAD = 2  # paragraphs in which a description may come before the name
_REACH = 2  # paragraphs that a description goes back to whom it fits and nobody has called so
_BEFORE = 1500  # code points in which somebody else of that description may have come up


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a description asks for: its noun, the words that narrow it, and whose it is."""

    head: str
    words: frozenset[str]
    owners: frozenset[str]
    definite: bool
    opening: bool
    """It stands in the headline or the lead, which describe first and name later."""

    def fits(self, epithet: Epithet, kinds: Mapping[str, EntityKind], *, later: bool) -> bool:
        """Whether an article that calls somebody so can mean them, be they named before or later."""
        if (epithet.words - self.words) & _CONTRASTS or epithet.entity in self.owners:
            return False
        if not (self.definite or later):
            return False
        if self.owners and epithet.owner in self.owners:
            return True
        if not self.owners and self.words <= epithet.words:
            return True
        return (
            self.opening
            and later
            and (self.words <= epithet.words or epithet.words <= self.words | {self.head})
            and (
                not self.owners
                or epithet.owner is None
                or all(kinds.get(owner) != kinds.get(epithet.owner) for owner in self.owners)
            )
        )


class Descriptions:
    """What one article calls its people and organizations, and whom it means by “the …”."""

    def __init__(
        self,
        reading: Reading,
        mentions: Sequence[Mention],
        roles: Sequence[Role],
        body: Body,
        genders: Mapping[str, str],
        speaking: Collection[Span],
    ) -> None:
        self._text, self._body, self._genders = reading.text, body, genders
        spoken = body.spoken
        self._named = [
            each
            for each in sorted(mentions, key=BY_PLACE)
            if each.entity and each.form is MentionForm.NAME and not spoken.overlap(each.span)
        ]
        self._starts = [each.span.start for each in self._named]
        self._first = {each.entity: each.span.start for each in reversed(self._named)}
        self._kinds = {each.entity or "": each.kind for each in self._named}
        self._by_head: defaultdict[str, dict[object, Epithet]] = defaultdict(dict)
        self._heads: defaultdict[str, set[str]] = defaultdict(set)
        stated: list[Span] = []
        for epithet in epithets(reading, mentions, roles, spoken):
            same = (epithet.entity, epithet.words, epithet.owner)
            self._by_head[epithet.head].setdefault(same, epithet)
            self._heads[epithet.entity].add(epithet.head)
            stated.append(epithet.span)
        self._stated = Places(stated)
        self._introduced_by = partial(
            Introductions, self._text, body, self._named, self._heads, genders, speaking
        )
        self._ages = partial(ages, reading, mentions)
        self._nouns: dict[str, int] = {}

    @cached_property
    def _introductions(self) -> Introductions:
        """The names that come right behind a description."""
        return self._introduced_by()

    @cached_property
    def _aged(self) -> defaultdict[str, dict[str, Span]]:
        """Who is of each age, and the words that say so."""
        found: defaultdict[str, dict[str, Span]] = defaultdict(dict)
        for age, entity, span in self._ages():
            found[age].setdefault(entity, span)
        return found

    def meant(self, span: Span, *, speaks: bool = True) -> tuple[str, Span] | None:
        """The one that a description means, and the words that call it so.

        Who `speaks` can also be the only one nearby whom the article has called nothing.
        """
        aged = _AGED.search(self._text, max(0, span.start - _NUMBER), span.end)
        if aged and aged.end() == span.end:
            return _only(self._aged[aged.group(1)].items())
        wanted = self._wanted(span)
        if wanted is None:
            return None
        found: dict[str, Epithet] = {}
        for noun in sorted(_OTHER_NAMES.get(wanted.head, frozenset((wanted.head,)))):
            if len(self._by_head[noun]) > _MOST:
                return None
            for each in self._by_head[noun].values():
                later = self._first.get(each.entity, span.start) > span.start
                if wanted.fits(each, self._kinds, later=later):
                    found.setdefault(each.entity, each)
        known = self._known(span, wanted, found)
        if known:
            meant = _only((entity, each.span) for entity, each in known.items()) or self._nearest(
                span.start,
                lambda entity: (
                    entity in known or (wanted.head in _COMPANY and self._is_company(entity))
                ),
            )
            if meant and self._somebody_else(wanted.head, span, meant[0]):
                return None
            return meant
        if not speaks:
            return None
        return self._introductions.of(span, wanted.head) or self._uncalled(span, wanted)

    def _wanted(self, span: Span) -> _Wanted | None:
        """What a description asks for, if it can mean one that the article names."""
        core, *tail = PREPOSITION.split(_without_clause(span.of(self._text)))
        definite = _DEFINITE.fullmatch(core)
        lead = self._body.lead
        told = definite or _INDEFINITE.fullmatch(core)
        if told is None and span.start < lead.start and not _FORMER.match(core):
            told = _BARE.fullmatch(core)
        if told is None:
            return None
        *modifiers, head = told.group("words").casefold().split()
        if not _ONE.isdisjoint(modifiers):
            return None
        anywhere = is_human(head) and head not in _OF_A_COUNTRY
        return _Wanted(
            head=head,
            words=frozenset(
                word
                for word in (*modifiers, *" ".join(tail).casefold().split())
                if not (_SAYS_NO_MORE.fullmatch(word) or (anywhere and word in _peoples()))
            )
            - _SMALL,
            owners=frozenset(
                each.entity or ""
                for each in self._within(span)
                if not self._text.startswith("-", each.span.end)
            ),
            definite=definite is not None,
            opening=span.start < lead.end,
        )

    def _known(self, span: Span, wanted: _Wanted, found: dict[str, Epithet]) -> dict[str, Epithet]:
        """Those of all that fit whom a reader knows by then, or gets to know in a moment."""
        first = {entity: self._first.get(entity, span.start) for entity in found}
        before = {entity: each for entity, each in found.items() if first[entity] < span.start}
        if before:
            return before
        if self._body.paragraph(span.start) > _LEAD:
            organizations = all(self._kinds.get(e) is EntityKind.ORGANIZATION for e in found)
            return found if len(found) == 1 and organizations else {}
        if not wanted.opening:
            return found
        near = {
            entity: each
            for entity, each in found.items()
            if self._body.paragraph(first[entity]) <= _LEAD
        }
        return near if span.start >= self._body.lead.start else near or found

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

    def _uncalled(self, span: Span, wanted: _Wanted) -> tuple[str, Span] | None:
        """The only one nearby that can be what nobody has been called: “the company”, “the economist”."""
        if wanted.words or wanted.owners or not _THE.match(self._text, span.start):
            return None
        if wanted.head in _COMPANY:
            return self._nearest(span.start, self._is_company)
        gender = noun_gender(wanted.head)
        if self._came_up(wanted.head, span.start):
            return None
        if wanted.head in _OTHER_NAMES["company"] or wanted.head == "agency":
            return self._nearest(
                span.start,
                lambda entity: (
                    self._is_company(entity) and not self._heads[entity] & _ORGANIZATIONS
                ),
            )
        if wanted.head in _ORGANIZATIONS or not is_human(wanted.head):
            return None

        def fits(entity: str) -> bool:
            return (
                self._kinds[entity] is EntityKind.PERSON
                and not any(is_head(head) for head in self._heads[entity])
                and gender in (None, self._genders.get(entity, gender))
            )

        sentence = self._body.sentence(span.start)
        begin = sentence.span.start if sentence else span.start
        if any(fits(each.entity or "") for each in self._within(Span(begin, span.start))):
            return None  # “She met X, the baker said”: that is not what X is
        return self._nearest(begin, fits)

    def _came_up(self, noun: str, before: int) -> bool:
        """Whether the article has used a noun before, of whomever."""
        if not self._nouns:
            for word in _WORD.finditer(self._text):
                self._nouns.setdefault(word.group().casefold(), word.start())
        return any(self._nouns.get(form, before) < before for form in (noun, f"{noun}s"))

    def _is_company(self, entity: str) -> bool:
        name = self._named[bisect_left(self._starts, self._first[entity])].span.of(self._text)
        return (
            self._kinds[entity] is EntityKind.ORGANIZATION
            and not self._heads[entity] & _PUBLIC
            and name.casefold() not in agencies()
            and " for " not in name
        )

    def _nearest(self, start: int, fits: Callable[[str], bool]) -> tuple[str, Span] | None:
        """The only one that fits in this paragraph so far, or in the last one in which one does."""
        place = self._body.paragraph(start)
        found: dict[str, Span] = {}
        here = place
        before = bisect_left(self._starts, start)
        for mention in reversed(self._named[max(0, before - _MOST) : before]):
            number = self._body.paragraph(mention.span.start)
            if place - number > _REACH or (found and number != here):
                break
            if self._body.sentence(mention.span.start) and fits(mention.entity or ""):
                here = number
                found.setdefault(mention.entity or "", mention.span)
        return _only(found.items())


@cache
def _peoples() -> frozenset[str]:
    """“norwegian”: where somebody is from makes nobody else of a biologist, but of a minister."""
    return frozenset(each.casefold() for each in adjectives())


def _without_clause(words: str) -> str:
    """A description without the clause that goes on about it: “the judge leading the trial”."""
    return next(
        (
            words[: clause.end(1)]
            for clause in _GOES_ON.finditer(words)
            if is_human(clause.group(1))
        ),
        words,
    )


def _only(found: Iterable[tuple[str, Span]]) -> tuple[str, Span] | None:
    """The one of one."""
    first = [*islice(found, 2)]
    return first[0] if len(first) == 1 else None
