"""The mapping: an analysis in, triples out, each with its evidence in the other graph."""

import hashlib

import pytest
import rdflib

from nutgraf import pipeline, schemaorg
from nutgraf.config import Config
from nutgraf.graph import IRI, ITSRDF, NG, NIF, PROV, RDF, RDF_TYPE, SCHEMA, XSD, Literal, to_rdflib
from nutgraf.model import (
    Analysis,
    Article,
    Basis,
    DateMention,
    Entity,
    EntityKind,
    Evidence,
    Image,
    Mention,
    Paragraph,
    ParagraphKind,
    Quotation,
    Relation,
    Role,
    Source,
    Span,
    Speaker,
    Statement,
)

BASE = "https://data.example.org/"
TEXT = (
    "Lake rises again\n\n"
    "Ana Roca, director of the Lago Trust, left Loja, Ecuador, on Monday.\n\n"
    "“The lake is full,” said Ana Roca. “So are we.”\n\n"
    "The rain will stop, she said."
)
ROCA, TRUST, LOJA = "people/ana-roca", "organizations/lago-trust", "places/loja"


def at(words, start=0):
    begin = TEXT.index(words, start)
    return Span(begin, begin + len(words))


def why(*words, rule="test", basis=Basis.STATED, confidence=0.9):
    spans = tuple(at(each) for each in words)
    return Evidence(rule=rule, spans=spans, basis=basis, confidence=confidence)


def entity(id, kind, name, *others):
    return Entity(
        id=id,
        kind=kind,
        name=name,
        evidence=why(name),
        alternate_names=tuple((other, why(name)) for other in others),
    )


def analysis(**more):
    blocks = [Span(0, 16)]
    for block in TEXT.split("\n\n")[1:]:
        blocks.append(at(block, blocks[-1].end))
    kinds = (ParagraphKind.HEADLINE, ParagraphKind.LEAD, ParagraphKind.BODY, ParagraphKind.BODY)
    article = Article(
        id="lake",
        key="lake",
        text=TEXT,
        digest=hashlib.sha256(TEXT.encode()).hexdigest(),
        paragraphs=tuple(
            Paragraph(kind=kind, span=span) for kind, span in zip(kinds, blocks, strict=True)
        ),
    )
    return Analysis(article=article, **more)


def triples(config=None, **more):
    """The facts as `subject property object`, in order, IRIs without their base."""
    mapping = schemaorg.mapping_of(analysis(**more), config or Config(base=BASE))
    return [_shown(fact.triple) for fact in schemaorg.map_article(mapping)]


def _shown(triple):
    subject, predicate, term = triple
    name = predicate.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
    if isinstance(term, IRI):
        value = term.removeprefix(BASE).removeprefix(SCHEMA)
    else:
        value = repr(term.value) if term.datatype == XSD["string"] else term.value
    return f"{subject.removeprefix(BASE)} {name} {value}"


def graphs(config=None, **more):
    mapping = schemaorg.mapping_of(analysis(**more), config or Config(base=BASE))
    facts = tuple(schemaorg.map_article(mapping))
    return facts, tuple(schemaorg.evidence(mapping, facts))


def test_the_article_itself():
    assert triples() == [
        "articles/lake type NewsArticle",
        "articles/lake headline 'Lake rises again'",
        (
            "articles/lake description "
            "'Ana Roca, director of the Lago Trust, left Loja, Ecuador, on Monday.'"
        ),
        "articles/lake articleBody " + repr(TEXT.split("\n\n", 1)[1]),
        "articles/lake wordCount 28",
    ]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"language": ("en", why())}, ["inLanguage 'en'"]),
        ({"published": ("2024-05-17", why())}, ["datePublished 2024-05-17"]),
        ({"dateline": Span(18, 22)}, ["dateline 'Ana '"]),
        ({"authors": ((ROCA, why()),)}, ["author people/ana-roca"]),
        ({"about": ((LOJA, why()),)}, ["about places/loja"]),
        (
            {"related": (Span(0, 16),)},
            ["mentions articles/lake#related-lake-rises-again"],
        ),
    ],
)
def test_what_hangs_on_the_article(more, expected):
    found = [each.removeprefix("articles/lake ") for each in triples(**more)]
    assert [each for each in found if each in expected] == expected


