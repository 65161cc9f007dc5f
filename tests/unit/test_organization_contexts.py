"""What tells that a name is an organization's."""

import pytest

from nutgraf.annotators.organization_contexts import organizations


def found(tagged, text):
    reading, tags = tagged(text)
    return [(each.label, each.span.of(reading.text)) for each in organizations(reading, tags)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[L:LAGUMAR], the national water agency, said so.", [("ORG", "LAGUMAR")]),
        ("In [L:Quayford], the agency of towns, rain fell.", [("LOC", "Quayford")]),
        ("She gave it to the charity [P:Lanterna].", [("ORG", "Lanterna")]),
        ("That company, [P:Odo Sal], paid.", [("ORG", "Odo Sal")]),
        ("A lawyer for the firm, [P:Odo Sal], denied it.", [("PER", "Odo Sal")]),
        ("[P:Odosal]’s managing director left.", [("ORG", "Odosal")]),
        ("[P:Ana Odo] left. [P:Odo]’s shares fell.", [("PER", "Ana Odo"), ("PER", "Odo")]),
        ("[P:Odosal] chairman [P:Ana Roca] left.", [("ORG", "Odosal"), ("PER", "Ana Roca")]),
        (
            "[P:Odosal] director [P:Ana Roca] left.",
            [("PER", "Odosal"), ("PER", "Ana Roca")],
        ),
        ("He holds a stake in [P:Odosal]. [P:Odosal] fell.", [("ORG", "Odosal")] * 2),
        ("She is a hydrologist at [L:Quayford].", [("ORG", "Quayford")]),
        ("She is a hydrologist at [L:Peru].", [("LOC", "Peru")]),
        ("He is a porter at [L:Quayford].", [("LOC", "Quayford")]),
        ("The house of [P:Odo Sal], a firm believer, fell.", [("PER", "Odo Sal")]),
        ("It was built by [P:Odosal Kft].", [("ORG", "Odosal Kft")]),
        (
            "[L:Lanterna d.o.o] and [P:Odo SpA] paid.",
            [("ORG", "Lanterna d.o.o"), ("ORG", "Odo SpA")],
        ),
    ],
)
def test_words_around_a_name_make_it_an_organization(tagged, text, names):
    assert found(tagged, text) == names
