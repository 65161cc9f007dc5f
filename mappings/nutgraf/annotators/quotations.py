"""Direct speech: what stands between quotation marks, in how many parts, and who the words name.

Words in quotation marks are not always speech (`nutgraf.annotators.spoken`).  What is, may go on
behind the words that attribute it, and over several paragraphs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nutgraf.annotators.attribution import (
    Attribution,
    after,
    before,
    behind_comma,
    framing,
    introducing,
    speaker_of,
)
from nutgraf.annotators.headlines import headline_quotations
from nutgraf.annotators.interviews import interview, interviewee
from nutgraf.annotators.marks import Quoted, marked_words, opens_with_mark, uses_single_marks
from nutgraf.annotators.repetitions import with_repetitions
from nutgraf.annotators.spoken import (
    ends_sentence,
    is_interrupted,
    is_speech,
    last_sign,
    stands_free,
)
from nutgraf.language.places import Places
from nutgraf.model import Basis, Evidence, Quotation, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.annotators.known import Names
    from nutgraf.language.tokens import Reading
    from nutgraf.model import Paragraph

_SENTENCE_INSIDE = re.compile(r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr))(?<!\bMrs)[.!?]\s+[A-Z]")
FRAMED = "quoted-words-of-a-sentence"
"""The rule of a quotation that is a part of the reporter's sentence: “X said it was “…”.”"""

_WORDS_INTRODUCING = 40
_BEFORE_SPEECH = ("", *'.!?”":,')


def quotations(reading: Reading, names: Names) -> tuple[Quotation, ...]:
    """The quotations of the article, in order, with the speakers that the words beside them name.

    A speaker that only the neighbourhood tells is left to `nutgraf.linkers.speakers`.
    """
    text = reading.text
    singles = uses_single_marks(reading)
    paragraphs = reading.article.body
    found: list[Quotation] = []
    introduced: Attribution | None = None
    transcript = False
    turns = interview(reading, names)
    printed = Places(turn.span for turn in turns)
    for paragraph, follower in zip(paragraphs, (*paragraphs[1:], None), strict=False):
        if printed.overlap(paragraph.span):
            continue
        goes_on = opens_with_mark(text, follower, singles=singles)
        marked = list(marked_words(text, paragraph.span, singles=singles, goes_on=goes_on))
        transcript = _is_transcript(text, paragraph, marked, transcript)
        if transcript:
            continue
        found.extend(_in_paragraph(text, names, paragraph, marked, introduced))
        introduced = _introduction(text, names, paragraph, marked)
    joined = sorted((*_join_paragraphs(text, found), *turns), key=lambda each: each.span)
    headed = tuple(headline_quotations(reading, names, interviewee(turns)))
    return tuple(with_repetitions(reading, joined, headed))


def _is_transcript(
    text: str, paragraph: Paragraph, marked: Sequence[Quoted], transcript: bool
) -> bool:
    """Whether one pair of marks holds the turns of several speakers: “WALLER: …”.

    Nobody said all of it, so that it is no quotation; it lasts while its marks stay open.
    """
    first = marked[0] if marked else None
    if first is None or first.span.start != paragraph.span.start:
        return False
    return bool(_TURN.match(first.inside.of(text))) or (transcript and len(marked) == 1)


_TURN = re.compile(r"(?:[A-Z][A-Z.’'-]++\s?){1,4}:\s|\([A-Z ]+\.?\)")
"""How a turn begins in a transcript: “WALLER: …”."""


def _in_paragraph(
    text: str,
    names: Names,
    paragraph: Paragraph,
    marked: Sequence[Quoted],
    introduced: Attribution | None,
) -> Iterator[Quotation]:
    index, spoken = 0, paragraph.span.start
    while index < len(marked):
        quoted = marked[index]
        left = marked[index - 1].span.end if index else paragraph.span.start
        right = marked[index + 1].span.start if index + 1 < len(marked) else paragraph.span.end
        found = _attribution(text, names, quoted, (spoken, left), right)
        if (
            found is None
            and introduced
            and index == 0
            and quoted.span.start == paragraph.span.start
        ):
            alone = len(marked) == 1 and not text[quoted.span.end : paragraph.span.end].strip(" .")
            found = introduced if alone or not introduced.inferred else None
        if found is None and stands_free(text, quoted, left) and ends_sentence(text, quoted):
            found = introducing(text, names, left, quoted.span.start)
        if not is_speech(text, quoted, found, left):
            index += 1
            continue
        group = [quoted]
        while (
            index + 1 < len(marked)
            and _continues(text, group[-1], marked[index + 1], found)
            and not _has_own(text, names, paragraph, marked, index + 1)
        ):
            index += 1
            group.append(marked[index])
        framed = text[left : quoted.span.start].rstrip()[-1:] not in _BEFORE_SPEECH and (
            found is None
            or found.speaker.start < quoted.span.start
            or is_interrupted(text, quoted, found, left)
        )
        yield _quotation(text, names, group, found, framed=framed)
        spoken = group[-1].span.end
        index += 1


