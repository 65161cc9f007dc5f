"""Dates in English news: full ones as ISO 8601, relative ones against a day of publication."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTH = (
    r"(?P<month{n}>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)

FULL_DATE = re.compile(
    rf"\b(?:{_MONTH.format(n=1)}\s+(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year1>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH.format(n=2)},?\s+(?P<year2>\d{{4}})"
    r"|(?P<year3>\d{4})-(?P<month3>\d\d)-(?P<day3>\d\d))\b"
)
"""A day, a month and a year."""

RELATIVE_DATE = re.compile(
    r"\b(?:(?:last|this|next)\s+)?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
    r"|\b(?:yesterday|today|tomorrow)\b"
    r"|\b(?:earlier|later)\s+(?:this|last|next)\s+(?:week|month|year)\b"
    r"|\b(?:this|last|next)\s+(?:week|month|year)\b"
)
"""A day or a stretch of time that only the day of publication places."""


def full_date(match: re.Match[str]) -> str | None:
    """The ISO date of a match of `FULL_DATE`, or None where there is no such day.

    >>> full_date(FULL_DATE.search("on Feb 3, 2021, in Oslo"))
    '2021-02-03'
    >>> full_date(FULL_DATE.search("31 April 2020")) is None
    True
    """
    for n in "123":
        if match.group(f"year{n}"):
            month = match.group(f"month{n}")
            number = int(month) if month.isdigit() else _MONTHS.index(month[:3].casefold()) + 1
            try:
                day = dt.date(int(match.group(f"year{n}")), number, int(match.group(f"day{n}")))
            except ValueError:
                return None
            return day.isoformat()
    return None


def relative_date(words: str, published: str) -> str | None:
    """The ISO date that relative words mean in an article of this day; None for a stretch of time.

    >>> relative_date("Friday", "2024-05-19"), relative_date("yesterday", "2024-05-19T08:00:00Z")
    ('2024-05-17', '2024-05-18')
    """
    day = dt.date.fromisoformat(published[:10])
    folded = words.casefold()
    if folded in ("today", "yesterday", "tomorrow"):
        step = {"today": 0, "yesterday": -1, "tomorrow": 1}[folded]
        return (day + dt.timedelta(days=step)).isoformat()
    if folded in _DAYS:
        return (day - dt.timedelta(days=(day.weekday() - _DAYS.index(folded)) % 7)).isoformat()
    return None
