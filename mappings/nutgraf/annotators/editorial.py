"""What the text says of the article itself: language, authors, day, dateline, subject, occasion."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from nutgraf.language.dateline import DATELINE
from nutgraf.language.dates import FULL_DATE, full_date
from nutgraf.model import Basis, EntityKind, Evidence, ParagraphKind, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nutgraf.annotators.known import Names
    from nutgraf.language.tokens import Reading
    from nutgraf.model import Article, Quotation

_ENGLISH = frozenset(
    """
    the of and to in a that is was for on said with as by at from it he she has have be an not are
    his her they their were will this which who but had been its
    """.split()
)
_ENGLISH_SHARE = 0.2
_FOREIGN_SHARE = 0.12
_SURE = 20  # words
_MARKS = "{}=<>_\\[]"
_MARKED = 0.025  # of what is no white space; news has a hundredth at most
_LABEL = re.compile(r"[^:|–—>»\n]{3,40}?\s*[:|–—>»]\s*")
_WORD = re.compile(r"[^\W\d_]+")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+")
_OCCASION = re.compile(
    r"\b(?:(?P<all>made the (?:remarks|comments|statements?)|were speaking|spoke)|(?P<one>[Ss]peaking|said|told \w+|added))\s+"
    r"(?:[\w’'-]+\s+){0,4}?(?:at|during|on the sidelines of)\s+(?:the\s+)?$"
)


def language(article: Article) -> tuple[str, Evidence] | None:
    """The language of the body as a BCP 47 tag: English, or not known.

    >>> from nutgraf.model import Source
    >>> from nutgraf.readers.text import read
    >>> [article] = read(Source(name="a", key="a", data=b"It was the best of the days in May."))
    >>> language(article)[0]
    'en'
    """
    if _english_share(_body(article)) < _ENGLISH_SHARE:
        return None
    return "en", Evidence(rule="function-words", confidence=0.95, basis=Basis.INFERRED)


def is_foreign(article: Article) -> bool:
    """Whether the body is long enough to be sure that it is not English, or is a program.

    The tagger and the grammar know English alone: of any other language they would invent facts.
    """
    body = _body(article)
    if len(body.split(maxsplit=_SURE)) < _SURE:
        return False
    return _english_share(body) < _FOREIGN_SHARE or _is_program(article)


def _is_program(article: Article) -> bool:
    """Whether the text has the marks of a language for machines, as no prose has them."""
    marks = sum(map(article.text.count, _MARKS))
    return marks > 0 and marks > _MARKED * len("".join(article.text.split()))


def _body(article: Article) -> str:
    return "\n".join([paragraph.span.of(article.text) for paragraph in article.body])


@lru_cache(maxsize=1)
def _english_share(body: str) -> float:
    """How much of the body is small words of English."""
    words = _WORD.findall(body)
    return sum(map(_ENGLISH.__contains__, map(str.casefold, words))) / len(words) if words else 0.0


def authors(reading: Reading, names: Names) -> tuple[tuple[str, Evidence], ...]:
    """The people, or else the organizations, that a byline names behind “by”."""
    found: dict[str, Evidence] = {}
    for kind in (EntityKind.PERSON, EntityKind.ORGANIZATION):
        for paragraph in reading.article.of_kind(ParagraphKind.BYLINE):
            edited = re.compile(r"[Ee]diting by").search(
                reading.text, paragraph.span.start, paragraph.span.end
            )
            end = edited.start() if edited else paragraph.span.end
            for mention in names.within(paragraph.span.start, end):
                if mention.kind is kind and mention.entity:
                    found.setdefault(
                        mention.entity,
                        Evidence(rule="byline", spans=(mention.span,), confidence=0.95),
                    )
        if found:
            break
    return tuple(found.items())


def published(article: Article) -> tuple[str, Evidence] | None:
    """The day of publication: the caller's, or that of a line that gives nothing else."""
    if article.published:
        return article.published, Evidence(rule="caller", basis=Basis.CALLER)
    for paragraph in article.of_kind(ParagraphKind.DATELINE):
        words = paragraph.span.of(article.text)
        match = FULL_DATE.search(article.text, paragraph.span.start, paragraph.span.end)
        day = full_date(match) if match else None
        if match and day and not re.match(r"(?:last )?(?:updated|modified)", words, re.IGNORECASE):
            return day, Evidence(rule="date-line", spans=(Span(*match.span()),), confidence=0.95)
    return None


