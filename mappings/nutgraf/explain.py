"""Why a fact is published: the words in the article that say it, and the rule that read them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nutgraf.errors import UsageError
from nutgraf.graph import IRI, NG, NIF, PREFIXES, PROV, RDF, RDF_TYPE, SCHEMA, XSD, Literal, Triple
from nutgraf.iris import DEFAULT_BASE
from nutgraf.lookup import Things
from nutgraf.writers.nquads import term
from nutgraf.writers.results import cut, safe
from nutgraf.writers.turtle import prefixed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from nutgraf.dataset import Dataset

_Nodes = defaultdict[IRI, defaultdict[IRI, list[IRI | Literal]]]

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
    """One fact of one article and why it is known, as the evidence graph has it.

    `withheld` says why it was found and is not published: `unsure`, or `dependent` on what is not.
    """

    article: str
    fact: Triple
    rule: str
    confidence: str
    basis: str
    withheld: str = ""
    words: tuple[Words, ...] = ()


def explain(dataset: Dataset, target: IRI | Triple) -> list[Explanation]:
    """The facts about this thing, or this one fact, in the order of articles and of their text.

    A thing's facts are those that it is the subject or the object of.
    """
    found = [
        row
        for _, triples in dataset.evidence
        for row in explanations(triples, lambda fact: target in (fact, fact.subject, fact.object))
    ]
    return sorted(found, key=lambda row: _order(row, target))


def things(dataset: Dataset) -> Things:
    """What there is to explain: the things that the facts are about, or evidence by itself."""

    def facts() -> Iterator[Triple]:
        for _, triples in dataset.facts:
            yield from (triple for triple in triples if triple.predicate.startswith(SCHEMA))
        for name, triples in dataset.evidence:
            # Beside named facts, evidence tells of those that are withheld; a plain file can be
            # evidence alone.
            alone = name is None or not dataset.facts
            if alone or any(triple.predicate == NG["withheld"] for triple in triples):
                nodes = _nodes(triples)
                for iri, fact in list(_facts(nodes)):
                    if alone or NG["withheld"] in nodes[iri]:
                        yield fact

    return Things(facts, dataset.base)


def explanations(
    triples: Iterable[Triple], wanted: Callable[[Triple], bool]
) -> Iterator[Explanation]:
    """Why the wanted facts are known, as this evidence graph has it, in its order."""
    nodes = _nodes(triples)
    for name, fact in list(_facts(nodes)):
        node = nodes[name]
        if wanted(fact):
            sources = [s for s in node[PROV["wasDerivedFrom"]] if isinstance(s, IRI)]
            yield Explanation(
                article=_FACT.sub(r"\1articles/\2", name),
                fact=fact,
                rule=_text(node, NG["rule"]),
                confidence=_text(node, NG["confidence"]),
                basis=_text(node, NG["basis"]),
                withheld=_text(node, NG["withheld"]),
                words=tuple(sorted(_words(nodes[source]) for source in sources)),
            )


def _nodes(triples: Iterable[Triple]) -> _Nodes:
    nodes: _Nodes = defaultdict(lambda: defaultdict(list))
    for subject, predicate, thing in triples:
        nodes[subject][predicate].append(thing)
    return nodes


def _facts(nodes: _Nodes) -> Iterator[tuple[IRI, Triple]]:
    """The facts that this evidence is for, with the name of the node that says so."""
    for name, node in nodes.items():
        if RDF["Statement"] in node.get(RDF_TYPE, ()):
            parts = [_one(node, RDF[part]) for part in ("subject", "predicate", "object")]
            about, verb, value = parts
            if isinstance(about, IRI) and isinstance(verb, IRI) and value is not None:
                yield name, Triple(about, verb, value)


def _one(node: Mapping[IRI, list[IRI | Literal]], name: IRI) -> IRI | Literal | None:
    return next(iter(node.get(name, ())), None)


def _text(node: Mapping[IRI, list[IRI | Literal]], name: IRI) -> str:
    value = _one(node, name)
    return value.value if isinstance(value, Literal) else value or ""


def _words(node: Mapping[IRI, list[IRI | Literal]]) -> Words:
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
        withheld = row.withheld and f"not published: {row.withheld}"
        why = ", ".join(filter(None, (row.basis, row.rule, row.confidence, withheld)))
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


def target_of(words: Sequence[str], known: Things | None = None) -> IRI | Triple:
    """What the words of a command line name: a thing, or subject, predicate and object.

    A thing is an IRI; one that is `known` may be called by its name or a relative IRI, too.

    >>> target_of(["<https://news.example/people/jane-doe>"])
    IRI('https://news.example/people/jane-doe')
    >>> target_of(["https://news.example/people/jane-doe", "schema:name", "Jane Doe"]).object
    Literal(value='Jane Doe', datatype=IRI('http://www.w3.org/2001/XMLSchema#string'), language='')
    """
    known = known or Things(tuple, DEFAULT_BASE)
    if len(words) == 1:
        return _thing(words[0], known)
    predicate = RDF_TYPE if words[1:2] == ["a"] else _parsed((*words, "", "")[1])
    if len(words) != 3 or not isinstance(predicate, IRI):
        hint = "give an IRI, a name in quotes, or a subject, a predicate and an object"
        raise UsageError(f"neither a thing nor a fact: {safe(' '.join(words))}", hint=hint)
    return Triple(_thing(words[0], known), predicate, _object(words[2], known))


def unexplained(target: IRI | Triple, known: Things) -> str:
    """What to do next when nothing here says why: the things that may have been meant."""
    thing = target.subject if isinstance(target, Triple) else target
    if thing not in known:
        near = known.told(known.nearest(thing))
        return f"did you mean{near}" if near else "name a thing of this data"
    if isinstance(target, Triple):
        return f"this is no fact here; what is, `nutgraf explain DATA {safe(thing)}` shows"
    return "the data has no evidence: name a dataset folder, or an *.evidence.ttl of it"


def _thing(word: str, known: Things) -> IRI:
    """The one thing that a word is for; several or none are told with what may have been meant."""
    value = _parsed(word)
    if isinstance(value, IRI) and _ABSOLUTE.match(value):
        return value
    plain = value if isinstance(value, IRI) else value.value
    found = known.find(plain, named=not isinstance(value, IRI))
    if len(found) == 1:
        return found[0]
    if found:
        more = f"\n  … and {len(found) - _MOST} more" if len(found) > _MOST else ""
        listed = known.told(found[:_MOST]) + more
        raise UsageError(f"{safe(word)!r} names {len(found)} things", hint=f"give the IRI:{listed}")
    near = known.told(known.nearest(plain))
    hint = f"did you mean{near}" if near else "give an IRI, or subject, predicate and object"
    raise UsageError(f"neither a thing nor a fact of this data: {safe(word)}", hint=hint)


def _object(word: str, known: Things) -> IRI | Literal:
    """A text, unless it is an IRI, or a relative one of this data."""
    value = _parsed(word)
    if isinstance(value, IRI):
        return value if _ABSOLUTE.match(value) else _thing(word, known)
    found = known.find(word, named=False) if "/" in word else []
    return found[0] if len(found) == 1 else value


_MOST = 20  # things with one name that are listed
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
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
