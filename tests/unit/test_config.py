"""Settings: what is taken, and what a mistake is told."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from nutgraf import config
from nutgraf.config import Config, checked_date, load, parse
from nutgraf.errors import UsageError


def test_every_field_has_a_key_in_the_file():
    assert {field.name for field in fields(Config)} == set(config._TYPES)


def test_all_keys_are_taken():
    given = parse(
        'base = "https://data.example.org/news/"\nstrict = true\njobs = 4\nbody = "excerpt"\n'
        'min_confidence = 0.85\nvalidator = "pyshacl"\n'
        'sd_publisher = "Example Press"\nsd_license = "https://example.org/terms"\n'
        "sd_date_published = 2024-05-06\n"
        'taggers = ["llm:small", "spacy:en_core_web_sm"]\nllm_answers = "answers"\n'
        'llm_address = "http://127.0.0.1:8000/v1"\nllm_seconds = 5\n'
    )

    assert given == Config(
        base="https://data.example.org/news/",
        strict=True,
        jobs=4,
        body="excerpt",
        min_confidence=0.85,
        validator="pyshacl",
        sd_publisher="Example Press",
        sd_license="https://example.org/terms",
        sd_date_published="2024-05-06",
        taggers=("llm:small", "spacy:en_core_web_sm"),
        llm_address="http://127.0.0.1:8000/v1",
        llm_answers="answers",
        llm_seconds=5,
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("strict = true\nbsae = 'x'", "nutgraf.toml, line 2: there is no key 'bsae'; did you mean"),
        ("[run]\nbase = 'x'", "nutgraf.toml, line 1: there is no key 'run'; the keys are base,"),
        ("# all\n\njobs = '4'", "nutgraf.toml, line 3: jobs must be a whole number"),
        ("jobs = true", "nutgraf.toml, line 1: jobs must be a whole number"),
        ("strict = 1", "nutgraf.toml, line 1: strict must be true or false"),
        ("jobs = 0", "nutgraf.toml, line 1: jobs: 0 is less than 1"),
        ("validator = 'x'", "nutgraf.toml, line 1: validator: 'x' is none of screen, pyshacl"),
        ("body = 'half'", "nutgraf.toml, line 1: body: 'half' is none of full, excerpt, none"),
        (
            "min_confidence = 1.5",
            "nutgraf.toml, line 1: min_confidence: 1.5 is not between 0 and 1",
        ),
        (
            "min_confidence = nan",
            "nutgraf.toml, line 1: min_confidence: nan is not between 0 and 1",
        ),
        (
            "min_confidence = 85",
            "nutgraf.toml, line 1: min_confidence must be a number from 0 to 1",
        ),
        ("min_confidence = true", "nutgraf.toml, line 1: min_confidence must be a number from 0"),
        ("base = 'news'", "nutgraf.toml, line 1: base: 'news' is not an absolute http(s) IRI"),
        ("sd_license = 'CC BY'", "nutgraf.toml, line 1: sd_license: 'CC BY' is not an absolute"),
        ("sd_publisher = ' '", "nutgraf.toml, line 1: sd_publisher: the name is empty"),
        ("sd_date_published = 'May'", "nutgraf.toml, line 1: sd_date_published: 'May' is not"),
        (
            "sd_date_published = 2024-05-06T07:08:00Z",
            "nutgraf.toml, line 1: sd_date_published: '2024-05-06T07:08:00Z' is more than a date",
        ),
        ("taggers = 'spacy:x'", "nutgraf.toml, line 1: taggers must be a list of strings"),
        ("taggers = ['own', 1]", "nutgraf.toml, line 1: taggers must be a list of strings"),
        ("taggers = ['a:b', 'a:b']", "nutgraf.toml, line 1: taggers: 'a:b' is there twice"),
        ("llm_seconds = 0", "nutgraf.toml, line 1: llm_seconds: 0 is less than 1"),
        ("llm_address = 'a:80'", "nutgraf.toml, line 1: llm_address: 'a:80' is not an http(s)"),
        ("llm_address = 'http://u:p@a/v1'", "nutgraf.toml, line 1: llm_address: 'http://u:p@a/"),
        ("llm_address = 'http://a/v1?k=1'", "nutgraf.toml, line 1: llm_address: 'http://a/v1?k"),
        ("base = news", "nutgraf.toml, line 1, column 8: not valid TOML"),
    ],
)
def test_a_mistake_is_told_with_its_line(text, told):
    with pytest.raises(UsageError) as caught:
        parse(text)

    assert str(caught.value).startswith(told)


@pytest.mark.parametrize(
    "base",
    [
        "",
        "news.example/",
        "ftp://news.example/",
        "https://news.example",
        "https:///news/",
        "https://news.example/a b/",
        "https://news.example/<x>/",
        "https://news.example/%zz/",
        "https://news.example/#",
        "https://news.example/?a=/",
        "https://news.example/\n/",
    ],
)
def test_a_base_that_could_not_begin_iris_is_refused(base):
    with pytest.raises(UsageError, match="absolute http"):
        Config(base=base)


def test_the_digest_says_what_is_published_not_how():
    assert Config().digest() == Config(jobs=7).digest() == Config(validator="pyshacl").digest()
    others = [Config(base="https://a.example/"), Config(strict=True), Config(body="none")]

    assert len({Config().digest(), *(other.digest() for other in others)}) == 4


def test_the_digest_says_which_taggers_vote_not_where_they_are_asked():
    asked = Config(taggers=("llm:small",))
    elsewhere = replace(
        asked, llm_address="http://a.example/v1", llm_answers="answers", llm_seconds=9
    )

    assert Config().digest() != asked.digest() == elsewhere.digest()
    assert Config().digest() == Config(llm_seconds=9).digest()


def test_a_flag_that_was_not_given_changes_nothing():
    given = Config(base="https://a.example/", strict=True)

    assert given.with_flags(base=None, strict=None, jobs=None) == given


def test_a_file_that_is_not_there_or_not_text(tmp_path):
    with pytest.raises(UsageError, match=r"cannot read the config file \(No such file"):
        load(tmp_path / "none.toml")
    (tmp_path / "bad.toml").write_bytes(b"base = '\xff'")
    with pytest.raises(UsageError, match="not UTF-8"):
        load(tmp_path / "bad.toml")


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("2024-02-29", "2024-02-29"),
        ("2024-05-06T07:08Z", "2024-05-06T07:08:00Z"),
        ("2024-05-06T07:08:00.50-00:00", "2024-05-06T07:08:00.5Z"),
        ("2024-05-06T07:08:09.5+14:00", "2024-05-06T07:08:09.5+14:00"),
        ("2024-05-06T07:08:09-03:30", "2024-05-06T07:08:09-03:30"),
    ],
)
def test_dates_that_are_dates(given, taken):
    assert checked_date(given, name="--published") == taken


@pytest.mark.parametrize(
    "given",
    [
        "2023-02-29",
        "2024-13-01",
        "20240506",
        "2024-05-06T07:08:00",
        "2024-05-06T25:08:00Z",
        "2024-05-06T07:08:00+15:00",
        "2024-05-06 07:08Z",
        "2024-05-06\n",
        "yesterday",
        "٢٠٢٤-٠٥-٠٦",
    ],
)
def test_dates_that_are_none(given):
    with pytest.raises(UsageError, match=r"--published: .* is not an ISO 8601 date"):
        checked_date(given, name="--published")


def test_how_sure_a_fact_must_be_is_part_of_the_digest():
    assert parse("min_confidence = 1") == Config(min_confidence=1.0)
    assert Config(min_confidence=0.9).digest() != Config().digest()
    assert parse("min_confidence = 0").digest() == Config().digest()
