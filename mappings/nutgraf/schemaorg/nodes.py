"""What a node of the graph cannot do without: a person's name, a role's person, a quotation's text."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from nutgraf.graph import IRI, RDF_TYPE, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nutgraf.graph import Fact

NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "Person": (("name",),),
    "Organization": (("name",),),
    "Place": (("name",),),
    "Event": (("name",),),
    "Legislation": (("name",),),
    "Quotation": (("text",),),
    "Statement": (("text",),),
    "NewsArticle": (("headline",),),
    "ContactPoint": (("email",),),
    "ImageObject": (("caption", "creditText", "creator", "dateCreated", "contentLocation"),),
    "OrganizationRole": (("roleName",), ("member", "employee")),
    "Occupation": (("name",), ("occupationLocation",)),
}
"""By class, groups of properties: a node has to keep one of each group, if it ever had one.

The shapes ask for the same (a test), and for what always holds by construction.
"""

NEEDED_PROPERTIES = frozenset(
    (RDF_TYPE, *(SCHEMA[name] for groups in NEEDED.values() for group in groups for name in group))
)
"""The properties of these groups, and what says the class."""


def classes_of(facts: Iterable[Fact]) -> dict[IRI, str]:
    """The class of each node, by its name in schema.org: of several, the first, the core one."""
    classes: dict[IRI, str] = {}
    for (subject, predicate, term), _ in facts:
        if predicate == RDF_TYPE and isinstance(term, IRI):
            classes.setdefault(subject, term.removeprefix(SCHEMA))
    return classes


class Nodes:
    """The nodes of one article's graph: the class of each, and what it needs.

    The article itself needs nothing: that it is one is given, not found.
    """

    def __init__(self, facts: Iterable[Fact], article: IRI) -> None:
        found = list(facts)
        self._article = article
        self.classes = classes_of(found)
        self._facts: defaultdict[tuple[IRI, IRI], list[Fact]] = defaultdict(list)
        for each in found:
            self._facts[each.triple[:2]].append(each)

    def needs(self, node: IRI) -> Iterator[Sequence[Fact]]:
        """Groups of facts about this node; of each it needs one."""
        if node == self._article:
            return
        yield self._facts[node, RDF_TYPE][:1]
        for group in NEEDED.get(self.classes[node], ()):
            facts = [each for name in group for each in self._facts.get((node, SCHEMA[name]), ())]
            if facts:
                yield facts
