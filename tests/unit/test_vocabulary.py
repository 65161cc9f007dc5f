"""The list of schema.org's terms, and what of it the profile uses."""

import json
import os
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyld import jsonld

from nutgraf.derived import changed, derived, write
from nutgraf.errors import OutputError
from nutgraf.graph import NG, PREFIXES, RDF_TYPE, SCHEMA, SH
from nutgraf.shacl import load_shapes, load_shapes_from
from nutgraf.terms import profile_terms
from nutgraf.vocabulary import (
    RELEASE,
    context,
    is_class,
    is_property,
    is_term,
    section,
    superclasses,
)

ROOT = Path(__file__).parents[2]
ONTOLOGY = ROOT / "ontology"
SUITES = Path(os.environ.get("NUTGRAF_SUITES", ROOT.parent / "shared" / "suites"))
VOCABULARY = SUITES / f"schemaorg/data/releases/{RELEASE}/schemaorg-current-https.ttl"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"


def parse(path: Path) -> list[ox.Quad]:
    return list(ox.parse(path=path, format=ox.RdfFormat.TURTLE))


@pytest.mark.parametrize(
    "name", ["NewsArticle", "ConferenceEvent", "sdPublisher", "digitalSourceType"]
)
def test_terms_of_the_release_are_known(name):
    assert is_term(name)


@pytest.mark.parametrize("name", ["newsMediaOrganization", "datemodified", "", "namedPosition "])
def test_other_names_are_not(name):
    assert not is_term(name)
    assert superclasses(name) == ()


def test_kinds_and_sections_are_told_apart():
    assert is_class("Quotation")
    assert not is_property("Quotation")
    assert is_property("mentions")
    assert not is_class("mentions")
    assert (section("Quotation"), section("mentions")) == ("pending", "core")


def test_superclasses_come_nearest_first_and_once():
    assert superclasses("CollegeOrUniversity") == (
        "EducationalOrganization",
        "CivicStructure",
        "Organization",
        "Place",
        "Thing",
    )
    assert superclasses("Thing") == ()


def test_list_says_what_the_release_says():
    if not VOCABULARY.exists():
        pytest.skip(f"schema.org {RELEASE} is not there: set NUTGRAF_SUITES")
    prefix = str(SCHEMA)
    quads = parse(VOCABULARY)
    supers = {}
    for quad in quads:
        if quad.predicate.value == RDF_TYPE and quad.subject.value.startswith(prefix):
            kind = quad.object.value
            if kind in {RDFS + "Class", f"{PREFIXES['rdf']}Property"}:
                supers.setdefault(quad.subject.value.removeprefix(prefix), set())
    for quad in quads:
        name = quad.subject.value.removeprefix(prefix)
        if name in supers and quad.predicate.value in {RDFS + "subClassOf", RDFS + "subPropertyOf"}:
            supers[name].add(quad.object.value.removeprefix(prefix))

    assert len(supers) > 2000
    for name, direct in supers.items():
        assert is_term(name)
        local = {up for up in direct if "/" not in up}
        assert local <= set(superclasses(name)), name


def test_context_says_what_that_of_the_release_says(schema_context):
    [path] = schema_context.values()
    theirs = json.loads(path.read_text("utf-8"))["@context"]
    coerced = {
        name: definition["@type"]
        for name, definition in theirs.items()
        if isinstance(definition, dict) and "@type" in definition
    }
    ours = {n: each["@type"] for n, each in context().items() if isinstance(each, dict)}

    assert len(coerced) > 100
    assert ours == coerced
    assert context()["@vocab"].replace("https:", "http:") == theirs["@vocab"]
    assert (theirs["id"], theirs["type"]) == (context()["id"], context()["type"])


def test_profile_uses_schema_org_as_the_release_has_it():
    for iri in profile_terms(load_shapes()):
        if iri.startswith(SCHEMA):
            assert is_term(iri.removeprefix(SCHEMA)), iri


def test_types_that_the_profile_lists_are_kinds_of_their_core_class():
    shapes = load_shapes().graph
    for core in ("NewsArticle", "Organization", "Place", "Event"):
        query = f"""
            PREFIX sh: <{SH}>
            SELECT ?cls WHERE {{
                <https://w3id.org/nutgraf/shapes#{core}-type> sh:in/rdf:rest*/rdf:first ?cls
            }}"""
        listed = [str(row.cls).removeprefix(SCHEMA) for row in shapes.query(query)]
        assert core in listed
        assert len(listed) == len(set(listed))
        for name in listed:
            assert core in {name, *superclasses(name)}, name


def test_derived_files_follow_from_the_shapes():
    assert changed(derived(load_shapes()), ONTOLOGY) == [], "run nutgraf ontology build"


def test_derived_files_are_written_where_they_differ(tmp_path):
    files = derived(load_shapes())
    (tmp_path / "terms.md").write_text("old", "utf-8")
    assert changed(files, tmp_path) == list(files)

    write(files, tmp_path)

    assert changed(files, tmp_path) == []
    assert (tmp_path / "shapes" / "vocabulary.ttl").read_bytes() == (
        ONTOLOGY / "shapes" / "vocabulary.ttl"
    ).read_bytes()


