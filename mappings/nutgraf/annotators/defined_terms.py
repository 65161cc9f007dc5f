"""Terms of art: fields of knowledge with a name (“Quantum Computing”), and fields of business.

An article mentions them, and that claims nothing of them: a quotation names them as well as the
reporter does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nutgraf.iris import entity_id, local_id
from nutgraf.language import fields
from nutgraf.language.forms import tidy
from nutgraf.language.lists import adjectives
from nutgraf.language.places import Places
from nutgraf.model import PROSE, Entity, EntityKind, Evidence, Mention, MentionForm, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.language.tokens import Reading, Token

_LONGEST = 6  # words of a term before its noun

_BEGINNERS = frozenset(
    """
    The A An This That These Those His Her Its Their Our My Your In On At By For From With Under As
    If But And Or When While Since Like Both
    """.split()
)
"""Words that are capitalised because a sentence begins with them."""

_JOINTS = frozenset({"of", "for", "in", "at", "on", "and"})
_MARKS = frozenset({"&", "-", "–", "/"})
_OWNERS = frozenset({"’s", "'s", "’"})
_OPENING, _CLOSING = frozenset("“‘\"'"), frozenset("”’\"'")
_BODIES = frozenset(
    """
    award bureau center centre committee company conference consultancy department desk directorate
    division faculty firm group institute institution lab laboratory minister ministry office panel
    prize programme program school society startup team unit university
    """.split()
)
"""“the Data Science department”: what stands before them is the name of a body, or a part of it."""

_BRACKETED = re.compile(r"\s\(([A-Z]{2,8})\)")
_WORD = re.compile(r"[^\W\d_]+")

_ARENAS = frozenset({"sector", "industry"})
_DETERMINERS = frozenset("the a an this that its their our his her my your ’s 's".split())
_LOOSE = frozenset(
    """
    ailing beleaguered booming burgeoning domestic embattled entire fledgling flourishing global
    growing huge important key local lucrative massive nascent national struggling thriving troubled
    vast vital whole
    """.split()
)
"""Adjectives that say how a field does, or where, and not which field it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinedTerms:
    """The terms of an article, and where it names them."""

    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]

    def without(self, named: Sequence[Mention]) -> tuple[Mention, ...]:
        """The names but for those that are the abbreviation of a term."""
        taken = {mention.span for mention in self.mentions}
        return tuple(mention for mention in named if mention.span not in taken)


def defined_terms(reading: Reading, named: Sequence[Mention]) -> DefinedTerms:
    """The terms of art in the article's prose, outside of its names, in order.

    A field of knowledge is the same one everywhere; an industry is some country's, and lives under
    its article.

    >>> from nutgraf.language.tokens import Reading
    >>> from nutgraf.model import Source
    >>> from nutgraf.readers import read
    >>> text = "They teach Quantum Computing (QC).  The textile industry hopes for QC."
    >>> [article] = read(Source(name="a.txt", key="a", data=text.encode()))
    >>> found = defined_terms(Reading(article), ())
    >>> [(each.id, each.name) for each in found.entities]
    [('terms/quantum-computing', 'Quantum Computing'), ('articles/a#textile-industry', 'textile industry')]
    >>> [each.span.of(text) for each in found.mentions]
    ['Quantum Computing', 'QC', 'textile industry', 'QC']
    """
    text = reading.text
    if _ARENAS.isdisjoint(reading.words) and fields.LAST_WORDS.isdisjoint(reading.words):
        return DefinedTerms(entities=(), mentions=())
    sentences = [each.tokens for each in reading.sentences if each.paragraph.kind in PROSE]
    names = Places(mention.span for mention in named)
    disciplines = [
        _mention(span, "name-of-field", entity_id(EntityKind.TERM, tidy(span.of(text))))
        for tokens in sentences
        for span in _disciplines(tokens)
        if not names.overlap(span)
    ]
    industries = [
        _mention(span, "industry-noun", local_id(reading.article.key, tidy(span.of(text))))
        for tokens in sentences
        for span in _industries(tokens)
        if not names.overlap(span)
    ]
    short = _abbreviations(text, disciplines)
    held = {mention.span for mention in named}
    again = [
        _mention(token.span, "bracketed-abbreviation", short[token.text].entity)
        for tokens in (sentences if short else ())
        for token in tokens
        if token.text in short
        and token.start > short[token.text].span.start
        and (token.span in held or not names.overlap(token.span))
    ]
    mentions = sorted((*disciplines, *industries, *again), key=lambda each: each.span)
    return DefinedTerms(entities=tuple(_entities(text, mentions)), mentions=tuple(mentions))


def _mention(span: Span, rule: str, entity: str | None) -> Mention:
    """A name that means one thing everywhere, or an industry, which is told by what it is."""
    return Mention(
        span=span,
        kind=EntityKind.TERM,
        form=MentionForm.NOMINAL if rule == "industry-noun" else MentionForm.NAME,
        evidence=Evidence(rule=rule, spans=(span,), confidence=0.8),
        entity=entity,
    )