def dateline(article: Article) -> Span | None:
    """The place, as printed, that the lead opens with: “OSLO (Agency) — …”."""
    for paragraph in article.of_kind(ParagraphKind.LEAD):
        match = DATELINE.match(article.text, paragraph.span.start, paragraph.span.end)
        if match:
            return Span(*match.span("place"))
    return None


def related(article: Article) -> tuple[Span, ...]:
    """The titles of the articles that the text points at, without the label before them."""
    found = []
    for paragraph in article.of_kind(ParagraphKind.RELATED):
        label = _LABEL.match(article.text, paragraph.span.start, paragraph.span.end)
        if label and label.end() < paragraph.span.end:
            found.append(Span(label.end(), paragraph.span.end))
    return tuple(found)


def contacts(article: Article) -> tuple[Span, ...]:
    """The e-mail addresses of the contact lines."""
    return tuple(
        Span(*match.span())
        for paragraph in article.of_kind(ParagraphKind.CONTACT)
        for match in _EMAIL.finditer(article.text, paragraph.span.start, paragraph.span.end)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """An event at which the article says that somebody spoke: everybody, or one speaker."""

    event: str
    evidence: Evidence
    speaker: str | None = None


def about(
    article: Article, names: Names, found: Sequence[Occasion]
) -> tuple[tuple[str, Evidence], ...]:
    """What the headline names, or else the lead; and the event at which everybody spoke."""
    head = article.of_kind(ParagraphKind.HEADLINE) or article.of_kind(ParagraphKind.LEAD)
    subjects: dict[str, Evidence] = {}
    for paragraph in head:
        opening = DATELINE.match(article.text, paragraph.span.start, paragraph.span.end)
        begin = opening.end() if opening else paragraph.span.start
        for mention in names.within(begin, paragraph.span.end):
            if mention.entity:
                subjects.setdefault(
                    mention.entity,
                    Evidence(
                        rule=f"named-in-{paragraph.kind}",
                        spans=(mention.span,),
                        confidence=0.7,
                        basis=Basis.INFERRED,
                    ),
                )
    for occasion in found:
        if occasion.speaker is None:
            subjects.setdefault(occasion.event, replace(occasion.evidence, confidence=0.7))
    return tuple(subjects.items())


def occasions(reading: Reading, names: Names) -> tuple[Occasion, ...]:
    """The events of “they made the remarks at E” and of “Speaking at E, X said”."""
    found: dict[tuple[str, str | None], Occasion] = {}
    for mention in names.mentions:
        if mention.kind is not EntityKind.EVENT or not mention.entity:
            continue
        sentence = reading.sentence_at(mention.span.start)
        if sentence is None:
            continue
        match = _OCCASION.search(reading.text, sentence.span.start, mention.span.start)
        if not match:
            continue
        speaker = None if match.group("all") else _speaker(names, sentence.span, mention.span)
        if speaker is None and not match.group("all"):
            continue
        found.setdefault(
            (mention.entity, speaker),
            Occasion(
                event=mention.entity,
                speaker=speaker,
                evidence=Evidence(
                    rule="occasion-of-speech",
                    spans=(Span(match.start(), mention.span.end),),
                    confidence=0.8,
                    basis=Basis.INFERRED,
                ),
            ),
        )
    return tuple(found.values())


def _speaker(names: Names, sentence: Span, event: Span) -> str | None:
    """The one person named in the sentence, behind the event or else before it."""
    behind = names.within(event.end, sentence.end)
    before = names.within(sentence.start, event.start)
    for mention in (*behind, *before):
        if mention.kind is EntityKind.PERSON:
            return mention.entity
    return None


def with_occasions(
    quotations: Sequence[Quotation], found: Sequence[Occasion]
) -> tuple[Quotation, ...]:
    """The quotations with the event at which they were said, where just one fits the speaker."""
    of_speaker: dict[str | None, list[Occasion]] = {}
    for each in found:
        of_speaker.setdefault(each.speaker, []).append(each)
    return tuple(_with_occasion(quotation, of_speaker) for quotation in quotations)


def _with_occasion(
    quotation: Quotation, of_speaker: Mapping[str | None, Sequence[Occasion]]
) -> Quotation:
    speaker = quotation.speaker.entity if quotation.speaker else None
    if speaker is None:
        return quotation
    fitting = [*of_speaker.get(None, ()), *of_speaker.get(speaker, ())][:2]
    if len(fitting) != 1:
        return quotation
    return replace(quotation, occasion=(fitting[0].event, fitting[0].evidence))
