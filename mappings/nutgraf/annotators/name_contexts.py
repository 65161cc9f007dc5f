"""What the words around a name tell of its type: “in X” is a place, “shares in X” a company, “aboard
the X” a ship, which is none of our kinds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nutgraf.annotators.tagger import Tag
from nutgraf.language.lists import capitals, countries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nutgraf.language.tokens import Reading

_WHERE = re.compile(
    r"\b(?:(?:am|is|are|was|were|live[sd]?|living|born|stay(?:s|ed)?|held|arrested|based|raised|here|back|home) in"
    r"|(?:man|woman|roofer|farmer|resident|teacher|people|village|town|city|suburb|outskirts|port) (?:from|of|in))\s$"
)
_TOWN = re.compile(
    r", (?:an?|the) (?:[a-z-]+ ){0,2}(?:town|village|city|suburb|hamlet|port|island|district)\b"
)
_TRADED = re.compile(
    r"\b(?:[Ss]hares (?:in|of)|[Ss]take in|percent of|per cent of|spokes\w+ (?:for|at|of)|employed by|works? for)\s$"
)
_SHARES = re.compile(
    r"(?:[’']s)? (?:shares?|stock|employees|executives|President|Chief Executive|CEO|chief executive)\b"
)
_VESSEL = re.compile(
    r"\b(?:[Aa]board|[Oo]nboard|[Oo]n board|ferry|ship|vessel|tanker|trawler|freighter|yacht|frigate|steamer"
    r"|destroyer|submarine|icebreaker|barge|liner|schooner|lifeboat|M[VST]|SS|HMS|USS|RV)(?: the)?\s$"
)
_ELECTED = re.compile(
    r"\b(?:[Mm]ember(?: of [Pp]arliament)?|MP|MLA|MEP|MSP|TD|[Aa]ssembly(?:man|woman)|[Dd]eputy|[Ss]enator"
    r"|[Cc]ouncill?or|[Rr]epresentative) for (?:the )?$|\b(?:[Mm]ayor|[Pp]refect|harbou?r ?master|[Bb]ishop|[Rr]eeve) of $"
)
_AGED = re.compile(r", \d\d, of $")
_RULER = re.compile(r" (?:(?:deputy|vice) )?(?:governor|mayor|premier) (?=[A-Z])")
_FIRM = re.compile(
    r" (?:[a-z]+ )?(?:firm|jeweller|jeweler|society|resident|farmer|suburb|neighbou?rhood|native)\b"
)
_DETERMINED = re.compile(r"\b(?:[Tt]he|[Aa]n?) $")
_PARTY = re.compile(r"[,(]\s?[A-Z]-$")
_NEAR = 24  # code points before a name that tell what it is


def towns(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """A single name in a place where only a place can stand, and that names no person in full."""
    text = reading.text
    whole = {
        part
        for each in tags
        if each.label in ("PER", "ORG") and " " in (words := each.span.of(text))
        for part in words.split()
    }
    found = {
        words
        for each in tags
        if each.label in ("PER", "ORG")
        and " " not in (words := each.span.of(text))
        and words not in whole
        and not words.isupper()
        and (
            _TOWN.match(text, each.span.end)
            or _WHERE.search(text, max(0, each.span.start - _NEAR), each.span.start)
        )
    }
    return [
        Tag(each.span, "LOC", "name-of-town")
        if each.label == "ORG" and _TOWN.match(text, each.span.end)
        else each
        for each in _relabelled(reading, tags, found, ("PER", "ORG"), "LOC", "name-of-town")
    ]


def companies(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """A word that begins an organization's name, and that shares are traded of, is short for it."""
    text = reading.text
    firsts = (
        {
            words.split()[0]
            for each in tags
            if each.label == "ORG" and " " in (words := each.span.of(text))
        }
        - countries().keys()
        - capitals()
    )
    found = {
        words
        for each in tags
        if each.label == "LOC"
        and (words := each.span.of(text)) in firsts
        and (
            _SHARES.match(text, each.span.end)
            or _TRADED.search(text, max(0, each.span.start - _NEAR), each.span.start)
        )
    }
    return _relabelled(reading, tags, found, ("LOC",), "ORG", "name-of-company")


def constituencies(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """“Rep. X, R-Y”: what follows the letter of a party is where a member was elected."""
    return [
        Tag(each.span, "LOC", "name-of-constituency")
        if each.label in ("PER", "ORG", "MISC")
        and _PARTY.search(reading.text, max(0, each.span.start - 4), each.span.start)
        else each
        for each in tags
    ]


def places(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """A single name where only a place can stand: “MP for X”, “the mayor of X”, “aged 61, of X Road”."""
    text = reading.text
    people = {each.span.start for each in tags if each.label == "PER"}
    whole = {
        part
        for each in tags
        if each.label == "ORG" and " " in (words := each.span.of(text))
        for part in words.split()
    }
    return [
        Tag(each.span, "LOC", "name-of-place")
        if each.label == "ORG"
        and not (words := each.span.of(text)).isupper()
        and (
            _AGED.search(text, max(0, each.span.start - _NEAR), each.span.start)
            or (
                " " not in words
                and words not in whole
                and (
                    _ELECTED.search(text, max(0, each.span.start - _NEAR), each.span.start)
                    or (
                        (ruler := _RULER.match(text, each.span.end)) is not None
                        and ruler.end() in people
                    )
                    or (
                        _FIRM.match(text, each.span.end)
                        and _DETERMINED.search(
                            text, max(0, each.span.start - _NEAR), each.span.start
                        )
                    )
                )
            )
        )
        else each
        for each in tags
    ]


def vessels(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """What people are aboard, or what a word for ships stands before, is no person and no place."""
    text = reading.text
    found = {
        each.span.of(text)
        for each in tags
        if each.label in ("PER", "LOC")
        and _VESSEL.search(text, max(0, each.span.start - _NEAR), each.span.start)
    } - countries().keys()
    return _relabelled(reading, tags, found, ("PER", "LOC"), "MISC", "name-of-vessel")


def _relabelled(
    reading: Reading,
    tags: Sequence[Tag],
    found: set[str],
    labels: tuple[str, ...],
    label: str,
    rule: str,
) -> list[Tag]:
    """The tags, those of some names and types with another type."""
    return [
        Tag(each.span, label, rule)
        if each.label in labels and each.span.of(reading.text) in found
        else each
        for each in tags
    ]
