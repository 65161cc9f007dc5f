"""Laws that are called by a number: “Law 14,786”, “Executive Order 12”, “Act No. 29 of 2018”, “HB 9”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nutgraf.annotators.capitals import swallowed
from nutgraf.annotators.tagger import Tag
from nutgraf.language.name_nouns import ORDINARY
from nutgraf.language.passages import holds_any
from nutgraf.language.patterns import either
from nutgraf.language.places import Placed
from nutgraf.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nutgraf.language.tokens import Reading

_NOUNS = tuple(
    """
    Law Act Decree-Law Decree Proclamation Ordinance Order Regulation Directive Bill Resolution Measure
    Memorial Rule Proposition Protocol Amendment Rules Conditions Scheme Guidelines Standards
    """.split()
)
_BEGINNING = re.compile(f"{either(_NOUNS)} ")
"""What every numbered law has."""
_NUMBERED = re.compile(
    r"(?<![\w-])(?P<before>(?:[^\W\d_a-z][\w’-]* ){0,5})"
    rf"(?P<noun>{either(_NOUNS)})"
    r" (?:(?:No|Nr)\.? ?|[Nn]umber )?(?P<number>(?:[A-Z]{1,2}-?)?\d+(?:[.,/-]\d+)*)(?P<year> of (?:18|19|20|21)\d\d)?"
    r"(?![\w%-])"
)
_CODED = re.compile(r"(?<![\w.-])(?:H\.?B\.?|S\.?B\.?|A\.?B\.?|H\.?R\.?) \d{1,5}(?![\w%.,]*\d)")
"""Bills in the legislatures of the United States."""
_CODES = ("B ", "B. ", "R ", "R. ")
_DATED = frozenset({"Rules", "Conditions", "Scheme", "Guidelines", "Standards"})
"""What makes a law of other words only with its year: “Marsh Grazing Rules 2031”."""
_YEAR = re.compile(r"(?:18|19|20|21)\d\d")
_WORDS_TOO = frozenset({"Act", "Bill", "Order", "Measure", "Memorial", "Rule", "Amendment"})
"""What a sentence may begin with without being about a law: “Order 12 copies”, “Act 2 is long”."""


def numbered_laws(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """The tags with laws that a number tells apart."""
    text = reading.text
    known = Placed(each for each in tags if each.label == "LAW")
    found = [
        Tag(span, "LAW", "law-number")
        for match in (_NUMBERED.finditer(text) if _BEGINNING.search(text) else ())
        if (span := _name(reading, match))
        and not any(each.span.contains(span) for each in known.overlapping(span))
    ]
    found += [
        Tag(Span(*match.span()), "LAW", "law-number")
        for match in (_CODED.finditer(text) if holds_any(text, _CODES) else ())
    ]
    return swallowed(reading, tags, [each for each in found if _in_sentence(reading, each.span)])


def _name(reading: Reading, match: re.Match[str]) -> Span | None:
    """The name without the words that only open the sentence; None if there is none."""
    start = match.start()
    words = match["before"].split()
    while words and words[0] in ORDINARY:
        start += len(words.pop(0)) + 1
    sentence = reading.sentence_at(start)
    opens = sentence is not None and sentence.span.start == match.start("noun")
    if match["noun"] in _DATED and not (words and _YEAR.fullmatch(match["number"])):
        return None
    small = match["noun"] == "Act" and not match["year"] and len(match["number"]) == 1
    if (opens and match["noun"] in _WORDS_TOO) or (small and not words):
        return None
    return Span(start, match.end())


def _in_sentence(reading: Reading, span: Span) -> bool:
    sentence = reading.sentence_at(span.start)
    return sentence is not None and sentence.span.contains(span)
