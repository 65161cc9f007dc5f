"""What a JSON-LD context makes of names, seen from the writer's side: which key says this IRI?

Follows [IRI compaction](https://www.w3.org/TR/json-ld11-api/#iri-compaction) as far as a flat, inline
context needs it; where a context would read a name in another way than meant, it is not used.
"""

from __future__ import annotations

import json
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from nutgraf.errors import DataError
from nutgraf.writers import nquads

if TYPE_CHECKING:
    from collections.abc import Mapping

_LOCAL = re.compile(r"[^\W\d][\w-]*")
_REMEMBERED = 1 << 12  # names
_UNUSABLE = ("@reverse", "@language", "@direction", "@context", "@nest", "@index", "@import")


class Context:
    """An inline context, read once and asked many times.

    >>> context = Context({
    ...     "@vocab": "https://schema.org/", "id": "@id", "prov": "http://www.w3.org/ns/prov#"})
    >>> context.id, context.key("https://schema.org/name")[0]
    ('id', 'name')
    >>> context.key("http://www.w3.org/ns/prov#wasDerivedFrom")[0]
    'prov:wasDerivedFrom'
    """

    def __init__(self, definitions: Mapping[str, Any]) -> None:
        self.definitions = definitions
        self.vocab: str = definitions.get("@vocab") or ""
        self.language: str = definitions.get("@language") or ""
        self.terms = {name for name in definitions if not name.startswith("@")}
        self.id = "@id"
        self.type = "@type"
        self._prefixes: dict[str, str] = {}
        self._keys: dict[str, tuple[str, str, bool]] = {}
        self._names: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        definitions = {n: d for n, d in definitions.items() if n in self.terms}
        for name, definition in definitions.items():
            target = definition if isinstance(definition, str) else (definition or {}).get("@id")
            if target == "@id":
                self.id = name
            elif target == "@type":
                self.type = name
            elif isinstance(target, str) and target.endswith(tuple(":/?#[]@")):
                simple = isinstance(definition, str) or definition.get("@prefix") is True
                if simple and ":" not in name:
                    self._prefixes[name] = target
        for name, definition in definitions.items():
            self._define(name, definition)

    @cached_property
    def text(self) -> str:
        """The definitions as they stand in a document, one level deep."""
        written = json.dumps(self.definitions, ensure_ascii=False, indent=2)
        return written.replace("\n", "\n  ")

    def _define(self, name: str, definition: object) -> None:
        """Remember which IRI this term says, if it says one without side effects."""
        if isinstance(definition, str):
            definition = {"@id": definition}
        if not isinstance(definition, dict) or any(word in definition for word in _UNUSABLE):
            return
        container = definition.get("@container", "@none")
        target = self._expand(str(definition.get("@id", name)))
        if container in ("@none", "@set", ["@set"]) and not target.startswith("@"):
            coercion = definition.get("@type", "")
            if coercion and not coercion.startswith("@"):
                coercion = self._expand(coercion)
            self._keys.setdefault(target, (name, coercion, container != "@none"))

    def _expand(self, name: str) -> str:
        if name.startswith("@"):
            return name
        prefix, colon, local = name.partition(":")
        if colon:
            return self._prefixes.get(prefix, f"{prefix}:") + local
        return self.vocab + name

    def key(self, predicate: str) -> tuple[str, str, bool]:
        """The key for a property, the datatype it gives to strings, and whether it wants a list."""
        return self._keys.get(predicate) or (self.kind(predicate), "", False)

    def kind(self, name: str) -> str:
        """A class, datatype or property by a term, the vocabulary, a prefix, or in full."""
        if name not in self._kinds:
            if len(self._kinds) >= _REMEMBERED:
                self._kinds.clear()
            self._kinds[name] = self._keys[name][0] if name in self._keys else self._compact(name)
        return self._kinds[name]

    def _compact(self, name: str) -> str:
        if self.vocab and name.startswith(self.vocab):
            local = name[len(self.vocab) :]
            if _LOCAL.fullmatch(local) and local not in self.terms:
                return local
        for prefix, namespace in self._prefixes.items():
            local = name[len(namespace) :]
            if name.startswith(namespace) and _LOCAL.fullmatch(local):
                compact = f"{prefix}:{local}"
                if compact not in self.terms:
                    return compact
        return self.name(name)

    def name(self, name: str) -> str:
        """An IRI in full, refused where this context would read it as something else."""
        if name not in self._names:
            scheme, _, rest = nquads.iri(name)[1:-1].partition(":")
            if name in self.terms or (scheme in self.terms and not rest.startswith("//")):
                raise DataError(f"this JSON-LD context reads <{name}> as another name")
            if len(self._names) >= _REMEMBERED:
                self._names.clear()
            self._names[name] = name
        return self._names[name]
