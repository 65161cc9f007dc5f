"""What an article calls the people and organizations that it names: the nouns beside a name, and in it.

“X, a retired baker”, “rating agency Y”, “the captain, X,”, “Ministry of Z”: so that “the baker” and
“the agency” can be told later on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nutgraf.language.verbs import SPEECH_VERB
from nutgraf.model import EntityKind, MentionForm, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.language.places import Places
    from nutgraf.language.tokens import Reading
    from nutgraf.model import Mention, Role


@dataclass(frozen=True, slots=True)
class Epithet:
    """A noun that describes a named thing, with all the words that do, and where they stand.

    `owner` is the organization or place that a role belongs to.
    """

    entity: str
    kind: EntityKind
    head: str
    words: frozenset[str]
    span: Span
    owner: str | None = None


_HONORIFICS = re.compile(
    r"(?<!\w)(?:(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sir|Dame|Lord|Lady|Madam|Miss|Alhaji|Hajia|Comrade|Mama|Sheikh|Hon)\.?\s+)+$"
)
"""Forms of address that stand between a description and a name."""

PREPOSITION = re.compile(
    r"\s+(?:of|for|at|in|on|from|with|to|by|near|behind|under|over|against)\s+"
)
_APPOSITION = re.compile(
    r",\s+(?:(?:aged\s+)?\d{1,3},\s+)?(?P<words>(?:an?|the|one of (?:the|its)|[A-Z]\w+[’']s)\s[^,;:.()“”\"—–\n]{3,100})(?=[,;.)—–])"
)
_CLAUSE = re.compile(rf"\b(?:who|which|whose|that|and|as|{SPEECH_VERB})\b")
_SPEAKS = re.compile(rf"\s+{SPEECH_VERB}\b")
_OWNED = re.compile(
    r"(?:\b(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)|[’']s)\s+(?P<words>(?:[a-z-]+\s){0,3}[a-z-]+),\s+$"
)
_DIRECT = re.compile(r"(?P<words>(?:[\w-]+\s+){0,3}?[A-Za-z-]{3,})\s+$")
_LONGEST = 4  # words of `_DIRECT`
_AGE = re.compile(r",\s+(?:aged\s+)?(\d{1,3})(?=[,.;)]|\s+and\b)|\s+\((\d{1,3})\)")
_AGED = re.compile(r"\b(\d{1,3})-year-old\s+(?:[\w-]+,?\s+){0,4}$")
_NEAR = 60  # code points before a name in which its nouns stand
_COMPANY = re.compile(
    r"(?:Inc|Corp|Corporation|Ltd|Limited|PLC|plc|LLC|LLP|GmbH|AG|AB|ASA|A/S|Oyj?|NV|N\.V|BV|SA|S\.A|SE|SpA|S\.p\.A"
    r"|SAS|SARL|Bhd|Berhad|Tbk|Pte|Pty|Co|Company|Holdings|Industries|Enterprises|Group|K\.K|JSC|PJSC|OJSC|Lda|Ltda)\.?$"
)
_LIKE = {
    "airlines": "airline",
    "airways": "airline",
    "ministries": "ministry",
    "laboratories": "laboratory",
    "fc": "club",
    "afc": "club",
    "sc": "club",
}


def epithets(
    reading: Reading, mentions: Sequence[Mention], roles: Sequence[Role], spoken: Places
) -> Iterator[Epithet]:
    """Every noun that the article's own words give to a person or an organization."""
    for role in roles:
        span = role.evidence.spans[0]
        # “She met X, the baker said”: that is not what X is.
        if role.title and not role.former and not _SPEAKS.match(reading.text, span.end):
            yield from _epithet(
                role.person, EntityKind.PERSON, role.title, span, role.organization or role.place
            )
    for mention in mentions:
        if (
            mention.entity is None
            or mention.form is not MentionForm.NAME
            or mention.kind not in (EntityKind.PERSON, EntityKind.ORGANIZATION)
        ):
            continue
        if mention.kind is EntityKind.ORGANIZATION:
            yield from _of_name(reading.text, mention)
        if not spoken.overlap(mention.span):
            yield from _beside(reading, mention)


def ages(reading: Reading, mentions: Sequence[Mention]) -> Iterator[tuple[str, str, Span]]:
    """The age of each person whom the words beside the name give one: (age, entity, words)."""
    for mention in mentions:
        if mention.kind is not EntityKind.PERSON or mention.entity is None:
            continue
        behind = _AGE.match(reading.text, mention.span.end)
        if behind:
            age = behind.group(1) or behind.group(2)
            yield age, mention.entity, Span(mention.span.start, behind.end())
        begin = max(0, mention.span.start - _NEAR)
        before = _AGED.search(reading.text, begin, mention.span.start)
        if before:
            yield before.group(1), mention.entity, Span(before.start(), mention.span.end)


def _beside(reading: Reading, mention: Mention) -> Iterator[Epithet]:
    assert mention.entity is not None
    text, name = reading.text, mention.span
    sentence = reading.sentence_at(name.start)
    if sentence is None:
        return
    behind = _APPOSITION.match(text, name.end, sentence.span.end)
    if behind and not _CLAUSE.search(behind.group("words")):
        span = Span(name.start, behind.end())
        yield from _epithet(mention.entity, mention.kind, behind.group("words"), span)
    begin = max(sentence.span.start, name.start - _NEAR)
    if not text[begin : name.start][-1:].isspace():
        return
    words = text[begin : name.start].split()
    plain = bool(words) and words[-1].islower()  # no form of address, which has a capital
    honorific = None if plain else _HONORIFICS.search(text, begin, name.start)
    end = honorific.start() if honorific else name.start
    words = text[begin:end].rsplit(maxsplit=_LONGEST)
    mark = words[-1][-1:] if words else ""
    owned = _OWNED.search(text, begin, end) if mark == "," else None
    if owned and text[name.end : name.end + 1] in ",.;":
        span = Span(owned.start("words"), name.end)
        yield from _epithet(mention.entity, mention.kind, owned.group("words"), span)
    begin += len(words[0]) if len(words) > _LONGEST else 0
    direct = _DIRECT.search(text, begin, end) if mark.isalpha() or mark == "-" else None
    # “The speaker of airline X”: that is not what X is, but an airline is.
    last = PREPOSITION.split(direct.group())[-1].strip() if direct else ""
    behind_preposition = direct is not None and last != direct.group().strip()
    if direct and last and not (behind_preposition and mention.kind is EntityKind.PERSON):
        span = Span(direct.start("words"), name.end)
        yield from _epithet(mention.entity, mention.kind, last, span)


def _of_name(text: str, mention: Mention) -> Iterator[Epithet]:
    """What the name of an organization says that it is."""
    assert mention.entity is not None
    name = mention.span.of(text)
    yield from _epithet(mention.entity, mention.kind, name, mention.span)
    if _COMPANY.search(name):
        words = frozenset(name.casefold().split())
        yield Epithet(mention.entity, mention.kind, "company", words, mention.span)


def _epithet(
    entity: str, kind: EntityKind, words: str, span: Span, owner: str | None = None
) -> Iterator[Epithet]:
    """The epithet whose noun comes last before a preposition."""
    core = PREPOSITION.split(words)[0].split()
    if not core:
        return
    head = core[-1].strip(".,’'").casefold()
    all_words = frozenset(word.strip(".,’'()").casefold() for word in words.split())
    yield Epithet(entity, kind, _LIKE.get(head, head), all_words, span, owner)
