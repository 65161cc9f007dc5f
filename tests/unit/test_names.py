"""Names: the tagger as it is, and each rule over its tags."""

import pytest

from nutgraf.annotators import (
    document_names,
    name_contexts,
    name_parts,
    name_spans,
    public_bodies,
    signatures,
)
from nutgraf.annotators.names import names
from nutgraf.annotators.nominals import nominals
from nutgraf.model import EntityKind as K

P = "\n\n"


def named(read_text, text):
    reading = read_text(text)
    return [(each.kind, each.span.of(reading.text)) for each in names(reading)]


WHOLE = [
    pytest.param(
        "Amina Diallo left Nairobi for the World Health Organization in Geneva.",
        [
            (K.PERSON, "Amina Diallo"),
            (K.PLACE, "Nairobi"),
            (K.ORGANIZATION, "World Health Organization"),
            (K.PLACE, "Geneva"),
        ],
        id="four-kinds",
    ),
    pytest.param("Mr. Haruki Sato left.", [(K.PERSON, "Haruki Sato")], id="without-a-title"),
    pytest.param("Peru’s president left.", [(K.PLACE, "Peru")], id="without-a-possessive"),
    pytest.param(
        "They met at the Nairobi Climate Summit.",
        [(K.EVENT, "Nairobi Climate Summit")],
        id="event",
    ),
    pytest.param(
        "Parliament passed the Clean Rivers Act.",
        [(K.LEGISLATION, "Clean Rivers Act")],
        id="law",
    ),
    pytest.param("Rain fell in the night and nobody woke.", [], id="nothing"),
    pytest.param("The Kenyan team won.", [], id="an-adjective-is-no-name"),
]


@pytest.mark.parametrize(("text", "expected"), WHOLE)
def test_names_of_a_sentence(read_text, text, expected):
    assert [each for each in named(read_text, text) if each[1] != "Parliament"] == expected


def test_names_do_not_overlap_and_are_in_order(read_text):
    reading = read_text(
        "Amina Diallo of the Bank of Thiès (Senegal) met Omar Sy at the Dakar Trade Forum in Dakar."
    )
    spans = [each.span for each in names(reading)]
    assert spans == sorted(spans)
    assert all(not a.overlaps(b) for a in spans for b in spans if a is not b)


def test_a_sentence_is_tagged_alike_whatever_stands_beside_it(read_text):
    alone = "Amina Diallo left Thiès."
    beside = "Rain fell in Oslo." + P + alone
    assert named(read_text, beside)[-2:] == named(read_text, alone)


def after(rule, tagged, text):
    """The tags after one rule, as (label, words)."""
    reading, tags = tagged(text)
    found = sorted(rule(reading, tags), key=lambda each: each.span)
    return [(each.label, each.span.of(reading.text)) for each in found]


