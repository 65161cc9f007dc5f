"""Articles and analyses as [JSON lines](https://jsonlines.org): one object an article, one a line.

A line of `annotate` has two faces: rows that can be scored against gold data (names, quotations,
statements and roles with their code-point offsets into `text`), and under `analysis` the whole
value, from which `analysis_of` makes it again exactly.  The rows are made from the value and are
not read back.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING

from nutgraf.codec import decode, encode
from nutgraf.errors import ReadError
from nutgraf.iris import DEFAULT_BASE, Iris
from nutgraf.model import Analysis, Article, EntityKind, MentionForm

if TYPE_CHECKING:
    from nutgraf.model import Quotation, Role, Span, Speaker, Statement

KEYS = {
    EntityKind.PERSON: "persons",
    EntityKind.ORGANIZATION: "organizations",
    EntityKind.PLACE: "places",
    EntityKind.EVENT: "events",
    EntityKind.LEGISLATION: "legislation",
    EntityKind.TERM: "terms",
}
"""The key of the rows of each kind of entity."""

SPEAKER_KINDS = {
    MentionForm.NAME: "named",
    MentionForm.NOMINAL: "nominal",
    MentionForm.PRONOUN: "pron",
}
"""How a speaker is referred to, in the words of the gold data."""

PART_SEPARATOR = " \N{HORIZONTAL ELLIPSIS} "
"""What stands between the parts of a split quotation."""

Row = dict[str, object]


def article_line(article: Article) -> str:
    """An article as one line, without its line end.

    >>> article = Article(id="A", key="a", text="Rain.", digest="0" * 64, paragraphs=())
    >>> article_line(article)[:35]
    '{"id": "A", "key": "a", "text": "Ra'
    >>> article_of(article_line(article)) == article
    True
    """
    return _line(encode(article))


def article_of(line: str, *, number: int = 1) -> Article:
    """The article that a line of `nutgraf read` gives; `number` is the line's, for errors."""
    value = _object(line, number, "read")
    try:
        return _checked(decode(Article, value, length=_length(value)))
    except ValueError as error:
        raise _malformed(number, "read", str(error)) from None


def analysis_line(analysis: Analysis, *, base: str = DEFAULT_BASE) -> str:
    """An analysis as one line, without its line end; `base` is for the IRIs in the rows.

    >>> article = Article(id="A", key="a", text="Rain.", digest="0" * 64, paragraphs=())
    >>> analysis_of(analysis_line(Analysis(article=article))).article.text
    'Rain.'
    """
    value = encode(analysis)
    del value["article"]["text"]
    return _line({**_rows(analysis, base), "analysis": value})


def analysis_of(line: str, *, number: int = 1) -> Analysis:
    """The analysis that a line of `nutgraf annotate` gives; `number` is the line's, for errors."""
    value = _object(line, number, "annotate")
    try:
        inner = value.get("analysis")
        if not isinstance(inner, dict) or not isinstance(inner.get("article"), dict):
            raise ValueError("the key 'analysis' is missing")
        whole = {**inner, "article": {**inner["article"], "text": value.get("text")}}
        analysis = decode(Analysis, whole, length=_length(value))
        _checked(analysis.article)
    except ValueError as error:
        raise _malformed(number, "annotate", str(error)) from None
    return analysis


def _rows(analysis: Analysis, base: str) -> Row:
    """What can be scored, in the form of gold data."""
    view = _View(analysis, base)
    article = analysis.article
    return {
        "id": article.id,
        "text": article.text,
        **{name: view.mentions(kind) for kind, name in KEYS.items()},
        "quotations": [view.speech(quotation) for quotation in analysis.quotations],
        "statements": [view.speech(statement) for statement in analysis.statements],
        "roles": [view.role(role) for role in analysis.roles],
    }


class _View:
    """An analysis with its entities at hand, by id."""

    def __init__(self, analysis: Analysis, base: str) -> None:
        self._analysis = analysis
        self._text = analysis.article.text
        self._iris = Iris(base, analysis.article.key)
        self._names = {entity.id: entity.name for entity in analysis.entities}

    def mentions(self, kind: EntityKind) -> list[Row]:
        """One row a mention by name; pronouns and descriptions are in the analysis only."""
        return [
            {
                "name": self._name(mention.entity) or mention.span.of(self._text),
                **_offsets(mention.span),
                "entity": self._iri(mention.entity),
            }
            for mention in self._analysis.mentions
            if mention.kind is kind and mention.form is MentionForm.NAME
        ]

    def speech(self, said: Quotation | Statement) -> Row:
        """What was said, and who said it as far as it is known."""
        parts = [{"text": part.of(self._text), **_offsets(part)} for part in said.parts]
        return {
            "text": PART_SEPARATOR.join(part.of(self._text) for part in said.parts),
            **_offsets(said.span),
            "parts": parts,
            **self._speaker(said.speaker),
        }

    def role(self, role: Role) -> Row:
        """Who is what, and where; the office of a country names its place."""
        spans = role.evidence.spans
        return {
            "person": self._name(role.person),
            "role": role.title,
            "organization": self._name(role.organization or role.place),
            "start": min((span.start for span in spans), default=None),
            "end": max((span.end for span in spans), default=None),
        }

    def _speaker(self, speaker: Speaker | None) -> Row:
        words = speaker.span.of(self._text) if speaker and speaker.span else None
        entity = speaker.entity if speaker else None
        return {
            "speaker": self._name(entity) or words,
            "speaker_kind": SPEAKER_KINDS[speaker.form] if speaker and speaker.form else None,
            "speaker_entity": self._iri(entity),
        }

    def _name(self, id: str | None) -> str | None:
        return None if id is None else self._names.get(id)

    def _iri(self, id: str | None) -> str | None:
        return None if id is None else self._iris.entity(id)


def _offsets(span: Span) -> Row:
    return {"start": span.start, "end": span.end}


_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def _line(value: object) -> str:
    """JSON on one line for every reader: whatever might end a line or a stream is escaped."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _object(line: str, number: int, stage: str) -> Row:
    try:
        value = json.loads(line, parse_constant=_no_constant)
    except RecursionError:
        raise _malformed(number, stage, "nested too deeply") from None
    except ValueError as error:
        what = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise _malformed(number, stage, f"not JSON ({what})") from None
    if not isinstance(value, dict):
        raise _malformed(number, stage, "not a JSON object")
    return value


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is no number")


def _length(value: Row) -> int:
    text = value.get("text")
    return len(text) if isinstance(text, str) else 0


def _checked(article: Article) -> Article:
    """The article, if its key can stand in an IRI and a file name."""
    parts = article.key.split("-")
    if not all(part and all(unicodedata.category(c)[0] in "LMN" for c in part) for part in parts):
        raise ValueError(f"key: {article.key!r} is not a slug")
    if not re.fullmatch("[0-9a-f]{64}", article.digest):
        raise ValueError("digest: not a SHA-256 in hex")
    return article


def _malformed(number: int, stage: str, what: str) -> ReadError:
    return ReadError(
        what,
        source="standard input",
        place=f"line {number}",
        hint=f"give the output of `nutgraf {stage}`",
    )
