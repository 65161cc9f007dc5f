"""Which organization “its” or “the bank” means: the one that was named before, if only one fits."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from nutgraf.language.lists import agencies
from nutgraf.language.patterns import either
from nutgraf.model import EntityKind, Mention, ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nutgraf.annotators.known import Names
    from nutgraf.language.tokens import Reading

_NOUNS = frozenset(
    """
    academy administration agency airline airport alliance association assembly authority bank
    battalion board bourse brewery broadcaster broker bureau cabinet campaign carmaker carrier
    centre center chamber charity church clinic club coalition college commission committee company
    confederation congress consortium consulate cooperative corporation corps council court
    developer department embassy exchange factory federation festival firm force foundation front fund
    group guild hospital hotel institute institution laboratory league mine ministry mill movement
    museum network newspaper observatory office operator orchestra organization organisation panel
    parliament party plant police project publisher regulator retailer school secretariat senate
    service society squad startup start-up station studio supplier syndicate taskforce team theatre
    theater think-tank tank tribe tribunal trust union university utility vendor watchdog workshop yard
    zoo tournament congregation choir band district legislature reserve maker producer lender insurer builder shipyard estate winery
    """.split()
)
"""What organizations are, in one word."""

_COMPANY = frozenset(
    """
    company firm group business startup start-up maker producer retailer factory airline carrier
    developer operator supplier publisher insurer lender carmaker builder mill yard shipyard miner
    brewer manufacturer
    """.split()
)
"""What a company is called whose name doesn't say what it does."""

_CLUB = re.compile(r"(?:^|\s)(?:FC|AFC|SC|CF|VC|BC|RC)(?:\s|$)")
_FOREIGN = {
    "consorcio": "consortium", "consórcio": "consortium", "musée": "museum", "museo": "museum",
    "museu": "museum", "hôpital": "hospital", "ospedale": "hospital", "krankenhaus": "hospital",
    "universidad": "university", "universidade": "university", "université": "university",
    "università": "university", "universität": "university", "universitas": "university",
    "banco": "bank", "banque": "bank", "banca": "bank", "instituto": "institute",
    "institut": "institute", "istituto": "institute", "federación": "federation",
    "fédération": "federation", "federação": "federation", "federazione": "federation",
    "asociación": "association", "associação": "association", "associazione": "association",
    "sindicato": "union", "syndicat": "union", "partido": "party", "parti": "party",
    "partei": "party", "partito": "party", "ministerio": "ministry", "ministère": "ministry",
    "ministério": "ministry", "conseil": "council", "consejo": "council", "conselho": "council",
    "comité": "committee", "agence": "agency", "agencia": "agency", "agência": "agency",
    "cooperativa": "cooperative", "coopérative": "cooperative", "fundación": "foundation",
    "fundação": "foundation", "fondation": "foundation", "fondazione": "foundation",
    "stiftung": "foundation", "autorité": "authority", "autoridad": "authority",
    "banda": "band", "coro": "choir", "côr": "choir", "chor": "choir", "choeur": "choir",
    "khural": "parliament", "duma": "parliament", "rada": "parliament", "sejm": "parliament",
    "knesset": "parliament", "bundestag": "parliament", "riksdag": "parliament",
    "storting": "parliament", "folketing": "parliament", "althing": "parliament",
    "saeima": "parliament", "seimas": "parliament", "riigikogu": "parliament",
    "majlis": "parliament", "dáil": "parliament", "diet": "parliament", "sabha": "parliament",
    "tribunal": "court", "clube": "club", "comisión": "commission", "comissão": "commission",
}  # fmt: skip
"""What organizations are in some of the languages that news leaves their names in."""
_CORPORATE = re.compile(
    r"(?:^|\s)(?:Inc|Corp|Corporation|Ltd|Limited|LLC|LLP|PLC|plc|Co|Company|AG|SE|SA|S\.A|AB|ASA|AS|Oyj|Oy|GmbH|NV|BV"
    r"|SpA|S\.p\.A|Bhd|Berhad|Tbk|Pty|Holdings?|Group|Industries|Motors|Airways|Airlines|Energy|Technologies"
    r"|Systems|Pharma|Pharmaceuticals|Foods|Stores|Partners|Capital|Securities|Mining|Resources|Steel|Shipbuilding"
    r"|Electric|Semiconductor|Networks|Labs|Software|Builders|Bank|Insurance)\.?$"
)
_ALSO = {
    "organisation": ("organization",),
    "centre": ("center",),
    "theatre": ("theater",),
    "company": ("corporation", "firm", "corp", "co"),
    "firm": ("company", "corporation"),
    "agency": ("administration",),
    "committee": ("panel",),
    "union": ("guild",),
    "force": ("police",),
    "parliament": ("house", "legislature", "chamber"),
    "court": ("bench",),
    "district": ("board",),
    "police": ("force",),
    "newspaper": ("paper",),
    "commune": ("council",),
}
_APPOSED = re.compile(
    r",\s+(?:an?|the)\s+((?:(?!(?:of|that|which|who|whose|and|in|for|to|at)\b)[\w’-]+\s+){0,4}?[a-z][a-z-]+)"
    r"(?=[,.]|\s+(?:of|that|which|whose|and|in|for|set|run|based|owned|behind)\b)"
)
_LAST_WORD = re.compile(r"([a-z][a-z-]*),?\s+\Z")


