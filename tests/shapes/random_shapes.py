"""Shapes such as strangers may write, at random, and small graphs for them to judge.

`shapes(seed)` is a Turtle text with one shape; `graph(seed)` some triples.  The same seed gives the same.
"""

from __future__ import annotations

import random

from nutgraf.graph import IRI, RDF, RDF_TYPE, XSD, Literal, Triple
from nutgraf.writers.nquads import term

BASE = "https://tideline.example/"
PREFIXES = f"""
    @prefix ex: <{BASE}> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix rdf: <{RDF}> .
    @prefix xsd: <{XSD}> .
"""

TEXTS = ("a", "b", "B", "", "ab", "5", "a\n", "é", "🚀", "  a")
TYPED = {
    "integer": ("0", "1", "-3", "10", "007"),
    "decimal": ("0.5", "1.0", "1", "10.25"),
    "nonNegativeInteger": ("1", "5"),
    "boolean": ("true", "false", "1"),
    "date": ("2031-01-01", "2031-06-01", "2031-02-30"),
    "dateTime": ("2031-01-01T00:00:00Z", "2031-01-01T02:00:00+02:00", "2031-01-01T00:00:00.5Z"),
}
VALUES = (
    *(Literal(text) for text in TEXTS),
    *(Literal("a", RDF["langString"], language) for language in ("en", "en-gb", "de", "EN")),
    Literal("b", RDF["langString"], "en"),
    *(Literal(text, XSD[kind]) for kind, texts in TYPED.items() for text in texts),
    *(IRI(f"{BASE}{name}") for name in "abc"),
)
PATTERNS = ("^a", "b$", "a|b", "[0-9]+", "^https", "^$", ".", "^.$", "[^a]", "a?$", "é", "^[a-z]+$")
TARGETS = ("targetClass ex:C", "targetSubjectsOf ex:p", "targetNode ex:a", "targetObjectsOf ex:q")


def graph(seed):
    """Some nodes of two classes, with some values."""
    chance = random.Random(seed)
    triples = [Triple(IRI(BASE + name), RDF_TYPE, IRI(BASE + chance.choice("CD"))) for name in "ab"]
    triples += [
        Triple(
            IRI(BASE + chance.choice("abc")),
            IRI(BASE + chance.choice("pqr")),
            chance.choice(VALUES),
        )
        for _ in range(chance.randrange(8))
    ]
    return tuple(dict.fromkeys(triples))


def shapes(seed):
    """One shape with a target, or with a property that has one."""
    chance = random.Random(seed)
    severity = chance.choice(("Warning", "Warning", "Info", "Violation"))
    words = f'sh:severity sh:{severity} ; sh:message "Mend it." ;'
    target = f"ex:S sh:{chance.choice(TARGETS)} ;"
    if chance.random() < 0.4:
        return f"{PREFIXES} {target} {words} {_constraint(chance, 0, path=False)} ."
    inner = f"ex:P sh:path {_path(chance, 0)} ; {words} {_constraint(chance, 0, path=True)} ."
    return f"{PREFIXES} {target} sh:property ex:P . {inner}"


def _path(chance, depth):
    def inner():
        return _path(chance, depth + 1)

    kind = chance.randrange(8 if depth < 2 else 2)
    if kind < 4:
        return f"ex:{chance.choice('pqr')}"
    if kind == 4:
        return f"( {inner()} {inner()} )"
    if kind == 5:
        return f"[ sh:alternativePath ( {inner()} {inner()} ) ]"
    names = ("inverse", "zeroOrMore", "oneOrMore", "zeroOrOne")
    return f"[ sh:{chance.choice(names)}Path {inner()} ]"


def _constraint(chance, depth, *, path):
    """One constraint; those with shapes inside only so deep."""
    kinds = [_of_value, _of_value, _of_other]
    if path:
        kinds.append(_of_number)
    if depth < 2:
        kinds.append(_of_shapes)
    kind = chance.choice(kinds)
    return kind(chance, depth, path=path) if kind is _of_shapes else kind(chance)


def _of_value(chance):
    value, other, third = (term(chance.choice(VALUES)) for _ in range(3))
    bound = chance.choice(("minInclusive", "maxInclusive", "minExclusive", "maxExclusive"))
    return chance.choice(
        (
            f"sh:{bound} {value}",
            f"sh:hasValue {value}",
            f"sh:in ( {value} {other} {third} )",
            f"sh:pattern '{chance.choice(PATTERNS)}'",
            f"sh:datatype xsd:{chance.choice((*TYPED, 'string'))}",
            "sh:datatype rdf:langString",
            f"sh:class ex:{chance.choice('CD')}",
            f"sh:nodeKind sh:{chance.choice(('IRI', 'Literal', 'BlankNodeOrIRI', 'IRIOrLiteral'))}",
            f"sh:{chance.choice(('minLength', 'maxLength'))} {chance.randrange(4)}",
            f"sh:languageIn ( 'en' '{chance.choice(('de', '*', 'en-gb', 'EN'))}' )",
        )
    )


def _of_other(chance):
    return f"sh:{chance.choice(('equals', 'disjoint'))} ex:{chance.choice('pq')}"


def _of_number(chance):
    return chance.choice(
        (
            f"sh:{chance.choice(('minCount', 'maxCount'))} {chance.randrange(4)}",
            f"sh:uniqueLang {chance.choice(('true', 'false'))}",
            f"sh:{chance.choice(('lessThan', 'lessThanOrEquals'))} ex:{chance.choice('pq')}",
        )
    )


def _of_shapes(chance, depth, *, path):
    def inner(*, path=False):
        return f"[ {_constraint(chance, depth + 1, path=path)} ]"

    qualified = f"sh:qualified{chance.choice(('Min', 'Max'))}Count {chance.randrange(4)}"
    kinds = [
        f"sh:not {inner()}",
        f"sh:node {inner()}",
        f"sh:{chance.choice(('or', 'and', 'xone'))} ( {inner()} {inner()} )",
        f"sh:property [ sh:path {_path(chance, 0)} ; {inner(path=True)[2:]}",
        "sh:closed true ; sh:ignoredProperties ( rdf:type ex:p )",
    ]
    if path:
        kinds.append(f"sh:qualifiedValueShape {inner()} ; {qualified}")
    return chance.choice(kinds)
