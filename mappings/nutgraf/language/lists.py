"""The closed lists that annotators look things up in, loaded once on first use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Country:
    """A country of ISO 3166-1."""

    code: str
    name: str


@cache
def countries() -> dict[str, Country]:
    """Countries by each of their English names.

    >>> countries()["US"].name
    'United States'
    """
    table = {}
    for code, name, others, _ in _rows("countries.tsv"):
        for each in (name, *_split(others)):
            table[each] = Country(code, name)
    return table


@cache
def adjectives() -> dict[str, Country]:
    """Countries by the adjective that news style makes of them.

    >>> adjectives()["Kenyan"].name
    'Kenya'
    """
    return {
        each: Country(code, name)
        for code, name, _, words in _rows("countries.tsv")
        for each in _split(words)
    }


@cache
def capitals() -> frozenset[str]:
    """Seats of government, which news names where it means the government.

    >>> "Nairobi" in capitals()
    True
    """
    return frozenset(cell for [cell] in _rows("capitals.txt"))


@cache
def agencies() -> dict[str, str]:
    """Names of news agencies as they are written, by their casefolded form.

    >>> agencies()["afp"], agencies()["reuters"]
    ('AFP', 'Reuters')
    """
    return {
        each.casefold(): each
        for name, others in _rows("agencies.tsv")
        for each in (name, *_split(others))
    }


def _rows(name: str) -> list[list[str]]:
    lines = files("nutgraf.data").joinpath(name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def _split(cell: str) -> list[str]:
    return cell.split("|") if cell else []
