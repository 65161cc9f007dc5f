"""Laws that a number tells apart."""

import pytest

from nutgraf.annotators.numbered_laws import numbered_laws


def found(tagged, text):
    reading, tags = tagged(text)
    return [(each.label, each.span.of(reading.text)) for each in numbered_laws(reading, tags)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("It is banned under Law 41,786.", [("LAW", "Law 41,786")]),
        ("Under Decree 99, it is banned.", [("LAW", "Decree 99")]),
        ("They backed House Bill 412.", [("LAW", "House Bill 412")]),
        ("It rests on Act No. 29 of 2031.", [("LAW", "Act No. 29 of 2031")]),
        ("Emergency Order 31-07 was read.", [("LAW", "Emergency Order 31-07")]),
        ("Salt Ordinance 81/2031 was read.", [("LAW", "Salt Ordinance 81/2031")]),
        ("They read HB 1312 on Monday.", [("LAW", "HB 1312")]),
        ("It breaks the Marsh Grazing Rules 2031.", [("LAW", "Marsh Grazing Rules 2031")]),
        ("The Marsh Rules 12 times.", []),
        ("Order 12 copies.", []),
        ("In Act 2 she sings.", []),
        ("Rule 1 is to smile.", []),
    ],
)
def test_laws_are_found_by_their_number(tagged, text, names):
    assert found(tagged, text) == names
