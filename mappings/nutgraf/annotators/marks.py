"""Quotation marks and what stands between them, in the styles that newsrooms use.

Curly, straight, low and angle marks, corner brackets, and single marks where a paper uses them.  Keyboards mix them up, editors forget them: a mark is opening or closing by
what stands around it, inner marks are paired first, and one without a partner holds nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nutgraf.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.language.tokens import Reading
    from nutgraf.model import Paragraph

_DOUBLE = re.compile(r"[“”„«»「」『』\"]")
_ANY = re.compile(rf"{_DOUBLE.pattern}|[‘’']")
_SINGLE_OPEN = re.compile(r"(?<![\w’'‘])[‘'](?=[\w“\"…])")
_SINGLE_CLOSE = re.compile(
    r"(?<=[,.?!…”\"])[’'](?!\w)|(?<=\w)[’'](?=[,.;:!?)]|\s*(?:$|\n))|(?<=[^s\W])[’'](?=\s)"
)
_MARK = re.compile(r"[“\"„«‘']")
_FIRST_MARK = re.compile(r"[“\"„«]|''|(?<![\w’'‘])[‘'](?=[\w“…])")
_ONLY_OPEN = "„「『"
_ONLY_CLOSE = "」』"
_AROUND = 2  # code points beside a mark that tell which it is


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between marks: `span` with the marks, `inside` without them."""

    span: Span
    inside: Span
    closed: bool = True


def uses_single_marks(reading: Reading) -> bool:
    """British style: the first mark of most paragraphs that have one is a single one."""
    first = [
        match.group() in ("‘", "'")
        for paragraph in reading.article.body
        if (mark := _MARK.search(reading.text, paragraph.span.start, paragraph.span.end))
        and (match := _FIRST_MARK.search(reading.text, mark.start(), paragraph.span.end))
    ]
    return 2 * sum(first) > len(first)


def opens_with_mark(text: str, paragraph: Paragraph | None, *, singles: bool = False) -> bool:
    """Whether a paragraph begins with an opening mark, as one does that goes on with a speech."""
    if paragraph is None:
        return False
    return text[paragraph.span.start] in ("“\"„«‘'" if singles else '“"„«')


def marked_words(
    text: str, span: Span, *, singles: bool = False, goes_on: bool = False
) -> Iterator[Quoted]:
    r"""What stands between outer quotation marks in one paragraph.

    An opening mark without its closing one reaches to the paragraph's end, if it stands first or the
    speech goes on in the next paragraph.

    >>> text = "He said “a ‘b’ c” and \"d\" and “e \"f\" g”."
    >>> [each.inside.of(text) for each in marked_words(text, Span(0, len(text)))]
    ['a ‘b’ c', 'd', 'e "f" g']
    """
    pairs, alone = _paired(text, span, singles=singles)
    last = _going_on(text, span, alone, goes_on=goes_on)
    end = last.span.start if last else span.end
    reached = span.start
    for opening, closing in pairs:
        if opening.start < reached or opening.start >= end:
            continue
        reached = closing.end
        yield Quoted(Span(opening.start, closing.end), Span(opening.end, closing.start))
    if last:
        yield last


def _paired(
    text: str, span: Span, *, singles: bool
) -> tuple[Sequence[tuple[Span, Span]], Sequence[Span]]:
    """The pairs of marks in order of their beginning, and the opening ones that nothing closes."""
    stack: list[tuple[Span, bool]] = []
    doubles = 0  # of the stack, so that nobody has to look for one
    pairs = []
    for match in (_ANY if singles else _DOUBLE).finditer(text, span.start, span.end):
        mark = Span(*match.span())
        single = match.group() in ("‘", "’", "'")
        if single:
            opens = bool(_SINGLE_OPEN.match(text, mark.start, span.end))
            closes = not opens and bool(_SINGLE_CLOSE.match(text, mark.start, span.end))
            closes = closes and bool(stack) and stack[-1][1]
        else:
            opens, closes = _roles(text, span, mark)
            closes = closes and doubles > 0
        if closes:
            while stack[-1][1] is not single:  # a stray apostrophe
                stack.pop()
            pairs.append((stack.pop()[0], mark))
            doubles -= not single
        elif opens:
            stack.append((mark, single))
            doubles += not single
    return sorted(pairs), [mark for mark, _ in stack]


def _roles(text: str, span: Span, mark: Span) -> tuple[bool, bool]:
    """Whether a double mark can open and whether it can close, by what stands around it."""
    sign = mark.of(text)
    if sign in _ONLY_OPEN:
        return True, False
    if sign in _ONLY_CLOSE:
        return False, True
    before = text[mark.start - 1] if mark.start > span.start else " "
    behind = text[mark.end] if mark.end < span.end else " "
    free, word = before.isspace() or before in "([—–-", behind.isalnum()
    if sign in "“«":
        wrong = not free and before not in ":“\"‘'" and not word and behind not in "‘'“…[$£€¥("
        return not wrong, wrong
    if sign == "»":
        return free and word, not (free and word)
    if sign == "”":
        return False, True
    return (
        not before.isalnum() and before != '"' and not behind.isspace(),
        not word and (not before.isspace() or behind.isspace()),
    )


def _going_on(text: str, span: Span, alone: Sequence[Span], *, goes_on: bool) -> Quoted | None:
    """The speech that no mark closes: from its opening mark to the paragraph's end.

    Where nothing goes on, a forgotten mark holds the words up to the one who says them.
    """
    if not alone:
        return None
    mark = alone[0]
    first = mark.start - span.start < _AROUND
    lead_in = text[max(span.start, mark.start - _AROUND) : mark.start].strip()
    if goes_on and (first or lead_in[-1:] in (",", ":", ".", "?", "!", "”", '"', "’")):
        return Quoted(Span(mark.start, span.end), Span(mark.end, span.end), closed=False)
    if not first or len(alone) > 1:
        return None
    said = _SAID.search(text, mark.end, span.end)
    end = said.end(1) if said else span.end
    return Quoted(Span(mark.start, end), Span(mark.end, end), closed=False)


_SAID = re.compile(
    r"([,?!])\s(?:(?:said|says|added|adds|asked|told)\s|[^,.“”\"]{1,60}\s(?:said|says|added|adds|asked|told)\b)"
)
