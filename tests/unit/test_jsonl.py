"""JSON lines: what a line states is taken word for word, and what is wrong with one is its own."""

from __future__ import annotations

import json
import subprocess
import sys
import time

import pytest

from nutgraf import pipeline
from nutgraf.config import Config
from nutgraf.errors import LimitError, ReadError
from nutgraf.graph import RDF_TYPE, SCHEMA, Failed, Published, Severity
from nutgraf.model import Basis, ParagraphKind, Source
from nutgraf.readers import jsonl, members, text
from nutgraf.readers.classes import CORE, LISTED
from nutgraf.shacl import load_shapes

BODY = "OSTRAND has a ferry.\n\n“We sail,” said Ines Calder. “We sail,” she said again."
PLAIN = {"identifier": "ferry", "headline": "Ferry sails", "articleBody": BODY}
INES = {"@type": "Person", "name": "Ines Calder"}


def source(*values, name="feed.jsonl", **more):
    """The source of these lines: objects, or bytes as they are."""
    lines = [v if isinstance(v, bytes) else json.dumps(v).encode() for v in values]
    return Source(name=name, key="feed", data=b"\n".join(lines), **more)


def article(**more):
    [found] = pipeline.read(source({**PLAIN, **more}))
    return found


def stated(**more):
    return article(**more).stated


def facts(**more):
    """What is published of an article, as (subject, property, value), without the base."""
    [outcome] = pipeline.outcomes(source({**PLAIN, **more}), Config(body="full"))
    assert isinstance(outcome, Published), outcome.publication.report.results
    base = "https://news.example/"
    return {
        (s.removeprefix(base), p.removeprefix(SCHEMA), getattr(o, "value", o).removeprefix(base))
        for s, p, o in outcome.publication.facts
        if p != RDF_TYPE
    }


def left(**more):
    return [(each.why, each.count) for each in stated(**more).dropped]


def error(*values, **more):
    with pytest.raises(ReadError) as raised:
        list(pipeline.read(source(*values, **more)))
    return raised.value


# What is read


def test_a_line_is_an_article_with_its_fields_as_paragraphs():
    found = article(alternativeHeadline="At last", description="A ferry, now.")

    assert [(p.kind, p.field, p.span.of(found.text)) for p in found.paragraphs] == [
        (ParagraphKind.HEADLINE, "headline", "Ferry sails"),
        (ParagraphKind.ALTERNATIVE_HEADLINE, "alternativeHeadline", "At last"),
        (ParagraphKind.STANDFIRST, "description", "A ferry, now."),
        (ParagraphKind.LEAD, "articleBody", "OSTRAND has a ferry."),
        (ParagraphKind.BODY, "articleBody", BODY.partition("\n\n")[2]),
    ]
    assert (found.id, found.key) == ("ferry", "ferry")


def test_several_lines_are_several_articles_and_blank_lines_none():
    found = list(pipeline.read(source(PLAIN, b"", b" \t\r", {**PLAIN, "identifier": "b"}, b"")))

    assert [each.key for each in found] == ["ferry", "b"]


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_byte_order_mark_change_nothing(start, end):
    lines = [json.dumps({**PLAIN, "identifier": key}).encode() for key in "ab"]
    data = start + end.join(lines) + end

    assert list(pipeline.read(Source(name="f.jsonl", key="f", data=data))) == list(
        pipeline.read(source(*lines))
    )


def test_line_separators_inside_a_text_end_no_line():
    found = article(articleBody="It rained\u2028all day.\u0085It rained.")

    assert "It rained\u2028all day.\u0085It rained." in found.text


def test_a_json_file_is_one_article_over_many_lines_and_has_its_key_from_it_or_the_file():
    data = json.dumps({"headline": "Rain"}, indent=4).encode()
    [found] = pipeline.read(Source(name="rain.json", key="rain", data=data))

    assert (found.key, found.text) == ("rain", "Rain")


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"identifier": "Tide 7/b", "@id": "x", "url": "https://a.example/"}, "tide-7-b"),
        ({"identifier": 77}, "77"),
        ({"identifier": {"@type": "PropertyValue", "value": "P-1"}}, "p-1"),
        ({"identifier": ["first", "second"]}, "first"),
        ({"@id": "https://a.example/Rain#it"}, "a-example-rain-it"),
        ({"id": "urn:rain:1"}, "urn-rain-1"),
        ({"url": "http://a.example/?p=1"}, "a-example-p-1"),
        ({"identifier": " ", "url": "https://a.example/p"}, "a-example-p"),
    ],
)
def test_the_key_is_the_name_that_the_article_has_in_the_source(given, key):
    [found] = pipeline.read(source({"headline": "Rain", **given}))

    assert found.key == key


