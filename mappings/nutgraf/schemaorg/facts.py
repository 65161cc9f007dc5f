"""The small words that every mapping module is written in."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeVar

from nutgraf.graph import IRI, RDF_TYPE, SCHEMA, XSD, Fact, Literal, Triple
from nutgraf.language.forms import tidy
from nutgraf.language.places import Placed
from nutgraf.lexical import moment
from nutgraf.model import Basis, Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nutgraf.config import Config
    from nutgraf.iris import Iris
    from nutgraf.model import (
        Analysis,
        Mention,
        Quotation,
        Relation,
        Role,
        Span,
        Speaker,
        Statement,
    )

_Act = TypeVar("_Act", "Quotation", "Statement")

BETWEEN_PARTS = " … "
"""What stands for the reporter's words between two parts of split speech."""


_made = tuple.__new__
"""Makes facts, of which there are so many, without the function that names their fields."""


@dataclass(frozen=True)
class Mapping:
    """One analysis on its way to triples: what every mapping module is given."""

    analysis: Analysis
    iris: Iris
    config: Config

    @property
    def text(self) -> str:
        """The text that spans point into."""
        return self.analysis.article.text

    def relations_of(self, subject: str) -> Sequence[Relation]:
        """The relations of one entity, in the order in which they were found."""
        return self._relations.get(subject, ())

    @cached_property
    def _relations(self) -> dict[str, list[Relation]]:
        found: defaultdict[str, list[Relation]] = defaultdict(list)
        for relation in self.analysis.relations:
            found[relation.subject].append(relation)
        return found

    def roles_of(self, entity: str) -> Sequence[Role]:
        """The roles that a person has, or that people have at an organization; no former ones."""
        return self._roles.get(entity, ())

    @cached_property
    def _roles(self) -> dict[str, list[Role]]:
        found: defaultdict[str, list[Role]] = defaultdict(list)
        for role in self.analysis.roles:
            if not role.former:
                found[role.person].append(role)
                if role.organization:
                    found[role.organization].append(role)
        return found

    @cached_property
    def mentions(self) -> Placed[Mention]:
        """The mentions, by their place."""
        return Placed(self.analysis.mentions)

    @cached_property
    def quotations(self) -> list[tuple[Quotation, IRI, str]]:
        """Direct speech, each with its IRI and its words."""
        return list(self._named("quotation", self.analysis.quotations))

    @cached_property
    def statements(self) -> list[tuple[Statement, IRI, str]]:
        """Indirect speech, each with its IRI and its words."""
        return list(self._named("statement", self.analysis.statements))

    def _named(self, kind: str, acts: Sequence[_Act]) -> Iterator[tuple[_Act, IRI, str]]:
        """What was said is named by its words; a second one of the same words by its place too."""
        text = self.text
        texts = [BETWEEN_PARTS.join([part.of(text) for part in act.parts]) for act in acts]
        first: dict[str, Span] = {}
        for act, words in zip(acts, texts, strict=True):
            first[words] = min(first.get(words, act.span), act.span)
        for act, words in zip(acts, texts, strict=True):
            place: list[str] = [str(act.span.start)] if first[words] < act.span else []
            yield act, self.iris.part(f"{kind}-{digest([words, *place])}"), words


@lru_cache(maxsize=64)
def structural(rule: str) -> Evidence:
    """The evidence of a triple that holds by the way the graph is built."""
    return Evidence(rule=rule, basis=Basis.STRUCTURAL)


def fact(subject: IRI, name: str, value: IRI | Literal | str | int, evidence: Evidence) -> Fact:
    """A fact with a schema.org property; a plain text becomes an xsd:string.

    >>> fact(IRI("urn:a"), "name", "Jane", structural("x")).triple.object
    Literal(value='Jane', datatype=IRI('http://www.w3.org/2001/XMLSchema#string'), language='')
    """
    term: IRI | Literal
    if isinstance(value, (IRI, Literal)):
        term = value
    elif isinstance(value, int):
        term = Literal(str(value), XSD["integer"])
    else:
        term = Literal(value)
    return _made(Fact, (_made(Triple, (subject, SCHEMA[name], term)), evidence))


def a(subject: IRI, name: str, evidence: Evidence) -> Fact:
    """A fact that says the schema.org class of something."""
    return _made(Fact, (_made(Triple, (subject, RDF_TYPE, SCHEMA[name])), evidence))


def date(value: str) -> Literal:
    """An ISO 8601 date or date-time as xsd:date or xsd:dateTime.

    >>> date("2024-05-17").datatype, date("2024-05-17T08:00:00Z").datatype
    (IRI('http://www.w3.org/2001/XMLSchema#date'), IRI('http://www.w3.org/2001/XMLSchema#dateTime'))
    """
    return Literal(moment(value), XSD["dateTime"] if "T" in value else XSD["date"])


LINKS = frozenset(("url", "sameAs"))
"""The properties whose values are web addresses."""


def literal(subject: IRI, relation: Relation) -> Fact:
    """The fact of a relation that has a value: an address, a date, or a text."""
    words = relation.value or ""
    value: IRI | Literal | str = words
    if relation.property in LINKS:
        value = IRI(words)
    elif relation.property.startswith("date"):
        value = date(words)
    return fact(subject, relation.property, value, relation.evidence)


def digest(words: Iterable[str]) -> str:
    """Twelve hex digits that name a part of an article by its content."""
    return hashlib.sha256("\x1f".join(words).encode()).hexdigest()[:12]


def speaker_facts(
    mapping: Mapping, subject: IRI, speaker: Speaker | None, properties: tuple[str, ...]
) -> Iterator[Fact]:
    """Who said it: a node for a person or an organization, the words for anybody else."""
    if speaker is None:
        return
    if speaker.entity:
        for name in properties:
            yield fact(subject, name, mapping.iris.entity(speaker.entity), speaker.evidence)
    elif speaker.span and not _is_pronoun(speaker.span.of(mapping.text)):
        words = tidy(speaker.span.of(mapping.text))
        yield fact(subject, "creditText", words, speaker.evidence)


def _is_pronoun(words: str) -> bool:
    return words.casefold() in ("he", "she", "they", "it", "i", "we", "you", "who")


def mentioned_in(mapping: Mapping, subject: IRI, parts: tuple[Span, ...]) -> Iterator[Fact]:
    """The entities that are named inside these spans, each once."""
    spans: dict[str, dict[Span, None]] = {}
    for part in sorted(parts):
        for mention in mapping.mentions.within(part):
            if mention.entity:
                spans.setdefault(mention.entity, {})[mention.span] = None
    for entity, places in spans.items():
        yield fact(
            subject,
            "mentions",
            mapping.iris.entity(entity),
            Evidence(rule="named-inside", spans=tuple(places)),
        )