def _entities(text: str, mentions: Sequence[Mention]) -> Iterator[Entity]:
    """Each term once, with its name, and with its abbreviation if the article gives one."""
    forms: dict[str, dict[str, list[Mention]]] = {}
    for mention in mentions:
        if mention.entity:
            words = tidy(mention.span.of(text))
            forms.setdefault(mention.entity, {}).setdefault(words, []).append(mention)
    for id, told in forms.items():
        (name, evidence), *others = [(words, _evidence(places)) for words, places in told.items()]
        yield Entity(
            id=id,
            kind=EntityKind.TERM,
            name=name,
            evidence=evidence,
            alternate_names=tuple(others),
        )


def _evidence(mentions: Sequence[Mention]) -> Evidence:
    return replace(mentions[0].evidence, spans=tuple(mention.span for mention in mentions))


def _abbreviations(text: str, disciplines: Sequence[Mention]) -> dict[str, Mention]:
    """“Quantum Computing (QC)”: what stands for a term from there on, and where that is said."""
    found: dict[str, Mention] = {}
    for mention in disciplines:
        behind = _BRACKETED.match(text, mention.span.end)
        words = _WORD.findall(mention.span.of(text))
        if behind and behind.group(1) == "".join(word[0] for word in words):
            found.setdefault(behind.group(1), mention)
    return found


def _disciplines(tokens: Sequence[Token]) -> Iterator[Span]:
    """The capitalised names of fields: all their words are words that fields are named with."""
    for last, token in enumerate(tokens):
        if token.text not in fields.LAST_WORDS or _goes_on(tokens, last):
            continue
        first = _first(tokens, last)
        words = [each.text for each in tokens[first : last + 1] if each.text != "-"]
        known = " ".join(words) in fields.TECHNOLOGIES or (
            len(words) > 1
            and words[-1] in fields.DISCIPLINES
            and fields.SUBJECTS.issuperset(words[:-1])
        )
        if known and not _in_a_name(tokens, first, last) and not _is_a_title(tokens, first, last):
            yield Span(tokens[first].start, token.end)


def _goes_on(tokens: Sequence[Token], last: int) -> bool:
    """Whether the word behind belongs to the same name."""
    behind = tokens[last + 1 : last + 2]
    return bool(behind) and (behind[0].capitalised or behind[0].text in _MARKS)


def _first(tokens: Sequence[Token], last: int) -> int:
    """The first of the capitalised words that end here, but for one that begins the sentence."""
    first = last
    while first > 0 and last - first < _LONGEST:
        before = tokens[first - 1]
        if before.capitalised:
            first -= 1
        elif before.text == "-" and first > 1 and tokens[first - 2].capitalised:
            first -= 2
        else:
            break
    while first < last and tokens[first].text in _BEGINNERS:
        first += 1
    return first


def _in_a_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    """“Institute of …”, “… for Beginners”, “the … department”: a part of some other name."""
    behind = tokens[last + 1 : last + 3]
    if behind and (
        behind[0].text in _BODIES
        or (behind[0].text in _JOINTS and len(behind) > 1 and behind[1].capitalised)
    ):
        return True
    before = tokens[max(0, first - 2) : first]
    if not before:
        return False
    owner = len(before) > 1 and before[0].capitalised and before[0].text not in _BEGINNERS
    return before[-1].text in _MARKS or (owner and before[-1].text in (*_JOINTS, *_OWNERS))


def _is_a_title(tokens: Sequence[Token], first: int, last: int) -> bool:
    """“Deep Learning” between marks of quotation, and nothing else, is called so."""
    return (
        first > 0
        and last + 1 < len(tokens)
        and tokens[first - 1].text in _OPENING
        and tokens[last + 1].text in _CLOSING
    )


def _industries(tokens: Sequence[Token]) -> Iterator[Span]:
    """“the textile industry”, “the country’s oil and gas sector”: goods and trades, and no others."""
    for last, token in enumerate(tokens):
        if token.text not in _ARENAS or [each.text for each in tokens[last + 1 : last + 2]] == [
            "-"
        ]:
            continue
        first = _first_trade(tokens, last)
        if first < last and _is_definite(tokens, first):
            yield Span(tokens[first].start, token.end)


def _first_trade(tokens: Sequence[Token], last: int) -> int:
    """Where the trades begin that stand before the noun."""
    first = last
    while first > 0 and last - first < _LONGEST:
        pair = " ".join(token.text for token in tokens[max(0, first - 2) : first])
        if pair in fields.COMPOUND_TRADES or (
            first < last and pair.endswith(" and") and pair.split()[0] in fields.TRADES
        ):
            first -= 2
        elif tokens[first - 1].text in fields.TRADES:
            first -= 1
        else:
            break
    return first


def _is_definite(tokens: Sequence[Token], first: int) -> bool:
    """Whether an article, a possessive or “this” stands before, and no more than a loose word."""
    place = first - 1
    if place > 0 and (tokens[place].text in _LOOSE or tokens[place].text in adjectives()):
        place -= 1
    return place >= 0 and tokens[place].text.casefold() in _DETERMINERS