def test_a_day_and_a_moment_have_their_datatypes():
    for value, datatype in (("2024-05-17", "date"), ("2024-05-17T08:00:00Z", "dateTime")):
        facts, _ = graphs(published=(value, why()))
        assert Literal(value, XSD[datatype]) in [fact.triple.object for fact in facts]


def test_a_related_article_has_a_headline_and_nothing_else():
    found = [each for each in triples(related=(Span(0, 16),)) if "#related" in each.split()[0]]
    assert found == [
        "articles/lake#related-lake-rises-again type NewsArticle",
        "articles/lake#related-lake-rises-again headline 'Lake rises again'",
    ]


@pytest.mark.parametrize(
    ("body", "has", "has_not"),
    [
        ("full", {"articleBody", "description"}, {"abstract"}),
        ("excerpt", {"abstract", "description"}, {"articleBody"}),
        ("none", {"wordCount"}, {"articleBody", "abstract", "description"}),
    ],
)
def test_how_much_of_the_text_is_published(body, has, has_not):
    facts, evidence = graphs(Config(base=BASE, body=body))
    found = {fact.triple.predicate.removeprefix(SCHEMA) for fact in facts}
    assert has <= found
    assert not has_not & found
    whole = [each for each in evidence if each.predicate == NIF["isString"]]
    assert bool(whole) == (body == "full")


def test_what_the_caller_says_of_the_data():
    config = Config(
        base=BASE,
        sd_publisher="Lago Data",
        sd_license="https://licence.example/by",
        sd_date_published="2024-05-18",
    )
    found = triples(config)
    assert found[-5:] == [
        "articles/lake sdPublisher organizations/lago-data",
        "organizations/lago-data type Organization",
        "organizations/lago-data name 'Lago Data'",
        "articles/lake sdLicense https://licence.example/by",
        "articles/lake sdDatePublished 2024-05-18",
    ]
    facts, _ = graphs(config)
    assert {fact.evidence.basis for fact in facts[-5:]} == {Basis.CALLER}


def about(subject, **more):
    return [
        each.removeprefix(f"{subject} ")
        for each in triples(**more)
        if each.startswith(f"{subject} ")
    ]


def role(**more):
    return Role(person=ROCA, title="director", evidence=why("Ana Roca"), **more)


def test_a_person_at_an_organization():
    entities = (
        entity(ROCA, EntityKind.PERSON, "Ana Roca"),
        entity(TRUST, EntityKind.ORGANIZATION, "Lago Trust", "LT"),
    )
    roles = (role(organization=TRUST, property="worksFor"),)
    node = "articles/lake#role-ana-roca-director-lago-trust"
    assert about(ROCA, entities=entities, roles=roles) == [
        "type Person",
        "name 'Ana Roca'",
        "jobTitle 'director'",
        "worksFor organizations/lago-trust",
    ]
    assert about(TRUST, entities=entities, roles=roles) == [
        "type Organization",
        "name 'Lago Trust'",
        "alternateName 'LT'",
        f"employee {node}",
    ]
    assert about(node, entities=entities, roles=roles) == [
        "type OrganizationRole",
        "roleName 'director'",
        "employee people/ana-roca",
    ]


def test_a_member_hangs_on_the_organization_as_a_member():
    entities = (
        entity(ROCA, EntityKind.PERSON, "Ana Roca"),
        entity(TRUST, EntityKind.ORGANIZATION, "Lago Trust"),
    )
    roles = (role(organization=TRUST, property="memberOf"),)
    assert "memberOf organizations/lago-trust" in about(ROCA, entities=entities, roles=roles)
    assert "member articles/lake#role-ana-roca-director-lago-trust" in about(
        TRUST, entities=entities, roles=roles
    )


