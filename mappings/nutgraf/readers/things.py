"""The people, organizations, places, events and laws that a structured article describes itself.

A node has a class of schema.org and a name.  Elsewhere in the article it can be pointed at with its
`@id`, or by its name alone.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

from nutgraf.errors import ReadError
from nutgraf.iris import entity_id, local_id
from nutgraf.language.forms import is_generic
from nutgraf.model import (
    FIELD,
    Entity,
    EntityKind,
    Evidence,
    Mention,
    Relation,
    Role,
    Span,
)
from nutgraf.readers.classes import CORE, LISTED, kind_of
from nutgraf.readers.members import clean
from nutgraf.readers.namesakes import told_apart

if TYPE_CHECKING:
    from nutgraf.readers.json_object import Object
    from nutgraf.readers.members import Members
    from nutgraf.readers.page import Page

_NODE = frozenset(("@type", "type", "@id", "id", "name", "alternateName", "url", "sameAs"))
_PERSON = _NODE | {"givenName", "familyName", "jobTitle", "worksFor", "memberOf", "affiliation"}
_POINTER = 2  # members of a node that has a class and a name and no more to tell
_DEEPEST = 20  # levels at which a node is still found by its @id
_BELONGS: tuple[Literal["worksFor", "memberOf", "affiliation"], ...] = (
    "worksFor",
    "memberOf",
    "affiliation",
)


@dataclass(slots=True)
class _Thing:
    """What is known of one thing."""

    id: str
    kind: EntityKind
    name: str
    said_in: str
    others: dict[str, str] = field(default_factory=dict)
    mentioned: bool = False


@lru_cache(maxsize=1 << 12)
def _id_of(kind: EntityKind, name: str) -> str:
    """The id of a thing that has this name in every article; empty where each has its own."""
    generic = kind is EntityKind.ORGANIZATION and is_generic(name)
    return "" if generic else entity_id(kind, name)


def _pointer(value: Object) -> tuple[str, str] | None:
    """Class and name, if a node has no more to tell: it says the same wherever it stands."""
    if len(value) == _POINTER:
        kind, name = value.get("@type"), value.get("name")
        if isinstance(kind, str) and isinstance(name, str):
            return kind, name
    return None


class Things:
    """The things of one article, as they are met."""

    def __init__(self, page: Page, key: str, members: Members) -> None:
        self._page = page
        self._key = key
        self._members = members
        self._things: dict[str, _Thing] = {}
        self._named: dict[str, str] = {}
        self._described: dict[str, Object] = {}
        self._apart: dict[str, dict[str, str]] = {}
        self._done = set[int]()
        self._pointers: dict[tuple[str, str], tuple[_Thing, list[Relation]]] = {}
        self.relations: list[Relation] = []
        self.roles: list[Role] = []

    def describe(self, value: object, depth: int = 0) -> None:
        """Learn which nodes have an `@id`, so that others can point at them."""
        if depth > _DEEPEST:
            return
        if isinstance(value, list):
            for each in value:
                self.describe(each, depth + 1)
        elif isinstance(value, dict):
            if "name" in value and (identity := self._members.identity(value)):
                self._described.setdefault(identity, value)
            for each in value.values():
                if isinstance(each, (dict, list)):
                    self.describe(each, depth + 1)

    def tell_apart(self) -> None:
        """Give each of those an id of its own that have one name, and an `@id` each."""
        alike: dict[str, dict[str, Object]] = {}
        for identity, node in self._described.items():
            with suppress(ReadError):  # told where the node is used
                words = self._members.text(node, "name")
                kind = next(filter(None, map(kind_of, self._members.classes(node))), None)
                if words and kind:
                    alike.setdefault(self._plain(kind, clean(words)), {})[identity] = node
        self._apart = {
            id: told_apart(id, self._key, nodes) for id, nodes in alike.items() if len(nodes) > 1
        }

    def of(self, value: Object | str, name: str, *, mentioned: bool = True) -> str | None:
        """The id of the thing that a node describes or points at; None if it is none of ours.

        `name` is the field in which it stands; a thing that is `mentioned` is one of the article's
        subjects, not only one of its makers.
        """
        thing = self._thing(value, name)
        if thing is None:
            return None
        thing.mentioned |= mentioned
        return thing.id

    def _thing(self, value: Object | str, name: str) -> _Thing | None:
        if isinstance(value, str):
            known = self._named.get(clean(value))
            return self._things[known] if known else None
        pointer = _pointer(value)
        if pointer and (told := self._pointers.get(pointer)):
            thing, relations = told
            self.relations += relations
            return thing
        if "name" not in value and (identity := self._members.identity(value)):
            value = self._described.get(identity, value)
        words = self._members.text(value, "name")
        classes = self._members.classes(value)
        kind = next(filter(None, map(kind_of, classes)), None)
        if words is None or kind is None:
            return None
        found = self._new(kind, words, name, value)
        if found is None:
            return None
        if id(value) not in self._done:
            self._done.add(id(value))
            before = len(self.relations)
            self._tell(found, value, classes)
            if pointer:
                self._pointers[pointer] = found, self.relations[before:]
        return found

    def _new(self, kind: EntityKind, words: str, said_in: str, value: Object) -> _Thing | None:
        """The thing of this name; None if several have it and the node does not say which it is."""
        name = clean(words)
        id = self._plain(kind, name)
        shared = self._apart.get(id)
        if shared:
            self._named[name] = ""
            id = shared.get(self._members.identity(value) or "", "")
            if not id:
                return None
        thing = self._things.get(id)
        if thing is None:
            thing = self._things[id] = _Thing(id, kind, name, said_in)
        if thing.name != name:
            thing.others.setdefault(name, said_in)
        self._named.setdefault(name, id)
        return thing

    def _plain(self, kind: EntityKind, name: str) -> str:
        """The id of a thing that is alone in having this name."""
        return _id_of(kind, name) or local_id(self._key, name)

    def _tell(self, thing: _Thing, value: Object, classes: list[str]) -> None:
        """What a node says of its thing."""
        members, page = self._members, self._page
        person = thing.kind is EntityKind.PERSON
        members.known(value, _PERSON if person else _NODE)
        for name in classes:
            if name in LISTED and kind_of(name) is thing.kind and name not in CORE:
                self._relate(thing, "type", name, page.stated("@type", name))
        if len(value) == _POINTER:
            return
        for other in members.texts(value, "alternateName"):
            thing.others.setdefault(clean(other), "alternateName")
        for key in ("url", "sameAs"):
            for address in members.addresses(value, key):
                self._relate(thing, key, address, page.stated(key, address))
        if person:
            self._tell_person(thing, value)

    def _tell_person(self, thing: _Thing, value: Object) -> None:
        members, page = self._members, self._page
        for key in ("givenName", "familyName"):
            if words := members.text(value, key):
                self._relate(thing, key, clean(words), page.stated(key, words))
        for title in members.texts(value, "jobTitle"):
            why = page.stated("jobTitle", title)
            self.roles.append(Role(person=thing.id, title=clean(title), evidence=why))
        for key in _BELONGS:
            for node in members.nodes(value, key):
                other = self._thing(node, key)
                if other is None or other.kind is not EntityKind.ORGANIZATION:
                    members.leave(f"under {key}: no organization with a name of its own")
                    continue
                why = page.stated(key, other.name)
                role = Role(person=thing.id, organization=other.id, property=key, evidence=why)
                self.roles.append(role)

    def _relate(self, thing: _Thing, name: str, value: str, why: Evidence) -> None:
        self.relations.append(Relation(subject=thing.id, property=name, value=value, evidence=why))

    def kind(self, id: str) -> EntityKind:
        """The kind of one of the things."""
        return self._things[id].kind

    def name(self, id: str) -> str:
        """The name of one of the things."""
        return self._things[id].name

    def found(self, *, look: bool) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
        """The things, and where they are mentioned: with `look`, also where the prose names them."""
        places: dict[str, list[Span]] = {"": [], **{id: [] for id in self._things}}
        if look:
            for name, id in sorted(self._named.items(), key=lambda item: (-len(item[0]), item[0])):
                places[id] += self._page.places(name)
        entities, mentions = [], []
        for id, thing in self._things.items():
            spans = sorted(places[id]) or [self._page.line(thing.said_in, thing.name)]
            why = Evidence(rule=f"{FIELD}{thing.said_in}", spans=tuple(spans))
            entities.append(
                Entity(
                    id=id,
                    kind=thing.kind,
                    name=thing.name,
                    evidence=why,
                    alternate_names=tuple(
                        (other, self._page.stated(where, other))
                        for other, where in thing.others.items()
                        if other != thing.name
                    ),
                )
            )
            if places[id] or thing.mentioned:
                mentions += [
                    Mention(span=span, kind=thing.kind, entity=id, evidence=why) for span in spans
                ]
        mentions.sort(key=attrgetter("span", "kind"))
        return tuple(entities), tuple(mentions)
