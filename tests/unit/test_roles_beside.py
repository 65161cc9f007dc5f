"""Roles by what a list, a bracket, a style or an opening beside the name says."""

import pytest

from nutgraf.annotators.roles import roles


def found(marked, text):
    """Each role as `person: title @ organization or place (property)`."""
    reading, names = marked(text)
    return [
        f"{role.person.split('/')[-1]}: {role.title or '-'}"
        + (f" @ {role.organization.split('/')[-1]} ({role.property})" if role.organization else "")
        + (f" @ {role.place.split('/')[-1]}" if role.place else "")
        for role in roles(reading, names, ())
    ]


ROLES = [
    pytest.param(
        "The report is by the [O:Harbour Trust]. Its author, [P:Mei Tan], left.",
        ["mei-tan: author"],
        id="its-author-is-a-report-s",
    ),
    pytest.param(
        "Two economists at [O:Straits University], [P:Mei Tan] and [P:Aro Lind], left.",
        [
            "mei-tan: economist @ straits-university (worksFor)",
            "aro-lind: economist @ straits-university (worksFor)",
        ],
        id="plural-title-before-a-list",
    ),
    pytest.param(
        "The [O:Harbour Trust]’s [P:Mei Tan] left.",
        ["mei-tan: - @ harbour-trust (affiliation)"],
        id="y-s-x",
    ),
    pytest.param(
        "Cllr [P:Mei Tan] ([O:Harvest Union]) left.",
        ["mei-tan: Cllr @ harvest-union (memberOf)"],
        id="party-in-a-bracket",
    ),
    pytest.param(
        "[P:Mei Tan] ([O:Harbour Trust]) left.",
        ["mei-tan: - @ harbour-trust (affiliation)"],
        id="organization-in-a-bracket",
    ),
    pytest.param("[P:Mei Tan] MP left.", ["mei-tan: MP"], id="letters-behind-a-name"),
    pytest.param(
        "The governor, Prince [P:Ade Solari], left.", ["ade-solari: governor"], id="style-of-birth"
    ),
    pytest.param(
        "The speaker, the Rt Hon. [P:Mei Tan], left.",
        ["mei-tan: speaker"],
        id="the-right-honourable",
    ),
    pytest.param(
        "[O:Harbour Board] Gov. [P:Mei Tan] left.",
        ["mei-tan: Gov @ harbour-board (worksFor)"],
        id="organization-before-a-rank",
    ),
    pytest.param(
        "At [O:Harbour Bank], one of four, risk director [P:Mei Tan] left.",
        ["mei-tan: risk director @ harbour-bank (worksFor)"],
        id="at-y-title-x",
    ),
    pytest.param(
        "At [O:Harbour Bank], farmer [P:Mei Tan] protested.", ["mei-tan: farmer"], id="at-y-a-guest"
    ),
    pytest.param(
        "The company in question, [O:Harbour Coal], met [O:Lantern Labs]. Its chairman, [P:Mei Tan], "
        "left.",
        ["mei-tan: chairman @ harbour-coal (worksFor)"],
        id="apposed-opening",
    ),
    pytest.param(
        "[P:Mei Tan] has chaired the [O:Harbour Board] since May.",
        ["mei-tan: - @ harbour-board (affiliation)"],
        id="has-chaired",
    ),
    pytest.param(
        "[P:Mei Tan], the Dane who heads [O:Harbour Wind], left.",
        ["mei-tan: - @ harbour-wind (affiliation)"],
        id="the-dane-who-heads",
    ),
    pytest.param(
        "Bishop [P:Mei Tan] of [L:Lowfield], who chairs the [O:Harbour Board], left.",
        ["mei-tan: Bishop @ lowfield", "mei-tan: - @ harbour-board (affiliation)"],
        id="who-chairs-behind-a-place",
    ),
    pytest.param(
        "By his spokesman, [P:Mei Tan], the head of state named a minister.",
        ["mei-tan: spokesman"],
        id="a-clause-is-no-apposition",
    ),
    pytest.param(
        "[P:Mei Tan], the board’s first director general, left.",
        ["mei-tan: director general"],
        id="first-describes",
    ),
    pytest.param(
        "[P:Mei Tan], first officer of the [O:Harbour Ferry Company], left.",
        ["mei-tan: first officer @ harbour-ferry-company (worksFor)"],
        id="first-officer",
    ),
    pytest.param(
        "[P:Mei Tan], a cook for two decades, left.", ["mei-tan: cook"], id="time-is-no-title"
    ),
    pytest.param(
        "The [O:Lowfield Primary School] won. The headmistress, [P:Mei Tan], left.",
        ["mei-tan: headmistress @ lowfield-primary-school (worksFor)"],
        id="body-of-a-title",
    ),
    pytest.param(
        "The deputy marshal of the [O:State Khural], [P:Mei Tan], left.",
        ["mei-tan: deputy marshal @ state-khural (worksFor)"],
        id="marshal-of-a-parliament",
    ),
    pytest.param(
        "[O:Great Khural] met. The speaker, [P:Mei Tan], left.",
        ["mei-tan: speaker @ great-khural (worksFor)"],
        id="parliament-in-its-own-language",
    ),
]


@pytest.mark.parametrize(("text", "expected"), ROLES)
def test_role_beside(marked, text, expected):
    assert found(marked, text) == expected
