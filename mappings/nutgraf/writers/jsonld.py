"""JSON-LD as one tree: the article, and everything else where the article first leads to it.

The context is inline ([JSON-LD 1.1](https://www.w3.org/TR/json-ld11/)), nothing has to be fetched to
read it, and it says exactly the triples that the Turtle says: where the context would give a value
another datatype than the one it has, the datatype is written out.
"""

from __future__ import annotations

import json
import re
from collections import deque
from functools import cache, lru_cache
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any

from nutgraf import vocabulary
from nutgraf.graph import IRI, RDF_TYPE, SCHEMA, XSD, XSD_STRING, Literal
from nutgraf.writers import nquads
from nutgraf.writers.context import Context
from nutgraf.writers.turtle import grouped

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from nutgraf.graph import Triple

WEB_CONTEXT = "https://schema.org"
"""The context that search engines know; pages name it, nobody fetches it."""

_DATE = SCHEMA["Date"]
_DATES = frozenset((XSD["date"], XSD["dateTime"]))
_INT, _BOOLEAN = XSD["integer"], XSD["boolean"]
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")
_DEEPEST = 32  # levels of nesting; beyond, readers begin to refuse
_IN_SCRIPT = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}

Node = dict[str, Any]
"""A JSON object that stands for a node."""


def jsonld(triples: Iterable[Triple], root: IRI, context: Mapping[str, Any] | Context) -> str:
    """These triples as a JSON-LD tree that begins at `root`.

    Each node is written out where the fewest steps lead from the root, and is `{"id": …}` elsewhere;
    what the root does not lead to is in `@included`.  A `Context` that is read once serves many trees.

    >>> from nutgraf.graph import Triple
    >>> jane = IRI("https://news.example/people/jane-doe")
    >>> print(jsonld(
    ...     [Triple(jane, RDF_TYPE, SCHEMA["Person"])],
    ...     jane, {"@vocab": "https://schema.org/", "id": "@id", "type": "@type"}), end="")
    {
      "@context": {
        "@vocab": "https://schema.org/",
        "id": "@id",
        "type": "@type"
      },
      "id": "https://news.example/people/jane-doe",
      "type": "Person"
    }
    """
    terms = context if isinstance(context, Context) else Context(context.get("@context", context))
    written = tree(triples, root, terms)
    if not written:
        return _text({"@context": terms.definitions})
    text = _pretty(written, "\n").removeprefix("{\n  ")
    return f'{{\n  "@context": {terms.text},\n  {text}\n'


def web(
    triples: Iterable[Triple], root: IRI, context: Mapping[str, Any] | str = WEB_CONTEXT
) -> str:
    """The same tree as the content of a page's `<script type="application/ld+json">`.

    Nothing in it can end the script element.  With schema.org's own context, by name, dates are
    plain strings where [that context](https://schema.org/docs/jsonldcontext.jsonld) expects them.
    """
    if isinstance(context, str):
        text = _text({"@context": context} | tree(triples, root, _web_context()))
    else:
        text = jsonld(triples, root, context)
    return text.translate(_IN_SCRIPT)


@cache
def _web_context() -> Context:
    """schema.org's own; pages write its keywords with their @, as its examples do."""
    context = Context(vocabulary.context())
    context.id, context.type = "@id", "@type"
    return context


def dataset(
    graphs: Iterable[tuple[IRI, Iterable[Triple], IRI | None]], context: Mapping[str, Any]
) -> str:
    """Several named graphs as one document: each graph's name, its triples, and their root."""
    inner = context.get("@context", context)
    terms = Context(inner)
    named = [
        {terms.id: terms.name(name), "@graph": [tree(triples, root, terms)]}
        for name, triples, root in graphs
    ]
    return _text({"@context": inner, "@graph": named})


def _text(document: Node) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _pretty(value: Any, indent: str) -> str:
    """What `json.dumps` with an indent of two makes of a tree, in a fraction of the time.

    `indent` is a line feed and the white space before the brace that ends it.
    """
    if isinstance(value, str):
        return encode_basestring(value)
    inner = indent + "  "
    if isinstance(value, dict):
        members = []
        for key, each in value.items():
            said = encode_basestring(each) if isinstance(each, str) else _pretty(each, inner)
            members.append(f"{_key(key)}: {said}")
        return f"{{{inner}{f',{inner}'.join(members)}{indent}}}"
    if isinstance(value, list):
        items = [_pretty(each, inner) for each in value]
        return f"[{inner}{f',{inner}'.join(items)}{indent}]"
    return _plain(value)


_key = lru_cache(maxsize=1 << 10)(encode_basestring)
_plain = lru_cache(maxsize=1 << 10, typed=True)(json.dumps)


def tree(triples: Iterable[Triple], root: IRI | None, context: Context) -> Node:
    """These triples as nested JSON objects."""
    groups = grouped(triples)
    nodes: dict[IRI, Node] = {}

    def grow(start: IRI) -> Node:
        """Breadth first, so that a node stands as near to its root as it can."""
        top = nodes[start] = {context.id: context.name(start)}
        waiting = deque([(start, 1)])
        while waiting:
            subject, depth = waiting.popleft()
            node = nodes[subject]
            for predicate, objects in groups.get(subject, {}).items():
                if predicate == RDF_TYPE and (kinds := _kinds(objects, context)):
                    node[context.type] = kinds if len(kinds) > 1 else kinds[0]
                    continue
                key, coercion, always_many = context.key(predicate)
                values: list[Any] = []
                for term in objects:
                    if isinstance(term, Literal):
                        values.append(_value(term, coercion, context))
                        continue
                    values.append(leaf := {context.id: context.name(term)})
                    if term in groups and term not in nodes and depth < _DEEPEST:
                        nodes[term] = leaf
                        waiting.append((term, depth + 1))
                node[key] = values if always_many or len(values) > 1 else values[0]
        return top

    first = root if root is not None else next(iter(groups), IRI(""))
    if not first:
        return {}
    top = grow(first)
    if rest := [grow(subject) for subject in groups if subject not in nodes]:
        top["@included"] = rest
    return top


def _kinds(objects: Collection[IRI | Literal], context: Context) -> list[str]:
    """The names of some classes; none if one of them is no IRI."""
    found = [context.kind(each) for each in objects if isinstance(each, IRI)]
    return found if len(found) == len(objects) else []


def _value(term: Literal, coercion: str, context: Context) -> Any:
    """A literal in the shortest form that this context reads back as exactly that literal."""
    text, datatype, language = term
    if language:
        nquads.tag(language)
        return {"@value": text, "@language": language}
    if datatype == XSD_STRING:
        bare = coercion in ("", "@none", datatype) and not context.language
        return text if bare else {"@value": text}
    if datatype == coercion or (datatype in _DATES and coercion == _DATE):
        return text
    if not coercion:
        if datatype == _INT and _INTEGER.fullmatch(text):
            return int(text)
        if datatype == _BOOLEAN and text in ("true", "false"):
            return text == "true"
    return {"@value": text, context.type: context.kind(datatype)}