class Antecedents:
    """The organizations of an article, by the nouns that stand for them."""

    def __init__(self, reading: Reading, names: Names) -> None:
        self._reading = reading
        self._names = names
        self._starts = [sentence.span.start for sentence in reading.sentences]

    @cached_property
    def _by_noun(self) -> dict[str, _Named]:
        """The organizations that each noun can mean, in order."""
        text = self._reading.text
        organizations = [
            mention
            for mention in self._names.named(EntityKind.ORGANIZATION)
            if self._is_told_of(mention)
        ]
        nouns: defaultdict[str | None, set[str]] = defaultdict(set)
        for mention in organizations:
            nouns[mention.entity] |= _nouns_of(mention.span.of(text)) | _nouns_beside(text, mention)
        found: defaultdict[str, _Named] = defaultdict(_Named)
        for mention in organizations:
            kinds = nouns[mention.entity]
            for noun in kinds | {other for kind in kinds for other in _ALSO.get(kind, ())}:
                found[noun].add(mention)
            if not kinds - _BUSINESS and not _ACRONYM.fullmatch(mention.span.of(text)):
                found[_BUSINESSES].add(mention)
                if not kinds - _COMPANY:
                    found[_ANY_COMPANY].add(mention)
        return dict(found)

    def _is_told_of(self, mention: Mention) -> bool:
        """Whether an organization is part of the story, not its byline or the agency that tells it."""
        sentence = self._reading.sentence_at(mention.span.start)
        return (
            sentence is not None
            and sentence.paragraph.kind is not ParagraphKind.BYLINE
            and mention.span.of(self._reading.text).casefold() not in agencies()
        )

    def of_noun(self, noun: str, before: int) -> Mention | None:
        """The organization that “the bank” means at a place of the text."""
        named = self._by_noun.get(noun)
        if named is None or not named.before(before):
            return self.of_company(before) if noun in _COMPANY else None
        alone = named.alone_before(before)
        if alone:
            return alone
        for start, end in self._sentences_before(before, _NEAR):
            near = named.within(start, min(end, before))
            if near:
                return _only(near)
        return None

    def of_company(self, before: int) -> Mention | None:
        """The company that is told of at a place: the only one so far, or the story's."""
        named = self._by_noun.get(_ANY_COMPANY)
        alone = named.alone_before(before) if named else None
        if alone:
            return alone
        main = self.main
        return main if main and main.span.end <= before and named and named.has(main) else None

    @cached_property
    def main(self) -> Mention | None:
        """The business that the story is about: named at its beginning, and most often."""
        named = self._by_noun.get(_BUSINESSES)
        if named is None:
            return None
        often = Counter(mention.entity for mention in named).most_common(2)
        count = often[0][1]
        if count < _OFTEN or (len(often) > 1 and often[1][1] * 3 > count * 2):
            return None
        limit = self._starts[min(_BEGINNING, len(self._starts) - 1)]
        first = next(m for m in named if m.entity == often[0][0])
        return first if first.span.start < limit else None

    def _opens(self, start: int, mention: Mention) -> bool:
        """Whether a name is what a sentence begins with."""
        words = self._reading.text[start : mention.span.start].casefold().split()
        if words[:1] in _DEICTIC and words[-1].endswith(",") and len(words) <= _APPOSED_OPENING:
            return True  # “The company in question, Y, said …”
        return not words or (
            len(words) <= _OPENING and words[0] in _OPENERS and not words[-1].endswith("ed")
        )

    def of_pronoun(self, before: int) -> Mention | None:
        """What “its” means at a place of the text: what its sentence, or the one before, is about."""
        for start, end in self._sentences_before(before, _CHAIN):
            near = self._organizations(start, min(end, before))
            if near and self._opens(start, near[0]):
                return near[0]
            told = _SUBJECT.match(self._reading.text, start, min(end, before))
            if told and told.group(1):
                return self.of_noun(told.group(1).casefold(), start)
            if near:
                return _only(near)
            if not told and end < before:
                return None
        return None

    def of_relative(self, before: int) -> Mention | None:
        """What “whose” means: the name right before its comma, or the only one of its sentence."""
        near = self._names.within(max(0, before - _LONGEST_NAME), before)
        if near and near[-1].kind in (EntityKind.ORGANIZATION, EntityKind.PLACE):
            between = self._reading.text[near[-1].span.end : before]
            if _COMMA.fullmatch(between):
                return near[-1]
        [(start, end)] = self._sentences_before(before, 1)
        return _only(self._organizations(start, min(end, before)))

    def of_near(self, before: int) -> Mention | None:
        """The only organization of the nearest sentence that names any: “Y …. The director, X, …”."""
        for start, end in self._sentences_before(before, _REACH):
            near = self._organizations(start, min(end, before))
            if near:
                return _only(near)
        return None

    def of_central_bank(self, before: int) -> Mention | None:
        """The central bank that a governor is of, if the article names one only."""
        banks = [
            mention
            for mention in self._names.named(EntityKind.ORGANIZATION)
            if _CENTRAL.search(mention.span.of(self._reading.text))
        ]
        bank = _only(banks) if banks else None
        return bank if bank and banks[0].span.start < before else None

    def of_opening(self, before: int) -> Mention | None:
        """The only organization before a place in its sentence: “At Y, director X …”, “Y will …”."""
        [(start, end)] = self._sentences_before(before, 1)
        near = self._organizations(start, min(end, before))
        if len(near) != 1:
            return None
        words = self._reading.text[start : near[0].span.start].casefold().split()
        return near[0] if words in (["at"], ["at", "the"]) else None

    def of_subject(self, before: int) -> Mention | None:
        """The organization that the sentence before a place begins with."""
        for start, end in self._sentences_before(before, 2)[1:]:
            near = self._organizations(start, end)
            return near[0] if near and self._opens(start, near[0]) else None
        return None

    def _organizations(self, start: int, end: int) -> list[Mention]:
        return [m for m in self._names.within(start, end) if m.kind is EntityKind.ORGANIZATION]

    def _sentences_before(self, offset: int, count: int) -> list[tuple[int, int]]:
        """The sentence at a place and those before it, the nearest first."""
        index = bisect_right(self._starts, offset) - 1
        sentences = self._reading.sentences[max(0, index - count + 1) : index + 1]
        return [(sentence.span.start, sentence.span.end) for sentence in reversed(sentences)]


