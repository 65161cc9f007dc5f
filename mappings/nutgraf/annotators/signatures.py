"""Names that layout tells: bylines, credits in captions, the place a wire story opens with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nutgraf.annotators.tagger import Tag
from nutgraf.language.dateline import DATELINE
from nutgraf.language.lists import agencies
from nutgraf.language.places import Placed, Places
from nutgraf.model import ParagraphKind, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nutgraf.language.tokens import Reading

_IN_BRACKETS = r"[^()\[\]{}=<>\"]{1,200}?"  # a credit has no marks of a program
_BRACKETED = re.compile(rf"[(\[]({_IN_BRACKETS})\s{{0,20}}/\s{{0,20}}({_IN_BRACKETS})[)\]]\.?\s*$")


_CREDIT_LINE = re.compile(
    r"(?:photo(?:graph|graphy|s)?|image|picture|pic|illustration|credit)s?(?:\s+(?:by|credit|courtesy of))?\s*[:/]\s*+"
    r"([^/\n]*[^/\s])\s*/\s*+([^/\n]+?)\.?$",
    re.IGNORECASE,
)


_CREDIT_PREFIX = re.compile(
    r"(?:photo(?:graph)?s?|image|picture|file|by|credit|:|\s)+", re.IGNORECASE
)


_BY = re.compile(r"\b[Bb][Yy]:?\s+")


_SIGNATURE = re.compile(
    r"((?!(?:Staff|Special|Our|Senior|Political|Local|Chief|News|Reporters?|Correspondents?|Editors?)\b)"
    r"[A-Z][\w’'.-]*(?:\s+(?:(?:de|van|von|der|al|el|bin|da|di|la)\s+)*[A-Z][\w’'.-]*){1,3})"
    r"(?=\s*(?:,|;|\)|$|\n|\s(?:and|in|for|at|of|&)\s))"
)


_CALLED = (
    "Agency|Bureau|Chronicle|Courier|Daily|Desk|Dispatch|Examiner|Gazette|Guardian|Herald|Independent"
    "|Inquirer|Journal|Ledger|Mail|Media|Mirror|Monitor|News|Newsroom|Observer|Post|Press|Record|Register"
    "|Review|Sentinel|Service|Star|Sun|Telegraph|Times|Tribune|Weekly|Wire"
)
_PAPER = re.compile(rf"^The\s|\b(?:{_CALLED})$")
"""What a newspaper or an agency is called; its name can stand under a byline, or in it."""


_ITS_PAPER = re.compile(
    rf"[,|][ \t]*(?:The[ \t]+)?((?:[A-Z][\w’'-]*[ \t]+){{1,4}}(?:{_CALLED}))[ \t]*$", re.MULTILINE
)
"""“…, Quayford Sound Gazette”: the whole of what a byline ends with is one name."""


def photo_credits(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """“(NAME / AGENCY)” at the end of a caption: a person, then an organization."""
    credits: list[Span] = []
    found: list[Tag] = []
    for paragraph in reading.article.of_kind(ParagraphKind.CAPTION):
        match = _BRACKETED.search(
            reading.text, paragraph.span.start, paragraph.span.end
        ) or _CREDIT_LINE.search(reading.text, paragraph.span.start, paragraph.span.end)
        if not match:
            continue
        credits.append(Span(*match.span()))
        start = match.start(1)
        prefix = _CREDIT_PREFIX.match(reading.text, start, match.end(1))
        start = prefix.end() if prefix else start
        left = Span(start, match.end(1))
        right = Span(*match.span(2))
        if left.start < left.end:
            known = left.of(reading.text).casefold() in agencies()
            found.append(
                Tag(
                    left,
                    "ORG" if known or len(left.of(reading.text).split()) == 1 else "PER",
                    "credit",
                )
            )
        found.append(Tag(right, "ORG", "credit"))
    covered = Places(credits)
    return [*(each for each in tags if not covered.overlap(each.span)), *found]


def bylines(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """“By JANE DOE and John Roe, Agency”: each name behind “by” is a person's."""
    placed = Placed(tags)
    found: list[Tag] = []
    for paragraph in reading.article.of_kind(ParagraphKind.BYLINE):
        for start, end in _signed(reading.text, paragraph.span):
            span = Span(start, end)
            words = span.of(reading.text)
            if any(each.label == "PER" and each.span == span for each in placed.overlapping(span)):
                continue
            is_paper = words.casefold() in agencies() or _PAPER.search(words) is not None
            if is_paper and words.startswith("The "):
                span = Span(start + len("The "), end)
            found.append(Tag(span, "ORG" if is_paper else "PER", "byline"))
        if paper := _ITS_PAPER.search(reading.text, paragraph.span.start, paragraph.span.end):
            found.append(Tag(Span(*paper.span(1)), "ORG", "byline"))
    found = list(dict.fromkeys(found))
    signed = Places(each.span for each in found)
    return [*(each for each in tags if not signed.overlap(each.span)), *found]


def _signed(text: str, span: Span) -> list[tuple[int, int]]:
    """The stretches of a byline that can be names."""
    found = []
    starts = [by.end() for by in _BY.finditer(text, span.start, span.end)] or [span.start]
    for start in starts:
        place = start
        while match := _SIGNATURE.match(text, place, span.end):
            found.append(match.span(1))
            more = re.compile(r"\s*(?:,|and|&)\s+(?:and\s+)?").match(text, match.end(), span.end)
            if not more:
                break
            place = more.end()
    return found


def datelines(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """What a wire story opens with is a place, and in brackets an agency."""
    kept = list(tags)
    for paragraph in reading.article.of_kind(ParagraphKind.LEAD):
        match = DATELINE.match(reading.text, paragraph.span.start, paragraph.span.end)
        if match:
            first = re.split(r",\s|/", match.group("place"))[0]
            span = Span(match.start(), match.start() + len(first))
            kept = [each for each in kept if not each.span.overlaps(span)]
            kept.append(Tag(span, "LOC", "dateline"))
            if match.group("agency"):
                agency = Span(*match.span("agency"))
                kept = [each for each in kept if not each.span.overlaps(agency)]
                kept.append(Tag(agency, "ORG", "dateline"))
    return kept