def test_the_office_of_a_country_is_an_occupation():
    entities = (
        entity(ROCA, EntityKind.PERSON, "Ana Roca"),
        entity("places/ecuador", EntityKind.PLACE, "Ecuador"),
    )
    more = {"entities": entities, "roles": (role(place="places/ecuador"),)}
    node = "articles/lake#occupation-ana-roca-director"
    assert about(ROCA, **more)[2:] == ["jobTitle 'director'", f"hasOccupation {node}"]
    assert about(node, **more) == [
        "type Occupation",
        "name 'director'",
        "occupationLocation places/ecuador",
    ]


def test_a_role_that_is_over_is_not_published():
    entities = (
        entity(ROCA, EntityKind.PERSON, "Ana Roca"),
        entity(TRUST, EntityKind.ORGANIZATION, "Lago Trust"),
    )
    roles = (role(organization=TRUST, property="worksFor", former=True),)
    more = {"entities": entities, "roles": roles}
    assert about(ROCA, **more) == ["type Person", "name 'Ana Roca'"]
    assert about(TRUST, **more) == ["type Organization", "name 'Lago Trust'"]


def test_a_thing_has_its_core_class_and_one_specific_one():
    entities = (entity(LOJA, EntityKind.PLACE, "Loja"),)
    relations = tuple(
        Relation(subject=LOJA, property="type", value=value, evidence=why("Loja"))
        for value in ("City", "AdministrativeArea")
    )
    assert about(LOJA, entities=entities, relations=relations) == [
        "type Place",
        "type City",
        "name 'Loja'",
    ]


@pytest.mark.parametrize(
    ("kind", "id", "property", "published"),
    [
        (EntityKind.PLACE, "places/a", "containedInPlace", True),
        (EntityKind.PLACE, "places/a", "founder", False),
        (EntityKind.ORGANIZATION, "organizations/a", "founder", True),
        (EntityKind.ORGANIZATION, "organizations/a", "location", True),
        (EntityKind.EVENT, "events/a", "organizer", True),
        (EntityKind.EVENT, "events/a", "containedInPlace", False),
        (EntityKind.LEGISLATION, "legislation/a", "legislationJurisdiction", True),
        (EntityKind.PERSON, "people/a", "affiliation", True),
        (EntityKind.PERSON, "people/a", "gender", False),
    ],
)
def test_a_class_has_its_own_properties_only(kind, id, property, published):
    entities = (entity(id, kind, "Ana Roca"), entity(LOJA, EntityKind.PLACE, "Loja"))
    relations = (Relation(subject=id, property=property, object=LOJA, evidence=why("Loja")),)
    found = about(id, entities=entities, relations=relations)
    assert (f"{property} places/loja" in found) is published


def quotation(**more):
    given = {
        "span": at("“The lake is full,” said Ana Roca. “So are we.”"),
        "parts": (at("The lake is full"), at("So are we.")),
        "evidence": why("The lake is full", "So are we."),
    }
    return Quotation(**{**given, **more})


def speaker(words, id=None, basis=Basis.STATED):
    return Speaker(span=at(words), entity=id, evidence=why(words, basis=basis))


PEOPLE = (entity(ROCA, EntityKind.PERSON, "Ana Roca"),)


def of_class(name, **more):
    """What is said of the one thing of a class, but its type."""
    found = triples(**more)
    [subject] = [each.split()[0] for each in found if each.endswith(f" type {name}")]
    return [each.split(" ", 1)[1] for each in found if each.startswith(subject)][1:]


def test_a_quotation():
    more = {
        "entities": PEOPLE,
        "language": ("en", why()),
        "quotations": (quotation(speaker=speaker("Ana Roca", ROCA)),),
    }
    assert of_class("Quotation", **more) == [
        "text 'The lake is full … So are we.'",
        "creator people/ana-roca",
        "spokenByCharacter people/ana-roca",
        "isPartOf articles/lake",
        "position 1",
        "inLanguage 'en'",
    ]


