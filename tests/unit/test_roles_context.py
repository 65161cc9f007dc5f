"""Roles that the words around a sentence tell: bylines, choices, offices of what was named before."""

import pytest

from nutgraf.annotators.roles import roles

STORY = "\n\nRain fell in [L:Oslo] on Tuesday, and nobody came to the harbour."


def found(marked, text):
    """Each role as `person: title @ organization or place`, “ex” before what is over."""
    reading, names = marked(text)
    return [
        f"{role.person.split('/')[-1]}: {'ex ' if role.former else ''}{role.title or '-'}"
        + (f" @ {role.organization.split('/')[-1]}" if role.organization else "")
        + (f" @ {role.place.split('/')[-1]}" if role.place else "")
        for role in roles(reading, names, ())
    ]


def _case(text, *expected, id):
    return pytest.param(text, list(expected), id=id)


TITLES = [
    _case(
        "The minister for trade, industry and housing, [P:Mei Tan], left.",
        "mei-tan: minister for trade, industry and housing",
        id="list-before-a-name",
    ),
    _case(
        "[P:Mei Tan], [L:Utopia]’s minister for fisheries, ports and the ocean economy, left.",
        "mei-tan: minister for fisheries, ports and the ocean economy @ utopia",
        id="list-with-an-article",
    ),
    _case(
        "The [O:Grain Board] met. [P:Mei Tan], the board’s assistant director for [L:Utopia], left.",
        "mei-tan: assistant director for Utopia @ grain-board",
        id="director-for-a-region",
    ),
    _case(
        "[P:Mei Tan], chairman of the school’s board of governors, left.",
        "mei-tan: chairman of the school’s board of governors",
        id="board-of-governors",
    ),
    _case(
        "“No,” said [P:Mei Tan], the minister for rural water, trade and climate. It rained.",
        "mei-tan: minister for rural water, trade and climate",
        id="list-behind-a-name",
    ),
    _case(
        "[P:Mei Tan], minister for trade, a farmer and a poet, left.",
        "mei-tan: minister for trade",
        "mei-tan: farmer",
        "mei-tan: poet",
        id="a-farmer-is-no-field",
    ),
    _case(
        "“No,” said [P:Mei Tan], [L:Utopia]’s ambassador to the [O:Lagoon Union], on Monday.",
        "mei-tan: ambassador to the Lagoon Union @ utopia",
        id="ambassador-to",
    ),
    _case(
        "[P:Mei Tan], a member of the transport committee, left.",
        "mei-tan: member of the transport committee",
        id="part-of-a-body",
    ),
    _case(
        "[P:Mei Tan], a biologist at [O:Straits University] and the study’s first author, waited.",
        "mei-tan: biologist @ straits-university",
        "mei-tan: first author",
        id="and-the-study-s-author",
    ),
    _case(
        "[P:Mei Tan], a biologist at [O:Straits University]’s [O:Reef Institute], waited.",
        "mei-tan: biologist",
        id="at-the-institute-of-a-university",
    ),
    _case(
        "[P:Mei Tan], a farmer, and the bank’s governor, [P:Aro Lind], left.",
        "mei-tan: farmer",
        "aro-lind: governor",
        id="and-the-bank-s-governor",
    ),
    _case(
        "[O:Harbour Ministry] took no side. A spokesman for Gov. [P:Mei Tan], [P:Aro Lind], left.",
        "mei-tan: Gov",
        "aro-lind: spokesman",
        id="spokesman-of-a-governor",
    ),
    _case("The opposition senator [P:Mei Tan] left.", "mei-tan: senator", id="opposition-senator"),
    _case(
        "The opposition leader [P:Mei Tan] left.",
        "mei-tan: opposition leader",
        id="opposition-leader",
    ),
    _case(
        "The [O:Harbour Board]’s present head, [P:Mei Tan], left.",
        "mei-tan: head @ harbour-board",
        id="present",
    ),
    _case(
        "[P:Mei Tan], senator and patron of the [O:Harbour Trust], left.",
        "mei-tan: senator",
        "mei-tan: patron @ harbour-trust",
        id="a-seat-is-elsewhere",
    ),
]