def test_without_a_name_the_key_is_of_the_content_and_not_of_the_place():
    first, second = pipeline.read(source({"headline": "Rain"}, {"headline": "Sun"}))
    again, _ = pipeline.read(source({"headline": "Sun"}, {"headline": "Rain"}))

    assert first.key.startswith("feed-")
    assert first.key != second.key == again.key


def test_every_value_that_is_stated_can_show_its_words():
    found = article(
        author={**INES, "url": "https://a.example/ines", "jobTitle": "reporter"},
        datePublished="2031-03-04",
        keywords="ferries, \u00e9t\u00e9",
        articleSection=["Transport"],
        mentions=[{"@type": "Place", "name": "Port Ellery"}],
    )
    said = found.stated
    named = {e.name: [span.of(found.text) for span in e.evidence.spans] for e in said.entities}

    assert named == {"Ines Calder": ["Ines Calder"], "Port Ellery": ["Port Ellery"]}
    evidence = [(relation.value, relation.evidence) for relation in said.relations]
    evidence += [said.published, *((role.title, role.evidence) for role in said.roles)]
    assert len(evidence) == 6
    for value, why in evidence:
        assert [span.of(found.text) for span in why.spans] == [value]
        assert (why.basis, why.confidence) == (Basis.STATED, 1.0)
        assert why.rule.startswith("field-")


# What is published


def test_what_the_fields_say_is_published():
    said = facts(
        datePublished="2031-03-04T09:30+0100",
        dateModified="2031-03-04 11:00:00+01:00",
        publisher={"@type": "Organization", "name": "Tideline", "sameAs": "https://a.example/t"},
        url="https://a.example/ferry",
        image=["https://a.example/ferry.jpg", {"caption": "A ferry.", "creditText": "J. Tarn"}],
        mentions=[],
    )

    for property, value in (
        ("datePublished", "2031-03-04T09:30:00+01:00"),
        ("dateModified", "2031-03-04T11:00:00+01:00"),
        ("publisher", "organizations/tideline"),
        ("url", "https://a.example/ferry"),
    ):
        assert ("articles/ferry", property, value) in said
    assert ("organizations/tideline", "sameAs", "https://a.example/t") in said
    of_images = {(p, v) for s, p, v in said if "#image-" in s}
    assert of_images == {
        ("url", "https://a.example/ferry.jpg"),
        ("caption", "A ferry."),
        ("creditText", "J. Tarn"),
    }
    # Who publishes an article is not thereby mentioned in it.
    assert not [fact for fact in said if fact[1] == "mentions"]


@pytest.mark.parametrize(
    ("published", "modified"),
    [
        pytest.param("2031-03-04", "2031-03-04T11:00:00+01:00", id="day, then time"),
        pytest.param("2031-03-04", "2031-03-03T23:10:00Z", id="a day that began elsewhere"),
        pytest.param("2031-03-04T23:30:00+01:00", "2031-03-04", id="time, then day"),
        pytest.param("2031-03-04", "2031-03-04T11:00:00", id="no zone at all"),
    ],
)
def test_a_day_beside_a_time_is_published_as_both_are_stated(published, modified):
    said = facts(datePublished=published, dateModified=modified, mentions=[])

    assert ("articles/ferry", "datePublished", published) in said
    assert ("articles/ferry", "dateModified", modified) in said


@pytest.mark.parametrize(
    ("published", "modified"),
    [
        pytest.param("2031-03-04", "2031-03-03T09:00:00Z", id="a time before the day"),
        pytest.param("2031-03-04T09:30:00Z", "2031-03-02", id="a day before the time"),
        pytest.param("2031-03-04", "2031-03-03", id="two days"),
        pytest.param("2031-03-04T09:30:00Z", "2031-03-04T10:29:59+01:00", id="two times"),
    ],
)
def test_what_is_changed_before_it_was_published_is_rejected(published, modified):
    dates = {"datePublished": published, "dateModified": modified}
    [outcome] = pipeline.outcomes(source({**PLAIN, **dates, "mentions": []}), Config())

    told = [r.message for r in outcome.publication.report.of(Severity.VIOLATION)]
    assert [message.partition(":")[0] for message in told] == ["Mend the dates"]


