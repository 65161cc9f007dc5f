"""`make bench`: what an article of plain text costs beside its name tagger alone, the one part that must be.

Both work in turn on the same articles in one process; what counts is the median of the ratios of their
processor times.  The tagger alone cuts the text into words, chooses those that may be part of a name, runs
the network, and reads its answer as names.  The whole chain reads, annotates, maps, validates, writes
Turtle, JSON-LD and evidence, and has them read back.  Exit code 1 if the bar is not held; it is what is
measured, and what a busy machine adds, and may fall and never rise.
"""

from __future__ import annotations

import sys
from functools import partial
from statistics import median

from measuring import in_turn, ratio, seconds, table
from side_by_side import texts, words

from nutgraf import pipeline, profile, schemaorg, shacl
from nutgraf.annotators.tagger import tag
from nutgraf.config import Config
from nutgraf.language.tokens import Reading
from nutgraf.model import Source
from nutgraf.stores import readback
from nutgraf.workers import collect_seldom
from nutgraf.writers.context import Context
from nutgraf.writers.jsonld import jsonld
from nutgraf.writers.turtle import turtle

ROUNDS = 5
ARTICLES = 60

AIM = 1.15  # times the tagger alone: what is wanted
MOST = 2.3  # … and what is held

CONFIG = Config()
CONTEXT = Context(profile.context())


def read(source):
    """The article of a source."""
    (article,) = pipeline.read(source)
    return article


def tagger(article):
    """The names that the network sees, and nothing more."""
    return tag(Reading(article))


def annotate(article):
    """All that is named and said; the tagger is part of it."""
    return pipeline.annotate(article, CONFIG)


def mapped(analysis):
    """The triples of facts and evidence, and the IRI of their article."""
    mapping = schemaorg.mapping_of(analysis, CONFIG)
    facts, withheld = schemaorg.sift_article(mapping)
    evidence = schemaorg.evidence(mapping, facts, withheld)
    return tuple(fact.triple for fact in facts), evidence, mapping.iris.article


def validate(graphs):
    """What the profile says of both graphs."""
    for triples in graphs[:2]:
        shacl.screened(triples, shacl.load_shapes())


def written(graphs):
    """The three files of an article, each with what it says."""
    facts, evidence, article = graphs
    yield "a.ttl", turtle(facts, CONFIG.base).encode(), facts
    yield "a.jsonld", jsonld(facts, article, CONTEXT).encode(), facts
    yield "a.evidence.ttl", turtle(evidence, CONFIG.base).encode(), evidence


def write(graphs):
    """The same, in memory."""
    return list(written(graphs))


def check(files):
    """What another engine reads in them is what they were to say."""
    for file in files:
        readback.check(*file)


def chain(source):
    """From the text to files that can be trusted."""
    for outcome in pipeline.outcomes(source, CONFIG):
        made = outcome.publication
        check(write((made.facts, made.evidence, made.article)))


def measures(some):
    """What is measured, by name; each step is handed what the step before it made."""
    sources = [Source(name="a.txt", key="a", data=text.encode()) for text in some]
    articles = [read(each) for each in sources]
    analyses = [annotate(each) for each in articles]
    graphs = [mapped(each) for each in analyses]
    files = [write(each) for each in graphs]
    if any(
        shacl._passed(triples, shacl.load_shapes()) is None
        for each in graphs
        for triples in each[:2]
    ):
        raise SystemExit("an article does not pass the screen: is the extra `fast` installed?")
    return {
        "tagger": partial(seconds, tagger, articles),
        "chain": partial(seconds, chain, sources),
        "read": partial(seconds, read, sources),
        "annotate": partial(seconds, annotate, articles),
        "map": partial(seconds, mapped, analyses),
        "validate": partial(seconds, validate, graphs),
        "write": partial(seconds, write, graphs),
        "check": partial(seconds, check, files),
    }


def main():
    """Measure, print, and say if the bar is not held."""
    collect_seldom()  # as a worker does
    some = texts()[:ARTICLES]
    found = in_turn(ROUNDS, measures(some))
    found["annotators"] = [
        whole - alone for whole, alone in zip(found["annotate"], found["tagger"], strict=True)
    ]

    def row(what, name):
        share = ratio(found[name], found["tagger"])
        return what, f"{share:.2f}", f"{median(found[name]) / ARTICLES * 1e3:,.2f}"

    print(f"Milliseconds of processor time an article, of {words(some) / ARTICLES:,.0f} words.\n")
    print(
        table(
            ("", "times the tagger", "ms"),
            row("the name tagger alone", "tagger"),
            row("the whole chain", "chain"),
            row("– read", "read"),
            row("– annotate, without the tagger", "annotators"),
            row("– map", "map"),
            row("– validate", "validate"),
            row("– write Turtle, JSON-LD and evidence", "write"),
            row("– read back", "check"),
        )
    )
    times = ratio(found["chain"], found["tagger"])
    if times > AIM:
        print(f"At most {AIM} times the tagger is the aim; it is {times:.2f} times.")
    if times > MOST:
        print(f"the text chain costs more than {MOST} times its tagger", file=sys.stderr)
    return int(times > MOST)


if __name__ == "__main__":
    sys.exit(main())