def test_a_quotation_without_a_name_has_the_words_for_its_speaker():
    found = of_class("Quotation", quotations=(quotation(speaker=speaker("director")),))
    assert found[1] == "creditText 'director'"
    assert not [each for each in found if each.startswith(("creator", "spokenByCharacter"))]


def test_an_open_pronoun_is_nobody():
    found = of_class("Quotation", quotations=(quotation(speaker=speaker("she")),))
    assert not [each for each in found if each.startswith(("creator", "spoken", "creditText"))]


def test_a_quotation_at_an_event_that_mentions_what_is_named_inside():
    forum = entity("events/forum", EntityKind.EVENT, "lake")
    mentions = (
        Mention(
            span=at("lake", TEXT.index("“The")),
            kind=EntityKind.EVENT,
            evidence=why("lake"),
            entity="events/forum",
        ),
        Mention(span=at("Loja"), kind=EntityKind.PLACE, evidence=why("Loja"), entity=LOJA),
    )
    more = {
        "entities": (forum, entity(LOJA, EntityKind.PLACE, "Loja")),
        "mentions": mentions,
        "quotations": (quotation(occasion=("events/forum", why("lake"))),),
    }
    found = of_class("Quotation", **more)
    assert found[-2:] == ["recordedAt events/forum", "mentions events/forum"]
    assert "recordedIn articles/lake" in about("events/forum", **more)


def test_the_same_words_said_twice_are_two_quotations():
    twice = (
        quotation(),
        quotation(span=Span(100, 150)),
    )
    found = [each for each in triples(quotations=twice) if each.endswith("type Quotation")]
    assert len(set(found)) == 2


def test_a_quotation_s_name_does_not_hang_on_its_place():
    [one] = [each for each in triples(quotations=(quotation(),)) if each.endswith("e Quotation")]
    moved = (quotation(span=Span(100, 150)),)
    assert one in triples(quotations=moved)


def test_a_statement_is_nobody_s_quotation():
    statement = Statement(
        span=at("The rain will stop, she said"),
        parts=(at("The rain will stop"),),
        cue=at("said", TEXT.index("she")),
        evidence=why("The rain will stop"),
        speaker=speaker("she", ROCA, Basis.INFERRED),
    )
    assert of_class("Statement", entities=PEOPLE, statements=(statement,)) == [
        "text 'The rain will stop'",
        "creator people/ana-roca",
        "isPartOf articles/lake",
        "position 1",
    ]


def test_a_picture():
    image = Image(
        span=at("Lake rises again"),
        caption=at("Lake rises"),
        credit=at("again"),
        creator=ROCA,
        creator_span=at("Ana Roca"),
        organization=TRUST,
        organization_span=at("Lago Trust"),
        date="2024-05-17",
        date_span=at("Monday"),
        place=LOJA,
        place_span=at("Loja"),
    )
    assert of_class("ImageObject", images=(image,)) == [
        "caption 'Lake rises'",
        "creditText 'again'",
        "creator people/ana-roca",
        "sourceOrganization organizations/lago-trust",
        "dateCreated 2024-05-17",
        "contentLocation places/loja",
    ]


def test_without_a_person_the_agency_made_the_picture():
    image = Image(
        span=at("Lake rises again"), organization=TRUST, organization_span=at("Lago Trust")
    )
    assert of_class("ImageObject", images=(image,)) == ["creator organizations/lago-trust"]


def test_every_mentioned_thing_hangs_on_the_article():
    entities = (
        entity(ROCA, EntityKind.PERSON, "Ana Roca"),
        entity(LOJA, EntityKind.PLACE, "Loja"),
        entity("articles/lake#bank", EntityKind.ORGANIZATION, "Lago Trust"),
    )
    found = about("articles/lake", entities=entities)
    assert [each for each in found if each.startswith("mentions")] == [
        "mentions people/ana-roca",
        "mentions places/loja",
        "mentions articles/lake#bank",
    ]


