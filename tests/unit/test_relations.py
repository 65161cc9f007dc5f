"""What the words say about organizations, places, events and laws."""

import pytest

from nutgraf.annotators.quotations import quotations
from nutgraf.annotators.relations import relations


def found(linked, text):
    """Each relation as `subject property object`, in the order of finding."""
    from nutgraf.annotators.known import Names

    reading, entities, mentions = linked(text)
    names = Names(mentions)
    direct = quotations(reading, names)
    return {
        f"{each.subject.split('/')[-1]} {each.property} "
        + (each.object.split("/")[-1] if each.object else repr(each.value))
        for each in relations(reading, names, entities, direct)
    }


CASES = [
    pytest.param(
        "[L:Quito]-based think tank [O:Paramo Institute] left.",
        {"paramo-institute location quito", "paramo-institute description 'think tank'"},
        id="based-with-a-noun",
    ),
    pytest.param(
        "[L:Quito]-based [O:Paramo Institute] left.",
        {"paramo-institute location quito"},
        id="based",
    ),
    pytest.param(
        "The [E:Andes Water Forum], organized by [O:Paramo Institute] and [O:Lago Trust], opened.",
        {
            "andes-water-forum organizer paramo-institute",
            "andes-water-forum organizer lago-trust",
        },
        id="organized-by-two",
    ),
    pytest.param(
        "The [E:Andes Water Forum], co-hosted by the [O:Lago Trust], opened.",
        {"andes-water-forum organizer lago-trust"},
        id="co-hosted-by",
    ),
    pytest.param(
        "The [E:Andes Water Forum] opened. It was organized by [O:Lago Trust].",
        set(),
        id="organized-in-another-sentence",
    ),
    pytest.param(
        "The [O:Lago Trust], set up by [P:Ana Roca], grew.",
        {"lago-trust founder ana-roca"},
        id="set-up-by",
    ),
    pytest.param(
        "The [O:Lago Trust], which was founded in 1999 by the [O:Paramo Institute], grew.",
        {"lago-trust founder paramo-institute"},
        id="founded-in-a-year-by",
    ),
    pytest.param(
        "It rained in [L:Otavalo], [L:Ecuador], on Monday.",
        {"otavalo containedInPlace ecuador", "ecuador type 'Country'"},
        id="place-country",
    ),
    pytest.param(
        "It rained in [L:Ecuador], [L:Peru] and [L:Chile].",
        {"ecuador type 'Country'", "peru type 'Country'", "chile type 'Country'"},
        id="list-of-countries",
    ),
    pytest.param(
        "It rained in [L:Otavalo], [L:Ibarra] and [L:Tulcán].", set(), id="list-of-places"
    ),
    pytest.param(
        "It rained in [L:Otavalo], [L:Imbabura] province.",
        {"otavalo containedInPlace imbabura", "imbabura type 'AdministrativeArea'"},
        id="place-province",
    ),
    pytest.param(
        "It rained in the [L:Peguche] area of [L:Otavalo].",
        {"peguche containedInPlace otavalo"},
        id="area-of",
    ),
    pytest.param(
        "It rained in [L:Kono District] of [L:Sierra Leone].",
        {
            "kono-district containedInPlace sierra-leone",
            "kono-district type 'AdministrativeArea'",
            "sierra-leone type 'Country'",
        },
        id="district-of",
    ),
    pytest.param(
        "It rained in the cities of [L:Otavalo], [L:Ibarra] and [L:Tulcán].",
        {"otavalo type 'City'", "ibarra type 'City'", "tulcán type 'City'"},
        id="the-cities-of",
    ),
    pytest.param("The city of [L:Otavalo] woke.", {"otavalo type 'City'"}, id="the-city-of"),
    pytest.param("It rained in [L:Otavalo] and [L:Ecuador].", {"ecuador type 'Country'"}, id="and"),
    pytest.param(
        "[O:Paramo University] won.",
        {"paramo-university type 'CollegeOrUniversity'"},
        id="class-in-the-name",
    ),
    pytest.param(
        "The [O:Otavalo City Council] met in [L:Otavalo].",
        {
            "otavalo-city-council type 'GovernmentOrganization'",
            "otavalo-city-council areaServed otavalo",
        },
        id="council-of-a-place",
    ),
    pytest.param(
        "[P:Ana Roca] left. [P:Roca] came back.",
        {"ana-roca familyName 'Roca'", "ana-roca givenName 'Ana'"},
        id="bare-surname",
    ),
    pytest.param("[P:Ana Roca] left. [P:Ana] came back.", set(), id="bare-first-name"),
    pytest.param(
        "[P:Kim Min-ji] left. [P:Kim] came back.",
        {"kim-min-ji familyName 'Kim'", "kim-min-ji givenName 'Min-ji'"},
        id="family-name-first",
    ),
    pytest.param(
        "“The [O:Lago Trust], set up by [P:Ana Roca], is a fraud,” said [P:Omar Sy].",
        set(),
        id="the-speaker-s-claim",
    ),
    pytest.param("[O:Reuters] reported it.", {"reuters type 'NewsMediaOrganization'"}, id="agency"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_relations(linked, text, expected):
    assert found(linked, text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Paramo Research Institute", "ResearchOrganization"),
        ("Institute of Technology of Loja", "CollegeOrUniversity"),
        ("Ministry of Roads", "GovernmentOrganization"),
        ("Department of Roads", "GovernmentOrganization"),
        ("Paramo Savings Bank", "BankOrCreditUnion"),
        ("Paramo Airlines", "Airline"),
        ("Paramo General Hospital", "Hospital"),
        ("Green Valley Party", "PoliticalParty"),
        ("Paramo Foods Ltd", "Corporation"),
        ("Otavalo Public Library", "Library"),
        ("University College Loja", "CollegeOrUniversity"),
        ("University of Loja", "CollegeOrUniversity"),
        ("Bank of Loja", "BankOrCreditUnion"),
        ("Sons of Loja Ltd", "Corporation"),
    ],
)
def test_class_that_the_name_tells(linked, name, expected):
    kind = f"type {expected!r}"
    assert [each.split(" ", 1)[1] for each in found(linked, f"[O:{name}] grew.")] == [kind]


@pytest.mark.parametrize(
    "name",
    [
        "Bankside Theatre",
        "Party Planet",
        "Universal Foods",
        "Student Union of Loja University",
        "Loja University Rowing Club",
        "Department of Quechua at Loja University",
        "Loja Bank Workers Union",
        "Friends of the Otavalo Public Library",
    ],
)
def test_a_name_that_only_looks_like_a_class(linked, name):
    assert found(linked, f"[O:{name}] grew.") == set()


def test_two_places_do_not_contain_each_other(linked):
    text = "The [L:A Ridge] area of [L:B Valley]. The [L:B Valley] area of [L:A Ridge]."
    assert not [each for each in found(linked, text) if "containedInPlace" in each]


def test_a_relation_shows_the_words_that_state_it(linked):
    from nutgraf.annotators.known import Names

    reading, entities, mentions = linked("The [O:Lago Trust], set up by [P:Ana Roca], grew.")
    [each] = relations(reading, Names(mentions), entities, ())
    assert [span.of(reading.text) for span in each.evidence.spans] == [
        "Lago Trust, set up by Ana Roca"
    ]
