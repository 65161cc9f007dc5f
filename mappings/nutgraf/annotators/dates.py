"""The dates that the text names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nutgraf.language.dates import FULL_DATE, RELATIVE_DATE, full_date, relative_date
from nutgraf.language.passages import holds_any
from nutgraf.language.places import Places
from nutgraf.model import DateMention, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nutgraf.language.tokens import Reading
    from nutgraf.model import Quotation

_YEAR = re.compile(r"\d{4}")
_TIMES = ("day", "tomorrow", "week", "month", "year")
"""One of which every relative date holds, as every full one holds a year."""


def dates(reading: Reading, quotations: Sequence[Quotation] = ()) -> tuple[DateMention, ...]:
    """Full dates with their value; relative ones with a value only if the caller gave the day.

    “Tomorrow” in a quotation is the day after it was said, which the article need not tell.

    >>> from nutgraf.model import Source
    >>> from nutgraf.readers.text import read
    >>> from nutgraf.language.tokens import Reading
    >>> [article] = read(Source(name="a", key="a", data=b"It rained on 3 May 2021 and on Friday."))
    >>> [(each.span.of(article.text), each.value) for each in dates(Reading(article))]
    [('3 May 2021', '2021-05-03'), ('Friday', None)]
    """
    published = reading.article.published
    spoken = Places(part for quotation in quotations for part in quotation.parts)
    found: list[DateMention] = []
    for sentence in reading.sentences:
        start, end = sentence.span.start, sentence.span.end
        if _YEAR.search(reading.text, start, end):
            found.extend(
                DateMention(span=Span(*match.span()), value=full_date(match))
                for match in FULL_DATE.finditer(reading.text, start, end)
            )
        if not holds_any(sentence.span.of(reading.text), _TIMES):
            continue
        found.extend(
            DateMention(
                span=Span(*match.span()),
                value=relative_date(match.group(), published)
                if published and not spoken.hold(Span(*match.span()))
                else None,
            )
            for match in RELATIVE_DATE.finditer(reading.text, start, end)
        )
    return tuple(sorted(found, key=lambda each: each.span))