def test_a_triple_is_said_once():
    entities = (
        entity(LOJA, EntityKind.PLACE, "Loja"),
        entity("places/a", EntityKind.PLACE, "Loja"),
    )
    inside = Relation(
        subject=LOJA, property="containedInPlace", object="places/a", evidence=why("Loja")
    )
    found = triples(entities=entities, relations=(inside, inside))
    assert len(found) == len(set(found))


# The evidence graph


def full():
    """An analysis with one thing of most kinds."""
    return {
        "entities": (
            entity(ROCA, EntityKind.PERSON, "Ana Roca"),
            entity(TRUST, EntityKind.ORGANIZATION, "Lago Trust"),
            entity(LOJA, EntityKind.PLACE, "Loja"),
        ),
        "mentions": (
            Mention(span=at("Loja"), kind=EntityKind.PLACE, evidence=why("Loja"), entity=LOJA),
        ),
        "language": ("en", Evidence(rule="words", basis=Basis.INFERRED, confidence=0.95)),
        "published": ("2024-05-17", Evidence(rule="caller", basis=Basis.CALLER)),
        "roles": (role(organization=TRUST, property="worksFor"),),
        "quotations": (quotation(speaker=speaker("Ana Roca", ROCA)),),
        "dates": (DateMention(span=at("Monday"), value="2024-05-13"),),
    }


@pytest.fixture(scope="module")
def both():
    facts, evidence = graphs(**full())
    return facts, to_rdflib(evidence)


def test_every_fact_has_one_statement_with_rule_confidence_and_basis(both):
    facts, graph = both
    statements = set(graph.subjects(rdflib.URIRef(RDF_TYPE), rdflib.URIRef(RDF["Statement"])))
    assert len(statements) == len(facts)
    said = to_rdflib(fact.triple for fact in facts)
    for each in statements:
        triple = tuple(
            graph.value(each, rdflib.URIRef(RDF[name]))
            for name in ("subject", "predicate", "object")
        )
        assert triple in said
        for name in ("rule", "confidence", "basis"):
            assert len(list(graph.objects(each, rdflib.URIRef(NG[name])))) == 1


def test_a_phrase_s_words_stand_in_the_text_at_its_place(both):
    _, graph = both
    phrases = set(graph.subjects(rdflib.URIRef(RDF_TYPE), rdflib.URIRef(NIF["Phrase"])))
    assert phrases
    for phrase in phrases:
        begin, end = (
            int(graph.value(phrase, rdflib.URIRef(NIF[name])))
            for name in ("beginIndex", "endIndex")
        )
        assert str(phrase) == f"{BASE}articles/lake/source#char={begin},{end}"
        assert str(graph.value(phrase, rdflib.URIRef(NIF["anchorOf"]))) == TEXT[begin:end]


def test_what_a_fact_is_derived_from_is_described(both):
    _, graph = both
    sources = {
        source
        for fact, source in graph.subject_objects(rdflib.URIRef(PROV["wasDerivedFrom"]))
        if "#fact-" in fact
    }
    assert sources
    assert all((source, rdflib.URIRef(RDF_TYPE), None) in graph for source in sources)


@pytest.mark.parametrize(
    ("property", "basis", "points_at"),
    [
        ("jobTitle", "stated", "char=18,26"),
        ("inLanguage", "inferred", f"char=0,{len(TEXT)}"),
        ("datePublished", "caller", None),
        ("position", "structural", None),
        ("isPartOf", "structural", None),
    ],
)
def test_the_basis_of_a_fact_and_what_it_points_at(both, property, basis, points_at):
    _, graph = both
    found = set()
    for fact in graph.subjects(rdflib.URIRef(RDF["predicate"]), rdflib.URIRef(SCHEMA[property])):
        if "#quotation" in str(graph.value(fact, rdflib.URIRef(RDF["subject"]))) and (
            property == "inLanguage"
        ):
            continue
        assert str(graph.value(fact, rdflib.URIRef(NG["basis"]))) == basis
        found |= {
            str(source).rsplit("#", 1)[-1]
            for source in graph.objects(fact, rdflib.URIRef(PROV["wasDerivedFrom"]))
        }
    assert found == ({points_at} if points_at else set())


