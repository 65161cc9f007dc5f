"""Roles: who is what, and where.

A role is right if the gold has the same person with the same title; its organization is scored where
both have that role.  Former roles are not scored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.evaluation.folding import folded
from nutgraf.evaluation.scores import Place
from nutgraf.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nutgraf.evaluation.gold import Gold
    from nutgraf.evaluation.scores import Scored
    from nutgraf.model import Analysis

Triple = tuple[str, ...]
"""A person, what they are, and where; what is not known is empty."""


def roles(gold: Gold, analysis: Analysis) -> Iterator[Scored]:
    """The scores of roles and of their organizations, if the gold has roles."""
    if gold.roles is None:
        return
    place = Place(gold.article.id, gold.article.text)
    marked = {_triple(role.person, role.title, role.organization): role.span for role in gold.roles}
    ours = _ours(analysis)
    titles, our_titles = _titles(marked), _titles(ours)
    both = titles.keys() & our_titles.keys()
    at = {key: span for key, span in marked.items() if key[2]}
    our_at = {key: span for key, span in ours.items() if key[2] and key[:2] in both}
    yield place.compared("roles.title", titles, our_titles, _words(titles))
    yield place.compared("roles.organization", at, our_at, _words([*at, *our_at]))


def _ours(analysis: Analysis) -> dict[Triple, Span | None]:
    names = {entity.id: entity.name for entity in analysis.entities}
    found: dict[Triple, Span | None] = {}
    for role in analysis.roles:
        if not role.former:
            where = role.organization or role.place
            spans = role.evidence.spans
            whole = Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else None
            key = _triple(names.get(role.person), role.title, names.get(where or ""))
            found.setdefault(key, whole)
    return found


def _triple(person: str | None, title: str | None, organization: str | None) -> Triple:
    return folded(person), folded(title), folded(organization)


def _titles(found: dict[Triple, Span | None]) -> dict[Triple, Span | None]:
    """Who is what, wherever."""
    first: dict[Triple, Span | None] = {}
    for key, span in found.items():
        first.setdefault(key[:2], span)
    return first


def _words(keys: Iterable[Triple]) -> dict[Triple, str]:
    return {key: ", ".join(filter(None, key)) for key in keys}
