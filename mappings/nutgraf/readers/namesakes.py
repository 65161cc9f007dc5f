"""Several things of one name in one article, which their `@id` alone tells apart."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING

from nutgraf.iris import slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nutgraf.readers.json_object import Object

_TELLING = ("jobTitle", "worksFor", "memberOf", "affiliation")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def told_apart(id: str, key: str, nodes: Mapping[str, Object]) -> dict[str, str]:
    """An id for each of these nodes, by its `@id`, where all of them would have this one.

    Behind it stands what only one of them is, or belongs to; if there is nothing, a digest of the
    `@id`, which means the same in all articles if it is an absolute IRI.

    >>> told_apart("people/jo-tarn", "rain", {"#1": {"jobTitle": "mate"}, "#2": {"jobTitle": "cook"}})
    {'#1': 'people/jo-tarn-mate', '#2': 'people/jo-tarn-cook'}
    >>> told_apart("people/jo-tarn", "rain", {"#1": {}, "#2": {}})
    {'#1': 'people/jo-tarn-9a11a1acc63c', '#2': 'people/jo-tarn-876c5a7655d4'}
    """
    words = {identity: dict.fromkeys(map(slug, _words(node))) for identity, node in nodes.items()}
    said = Counter(word for own in words.values() for word in own)
    found = {}
    for identity, own in words.items():
        whole = identity if _ABSOLUTE.match(identity) else f"{key} {identity}"
        digest = hashlib.sha256(whole.encode(errors="surrogatepass")).hexdigest()[:12]
        found[identity] = f"{id}-{next((word for word in own if said[word] == 1), digest)}"
    return found


def _words(node: Object) -> Iterator[str]:
    """What somebody is, and the names of what they belong to."""
    for key in _TELLING:
        value = node.get(key)
        for each in value if isinstance(value, list) else [value]:
            words = each.get("name") if isinstance(each, dict) else each
            if isinstance(words, str) and words.strip():
                yield words