def test_a_mention_says_what_it_means_and_a_date_its_value(both):
    _, graph = both
    place = rdflib.URIRef(f"{BASE}articles/lake/source#char={at('Loja').start},{at('Loja').end}")
    day = rdflib.URIRef(f"{BASE}articles/lake/source#char={at('Monday').start},{at('Monday').end}")
    assert graph.value(place, rdflib.URIRef(ITSRDF["taIdentRef"])) == rdflib.URIRef(BASE + LOJA)
    assert str(graph.value(day, rdflib.URIRef(RDF["value"]))) == "2024-05-13"


def test_an_open_date_has_no_value():
    _, evidence = graphs(dates=(DateMention(span=at("Monday")),))
    assert not [each for each in evidence if each.predicate == RDF["value"]]
    assert Literal("Monday") in [each.object for each in evidence]


@pytest.mark.parametrize(
    ("confidence", "expected"),
    [(1.0, "1"), (0.95, "0.95"), (0.9, "0.9"), (0.123, "0.1"), (0.0, "0"), (0.7, "0.7")],
)
def test_confidence_is_a_canonical_decimal_in_twentieths(confidence, expected):
    _, evidence = graphs(
        entities=(
            Entity(
                id=LOJA,
                kind=EntityKind.PLACE,
                name="Loja",
                evidence=why("Loja", confidence=confidence, rule="this"),
            ),
        )
    )
    [rule] = {
        each.subject
        for each in evidence
        if each.object == Literal("this")
        and (each.subject, RDF["predicate"], SCHEMA["name"]) in evidence
    }
    found = [each.object for each in evidence if each[:2] == (rule, NG["confidence"])]
    assert found == [Literal(expected, XSD["decimal"])]


def test_provenance_is_that_of_the_graph_and_names_the_source_by_its_content():
    _, evidence = graphs()
    [source] = [
        each.object
        for each in evidence
        if each[:2] == (IRI(f"{BASE}graphs/lake"), PROV["wasDerivedFrom"])
    ]
    assert source.startswith("ni:///sha-256;")
    assert not [each for each in evidence if each.subject == IRI(f"{BASE}articles/lake")]
    [agent] = [each.object for each in evidence if each.predicate == PROV["wasAttributedTo"]]
    assert (agent, RDF_TYPE, PROV["SoftwareAgent"]) in evidence


def test_without_the_body_only_the_words_of_facts_are_shown():
    _, evidence = graphs(Config(base=BASE, body="none"), **full())
    shown = {each.object.value for each in evidence if each.predicate == NIF["anchorOf"]}
    assert shown
    assert not [words for words in shown if words == TEXT]
    assert not [each for each in evidence if each.predicate == NIF["isString"]]


def test_what_is_mapped_conforms_to_the_profile():
    found = pipeline.prepare("lake.txt", analysis(**full()), Config(base=BASE))
    assert found.report.conforms()
    assert found.article == IRI(f"{BASE}articles/lake")


def test_offsets_count_code_points_behind_characters_of_many_bytes():
    text = "𝒢🚲 In Oslo, Norway, it rained on the 😀 and in the old harbour, they said."
    [article] = pipeline.read(Source(name="a.txt", key="a", data=text.encode()))
    analysed = pipeline.annotate(article)
    mapping = schemaorg.mapping_of(analysed, Config(base=BASE))
    evidence = tuple(schemaorg.evidence(mapping, tuple(schemaorg.map_article(mapping))))
    [phrase] = {each.subject for each in evidence if each[1:] == (NIF["anchorOf"], Literal("Oslo"))}
    begin = text.index("Oslo")
    assert phrase.endswith(f"#char={begin},{begin + 4}")