def _has_own(
    text: str, names: Names, paragraph: Paragraph, marked: Sequence[Quoted], index: int
) -> bool:
    """Whether a further stretch is attributed to somebody by the words behind it."""
    quoted = marked[index]
    right = marked[index + 1].span.start if index + 1 < len(marked) else paragraph.span.end
    return (
        last_sign(text, quoted) in ",?!" and after(text, names, quoted.span.end, right) is not None
    )


def _attribution(
    text: str, names: Names, quoted: Quoted, lefts: tuple[int, int], right: int
) -> Attribution | None:
    """The attribution beside one quoted stretch; what follows a closing comma wins.

    `lefts` are where the last quotation and the last words in marks before it end.
    """
    spoken, left = lefts
    end = quoted.span.end
    last = last_sign(text, quoted)
    comma = last == "," or text[end : end + 1] == ","
    follows = after(text, names, end, right) if comma or last in "?!—–-" else None
    if follows is None and re.match(r"\s+[a-z]|\s*[–—―]", text[end:right]):
        follows = after(text, names, end, right)
    if follows is None and comma:
        follows = behind_comma(text, names, end + (text[end : end + 1] == ","), right)
    if follows:
        return follows
    start = quoted.span.start
    precedes = before(text, names, left, start) if start > left else None
    if precedes is None and spoken < left < start:
        precedes = before(text, names, spoken, start)
    if precedes is None and not stands_free(text, quoted, left):
        precedes = framing(text, names, left, start)
        if precedes is None and spoken < left < start:  # “X called it “a …” that “…””
            precedes = framing(text, names, spoken, start)
    if precedes is None and text[left:start].rstrip()[-1:] == ":":
        precedes = introducing(text, names, left, start)
    return precedes


def _continues(text: str, quoted: Quoted, following: Quoted, found: Attribution | None) -> bool:
    """Whether only the attribution stands between two stretches of one quotation."""
    if found is None or not quoted.span.end <= found.speaker.start < following.span.start:
        return False
    between = text[quoted.span.end : following.span.start]
    return (
        len(between) < 200
        and not _SENTENCE_INSIDE.search(between.strip())
        and between.rstrip()[-1:] in ".,;:"
        and len(following.inside.of(text).split()) > 0
    )


def _quotation(
    text: str, names: Names, group: Sequence[Quoted], found: Attribution | None, *, framed: bool
) -> Quotation:
    parts = tuple(_without_comma(text, quoted.inside) for quoted in group)
    return Quotation(
        span=Span(group[0].span.start, group[-1].span.end),
        parts=parts,
        evidence=Evidence(
            rule=FRAMED if framed else "quotation-marks",
            spans=parts,
            confidence=0.95 if found else 0.85,
        ),
        speaker=speaker_of(names, found) if found else None,
    )


def _without_comma(text: str, span: Span) -> Span:
    """The words themselves: no white space around them, no comma that the reporter put last."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    bare = words.rstrip()
    if bare.endswith(","):
        bare = bare[:-1].rstrip()
    return Span(start, max(start, span.start + len(bare)))


def _introduction(
    text: str, names: Names, paragraph: Paragraph, marked: Sequence[Quoted]
) -> Attribution | None:
    """“X continued:” at the end of a paragraph introduces the next one, “X was blunt.” as one too."""
    words = paragraph.span.of(text).rstrip()
    start = marked[-1].span.end if marked else paragraph.span.start
    if not words.endswith(":"):
        short = not marked and len(words.split()) <= _WORDS_INTRODUCING
        return introducing(text, names, start, paragraph.span.end) if short else None
    return before(text, names, start, paragraph.span.end) or introducing(
        text, names, start, paragraph.span.end
    )


def _join_paragraphs(text: str, found: Sequence[Quotation]) -> list[Quotation]:
    """A quotation whose mark stays open goes on where the next paragraph opens with a mark."""
    joined: list[Quotation] = []
    for quotation in found:
        previous = joined[-1] if joined else None
        if (
            previous
            and _stays_open(text, previous)
            and not _is_inside(text, previous, quotation)
            and not text[previous.span.end : quotation.span.start].strip()
        ):
            first, second = previous.speaker, quotation.speaker
            stated = second and second.evidence.basis is Basis.STATED
            guessed = first is None or first.evidence.basis is Basis.INFERRED
            speaker = second if stated and guessed else first or second
            joined[-1] = Quotation(
                span=Span(previous.span.start, quotation.span.end),
                parts=(*previous.parts, *quotation.parts),
                evidence=Evidence(
                    rule=previous.evidence.rule,
                    spans=(*previous.parts, *quotation.parts),
                    confidence=min(previous.evidence.confidence, quotation.evidence.confidence),
                ),
                speaker=speaker,
            )
        else:
            joined.append(quotation)
    return joined


def _stays_open(text: str, quotation: Quotation) -> bool:
    """Whether no mark stands behind the last words; an inner one that ends them is their own."""
    return not text[quotation.parts[-1].end : quotation.span.end].strip(" ,\u00a0")


def _is_inside(text: str, outer: Quotation, inner: Quotation) -> bool:
    """Whether somebody speaks in what another is quoted with: marks of another kind, and an own speaker."""
    first, second = outer.speaker, inner.speaker
    return (
        text[outer.span.start] != text[inner.span.start]
        and first is not None
        and second is not None
        and {first.evidence.basis, second.evidence.basis} == {Basis.STATED}
    )
