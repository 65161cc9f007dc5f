"""The kit for people who write plugins: what a plugin has to keep to, as a check to run in a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf import readers
from nutgraf.annotators.taggers.found import LABELS, Found, checked
from nutgraf.language.tokens import Reading
from nutgraf.model import Dropped, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.annotators.taggers import Annotator

TEXTS = (
    "Rain fell.",
    "Velmora Port To Close\n\nAda Moreau, mayor of Velmora, met the Harbour Guild in Lisbon.",
    "\N{PIE} The E\N{COMBINING ACUTE ACCENT}clair Fair\r\n\r\n“\N{PIE} All gone,” Ines O’Calder said in Peru.",
    "The U.S.-based Reyk & Sons met the World Health Organization’s man.",
    "Mayor Ada Moreau of Velmora said so. " * 200,
)
"""Texts that a tagger is tried with: without a name, with some, of code points of all sizes, long."""


def check_annotator(annotator: Annotator, *, texts: Sequence[str] = TEXTS) -> None:
    """Raises an `AssertionError` that says what a tagger for names does not keep to.

    It gives `Found` and `Dropped` alone; its places are code points of the text, inside a sentence,
    and not inside a word; kinds are of `LABELS`, scores from 0 to 1; and what it says of an article
    depends on that article, not on those before it.

    >>> from nutgraf.annotators.taggers.own import own
    >>> check_annotator(own)
    >>> from nutgraf.model import Span
    >>> check_annotator(lambda reading: [Found(Span(0, 3), "PER")])
    Traceback (most recent call last):
      ...
    AssertionError: Found(span=Span(start=0, end=3), label='PER', score=1.0): cut out of a word
    """
    readings = [reading for text in texts for reading in _readings(text)]
    first = [list(annotator(reading)) for reading in readings]
    for reading, said in zip(readings, first, strict=True):
        for each in said:
            fault = _fault(reading, each)
            if fault:
                raise AssertionError(f"{each!r}: {fault}")
    again = [list(annotator(reading)) for reading in reversed(readings)][::-1]
    if again != first:
        raise AssertionError("the same article, asked about again, gives something else")


def _readings(text: str) -> Iterator[Reading]:
    """The text as annotators see it."""
    source = Source(name="check.txt", key="check", data=text.encode())
    yield from map(Reading, readers.read(source))


def _fault(reading: Reading, each: object) -> str:
    """What is wrong with something that a tagger said; empty if nothing is."""
    if isinstance(each, Dropped):
        return "" if each.why and each.count > 0 else "needs a reason and a number"
    if not isinstance(each, Found):
        return "is neither Found nor Dropped"
    if each.label not in LABELS:
        return f"the kind is none of {', '.join(LABELS)}"
    _, lost = checked(reading, "", [each])
    return lost[0].why if lost else ""
