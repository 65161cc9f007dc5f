"""Named storms are events, and so are their names alone."""

import pytest

from nutgraf.annotators.storms import storms


def found(tagged, text):
    reading, tags = tagged(text)
    return sorted((each.span.of(reading.text), each.label) for each in storms(reading, tags))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hurricane [P:Petra] hit [L:Loja].", [("Hurricane Petra", "EVENT"), ("Loja", "LOC")]),
        (
            "Tropical Storm Petra grew. [P:Petra] then turned.",
            [("Petra", "EVENT"), ("Tropical Storm Petra", "EVENT")],
        ),
        ("[P:Petra Lund] fled Cyclone Petra.", [("Cyclone Petra", "EVENT"), ("Petra Lund", "PER")]),
        (
            "STORM PETRA WRECKS QUAY. Storm Petra hit.",
            [("STORM PETRA", "EVENT"), ("Storm Petra", "EVENT")],
        ),
        (
            "Storm Petra left. A new system, Odo, grew.",
            [("Odo", "EVENT"), ("Storm Petra", "EVENT")],
        ),
        ("A storm hit [P:Petra Lund].", [("Petra Lund", "PER")]),
        ("The Storm Warning of Monday stood.", []),
    ],
)
def test_a_storm_is_no_person(tagged, text, names):
    assert found(tagged, text) == names
