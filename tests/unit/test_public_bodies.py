"""Public bodies that are called by a place."""

import pytest

from nutgraf.annotators.public_bodies import of_places, public_bodies


def found(tagged, text):
    reading, tags = tagged(text)
    return sorted((each.span.of(reading.text), each.label) for each in public_bodies(reading, tags))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The [L:Quayford] government said so.", [("Quayford", "LOC")]),
        ("In [L:Quayford] government is slow.", [("Quayford", "LOC")]),
        ("[L:Quayford] city council voted.", [("Quayford city council", "ORG")]),
        ("[L:Salt Region] government voted.", [("Salt Region government", "ORG")]),
        ("The Chilean government voted.", []),
        ("The [M:Chilean] fisheries ministry said so.", [("Chilean", "MISC")]),
        ("A government-run quay in [L:Quayford].", [("Quayford", "LOC")]),
        ("The [L:Quayford] government-owned quay.", [("Quayford", "LOC")]),
    ],
)
def test_bodies_of_a_place(tagged, text, names):
    assert found(tagged, text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The [O:Rural Municipality] of [L:Quayford] met.",
            [("Rural Municipality of Quayford", "ORG")],
        ),
        ("The [O:Odosal] of [L:Quayford] met.", [("Odosal", "ORG"), ("Quayford", "LOC")]),
    ],
)
def test_a_body_goes_on_with_its_place(tagged, text, names):
    reading, tags = tagged(text)
    found = [(each.span.of(reading.text), each.label) for each in of_places(reading, tags)]
    assert found == names
