"""`make bench`: what it costs to publish an article that names its people and quotations itself.

nutgraf begins with the line of JSON, or where that is said with its triples; the others are handed
the same triples.  All work in turn on the same articles in one process, with shapes that are parsed
already; what counts is the median of the ratios of their processor times.  Exit code 1 if a floor is
not held; a floor is what is measured, less what a busy machine takes, and may rise and never fall.
"""

from __future__ import annotations

import gc
import sys
from functools import partial
from statistics import median

import pyoxigraph as ox
import pyshacl
from corpus import lines
from measuring import in_turn, ratio, seconds, table

from nutgraf import pipeline, profile, schemaorg, shacl
from nutgraf.config import Config
from nutgraf.graph import IRI, PREFIXES, to_rdflib
from nutgraf.model import Source
from nutgraf.workers import collect_seldom
from nutgraf.writers.context import Context
from nutgraf.writers.jsonld import jsonld
from nutgraf.writers.turtle import turtle

ROUNDS = 5
ARTICLES = 8
SEED = 3
OFTEN = 3  # times what is quick is done, since a clock is not that fine

NAIVE = "rdflib and pySHACL"
WRITERS = "rdflib, graphs built and written"
READY = "– the graphs are there"
OX_WRITERS = "pyoxigraph, terms built and written"
OX_READY = "– the terms are there"

CONFIG = Config()
CONTEXT = Context(profile.context())
DEFAULT = ox.DefaultGraph()


def source(line, number):
    """A line as the reader of a file hands it on."""
    return Source(name="a.jsonl", key="a", data=line.encode(), line=number)


def published(given):
    """What comes of a line: an article that keeps to the profile."""
    (outcome,) = pipeline.outcomes(given, CONFIG)
    return outcome.publication


def write(article):
    """The three files of an article."""
    turtle(article.facts, CONFIG.base)
    jsonld(article.facts, article.article, CONTEXT)
    turtle(article.evidence, CONFIG.base)


def validate(article):
    """What the profile says of both graphs."""
    for triples in (article.facts, article.evidence):
        shacl.screened(triples, shacl.load_shapes())


def whole(given):
    """From the line to the files."""
    write(published(given))


def core_alone(given):
    """The same without the extra `fast`."""
    for outcome in pipeline.outcomes(given, Config(validator="pyshacl")):
        write(outcome.publication)


def unvalidated(given):
    """From the line to the files, and nobody asks whether they keep to the profile."""
    (article,) = pipeline.read(given)
    mapping = schemaorg.mapping_of(pipeline.annotate(article, CONFIG), CONFIG)
    facts, withheld = schemaorg.sift_article(mapping)
    turtle(triples := tuple(fact.triple for fact in facts), CONFIG.base)
    jsonld(triples, mapping.iris.article, CONTEXT)
    turtle(schemaorg.evidence(mapping, facts, withheld), CONFIG.base)


def from_triples(article):
    """From the triples to the files, validated."""
    validate(article)
    write(article)


def rdflib_write(graphs):
    """The same files by rdflib."""
    facts, evidence = graphs
    facts.serialize(format="turtle")
    facts.serialize(format="json-ld", context=CONTEXT.definitions)
    evidence.serialize(format="turtle")


def rdflib_graphs(article):
    """Both graphs, of rdflib's terms."""
    return to_rdflib(article.facts), to_rdflib(article.evidence)


def rdflib_writers(article):
    """The writers of rdflib, and the graphs that they need."""
    rdflib_write(rdflib_graphs(article))


def naive(article):
    """What one writes with rdflib and pySHACL, as their documentation has it."""
    graphs = rdflib_graphs(article)
    for graph in graphs:
        conforms, _, _ = pyshacl.validate(
            graph, shacl_graph=shacl.load_shapes().graph, allow_warnings=True
        )
        assert conforms
    rdflib_write(graphs)


