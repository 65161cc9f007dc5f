"""What each sentence of an article's prose is about: the people in it, and how they stand in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from nutgraf.linkers.attention import ALONE, OTHER, SPEAKER, SUBJECT, Moment
from nutgraf.linkers.genders import noun_gender
from nutgraf.model import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from nutgraf.language.places import Placed, Places
    from nutgraf.language.tokens import Reading, Sentence
    from nutgraf.model import Mention

_PREPOSITION = (
    r"\b(?:by|of|to|with|for|from|against|about|than|on|in|at|like|under|over|between|and|told|via|including)"
    r"\s+(?:(?:the|a|an|his|her|its|their|one)\s+)?"
)
_BEHIND_PREPOSITION = re.compile(
    _PREPOSITION + r"(?:[A-Z][\w.’'-]*\s+|[a-z-]+\s+|\(\w+\)\s+){0,4}$"
)
_IN_APPOSITION = re.compile(_PREPOSITION + r"(?:[A-Z][\w.’'-]*\s+|[a-z-]+\s+){0,3}[\w-]+,\s+$")
"""“read out by her lawyer, X, …”, where the name ends at a comma too."""
_OF_RELATIVE = re.compile(r",\s+(?:whose|who|which|where)\s++[^,]{0,60},?\s+$")
_NEXT_CLAUSE = re.compile(
    r"(?:,\s+(?:and|but|while)|;|—|–)\s+(?:[A-Z][\w.’'-]*\s+|[a-z-]+\s+){0,3}$"
)
_VERB = re.compile(r"\s+(?!(?:of|from|at|in|and|or|who|for|with|to|by|on)\b)[a-z]")
_INVERTED = re.compile(r"(?:Among|With|Beside|Behind|Next to)\b[^,“”\"]*\b(?:was|is|stood|sat)\s+$")
_FOR = re.compile(r"For\s")
"""“For X, the decision is personal”: the sentence is about X."""
_UNNAMED = re.compile(
    r"(?:(?:But|And|Yet) )?(?:His|Her|Their|One|Another|An?|his|her|another|an?)\s+(?:[a-z-]+\s+){0,3}?"
    r"(deputy|aide|spokes\w+|colleague|friend|neighbou?r|witness|resident|lawyer|mother|father|brother|sister"
    r"|wife|husband|son|daughter|survivor|official|officer|teacher|nurse|doctor|student|worker|driver|farmer"
    r"|man|woman|boy|girl)\b"
)
"""A sentence about somebody without a name, whom a pronoun behind it can mean."""
_NEAR = 160  # code points before a name in which a preposition can stand


_ENDS = (".", "!", "?", "”", "’", '"', "'")
"""How a paragraph ends that is a sentence, and no line of the masthead."""


class Body:
    """The sentences and paragraphs of an article's prose, by their number."""

    def __init__(self, reading: Reading, spoken: Places) -> None:
        body = {paragraph.span for paragraph in reading.article.body}
        self.spoken = spoken
        self.paragraphs = reading.article.body
        self.lead = next(
            (each.span for each in self.paragraphs if each.span.of(reading.text).endswith(_ENDS)),
            Span(0, 0),
        )
        self.sentences = [each for each in reading.sentences if each.paragraph.span in body]
        self._ends = [paragraph.span.end for paragraph in self.paragraphs]
        self._starts = [sentence.span.start for sentence in self.sentences]
        # A sentence inside a quotation takes no attention from whoever had it.
        self._counted = list(accumulate(not spoken.hold(each.span) for each in self.sentences))

    def paragraph(self, offset: int) -> int:
        """The number of the paragraph at an offset."""
        return bisect_right(self._ends, offset)

    def number(self, offset: int) -> int:
        """How many sentences outside quotations have begun at an offset."""
        index = bisect_right(self._starts, offset)
        return self._counted[index - 1] if index else 0

    def sentence(self, offset: int) -> Sentence | None:
        """The sentence at an offset."""
        index = bisect_right(self._starts, offset) - 1
        found = self.sentences[index] if index >= 0 else None
        return found if found and offset <= found.span.end else None

    def moment(self, entity: str, span: Span, weight: float, *, start: int | None = None) -> Moment:
        """Somebody coming to mind at a span, or at another place for it."""
        place = span.start if start is None else start
        return Moment(
            start=place,
            sentence=self.number(place),
            paragraph=self.paragraph(place),
            entity=entity,
            span=span,
            weight=weight,
        )


def moments(
    text: str,
    body: Body,
    people: Placed[Mention],
    speaking: Collection[Span],
    spoken: Places,
    reported: Places,
) -> Iterator[Moment]:
    """Everybody whom the prose names outside quotations, and who has no name but a sentence."""
    for sentence in body.sentences:
        here = [each for each in people.within(sentence.span) if not spoken.overlap(each.span)]
        speakers = [each for each in here if each.span in speaking]
        if not here:
            nobody = _UNNAMED.match(text, sentence.span.start, sentence.span.end)
            if nobody:
                at = body.moment("", sentence.span, SUBJECT)
                yield replace(at, gender=noun_gender(nobody.group(1)))
            continue
        subject: Mention | None = None
        for mention in speakers or here:
            if mention in speakers or _is_subject(text, mention.span, sentence.span.start, subject):
                subject = mention
        for mention in here:
            assert mention.entity is not None
            if mention is subject:
                weight = SPEAKER if mention in speakers else SUBJECT
            else:
                weight = ALONE if len(here) == 1 else OTHER
            if reported.hold(mention.span):
                weight /= 2
            yield body.moment(mention.entity, mention.span, weight)


def _is_subject(text: str, name: Span, start: int, before: Mention | None) -> bool:
    """Whether a clause is about this name: the first that can be one, or that of the next clause."""
    if text[name.end : name.end + 2] in ("’s", "'s"):
        return False
    words = text[start : name.start]
    if before is not None:
        return bool(_NEXT_CLAUSE.search(words[-_NEAR:]) and _VERB.match(text, name.end))
    if _FOR.match(words) and text[name.end : name.end + 1] == ",":
        return True
    near = words[-_NEAR:]
    return bool(len(words) <= _NEAR and _INVERTED.match(words)) or not (
        _BEHIND_PREPOSITION.search(near)
        or _OF_RELATIVE.search(near)
        or (text[name.end : name.end + 1] in ",.;" and _IN_APPOSITION.search(near))
    )
