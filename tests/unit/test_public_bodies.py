"""Public bodies that are called by a place."""

import pytest

from nutgraf.annotators.public_bodies import public_bodies


def found(tagged, text):
    reading, tags = tagged(text)
    return sorted((each.span.of(reading.text), each.label) for each in public_bodies(reading, tags))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The [L:Quayford] government said so.", [("Quayford government", "ORG")]),
        ("In [L:Quayford] government is slow.", [("Quayford", "LOC")]),
        ("[L:Quayford] city council voted.", [("Quayford city council", "ORG")]),
        ("[L:Salt Region] government voted.", [("Salt Region government", "ORG")]),
        ("The Chilean government voted.", [("Chilean government", "ORG")]),
        ("The [M:Chilean] fisheries ministry said so.", [("Chilean fisheries ministry", "ORG")]),
        ("A government-run quay in [L:Quayford].", [("Quayford", "LOC")]),
        ("The [L:Quayford] government-owned quay.", [("Quayford", "LOC")]),
    ],
)
def test_bodies_of_a_place(tagged, text, names):
    assert found(tagged, text) == names
