"""Direct speech: what stands between quotation marks, in how many parts, and who the words name.

Words in quotation marks are not always speech: terms, titles and irony wear them too.  A quotation
has a cue beside it, or is a whole sentence, or continues one that was attributed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nutgraf.annotators.attribution import Attribution, after, before
from nutgraf.language.passages import Passages
from nutgraf.model import (
    Evidence,
    MentionForm,
    Paragraph,
    ParagraphKind,
    Quotation,
    Span,
    Speaker,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.annotators.known import Names
    from nutgraf.language.tokens import Reading

_STRAIGHT_OPEN = re.compile(r"(?<![\w\"])\"(?=\S)")
_STRAIGHT_CLOSE = re.compile(r"(?<=\S)\"(?!\w)")
_SINGLE_OPEN = re.compile(r"(?<![\w’'‘])[‘'](?=[\w“…])")
_SINGLE_CLOSE = re.compile(
    r"(?<=[,.?!…])[’'](?!\w)|(?<=\w)[’'](?=[,.;:!?)]|\s*(?:$|\n))|(?<=[^s\W])[’'](?=\s)"
)
_ANY_OPEN = re.compile(r"“|(?<![\w\"])\"(?=\S)|(?<![\w’'‘])[‘'](?=[\w“…])")
_CLOSERS = {"“": "”", "«": "»", "„": "“", "「": "」"}
_SENTENCE_INSIDE = re.compile(r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr))(?<!\bMrs)[.!?]\s+[A-Z]")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n|$")
_QUOTED_SHARE = 0.75  # of a clause's words, from which it is a quotation and not a report
_FEWEST_WORDS = 2
_WORDS_ALONE = 4


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between marks: `span` with the marks, `inside` without them."""

    span: Span
    inside: Span
    closed: bool = True


def quotations(reading: Reading, names: Names) -> tuple[Quotation, ...]:
    """The quotations of the article, in order, with the speakers that the words beside them name.

    A speaker that only the neighbourhood tells is left to `nutgraf.linkers.speakers`.
    """
    text = reading.text
    singles = _uses_single_marks(reading)
    paragraphs = reading.article.body
    found: list[Quotation] = []
    introduced: Attribution | None = None
    for paragraph, follower in zip(paragraphs, (*paragraphs[1:], None), strict=False):
        goes_on = follower is not None and text[follower.span.start] in '“"'
        marked = list(marked_words(text, paragraph.span, singles=singles, goes_on=goes_on))
        found.extend(_in_paragraph(text, names, paragraph, marked, introduced))
        introduced = _introduction(text, names, paragraph, marked)
    joined = _join_paragraphs(text, found)
    return tuple(_with_repetitions(reading, joined))


def _uses_single_marks(reading: Reading) -> bool:
    """British style: the first mark of most paragraphs that have one is a single one."""
    first = [
        match.group() in "‘'"
        for paragraph in reading.article.body
        if (match := _ANY_OPEN.search(reading.text, paragraph.span.start, paragraph.span.end))
    ]
    return 2 * sum(first) > len(first)


def marked_words(
    text: str, span: Span, *, singles: bool = False, goes_on: bool = False
) -> Iterator[Quoted]:
    r"""What stands between outer quotation marks in one paragraph.

    An opening mark without its closing one reaches to the paragraph's end, if it stands first or the
    speech goes on in the next paragraph.

    >>> text = "He said “a ‘b’ c” and \"d\"."
    >>> [each.inside.of(text) for each in marked_words(text, Span(0, len(text)))]
    ['a ‘b’ c', 'd']
    """
    place = span.start
    unclosed: set[str] = set()  # marks that nothing closes any more
    while place < span.end:
        c = text[place]
        end = -1
        if c in unclosed:
            pass
        elif c in _CLOSERS:
            end = text.find(_CLOSERS[c], place + 1, span.end)
        elif c == '"' and _STRAIGHT_OPEN.match(text, place):
            close = _STRAIGHT_CLOSE.search(text, place + 1, span.end)
            end = close.start() if close else -1
        elif singles and _SINGLE_OPEN.match(text, place):
            close = _SINGLE_CLOSE.search(text, place + 1, span.end)
            if not close:
                singles = False
                place += 1
                continue
            end = close.start()
        else:
            place += 1
            continue
        if end < 0:
            if c in '“"' and (goes_on or place - span.start < 2):
                yield Quoted(Span(place, span.end), Span(place + 1, span.end), closed=False)
                return
            unclosed.add(c)
            place += 1
            continue
        yield Quoted(Span(place, end + 1), Span(place + 1, end))
        place = end + 1


def _in_paragraph(
    text: str,
    names: Names,
    paragraph: Paragraph,
    marked: Sequence[Quoted],
    introduced: Attribution | None,
) -> Iterator[Quotation]:
    index = 0
    while index < len(marked):
        quoted = marked[index]
        left = marked[index - 1].span.end if index else paragraph.span.start
        right = marked[index + 1].span.start if index + 1 < len(marked) else paragraph.span.end
        found = _attribution(text, names, quoted, left, right)
        if (
            found is None
            and introduced
            and index == 0
            and not text[left : quoted.span.start].strip()
        ):
            found = introduced
        if not _is_speech(text, quoted, found, left):
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
        yield _quotation(text, names, group, found)
        index += 1


def _has_own(
    text: str, names: Names, paragraph: Paragraph, marked: Sequence[Quoted], index: int
) -> bool:
    """Whether a further stretch is attributed to somebody by the words behind it."""
    quoted = marked[index]
    right = marked[index + 1].span.start if index + 1 < len(marked) else paragraph.span.end
    last = quoted.inside.of(text).rstrip()[-1:]
    return last in ",?!" and after(text, names, quoted.span.end, right) is not None


