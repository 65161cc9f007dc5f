"""One way to write a value: the canonical forms of
[XML Schema 1.1](https://www.w3.org/TR/xmlschema11-2/#canonical-lexical-representation).

Two literals are the same RDF term only if they are written alike, so what is equal is written alike.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?", re.ASCII
)
_END_OF_DAY = "24:00:00"


def decimal(value: float) -> str:
    """A number as an [xsd:decimal](https://www.w3.org/TR/xmlschema11-2/#decimal), to ten digits.

    A whole number has no point.

    >>> decimal(0.85), decimal(1.0)
    ('0.85', '1')
    """
    return f"{value:.10f}".rstrip("0").rstrip(".")


def moment(words: str) -> str:
    """An [xsd:date](https://www.w3.org/TR/xmlschema11-2/#date) or
    [xsd:dateTime](https://www.w3.org/TR/xmlschema11-2/#dateTime); anything else as it is.

    A zone is part of the value and stays the one that was stated, but for zero, which is Z.

    >>> moment("2031-03-04T09:30:00.500+00:00"), moment("2031-03-04T09:30:00+08:00")
    ('2031-03-04T09:30:00.5Z', '2031-03-04T09:30:00+08:00')
    >>> moment("2031-03-04T24:00:00"), moment("4 March")
    ('2031-03-05T00:00:00', '4 March')
    """
    match = _MOMENT.fullmatch(words)
    if not match:
        return words
    day, time, fraction, zone = match.groups(default="")
    fraction = fraction.rstrip("0")
    if time == _END_OF_DAY and not fraction:
        day, time = _next(day), "00:00:00"
    if zone in ("+00:00", "-00:00"):
        zone = "Z"
    return f"{day}{time and 'T'}{time}{fraction and '.'}{fraction}{zone}" if day else words


def _next(day: str) -> str:
    """The day after; nothing if there is no such day."""
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return ""