RULES = [
    pytest.param(
        name_spans.trim, "[O:the Lago Trust] grew.", [("ORG", "Lago Trust")], id="trim-article"
    ),
    pytest.param(name_spans.trim, "[P:Dr. Ana Roca] left.", [("PER", "Ana Roca")], id="trim-title"),
    pytest.param(
        name_spans.trim,
        "[P:Tan Sri Omar Sy] left.",
        [("PER", "Omar Sy")],
        id="trim-title-of-honour",
    ),
    pytest.param(
        name_spans.trim, "[O:PC Group] grew.", [("ORG", "PC Group")], id="capitals-are-no-title"
    ),
    pytest.param(
        name_spans.trim,
        "[P:Chief Dato]’ [P:Omar Sy] left.",
        [("PER", "Omar Sy")],
        id="only-an-address",
    ),
    pytest.param(
        name_spans.glued, "Zh. [P:Roca] left.", [("PER", "Zh. Roca")], id="initial-of-two-letters"
    ),
    pytest.param(
        name_spans.glued,
        "[P:Zh]. [P:Roca] left.",
        [("PER", "Zh. Roca")],
        id="initial-tagged-apart",
    ),
    pytest.param(name_spans.glued, "Ó [P:Roca] left.", [("PER", "Ó Roca")], id="irish-particle"),
    pytest.param(name_spans.plausible, "[P:Sports Reporter] it", [], id="a-job-is-no-person"),
    pytest.param(name_spans.plausible, "Class [P:VIII] left.", [], id="no-number"),
    pytest.param(
        name_parts.nicknames,
        "[P:Ana] “[P:Nita]” [P:Roca] left.",
        [("PER", "Ana “Nita” Roca")],
        id="nickname",
    ),
    pytest.param(
        name_parts.nicknames,
        "[P:Ana] said “no way” [P:Roca] left.",
        [("PER", "Ana"), ("PER", "Roca")],
        id="no-nickname",
    ),
    pytest.param(
        name_parts.offices,
        "the [O:Auditor General]’s [O:Department]",
        [("ORG", "Auditor General’s Department")],
        id="office",
    ),
    pytest.param(
        name_parts.offices,
        "the Attorney-[O:General] [O:Lago]’s [O:Bank]",
        [("ORG", "Attorney-General"), ("ORG", "Lago"), ("ORG", "Bank")],
        id="first-half-and-no-office",
    ),
    pytest.param(
        name_parts.partners,
        "at [P:Birch], [O:Lowe & Partners]",
        [("ORG", "Birch, Lowe & Partners")],
        id="partners",
    ),
    pytest.param(
        name_parts.legal_forms,
        "at [O:Lowe Quays] plc and [P:Birch] plcs",
        [("ORG", "Lowe Quays plc"), ("PER", "Birch")],
        id="legal-form",
    ),
    pytest.param(
        name_parts.halves, "[O:Sixtus] [P:Roca] left.", [("PER", "Sixtus Roca")], id="given-name"
    ),
    pytest.param(
        name_parts.halves,
        "[L:Lago] [O:Hydro Trust] grew.",
        [("ORG", "Lago Hydro Trust")],
        id="half-of-an-organization",
    ),
    pytest.param(
        name_parts.halves,
        "[L:Peru] [O:Hydro Trust] grew.",
        [("LOC", "Peru"), ("ORG", "Hydro Trust")],
        id="a-country-stays-apart",
    ),
    pytest.param(
        name_parts.halves,
        "[L:Lago] [O:Hydro] grew. [L:Lago] and [L:Lago] lie there.",
        [("LOC", "Lago"), ("ORG", "Hydro"), ("LOC", "Lago"), ("LOC", "Lago")],
        id="often-alone-stays-apart",
    ),
    pytest.param(
        name_parts.halves,
        "[P:Ana] [O:Roca] left [P:Puerto] [O:Roca].",
        [("PER", "Ana Roca"), ("PER", "Puerto Roca")],
        id="a-person-of-two-halves",
    ),
    pytest.param(
        name_parts.halves,
        "Rain fell in [P:Puerto] [O:Roca].",
        [("LOC", "Puerto Roca")],
        id="a-place-of-two-halves",
    ),
    pytest.param(
        name_parts.halves, "[L:West] [O:Africa] grew.", [("LOC", "West Africa")], id="region"
    ),
    pytest.param(
        name_contexts.towns, "He was born in [P:Lago].", [("LOC", "Lago")], id="born-in-a-place"
    ),
    pytest.param(
        name_contexts.towns,
        "He was born in [P:Lago]. [P:Ana Lago] left.",
        [("PER", "Lago"), ("PER", "Ana Lago")],
        id="a-surname-stays-one",
    ),
    pytest.param(
        name_contexts.towns,
        "[O:Lago], a quiet town of 900, met [O:Lago Bank].",
        [("LOC", "Lago"), ("ORG", "Lago Bank")],
        id="called-a-town",
    ),
    pytest.param(
        name_contexts.constituencies,
        "Rep. [P:Mei Tan], R-[P:Lowfield], left [P:Omar Sy].",
        [("PER", "Mei Tan"), ("LOC", "Lowfield"), ("PER", "Omar Sy")],
        id="behind-the-letter-of-a-party",
    ),
    pytest.param(
        name_contexts.vessels,
        "Nobody aboard the [L:Lago Azul] was hurt.",
        [("MISC", "Lago Azul")],
        id="aboard-a-ship",
    ),
    pytest.param(
        name_contexts.vessels,
        "The ferry [P:Marina] left [L:Quito]. [P:Marina] is old.",
        [("MISC", "Marina"), ("LOC", "Quito"), ("MISC", "Marina")],
        id="a-ship-with-a-given-name",
    ),
    pytest.param(
        name_contexts.companies,
        "[O:Lago Mining] grew. Shares in [L:Lago] fell.",
        [("ORG", "Lago Mining"), ("ORG", "Lago")],
        id="shares-in-a-company",
    ),
    pytest.param(
        name_contexts.companies,
        "[O:Lago Mining] grew. Rain in [L:Lago] fell.",
        [("ORG", "Lago Mining"), ("LOC", "Lago")],
        id="rain-in-a-place",
    ),
    pytest.param(
        document_names.common_nouns,
        "They play polka. [P:Polka] bands came. [P:Baker] came. The baker met [P:Ana Baker].",
        [("PER", "Baker"), ("PER", "Ana Baker")],
        id="a-common-noun-opens-a-sentence",
    ),
    pytest.param(
        document_names.common_nouns,
        f"[L:Harbour] pier to reopen{P}The pier is by the [O:Tarnby Harbour Trust], it said there.{P}End.",
        [("ORG", "Tarnby Harbour Trust")],
        id="a-common-noun-opens-a-headline",
    ),
    pytest.param(
        document_names.common_nouns,
        f"[L:Tarnby] pier to reopen{P}The pier is by the [O:Old Tarnby Trust] in [L:Tarnby] now.{P}End.",
        [("LOC", "Tarnby"), ("ORG", "Old Tarnby Trust"), ("LOC", "Tarnby")],
        id="a-name-opens-a-headline",
    ),
    pytest.param(
        document_names.speaking_parts,
        "[P:Terry Baker] came. Baker didn’t vote. Baker boys did.",
        [("PER", "Terry Baker"), ("PER", "Baker")],
        id="a-surname-that-opens-a-sentence",
    ),
    pytest.param(name_spans.trim, "[L:Loja’s] walls", [("LOC", "Loja")], id="trim-possessive"),
    pytest.param(name_spans.trim, "[L:Loja,] they", [("LOC", "Loja")], id="trim-comma"),
    pytest.param(name_spans.trim, "[O:—] it", [], id="trim-no-word"),
    pytest.param(
        name_spans.slashes,
        "[P:Ana Roca / Efe] it",
        [("PER", "Ana Roca"), ("ORG", "Efe")],
        id="slash",
    ),
    pytest.param(name_spans.plausible, "[O:committee] met", [], id="no-small-letters"),
    pytest.param(name_spans.plausible, "[P:X] won", [], id="no-single-letter"),
    pytest.param(name_spans.plausible, "[L:Peruvian] lakes", [], id="no-adjective"),
    pytest.param(
        name_spans.bracketed_branch,
        "[O:Bank of Loja] ([L:Quito]) grew.",
        [("ORG", "Bank of Loja (Quito)")],
        id="branch",
    ),
    pytest.param(
        name_spans.bracketed_branch,
        "[O:Lago Bank] ([O:LB]) grew.",
        [("ORG", "Lago Bank"), ("ORG", "LB")],
        id="an-acronym-is-no-branch",
    ),
    pytest.param(
        name_spans.bracketed_branch,
        "[P:Ana Roca] ([L:Quito]) left.",
        [("PER", "Ana Roca"), ("LOC", "Quito")],
        id="a-person-has-no-branch",
    ),
    pytest.param(
        name_parts.brackets,
        "[O:Front (N]) met [O:Salt (Board] of the lake.",
        [("ORG", "Front (N)"), ("ORG", "Salt")],
        id="brackets",
    ),
    pytest.param(name_spans.plausible, "It cost [O:XD] 243 million.", [], id="currency"),
    pytest.param(
        name_spans.plausible, "[O:XD] 20 sailed.", [("ORG", "XD")], id="an-acronym-and-a-number"
    ),
    pytest.param(name_spans.plausible, "At a [O:COVID]-19 talk.", [], id="disease"),
    pytest.param(
        name_parts.pairs,
        "The [O:Salt Trust and ABC] met.",
        [("ORG", "Salt Trust"), ("ORG", "ABC")],
        id="pair-with-an-acronym",
    ),
    pytest.param(
        name_parts.pairs,
        "[O:Odosal & Co and Lanterna] met.",
        [("ORG", "Odosal & Co"), ("ORG", "Lanterna")],
        id="pair-of-firms",
    ),
    pytest.param(
        name_parts.pairs,
        "The [O:Salt and Sand Board] met.",
        [("ORG", "Salt and Sand Board")],
        id="no-pair",
    ),
    pytest.param(
        name_contexts.places, "The MP for [O:Quayford] left.", [("LOC", "Quayford")], id="elected"
    ),
    pytest.param(
        name_contexts.places,
        "The mayor of [O:Quayford] left.",
        [("LOC", "Quayford")],
        id="mayor",
    ),
    pytest.param(
        name_contexts.places,
        "[O:Quayford] governor [P:Ana Roca] left.",
        [("LOC", "Quayford"), ("PER", "Ana Roca")],
        id="governor",
    ),
    pytest.param(
        name_contexts.places,
        "[P:Ana Roca], 61, of [O:Heron Road], left.",
        [("PER", "Ana Roca"), ("LOC", "Heron Road")],
        id="address",
    ),
    pytest.param(
        name_contexts.places,
        "She left a [O:Quayford] firm.",
        [("LOC", "Quayford")],
        id="local-firm",
    ),
    pytest.param(
        name_contexts.places,
        "[O:Quayford Rail] grew. A [O:Quayford] firm fell.",
        [("ORG", "Quayford Rail"), ("ORG", "Quayford")],
        id="no-local-firm",
    ),
    pytest.param(name_spans.plausible, "They left on [O:Aug. 9].", [], id="date"),
    pytest.param(
        name_spans.trailing_nouns,
        "The [O:Autorité de contrôle des minerais] met.",
        [("ORG", "Autorité de contrôle des minerais")],
        id="small-nouns-of-another-language",
    ),
    pytest.param(
        name_spans.trailing_nouns,
        "The [O:Quayford city council] met.",
        [("ORG", "Quayford city council")],
        id="council-is-no-tail",
    ),
    pytest.param(
        public_bodies.public_bodies,
        "The [L:Northern Region] government met.",
        [("ORG", "Northern Region government")],
        id="government",
    ),
    pytest.param(
        public_bodies.public_bodies,
        "The [L:Northern Region] government’s plan",
        [("LOC", "Northern Region")],
        id="government-possessive",
    ),
    pytest.param(
        public_bodies.public_bodies,
        "The [L:Peru] government met.",
        [("LOC", "Peru")],
        id="government-of-a-country",
    ),
    pytest.param(
        name_spans.mainlands,
        "the [L:Italian] peninsula",
        [("LOC", "Italian peninsula")],
        id="peninsula",
    ),
    pytest.param(
        name_spans.rejoin,
        "[P:Ana Roca] left. [P:Ana] [P:Roca] came.",
        [("PER", "Ana Roca"), ("PER", "Ana Roca")],
        id="rejoin",
    ),
    pytest.param(
        document_names.majority,
        "[O:Lago Trust] grew. [O:Lago Trust] fell. [L:Lago Trust] rose.",
        [("ORG", "Lago Trust")] * 3,
        id="majority",
    ),
    pytest.param(
        document_names.majority,
        "[P:Ana Roca] left. [O:Roca] came.",
        [("PER", "Ana Roca"), ("PER", "Roca")],
        id="surname",
    ),
    pytest.param(document_names.country_names, "[O:Chile] won.", [("LOC", "Chile")], id="country"),
    pytest.param(
        document_names.country_names,
        "[P:Ana Jordan] left. [P:Jordan] came.",
        [("PER", "Ana Jordan"), ("PER", "Jordan")],
        id="a-surname-that-is-a-country",
    ),
    pytest.param(
        document_names.acronyms,
        "The [O:Lago Water Board] met. The LWB rose.",
        [("ORG", "Lago Water Board"), ("ORG", "LWB")],
        id="acronym",
    ),
    pytest.param(
        document_names.acronyms,
        "The [O:Lago Water Board] met. The LWBX rose.",
        [("ORG", "Lago Water Board")],
        id="no-acronym",
    ),
    pytest.param(
        document_names.repeats,
        "[O:Lago Trust] grew. The Lago Trust fell.",
        [("ORG", "Lago Trust"), ("ORG", "Lago Trust")],
        id="repeat",
    ),
    pytest.param(
        document_names.repeats,
        "[O:Lago Trust] grew. The Lago Trusted fell.",
        [("ORG", "Lago Trust")],
        id="no-repeat-inside-a-word",
    ),
    pytest.param(
        document_names.speaking_parts,
        "[P:Ana Roca] left. Roca said no.",
        [("PER", "Ana Roca"), ("PER", "Roca")],
        id="surname-that-speaks",
    ),
    pytest.param(
        document_names.speaking_parts,
        "[P:Ana Roca] left. Roca grew.",
        [("PER", "Ana Roca")],
        id="surname-that-does-not-speak",
    ),
    pytest.param(
        document_names.parallels,
        "They left the [L:Loja] valley for the Upper Paute valley.",
        [("LOC", "Loja"), ("LOC", "Upper Paute")],
        id="parallel",
    ),
]