STYLES = [
    _case("Its spokesperson, Attorney [P:Mei Tan], left.", "mei-tan: spokesperson", id="attorney"),
    _case("The bishop, Msgr. [P:Aro Lind], left.", "aro-lind: bishop", id="monsignor"),
    _case("Then the advocate [P:Mei Tan] left.", "mei-tan: advocate", id="advocate-by-trade"),
    _case("Chief [P:Aro Lind], the chairman, left.", "aro-lind: chairman", id="chief-and-chairman"),
    _case("Chief [P:Aro Lind] left.", "aro-lind: Chief", id="chief-alone"),
]

ASIDES = [
    _case(
        "[P:Mei Tan] of [O:Harvest Union], chair of the [O:Harbour Board], left.",
        "mei-tan: chair @ harbour-board",
        "mei-tan: - @ harvest-union",
        id="of-y-and-an-office",
    ),
    _case(
        "[P:Mei Tan] of [O:Straits University], an expert on tides, left.",
        "mei-tan: - @ straits-university",
        id="of-y-is-where",
    ),
    _case(
        "[P:Mei Tan], now at [O:Straits University], left.",
        "mei-tan: - @ straits-university",
        id="now-at",
    ),
    _case(
        "[P:Mei Tan], from [O:Straits University], counts twice.",
        "mei-tan: - @ straits-university",
        id="from-in-commas",
    ),
    _case("[P:Mei Tan], from the first day with [O:Lowfield FC], left.", id="from-a-time"),
    _case(
        "[P:Mei Tan], a member of parliament for [L:Lowfield] ([O:Harvest Union]), left.",
        "mei-tan: member of parliament @ lowfield",
        "mei-tan: - @ harvest-union",
        id="party-behind-a-seat",
    ),
    _case("The city fired coach [P:Mei Tan] on Monday.", "mei-tan: ex coach", id="fired"),
    _case(
        "[P:Mei Tan], now a councillor in [L:Lowfield], left.",
        "mei-tan: councillor @ lowfield",
        id="office-in-a-place",
    ),
    _case(
        "[P:Mei Tan], a guide at [L:Lowfield], left.", "mei-tan: guide @ lowfield", id="at-a-place"
    ),
]

CLAUSES = [
    _case(
        "[O:Harbour Bank] has named [P:Mei Tan] chief risk officer.",
        "mei-tan: chief risk officer @ harbour-bank",
        id="y-named-x",
    ),
    _case(
        "The [O:Harbour Bank] hired [P:Mei Tan] away from [O:Lowfield FC] as director of football.",
        "mei-tan: director of football @ harbour-bank",
        id="y-hired-x-from-z",
    ),
    _case(
        "[O:Harbour Bank] has grown. It has hired [P:Mei Tan] as country manager.",
        "mei-tan: country manager @ harbour-bank",
        id="it-hired-x",
    ),
    _case(
        "[P:Mei Tan] will succeed [P:Aro Lind] as head coach of [O:Lowfield FC].",
        "mei-tan: head coach @ lowfield-fc",
        id="x-succeeds",
    ),
    _case(
        "[P:Mei Tan], who left in May to become chancellor of [O:Straits University], waited.",
        "mei-tan: chancellor @ straits-university",
        id="left-to-become",
    ),
    _case(
        "Lt. Gen. [P:Mei Tan], who commands [O:Harbour Corps], was to fly over the area.",
        "mei-tan: Lt. Gen @ harbour-corps",
        id="rank-of-who-commands",
    ),
    _case(
        "Goalkeeper [P:Mei Tan], who captains [O:Lowfield FC], waited.",
        "mei-tan: Goalkeeper @ lowfield-fc",
        id="position-of-who-captains",
    ),
    _case(
        "[P:Mei Tan], who has led the winter count of the [O:Heron Society], left.",
        "mei-tan: - @ heron-society",
        id="who-has-led",
    ),
    _case(
        "[P:Mei Tan], who sits on the [O:Harbour Board], left.",
        "mei-tan: - @ harbour-board",
        id="who-sits-on",
    ),
    _case(
        "The [O:Harbour Trust] grew. [P:Mei Tan], who sits on none of its boards, left.",
        id="who-sits-on-none",
    ),
    _case(
        "Students of [O:Straits University] came. [P:Mei Tan], who studies there, played.",
        "mei-tan: - @ straits-university",
        id="who-studies-there",
    ),
    _case(
        "[P:Mei Tan] resigned last year and now works for [O:Harbour Bank].",
        "mei-tan: - @ harbour-bank",
        id="and-now-works",
    ),
]

