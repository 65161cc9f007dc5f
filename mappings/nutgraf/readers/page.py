"""The text of a structured article: its values word for word, so that every fact can show its words.

First what is read as prose (headline, body, captions), as in a file of plain text; then one line for
each other value, behind the name of its field.
"""

from __future__ import annotations

from nutgraf.model import FIELD, Evidence, Paragraph, ParagraphKind, Span
from nutgraf.readers.text import blocks

_MOST = 100  # places of one name that are given
_TRIES = 1_000  # … and that are looked at


class Page:
    r"""A text that grows, with the places of what was put into it.

    >>> page = Page()
    >>> page.paragraph(ParagraphKind.HEADLINE, "headline", "Rain over Velmora")
    >>> page.line("author", "Ada Moreau")
    Span(start=27, end=37)
    >>> page.text
    'Rain over Velmora\n\nauthor: Ada Moreau'
    >>> page.places("Velmora")
    [Span(start=10, end=17)]
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._stated: dict[tuple[str, str], Evidence] = {}
        self._prose: str | None = None
        self._taken = bytearray()
        self._asides: list[Span] = []
        self.paragraphs: list[Paragraph] = []

    @property
    def text(self) -> str:
        """All that was put into it."""
        return "".join(self._parts)

    @property
    def prose(self) -> str:
        """What stands before the lines of fields."""
        return self.text if self._prose is None else self._prose

    def paragraph(self, kind: ParagraphKind, field: str, words: str) -> None:
        """Put a value as one paragraph of this kind."""
        self.paragraphs.append(Paragraph(kind=kind, span=self.block(words), field=field))

    def body(self, field: str, words: str) -> None:
        """Put a value as paragraphs of prose, parted as in a file of plain text."""
        whole = self.block(words)
        kind = ParagraphKind.LEAD
        for part in blocks(words.strip()):
            span = Span(whole.start + part.start, whole.start + part.end)
            self.paragraphs.append(Paragraph(kind=kind, span=span, field=field))
            kind = ParagraphKind.BODY

    def block(self, words: str) -> Span:
        """Put a value by itself, without the white space around it, and give its place."""
        return self._put("\n\n" if self._parts else "", words.strip())

    def aside(self, words: str) -> Span:
        """Put a value that belongs to the one before it and is no prose, such as a credit."""
        self._asides.append(self.block(words))
        return self._asides[-1]

    def line(self, field: str, words: str) -> Span:
        """Put a value behind the name of its field, once, and give its place."""
        return self.stated(field, words).spans[0]

    def stated(self, field: str, words: str) -> Evidence:
        """The evidence of what a field says in these words, which are put behind its name."""
        known = self._stated.get((field, words))
        if known is None:
            if self._prose is None:
                self._prose = self.text
            before = f"\n{field}: " if self._stated else f"\n\n{field}: "
            span = self._put(before, words.strip())
            known = self._stated[field, words] = Evidence(rule=f"{FIELD}{field}", spans=(span,))
        return known

    def places(self, name: str) -> list[Span]:
        """Where a name stands in the prose by itself, no longer one around it; a hundred at most.

        Ask for longer names first: what one of them takes is not given again.
        """
        prose = self.prose
        if len(self._taken) != len(prose):
            self._taken = bytearray(len(prose))
            for aside in self._asides:
                self._taken[aside.start : aside.end] = b"\1" * (aside.end - aside.start)
        found: list[Span] = []
        start = prose.find(name)
        for _ in range(_TRIES):
            if start < 0 or len(found) == _MOST:
                break
            end = start + len(name)
            if not _inside_word(prose, start, end) and self._taken.find(1, start, end) < 0:
                self._taken[start:end] = b"\1" * len(name)
                found.append(Span(start, end))
            start = prose.find(name, end)
        return found

    def _put(self, before: str, words: str) -> Span:
        start = self._length + len(before)
        self._parts.append(before + words)
        self._length = start + len(words)
        return Span(start, self._length)


def _inside_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return (before.isalnum() and text[start].isalnum()) or (
        after.isalnum() and text[end - 1].isalnum()
    )
