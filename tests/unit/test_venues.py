"""Where an event is, if the words right behind its name say so."""

import pytest

from nutgraf.analysis import annotate
from nutgraf.model import Source
from nutgraf.readers import read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Delegates met at the 2021 Andean Water Forum in Lima, she said.", ["Lima"]),
        ("The 2021 Andean Water Forum, held in Lima, ended on Monday.", ["Lima"]),
        ("The 2021 Lima Water Forum ended on Monday, officials said.", []),
        ("She praised the 2021 Andean Water Forum. In Lima, rain fell.", []),
    ],
    ids=["behind-the-name", "held", "inside-the-name-only", "next-sentence"],
)
def test_the_venue_follows_the_name(text, expected):
    [article] = read(Source(name="a.txt", key="a", data=text.encode()))
    analysis = annotate(article)
    found = [
        analysis.entity(relation.object or "").name
        for relation in analysis.relations
        if relation.property == "location" and relation.subject.startswith("events/")
    ]

    assert expected == found
