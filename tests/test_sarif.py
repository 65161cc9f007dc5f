"""What `nutgraf validate --as sarif` writes is SARIF 2.1.0, property by property.

The table holds, of the objects of https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
that we write, every property that we may write with its type, as the standard's own JSON schema has
them; a property that is not in it is an error there, too.
"""

from __future__ import annotations

import copy
import json
import re

import pytest
from typer.testing import CliRunner

from nutgraf.cli import app
from nutgraf.graph import RDF_TYPE

LEVELS = {"none", "note", "warning", "error"}
KINDS = set(
    """function member module namespace parameter resource returnType type variable object array
    property value element attribute text comment declaration dtd processingInstruction""".split()
)
# An object: property → what it holds, a star where it must be there.  A list: its items, all different.
OBJECTS = {
    "sarifLog": {"$schema": "uri", "version*": {"2.1.0"}, "runs*": ["run"]},
    "run": {
        "tool*": "tool",
        "invocations": ["invocation"],
        "columnKind": {"utf16CodeUnits", "unicodeCodePoints"},
        "results": ["result"],
    },
    "tool": {"driver*": "toolComponent"},
    "toolComponent": {
        "name*": "text",
        "semanticVersion": "version",
        "rules": ["reportingDescriptor"],
    },
    "reportingDescriptor": {"id*": "text"},
    "invocation": {
        "executionSuccessful*": "boolean",
        "toolExecutionNotifications": ["notification"],
    },
    "notification": {"message*": "message", "level": LEVELS},
    "message": {"text*": "message string"},
    "result": {
        "ruleId": "text",
        "ruleIndex": "index",
        "level": LEVELS,
        "message*": "message",
        "locations": ["location"],
        "relatedLocations": ["location"],
        "partialFingerprints": "texts",
        "properties": "bag",
    },
    "location": {
        "id": "index",
        "physicalLocation": "physicalLocation",
        "logicalLocations": ["logicalLocation"],
        "message": "message",
    },
    "physicalLocation": {"artifactLocation*": "artifactLocation", "region": "region"},
    "artifactLocation": {"uri*": "reference"},
    "region": {"startLine*": "line"},
    "logicalLocation": {"fullyQualifiedName": "text", "kind": KINDS},
}
REFERENCE = r"(?:[\w.~!$&'()*+,;=:@/?#-]|%[0-9A-Fa-f]{2})+"
VALUES = {
    "uri": lambda v: re.fullmatch(r"https?://" + REFERENCE, v, re.ASCII),
    "reference": lambda v: re.fullmatch(REFERENCE, v, re.ASCII),
    "version": lambda v: re.fullmatch(r"\d+\.\d+\.\d+(?:-[\w.-]+)?(?:\+[\w.-]+)?", v, re.ASCII),
    "text": lambda v: isinstance(v, str) and v,
    # Braces stand for arguments, of which we give none, and are doubled where they are meant.
    "message string": lambda v: v and not re.sub(r"\{\{|\}\}", "", v).count("{"),
    "texts": lambda v: v and all(isinstance(each, str) for each in v.values()),
    "bag": lambda v: isinstance(v, dict),
    "boolean": lambda v: isinstance(v, bool),
    "index": lambda v: type(v) is int and v >= 0,
    "line": lambda v: type(v) is int and v >= 1,
}


def wrong(value, kind, at="log"):
    """What the standard does not allow in this value, each with its place."""
    if isinstance(kind, set):
        return [] if value in kind else [at]
    if isinstance(kind, list):
        forms = [json.dumps(each, sort_keys=True) for each in value]
        found = [] if len(set(forms)) == len(forms) else [f"{at}: twice"]
        for number, each in enumerate(value):
            found += wrong(each, kind[0], f"{at}[{number}]")
        return found
    if kind in VALUES:
        return [] if VALUES[kind](value) else [at]
    properties = {name.rstrip("*"): held for name, held in OBJECTS[kind].items()}
    needed = {name.rstrip("*") for name in OBJECTS[kind] if name.endswith("*")}
    found = [f"{at}: no {name}" for name in sorted(needed - value.keys())]
    for name, each in value.items():
        where = f"{at}.{name}"
        found += wrong(each, properties[name], where) if name in properties else [f"{where}?"]
    return found


