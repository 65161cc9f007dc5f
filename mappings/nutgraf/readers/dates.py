"""Dates as they are written in fields, and as [XML Schema](https://www.w3.org/TR/xmlschema11-2/) has them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nutgraf.model import Evidence

_DATE_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?", re.ASCII
)


def as_xsd(words: str) -> str:
    """A date-time as XML Schema writes it; anything else as it is.

    >>> as_xsd("2031-03-04 09:30+0100"), as_xsd("2031-03-04"), as_xsd("4 March")
    ('2031-03-04T09:30:00+01:00', '2031-03-04', '4 March')
    """
    match = _DATE_TIME.fullmatch(words)
    if not match:
        return words
    day, minutes, seconds, zone = match.groups(default="")
    if len(zone) == len("+0100"):
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{day}T{minutes}{seconds or ':00'}{zone}"


def existing(said: tuple[str, Evidence] | None) -> str | None:
    """A date or date-time that exists, for the text to be read by."""
    if said is None:
        return None
    try:
        datetime.fromisoformat(said[0])
    except ValueError:
        return None
    return said[0]