MEANT = [
    _case(
        "The [O:Reserve Bank of Utopia] acted. Governor [P:Mei Tan] left.",
        "mei-tan: Governor @ reserve-bank-of-utopia",
        id="governor-of-the-central-bank",
    ),
    _case(
        "The [O:Harbour Bank] acted. Governor [P:Mei Tan] left.",
        "mei-tan: Governor",
        id="governor-of-a-province",
    ),
    _case(
        "The board of the [O:Lowfield Hospital] met. [P:Mei Tan], the medical director, left.",
        "mei-tan: medical director @ lowfield-hospital",
        id="the-medical-director",
    ),
    _case(
        "The [O:Lowfield Hospital] and the [O:Heron Society] met. [P:Mei Tan], the treasurer, left.",
        "mei-tan: treasurer",
        id="treasurer-of-which",
    ),
    _case(
        "The [O:Land Court] sat. That court has a backlog. Its registrar, [P:Mei Tan], left.",
        "mei-tan: registrar @ land-court",
        id="its-of-that-court",
    ),
    _case(
        "The [O:Lowfield Council] met. Council member [P:Mei Tan] left.",
        "mei-tan: Council member @ lowfield-council",
        id="council-member",
    ),
    _case(
        "The [O:Lowfield Transport Committee] met. The panel’s ranking member, [P:Mei Tan], left.",
        "mei-tan: ranking member @ lowfield-transport-committee",
        id="the-panel",
    ),
]

BYLINES = [
    _case(
        "Bridge reopens\n\nBy [P:Mei Tan], [O:Lowfield Courier] reporter" + STORY,
        "mei-tan: reporter @ lowfield-courier",
        id="paper-before-a-title",
    ),
    _case(
        "Bridge reopens\n\nBy [P:Mei Tan] | [O:Lowfield Courier]" + STORY,
        "mei-tan: - @ lowfield-courier",
        id="paper-behind-a-bar",
    ),
    _case(
        "Bridge reopens\n\nCompiled by [P:Mei Tan] / [O:Lowfield Courier]" + STORY,
        "mei-tan: - @ lowfield-courier",
        id="compiled",
    ),
    _case(
        "Bridge reopens\n\nBy [P:Mei Tan] and [P:Aro Lind], The [O:Lowfield Courier]" + STORY,
        "aro-lind: - @ lowfield-courier",
        "mei-tan: - @ lowfield-courier",
        id="two-of-a-paper",
    ),
    _case(
        "Bridge reopens\n\nBy [P:Mei Tan]\nHealth correspondent, [O:Lowfield Courier]" + STORY,
        "mei-tan: Health correspondent @ lowfield-courier",
        id="title-and-paper-below",
    ),
    _case(
        "Bridge reopens" + STORY + "\n\n-- Interview: [P:Mei Tan], The [O:Lowfield Courier]",
        "mei-tan: - @ lowfield-courier",
        id="interviewer",
    ),
    _case(
        "Bridge reopens" + STORY + "\n\n-- [P:Mei Tan], [O:Lowfield Courier]",
        "mei-tan: - @ lowfield-courier",
        id="signed-below",
    ),
    _case("Bridge reopens\n\nBy [P:Mei Tan] in [L:Oslo]" + STORY, id="where-a-reporter-is"),
]


@pytest.mark.parametrize(
    ("text", "expected"), [*TITLES, *STYLES, *ASIDES, *CLAUSES, *MEANT, *BYLINES]
)
def test_role_in_context(marked, text, expected):
    assert found(marked, text) == expected
