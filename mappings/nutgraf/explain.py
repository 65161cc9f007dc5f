"""Why a fact is published: the words in the article that say it, and the rule that read them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nutgraf.errors import UsageError
from nutgraf.graph import IRI, NG, NIF, PREFIXES, PROV, RDF, RDF_TYPE, XSD, Literal, Triple
from nutgraf.writers.nquads import term
from nutgraf.writers.results import cut, safe
from nutgraf.writers.turtle import prefixed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nutgraf.dataset import Dataset

_FACT = re.compile(r"(.*)graphs/([^/#]+)/evidence(?:#.*)?")
_LONGEST = 70  # columns of a text in a fact; the words below it are whole


@dataclass(frozen=True, slots=True, order=True)
class Words:
    """Words of the source: their code points, half-open, and themselves.

    `text` is empty for the source as a whole.
    """

    start: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One fact of one article and why it is known, as the evidence graph has it."""

    article: str
    fact: Triple
    rule: str
    confidence: str
    basis: str
    words: tuple[Words, ...] = ()


def explain(dataset: Dataset, target: IRI | Triple) -> list[Explanation]:
    """The facts about this thing, or this one fact, in the order of articles and of their text.

    A thing's facts are those that it is the subject or the object of.
    """
    found = [row for _, triples in dataset.evidence for row in _explained(triples, target)]
    return sorted(found, key=lambda row: _order(row, target))


def _explained(triples: Iterable[Triple], target: IRI | Triple) -> Iterator[Explanation]:
    nodes: dict[IRI, dict[IRI, list[IRI | Literal]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, thing in triples:
        nodes[subject][predicate].append(thing)
    for name, node in list(nodes.items()):
        if RDF["Statement"] not in node.get(RDF_TYPE, ()):
            continue
        about, verb, value = [_one(node, RDF[part]) for part in ("subject", "predicate", "object")]
        if not isinstance(about, IRI) or not isinstance(verb, IRI) or value is None:
            continue
        fact = Triple(about, verb, value)
        if target in (fact, about) or (isinstance(value, IRI) and value == target):
            sources = [s for s in node[PROV["wasDerivedFrom"]] if isinstance(s, IRI)]
            yield Explanation(
                article=_FACT.sub(r"\1articles/\2", name),
                fact=fact,
                rule=_text(node, NG["rule"]),
                confidence=_text(node, NG["confidence"]),
                basis=_text(node, NG["basis"]),
                words=tuple(sorted(_words(nodes[source]) for source in sources)),
            )


def _one(node: dict[IRI, list[IRI | Literal]], name: IRI) -> IRI | Literal | None:
    return next(iter(node.get(name, ())), None)


def _text(node: dict[IRI, list[IRI | Literal]], name: IRI) -> str:
    value = _one(node, name)
    return value.value if isinstance(value, Literal) else value or ""


def _words(node: dict[IRI, list[IRI | Literal]]) -> Words:
    start, end = _text(node, NIF["beginIndex"]), _text(node, NIF["endIndex"])
    return Words(int(start or 0), int(end or 0), _text(node, NIF["anchorOf"]))


def _order(row: Explanation, target: IRI | Triple) -> tuple[object, ...]:
    """What a thing is and has, then where it is used; stated facts in the order of their words."""
    start = next((words.start for words in row.words if words.text), -1)
    used = row.fact.subject != target
    return (row.article, used, start < 0, start, *map(_plain, row.fact), row.rule)


def _plain(value: IRI | Literal) -> str:
    return value if isinstance(value, IRI) else term(value)


def text(rows: Sequence[Explanation], target: IRI | Triple) -> str:
    """The explanations for people, article by article: each fact, and below it the words."""
    lines: list[str] = [] if isinstance(target, Triple) else [safe(target)]
    article = None
    for row in rows:
        if row.article != article:
            article = row.article
            lines += ["", f"in {safe(article)}"]
        lines.append("  " + _fact(row.fact, target))
        why = ", ".join(filter(None, (row.basis, row.rule, row.confidence)))
        said = [words for words in row.words if words.text]
        if not said:
            lines.append(f"      {_WHOLE if row.words else _NO_WORDS}  ({safe(why)})")
        for words in said:
            quoted = " ".join(safe(words.text).split())
            lines.append(f"      “{quoted}”  {words.start}–{words.end}  ({safe(why)})")
    return "\n".join(lines).strip("\n") + "\n"


_WHOLE = "the article as a whole"
_NO_WORDS = "no words of the article"


def _fact(fact: Triple, target: IRI | Triple) -> str:
    """A fact in short form, without the thing that is explained anyway."""
    verb = "a" if fact.predicate == RDF_TYPE else _short(fact.predicate)
    if fact.subject == target:
        return f"{verb} {_short(fact.object)}"
    if isinstance(target, Triple):
        return f"{_short(fact.subject)} {verb} {_short(fact.object)}"
    return f"is {verb} of {_short(fact.subject)}"


def _short(value: IRI | Literal) -> str:
    if isinstance(value, IRI):
        return prefixed(value) or f"<{value}>"
    text = f'"{cut(value.value, _LONGEST)}"'
    if value.datatype == XSD["string"] or value.language:
        return text
    return f"{text}^^{_short(value.datatype)}"


def target_of(words: Sequence[str]) -> IRI | Triple:
    """What the words of a command line name: an IRI, or subject, predicate and object.

    >>> target_of(["<https://news.example/people/jane-doe>"])
    IRI('https://news.example/people/jane-doe')
    >>> target_of(["https://news.example/people/jane-doe", "schema:name", "Jane Doe"]).object
    Literal(value='Jane Doe', datatype=IRI('http://www.w3.org/2001/XMLSchema#string'), language='')
    """
    hint = "give an IRI, or a subject, a predicate and an object"
    terms = [_parsed(word) for word in words]
    if len(terms) == 1 and isinstance(terms[0], IRI):
        return terms[0]
    if len(terms) == 3 and isinstance(terms[0], IRI):
        predicate = RDF_TYPE if words[1] == "a" else terms[1]
        if isinstance(predicate, IRI):
            return Triple(terms[0], predicate, terms[2])
    raise UsageError(f"neither a thing nor a fact: {' '.join(words)}", hint=hint)


_LITERAL = re.compile(r'"(.*)"(?:@([\w-]+)|\^\^(\S+))?', re.DOTALL)


def _parsed(word: str) -> IRI | Literal:
    """An IRI in full or with a known prefix, a literal as in Turtle, or a text as it is."""
    if match := _LITERAL.fullmatch(word):
        value, language, datatype = match.groups(default="")
        kind = _parsed(datatype) if datatype else XSD["string"]
        return Literal(value, kind if isinstance(kind, IRI) else IRI(datatype), language)
    if word.startswith("<") and word.endswith(">"):
        return IRI(word[1:-1])
    prefix, colon, local = word.partition(":")
    if colon and prefix in PREFIXES and not local.startswith("//"):
        return PREFIXES[prefix][local]
    if re.match(r"(https?://|urn:|ni:|mailto:)\S+$", word):
        return IRI(word)
    return Literal(word)
