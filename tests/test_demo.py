"""The demo: what `out/demo` says of the seed article, seen from outside."""

from __future__ import annotations

import hashlib
import json

import pyoxigraph
import pytest
import rdflib

ROOT_FILES = {
    "dataset.nq",
    "manifest.json",
    "report.json",
    "report.ttl",
    "void.ttl",
}


@pytest.fixture(scope="module")
def demo(root):
    """The dataset that is tracked; `make test` has just rebuilt and compared it."""
    return root / "out" / "demo"


@pytest.fixture(scope="module")
def key(root):
    """The key of the one seed article."""
    [path] = (root / "seeds" / "articles").rglob("*.txt")
    return path.stem.replace("_", "-")


def ask(demo, text):
    store = pyoxigraph.Store()
    store.load(path=str(demo / "dataset.nq"), format=pyoxigraph.RdfFormat.N_QUADS)
    prefix = "PREFIX schema: <https://schema.org/> "
    return list(store.query(prefix + text, use_default_graph_as_union=True))


def values(demo, text):
    return [solution[0].value for solution in ask(demo, text)]


def test_the_files_are_those_that_the_design_promises(demo, key):
    files = {path.relative_to(demo).as_posix() for path in demo.rglob("*") if path.is_file()}

    assert files == ROOT_FILES | {
        f"articles/{key}.{ending}" for ending in ("ttl", "jsonld", "evidence.ttl")
    }


def test_the_manifest_has_the_hash_of_every_file(demo):
    manifest = json.loads((demo / "manifest.json").read_text(encoding="utf-8"))
    files = [path for path in demo.rglob("*") if path.is_file() and path.name != "manifest.json"]

    assert manifest["files"] == {
        path.relative_to(demo).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def test_three_engines_read_the_same_graph_from_turtle_and_json_ld(demo, key, engines):
    turtle, jsonld = (
        (demo / "articles" / f"{key}.{ending}").read_text("utf-8") for ending in ("ttl", "jsonld")
    )

    assert len(engines.agreed(turtle, jsonld)) > 100
    assert "@included" not in json.loads(jsonld)


def test_there_are_no_blank_nodes(demo):
    for path in demo.rglob("*.ttl"):
        for triple in rdflib.Graph().parse(path, format="turtle"):
            assert not [term for term in triple if isinstance(term, rdflib.BNode)], path
    assert b"_:" not in (demo / "dataset.nq").read_bytes()


def test_nothing_in_it_tells_when_or_where_it_was_built(demo, root):
    for path in demo.rglob("*"):
        if path.is_file():
            assert str(root).encode() not in path.read_bytes()


def test_the_report_has_no_violation_and_every_class_was_looked_at(demo):
    report = json.loads((demo / "report.json").read_text(encoding="utf-8"))

    assert report["results"]["Violation"] == 0
    assert (report["in"], report["published"]) == (1, 1)
    classes = set(values(demo, "SELECT DISTINCT ?c { ?s a ?c }"))
    core = ("NewsArticle", "Person", "Organization", "Place", "Event", "Quotation", "ImageObject")
    assert {f"https://schema.org/{name}" for name in core} <= classes
    focus = report["focusNodes"]
    for name in core:
        assert focus[f"https://w3id.org/nutgraf/shapes#{name}"] > 0


def test_no_headline_date_or_author_is_invented(demo):
    for name in ("headline", "datePublished", "dateModified", "author", "publisher"):
        found = ask(demo, f"SELECT ?o {{ ?a schema:wordCount ?n ; schema:{name} ?o }}")

        assert not found, name


def test_five_people_five_quotations_and_who_said_them(demo):
    people = values(demo, "SELECT ?n { ?p a schema:Person ; schema:name ?n } ORDER BY ?n")
    assert people == ["Allen Yeung", "Carmen Kan Wai-mun", "Chen Yehua", "E Zhihuan", "Joe Biden"]

    said = values(
        demo,
        "SELECT ?n { ?q a schema:Quotation ; schema:position ?i ; schema:spokenByCharacter ?p ."
        " ?p schema:name ?n } ORDER BY ?i",
    )
    assert said == ["Allen Yeung", "Allen Yeung", "Allen Yeung", "E Zhihuan", "E Zhihuan"]


def test_the_event_has_both_organizers(demo):
    found = values(
        demo,
        "SELECT ?n { ?e a schema:Event ; schema:organizer ?o . ?o schema:name ?n } ORDER BY ?n",
    )

    assert len(found) == 2


def test_every_fact_has_its_words_and_the_words_are_in_the_source(demo, root):
    [path] = (root / "seeds" / "articles").rglob("*.txt")
    text = path.read_text(encoding="utf-8")
    rows = ask(
        demo,
        "PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> "
        "SELECT ?a ?b ?words { ?p nif:beginIndex ?a ; nif:endIndex ?b ; nif:anchorOf ?words }",
    )

    assert len(rows) > 50
    for begin, end, words in rows:
        assert text[int(begin.value) : int(end.value)] == words.value


def test_explain_shows_the_words_behind_each_fact_about_a_person(demo, nutgraf):
    [person] = values(demo, 'SELECT ?p { ?p a schema:Person ; schema:name "E Zhihuan" }')
    done = nutgraf("explain", demo, person)

    assert done.returncode == 0
    assert "E Zhihuan" in done.stdout.decode()
    assert "chief economist" in done.stdout.decode()


def test_question_one_is_answered(demo, nutgraf):
    done = nutgraf("query", demo, "--question", "q01", "--as", "tsv")

    assert done.returncode == 0
    assert done.stdout.decode().count("E Zhihuan") >= 2
