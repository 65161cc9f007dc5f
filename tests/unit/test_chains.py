"""Names that their last word explains: events, laws, and places joined by hyphens."""

import pytest

from nutgraf.annotators.chains import chains


def found(tagged, text):
    reading, tags = tagged(text)
    return [(each.label, each.span.of(reading.text)) for each in chains(reading, tags)]


CASES = [
    pytest.param(
        "They met at the Andes Water Forum.", [("EVENT", "Andes Water Forum")], id="forum"
    ),
    pytest.param(
        "They met at the 2031 [L:Quito]-[L:Lima] Road Summit.",
        [("EVENT", "2031 Quito-Lima Road Summit")],
        id="year-and-hyphen-inside",
    ),
    pytest.param(
        "The 14th Lagoon Film Festival opened.",
        [("EVENT", "14th Lagoon Film Festival")],
        id="ordinal",
    ),
    pytest.param(
        "The Rivers and Lakes Act was read.", [("LAW", "Rivers and Lakes Act")], id="and-inside"
    ),
    pytest.param(
        "The Treaty of [L:Loja] was signed.", [("LAW", "Treaty of Loja")], id="goes-on-behind"
    ),
    pytest.param(
        "The Fisheries Act 1988 was read.", [("LAW", "Fisheries Act 1988")], id="year-behind"
    ),
    pytest.param(
        "The Fisheries Act of 1988 was read.", [("LAW", "Fisheries Act of 1988")], id="of-a-year"
    ),
    pytest.param(
        "The Convention on Wandering Birds was signed.",
        [("LAW", "Convention on Wandering Birds")],
        id="convention-on",
    ),
    pytest.param(
        "The Wandering Birds Convention opened.",
        [("EVENT", "Wandering Birds Convention")],
        id="convention-without",
    ),
    pytest.param(
        "The [O:Southern Trade] Pact was signed.",
        [("LAW", "Southern Trade Pact")],
        id="swallows-a-part",
    ),
    pytest.param(
        "Trucks cross the [L:Salto]-[L:Concordia] Bridge.",
        [("LOC", "Salto-Concordia Bridge")],
        id="hyphened-place",
    ),
    pytest.param(
        "The Harbour Rates (Exemption) Act was read.",
        [("LAW", "Harbour Rates (Exemption) Act")],
        id="bracket-inside",
    ),
    pytest.param(
        "The Lagoon Summit 2031 opened.", [("EVENT", "Lagoon Summit 2031")], id="year-behind-event"
    ),
    pytest.param(
        "The Seeds Act, 2031, was read.", [("LAW", "Seeds Act, 2031")], id="year-behind-a-comma"
    ),
    pytest.param(
        "The Quay Rates (Relief) (Amendment) Act was read.",
        [("LAW", "Quay Rates (Relief) (Amendment) Act")],
        id="two-brackets-inside",
    ),
    pytest.param("The Annual General Meeting was short.", [], id="generic"),
    pytest.param("They met Minister Law there.", [], id="surname-behind-a-title"),
    pytest.param("He fought in World War II.", [("EVENT", "World War II")], id="roman-number"),
    pytest.param(
        "They danced at Lagoonfest.", [("EVENT", "Lagoonfest")], id="festival-without-modifier"
    ),
    pytest.param(
        "They danced at Quay Lagoonfest.", [("EVENT", "Quay Lagoonfest")], id="coined-festival"
    ),
    pytest.param(
        "She won the Salt Coast Sevens.", [("EVENT", "Salt Coast Sevens")], id="held-by-an-article"
    ),
    pytest.param("We Open Debate Week.", [], id="not-held"),
    pytest.param("Shops close on Lantern Day.", [("EVENT", "Lantern Day")], id="feast-day"),
    pytest.param("Shops close by Labour Day.", [], id="plain-day"),
    pytest.param(
        "The 9th Loom and Ballad Festival opened.",
        [("EVENT", "9th Loom and Ballad Festival")],
        id="and-inside-behind-a-number",
    ),
    pytest.param(
        "The [O:Forum for Quiet Rivers] disagrees.",
        [("ORG", "Forum for Quiet Rivers")],
        id="those-who-meet",
    ),
    pytest.param(
        "She chairs the Delta Towns Compact.",
        [("ORG", "Delta Towns Compact")],
        id="those-who-agree",
    ),
    pytest.param(
        "It is banned under the Marsh Birds Convention.",
        [("LAW", "Marsh Birds Convention")],
        id="convention-in-force",
    ),
    pytest.param(
        "Since the Soil Protection, Seeds and Hedges Act was read.",
        [("LAW", "Soil Protection, Seeds and Hedges Act")],
        id="list-inside",
    ),
    pytest.param(
        "It broke the Agreement on Quiet Barriers to Trade.",
        [("LAW", "Agreement on Quiet Barriers to Trade")],
        id="to-behind-on",
    ),
    pytest.param(
        "It signed the Agreement on Reefs in [L:Loja].",
        [("LAW", "Agreement on Reefs"), ("LOC", "Loja")],
        id="place-behind-on",
    ),
    pytest.param(
        "The Chilean Code on Hedges and Ditches was read.",
        [("LAW", "Chilean Code on Hedges and Ditches")],
        id="code-on",
    ),
    pytest.param("He was at the School of Arts and Law.", [], id="what-an-office-is-for"),
    pytest.param(
        "The Fair Pay in Mines Act was read.", [("LAW", "Fair Pay in Mines Act")], id="in-inside"
    ),
    pytest.param(
        "The Phu-An Ceasefire Agreement held.",
        [("LAW", "Phu-An Ceasefire Agreement")],
        id="a-syllable-that-is-an-article",
    ),
    pytest.param(
        "They met at the Lagoon Forum on Salt and Trade.",
        [("EVENT", "Lagoon Forum on Salt and Trade")],
        id="forum-on",
    ),
    pytest.param("She won the [M:Lagoon] Open.", [("EVENT", "Lagoon Open")], id="open-of-a-name"),
    pytest.param("He saw Ten Shops Open.", [], id="open-of-nothing"),
    pytest.param(
        "Senate Rejects Wage Bill\n\nThe senate was split, the clerk said on Monday.",
        [],
        id="capitals-of-a-headline",
    ),
    pytest.param(
        "Senate Rejects Wage Bill\n\nThe Wage Bill fell, the clerk said on Monday.",
        [("LAW", "Wage Bill")],
        id="only-where-it-is-printed-in-the-text",
    ),
    pytest.param("The Act was read.", [], id="a-noun-alone"),
    pytest.param("This Agreement is new.", [], id="this-agreement"),
    pytest.param("They act at the forum.", [], id="small-letters"),
    pytest.param("The Water Forum Trust grew.", [], id="the-name-goes-on"),
    pytest.param("[P:Ana Law] left.", [("PER", "Ana Law")], id="a-person-s-name"),
    pytest.param("Forum-goers left early.", [], id="hyphen-behind"),
    pytest.param(
        "[P:Ana Roca] left the [L:Lagoon].",
        [("PER", "Ana Roca"), ("LOC", "Lagoon")],
        id="nothing-to-do",
    ),
    pytest.param(
        "In August the Lagoon Marathon begins.", [("EVENT", "Lagoon Marathon")], id="behind-a-month"
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_chains(tagged, text, expected):
    assert found(tagged, text) == expected


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_chains_of_chains_are_the_same(tagged, text, expected):
    reading, tags = tagged(text)
    once = chains(reading, tags)
    assert [(each.label, each.span) for each in chains(reading, once)] == [
        (each.label, each.span) for each in once
    ], expected
