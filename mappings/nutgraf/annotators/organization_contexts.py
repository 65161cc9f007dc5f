"""What tells that a name is an organization's where a tagger sees a person or a place.

“X, a national agency”, “the charity X”, “X’s managing director”, “shares in X”: nobody else is so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nutgraf.annotators.tagger import Tag
from nutgraf.language.lists import capitals, countries
from nutgraf.language.patterns import either

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nutgraf.language.tokens import Reading

_KINDS = frozenset(
    """
    company firm start-up startup charity nonprofit agency commission ministry authority institute union
    federation brewery retailer airline lender insurer brokerage newspaper conglomerate subsidiary
    tank think-tank party coalition co-operative cooperative watchdog regulator shipyard carmaker
    automaker venture chipmaker drugmaker consortium broadcaster orchestra foundation operator utility
    """.split()
)
_KIND = either(_KINDS - {"tank"} | {"think tank"})
_CALLED = re.compile(
    rf", (?:an?|the) (?:[\w’-]+ ){{0,4}}{_KIND}(?=[,.;)]| (?:that|which|whose|in|of|based|from|for|with|behind|led|owned|founded|set)\b)"
)
_CALLS = re.compile(rf"\b(?:[Tt]he|[Aa]n?|[Tt]hat|[Tt]his)(?: [\w’-]+){{0,2}} {_KIND} $")
_RESUMES = re.compile(rf"(?:That|This) {_KIND}, $")
_HAS = re.compile(
    r"[’']s? (?:commercial director|managing director|finance director|chief executive|chief financial"
    r"|chief operating|general manager|regional director|general secretary|shareholders|subsidiary"
    r"|headquarters|parent company|share price|shares|board of|head of [a-z])"
)
_OFFICER = re.compile(
    r" (?:(?:deputy|vice|executive)[ -])?"
    r"(?:chief executive|chair|chairman|chairwoman|chairperson|managing director|general secretary|chief economist) "
)
_AT = re.compile(
    r"\b(?:(?:partner|executive|analyst|economist|engineer|researcher|professor|lecturer|historian|\w+ologist|physicist"
    r"|chemist|teach(?:es)?|taught|manager|director) at|shares (?:in|of)|stake in|subsidiary of|merger with"
    r"|headquarters of|shareholders of|employees of"
    r"|guard from|volunteer (?:with|for)|captain with|trader at) $"
)
_PLACED = re.compile(r"\b(?:[Ii]n|[Aa]t|[Ff]rom|[Nn]ear|[Tt]o|[Oo]f|[Oo]utside) $")
_ACADEMIC = re.compile(
    r"\b(?:economist|researcher|professor|lecturer|historian|\w+ologist|analyst) at $"
)
_LEGAL_FORM = re.compile(
    r"(?:[, ]|^)(?:Inc|Corp|Ltd|LLC|LLP|PLC|Plc|GmbH|KGaA|AG|SE|S\.?A\.?|S\.?A\.?S|SARL|AB|ASA|A/S|ApS|Oyj?|N\.?V|B\.?V"
    r"|SpA|S\.p\.A|S\.?r\.?l|Kft|Zrt|Nyrt|s\.r\.o|a\.s|d\.o\.o|d\.d|Sp\. z o\.o|OÜ|UAB|SIA|EOOD|OOD|Bhd|Tbk|Pty|Pvt|K\.K"
    r"|A\.Ş|Ltda|S\. ?de R\.L)\.?$"
)
"""The legal forms by which companies are registered, in the languages of many countries."""
_JOINED = frozenset("at in of with from for".split())
"""The last words of `_AT`."""
_NEAR = 44  # code points before a name that tell what it is


def organizations(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """The tags, those of people and places that the words around them call organizations so."""
    text = reading.text
    starts = {each.span.start for each in tags if each.label == "PER"}
    people = {
        part
        for each in tags
        if each.label == "PER" and " " in (words := each.span.of(text))
        for part in words.split()
    }
    found = {
        words
        for each in tags
        if each.label in ("PER", "LOC")
        and (words := each.span.of(text)) not in people
        and words not in countries()
        and words not in capitals()
        and _is_organization(text, each, starts)
    }
    return [
        Tag(each.span, "ORG", "name-of-organization")
        if each.label in ("PER", "LOC") and each.span.of(text) in found
        else each
        for each in tags
    ]


def _is_organization(text: str, name: Tag, starts: set[int]) -> bool:
    words = name.span.of(text)
    if " " in words and _LEGAL_FORM.search(words):
        return True
    before = text[max(0, name.span.start - _NEAR) : name.span.start]
    end = name.span.end
    if _CALLED.match(text, end) and not _PLACED.search(before):
        return True
    last = before.rsplit(" ", 2)[-2:-1]  # the word right before the name and one space
    if (not _KINDS.isdisjoint(last) and _CALLS.search(before)) or (
        text[end : end + 1] == "," and _RESUMES.search(before)
    ):
        return True
    if name.label == "LOC":
        return last == ["at"] and bool(_ACADEMIC.search(before))
    return bool(
        (not _JOINED.isdisjoint(last) and _AT.search(before))
        or _HAS.match(text, end)
        or ((officer := _OFFICER.match(text, end)) and officer.end() in starts)
    )
