"""Names that their last word explains: events, laws, and places joined by hyphens.

A chain of capitalised words that ends in "Forum" is an event, in "Act" a law, whatever a tagger
thinks of its parts.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from nutgraf.annotators.capitals import swallowed
from nutgraf.annotators.chain_spans import LONGEST, ROMAN, end_of, is_ordinal, is_year, start_of
from nutgraf.annotators.tagger import Tag
from nutgraf.language.name_nouns import (
    BODIES,
    EVENT_NOUNS,
    LAW_NOUNS,
    NEEDS_MODIFIER,
    ORDINARY,
    ORGANIZATION_NOUNS,
    PLACE_NOUNS,
    VERBS_TOO,
    is_event_noun,
)
from nutgraf.language.occupations import is_head
from nutgraf.language.places import Placed
from nutgraf.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.language.tokens import Reading, Sentence, Token

_PLAIN_DAYS = frozenset(
    """
    Labor Labour Election Polling Opening Match Game Signing Draft Budget Pay Market Press Media Rest
    New Year Years Good Present Modern One First
    """.split()
)
"""What makes a day of the calendar or of work with “Day”, and no occasion of its own."""
_IN_FORCE = re.compile(
    r"(?<!\w)(?:[Uu]nder|[Ii]nvok\w+|[Vv]iolat\w+|[Rr]atif\w+|[Bb]reach\w*|[Ss]ign(?:s|ed|ing)?|[Aa]ccede\w*|[Jj]oin(?:s|ed)) the "
)
_LISTS = frozenset({"list", "secretariat", "obligations", "parties", "signatories", "text"})
_CHAIRED = re.compile(
    r"\b(?:chair(?:s|ed)?|head(?:s|ed)|founded|runs|director|secretary)(?: of)? the $"
)
_NEAR = 24  # code points before a name that tell what it is
_SURNAMES = frozenset({"Law", "Bill", "Day", "Code", "War"})
"""Nouns that people are called by too: behind a title they are a person's name."""
_GENERIC = frozenset(
    """
    Annual General Board Council Committee Cabinet Town Hall Staff Extraordinary Ordinary Regular
    Monthly Weekly Executive Public Plenary Press Media News Family Trade Business
    """.split()
)
"""What makes no name of a meeting or of a conference: “Annual General Meeting”."""
_HOLDERS = frozenset({"the", "The", "THE", "this", "its", "a", "an"})