def test_a_maker_of_unknown_kind_is_a_credit_and_no_person():
    said = facts(author=["Jo Tarn", {"name": "Desk"}], mentions=[])

    assert ("articles/ferry", "creditText", "Jo Tarn, Desk") in said
    assert not [fact for fact in said if fact[1] == "author"]


def test_a_thing_is_pointed_at_by_its_id_or_by_its_name():
    said = facts(
        mentions=[
            {**INES, "worksFor": {"@id": "#guild"}},
            {"@type": "WorkersUnion", "@id": "#guild", "name": "Ostrand Ferry Guild"},
        ],
        author="Ines Calder",
        hasPart={"@type": "Quotation", "text": "We sail", "creator": "Ines Calder"},
    )

    assert ("people/ines-calder", "worksFor", "organizations/ostrand-ferry-guild") in said
    assert ("articles/ferry", "author", "people/ines-calder") in said
    assert [v for s, p, v in said if p == "spokenByCharacter"] == ["people/ines-calder"]


MATE = {**INES, "@id": "#1", "jobTitle": "mate"}
COOK = {**INES, "@id": "#2", "jobTitle": "cook"}


def of_name(said, name="Ines Calder"):
    return {s for s, p, v in said if (p, v) == ("name", name)}


@pytest.mark.parametrize("order", [1, -1])
def test_two_people_of_one_name_whom_their_ids_tell_apart_are_two(order):
    said = facts(
        mentions=[MATE, COOK][::order],
        author={"@id": "#2"},
        hasPart={"@type": "Quotation", "text": "We sail", "creator": {"@id": "#1"}},
    )

    assert of_name(said) == {"people/ines-calder-mate", "people/ines-calder-cook"}
    assert ("people/ines-calder-mate", "jobTitle", "mate") in said
    assert ("people/ines-calder-cook", "jobTitle", "cook") in said
    assert ("people/ines-calder-cook", "jobTitle", "mate") not in said
    assert ("articles/ferry", "author", "people/ines-calder-cook") in said
    assert {v for s, p, v in said if p == "spokenByCharacter"} == {"people/ines-calder-mate"}
    assert {v for s, p, v in said if p == "mentions"} == of_name(said)


@pytest.mark.parametrize(
    ("first", "second", "ends"),
    [
        pytest.param(
            {"worksFor": {"@type": "Organization", "name": "Ostrand Ferry Guild"}},
            {},
            {"ostrand-ferry-guild", "0f3609ca5361"},
            id="what one belongs to",
        ),
        pytest.param(
            {"jobTitle": "mate"}, {"jobTitle": ["Mate", "cook"]}, {"420f439d3efa", "cook"}, id="one"
        ),
        pytest.param({}, {}, {"420f439d3efa", "0f3609ca5361"}, id="nothing"),
    ],
)
def test_their_iris_have_words_that_only_one_of_them_has_or_a_digest(first, second, ends):
    said = facts(mentions=[{**INES, "@id": "#1", **first}, {**INES, "@id": "#2", **second}])

    assert of_name(said) == {f"people/ines-calder-{end}" for end in ends}


def test_an_absolute_id_means_the_same_person_in_every_article():
    people = [{**INES, "@id": f"https://people.example/{n}"} for n in (1, 2)]
    one, other = facts(mentions=people), facts(identifier="tide", mentions=people[::-1])
    here = facts(mentions=[{**INES, "@id": f"#{n}"} for n in (1, 2)])
    there = facts(identifier="tide", mentions=[{**INES, "@id": f"#{n}"} for n in (1, 2)])

    assert len(of_name(one)) == 2
    assert of_name(one) == of_name(other)
    assert not of_name(here) & of_name(there)


def test_a_name_that_several_have_points_at_none_of_them():
    said = facts(
        mentions=[MATE, COOK, {"@type": "Place", "name": "Calder"}],
        author="Ines Calder",
        hasPart={"@type": "Quotation", "text": "We sail", "creator": INES},
    )
    reasons = left(mentions=[MATE, COOK, INES])

    assert ("articles/ferry", "creditText", "Ines Calder") in said
    assert {v for s, p, v in said if "#quotation" in s and p == "creditText"} == {"Ines Calder"}
    assert not [fact for fact in said if fact[1] in {"author", "creator", "spokenByCharacter"}]
    assert reasons == [("under mentions: of no known kind, or without a name of its own", 1)]