def wrong_in(log):
    """What is wrong with a log, and with what its parts say of each other."""
    found = wrong(log, "sarifLog")
    for run in log["runs"]:
        rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        found += ["two rules of one id"] * (len(set(rules)) < len(rules))
        for result in run["results"]:
            found += ["ruleIndex"] * (rules[result["ruleIndex"]] != result["ruleId"])
            ids = [each["id"] for each in result.get("relatedLocations", ()) if "id" in each]
            found += ["two locations of one id"] * (len(set(ids)) < len(ids))
    return found


def log_of(*args):
    done = CliRunner().invoke(app, ["validate", *map(str, args), "--as", "sarif"])
    return json.loads(done.stdout)


def test_what_is_wrong_with_published_articles(root, tmp_path, nutgraf, story_file):
    assert nutgraf("publish", story_file, "--to", tmp_path / "out").returncode == 0
    name = b'<https://news.example/people/ines-calder> <https://schema.org/name> "Ines Calder"'
    lines = (tmp_path / "out" / "dataset.nq").read_bytes().splitlines(keepends=True)
    data = tmp_path / "a b%é.nq"
    data.write_bytes(b"".join(line for line in lines if not line.startswith(name)))
    log = log_of(data, root / "out/demo")
    results = log["runs"][0]["results"]

    assert wrong_in(log) == []
    assert {result["level"] for result in results} == {"error", "warning", "note"}
    assert any("region" in place["physicalLocation"] for r in results for place in r["locations"])
    assert any(result.get("relatedLocations") for result in results)


@pytest.mark.parametrize("shape", ["person", "news_article", "evidence"])
def test_what_is_wrong_with_each_case_of_a_shape(root, shape):
    log = log_of(*sorted(root.glob(f"tests/shapes/{shape}/*.ttl"))[:9])

    assert wrong_in(log) == []
    assert len(log["runs"][0]["results"]) > 5


def log_about(folder, statement, constraint):
    """The log about one statement, by a shape of a class with this constraint."""
    data, shapes = folder / "x.nt", folder / "shapes.ttl"
    data.write_text(f"{statement} .\n", encoding="utf-8")
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . "
        f"<urn:s> a sh:NodeShape ; sh:targetClass <urn:C> ; {constraint} .",
        encoding="utf-8",
    )
    log = log_of(data, "--shapes", shapes)
    assert wrong_in(log) == []
    return log["runs"][0]


def test_a_graph_that_nothing_was_checked_of(tmp_path):
    run = log_about(tmp_path, "<urn:a> <urn:b> <urn:c>", "sh:nodeKind sh:IRI")

    assert run["invocations"][0]["toolExecutionNotifications"]


def test_braces_that_somebody_wrote_are_no_placeholders(tmp_path):
    constraint = 'sh:nodeKind sh:Literal ; sh:message "say {0} or {name}"'
    [result] = log_about(tmp_path, f"<urn:a> <{RDF_TYPE}> <urn:C>", constraint)["results"]

    assert result["message"]["text"] == "say {{0}} or {{name}}"
    assert result["properties"]["message"] == "say {0} or {name}"


@pytest.fixture(scope="module")
def two(root):
    """The log about two articles with one mistake each."""
    cases = ("language-with-underscore", "no-headline")
    return log_of(*(root / f"tests/shapes/news_article/invalid-{case}.ttl" for case in cases))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda log: log.pop("version"), "log: no version"),
        (lambda log: log.update(version="2.0.0"), "log.version"),
        (lambda log: log["runs"][0].update(colour="red"), "log.runs[0].colour?"),
        (
            lambda log: log["runs"][0]["tool"]["driver"].pop("name"),
            "log.runs[0].tool.driver: no name",
        ),
        (
            lambda log: log["runs"][0]["invocations"].append({}),
            "log.runs[0].invocations[1]: no executionSuccessful",
        ),
        (
            lambda log: log["runs"][0]["results"][0].update(level="bad"),
            "log.runs[0].results[0].level",
        ),
        (lambda log: log["runs"][0]["results"][0].update(ruleIndex=0), "ruleIndex"),
        (
            lambda log: log["runs"][0]["results"][0]["message"].update(text="a {0} b"),
            "log.runs[0].results[0].message.text",
        ),
    ],
)
def test_what_is_no_sarif_would_be_seen(two, change, told):
    log = copy.deepcopy(two)
    change(log)

    assert wrong_in(two) == []
    assert told in wrong_in(log)
