"""Articles with something changed at random: what an extractor, an editor or a foreign tool may do.

`mutated(triples, seed)` is one such graph; the same seed gives the same one.  Nothing here knows the
shapes, so nothing is aimed at them: most of what comes out breaks some rule, and some of it none.
"""

from __future__ import annotations

import random
from datetime import date

from nutgraf.graph import IRI, NG, NIF, RDF, RDF_TYPE, SCHEMA, XSD, Literal, Triple

CLASSES = [
    SCHEMA[name]
    for name in (
        "NewsArticle ReportageNewsArticle OpinionNewsArticle Article Person Organization City Place"
        " GovernmentOrganization Event Quotation Statement OrganizationRole Occupation ImageObject"
        " ContactPoint Legislation DefinedTerm Thing"
    ).split()
] + [NIF["Phrase"], NIF["Context"], RDF["Statement"]]

PROPERTIES = [
    SCHEMA[name]
    for name in (
        "name alternateName headline alternativeHeadline dateline articleBody description caption text"
        " creditText wordCount position inLanguage datePublished dateModified startDate endDate author"
        " creator spokenByCharacter about mentions isPartOf hasPart member employee memberOf worksFor"
        " affiliation jobTitle roleName image license url email location areaServed telephone"
    ).split()
] + [NIF["beginIndex"], NIF["endIndex"], NIF["anchorOf"], NG["confidence"], NG["basis"], RDF_TYPE]

ODD = (
    *(
        "",
        " ",
        "\n",
        "\t",
        "\r\n",
        "\u00a0",
        "\u200b",
        "\ufeff",
        "\u2028",
        "\u0085",
        "\u001c",
        "\u0007",
    ),
    *(
        ",",
        ",\n",
        "，",
        "“",
        "”",
        "«",
        '"',
        "'",
        " … ",
        "…",
        "\\",
        "^",
        "[",
        "]",
        "$",
        ".*",
        "(",
        "{2}",
    ),
    *("|", "é", "é", "🚀", "中", "\U0010ffff", "\ue000", "\\s", "\\u0041"),
)
"""What is put into texts, at the ends or inside."""

DATES = (
    *(
        "2031-03-04",
        "2031-02-30",
        "0000-01-01",
        "-0044-03-15",
        "12031-01-01",
        "2031-03-04Z",
        "soon",
    ),
    *("2031-03-04+14:00", "2031-03-04T09:30:00", "2031-03-04T09:30:00Z", "2031-03-04T24:00:00Z"),
    *("2031-03-04T23:59:60Z", "2031-03-04T09:30:00.123456789Z", "2031-03-04T09:30:00+02:00"),
    *("2031-03-04T07:30:00Z", "2031-03-04T09:30Z", "20310304", "2031-W10-2", " 2031-03-04", ""),
)
NUMBERS = (
    *(
        "0",
        "1",
        "-1",
        "+1",
        "007",
        "1.0",
        "1e3",
        "5 ",
        "9" * 30,
        "NaN",
        "five",
        "",
        "-0",
        "0.95",
        "1.01",
    ),
    *(".5", "0.50", "1.", "٣"),
)
KINDS = (
    *(
        "string",
        "integer",
        "nonNegativeInteger",
        "int",
        "decimal",
        "double",
        "float",
        "boolean",
        "date",
    ),
    *("dateTime", "gYear", "anyURI", "token", "duration", "nonesuch"),
)
LANGUAGES = ("en", "EN", "en-GB", "en-gb", "zh-Hant", "x-klingon")
IRIS = (
    *("urn:x", "mailto:desk@paper.example", "http://", "https://", "https://paper.example"),
    *(
        "https://paper.example/a",
        "HTTPS://paper.example/a",
        "http://localhost:8000/a",
        "ftp://a.test/b",
    ),
    *(
        "https://paper.example/ü",
        "https://paper.example/%41",
        "https://paper.example/a b",
        "relative",
    ),
    *("https://www.example.com/", "https://user@example.org/a", str(SCHEMA["Person"])),
)


def mutated(triples, seed):
    """These triples with one to three things changed, in the order that the seed gives them."""
    chance = random.Random(seed)
    changed = list(triples)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        changed = chance.choice(MUTATIONS)(changed, chance)
    chance.shuffle(changed)
    return tuple(dict.fromkeys(changed))


def changed_texts(texts, chance):
    """One literal becomes another."""
    place = _place(texts, chance, lambda triple: isinstance(triple.object, Literal))
    return texts if place is None else _put(texts, place, _other(texts[place].object, chance))


def with_odd_text(triples, chance):
    """A literal gets something odd at an end, inside, or instead of itself."""
    place = _place(triples, chance, lambda triple: isinstance(triple.object, Literal))
    if place is None:
        return triples
    literal, odd = triples[place].object, chance.choice(ODD)
    cut = chance.choice((0, len(literal.value), chance.randint(0, len(literal.value))))
    text = chance.choice((literal.value[:cut] + odd + literal.value[cut:], odd))
    return _put(triples, place, literal._replace(value=text))