def test_one_id_is_one_person_and_another_kind_of_thing_is_no_namesake():
    said = facts(
        mentions=[
            {**INES, "@id": "#1"},
            {**INES, "id": "#1", "jobTitle": "mate"},
            {"@type": "Place", "@id": "#2", "name": "Ines Calder"},
        ]
    )

    assert of_name(said) == {"people/ines-calder", "places/ines-calder"}


def test_a_title_and_an_employer_make_no_role_that_nobody_stated():
    guild = {"@type": "Organization", "name": "Ostrand Ferry Guild"}
    said = facts(mentions={**INES, "jobTitle": "mate", "worksFor": guild})

    assert ("people/ines-calder", "jobTitle", "mate") in said
    assert not [fact for fact in said if fact[1] == "roleName"]


def test_quotations_stand_where_they_are_printed_each_time():
    said = stated(
        hasPart=[
            {"@type": "Quotation", "text": "We sail", "creator": INES},
            {"@type": "Quotation", "text": "We sail", "creator": INES},
            {"@type": "Quotation", "text": "We sail", "creator": INES},
        ]
    )
    starts = [BODY.index("We sail"), BODY.rindex("We sail")]
    offset = len("Ferry sails\n\n")

    assert [q.parts[0].start - offset for q in said.quotations] == starts
    assert [q.span.end - q.span.start for q in said.quotations] == [
        len("“We sail"),
        len("“We sail"),
    ]
    assert [each.why for each in said.dropped] == [
        "under hasPart: words that are printed less often"
    ]


def test_words_that_the_article_does_not_print_are_rejected_with_the_reason():
    quotation = {"@type": "Quotation", "text": "We never sail", "creator": INES}
    [outcome] = pipeline.outcomes(source({**PLAIN, "hasPart": quotation}), Config())

    messages = [result.message for result in outcome.publication.report.results]
    assert any(message.startswith("Quote verbatim") for message in messages)


TOLD = {"@type": "Statement", "text": "the ferry would sail", "creator": INES}
TOLD_BODY = "Ines Calder said the ferry would sail. “We sail,” she said: the ferry would sail."


def test_statements_are_published_where_they_are_printed_beside_quotations():
    said = facts(
        articleBody=TOLD_BODY,
        hasPart=[TOLD, {"@type": "Quotation", "text": "We sail", "creator": INES}, TOLD],
    )
    statements = {s for s, p, v in said if p == "text" and v == TOLD["text"]}

    assert len(statements) == 2
    assert {(p, v) for s, p, v in said if s in statements and p in {"creator", "isPartOf"}} == {
        ("creator", "people/ines-calder"),
        ("isPartOf", "articles/ferry"),
    }
    assert sorted(v for s, p, v in said if s in statements and p == "position") == ["1", "2"]
    assert {v for s, p, v in said if p == "hasPart"} > statements
    assert not [s for s, p, v in said if s in statements and p == "spokenByCharacter"]


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        (
            {**TOLD, "text": "all was well"},
            "under hasPart: a Statement in words that are not printed",
        ),
        ({**TOLD, "spokenByCharacter": INES}, "under spokenByCharacter"),
        ({**TOLD, "text": " "}, "under hasPart: no text"),
    ],
)
def test_what_is_no_statement_of_the_article_is_left_out_and_the_article_published(statement, why):
    assert facts(articleBody=TOLD_BODY, hasPart=statement)
    assert left(articleBody=TOLD_BODY, hasPart=statement) == [(why, 1)]


def test_somebody_without_a_name_who_states_something_is_a_credit():
    said = facts(articleBody=TOLD_BODY, hasPart={**TOLD, "creator": "a pilot"})

    assert [v for s, p, v in said if "#statement-" in s and p == "creditText"] == ["a pilot"]


