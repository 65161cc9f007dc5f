"""Quotations that stand in an article again: pulled out between its paragraphs, or in its headline."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from nutgraf.language.passages import Passages
from nutgraf.model import ParagraphKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.language.tokens import Reading
    from nutgraf.model import Quotation


def with_repetitions(
    reading: Reading, found: Sequence[Quotation], headed: Sequence[Quotation]
) -> Iterator[Quotation]:
    """Join pull quotes and headlines to the quotations that they repeat.

    A quotation of a headline that stands nowhere else is one of its own, before the others.
    """
    text = reading.text
    pulled = [
        (_folded(paragraph.span.of(text)), _bare(text, paragraph.span))
        for paragraph in reading.article.of_kind(ParagraphKind.PULL_QUOTE)
    ]
    heads = [(_folded(each.parts[0].of(text)), each) for each in headed]
    said = [_folded(" ".join(part.of(text) for part in each.parts)) for each in found]
    passages = Passages(said, [words for words, _ in (*pulled, *heads)])
    repeated: defaultdict[int, list[Span]] = defaultdict(list)
    for words, span in pulled:
        for number in passages.holding(words):
            repeated[number].append(span)
    for words, head in heads:
        again = next(passages.holding(words), None)
        if again is None:
            yield head
        else:
            repeated[again].append(head.parts[0])
    for number, quotation in enumerate(found):
        repeats = tuple(sorted(repeated[number]))
        yield replace(quotation, repetitions=repeats) if repeats else quotation


def _bare(text: str, span: Span) -> Span:
    """The words of a pull quote, without outer marks of its own and without its last stop."""
    words = span.of(text)
    start, end = span.start, span.end
    if words[0] in '“"' and words.rstrip(".,")[-1] in '”"':
        start, end = start + 1, start + len(words.rstrip(".,")) - 1
    return Span(start, start + len(text[start:end].rstrip(" .,")))


def _folded(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))
