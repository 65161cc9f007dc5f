"""Whole articles, each with every fact that may be published of it, read and approved by a person.

A case is a folder: `input.txt` or `input.json`, `expected.ttl`, and where it needs them `config.toml` (a
`nutgraf.toml`) and `published.txt` (what `--published` would be given).  After a change that is meant,
`python tests/cases/regenerate.py NAME` writes `expected.ttl` again and prints the difference, to be
read triple by triple: nothing may stand there that the article does not say.
"""

from __future__ import annotations

import difflib
import json
from functools import cache
from pathlib import Path

import pytest
import rdflib
from rdflib.compare import isomorphic

from nutgraf import pipeline
from nutgraf.config import Config, parse
from nutgraf.dataset import open_data
from nutgraf.graph import Published, to_rdflib
from nutgraf.iris import slug
from nutgraf.model import Source
from nutgraf.profile import context
from nutgraf.writers.jsonld import jsonld, web
from nutgraf.writers.turtle import turtle

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("*/input.*"))


def config_of(folder):
    """The config of a case."""
    path = folder / "config.toml"
    return parse(path.read_text(encoding="utf-8")) if path.exists() else Config()


def source_of(folder):
    """The source of a case."""
    given = folder / "published.txt"
    [file] = folder.glob("input.*")
    return Source(
        name=f"{folder.name}{file.suffix}",
        key=slug(folder.name),
        data=file.read_bytes(),
        published=given.read_text(encoding="utf-8").strip() if given.exists() else None,
    )


@cache
def publish(folder):
    """The publication of a case's article."""
    [outcome] = pipeline.outcomes(source_of(folder), config_of(folder))
    assert isinstance(outcome, Published), outcome
    return outcome.publication


def as_turtle(folder):
    """The facts of a case's article as they are written to `expected.ttl`."""
    return turtle(publish(folder).facts, config_of(folder).base)


def lines(graph):
    """The triples of a graph as sorted N-Triples."""
    return sorted(graph.serialize(format="nt", encoding="utf-8").decode().splitlines())


def difference(expected, got):
    """What is missing and what is too much, a triple a line; nothing if the graphs are equal."""
    if isomorphic(expected, got):
        return ""
    found = difflib.unified_diff(
        lines(expected), lines(got), "expected", "published", lineterm="", n=0
    )
    return "\n".join(line for line in found if not line.startswith("@@"))


@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_the_facts_are_those_that_were_approved(folder):
    expected = rdflib.Graph().parse(folder / "expected.ttl", format="turtle")
    wrong = difference(expected, to_rdflib(publish(folder).facts))
    assert not wrong, f"{folder.name}:\n{wrong}"


@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_every_word_that_is_published_stands_in_the_article(folder):
    publication = publish(folder)
    [article] = pipeline.read(source_of(folder))
    text = article.text
    if (folder / "input.txt").exists():
        assert text == (folder / "input.txt").read_bytes().decode("utf-8-sig")
    phrases = [each for each in publication.evidence if each.predicate.endswith("#anchorOf")]
    assert phrases
    for triple in phrases:
        begin, end = map(int, triple.subject.rsplit("=", 1)[-1].split(","))
        assert text[begin:end] == triple.object.value


@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_turtle_and_json_ld_say_the_same_to_three_engines(folder, engines):
    publication = publish(folder)
    tree = jsonld(publication.facts, publication.article, context())
    said = engines.agreed(as_turtle(folder), tree)

    assert len(said) == len(set(publication.facts)) > 10
    assert "@included" not in json.loads(tree)  # one tree: the article leads to everything


@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_the_page_says_what_the_dataset_says(folder, tmp_path):
    """The form for the web, read back as anybody's JSON-LD, is the same graph."""
    publication = publish(folder)
    page = tmp_path / "page.jsonld"
    page.write_text(web(publication.facts, publication.article), encoding="utf-8")
    [(_, triples)] = open_data([page]).graphs

    assert set(triples) == set(publication.facts)


def test_the_files_have_the_bytes_that_they_are_named_for():
    marked = (HERE / "crlf-and-bom" / "input.txt").read_bytes()
    assert marked.startswith(b"\xef\xbb\xbf")
    assert marked.count(b"\r\n") == marked.count(b"\n") > 5
    assert not (HERE / "no-final-newline-no-headline" / "input.txt").read_bytes().endswith(b"\n")


def test_there_is_a_case_for_each_genre():
    assert len(CASES) >= 10


def test_a_difference_is_shown_triple_by_triple():
    one = rdflib.Graph().parse(data="<urn:a> <urn:b> 1, 2 .", format="turtle")
    other = rdflib.Graph().parse(data="<urn:a> <urn:b> 2, 3 .", format="turtle")
    integer = "<http://www.w3.org/2001/XMLSchema#integer>"
    assert difference(one, one) == ""
    assert difference(one, other).splitlines() == [
        "--- expected",
        "+++ published",
        f'-<urn:a> <urn:b> "1"^^{integer} .',
        f'+<urn:a> <urn:b> "3"^^{integer} .',
    ]
