"""What a run may be told: one frozen value, from flags or from a `nutgraf.toml`.

The file is [TOML 1.0](https://toml.io/en/v1.0.0); its keys are the fields of `Config`.  An unknown
key is an error, since a misspelt setting would otherwise be silently without effect.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
import tomllib
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from nutgraf.errors import UsageError
from nutgraf.iris import DEFAULT_BASE
from nutgraf.lexical import moment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE_NAME = "nutgraf.toml"
"""The config file that a command takes when it stands in the working directory."""

Body = Literal["full", "excerpt", "none"]
BODIES: tuple[Body, ...] = ("full", "excerpt", "none")

Validator = Literal["screen", "pyshacl"]
VALIDATORS: tuple[Validator, ...] = ("screen", "pyshacl")

_RUN = {"run": True}
"""Marks a field that says how to run, not what to publish: no part of the digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What to publish and how.

    `base` begins every IRI that is minted; it ends in a slash, since fragments are for the parts of
    an article.  `body` says how much of the article's text is published; facts less sure than
    `min_confidence` are in the evidence alone.  `validator` is who meets an article first.  `sd_publisher`, `sd_license` and `sd_date_published`
    describe the published data itself (schema.org's `sdPublisher`, …) and stand on no article unless
    given here.  `taggers` are asked beside our own, in the vote of `nutgraf.annotators.taggers`;
    `llm_address` is where a language model is served, `llm_answers` the folder that remembers its
    answers, `llm_seconds` how long one may take.  `article_seconds` is how long an article may take
    in a process of its own, and as long again for each 100,000 bytes of it.

    >>> Config(base="https://data.example.org/").body
    'full'
    >>> Config(base="not an IRI")
    Traceback (most recent call last):
      ...
    nutgraf.errors.UsageError: base: 'not an IRI' is not an absolute http(s) IRI that ends in /; give one such \
as https://data.example.org/
    """

    base: str = DEFAULT_BASE
    strict: bool = False
    validator: Validator = field(default="screen", metadata=_RUN)
    jobs: int = field(default=1, metadata=_RUN)
    body: Body = "full"
    min_confidence: float = 0.0
    sd_publisher: str | None = None
    sd_license: str | None = None
    sd_date_published: str | None = None
    taggers: tuple[str, ...] = ()
    llm_address: str | None = field(default=None, metadata=_RUN)
    llm_answers: str | None = field(default=None, metadata=_RUN)
    llm_seconds: int = field(default=60, metadata=_RUN)
    article_seconds: int = field(default=60, metadata=_RUN)

    def __post_init__(self) -> None:
        if not _is_base(self.base):
            raise UsageError(
                f"{self.base!r} is not an absolute http(s) IRI that ends in /",
                place="base",
                hint="give one such as https://data.example.org/",
            )
        if self.jobs < 1:
            raise UsageError(f"{self.jobs} is less than 1", place="jobs", hint="give 1 or more")
        if self.body not in BODIES:
            raise UsageError(f"{self.body!r} is none of {', '.join(BODIES)}", place="body")
        if self.validator not in VALIDATORS:
            known = ", ".join(VALIDATORS)
            raise UsageError(f"{self.validator!r} is none of {known}", place="validator")
        if not 0 <= self.min_confidence <= 1:
            raise UsageError(
                f"{self.min_confidence} is not between 0 and 1",
                place="min_confidence",
                hint="give 0 for all facts, 1 for none that could be wrong",
            )
        if self.sd_publisher is not None and not self.sd_publisher.strip():
            raise UsageError("the name is empty", place="sd_publisher", hint="leave the key out")
        if self.sd_license is not None and not _is_http(self.sd_license):
            raise UsageError(
                f"{self.sd_license!r} is not an absolute http(s) IRI",
                place="sd_license",
                hint="give the address of the licence",
            )
        if self.sd_date_published is not None:
            day = checked_date(self.sd_date_published, name="sd_date_published")
            if not _DATE.fullmatch(day):
                hint = f"write {day[:10]}"
                raise UsageError(
                    f"{day!r} is more than a date", place="sd_date_published", hint=hint
                )
        self._check_taggers()

    def _check_taggers(self) -> None:
        for name in self.taggers:
            if self.taggers.count(name) > 1:
                raise UsageError(f"{name!r} is there twice", place="taggers", hint="name it once")
        if self.llm_address is not None and not _is_address(self.llm_address):
            raise UsageError(
                f"{self.llm_address!r} is not an http(s) address without a query",
                place="llm_address",
                hint="give one such as http://127.0.0.1:8000/v1",
            )
        for name in ("llm_seconds", "article_seconds"):
            if (seconds := getattr(self, name)) < 1:
                raise UsageError(f"{seconds} is less than 1", place=name, hint="give 1 or more")

    def digest(self) -> str:
        """The SHA-256 of all that changes what is published, in hex.

        >>> Config(jobs=8).digest() == Config().digest() != Config(body="none").digest()
        True
        """
        said = {f.name: getattr(self, f.name) for f in fields(self) if f.metadata != _RUN}
        if not self.taggers:
            del said["taggers"]  # none asked: published as if there were no such setting
        form = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(form.encode()).hexdigest()

    def with_flags(self, **flags: object) -> Config:
        """This config with the flags that were given; None means that one was not.

        >>> Config(strict=True).with_flags(base=None, jobs=4).jobs
        4
        """
        given = {name: value for name, value in flags.items() if value is not None}
        return replace(self, **given)  # type: ignore[arg-type]


def load(path: Path) -> Config:
    """The config in this file; every error names the file and, where there is one, the line."""
    try:
        text = path.read_bytes().decode()
    except OSError as error:
        raise UsageError(
            f"cannot read the config file ({error.strerror})",
            source=str(path),
            hint="check the path given to --config",
        ) from None
    except UnicodeDecodeError:
        raise UsageError("the config file is not UTF-8", source=str(path)) from None
    return parse(text, source=str(path))


def parse(text: str, *, source: str = FILE_NAME) -> Config:
    """The config that this TOML text gives.

    >>> parse('base = "https://data.example.org/"').base
    'https://data.example.org/'
    >>> parse('bse = "https://data.example.org/"')
    Traceback (most recent call last):
      ...
    nutgraf.errors.UsageError: nutgraf.toml, line 1: there is no key 'bse'; did you mean 'base'?
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what, _, place = str(error).rstrip(")").partition(" (at ")
        raise UsageError(f"not valid TOML: {what}", source=source, place=place) from None
    for key in values:
        if key not in _TYPES:
            close = difflib.get_close_matches(key, _TYPES, n=1)
            hint = f"did you mean {close[0]!r}?" if close else f"the keys are {', '.join(_TYPES)}"
            raise UsageError(
                f"there is no key {key!r}", source=source, place=_line(text, key), hint=hint
            )
    return _config(values, text, source)


_TYPES: dict[str, type] = {
    "base": str,
    "strict": bool,
    "validator": str,
    "jobs": int,
    "body": str,
    "min_confidence": float,
    "sd_publisher": str,
    "sd_license": str,
    "sd_date_published": str,
    "taggers": tuple,
    "llm_address": str,
    "llm_answers": str,
    "llm_seconds": int,
    "article_seconds": int,
}
"""The keys of the file and their types (a test holds them against the fields)."""

_WORDS = {
    str: "a string",
    bool: "true or false",
    int: "a whole number",
    float: "a number from 0 to 1",
    tuple: "a list of strings",
}


def _config(values: Mapping[str, object], text: str, source: str) -> Config:
    """The values as a config."""
    settled: dict[str, object] = {}
    for key, value in values.items():
        plain = _plain(key, value)
        if type(plain) is not _TYPES[key]:
            raise UsageError(
                f"{key} must be {_WORDS[_TYPES[key]]}", source=source, place=_line(text, key)
            )
        settled[key] = plain
    try:
        return Config(**settled)  # type: ignore[arg-type]
    except UsageError as error:
        where = _line(text, error.place)
        raise UsageError(
            f"{error.place}: {error.what}", source=source, place=where, hint=error.hint
        ) from None


def _plain(key: str, value: object) -> object:
    """TOML's own dates where a date is meant, 0 and 1 where a fraction is, and lists of strings."""
    if isinstance(value, date) and "date" in key:
        return value.isoformat()
    if _TYPES[key] is float and type(value) is int and value in (0, 1):
        return float(value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    return value


def _line(text: str, key: str) -> str:
    """Where a key stands, as well as a search can tell."""
    pattern = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[=.\]]""")
    for number, line in enumerate(text.splitlines(), start=1):
        if pattern.match(line):
            return f"line {number}"
    return ""


_FORBIDDEN = re.compile(r"""[\x00-\x20\x7f<>"{}|\\^`]|%(?![0-9A-Fa-f]{2})""")
_HTTP = re.compile(r"https?://[^/?#\s]+([/?#]|$)")


def _is_http(text: str) -> bool:
    return bool(_HTTP.match(text)) and not _FORBIDDEN.search(text)


def _is_base(text: str) -> bool:
    return _is_http(text) and text.endswith("/") and not set("?#") & set(text)


def _is_address(text: str) -> bool:
    return _is_http(text) and not set("?#@") & set(text)


_DATE_TIME = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)"
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def checked_date(text: str, *, name: str) -> str:
    """An [ISO 8601](https://www.w3.org/TR/NOTE-datetime) date, or date-time with its zone.

    The result is an `xsd:date` or `xsd:dateTime` in canonical form; `name` is what an error calls it.

    >>> checked_date("2024-05-06", name="--published")
    '2024-05-06'
    >>> checked_date("2024-05-06T07:08Z", name="--published")
    '2024-05-06T07:08:00Z'
    >>> checked_date("6 May", name="--published")
    Traceback (most recent call last):
      ...
    nutgraf.errors.UsageError: --published: '6 May' is not an ISO 8601 date, or date-time with \
zone; write 2024-05-06 or 2024-05-06T07:08:00+02:00
    """
    timed = _DATE_TIME.fullmatch(text)
    try:
        if timed:
            minutes, seconds, zone = timed.groups(default=":00")
            datetime.fromisoformat(minutes + seconds[:3])
            return moment(minutes + seconds + zone)
        if _DATE.fullmatch(text):
            date.fromisoformat(text)
            return text
    except ValueError:
        pass
    raise UsageError(
        f"{text!r} is not an ISO 8601 date, or date-time with zone",
        place=name,
        hint="write 2024-05-06 or 2024-05-06T07:08:00+02:00",
    )
