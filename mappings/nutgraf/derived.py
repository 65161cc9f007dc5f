"""What follows from the shapes of the profile: they are written by hand, these files are not.

`nutgraf ontology build` writes them; a test fails when one says something else than the shapes do.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from nutgraf.errors import OutputError
from nutgraf.graph import PREFIXES, RDF_TYPE, SCHEMA, XSD
from nutgraf.terms import terms_list, terms_table
from nutgraf.vocabulary import RELEASE, properties

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nutgraf.shacl import Shapes

__all__ = ["changed", "derived", "write"]

_SH = "http://www.w3.org/ns/shacl#"
_NGS = "https://w3id.org/nutgraf/shapes#"

_ANNOTATIONS = (
    "http://www.w3.org/2000/01/rdf-schema#comment",
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://www.w3.org/2000/01/rdf-schema#seeAlso",
    "http://www.w3.org/2002/07/owl#sameAs",
)
"""What RDF and OWL say of any node, beside schema.org's own."""

_VOCABULARY = """\
@prefix ngs: <{ngs}> .
@prefix schema: <https://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

# Written by `nutgraf ontology build`; do not edit by hand.
#
# The properties of schema.org, release {release}, are derived from
# data/releases/{release}/schemaorg-current-https.ttl of https://github.com/schemaorg/schemaorg,
# (c) schema.org contributors, CC BY-SA 3.0 (https://creativecommons.org/licenses/by-sa/3.0/); this
# file is under the same licence.

ngs:Vocabulary a sh:NodeShape ;
    sh:targetClass {classes} ;
    sh:targetSubjectsOf schema:name , schema:headline , schema:text ;
    sh:name "vocabulary" ;
    sh:description "What is described is described with properties that schema.org {release} has: a misspelt one is read by nobody." ;
    sh:message "Mend the spelling of this property, or take it out: schema.org {release} has no such property." ;
    sh:severity sh:Violation ;
    sh:closed true ;
    sh:ignoredProperties (
{properties}
    ) .
"""


def derived(shapes: Shapes) -> dict[str, str]:
    """The files that follow from the shapes, by their paths in the profile's folder.

    >>> from nutgraf.shacl import load_shapes
    >>> sorted(derived(load_shapes()))
    ['context.jsonld', 'frame.jsonld', 'shapes/vocabulary.ttl', 'terms.md', 'terms.tsv']
    """
    context = _context(shapes)
    return {
        "context.jsonld": _json({"@context": context}),
        "frame.jsonld": _json({"@context": context, **_frame(shapes)}),
        "shapes/vocabulary.ttl": _vocabulary(shapes),
        "terms.md": terms_table(shapes),
        "terms.tsv": terms_list(shapes),
    }


def changed(files: dict[str, str], folder: Path) -> list[str]:
    """The paths of those files that the folder does not have, or has otherwise."""
    return [path for path, text in files.items() if _read(folder / path) != text.encode()]


def write(files: dict[str, str], folder: Path) -> None:
    """Write these files into the folder; raises `OutputError`."""
    for path, text in files.items():
        try:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text.encode())
        except OSError as error:
            what = f"cannot be written ({error.strerror})"
            raise OutputError(what, source=str(folder / path)) from error


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _context(shapes: Shapes) -> dict[str, Any]:
    """[JSON-LD's](https://www.w3.org/TR/json-ld11/#the-context): a bare string is a date where the
    shapes allow an `xsd:date`.
    """
    return {
        "@version": 1.1,
        "@vocab": str(SCHEMA),
        "xsd": PREFIXES["xsd"],
        "id": "@id",
        "type": "@type",
        **{name: {"@type": "xsd:date"} for name in sorted(_dates(shapes))},
    }


def _dates(shapes: Shapes) -> Iterator[str]:
    import rdflib

    sh = rdflib.Namespace(_SH)
    graph = shapes.graph
    for shape, path in graph.subject_objects(sh["path"]):
        alternatives = (graph.items(each) for each in graph.objects(shape, sh["or"]))
        allowed = (shape, *(one for some in alternatives for one in some))
        date = rdflib.URIRef(XSD["date"])
        if str(path).startswith(SCHEMA) and any(
            (each, sh["datatype"], date) in graph for each in allowed
        ):
            yield str(path).removeprefix(SCHEMA)


def _frame(shapes: Shapes) -> dict[str, Any]:
    """[A frame](https://www.w3.org/TR/json-ld11-framing/) whose root is the published article: the
    one whose words the shapes count.
    """
    import rdflib

    sh = rdflib.Namespace(_SH)
    counted = rdflib.URIRef(f"{_NGS}WordCount")
    marks = sorted(str(each) for each in shapes.graph.objects(counted, sh["targetSubjectsOf"]))
    return {
        "@embed": "@once",
        "@omitDefault": True,
        "@omitGraph": True,
        "@requireAll": True,
        "type": "NewsArticle",
        **{mark.removeprefix(SCHEMA): {} for mark in marks},
    }


def _vocabulary(shapes: Shapes) -> str:
    """The shape that knows all properties of schema.org, for the classes that the profile describes."""
    import rdflib

    described = rdflib.URIRef(f"{_NGS}Node")
    targets = shapes.graph.objects(described, rdflib.URIRef(f"{_SH}targetClass"))
    names = sorted(f"schema:{str(each).removeprefix(SCHEMA)}" for each in targets)
    known = [f"<{each}>" for each in (RDF_TYPE, *_ANNOTATIONS)]
    known += [f"schema:{name}" for name in properties()]
    return _VOCABULARY.format(
        ngs=_NGS,
        release=RELEASE,
        classes=" , ".join(names),
        properties="\n".join(f"        {each}" for each in known),
    )


def _json(document: dict[str, Any]) -> str:
    """JSON with one line for each term of a context."""
    lines = []
    for key, value in document.items():
        if isinstance(value, dict) and value:
            inner = (f"    {json.dumps(name)}: {json.dumps(each)}" for name, each in value.items())
            lines.append(f"  {json.dumps(key)}: {{\n" + ",\n".join(inner) + "\n  }")
        else:
            lines.append(f"  {json.dumps(key)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"
