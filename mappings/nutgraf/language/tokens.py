"""Tokens and sentences, each with its place in the text; found once, used by every annotator."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from nutgraf.language.patterns import either
from nutgraf.model import ParagraphKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.model import Article, Paragraph

ABBREVIATIONS = frozenset(
    """
    Mr Mrs Ms Mx Dr Prof Rev Hon Fr Sr Jr St Sen Rep Gov Gen Lt Col Maj Capt Sgt Cpl Cmdr Adm Amb
    Msgr Engr Atty Pres Supt Det Insp Messrs Mme Mlle Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Wed
    Thu Fri Sat Sun No Nos vs etc Inc Corp Ltd Co Bros Ave Blvd Rd Mt Ft approx est al fig op cit
    """.split()
)
"""Words that keep their full stop; most are titles and months of news agencies' style books."""

_NEVER_LAST = ABBREVIATIONS - {"Inc", "Corp", "Ltd", "Co", "Jr", "Sr", "etc", "al", "No", "Sun"}

_TOKEN = re.compile(
    rf"""(?=\S)(?:
      [A-Za-z]++(?=[ ,])                     # most words, which nothing below reads otherwise
    | (?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+   # an e-mail address
    | https?://[^\s<>"”]+[^\s<>"”.,;:!?)]     # a web address
    | (?:[^\W\d_]\.){{2,}}                    # U.S., J.K.
    | [A-Z]\.(?=\s[A-Z][a-z])               # an initial
    | {either(ABBREVIATIONS)}\.(?!\w)             # Mr., Sept.
    | \d+(?:st|nd|rd|th)\b                   # 12th
    | [$€£¥]?\d+(?:[.,:]\d+)*%?               # 1,200.50
    | ['’](?:s|S|re|ve|ll|d|m)(?!\w)          # the ’s of Europe’s
    | [^\W_]+(?:['’](?!(?:s|S|re|ve|ll|d|m)(?!\w))[^\W_]+)*   # words; O’Brien is one
    | \.{{3,}} | --+
    | [^\w\s] | _
    )""",
    re.VERBOSE,
)

_END = re.compile(
    r"""(?:(?<![.!?])[.!?]++|…)["”’'\)\]]*+(?=\s++["“‘'\(\[]*+[A-Z0-9…À-ÖØ-ÞΑ-ΩА-Я一-鿿])|[。！？]""",
    re.VERBOSE,
)
_LONGEST = 2000  # code points of a sentence; what annotators do in one may take their square
_LONGEST_ABBREVIATION = 40  # code points before a full stop that tell whose it is
_STATES = frozenset({"U.S", "U.K", "U.N", "E.U", "D.C", "U.A.E", "a.m", "p.m"})
_OPENER = re.compile(
    r"\s+[“\"‘']?(?:The|A|An|In|On|At|He|She|It|They|We|But|And|This|That|These|Those|His|Her|Its|For|As"
    r"|If|When|While|After|Before|Many|Some|There|One|Two)\b"
)
_INITIAL = re.compile(r"(?:\s+[A-Z]\.)+\s+[A-Z]")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_LAST_WORD = re.compile(r"([^\W_]+(?:\.[^\W_]+)*)\.$")


class Token(NamedTuple):
    """A word or a mark, with its place in the text."""

    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        """The token's place in the text."""
        return Span(self.start, self.end)

    @property
    def capitalised(self) -> bool:
        """Whether the token starts with an upper-case letter (or is in a script without case)."""
        first = self.text[0]
        return first.isalpha() and not first.islower()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one paragraph."""

    span: Span
    tokens: tuple[Token, ...]
    paragraph: Paragraph


@dataclass(frozen=True)
class Reading:
    """An article as its annotators see it: the text cut into sentences and tokens, once."""

    article: Article

    @cached_property
    def text(self) -> str:
        """The text of the article."""
        return self.article.text

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of every paragraph that speaks about the story, in order."""
        skipped = (ParagraphKind.RELATED, ParagraphKind.CONTACT, ParagraphKind.BOILERPLATE)
        return tuple(
            sentence
            for paragraph in self.article.paragraphs
            if paragraph.kind not in skipped
            for sentence in split(self.text, paragraph)
        )

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of all sentences, in order."""
        return tuple(token for sentence in self.sentences for token in sentence.tokens)

    @cached_property
    def words(self) -> frozenset[str]:
        """What tokens there are: what an article has none of need not be looked for in its sentences."""
        return frozenset([token.text for sentence in self.sentences for token in sentence.tokens])

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds this offset, if one does."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset > self.sentences[index].span.end:
            return None
        return self.sentences[index]


def tokenize(text: str, span: Span) -> Iterator[Token]:
    """The tokens of a stretch of text.

    >>> [token.text for token in tokenize("Dr. O’Brien’s U.S.-based firm", Span(0, 29))]
    ['Dr.', 'O’Brien', '’s', 'U.S.', '-', 'based', 'firm']
    """
    for match in _TOKEN.finditer(text, span.start, span.end):
        yield Token(*match.span(), match.group())


def split(text: str, paragraph: Paragraph) -> Iterator[Sentence]:
    """The sentences of a paragraph; abbreviations and initials do not end one."""
    start, limit = paragraph.span.start, paragraph.span.end
    for match in _END.finditer(text, start, limit):
        if match.group()[0] == "." and _abbreviated(
            text[max(start, match.start() - _LONGEST_ABBREVIATION) : match.start() + 1],
            text[match.end() : match.end() + 12],
        ):
            continue
        yield from _sentences(text, start, match.end(), paragraph)
        start = match.end()
        while start < limit and text[start].isspace():
            start += 1
    if start < limit:
        yield from _sentences(text, start, limit, paragraph)


def _abbreviated(before: str, following: str) -> bool:
    match = _LAST_WORD.search(before.rsplit(maxsplit=1)[-1])
    if not match:
        return False
    word = match.group(1)
    if word in _NEVER_LAST or (word == "No" and following.lstrip()[:1].isdigit()):
        return True
    if _DOTTED.fullmatch(word):
        return word not in _STATES or not _OPENER.match(following)
    if len(word) != 1 or not word.isupper():
        return False
    # An initial ("John F. Kennedy", "chief P. M. Ray", "J. Ray said"), but not "hepatitis B." nor
    # the "A." of an interview.
    return bool(
        re.search(r"[A-Z][\w.]*\s+\w\.$", before)
        or _INITIAL.match(following)
        or (word not in "ABCI" and following[1:2].isupper() and not _OPENER.match(following))
        or (before.strip() == f"{word}." and word not in "AQ" and following[1:2].isupper())
    )


def _sentences(text: str, start: int, end: int, paragraph: Paragraph) -> Iterator[Sentence]:
    """One sentence, or several where it is too long to be one: cut at white space."""
    while end - start > _LONGEST:
        cut = start + _LONGEST
        blank = max(text.rfind(space, start, cut) for space in " \n\r\u00a0")
        stop = blank if blank > start else cut
        yield _sentence(text, start, stop, paragraph)
        start = stop
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield _sentence(text, start, end, paragraph)


def _sentence(text: str, start: int, end: int, paragraph: Paragraph) -> Sentence:
    span = Span(start, end)
    return Sentence(span, tuple(tokenize(text, span)), paragraph)