def _attribution(
    text: str, names: Names, quoted: Quoted, left: int, right: int
) -> Attribution | None:
    """The attribution beside one quoted stretch; what follows a closing comma wins."""
    last = quoted.inside.of(text).rstrip()[-1:]
    behind = text[quoted.span.end : quoted.span.end + 1]
    follows = (
        after(text, names, quoted.span.end, right) if last in ",?!—–-" or behind == "," else None
    )
    if follows is None and re.match(r"\s+[a-z]|\s*[–—―]", text[quoted.span.end : right]):
        follows = after(text, names, quoted.span.end, right)
    if follows:
        return follows
    precedes = before(text, names, left, quoted.span.start) if quoted.span.start > left else None
    if precedes:
        return precedes
    verb_first = re.match(
        r"\s*,?\s*(?:said|says|told|added|wrote|asked)\b", text[quoted.span.end : right]
    )
    return after(text, names, quoted.span.end, right) if verb_first else None


def _is_speech(text: str, quoted: Quoted, found: Attribution | None, left: int) -> bool:
    inside = quoted.inside.of(text).strip()
    words = len(inside.split())
    if not quoted.closed:
        return words >= _WORDS_ALONE
    lead_in = text[left : quoted.span.start].rstrip()
    ends_sentence = inside[-1:] in ".?!…,"
    begins_sentence = (
        not lead_in or lead_in[-1] in '.!?”":' or (lead_in[-1] == "," and found is not None)
    ) and inside[:1].isupper() | (not inside[:1].isalpha())
    if (
        found
        and words >= _FEWEST_WORDS
        and (found.speaker.start >= quoted.span.end or begins_sentence)
    ):
        return ends_sentence or begins_sentence or words >= _WORDS_ALONE
    if begins_sentence and ends_sentence and words >= _WORDS_ALONE:
        return True
    # A part of a sentence that a verb of speech frames: long enough to be somebody's words.
    return found is not None and words >= 6 and not _that_clause(text, found, quoted)


def _that_clause(text: str, found: Attribution, quoted: Quoted) -> bool:
    """“X said that it is “…””: the sentence is indirect speech, its quoted words a part of it."""
    if found.cue.end > quoted.span.start:
        return False
    before_it = text[found.cue.end : quoted.span.start].split()
    end = _SENTENCE_END.search(text, quoted.span.end)
    behind_it = text[quoted.span.end : end.start() if end else quoted.span.end].split()
    inside = len(quoted.inside.of(text).split())
    return inside < _QUOTED_SHARE * (len(before_it) + inside + len(behind_it))


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
    text: str, names: Names, group: Sequence[Quoted], found: Attribution | None
) -> Quotation:
    parts = tuple(_without_comma(text, quoted.inside) for quoted in group)
    return Quotation(
        span=Span(group[0].span.start, group[-1].span.end),
        parts=parts,
        evidence=Evidence(rule="quotation-marks", spans=parts, confidence=0.95 if found else 0.85),
        speaker=_speaker(names, found) if found else None,
    )


def _speaker(names: Names, found: Attribution) -> Speaker:
    return Speaker(
        span=found.speaker,
        form=found.form,
        entity=names.entity_at(found.speaker) if found.form is MentionForm.NAME else None,
        evidence=Evidence(
            rule=f"attribution-{found.form}",
            spans=tuple(sorted((found.speaker, found.cue))),
            confidence=0.9 if found.form is MentionForm.NAME else 0.8,
        ),
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
    """“X continued:” at the end of a paragraph introduces the next one."""
    if not paragraph.span.of(text).rstrip().endswith(":"):
        return None
    start = marked[-1].span.end if marked else paragraph.span.start
    return before(text, names, start, paragraph.span.end)


def _join_paragraphs(text: str, found: Sequence[Quotation]) -> list[Quotation]:
    """A quotation whose mark stays open goes on where the next paragraph opens with a mark."""
    joined: list[Quotation] = []
    for quotation in found:
        previous = joined[-1] if joined else None
        if (
            previous
            and text[previous.span.end - 1] not in '”"’»」'
            and not text[previous.span.end : quotation.span.start].strip()
        ):
            speaker = previous.speaker or quotation.speaker
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


def _with_repetitions(reading: Reading, found: Sequence[Quotation]) -> Iterator[Quotation]:
    """Join a pull quote to the quotation that it repeats."""
    pulled = [
        (_folded(paragraph.span.of(reading.text)), _bare(reading.text, paragraph.span))
        for paragraph in reading.article.of_kind(ParagraphKind.PULL_QUOTE)
    ]
    said = [_folded(" ".join(part.of(reading.text) for part in each.parts)) for each in found]
    passages = Passages(said, [words for words, _ in pulled])
    repeated: defaultdict[int, list[Span]] = defaultdict(list)
    for words, span in pulled:
        for number in passages.holding(words):
            repeated[number].append(span)
    for number, quotation in enumerate(found):
        repeats = tuple(repeated[number])
        yield (
            Quotation(
                span=quotation.span,
                parts=quotation.parts,
                evidence=quotation.evidence,
                speaker=quotation.speaker,
                repetitions=repeats,
            )
            if repeats
            else quotation
        )


def _bare(text: str, span: Span) -> Span:
    """The words of a pull quote, without outer marks of its own and without its last stop."""
    words = span.of(text)
    start, end = span.start, span.end
    if words[0] in '“"' and words.rstrip(".,")[-1] in '”"':
        start, end = start + 1, start + len(words.rstrip(".,")) - 1
    return Span(start, start + len(text[start:end].rstrip(" .,")))


def _folded(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))