def test_an_image_has_its_creators_and_they_are_not_thereby_mentioned():
    picture = {"caption": "A ferry.", "creator": [INES, {"@id": "#guild"}]}
    guild = {"@type": "WorkersUnion", "@id": "#guild", "name": "Ostrand Ferry Guild"}
    said = facts(
        articleBody="OSTRAND has a ferry.",
        image=[picture, "https://a.example/f.jpg"],
        publisher=guild,
        mentions=[],
    )

    assert {(p, v) for s, p, v in said if "#image-" in s} == {
        ("caption", "A ferry."),
        ("creator", "people/ines-calder"),
        ("creator", "organizations/ostrand-ferry-guild"),
        ("url", "https://a.example/f.jpg"),
    }
    assert not [fact for fact in said if fact[1] == "mentions"]


def test_the_creators_of_a_picture_that_is_there_twice_are_all_its_creators():
    guild = {"@type": "Organization", "name": "Ostrand Ferry Guild"}
    picture = {"caption": "A ferry.", "creator": INES}
    said = facts(image=[picture, {**picture, "creator": [guild, INES]}], mentions=[])

    assert len([fact for fact in said if fact[1] == "image"]) == 1
    assert {v for s, p, v in said if "#image-" in s and p == "creator"} == {
        "people/ines-calder",
        "organizations/ostrand-ferry-guild",
    }


def test_a_picture_by_somebody_of_unknown_kind_says_nobody():
    picture = {"caption": "A ferry.", "creator": "Jo Tarn"}

    assert not [fact for fact in facts(image=picture, mentions=[]) if fact[1] == "creator"]
    assert left(image=picture, mentions=[]) == [
        ("under creator: of no known kind, or without a name of its own", 1)
    ]


def test_a_name_inside_another_name_or_word_is_not_found_there():
    found = article(
        articleBody="The Ostrand Ferry Guild met. Ostrander left; Ostrand slept.",
        mentions=[
            {"@type": "Place", "name": "Ostrand"},
            {"@type": "Organization", "name": "Ostrand Ferry Guild"},
        ],
    )
    [place] = [m for m in found.stated.mentions if m.entity == "places/ostrand"]

    assert found.text[place.span.end :].startswith(" slept")


def test_a_name_that_every_country_has_is_of_this_article_alone():
    [entity] = stated(mentions={"@type": "Organization", "name": "Supreme Court"}).entities

    assert entity.id == "articles/ferry#supreme-court"


def test_two_spellings_of_one_name_are_one_thing():
    said = facts(mentions=[INES, {**INES, "name": "Ines-Calder", "alternateName": "I. C."}])

    names = {(p, v) for s, p, v in said if s == "people/ines-calder"}
    assert names == {
        ("name", "Ines Calder"),
        ("alternateName", "Ines-Calder"),
        ("alternateName", "I. C."),
    }


def test_a_specific_class_is_published_if_the_profile_lists_it():
    [outcome] = pipeline.outcomes(
        source(
            {
                **PLAIN,
                "@type": "https://schema.org/OpinionNewsArticle",
                "mentions": [
                    {"type": "schema:Airline", "name": "Fly Ostrand"},
                    {"@type": "CafeOrCoffeeShop", "name": "Café Tarn"},
                ],
            }
        ),
        Config(),
    )
    found = {
        (s.rpartition("/")[2], o.removeprefix(SCHEMA))
        for s, p, o in outcome.publication.facts
        if p == RDF_TYPE
    }

    assert isinstance(outcome, Published)
    assert found == {
        ("ferry", "NewsArticle"),
        ("ferry", "OpinionNewsArticle"),
        ("fly-ostrand", "Organization"),
        ("fly-ostrand", "Airline"),
        ("café-tarn", "Organization"),
    }


def test_the_listed_classes_are_among_those_of_the_shapes():
    graph = load_shapes().graph
    query = """
        PREFIX sh: <http://www.w3.org/ns/shacl#>
        SELECT DISTINCT ?class WHERE { ?shape sh:path rdf:type ; sh:in/rdf:rest*/rdf:first ?class }"""
    listed = {str(row[0]).removeprefix(SCHEMA) for row in graph.query(query)}

    assert set(CORE) <= listed
    assert listed >= LISTED


# What is left to the text, and what is not