class _Named:
    """Mentions of organizations in order, and up to where they all mean the same one."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._mentions: list[Mention] = []
        self._alone = 0

    def add(self, mention: Mention) -> None:
        if self._alone == len(self._mentions) and (
            not self._mentions or self._mentions[-1].entity == mention.entity
        ):
            self._alone += 1
        self._starts.append(mention.span.start)
        self._mentions.append(mention)

    def alone_before(self, offset: int) -> Mention | None:
        """The last mention before a place, if all before it mean the same."""
        count = bisect_left(self._starts, offset)
        return self._mentions[count - 1] if 0 < count <= self._alone else None

    def __iter__(self) -> Iterator[Mention]:
        return iter(self._mentions)

    def has(self, mention: Mention) -> bool:
        """Whether a mention is one of these."""
        return bool(self.within(mention.span.start, mention.span.start + 1))

    def before(self, offset: int) -> bool:
        """Whether there is a mention before a place."""
        return bool(self._starts) and self._starts[0] < offset

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin between two places."""
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


_ACRONYM = re.compile(r"[A-Z]{3,}")
_ANY_COMPANY, _BUSINESSES = "any company", "businesses"
_BUSINESS = _COMPANY | frozenset(
    ("bank", "club", "team", "brewery", "winery", "newspaper", "hotel")
)
_SUBJECT = re.compile(rf"(?:(?:The|That|This) ({either(_NOUNS)})\b(?![’'-])|It )(?!\w+ing\b)")
"""A sentence that goes on about an organization: “The bank …”, “It …”."""

