"""Each shape with graphs that keep to it and graphs that break it.

Line 1 of a case names all that the report must hold, and nothing else may stand in it: `conforms`,
or pairs of a shape and a constraint component, both without their namespace and ending.
"""

import shutil
from pathlib import Path

import pytest
import rdflib

from nutgraf import screen
from nutgraf.paths import path as path_of
from nutgraf.shacl import check_shapes, has_focus, load_shapes, load_shapes_from, validate_graph
from nutgraf.shapes import lines, literals
from nutgraf.vocabulary import _terms, is_class, is_term, superclasses

HERE = Path(__file__).parent
SHAPES = Path(__file__).parents[2] / "ontology" / "shapes"
CASES = sorted(HERE.glob("*/*.ttl"))
SH = rdflib.SH
NGS = "https://w3id.org/nutgraf/shapes#"


def expected(case: Path) -> set[tuple[str, str]]:
    line = case.read_text("utf-8").partition("\n")[0].removeprefix("# ")
    if line == "conforms":
        return set()
    return {tuple(pair.split()) for pair in line.split(", ")}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_case(case):
    graph = rdflib.Graph().parse(case)
    report = validate_graph(graph, load_shapes())

    found = {
        (
            result.source_shape.removeprefix(NGS),
            result.source_constraint_component.removeprefix(str(SH)).removesuffix(
                "ConstraintComponent"
            ),
        )
        for result in report.results
    }
    assert found == expected(case)
    passed = screen.passed(lines(graph), literals(graph), load_shapes())
    assert passed in {None, report.results}, "what passes the screen has the report of pySHACL"
    assert (not found) == case.name.startswith("valid-")
    assert has_focus(report)


def test_every_shape_that_can_fire_has_a_case_that_fires_it():
    fired = {shape for case in CASES for shape, _ in expected(case)}
    constrained = {name for name, _ in constrained_shapes()}
    assert constrained - fired == set()
    assert fired - constrained == set()


def test_every_property_shape_has_a_case_that_breaks_it_and_nothing_else():
    alone = {
        shapes.pop() for case in CASES if len(shapes := {name for name, _ in expected(case)}) == 1
    }
    assert property_shapes() - alone == set()


def test_every_property_shape_has_a_valid_case_with_a_value_for_it():
    valid = [rdflib.Graph().parse(case) for case in CASES if case.stem.startswith("valid-")]
    shapes = load_shapes().graph
    met = set()
    for name in property_shapes():
        shape = rdflib.URIRef(NGS + name)
        if shapes.value(shape, SH.maxCount) == rdflib.Literal(0):
            met.add(name)  # what may not be there is there in no valid case
        path = path_of(shapes.value(shape, SH.path), shapes)
        path = f"<{path}>" if path.startswith("http") else path
        if any(graph.query(f"ASK {{ ?focus {path} ?value }}").askAnswer for graph in valid):
            met.add(name)
    assert property_shapes() - met == set()


def constrained_shapes():
    """The shapes that a result can name, with the property that makes them so."""
    graph = load_shapes().graph
    for predicate in (SH.path, SH.nodeKind, SH["class"], SH["or"], SH["not"], SH.sparql, SH.closed):
        for shape in graph.subjects(predicate):
            if isinstance(shape, rdflib.URIRef) and shape not in HELPERS:
                yield str(shape).removeprefix(NGS), predicate


def property_shapes():
    return {name for name, predicate in constrained_shapes() if predicate == SH.path}


HELPERS = {
    rdflib.URIRef(NGS + name) for name in ("Agent", "Mentioned", "TimesInOrder", "DaysInOrder")
}
"""Shapes without a target, which results name the referring shape for."""


def test_every_file_of_shapes_has_a_folder_of_cases_with_a_valid_one():
    for file in SHAPES.glob("*.ttl"):
        assert list((HERE / file.stem).glob("valid-*.ttl")), file.name


