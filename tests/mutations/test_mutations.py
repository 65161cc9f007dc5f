"""Published articles, each with one small thing put wrong, and the shape that must say so.

A mutation is a table of a `*.toml` file.  `find` is a SPARQL pattern; the first published graph in
which it is found, the smallest first, is changed at the first place: `remove` is taken away, `add` is
added.  `caught_by` is the shape that must complain, with a Violation if `as` names nothing else.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest
import rdflib

from nutgraf import pipeline
from nutgraf.config import Config
from nutgraf.graph import PREFIXES, Published, Severity, to_rdflib
from nutgraf.model import Source
from nutgraf.shacl import load_shapes, validate_graph

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NGS = "https://w3id.org/nutgraf/shapes#"
NAMES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
TABLES = {file.stem: tomllib.loads(file.read_text("utf-8")) for file in HERE.glob("*.toml")}
MUTATIONS = {f"{part}/{name}": each for part in TABLES for name, each in TABLES[part].items()}


@cache
def published() -> dict[str, rdflib.Graph]:
    """Graphs of facts, of evidence, and of a description, by name, the smallest first."""
    graphs = {
        f"{path.parent.name}/{path.stem}": rdflib.Graph().parse(path)
        for path in (
            *ROOT.glob("tests/cases/*/expected.ttl"),
            *ROOT.glob("out/demo/articles/*.ttl"),
            ROOT / "out/demo/void.ttl",
        )
    }
    folder = ROOT / "tests" / "cases" / "published"
    source = Source(
        name="published.txt",
        key="published",
        data=(folder / "input.txt").read_bytes(),
        published=(folder / "published.txt").read_text("utf-8").strip(),
    )
    for least in (0.0, 0.95):
        [outcome] = pipeline.outcomes(source, Config(min_confidence=least))
        assert isinstance(outcome, Published)
        graphs[f"published/evidence-{least}"] = to_rdflib(outcome.publication.evidence)
    return dict(sorted(graphs.items(), key=lambda item: (len(item[1]), item[0])))


def mutated(mutation) -> tuple[str, rdflib.Graph]:
    """The graph that a mutation is made of, by name, and a copy of it with the mutation."""
    find, remove, add = (mutation.get(key, "") for key in ("find", "remove", "add"))
    for name, graph in published().items():
        rows = graph.query(f"{NAMES} SELECT * WHERE {{ {find} }}").bindings
        places = [{str(key): term for key, term in row.items()} for row in rows]
        if places:
            place = min(
                places, key=lambda row: sorted((key, term.n3()) for key, term in row.items())
            )
            copy = rdflib.Graph()
            for triple in graph:
                copy.add(triple)
            change = f"DELETE {{ {remove} }} INSERT {{ {add} }} WHERE {{ {find} }}"
            copy.update(f"{NAMES} {change}", initBindings=place)
            return name, copy
    raise LookupError(f"no published graph has {find}")


@cache
def report(name):
    """What the authority says about a mutation."""
    return validate_graph(mutated(MUTATIONS[name])[1], load_shapes())


@pytest.mark.parametrize("name", MUTATIONS)
def test_it_is_caught(name):
    expected = Severity(MUTATIONS[name].get("as", "Violation"))
    found = {(each.source_shape.removeprefix(NGS), each.severity) for each in report(name).results}
    assert (MUTATIONS[name]["caught_by"], expected) in found
    assert report(name).conforms() == (expected is not Severity.VIOLATION)


def test_each_changes_something():
    for name, mutation in MUTATIONS.items():
        origin, graph = mutated(mutation)
        assert set(graph) != set(published()[origin]), name


def test_what_is_published_conforms():
    for name, graph in published().items():
        assert validate_graph(graph, load_shapes()).conforms(), name


def test_there_are_many_and_each_shape_is_met():
    shapes = load_shapes().graph
    named = {mutation["caught_by"] for mutation in MUTATIONS.values()}
    assert len(MUTATIONS) >= 150
    assert {name for name in named if not list(shapes.objects(rdflib.URIRef(NGS + name)))} == set()


@pytest.mark.parametrize("name", MUTATIONS)
def test_the_engine_in_rust_reads_the_shapes_as_pyshacl_does(name):
    """Which shapes complain about which nodes; of what one shape says, engines may say more or less."""
    pytest.importorskip("shacl", reason="the optional engine `shacl` is not installed")
    found = report(name).results
    ours = {(node(each.focus_node), each.source_shape, str(each.severity)) for each in found}
    assert in_rust(mutated(MUTATIONS[name])[1]) == ours


def in_rust(graph):
    """The same of the engine `shacl`."""
    return {
        (
            node(each.focus_node.removeprefix("<").removesuffix(">")),
            each.source_shape.removeprefix("<").removesuffix(">"),
            each.severity_iri.strip("<>").rpartition("#")[2],
        )
        for each in engine().validate_text(graph.serialize(format="nt"), "ntriples").results
    }


@cache
def engine():
    """The profile, compiled by it."""
    import shacl

    files = sorted((ROOT / "ontology" / "shapes").glob("*.ttl"))
    return shacl.Shapes.from_turtle("\n".join(file.read_text("utf-8") for file in files))


def node(name):
    """A node by name; blank nodes have none."""
    return "_:" if name.startswith("_:") else name