def test_derived_files_cannot_be_written_into_a_file(tmp_path):
    (tmp_path / "ontology").write_text("", "utf-8")

    with pytest.raises(OutputError, match="cannot be written"):
        write(derived(load_shapes()), tmp_path / "ontology")


def test_a_shape_that_allows_a_date_makes_a_bare_string_one(tmp_path):
    folder = tmp_path / "shapes"
    shutil.copytree(ONTOLOGY / "shapes", folder)
    (folder / "more.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <https://schema.org/> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        "<https://w3id.org/nutgraf/shapes#NewsArticle-expires> a sh:PropertyShape ;\n"
        '    sh:path schema:expires ; sh:name "expires" ; sh:datatype xsd:date .\n',
        "utf-8",
    )

    files = derived(load_shapes_from(folder))

    assert json.loads(files["context.jsonld"])["@context"]["expires"] == {"@type": "xsd:date"}
    assert json.loads(files["frame.jsonld"])["@context"]["expires"] == {"@type": "xsd:date"}
    assert "property\thttps://schema.org/expires\n" in files["terms.tsv"]


def test_list_of_terms_is_what_the_mapping_may_emit():
    listed = {line.split("\t")[1] for line in (ONTOLOGY / "terms.tsv").read_text().splitlines()}

    assert listed == profile_terms(load_shapes())


def test_own_terms_are_defined_and_used():
    defined = {
        quad.subject.value
        for quad in parse(ONTOLOGY / "nutgraf.ttl")
        if quad.predicate.value == RDFS + "range"
    }
    assert defined == {iri for iri in profile_terms(load_shapes()) if iri.startswith(NG)}
    labelled = {
        (quad.subject.value, quad.predicate.value) for quad in parse(ONTOLOGY / "nutgraf.ttl")
    }
    for term in defined:
        for needed in ("label", "comment", "domain", "isDefinedBy"):
            assert (term, RDFS + needed) in labelled


def test_prefixes_are_those_that_are_written():
    quads = parse(ONTOLOGY / "prefixes.ttl")
    names = {q.subject: q.object.value for q in quads if q.predicate.value == SH["prefix"]}
    spaces = {q.subject: q.object.value for q in quads if q.predicate.value == SH["namespace"]}
    declared = {q.object for q in quads if q.predicate.value == SH["declare"]}

    assert {names[node]: spaces[node] for node in declared} == PREFIXES
    assert set(names) == set(spaces) == declared


ARTICLE = {
    "id": "https://tideline.example/articles/ferry",
    "type": "NewsArticle",
    "wordCount": 6,
    "datePublished": "2031-03-04",
    "dateModified": {
        "type": "http://www.w3.org/2001/XMLSchema#dateTime",
        "@value": "2031-03-04T11:00:00+01:00",
    },
    "mentions": [
        {
            "id": "https://tideline.example/articles/ferry#related-night-buses",
            "type": "NewsArticle",
            "headline": "Night buses",
        },
        {
            "id": "https://tideline.example/people/mara-lindqvist",
            "type": "Person",
            "name": "Mara Lindqvist",
        },
    ],
    "hasPart": {
        "id": "https://tideline.example/articles/ferry#quotation-1",
        "type": "Quotation",
        "isPartOf": {"id": "https://tideline.example/articles/ferry"},
        "creator": {"id": "https://tideline.example/people/mara-lindqvist"},
        "text": "We sail.",
    },
}


def test_context_means_what_the_turtle_says():
    context = json.loads((ONTOLOGY / "context.jsonld").read_text("utf-8"))
    nquads = jsonld.to_rdf(ARTICLE | context, {"format": "application/n-quads"})

    article = "<https://tideline.example/articles/ferry>"
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert f'{article} <{SCHEMA}datePublished> "2031-03-04"^^<{xsd}date> .\n' in nquads
    assert (
        f'{article} <{SCHEMA}dateModified> "2031-03-04T11:00:00+01:00"^^<{xsd}dateTime> .\n'
        in nquads
    )
    assert f'{article} <{SCHEMA}wordCount> "6"^^<{xsd}integer> .\n' in nquads
    assert "_:" not in nquads


def test_frame_gives_one_tree_with_the_published_article_at_its_root():
    context = json.loads((ONTOLOGY / "context.jsonld").read_text("utf-8"))
    frame = json.loads((ONTOLOGY / "frame.jsonld").read_text("utf-8"))
    assert frame["@context"] == context["@context"]

    flat = jsonld.flatten(ARTICLE | context)
    framed = jsonld.frame(flat, frame)

    assert "@graph" not in framed
    assert framed["id"] == ARTICLE["id"]
    assert json.dumps(framed).count("Mara Lindqvist") == 1
    assert framed["hasPart"]["isPartOf"] == {"id": ARTICLE["id"]}
