"""Parts of one name that the tagger told apart: nicknames, offices, partners of a firm."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from nutgraf.annotators.tagger import Tag
from nutgraf.language.lists import adjectives, capitals, countries
from nutgraf.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nutgraf.language.tokens import Reading

_NICKNAME = re.compile(r" [“\"‘'](?:[A-Z][\w’'-]*(?: [\w’'-]+){0,2})[”\"’'] ")
"""What stands between the given name and the surname of “Ana “Nita” Roca”."""
_OWNER = re.compile(r"[’']s? ")
_OFFICES = frozenset(("Chambers", "Department", "Office", "Service", "Secretariat"))
_PARTNER = re.compile(r", ?")
_FIRST_HALF = re.compile(
    r"(?<![\w-])(?!(?:Anti|Pro|Non|Ex|Mid|Pre|Post|Sino|Trans|Pan|Inter|Neo|Semi)-)[A-Z][^\W\d_]+-$"
)
_REGION = re.compile(
    r"(?:North|South|East|West|Central|Latin|Southern|Eastern|Western|Northern) (?:Africa|America|Asia|Europe|Pacific)"
)
_WHERE = re.compile(r"\b(?:in|from|near|at|to)\s$")
_PAIR = re.compile(
    r"(?P<first>[^,&]+) and (?P<second>[A-Z]{3,})|(?P<firm>.+ (?:Co|Ltd|Inc|Plc|plc|LLP)\.?) and (?P<other>[A-Z][\w’-]+)"
)
_CLOSING = re.compile(r" ?\)")
_FAR = 30  # code points before a name in which the first half of its first word stands


_SMALL_FORM = re.compile(r",? (?:plc|s\.r\.o\.|d\.o\.o\.|sp\. z o\.o\.)(?!\w)")


def nicknames(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """A nickname in quotation marks stands inside a person's name: “Ana “Nita” Roca”."""
    kept: list[Tag] = []
    for each in tags:
        # The nickname may be tagged itself, as a name between the two others.
        for back in (1, 2):
            first = kept[-back] if len(kept) >= back else None
            if (
                each.label == "PER"
                and first
                and first.label == "PER"
                and _NICKNAME.fullmatch(reading.text, first.span.end, each.span.start)
            ):
                del kept[-back:]
                kept.append(Tag(Span(first.span.start, each.span.end), "PER", "nickname"))
                break
        else:
            kept.append(each)
    return kept


def offices(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """“Auditor General’s Department” is one name, and so is “Attorney-General’s Office”."""
    text = reading.text
    kept: list[Tag] = []
    for each in tags:
        start, rule = each.span.start, each.rule
        previous = kept[-1] if kept else None
        if (
            previous
            and previous.label == each.label == "ORG"
            and each.span.of(text) in _OFFICES
            and _OWNER.fullmatch(text, previous.span.end, start)
        ):
            start, rule = kept.pop().span.start, "office"
        hyphen = each.label == "ORG" and text[start - 1 : start] == "-"
        half = _FIRST_HALF.search(text, max(0, start - _FAR), start) if hyphen else None
        if half and not (kept and kept[-1].span.end > half.start()):
            start = half.start()
        kept.append(
            each if start == each.span.start else Tag(Span(start, each.span.end), "ORG", rule)
        )
    return kept


def partners(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """“Birch, Lowe & Partners” is one firm."""
    kept: list[Tag] = []
    for each in tags:
        previous = kept[-1] if kept else None
        if (
            previous
            and each.label == "ORG"
            and "&" in each.span.of(reading.text)
            and previous.label in ("PER", "ORG")
            and " " not in previous.span.of(reading.text)
            and _PARTNER.fullmatch(reading.text, previous.span.end, each.span.start)
        ):
            kept[-1] = Tag(Span(previous.span.start, each.span.end), "ORG", "ampersand")
        else:
            kept.append(each)
    return kept


def legal_forms(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """“Birch Quay plc”: a legal form in small letters is part of the name, and makes it a company's."""
    return [
        replace(each, span=Span(each.span.start, form.end()), label="ORG")
        if (form := _SMALL_FORM.match(reading.text, each.span.end))
        else each
        for each in tags
    ]


def pairs(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """“Salt Trust and ABC” is two organizations: an acronym is the second part of no name."""
    kept: list[Tag] = []
    for each in tags:
        words = each.span.of(reading.text)
        match = _PAIR.fullmatch(words) if each.label == "ORG" else None
        if match:
            start = each.span.start
            kept += [
                Tag(Span(start + match.start(part), start + match.end(part)), "ORG", each.rule)
                for part in (("first", "second") if match["first"] else ("firm", "other"))
            ]
        else:
            kept.append(each)
    return kept


def brackets(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """“Front (N)” ends behind its bracket; one that does not close is no part of a name."""
    found = []
    for each in tags:
        words = each.span.of(reading.text)
        if words.count("(") > words.count(")"):
            start = each.span.start
            close = _CLOSING.match(reading.text, each.span.end)
            end = close.end() if close else start + len(words[: words.rfind("(")].rstrip())
            if end > start:
                found.append(replace(each, span=Span(start, end)))
        else:
            found.append(each)
    return found


def halves(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """Two neighbouring words of which the tagger made two things are one name.

    A word before a person's single name is the given name; a place before an organization's begins it.
    What the document has more often alone, a country and its adjective stay apart.
    """
    places: defaultdict[str, int] = defaultdict(int)
    for each in tags:
        places[each.span.of(reading.text)] += 1
    kept: list[Tag] = []
    for each in tags:
        previous = kept[-1] if kept else None
        if previous and reading.text[previous.span.end : each.span.start] == " ":
            first, second = (tag.span.of(reading.text) for tag in (previous, each))
            alone = (
                " " not in first
                and places[first] <= places[second]
                and not first.isupper()
                and first not in countries()
                and first not in capitals()
                and first not in adjectives()
            )
            if alone and first[0].isupper() and (label := _whole(reading.text, previous, each)):
                kept[-1] = Tag(Span(previous.span.start, each.span.end), label, "halves")
                continue
        kept.append(each)
    return kept


def _whole(text: str, first: Tag, second: Tag) -> str | None:
    """What two halves of one name are together; nothing where they are no name."""
    one = " " not in second.span.of(text)
    if second.label == "PER":
        return "PER" if one and first.label == "ORG" else None
    whole = text[first.span.start : second.span.end]
    if second.label != "ORG" or first.label not in ("LOC", "PER"):
        return None
    if _REGION.fullmatch(whole) or whole in countries():
        return "LOC"
    if first.label == "LOC" or not one:
        return "ORG" if second.span.of(text)[0].isupper() else None
    # Two single words of which one is a person's: a person, or a place where only a place can stand.
    where = _WHERE.search(text, max(0, first.span.start - _FAR), first.span.start)
    return "LOC" if where else "PER"
