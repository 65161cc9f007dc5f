"""Where a name begins and ends: rules that correct the tagger's spans, one at a time."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from nutgraf.annotators.tagger import Tag
from nutgraf.language.lists import adjectives, countries
from nutgraf.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nutgraf.language.tokens import Reading

COMPANY_NOUN = re.compile(
    r"\b(?:Banks?|Banking|Insurance|Securities|Ltd|Limited|Inc|Corp|Corporation|Co|Company|Group|Holdings?"
    r"|University|College|Airlines|Airways|Motors?|Capital|Partners|Foundation|Institute|Society|Association"
    r"|Chamber|Trust|Fund|PLC|plc|LLC|LLP|GmbH|AG|SA|NV)\b\.?"
)


_GOVERNED = frozenset(
    [
        "Region",
        "Province",
        "State",
        "County",
        "District",
        "Municipality",
        "Territory",
        "Prefecture",
        "Republic",
        "City",
    ]
)


_TITLES = r"(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Rev|Hon|Sir|Dame|Lord|Lady|Madam)\.?"


_TITLE = re.compile(rf"(?:{_TITLES}\s+)+(?=\S)")


_SLASH = re.compile(r"\s*/\s*")


def trim(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """Cut articles, titles, possessives and line ends off; drop what is no word."""
    kept = []
    for each in tags:
        start, end = each.span.start, each.span.end
        words = each.span.of(reading.text)
        line_end = re.search(r"[\r\n]", words)
        if line_end:
            end = start + line_end.start()
            words = reading.text[start:end]
        article = re.match(r"(?:[Tt]he|[Aa]n?)\s+(?=\S)", words)
        if article and each.label != "PER":
            start += article.end()
        if each.label == "PER":
            title = _TITLE.match(reading.text[start:end])
            start += title.end() if title else 0
        words = reading.text[start:end]
        end -= len(words) - len(re.sub(r"(?:['’]s|['’])?[\s,;:“”\"'’-]*$", "", words))
        words = reading.text[start:end]
        start += len(words) - len(words.lstrip("“”\"'‘’-–— \u00a0(["))
        if start < end and any(c.isalnum() for c in reading.text[start:end]):
            kept.append(Tag(Span(start, end), each.label, each.rule))
    return kept


def plausible(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """No name is all lower case, a single letter, or the adjective of a country."""
    kept = []
    for each in tags:
        words = each.span.of(reading.text)
        letters = [c for c in words if c.isalpha()]
        if not letters or all(c.islower() for c in letters):
            continue
        if len(letters) == 1 and each.label in ("PER", "ORG", "LOC"):
            continue
        if (
            each.label in ("LOC", "PER", "ORG")
            and words in adjectives()
            and words not in countries()
        ):
            continue
        kept.append(each)
    return kept


def slashes(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """One span over “A / B” is two names."""
    kept = []
    for each in tags:
        words = each.span.of(reading.text)
        match = _SLASH.search(words)
        if match and each.label == "PER" and len(words.split()) > 2:
            kept.append(Tag(Span(each.span.start, each.span.start + match.start()), "PER", "slash"))
            kept.append(Tag(Span(each.span.start + match.end(), each.span.end), "ORG", "slash"))
        else:
            kept.append(each)
    return kept


def rejoin(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """Neighbouring parts of a name that stands whole elsewhere are that name."""
    whole = Counter(
        (each.span.of(reading.text), each.label)
        for each in tags
        if " " in each.span.of(reading.text)
    )
    kept: list[Tag] = []
    for each in sorted(tags, key=lambda tag: tag.span):
        if kept and each.span.start - kept[-1].span.end == 1:
            joined = Span(kept[-1].span.start, each.span.end)
            labels = [label for (words, label) in whole if words == joined.of(reading.text)]
            if labels:
                kept[-1] = Tag(
                    joined, max(labels, key=lambda label: whole[(joined.of(reading.text), label)])
                )
                continue
        kept.append(each)
    return kept


def bracketed_branch(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """“Bank of X (Place)”: the bracket belongs to the name of a company."""
    kept: list[Tag] = []
    for each in sorted(tags, key=lambda tag: tag.span):
        previous = kept[-1] if kept else None
        if (
            previous
            and each.label in ("LOC", "ORG")
            and previous.label == "ORG"
            and reading.text[previous.span.end : each.span.start] in (" (", "(")
            and reading.text[each.span.end : each.span.end + 1] == ")"
            and COMPANY_NOUN.search(previous.span.of(reading.text))
            and not _is_acronym(each.span.of(reading.text))
        ):
            kept[-1] = Tag(Span(previous.span.start, each.span.end + 1), "ORG", "bracketed-branch")
        else:
            kept.append(each)
    return kept


def _is_acronym(words: str) -> bool:
    return words.isupper() and " " not in words


def governments(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """“X Region government” is the name of a government, not of the region."""
    kept = []
    for each in tags:
        words = each.span.of(reading.text)
        follower = re.compile(r" [Gg]overnment\b(?![’'-])").match(reading.text, each.span.end)
        if each.label in ("LOC", "ORG") and follower and words.split()[-1] in _GOVERNED:
            kept.append(Tag(Span(each.span.start, follower.end()), "ORG", "name-of-government"))
        else:
            kept.append(each)
    return kept


def mainlands(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """An adjective of a country and “mainland” name a place."""
    kept = []
    for each in tags:
        follower = re.compile(r" (?:mainland|peninsula)\b").match(reading.text, each.span.end)
        if follower and each.span.of(reading.text) in adjectives():
            kept.append(Tag(Span(each.span.start, follower.end()), "LOC", "mainland"))
        else:
            kept.append(each)
    return kept