def chains(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """The tags with events (EVENT), laws (LAW) and hyphenated places in place of their parts.

    A tag that a chain covers in part is dropped: the chain is the name.
    """
    placed = Placed(tags)
    found = [
        chain
        for sentence in reading.sentences
        for chain in _chains_of(reading.text, sentence, placed)
    ]
    return swallowed(reading, tags, found)


_RULES = {
    "EVENT": "event-noun",
    "LAW": "law-noun",
    "LOC": "place-noun",
    "ORG": "organization-noun",
}


def _chains_of(text: str, sentence: Sentence, tags: Placed[Tag]) -> Iterator[Tag]:
    tokens = sentence.tokens
    last_end = -1
    for index, token in enumerate(tokens):
        if token.start < last_end or not token.text[0].isupper():
            continue
        label = _label(tokens, index)
        if label is None:
            continue
        first, last = max(0, index - LONGEST), min(len(tokens) - 1, index + LONGEST)
        near = tags.overlapping(Span(tokens[first].start, tokens[last].end))
        here = [each for each in near if sentence.span.contains(each.span)]
        start = start_of(tokens, index, label, here)
        end = end_of(tokens, index, label, here)
        span = Span(tokens[start].start, tokens[end].end)
        if token.text in BODIES and _is_body(text, tokens, start, index, end):
            label = "ORG"
        elif token.text == "Convention" and _is_in_force(text, tokens, start, end):
            label = "LAW"
        elif label == "ORG" and not _in_pieces(span, here):
            continue
        if label == "LOC" and not (
            _hyphenated(tokens[start : index + 1], here)
            or _untagged(span, tokens[start].text, here)
        ):
            continue
        if not _is_name(tokens, start, index, end, label, here):
            continue
        last_end = span.end
        yield Tag(span, label, _RULES[label])


def _label(tokens: Sequence[Token], index: int) -> str | None:
    """What a chain ending here would be: its next word is not capitalised too."""
    word = tokens[index].text
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following and following.capitalised and following.start - tokens[index].end == 1:
        return "EVENT" if following.text in ROMAN and word in EVENT_NOUNS else None
    if following and following.text == "-" and following.start == tokens[index].end:
        return None
    if word == "Convention":
        return "LAW" if following and following.text in ("on", "against", "for") else "EVENT"
    if word in LAW_NOUNS:
        return "LAW"
    if is_event_noun(word):
        return "EVENT"
    if word in PLACE_NOUNS:
        return "LOC"
    return "ORG" if word in ORGANIZATION_NOUNS else None


def _is_body(text: str, tokens: Sequence[Token], start: int, index: int, end: int) -> bool:
    """Whether those who meet or agree are meant: “Forum for Rivers”, “who chairs the Compact”."""
    if start == index:
        return end > index and tokens[index + 1].text in ("for", "of")
    opening = tokens[start].start
    return bool(_CHAIRED.search(text, max(0, opening - _NEAR), opening))


def _is_in_force(text: str, tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a convention is one that states sign, not one that people travel to."""
    opening = tokens[start].start
    following = tokens[end + 1].text if end + 1 < len(tokens) else ""
    return following in _LISTS or any(
        match.end() == opening
        for match in _IN_FORCE.finditer(text, max(0, opening - _NEAR), opening)
    )


def _in_pieces(span: Span, tags: Sequence[Tag]) -> bool:
    """Whether the tagger saw several names, or a part of one, where the noun makes it one name."""
    inside = [each for each in tags if each.span.overlaps(span)]
    return (
        bool(inside)
        and all(each.label != "PER" and span.contains(each.span) for each in inside)
        and any(each.label in ("ORG", "MISC") for each in inside)
        and (len(inside) > 1 or inside[0].span != span)
    )


def _is_name(
    tokens: Sequence[Token], start: int, index: int, end: int, label: str, tags: Sequence[Tag]
) -> bool:
    """Whether the chain is a name and not a common noun that happens to be capitalised."""
    words = [token for token in tokens[start:index] if token.capitalised and len(token.text) > 1]
    if label == "LOC":
        return len(words) > 1 or any(token.text in ("-", "–") for token in tokens[start:index])
    if any(each.label == "PER" and _covers(each, tokens[index]) for each in tags):
        return False
    coined = tokens[index].text not in EVENT_NOUNS and is_event_noun(tokens[index].text)
    if not words and end == index and not coined:
        return False
    if _of_an_office(tokens, start, index) or _is_common(tokens[index].text, words, label):
        return False
    if tokens[index].text in VERBS_TOO and not (
        _is_occasion(tokens, start, index)
        or any(
            each.label == "MISC" and each.span.overlaps(token.span)
            for token in tokens[start : index + 1]
            for each in tags
        )
    ):
        return False
    if tokens[index].text in NEEDS_MODIFIER:
        covering = [each for each in tags if _covers(each, tokens[index])]
        if any(each.label in ("PER", "LOC") for each in covering):
            return False
        if tokens[index].text in ("Congress", "Convention", "Fair", "Cup") and any(
            each.label == "ORG" for each in covering
        ):
            return False
    return True


def _of_an_office(tokens: Sequence[Token], start: int, index: int) -> bool:
    """Whether the noun is what an office is for: “Ministry of Law”, “School of Arts and Law”."""
    before = tokens[index - 1].text if index > start else ""
    return before in ("of", "for") or (
        before in ("and", "&")
        and any(
            first.text in ORGANIZATION_NOUNS and second.text in ("of", "for")
            for first, second in pairwise(tokens[start:index])
        )
    )


def _is_common(noun: str, words: Sequence[Token], label: str) -> bool:
    """Whether what stands before the noun makes no name: “Annual Meeting”, “Polling Day”, “Minister Law”."""
    modifiers = {word.text for word in words}
    return bool(
        (label == "EVENT" and modifiers and modifiers <= _GENERIC)
        or (noun in ("Day", "Days") and modifiers & _PLAIN_DAYS)
        or (noun in _SURNAMES and len(words) == 1 and is_head(words[0].text.casefold()))
    )


def _is_occasion(tokens: Sequence[Token], start: int, index: int) -> bool:
    """Whether what stands around a noun that is a common word too makes it the name of an occasion."""
    if tokens[index].text in ("Day", "Days"):
        return start > 0
    first = tokens[start].text
    held = start > 0 and tokens[start - 1].text in _HOLDERS
    return held or is_year(first) or is_ordinal(first)


def _hyphenated(tokens: Sequence[Token], tags: Sequence[Tag]) -> bool:
    hyphen = any(token.text in ("-", "–") for token in tokens)
    return hyphen and any(
        each.label == "LOC" and each.span.overlaps(token.span) for each in tags for token in tokens
    )


def _untagged(span: Span, first: str, tags: Sequence[Tag]) -> bool:
    """A name of three words or more that the tagger holds no person and no organization."""
    return first not in ORDINARY and all(
        each.label == "MISC" for each in tags if each.span.overlaps(span)
    )


def _covers(tag: Tag, token: Token) -> bool:
    return tag.span.contains(token.span)
