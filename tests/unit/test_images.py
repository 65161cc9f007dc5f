"""Pictures, as their captions describe them."""

import pytest

from nutgraf.annotators.dates import dates
from nutgraf.annotators.images import credit_relations, credited, images

LEAD = "\n\nThe flood reached the lower town on Monday and left the bridge in the mud, it was said."


def pictures(marked, caption):
    reading, names = marked(caption + LEAD)
    return reading, images(reading, names, dates(reading))


def parts(marked, caption):
    """The one picture: its words, its things, its day."""
    reading, [image] = pictures(marked, caption)
    words = {
        name: getattr(image, name).of(reading.text)
        for name in ("caption", "credit", "date_span", "place_span")
        if getattr(image, name)
    }
    things = {
        name: getattr(image, name)
        for name in ("creator", "organization", "place", "date")
        if getattr(image, name)
    }
    return words, things


CASES = [
    pytest.param(
        "A boat in a street of [L:Beira] on March 3, 2019. ([P:ANA ROCA] / [O:EFE])",
        {
            "caption": "A boat in a street of Beira on March 3, 2019.",
            "credit": "ANA ROCA / EFE",
            "date_span": "March 3, 2019",
            "place_span": "Beira",
        },
        {
            "creator": "people/ana-roca",
            "organization": "organizations/efe",
            "place": "places/beira",
            "date": "2019-03-03",
        },
        id="person-and-agency",
    ),
    pytest.param(
        "This file photo shows a boat. [[O:Reuters]]".replace("[[", "[").replace("]]", "]"),
        {"caption": "This file photo shows a boat. Reuters"},
        {},
        id="no-credit",
    ),
    pytest.param(
        "A boat in the street, in this file photo. ([O:Reuters])",
        {"caption": "A boat in the street, in this file photo.", "credit": "Reuters"},
        {"organization": "organizations/reuters"},
        id="agency-alone",
    ),
    pytest.param(
        "Photo: [P:Ana Roca]",
        {"credit": "Ana Roca"},
        {"creator": "people/ana-roca"},
        id="credit-line",
    ),
    pytest.param(
        "An aerial photo shows boats in [L:Beira], [L:Mozambique]. ([P:Ana Roca] / [O:EFE])",
        {
            "caption": "An aerial photo shows boats in Beira, Mozambique.",
            "credit": "Ana Roca / EFE",
            "place_span": "Beira",
        },
        {
            "creator": "people/ana-roca",
            "organization": "organizations/efe",
            "place": "places/beira",
        },
        id="innermost-place",
    ),
    pytest.param(
        "Pictured on Monday: a boat in the street. ([P:Ana Roca] / [O:EFE])",
        {"caption": "Pictured on Monday: a boat in the street.", "credit": "Ana Roca / EFE"},
        {"creator": "people/ana-roca", "organization": "organizations/efe"},
        id="a-relative-day-is-no-date",
    ),
    pytest.param(
        "A boat on May 1, 2019, and on May 2, 2019. ([P:Ana Roca] / [O:EFE])",
        {"caption": "A boat on May 1, 2019, and on May 2, 2019.", "credit": "Ana Roca / EFE"},
        {"creator": "people/ana-roca", "organization": "organizations/efe"},
        id="two-days-are-no-date",
    ),
]


@pytest.mark.parametrize(("caption", "words", "things"), CASES)
def test_picture(marked, caption, words, things):
    assert parts(marked, caption) == (words, things)


def test_prose_is_no_picture(marked):
    assert pictures(marked, "The boat was in the street (a narrow one) of Beira that day.")[1] == ()


def test_a_relative_day_stays_open_even_if_the_caller_gave_the_day(marked):
    text = "Pictured on Monday: a boat in the street. (Ana Roca / EFE)" + LEAD
    reading, names = marked(text, published="2019-03-06")
    [image] = images(reading, names, dates(reading))
    assert image.date is None


@pytest.mark.parametrize("between", ["/", "for", "FOR THE"])
def test_a_credit_tells_whom_the_photographer_works_with(marked, between):
    reading, names = marked(f"Photo: [P:Ana Roca] {between} [O:Lagoon Pictures]" + LEAD)
    [(person, agency, evidence)] = credited(reading, names)
    assert (person.entity, agency.entity) == ("people/ana-roca", "organizations/lagoon-pictures")
    assert evidence.basis == "inferred"


def test_a_credit_may_stand_behind_other_names_or_alone(marked):
    for caption in (
        "PHOTO: [O:Lowfield FC] fans cross. ([P:Ana Roca] / [O:Lagoon Pictures])",
        "([P:Ana Roca] / [O:Lagoon Pictures])",
    ):
        reading, names = marked("A storm" + LEAD + "\n\n" + caption + LEAD)
        [(_, agency, _)] = credited(reading, names)
        assert agency.entity == "organizations/lagoon-pictures"


def test_right_of_the_slash_stands_the_agency(marked):
    reading, found = pictures(marked, "A boat. ([P:Ana Roca] / [O:Lagoon Pictures])")
    said = [
        (relation.subject, relation.property, relation.object or relation.value)
        for relation in credit_relations(reading, found)
    ]
    assert said == [
        ("organizations/lagoon-pictures", "type", "NewsMediaOrganization"),
    ]
    assert {relation.evidence.basis for relation in credit_relations(reading, found)} == {
        "inferred"
    }
