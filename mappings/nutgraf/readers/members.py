"""The members of a JSON object as an article needs them: texts, addresses, nodes; or why not.

What is of a wrong type is an error that says where it stands; what the profile has no place for is
counted and left out.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from nutgraf.errors import LimitError, ReadError
from nutgraf.language.forms import tidy
from nutgraf.model import Dropped
from nutgraf.vocabulary import is_property

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from nutgraf.model import Source
    from nutgraf.readers.json_object import Object

MOST = 1_000  # nodes that one article may describe

_ADDRESS = re.compile(
    r"https?://(?:[\w.~!$&'()*+,;=:-]|%[0-9A-Fa-f]{2})+"
    r"(?:[/?](?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
    r"(?:#(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
)
"""An absolute http(s) IRI, as far as any engine reads it: letters of every script, no brackets."""


_PREFIX = re.compile(r"^(?:https?://schema\.org/|schema:)")


@lru_cache(maxsize=1024)  # names come from strangers
def _local(name: str) -> str:
    return _PREFIX.sub("", name)


def clean(words: str) -> str:
    r"""Words on one line, with single ordinary spaces and nothing that cannot be seen.

    >>> clean("Ada Moreau"), clean("Ada\u00a0\n Moreau")
    ('Ada Moreau', 'Ada Moreau')
    """
    if words.isprintable() and "  " not in words and words.strip(" ") == words:
        return words  # most are
    return tidy(words)


def _is_seen(words: str) -> bool:
    """Whether anything of these words is left if they are cleaned; a letter at the beginning is."""
    return words[:1].isalnum() or bool(clean(words))


class Members:
    """Looks into the objects of one article; remembers what was left out.

    >>> from nutgraf.model import Source
    >>> members = Members(Source(name="a.jsonl", key="a", data=b"", line=3))
    >>> members.texts({"keywords": ["rain", "Velmora"]}, "keywords")
    ['rain', 'Velmora']
    >>> members.texts({"keywords": 7}, "keywords")
    Traceback (most recent call last):
      ...
    nutgraf.errors.ReadError: a.jsonl, line 3: keywords must be a text; put it in quotation marks
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._left = Counter[str]()
        self._nodes = 0

    @property
    def left(self) -> tuple[Dropped, ...]:
        """What was left out, and how often."""
        return tuple(
            Dropped(source="JSON", why=why, count=count)
            for why, count in sorted(self._left.items())
        )

    def leave(self, why: str) -> None:
        """Count something that the profile has no place for."""
        self._left[why] += 1

    def known(self, value: Object, keys: AbstractSet[str]) -> None:
        """Count the members that are none of these."""
        if value.keys() <= keys:
            return  # as nearly always
        for key in value:
            if key not in keys:
                self.leave(
                    f"under {key}" if is_property(key) else "under keys that are none of schema.org"
                )

    def text(self, value: Object, key: str) -> str | None:
        """The one text of a member that is there and not blank."""
        found = value.get(key)
        if found is None:
            return None
        if not isinstance(found, str):
            raise self.wrong(key, "a text", "put it in quotation marks")
        return found if _is_seen(found) else None

    def texts(self, value: Object, key: str) -> list[str]:
        """The texts of a member that may hold one or many."""
        found = value.get(key)
        if found is None:
            return []
        if isinstance(found, str):
            return [found] if _is_seen(found) else []
        many = found if isinstance(found, list) else [found]
        if not all(isinstance(each, str) for each in many):
            raise self.wrong(key, "a text", "put it in quotation marks")
        return [each for each in dict.fromkeys(many) if _is_seen(each)]

    def addresses(self, value: Object, key: str) -> list[str]:
        """The web addresses of a member."""
        if key not in value:
            return []
        found = self.texts(value, key)
        good = [each for each in found if _ADDRESS.fullmatch(each)]
        for _ in range(len(found) - len(good)):
            self.leave(f"under {key}: no http(s) address")
        return good

    def nodes(self, value: Object, key: str) -> list[Object | str]:
        """The objects, or texts in place of objects, of a member that may hold one or many."""
        found = value.get(key)
        if found is None:
            return []
        many: list[Any] = found if isinstance(found, list) else [found]
        if [each for each in many if not isinstance(each, (dict, str))]:
            raise self.wrong(key, "an object or a text", "give it @type and name")
        self._nodes += len(many)
        if self._nodes > MOST:
            what = f"describes more than {MOST:,} things"
            place = self._source.place
            hint = "an article has fewer: write one a line"
            raise LimitError(what, source=self._source.name, place=place, hint=hint)
        return [each for each in many if each and (isinstance(each, dict) or _is_seen(each))]

    def classes(self, value: Object) -> list[str]:
        """The classes of a node, by their names in schema.org."""
        key = "@type" if "@type" in value else "type"
        return list(map(_local, self.texts(value, key)))

    def identity(self, value: Object) -> str | None:
        """The IRI that a node has in the source."""
        return self.text(value, "@id" if "@id" in value else "id")

    def wrong(self, key: str, expected: str, hint: str) -> ReadError:
        """The error for a member of a wrong type."""
        return ReadError(
            f"{key} must be {expected}",
            source=self._source.name,
            place=self._source.place,
            hint=hint,
        )