def test_a_line_that_names_its_people_is_not_read_by_the_tagger():
    code = f"""
import sys
from nutgraf import pipeline
from nutgraf.model import Source
line = {json.dumps({**PLAIN, "mentions": [INES]})!r}.encode()
[article] = pipeline.read(Source(name="a.jsonl", key="a", data=line))
analysis = pipeline.annotate(article)
print([entity.id for entity in analysis.entities], len(analysis.quotations))
print({{"numpy", "onnxruntime"}} & set(sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines() == ["['people/ines-calder'] 0", "set()"]


@pytest.mark.parametrize("key", ["mentions", "hasPart"])
def test_to_name_nobody_is_to_say_that_nobody_is_named(key):
    analysis = pipeline.annotate(article(**{key: []}))

    assert (analysis.entities, analysis.quotations) == ((), ())


def test_what_is_not_stated_is_read_from_the_text_and_what_is_goes_first():
    read = pipeline.annotate(article(inLanguage="en-GB", datePublished="2031-03-04", author=INES))

    assert len(read.quotations) == 2
    assert {q.speaker.entity for q in read.quotations} == {"people/ines-calder"}
    assert [entity.id for entity in read.entities].count("people/ines-calder") == 1
    assert read.language[0] == "en-GB"
    assert (read.published[0], read.published[1].basis) == ("2031-03-04", Basis.STATED)
    assert (
        read.article.text
        == article(inLanguage="en-GB", datePublished="2031-03-04", author=INES).text
    )


def test_a_text_in_another_language_is_not_read_as_english():
    found = pipeline.annotate(article(inLanguage="nb", articleBody="“Vi seiler,” sa Ines Calder."))

    assert (found.entities, found.quotations) == ((), ())


def test_fields_are_no_prose():
    named = pipeline.annotate(article(keywords="Tomas Reyk", articleSection="Velmora"))

    assert "people/tomas-reyk" not in {entity.id for entity in named.entities}


def test_the_date_of_the_line_goes_before_the_callers():
    [own, given] = pipeline.read(
        source({**PLAIN, "datePublished": "2031-03-04"}, PLAIN, published="2030-01-01")
    )

    assert (own.published, own.stated.published[1].basis) == ("2031-03-04", Basis.STATED)
    assert (given.published, given.stated.published[1].basis) == ("2030-01-01", Basis.CALLER)


def test_what_has_no_place_in_the_profile_is_left_out_and_counted():
    assert left(
        wordCount=7,
        nonsense=1,
        more=2,
        url="javascript:alert(1)",
        mentions=["somebody", {"@type": "Recipe", "name": "Soup"}, {"@type": "Person"}],
        hasPart=[{"@type": "Clip", "text": "x"}, {"@type": "Quotation"}],
        image={"width": 7},
    ) == [
        ("under hasPart: no Quotation and no Statement", 1),
        ("under hasPart: no text", 1),
        ("under image: no caption, credit or address", 1),
        ("under keys that are none of schema.org", 2),
        ("under mentions: of no known kind, or without a name of its own", 3),
        ("under url: no http(s) address", 1),
        ("under width", 1),
        ("under wordCount", 1),
    ]


def test_what_says_nothing_is_as_if_it_were_not_there():
    empty = dict.fromkeys(("author", "about", "image", "keywords", "datePublished"))
    blank = {"alternativeHeadline": " ", "description": "\u200b", "articleSection": [""]}

    assert article(**empty, **blank).text == article().text
    assert left(**empty, **blank) == []


# What is wrong


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"{", "column 2: not JSON (expecting property name enclosed in double quotes)"),
        (b'{"headline": "Rain"} {}', "column 22: not JSON (extra data)"),
        (b'{"headline": "Ra\x01in"}', "column 17: not JSON (invalid control character at)"),
        (b"[1]", "not a JSON object; write one article a line"),
        (b'"rain"', "not a JSON object"),
        (b'{"headline": NaN}', "not JSON (NaN is no number)"),
        (b'{"wordCount": ' + b"9" * 5000 + b"}", "Exceeds the limit"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"headline": "a", "headline": "b"}', "the key 'headline' stands twice in one object"),
        (b'{"headline": "caf\xe9"}', "byte 0xe9 is not valid UTF-8"),
        (b'{"headline": "a\\u0000b"}', "holds a NUL character"),
        (b'{"headline": "a\\ud83db"}', "holds half of a surrogate pair"),
        (b'{"@type": "Recipe", "headline": "Soup"}', "not an article of schema.org"),
        (b"{}", "not an article of schema.org"),
        (b'{"@type": "NewsArticle"}', "an article without headline and without articleBody"),
        (b'{"headline": 7}', "headline must be a text; put it in quotation marks"),
        (b'{"headline": ["a"]}', "headline must be a text"),
        (b'{"articleBody": {"text": "a"}}', "articleBody must be a text"),
        (b'{"headline": "a", "keywords": [1]}', "keywords must be an object or a text"),
        (
            b'{"headline": "a", "author": 7}',
            "author must be an object or a text; give it @type and name",
        ),
        (b'{"headline": "a", "inLanguage": ["en"]}', "inLanguage must be a text"),
        (b'{"headline": "a", "mentions": {"@type": 7}}', "@type must be a text"),
        (b'{"headline": "a", "datePublished": 2031}', "datePublished must be a text"),
    ],
)
def test_a_bad_line_is_told_with_its_place(line, told):
    raised = error(PLAIN, line)

    assert told in str(raised)
    assert str(raised).startswith("feed.jsonl, line 2")
    assert len(str(raised).splitlines()) == 1
    assert raised.exit_code == 3


def test_a_bad_line_is_one_failure_and_the_others_go_on():
    outcomes = list(pipeline.outcomes(source(PLAIN, b"{", {**PLAIN, "identifier": "b"}), Config()))

    assert [type(outcome) for outcome in outcomes] == [Published, Failed, Published]
    assert str(outcomes[1].error).startswith("feed.jsonl, line 2, column 2")


def test_a_line_over_the_limit_is_not_held_and_the_next_one_is_read(monkeypatch):
    monkeypatch.setattr(jsonl, "LARGEST", 100)
    monkeypatch.setattr("nutgraf.readers.json_object.LARGEST", 100)
    short = {"headline": "Rain"}
    long = {"headline": "Rain", "articleBody": "It rained. " * 99}
    data = source(short, long, short, long).data
    parts = list(jsonl.parts(Source(name="feed.jsonl", key="feed", data=data)))

    assert [part.line for part in parts] == [1, 2, 3, 4]
    assert max(len(part.data) for part in parts) <= 102
    [_, failed, *_] = pipeline.outcomes(Source(name="feed.jsonl", key="f", data=data), Config())
    assert isinstance(failed.error, LimitError)
    assert failed.error.exit_code == 6
    assert str(failed.error).startswith("feed.jsonl, line 2: over the limit of 100 bytes")


@pytest.mark.parametrize("more", [0, 1])
def test_a_line_at_the_limit_is_read_whatever_ends_it(monkeypatch, more):
    line = json.dumps({"headline": "Rain"}).encode()
    for module in ("jsonl", "json_object"):
        monkeypatch.setattr(f"nutgraf.readers.{module}.LARGEST", len(line) - more)
    for end in (b"", b"\n", b"\r\n"):
        data = line + end + line
        found = list(pipeline.outcomes(Source(name="f.jsonl", key="f", data=data), Config()))
        failed = [isinstance(each, Failed) for each in found]
        if end:
            assert failed == [bool(more)] * 2


def test_too_many_things_are_a_limit():
    raised = error({**PLAIN, "mentions": [INES] * (members.MOST + 1)})

    assert isinstance(raised, LimitError)
    assert "describes more than 1,000 things" in str(raised)


def test_a_flood_of_names_takes_time_in_proportion():
    def seconds(size):
        names = [{"@type": "Person", "name": "ab " * n + "ab"} for n in range(200)]
        parts = [{"@type": "Quotation", "text": "ab " * n + "c"} for n in range(200)]
        flood = source({**PLAIN, "articleBody": "ab " * size, "mentions": names, "hasPart": parts})
        start = time.process_time()
        assert len(list(pipeline.read(flood))) == 1
        return time.process_time() - start

    seconds(1_000)  # what is loaded once
    assert seconds(200_000) < 40 * max(seconds(20_000), 0.02)


def test_an_empty_file_is_told():
    assert "the file is empty" in str(error(b"\n \n"))
    assert "the file is empty" in str(error(b"", name="a.json"))


def test_a_date_that_does_not_exist_is_rejected_with_the_reason():
    [outcome] = pipeline.outcomes(source({**PLAIN, "datePublished": "4 March"}), Config())

    messages = {result.message for result in outcome.publication.report.results}
    assert "Give one publication date that exists, as xsd:date or xsd:dateTime." in messages


def test_the_same_limit_holds_for_a_line_as_for_a_file():
    assert jsonl.LARGEST == text.LARGEST == 10_000_000
