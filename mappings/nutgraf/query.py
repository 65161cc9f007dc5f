"""SPARQL over a dataset: the default graph is the merge of the facts, every graph is a named one.

Queries only read ([SPARQL 1.1](https://www.w3.org/TR/sparql11-query/)), and only what was opened:
SERVICE, FROM and updates are refused before anything is evaluated.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nutgraf.errors import UsageError
from nutgraf.graph import PREFIXES
from nutgraf.profile import profile_path
from nutgraf.writers.results import Result

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nutgraf.dataset import Dataset

DEEPEST = 100
"""Levels of nesting; the engine runs out of stack at some thousands."""

MOST_OPERATORS = 1000
"""Operators and patterns in a row; each is a level of nesting to the engine."""

_REFUSED = {
    "SERVICE": "SERVICE asks another machine, which a query here may not",
    "FROM": "FROM is not needed: the facts are the default graph, every graph is there by GRAPH",
}
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_OPERATORS = {*"!+-*/|&^", "UNION", "OPTIONAL", "MINUS", "FILTER", "BIND", "EXISTS"}
# Keywords need no space around them: `SERVICE:x` asks the service `:x`, `1SERVICE<…>` follows a 1.
_GLUED = re.compile(r"^[^:]*SERVICE:|[.]SERVICE(?=[.:]|$)", re.IGNORECASE)
_TOKENS = re.compile(
    r'''
    (?P<string> """(?:[^"\\]|\\.|"(?!""))*""" | \'\'\'(?:[^'\\]|\\.|'(?!\'\'))*\'\'\'
              | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
  | (?P<iri> <(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*> )
  | (?P<comment> \#[^\n\r]* )
  | (?P<variable> [?$]\w+ )
  | (?P<tag> @[\w-]+ )
  | (?P<name> [\w.-]*:(?:[\w.:%-]|\\.)* )
  | (?P<word> \w+ )
  | (?P<open> [({\[] )
  | (?P<close> [)}\]] )
  | (?P<mark> [^\s] )
    ''',
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def run(dataset: Dataset, sparql: str) -> Result:
    """The answer to a query; the prefixes of `nutgraf.graph.PREFIXES` need no declaration.

    >>> from nutgraf.dataset import Dataset
    >>> print(run(Dataset(graphs=()), "SELECT ?s { ?s a schema:Person }").text(), end="")
    s
    -
    (0 rows)
    """
    check(sparql)
    try:
        answer = dataset.store.query(sparql, prefixes=dict(PREFIXES))
    except SyntaxError as error:
        raise UsageError(f"not a SPARQL query: {error.msg}") from None
    return Result(answer)


def check(sparql: str) -> None:
    """Refuse, with the reason, a query that would do more than read, or harm the engine.

    >>> check("SELECT ?service { ?service ?p 'SERVICE' } # SERVICE")
    >>> check("ASK { SERVICE <http://a.example/> {} }")
    Traceback (most recent call last):
      ...
    nutgraf.errors.UsageError: the query, line 1: SERVICE asks another machine, which a query here \
may not
    """
    # An engine may resolve \\u escapes before or after it looks for words: both readings must pass.
    for text in {sparql: None, _ESCAPE.sub(_character, sparql): None}:
        _check(text)


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else match[0]


def _check(text: str) -> None:
    depth = operators = 0
    form = ""
    for kind, token, place in _tokens(text):
        word = token.upper() if kind == "word" else ""
        if "SERVICE" in word or (kind == "name" and _GLUED.search(token)):
            word = "SERVICE"
        if word in _REFUSED:
            raise UsageError(_REFUSED[word], source="the query", place=place)
        if word in _UPDATES and form not in _FORMS:
            what = f"{word} would change data, and a query only reads"
            raise UsageError(what, source="the query", place=place)
        form = form or (word if word in _FORMS else "")
        depth += (kind == "open") - (kind == "close")
        operators += (word or token) in _OPERATORS
        if depth > DEEPEST:
            what = f"nested more than {DEEPEST} levels deep"
            raise UsageError(what, source="the query", place=place)
        if operators > MOST_OPERATORS:
            what = f"more than {MOST_OPERATORS} operators"
            hint = "use VALUES for long lists"
            raise UsageError(what, source="the query", place=place, hint=hint)


def _tokens(text: str) -> Iterator[tuple[str, str, str]]:
    """Kind, text and line of what the query is made of, without strings, comments and IRIs."""
    line, last = 1, 0
    for match in _TOKENS.finditer(text):
        kind = match.lastgroup or ""
        line += text.count("\n", last, match.start())
        last = match.start()
        if kind not in ("string", "comment", "iri"):
            yield kind, match[0], f"line {line}"


def question(name: str) -> tuple[str, str]:
    """A question of the profile by the beginning of its file's name: in English, and in SPARQL."""
    files = _questions()
    found = [file for file in files if file.stem == name]
    found = found or [f for f in files if re.match(rf"{re.escape(name)}(?![0-9A-Za-z])", f.stem)]
    found = found or [file for file in files if name and file.stem.startswith(name)]
    if len(found) != 1:
        what = f"{'several questions begin' if found else 'no question begins'} with {name!r}"
        listed = "".join(f"\n  {line}" for line in _listed(found or files))
        raise UsageError(what, place="--question", hint=f"there are{listed}" if listed else "")
    sparql = found[0].read_text("utf-8")
    return _english(sparql), sparql


def compares(sparql: str) -> bool:
    """Whether a question of the profile asks about an earlier version beside the present one."""
    return '"/before"' in sparql


def questions() -> str:
    """The questions of the profile for people, one a line: what to call it, and in English.

    >>> questions().splitlines()[0]
    'q01  Who said what?'
    """
    return "".join(f"{line}\n" for line in _listed(_questions()))


def _questions() -> list[Path]:
    return sorted((profile_path() / "questions").glob("*.rq"))


def _listed(files: list[Path]) -> list[str]:
    """A line a question; its name is cut at the first hyphen, which is enough to ask it."""
    names = [file.stem.partition("-")[0] for file in files]
    width = max(map(len, names), default=0)
    titles = [_english(file.read_text("utf-8")) for file in files]
    return [f"{name:{width}}  {title}" for name, title in zip(names, titles, strict=True)]


def _english(sparql: str) -> str:
    return sparql.split("\n", 1)[0].removeprefix("#").strip()