def with_other_quotation(triples, chance):
    """A quoted text loses, repeats, turns around or marks some of its words."""
    place = _place(triples, chance, lambda triple: triple.predicate == SCHEMA["text"])
    if place is None or not isinstance(triples[place].object, Literal):
        return triples
    literal = triples[place].object
    words = literal.value.split(" ")
    cut = chance.randrange(len(words))
    text = chance.choice(
        (
            " ".join(words[cut:]),
            " ".join((*words[:cut], "…", *words[cut + 1 :])),
            " ".join((*words[cut:], "…", *words[:cut])),
            " ".join((*words[:cut], "never", *words[cut:])),
            "  ".join(words),
            f"“{literal.value}”",
            f"{literal.value},",
            literal.value.upper(),
        )
    )
    return _put(triples, place, literal._replace(value=text))


def without(triples, chance):
    """A triple, a node, or a property of a node is lost."""
    lost = chance.choice(triples)
    return chance.choice(
        (
            [triple for triple in triples if triple != lost],
            [triple for triple in triples if triple.subject != lost.subject],
            [triple for triple in triples if triple[:2] != lost[:2]],
        )
    )


def with_more(triples, chance):
    """A node gets one more value: of its own property, or of any."""
    triple = chance.choice(triples)
    predicate = chance.choice((triple.predicate, chance.choice(PROPERTIES)))
    return [*triples, triple._replace(predicate=predicate, object=_value(triples, chance))]


def with_dates(triples, chance):
    """The article, or something else, gets two dates."""
    subject = chance.choice(triples).subject
    names = chance.choice((("datePublished", "dateModified"), ("startDate", "endDate")))
    return [*triples, *(Triple(subject, SCHEMA[name], _date(chance)) for name in names)]


def with_other_type(triples, chance):
    """A node becomes something else, or something else too."""
    place = _place(triples, chance, lambda triple: triple.predicate == RDF_TYPE)
    if place is None:
        return triples
    other = triples[place]._replace(object=chance.choice(CLASSES))
    return [*triples, other] if chance.random() < 0.5 else _put(triples, place, other.object)


def with_other_object(triples, chance):
    """A value becomes that of another triple, or any."""
    place = chance.randrange(len(triples))
    return _put(triples, place, _value(triples, chance))


def with_other_predicate(triples, chance):
    """A value hangs on another property."""
    place = chance.randrange(len(triples))
    other = triples[place]._replace(predicate=chance.choice(PROPERTIES))
    return [*triples[:place], other, *triples[place + 1 :]]


def renamed(triples, chance):
    """A node has another IRI everywhere."""
    old, new = chance.choice(triples).subject, IRI(chance.choice(IRIS))
    return [
        Triple(*(new if term == old and isinstance(term, IRI) else term for term in triple))
        for triple in triples
    ]


def with_subclass(triples, chance):
    """The data says that a class is below another."""
    below, above = chance.choice(CLASSES), chance.choice(CLASSES)
    predicate = IRI("http://www.w3.org/2000/01/rdf-schema#subClassOf")
    return [*triples, Triple(below, predicate, above)]


MUTATIONS = (
    changed_texts,
    with_odd_text,
    with_odd_text,
    with_other_quotation,
    without,
    with_more,
    with_dates,
    with_other_type,
    with_other_object,
    with_other_predicate,
    renamed,
    with_subclass,
)


def _place(triples, chance, wanted):
    places = [place for place, triple in enumerate(triples) if wanted(triple)]
    return chance.choice(places) if places else None


def _put(triples, place, value):
    return [*triples[:place], triples[place]._replace(object=value), *triples[place + 1 :]]


def _value(triples, chance):
    """A term of the graph, an IRI, a class, a date or a number."""
    return chance.choice(
        (
            chance.choice(triples).object,
            chance.choice(triples).subject,
            IRI(chance.choice(IRIS)),
            chance.choice(CLASSES),
            _date(chance),
            Literal(chance.choice(NUMBERS), XSD[chance.choice(KINDS)]),
            Literal(chance.choice(ODD)),
        )
    )


def _other(literal, chance):
    return chance.choice(
        (
            literal._replace(datatype=XSD[chance.choice(KINDS)], language=""),
            Literal(literal.value, RDF["langString"], chance.choice(LANGUAGES)),
            Literal(chance.choice(NUMBERS), literal.datatype, literal.language),
            IRI(chance.choice(IRIS)),
            _date(chance),
        )
    )


def _date(chance):
    day = date(2031, 1, 1).replace(month=chance.randint(1, 12)).isoformat()
    text = chance.choice((day, day, chance.choice(DATES)))
    kind = "dateTime" if "T" in text else "date"
    return Literal(text, XSD[chance.choice((kind, kind, kind, "date", "dateTime", "string"))])
