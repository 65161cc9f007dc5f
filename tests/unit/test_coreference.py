"""Which names in one article mean the same thing, and what it is called."""

import pytest

from nutgraf.language.forms import acronyms_of, begins_or_ends, cased, is_part_of
from nutgraf.model import EntityKind, Evidence, Mention, MentionForm, Span


def things(linked, text):
    """Each entity as `id = name | other name`, with how often it is mentioned."""
    _, entities, mentions = linked(text)
    return {
        entity.id: (
            " | ".join([entity.name, *(name for name, _ in entity.alternate_names)]),
            sum(mention.entity == entity.id for mention in mentions),
        )
        for entity in entities
    }


SAME = [
    pytest.param(
        "[P:Amina Diallo] spoke. [P:Diallo] left.",
        {"people/amina-diallo": ("Amina Diallo", 2)},
        id="surname",
    ),
    pytest.param(
        "[P:Yoon Seo-yeon] spoke. [P:Yoon] left.",
        {"people/yoon-seo-yeon": ("Yoon Seo-yeon", 2)},
        id="family-name-first",
    ),
    pytest.param(
        "[P:AMINA DIALLO] of the desk. [P:Amina Diallo] wrote.",
        {"people/amina-diallo": ("Amina Diallo", 2)},
        id="capitals",
    ),
    pytest.param(
        "The [O:Tarn Foundation] closed. [O:Foundation] president [P:Ana Lima] left the [O:Tarn].",
        {
            "organizations/tarn-foundation": ("Tarn Foundation | Tarn", 3),
            "people/ana-lima": ("Ana Lima", 1),
        },
        id="what-it-is-is-no-other-name",
    ),
    pytest.param(
        "[P:Ana Lima] met [P:Ana María Lima].",
        {"people/ana-maría-lima": ("Ana María Lima | Ana Lima", 2)},
        id="middle-name",
    ),
    pytest.param(
        "[P:Omar Haddad] met [P:Layla Haddad]. [P:Haddad] left.",
        {"people/omar-haddad": ("Omar Haddad", 1), "people/layla-haddad": ("Layla Haddad", 2)},
        id="the-last-of-that-surname",
    ),
    pytest.param(
        "[P:Omar Haddad] had a portrait of [P:Layla Haddad]. [P:Haddad] left.",
        {"people/omar-haddad": ("Omar Haddad", 2), "people/layla-haddad": ("Layla Haddad", 1)},
        id="not-one-who-is-named-aside",
    ),
    pytest.param(
        "Mr [P:Omar Haddad] met his wife, [P:Layla Haddad]. Mrs [P:Haddad] left. Mr [P:Haddad] stayed.",
        {
            "people/omar-haddad": ("Omar Haddad", 2),
            "articles/t#haddad": ("Haddad", 1),
            "people/layla-haddad": ("Layla Haddad", 1),
        },
        id="mr-is-not-mrs",
    ),
    pytest.param(
        "Mr [P:Omar Haddad] met Ms [P:Layla Haddad]. Mr [P:Haddad] stayed. Ms [P:Haddad] left.",
        {"people/omar-haddad": ("Omar Haddad", 2), "people/layla-haddad": ("Layla Haddad", 2)},
        id="a-form-of-address-tells-two-apart",
    ),
    pytest.param(
        "1. [P:O Haddad], 2. [P:L. Sol]. [P:Omar Haddad] won. [P:Lia Sol] and [P:Lea Sol] ran.",
        {
            "people/omar-haddad": ("Omar Haddad | O Haddad", 2),
            "people/l-sol": ("L. Sol", 1),
            "people/lia-sol": ("Lia Sol", 1),
            "people/lea-sol": ("Lea Sol", 1),
        },
        id="an-initial-of-one-but-not-of-two",
    ),
    pytest.param(
        "[P:Haddad Omar] won. [P:Omar Haddad] spoke.",
        {"people/haddad-omar": ("Haddad Omar | Omar Haddad", 2)},
        id="both-orders",
    ),
    pytest.param(
        "[P:Okafor] won. Nobody else ran.",
        {"articles/t#okafor": ("Okafor", 1)},
        id="a-bare-surname-is-this-article-s",
    ),
    pytest.param(
        "The [O:Nordic Whale Commission] met. The [O:NWC] will meet again.",
        {"organizations/nordic-whale-commission": ("Nordic Whale Commission | NWC", 2)},
        id="acronym",
    ),
    pytest.param(
        "The [O:Sahel Cotton Board] met. The [O:Sahel Rice Board] did not. The [O:SCB] left.",
        {
            "organizations/sahel-cotton-board": ("Sahel Cotton Board | SCB", 2),
            "organizations/sahel-rice-board": ("Sahel Rice Board", 1),
        },
        id="acronym-of-one-of-two",
    ),
    pytest.param(
        "[L:the UK] and the [L:United Kingdom]".replace("the UK", "UK"),
        {"places/united-kingdom": ("United Kingdom | UK", 2)},
        id="country",
    ),
    pytest.param(
        "[L:Guinea] and [L:Guinea-Bissau].",
        {"places/guinea": ("Guinea", 1), "places/guinea-bissau": ("Guinea-Bissau", 1)},
        id="two-countries",
    ),
    pytest.param(
        "[L:York] is not [L:New York].",
        {"places/york": ("York", 1), "places/new-york": ("New York", 1)},
        id="two-cities",
    ),
    pytest.param(
        "The [L:Upper Karun Basin] is dry; the [L:Karun Basin] was green.",
        {"places/upper-karun-basin": ("Upper Karun Basin | Karun Basin", 2)},
        id="short-form-of-a-place",
    ),
    pytest.param(
        "[O:Lago Mining Corporation] grew. [O:Lago Mining] will sell.",
        {"organizations/lago-mining-corporation": ("Lago Mining Corporation | Lago Mining", 2)},
        id="short-form-of-a-company",
    ),
    pytest.param(
        "[O:Austral Bank] and [O:Austral Port] merged. [O:Austral] declined.",
        {
            "organizations/austral-bank": ("Austral Bank", 1),
            "organizations/austral-port": ("Austral Port", 1),
            "organizations/austral": ("Austral", 1),
        },
        id="what-could-be-two-stays-apart",
    ),
    pytest.param(
        "[O:Port Vell Rovers] won. The [O:Rovers] lead.",
        {"organizations/port-vell-rovers": ("Port Vell Rovers | Rovers", 2)},
        id="the-last-word-of-a-club",
    ),
    pytest.param(
        "[O:Port Lago] won in [L:Lago]. [O:Lago] is rich.",
        {
            "organizations/port-lago": ("Port Lago", 1),
            "places/lago": ("Lago", 1),
            "organizations/lago": ("Lago", 1),
        },
        id="the-last-word-is-a-place",
    ),
    pytest.param(
        "[O:Vell College] closed, and [O:Vell College Centre for Music] too; so did [O:Vell College Hospital].",
        {
            "organizations/vell-college": ("Vell College", 1),
            "organizations/vell-college-centre-for-music": ("Vell College Centre for Music", 1),
            "organizations/vell-college-hospital": ("Vell College Hospital", 1),
        },
        id="a-part-of-an-institution-is-another",
    ),
    pytest.param(
        "The [O:Sahel Nations] met. The [O:SN] will meet again.",
        {"organizations/sahel-nations": ("Sahel Nations | SN", 2)},
        id="two-letters",
    ),
    pytest.param(
        "[P:Lima] is a person, [L:Lima] a city.",
        {"articles/t#lima": ("Lima", 1), "places/lima": ("Lima", 1)},
        id="kinds-stay-apart",
    ),
    pytest.param(
        "[P:Jane\u00a0 Doe] and [P:Jane Doe].",
        {"people/jane-doe": ("Jane Doe", 2)},
        id="spaces",
    ),
    pytest.param(
        "The [A:Clean Rivers Convention] (the [A:CRC]) and the [A:CRC].",
        {"legislation/clean-rivers-convention": ("Clean Rivers Convention | CRC", 3)},
        id="law",
    ),
    pytest.param(
        "[P:Ngũgĩ wa Mwangi] left, [P:Mwangi] said.",
        {"people/ngũgĩ-wa-mwangi": ("Ngũgĩ wa Mwangi", 2)},
        id="particle",
    ),
    pytest.param(
        "[L:東京] and [L:東京].",
        {"places/東京": ("東京", 2)},
        id="another-script",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SAME)
def test_names_of_one_thing(linked, text, expected):
    assert things(linked, text) == expected


def test_every_mention_is_linked_and_stays_in_its_place(linked):
    text = "[P:Amina Diallo] of [O:Sahel Cotton Board] met [P:Diallo] in [L:Thiès]."
    reading, entities, mentions = linked(text)
    assert [mention.span.of(reading.text) for mention in mentions] == [
        "Amina Diallo",
        "Sahel Cotton Board",
        "Diallo",
        "Thiès",
    ]
    assert {mention.entity for mention in mentions} == {entity.id for entity in entities}


def test_the_evidence_of_a_name_is_every_place_where_it_stands_so(linked):
    _, [entity], _ = linked("[P:Amina Diallo] met [P:Diallo] and [P:Amina Diallo].")
    assert entity.evidence.spans == (Span(0, 12), Span(28, 40))


def test_a_definite_institution_is_this_article_s(read_text):
    from nutgraf.linkers.coreference import link

    reading = read_text("The central bank met. The central bank will meet.")
    spans = [Span(4, 16), Span(26, 38)]
    mentions = [
        Mention(
            span=span,
            kind=EntityKind.ORGANIZATION,
            form=MentionForm.NOMINAL,
            evidence=Evidence(rule="test", spans=(span,)),
        )
        for span in spans
    ]
    [entity], _ = link(reading.article, mentions)
    assert (entity.id, entity.name) == ("articles/t#central-bank", "central bank")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Nordic Whale Commission", ("NWC",)),
        ("Bank of the Southern Sea", ("BSS",)),
        ("Port Vell", ()),
        ("International Sand and Gravel Agreement", ("ISGA", "ISG")),
        ("national whale commission", ()),
    ],
)
def test_acronyms(name, expected):
    assert acronyms_of(name) == expected


@pytest.mark.parametrize(
    ("words", "options", "expected"),
    [
        ("ANA ROCA", {}, "Ana Roca"),
        ("JUAN DE LA CRUZ", {}, "Juan de la Cruz"),
        ("O'BRIEN-SMITH JO", {}, "O'Brien-Smith Jo"),
        ("J.R. EWE", {}, "J.R. Ewe"),
        ("ÉLODIE ŞAHIN", {}, "Élodie Şahin"),
        ("Ana ROCA", {}, "Ana ROCA"),
        ("NATO", {}, "NATO"),
        ("QUITO", {"place": True}, "Quito"),
        ("UAE", {"place": True}, "UAE"),
        ("BERNAMA", {"agency": True}, "Bernama"),
    ],
)
def test_capitals_as_names_are_written(words, options, expected):
    assert cased(words, **options) == expected


def test_parts_of_names():
    assert is_part_of("Ana Lima", "Ana María Lima")
    assert not is_part_of("Lima Ana", "Ana María Lima")
    assert not is_part_of("ana lima", "Ana Lima")
    assert begins_or_ends("Lago Mining", "Lago Mining Corporation")
    assert not begins_or_ends("Mining", "Lago Mining Corporation")
