"""Dates: full ones, and relative ones against the day that the caller gave."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nutgraf.annotators.dates import dates
from nutgraf.language.dates import FULL_DATE, RELATIVE_DATE, full_date, relative_date

MONTHS = (
    "January February March April May June July August September October November December".split()
)


def iso(text):
    match = FULL_DATE.search(text)
    return full_date(match) if match else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("May 3, 2021", "2021-05-03"),
        ("3 May 2021", "2021-05-03"),
        ("3rd May 2021", "2021-05-03"),
        ("Sept. 30, 1999", "1999-09-30"),
        ("Sept 30 1999", "1999-09-30"),
        ("1 January, 2000", "2000-01-01"),
        ("2020-02-29", "2020-02-29"),
        ("Dec 31st, 2024", "2024-12-31"),
        ("29 February 2023", None),
        ("2023-13-01", None),
        ("May 2021", None),
        ("in May 3 boats sank; 2021 was dry", None),
        ("May 3", None),
    ],
)
def test_full_date(text, expected):
    assert iso(text) == expected


@settings(deadline=None)
@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_every_day_in_every_form(day):
    month = MONTHS[day.month - 1]
    short = month if len(month) < 5 else f"{month[:3]}."
    for form in (
        f"{month} {day.day}, {day.year}",
        f"{day.day} {month} {day.year}",
        f"{short} {day.day}, {day.year}",
        day.isoformat(),
    ):
        assert iso(f"On {form}, it rained.") == day.isoformat()


@pytest.mark.parametrize(
    ("words", "published", "expected"),
    [
        ("Friday", "2024-05-17", "2024-05-17"),  # a Friday: the day itself
        ("Friday", "2024-05-18", "2024-05-17"),
        ("Saturday", "2024-05-17", "2024-05-11"),
        ("Monday", "2024-03-02T23:30:00+09:00", "2024-02-26"),
        ("today", "2024-05-17", "2024-05-17"),
        ("yesterday", "2024-03-01", "2024-02-29"),
        ("tomorrow", "2024-12-31", "2025-01-01"),
        ("earlier this month", "2024-05-17", None),
        ("last week", "2024-05-17", None),
        ("next Monday", "2024-05-17", None),
        ("last Friday", "2024-05-17", None),
    ],
)
def test_relative_date(words, published, expected):
    assert RELATIVE_DATE.fullmatch(words)
    assert relative_date(words, published) == expected


@settings(deadline=None)
@given(st.dates(min_value=dt.date(1900, 1, 1)), st.integers(0, 6))
def test_a_weekday_is_the_latest_one(day, weekday):
    name = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][weekday]
    found = dt.date.fromisoformat(relative_date(name, day.isoformat()))
    assert found.weekday() == weekday
    assert 0 <= (day - found).days < 7


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (None, [("Friday", None), ("May 3, 2021", "2021-05-03"), ("last week", None)]),
        (
            "2021-05-09",
            [("Friday", "2021-05-07"), ("May 3, 2021", "2021-05-03"), ("last week", None)],
        ),
    ],
)
def test_dates_of_an_article(read_text, published, expected):
    text = "It rained on Friday, as on May 3, 2021, and last week."
    reading = read_text(text, published)
    assert [(each.span.of(text), each.value) for each in dates(reading)] == expected


def test_a_date_in_a_line_that_points_elsewhere_is_none_of_this_article(read_text):
    text = "It rained on Friday, it was said.\n\nREAD MORE: The flood of May 3, 2021"
    assert [each.span.of(text) for each in dates(read_text(text))] == ["Friday"]