def test_shapes_are_valid_shacl(tmp_path):
    folder = tmp_path / "shapes"
    shutil.copytree(SHAPES, folder)
    # SHACL's own shapes take minutes for a list of 1,500; one of 20 is as valid as that.
    vocabulary = folder / "vocabulary.ttl"
    lines = vocabulary.read_text("utf-8").splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("        schema:"))
    vocabulary.write_text("\n".join([*lines[: first + 20], "    ) ."]), "utf-8")

    assert check_shapes(load_shapes_from(folder)).results == ()


@pytest.mark.parametrize("file", sorted(SHAPES.glob("*.ttl")), ids=lambda file: file.stem)
def test_shapes_speak_plain_english_and_have_names(file):
    graph = load_shapes_from(file).graph
    shapes = {
        *graph.subjects(rdflib.RDF.type, SH.NodeShape),
        *graph.subjects(rdflib.RDF.type, SH.PropertyShape),
    }
    for shape in shapes:
        assert isinstance(shape, rdflib.URIRef)
        assert shape.startswith(NGS)
        for text in (SH.name, SH.description):
            assert len(list(graph.objects(shape, text))) == 1, (shape, text)
        if (shape, SH.property, None) not in graph or (shape, SH.nodeKind, None) in graph:
            (message,) = graph.objects(shape, SH.message)
            assert message.endswith((".", "...")), shape
    for shape, declared in graph.subject_objects(SH.property):
        assert isinstance(declared, rdflib.URIRef)
        assert declared in shapes, declared
        local = str(shape).removeprefix(NGS)
        assert str(declared).removeprefix(NGS).startswith(f"{local}-"), declared
    for shape in graph.subjects(rdflib.RDF.type, SH.PropertyShape):
        assert len(list(graph.subjects(SH.property, shape))) == 1, f"{shape} hangs on no node shape"
        assert graph.value(shape, SH.severity) in {SH.Violation, SH.Warning, SH.Info}, shape


@pytest.mark.parametrize("file", sorted(SHAPES.glob("*.ttl")), ids=lambda file: file.stem)
def test_shapes_use_no_pattern_that_engines_read_differently(file):
    graph = load_shapes_from(file).graph
    for pattern in graph.objects(predicate=SH.pattern):
        assert "(?" not in pattern
        assert "\\" not in pattern


@pytest.mark.parametrize(
    ("shape", "core", "beyond"),
    [
        ("NewsArticle-type", "NewsArticle", ()),
        # a local business is a kind of place as much as of organization: only those of the news
        ("Organization-type", "Organization", ("LocalBusiness",)),
        # what visitors of a page do is superseded in schema.org, and is no event of the news
        ("Event-type", "Event", ("UserInteraction",)),
    ],
)
def test_every_kind_that_schema_org_has_is_known(shape, core, beyond):
    kinds = {
        kind
        for kind in _terms()
        if is_class(kind)
        and core in superclasses(kind)
        and not set(beyond) & {kind, *superclasses(kind)}
    }
    assert kinds - listed(shape) == set()


@pytest.mark.parametrize(
    ("shape", "core"),
    [
        ("NewsArticle-type", "NewsArticle"),
        ("Organization-type", "Organization"),
        ("Place-type", "Place"),
        ("Event-type", "Event"),
    ],
)
def test_every_kind_that_is_listed_is_one_and_has_a_shape_of_its_own(shape, core):
    graph = load_shapes().graph
    targeted = {str(kind).rpartition("/")[2] for kind in graph.objects(predicate=SH.targetClass)}
    assert {kind for kind in listed(shape) if core not in {kind, *superclasses(kind)}} == set()
    assert listed(shape) - targeted == set()


def listed(shape):
    """The local names of the classes that a shape of types allows."""
    graph = load_shapes().graph
    members = graph.items(graph.value(rdflib.URIRef(NGS + shape), SH["in"]))
    return {str(kind).rpartition("/")[2] for kind in members}


def test_the_shapes_know_no_term_that_schema_org_lacks():
    terms = {
        term.removeprefix("https://schema.org/")
        for triple in load_shapes().graph
        for term in map(str, triple)
        if term.startswith("https://schema.org/") and "\n" not in term
    }
    assert {term for term in terms if not is_term(term)} == set()