@pytest.mark.parametrize(("rule", "text", "expected"), RULES)
def test_rule(tagged, rule, text, expected):
    assert after(rule, tagged, text) == expected


LEAD = P + "It rained on the lake for a week and the boats stayed in the harbour, they said."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A boat on the lake. (ANA ROCA / EFE)",
            [("PER", "ANA ROCA"), ("ORG", "EFE")],
        ),
        (
            "A boat on the lake. ([O:ANA ROCA] / [P:EFE])",
            [("PER", "ANA ROCA"), ("ORG", "EFE")],
        ),
        ("Photo: Ana Roca / EFE", [("PER", "Ana Roca"), ("ORG", "EFE")]),
    ],
)
def test_credits(tagged, text, expected):
    assert after(signatures.photo_credits, tagged, text + LEAD) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Ana Roca", ["PER Ana Roca"]),
        ("By Ana Roca and Omar Sy", ["PER Ana Roca", "PER Omar Sy"]),
        ("By Ana Roca, Omar Sy and Mei Tan", ["PER Ana Roca", "PER Omar Sy", "PER Mei Tan"]),
        ("BY ANA ROCA", ["PER ANA ROCA"]),
        ("By Juan de la Cruz", ["PER Juan de la Cruz"]),
        ("By Ana Roca in Quito", ["PER Ana Roca"]),
        ("By Staff Reporter", []),
        ("By Ana Roca\nThe Lagoon Tribune", ["PER Ana Roca", "ORG Lagoon Tribune"]),
        ("By Ana Roca, Lagoon Herald", ["PER Ana Roca", "ORG Lagoon Herald"]),
        (
            "Reporting by Ana Roca; Editing by Omar Sy",
            ["PER Ana Roca", "PER Omar Sy"],
        ),
        (
            "By [P:Ann Otter] | [L:Quayford] [O:Sound Gazette]",
            ["PER Ann Otter", "ORG Quayford Sound Gazette"],
        ),
        ("By [P:Ann Otter], Quay Bay [O:Courier]", ["PER Ann Otter", "ORG Quay Bay Courier"]),
    ],
)
def test_bylines(tagged, line, expected):
    found = after(signatures.bylines, tagged, f"Boats stay in harbour{P}{line}{LEAD}")
    assert [f"{label} {words}" for label, words in found] == expected


def test_a_wire_story_opens_with_a_place_and_an_agency(tagged):
    text = "[P:LOJA] (Reuters) - It rained on the lake for a week and the boats stayed away."
    assert after(signatures.datelines, tagged, text) == [("LOC", "LOJA"), ("ORG", "Reuters")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The central bank met.", ["central bank"]),
        ("They asked the federal government for help.", ["federal government"]),
        ("A central bank met.", []),
        ("The central bankers met.", []),
        ("The central government spokesman left.", []),
        ("The supreme court ruled.", ["supreme court"]),
    ],
)
def test_institutions_without_a_name(read_text, text, expected):
    reading = read_text(text)
    assert [each.span.of(text) for each in nominals(reading, ())] == expected