_CENTRAL = re.compile(
    r"^(?:(?:Central|Reserve|National|Federal|State|People’s|People's) )?Bank of [A-Z]"
    r"|\b(?:Central|Reserve|National) Bank\b|\bMonetary Authority\b|\bFederal Reserve$"
)
_REACH = 3  # sentences that “the director” looks back
_CHAIN = 3  # sentences that “it” goes back
_COMMA = re.compile(r"(?:\s*\([^()]{1,30}\))?,\s+")
_LONGEST_NAME = 160  # code points
_NEAR = 4  # sentences that a noun looks back, if several names fit
_OFTEN = 3  # times that a story names what it is about
_BEGINNING = 4  # sentences: headline, dateline, lead
_DEICTIC = (["the"], ["that"], ["this"])
_OPENERS = frozenset("the a an but and yet so meanwhile separately however".split())
_APPOSED_OPENING = 5  # words of “The company in question,”
_OPENING = 3  # words before the subject of a sentence


def _nouns_of(name: str) -> set[str]:
    """The nouns in a name: “Bank of Y” is a bank, “Y Water Department” a department."""
    words = [word.strip(".,’'&").casefold() for word in name.split()]
    words = [_FOREIGN.get(word, word) for word in words]
    head = words[: words.index("of")] if "of" in words[1:] else words
    found = _known(reversed(head)) or _known(reversed(words))
    first = next((word for word in reversed(head) if word in found), None)
    nouns = {first} if first else set()
    if _CORPORATE.search(name):
        nouns.add("company")
    if "unions" in words or "workers" in words or "workers'" in words:
        nouns.add("union")
    if _CLUB.search(name):
        nouns.add("club")
    return nouns


def _nouns_beside(text: str, mention: Mention) -> set[str]:
    """“Y, a monitoring group”, “the developer, Y”, “think tank Y”."""
    nouns = []
    if apposed := _APPOSED.match(text, mention.span.end):
        nouns.append(apposed.group(1).split()[-1].casefold())
    if before := _LAST_WORD.search(text, max(0, mention.span.start - 30), mention.span.start):
        nouns.append(before.group(1))
    return _known(nouns)


def _known(words: Iterable[str]) -> set[str]:
    return {word for word in words if word in _NOUNS}


def _only(mentions: Sequence[Mention]) -> Mention | None:
    """The mention, if all mean the same organization: the last of them."""
    return mentions[-1] if len({mention.entity for mention in mentions}) == 1 else None
