"""What a headline quotes: “‘No one told us’: farmers slam dam”, “We lost”, says mayor."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nutgraf.annotators.attribution import Attribution, after, speaker_of
from nutgraf.annotators.marks import Quoted, marked_words
from nutgraf.language.occupations import is_head
from nutgraf.model import Evidence, MentionForm, ParagraphKind, Quotation, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.annotators.known import Names
    from nutgraf.language.tokens import Reading
    from nutgraf.model import Paragraph, Speaker

_FEWEST_WORDS = 6
_FEWEST_AHEAD = 3
_SLAMS = re.compile(
    r"\s*:\s+(?P<subject>[^:;,“”\"]{2,60}?)\s+(?P<cue>says?|tells?|slams?|warns?|hits?|blasts?|urges?|vows?|insists?"
    r"|claims?|deny|denies|admits?|accuses?|defends?|pleads?|laments?|demands?|reveals?)\b"
)


def headline_quotations(
    reading: Reading, names: Names, interviewee: Speaker | None = None
) -> Iterator[Quotation]:
    """The quotations of the headline, in marks of either kind, whatever the paper uses below.

    A few words in marks are a term; they are speech where a colon or a speaker follows them.  What an
    interview has in its headline and nobody else says is the `interviewee`'s.
    """
    for paragraph in reading.article.of_kind(ParagraphKind.HEADLINE):
        for quoted in marked_words(reading.text, paragraph.span, singles=True):
            found = _attribution(reading.text, names, paragraph, quoted)
            if _is_speech(reading.text, paragraph, quoted, found):
                speaker = speaker_of(names, found) if found else interviewee
                yield _quotation(reading.text, quoted, speaker)


def _is_speech(text: str, paragraph: Paragraph, quoted: Quoted, found: Attribution | None) -> bool:
    words = len(quoted.inside.of(text).split())
    ahead = quoted.span.start == paragraph.span.start
    followed = text[quoted.span.end : quoted.span.end + 1] == ":"
    return (
        words >= _FEWEST_WORDS
        or (ahead and followed and words >= _FEWEST_AHEAD)
        or (ahead and found is not None and words > 1)
        or (found is not None and found.speaker.start < quoted.span.start and words > 2)
    )


def _attribution(
    text: str, names: Names, paragraph: Paragraph, quoted: Quoted
) -> Attribution | None:
    slams = _SLAMS.match(text, quoted.span.end, paragraph.span.end)
    if not slams:
        ahead = _ahead(text, names, paragraph, quoted)
        if ahead:
            return ahead
        said = text[quoted.span.end : quoted.span.end + 1] == "," or text[
            quoted.inside.end - 1
        ] in tuple(",?!")
        return after(text, names, quoted.span.end, paragraph.span.end) if said else None
    subject, cue = Span(*slams.span("subject")), Span(*slams.span("cue"))
    named = [mention for mention in names.within(subject.start, subject.end) if mention.entity]
    if named and named[-1].span.end == subject.end:
        return Attribution(named[-1].span, MentionForm.NAME, cue)
    return None if named else Attribution(subject, MentionForm.NOMINAL, cue)


def _ahead(text: str, names: Names, paragraph: Paragraph, quoted: Quoted) -> Attribution | None:
    """“Mayor to farmers: ‘…’”, “X: ‘…’”: who is named first, or has an office, and a colon."""
    announced = _ANNOUNCED.match(text, paragraph.span.start, quoted.span.start)
    if announced is None or announced.end() != quoted.span.start:
        return None
    subject, cue = Span(*announced.span("subject")), Span(*announced.span("cue"))
    if any(
        mention.span == subject and mention.entity
        for mention in names.within(subject.start, subject.end)
    ):
        return Attribution(subject, MentionForm.NAME, cue)
    office = is_head(subject.of(text).split()[-1].lower())
    return Attribution(subject, MentionForm.NOMINAL, cue) if office else None


_ANNOUNCED = re.compile(
    r"(?P<subject>[^\s:,“”‘\"]+(?:\s[^\s:,“”‘\"]+){0,3}?)(?:\s(?:to|on|over|tells)\s[^:“”‘\"]{2,60})?(?P<cue>:)\s*"
)


def _quotation(text: str, quoted: Quoted, speaker: Speaker | None) -> Quotation:
    words = quoted.inside.of(text)
    part = Span(quoted.inside.start, quoted.inside.start + len(words.rstrip(", ")))
    return Quotation(
        span=quoted.span,
        parts=(part,),
        evidence=Evidence(rule="quotation-in-headline", spans=(part,), confidence=0.85),
        speaker=speaker,
    )