def ox_term(term):
    """A term as pyoxigraph's."""
    if isinstance(term, IRI):
        return ox.NamedNode(term)
    if term.language:
        return ox.Literal(term.value, language=term.language)
    return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype))


def ox_triples(article):
    """Both graphs, of pyoxigraph's terms."""
    return [
        [ox.Quad(ox.NamedNode(s), ox.NamedNode(p), ox_term(o), DEFAULT) for s, p, o in triples]
        for triples in (article.facts, article.evidence)
    ]


def ox_write(graphs):
    """The same triples by pyoxigraph, whose JSON-LD is expanded, in whatever order they come."""
    facts, evidence = graphs
    ox.serialize(facts, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
    ox.serialize(facts, format=ox.RdfFormat.JSON_LD)
    ox.serialize(evidence, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)


def ox_writers(article):
    """The writers of pyoxigraph, and the terms that they need."""
    ox_write(ox_triples(article))


def programs():
    """What is measured, by name."""
    given = [source(line, number) for number, line in enumerate(lines(ARTICLES, seed=SEED), 1)]
    articles = [published(each) for each in given]
    if any(
        shacl._passed(triples, shacl.load_shapes()) is None
        for article in articles
        for triples in (article.facts, article.evidence)
    ):
        raise SystemExit("an article does not pass the screen: is the extra `fast` installed?")
    graphs = [rdflib_graphs(article) for article in articles]
    terms = [ox_triples(article) for article in articles]
    return articles, {
        "whole": partial(seconds, whole, given, OFTEN),
        "unvalidated": partial(seconds, unvalidated, given, OFTEN),
        "triples": partial(seconds, from_triples, articles, OFTEN),
        "write": partial(seconds, write, articles, OFTEN),
        "core": partial(seconds, core_alone, given),
        NAIVE: partial(seconds, naive, articles),
        WRITERS: partial(seconds, rdflib_writers, articles),
        READY: partial(seconds, rdflib_write, graphs),
        OX_WRITERS: partial(seconds, ox_writers, articles, OFTEN),
        OX_READY: partial(seconds, ox_write, terms, OFTEN),
    }


ROWS = (
    # what nutgraf does, and who does how much of the same, and the floor and the aim of the ratio
    ("from the line: validated and written", "whole", NAIVE, 60, 60),
    ("– by the core install, without the extra `fast`", "core", NAIVE, 0, 0),
    ("from the line: written", "unvalidated", WRITERS, 30, 40),
    ("from the triples: validated and written", "triples", NAIVE, 60, 60),
    ("from the triples: written", "write", WRITERS, 95, 40),
    ("–", "write", READY, 0, 0),
    ("–", "write", OX_WRITERS, 0, 0),
    ("–", "write", OX_READY, 0, 0),
)


def main():
    """Measure, print, and say what is not held."""
    articles, measures = programs()
    collect_seldom()  # as a worker does
    gc.collect()
    gc.freeze()  # what is held of the others' graphs and terms is searched in nobody's time
    found = in_turn(ROUNDS, measures)
    size = median(len(article.facts) + len(article.evidence) for article in articles)

    def milliseconds(name):
        return f"{median(found[name]) / ARTICLES * 1e3:,.2f}"

    rows, faults, wanted = [], [], []
    for what, ours, theirs, floor, aim in ROWS:
        times = ratio(found[theirs], found[ours])
        rows.append((f"{times:,.1f}", what, milliseconds(ours), theirs, milliseconds(theirs)))
        if times < floor:
            faults.append(f"{what}: not {floor} times as fast as {theirs}")
        if times < aim:
            wanted.append(f"{what}: {aim} times is the aim; it is {times:.1f} times.")
    print(f"Milliseconds of processor time an article, of {size:,.0f} triples.\n")
    print(table(("times as fast", "nutgraf", "ms", "beside", "ms"), *rows))
    for line in wanted:
        print(f"- {line}")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
