"""What the people of bylines and credits are, and whose: “By X, Y science reporter”, “(X / Y)”.

A byline is read as the parts between its marks and line breaks: names, titles and papers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nutgraf.annotators.role_places import Held
from nutgraf.language.forms import tidy
from nutgraf.language.occupations import is_head
from nutgraf.language.titles import is_clean, is_title
from nutgraf.model import EntityKind, ParagraphKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.annotators.known import Names
    from nutgraf.language.tokens import Reading
    from nutgraf.model import Mention

_PART = re.compile(r"[ \t]*(?:[,|·/–—]|-{1,2}(?= )|(?:\r?\n)+|\bfor\b)[ \t]*([^,|·/–—\r\n]{3,80})")
_JOINED = re.compile(r"[ \t]*(?:,|and|&|,[ \t]and)[ \t]+", re.IGNORECASE)
_THE = re.compile(r"the\s+", re.IGNORECASE)
_INTERVIEWER = re.compile(
    r"[-–— ]*(?:Interview|Words|Text|Story)(?:ed)?(?:[ \t]*:|[ \t]+by:?)[ \t]+\Z|(?:--|–|—) ?\Z"
)
_SHORT = 80  # code points of a line below a byline


@dataclass(frozen=True, slots=True)
class Signed:
    """A person of a byline with what it says, and the words that say so."""

    person: Mention
    held: Held
    span: Span


def signed(reading: Reading, names: Names) -> Iterator[Signed]:
    """What the bylines of an article say of the people that they name."""
    for block in _blocks(reading, names):
        people = [
            mention
            for mention in names.within(block.start, block.end)
            if mention.kind is EntityKind.PERSON and mention.entity
        ]
        waiting: list[Mention] = []
        for index, person in enumerate(people):
            end = people[index + 1].span.start if index + 1 < len(people) else block.end
            if _JOINED.fullmatch(reading.text, person.span.end, end) and index + 1 < len(people):
                waiting.append(person)  # “By X and Z, Y”
                continue
            found = list(_Parts(reading.text, names, person, end).read())
            yield from found
            for paper in found:
                if not paper.held.title:
                    for each in waiting:
                        yield Signed(each, paper.held, Span(each.span.start, paper.span.end))
            waiting = []


def _blocks(reading: Reading, names: Names) -> Iterator[Span]:
    """The bylines that stand together, each with a short line of a title or a paper below it."""
    start: int | None = None
    end = 0
    for paragraph in reading.article.paragraphs:
        if paragraph.kind is ParagraphKind.BYLINE:
            start = paragraph.span.start if start is None else start
            end = paragraph.span.end
            continue
        if start is not None:
            below = paragraph.span
            yield Span(start, below.end if _is_office(reading.text, names, below) else end)
            start = None
        if by := _interviewer(reading.text, names, paragraph.span):
            yield Span(by, paragraph.span.end)
    if start is not None:
        yield Span(start, end)


def _interviewer(text: str, names: Names, span: Span) -> int | None:
    """Where the name begins in “Interview: X, Y”, if a line is no more than that."""
    if span.end - span.start > _SHORT * 2:
        return None
    for mention in names.within(span.start, span.end):
        if mention.kind is EntityKind.PERSON:
            opens = _INTERVIEWER.match(text, span.start, mention.span.start)
            return mention.span.start if opens else None
    return None


def _is_office(text: str, names: Names, span: Span) -> bool:
    """Whether a line is a title and a paper, or a paper and the edition of it."""
    if span.end - span.start > _SHORT or text[span.end - 1] in ".!?":
        return False
    first = text[span.start : span.end].split(",", maxsplit=1)[0]
    if is_title(first) and is_clean(tidy(first)):
        return True
    return _paper(text, names, Span(span.start, span.start + len(first))) is not None


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a byline behind a person's name."""

    text: str
    names: Names
    person: Mention
    end: int

    def read(self) -> Iterator[Signed]:
        """The title, with the paper that is named in it or beside it, or the paper alone."""
        title, paper, stop = "", None, self.person.span.end
        while part := _PART.match(self.text, stop, self.end):
            span = Span(*part.span(1))
            if paper is None and (named := _paper(self.text, self.names, span)):
                paper, stop = named, part.end()
                continue
            words, named = self.office(span)
            if title or not words:
                break
            title, paper, stop = words, paper or named, part.end()
        if title or paper:
            span = Span(self.person.span.start, stop)
            yield Signed(self.person, Held(title, paper), span)

    def office(self, span: Span) -> tuple[str, Mention | None]:
        """A title, without the paper that stands before it."""
        if _paper(self.text, self.names, span):
            return "", None  # a “Courier” is also what newspapers are called
        paper = _opening(self.text, self.names, span)
        start = paper.span.end if paper else span.start
        words = tidy(self.text[start : span.end]).removeprefix("’s ").removeprefix("'s ")
        named = is_title(words) or is_head(words.rpartition(" ")[2])
        return (words, paper) if named and is_clean(words) else ("", None)


def _opening(text: str, names: Names, span: Span) -> Mention | None:
    """The organization that words begin with."""
    article = _THE.match(text, span.start, span.end)
    start = article.end() if article else span.start
    for mention in names.within(start, span.end):
        if mention.kind is EntityKind.ORGANIZATION and mention.span.start == start:
            return mention
    return None


def _paper(text: str, names: Names, span: Span) -> Mention | None:
    """The organization that all of these words name."""
    paper = _opening(text, names, span)
    return paper if paper and not text[paper.span.end : span.end].strip(" .)") else None
