"""Each literal is written in the canonical form that XML Schema 1.1 gives its value.

One form is the source's own, and that on purpose: the zone of a date-time, which is part of its value
(https://www.w3.org/TR/xmlschema11-2/#vp-dt-timezone).
"""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from decimal import Decimal

import pyoxigraph as ox
import pytest

from nutgraf import pipeline
from nutgraf.config import Config
from nutgraf.graph import SCHEMA, XSD, Published
from nutgraf.model import Source
from tests.benchmarks import corpus

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".nq": ox.RdfFormat.N_QUADS,
}


def whole(words):
    """The canonical form of a whole number."""
    return str(int(words))


def moment(words):
    """The canonical form of a date-time."""
    value = datetime.fromisoformat(words)
    text = f"{value:%Y-%m-%dT%H:%M:%S}"
    if value.microsecond:
        text += f".{value.microsecond:06}".rstrip("0")
    if value.utcoffset() is None:
        return text
    return text + ("Z" if value.utcoffset() == timedelta(0) else value.isoformat()[-6:])


CANONICAL = {
    XSD["integer"]: whole,
    XSD["nonNegativeInteger"]: whole,
    XSD["decimal"]: lambda words: f"{Decimal(words).normalize():f}",
    XSD["boolean"]: {"true": "true", "1": "true", "false": "false", "0": "false"}.get,
    XSD["date"]: lambda words: date.fromisoformat(words).isoformat(),
    XSD["dateTime"]: moment,
}
TEXTS = {XSD["string"], "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"}


def literals(data, format):
    """The datatypes and forms of all literals that are no texts."""
    terms = (quad.object for quad in ox.parse(data, format))
    found = ((t.datatype.value, t.value) for t in terms if isinstance(t, ox.Literal))
    return {each for each in found if each[0] not in TEXTS}


def not_canonical(found):
    return sorted(each for each in found if CANONICAL[each[0]](each[1]) != each[1])


@pytest.mark.parametrize(
    ("datatype", "words"),
    [
        ("integer", "007"),
        ("nonNegativeInteger", "+7"),
        ("decimal", "1.0"),
        ("decimal", "0.850"),
        ("boolean", "1"),
        ("dateTime", "2031-03-04T09:30:00.50Z"),
        ("dateTime", "2031-03-04T09:30:00+00:00"),
    ],
)
def test_another_form_of_the_same_value_would_be_seen(datatype, words):
    data = f'<urn:a> <urn:b> "{words}"^^<{XSD[datatype]}> .'.encode()

    assert not_canonical(literals(data, ox.RdfFormat.N_TRIPLES)) == [(XSD[datatype], words)]


def test_in_every_file_of_a_dataset(nutgraf, tmp_path, story_file):
    lines = "".join(f"{line}\n" for line in corpus.lines(20, seed=5))
    (tmp_path / "feed.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "nutgraf.toml").write_text(
        "sd_date_published = 2031-05-06\nmin_confidence = 0.9", encoding="utf-8"
    )
    sources = ["feed.jsonl", story_file, "--published", "2031-05-06T07:08:00.50+00:00"]
    done = nutgraf("publish", *sources, "--to", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()

    seen = dict.fromkeys(CANONICAL, 0)
    for path in (tmp_path / "out").rglob("*"):
        if path.suffix in FORMATS:
            found = literals(path.read_bytes(), FORMATS[path.suffix])
            assert not_canonical(found) == [], path.name
            for datatype, _ in found:
                seen[datatype] += 1
    assert all(seen.values()), seen


def test_in_a_hundred_articles_of_text(hundred):
    found = literals(hundred.read_bytes(), ox.RdfFormat.N_QUADS)

    assert not_canonical(found) == []
    assert len(found) > 1000


def test_in_the_cases_that_a_person_approved(root):
    files = list(root.glob("tests/cases/*/expected.ttl"))

    assert len(files) > 10
    for path in files:
        found = literals(path.read_bytes(), ox.RdfFormat.TURTLE)
        assert (found, not_canonical(found)) == (found or {"literals"}, []), path


@pytest.mark.parametrize(
    ("stated", "written"),
    [
        pytest.param("2031-03-04", "2031-03-04", id="date"),
        pytest.param("2031-03-04T09:30:00", "2031-03-04T09:30:00", id="no zone"),
        pytest.param("2031-03-04T09:30:00+08:00", "2031-03-04T09:30:00+08:00", id="own zone"),
        pytest.param("2031-03-04 09:30-0330", "2031-03-04T09:30:00-03:30", id="another form"),
        pytest.param("2031-03-04T09:30:00+00:00", "2031-03-04T09:30:00Z", id="zone zero"),
        pytest.param("2031-03-04T09:30:00-00:00", "2031-03-04T09:30:00Z", id="minus zero"),
        pytest.param("2031-03-04T09:30:00.500Z", "2031-03-04T09:30:00.5Z", id="fraction"),
        pytest.param("2031-03-04T09:30:00.000Z", "2031-03-04T09:30:00Z", id="no fraction"),
        pytest.param("2031-12-31T24:00:00Z", "2032-01-01T00:00:00Z", id="end of a day"),
    ],
)
def test_a_date_keeps_its_zone_and_has_one_form(stated, written):
    line = {"headline": "Rain", "articleBody": "Rain fell.", "datePublished": stated}
    source = Source(name="a.jsonl", key="a", data=json.dumps(line).encode())
    [outcome] = pipeline.outcomes(source, Config())

    assert isinstance(outcome, Published)
    facts = outcome.publication.facts
    assert [t.object.value for t in facts if t.predicate == SCHEMA["datePublished"]] == [written]
