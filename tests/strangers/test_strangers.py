"""Shapes of strangers: each file says in its first line why it cannot be used; none is ever a pass.

What cannot be told from the shapes alone (how long they take) is tried on data.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nutgraf.cli import app
from nutgraf.errors import DataError
from nutgraf.shacl import load_shapes_from
from nutgraf.shapes_check import checked

HERE = Path(__file__).parent
SHAPES = sorted((HERE / "shapes").glob("*.ttl"))
USABLE = sorted((HERE / "usable").glob("*.ttl"))

SLOW = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix schema: <https://schema.org/> .
<urn:person> a sh:NodeShape ; sh:targetClass schema:Person ; sh:property <urn:name> .
<urn:name> sh:path schema:name ; sh:pattern "^(a+)+$" .
"""
PERSON = '<https://a.example/x> a <https://schema.org/Person> ; <https://schema.org/name> "X" .'


def run(*args):
    return CliRunner().invoke(app, [*map(str, args)], catch_exceptions=False)


@pytest.fixture
def person(tmp_path):
    path = tmp_path / "person.ttl"
    path.write_text(PERSON, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.stem)
def test_shapes_that_cannot_be_used_are_told_in_a_line(path):
    expected = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")

    with pytest.raises(DataError) as error:
        checked(load_shapes_from(path))

    told = str(error.value)
    assert expected in told
    assert path.name in told
    assert "\n" not in told
    assert error.value.exit_code == 3


@pytest.mark.parametrize("path", USABLE, ids=lambda path: path.stem)
def test_shapes_that_can_be_used(path):
    assert checked(load_shapes_from(path)).targets


@pytest.mark.parametrize("name", ["imports-from-the-web", "number-that-is-none", "recursive"])
def test_the_command_says_it_and_gives_no_verdict(person, name):
    done = run("validate", person, "--shapes", HERE / "shapes" / f"{name}.ttl")

    assert done.exit_code == 3
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert line.startswith(f"{name}.ttl")


def test_bad_shapes_are_told_even_if_there_is_nothing_to_validate(tmp_path):
    (tmp_path / "empty.ttl").write_text("", encoding="utf-8")
    done = run("validate", tmp_path / "empty.ttl", "--shapes", HERE / "shapes" / "script.ttl")

    assert done.exit_code == 3
    assert "which is not evaluated" in done.stderr


def test_shapes_that_are_not_there(person, tmp_path):
    done = run("validate", person, "--shapes", tmp_path / "none.ttl")

    assert done.exit_code == 3
    assert "the shapes cannot be read (No such file or directory)" in done.stderr


def test_a_pattern_that_takes_for_ever_is_stopped(tmp_path):
    shapes, data = tmp_path / "slow.ttl", tmp_path / "data.ttl"
    shapes.write_text(SLOW, encoding="utf-8")
    data.write_text(PERSON.replace('"X"', f'"{"a" * 60}!"'), encoding="utf-8")
    start = time.monotonic()
    done = run("validate", data, "--shapes", shapes, "--timeout", 6)

    assert done.exit_code == 6
    assert done.stdout == ""
    assert "data.ttl: took longer than 6 seconds and was stopped; give it more time" in done.stderr
    assert time.monotonic() - start < 60


def test_shapes_for_the_old_schema_org_are_read_as_the_new_and_said_so(tmp_path):
    shapes = HERE / "usable" / "old-schema-org.ttl"
    data = tmp_path / "data.ttl"
    born = '<http://schema.org/birthDate> "2031-02-03"^^<http://schema.org/Date>'
    data.write_text(
        f"<https://a.example/x> a <http://schema.org/Person> ; {born} ."
        ' <https://a.example/y> a <https://schema.org/Person> ; <http://schema.org/name> "Y" ;'
        " <https://schema.org/birthDate> 2031 .",
        encoding="utf-8",
    )
    done = run("validate", data, "--shapes", shapes)

    assert done.stderr.splitlines() == [
        *(f"{path}: http://schema.org/ was read as https://schema.org/" for path in (shapes, data)),
        f"{data}: dates of https://schema.org/ were read as xsd:date and xsd:dateTime",
    ]
    assert done.stdout.splitlines()[1:] == [
        "  Violation: No name.",
        "    https://a.example/x",
        "  Violation: Not a schema:Date.",
        '    https://a.example/y schema:birthDate "2031"^^<http://www.w3.org/2001/XMLSchema#integer>',
    ]
