"""What a person is, and at which organization, as the words beside the name say."""

import pytest

from nutgraf.annotators.quotations import quotations
from nutgraf.annotators.roles import roles
from nutgraf.language.titles import head_of, is_title, normalised, property_of, title_at_end


def found(marked, text):
    """Each role as `person: title @ organization or place (property)`."""
    reading, names = marked(text)
    return [
        f"{role.person.split('/')[-1]}: {role.title or '-'}"
        + (f" @ {role.organization.split('/')[-1]} ({role.property})" if role.organization else "")
        + (f" @ {role.place.split('/')[-1]}" if role.place else "")
        + (" former" if role.former else "")
        for role in roles(reading, names, quotations(reading, names))
    ]


ROLES = [
    pytest.param(
        "[P:Mei Tan], chief engineer of the [O:Straits Rail Authority], left.",
        ["mei-tan: chief engineer @ straits-rail-authority (worksFor)"],
        id="x-title-of-y",
    ),
    pytest.param(
        "[P:Mei Tan], a senior researcher at [O:Straits University], left.",
        ["mei-tan: senior researcher @ straits-university (worksFor)"],
        id="x-a-title-at-y",
    ),
    pytest.param(
        "[P:Mei Tan], a [O:Harbour Council] member, left.",
        ["mei-tan: member @ harbour-council (memberOf)"],
        id="x-a-y-title",
    ),
    pytest.param(
        "[P:Mei Tan], a member of the [O:Harbour Council], left.",
        ["mei-tan: member @ harbour-council (memberOf)"],
        id="member-of",
    ),
    pytest.param(
        "[P:Mei Tan], 52, director of the [O:Harbour Trust], left.",
        ["mei-tan: director @ harbour-trust (worksFor)"],
        id="age-between",
    ),
    pytest.param(
        "[O:Harbour Trust] director [P:Mei Tan] left.",
        ["mei-tan: director @ harbour-trust (worksFor)"],
        id="y-title-x",
    ),
    pytest.param(
        "[O:Harbour Trust]’s director, [P:Mei Tan], left.",
        ["mei-tan: director @ harbour-trust (worksFor)"],
        id="y-s-title-x",
    ),
    pytest.param(
        "The director of the [O:Harbour Trust], [P:Mei Tan], left.",
        ["mei-tan: director @ harbour-trust (worksFor)"],
        id="the-title-of-y-x",
    ),
    pytest.param(
        "[P:Mei Tan] is the director of the [O:Harbour Trust].",
        ["mei-tan: director @ harbour-trust (worksFor)"],
        id="x-is-the-title-of-y",
    ),
    pytest.param(
        "[P:Mei Tan] of the [O:Harbour Trust] left.",
        ["mei-tan: - @ harbour-trust (affiliation)"],
        id="x-of-y",
    ),
    pytest.param(
        "[P:Mei Tan], a marine biologist, left.", ["mei-tan: marine biologist"], id="x-a-title"
    ),
    pytest.param(
        "Prime Minister [P:Mei Tan] left.", ["mei-tan: Prime Minister"], id="office-before-the-name"
    ),
    pytest.param(
        "[L:Kenya]’s foreign minister, [P:Grace Otieno], left.",
        ["grace-otieno: foreign minister @ kenya"],
        id="office-of-a-country",
    ),
    pytest.param(
        "[L:Kenyan] Foreign Minister".replace("[L:Kenyan]", "Kenyan")
        + " [P:Grace Otieno] left for [L:Nairobi], the capital of [L:Kenya].",
        ["grace-otieno: Foreign Minister @ kenya"],
        id="adjective-of-a-country-that-is-named",
    ),
    pytest.param(
        "The ferry captain, [P:Mei Tan], left.",
        ["mei-tan: ferry captain"],
        id="title-then-name-between-commas",
    ),
    pytest.param(
        "Former finance minister [P:Mei Tan] left.",
        ["mei-tan: finance minister former"],
        id="former",
    ),
    pytest.param(
        "[P:Mei Tan], co-founder of [O:Lantern Labs], left.",
        ["mei-tan: co-founder @ lantern-labs (affiliation)"],
        id="co-founder",
    ),
    pytest.param(
        "[P:Mei Tan], economist for [L:Africa] at [O:Harbour Bank], left.",
        ["mei-tan: economist for Africa @ harbour-bank (worksFor)"],
        id="title-with-a-place-inside",
    ),
    pytest.param(
        "[P:Mei Tan], director of the [O:Harbour Trust], left. [O:Harbour Trust] director "
        "[P:Mei Tan] came back.",
        ["mei-tan: director @ harbour-trust (worksFor)"],
        id="said-twice-is-one-role",
    ),
]


@pytest.mark.parametrize(("text", "expected"), ROLES)
def test_role(marked, text, expected):
    assert found(marked, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[P:Mei Tan] left for [L:Oslo].", id="no-title"),
        pytest.param("[P:Mei Tan], who left on Monday, came back.", id="relative-clause"),
        pytest.param("[P:Mei Tan], [P:Grace Otieno] and [P:Ana Lima] left.", id="list-of-people"),
        pytest.param(
            "“[P:Mei Tan], director of the [O:Harbour Trust], is a thief,” said [P:Ana Lima].",
            id="the-speaker-s-claim",
        ),
        pytest.param("[P:Mei Tan] met the director of the [O:Harbour Trust].", id="somebody-else"),
        pytest.param("The [O:Harbour Trust] praised [P:Mei Tan].", id="verb-between"),
        pytest.param("[P:Mei Tan] left the [O:Harbour Trust].", id="verb-behind"),
        pytest.param("[P:Mei Tan], in a red coat, left.", id="no-noun-of-a-trade"),
    ],
)
def test_what_is_no_role(marked, text):
    assert found(marked, text) == []


def test_a_role_said_twice_shows_both_places(marked):
    text = (
        "[P:Mei Tan], director of the [O:Harbour Trust], left. "
        "[O:Harbour Trust] director [P:Mei Tan] came back."
    )
    reading, names = marked(text)
    [role] = roles(reading, names, ())
    assert [span.of(reading.text) for span in role.evidence.spans] == [
        "Mei Tan, director of the Harbour Trust",
        "Harbour Trust director Mei Tan",
    ]


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("deputy chief engineer", "engineer"),
        ("vice-president", "vice-president"),
        ("head of research", "head"),
        ("seismologist", "seismologist"),
        ("river", None),
        ("MP", "mp"),
    ],
)
def test_head_of_a_title(words, head):
    assert head_of(words) == head


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("chief engineer", True),
        ("professor of law at the college", True),
        ("chief engineer whose team of forty men and women won", False),
        ("engineering", False),
        ("director general", True),
        ("", False),
    ],
)
def test_is_title(words, expected):
    assert is_title(words) is expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("the former mayor", ("mayor", True)),
        ("a senior analyst", ("senior analyst", False)),
        ("ex-minister", ("minister", True)),
        ("their coach", ("coach", False)),
    ],
)
def test_normalised_title(title, expected):
    assert normalised(title) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("member", "memberOf"),
        ("councillor", "memberOf"),
        ("chief executive", "worksFor"),
        ("founder", "affiliation"),
        ("student", "affiliation"),
    ],
)
def test_how_a_person_hangs_on_an_organization(title, expected):
    assert property_of(title) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("On arrival Prime Minister", "Prime Minister"),
        ("Yesterday the acting mayor", "acting mayor"),
        ("They met deputy coach", "deputy coach"),
        ("They met on the river", None),
        ("", None),
    ],
)
def test_title_at_the_end_of_a_stretch(words, expected):
    assert title_at_end(words, ()) == expected
