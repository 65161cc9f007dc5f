"""Which names in one article mean the same thing.

A surname means the full name before it, an acronym the name it spells, a short form the only long
one it can come from.  What stays ambiguous stays apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from nutgraf.iris import entity_id, local_id
from nutgraf.language.forms import acronyms_of, begins_or_ends, cased, is_generic, is_part_of
from nutgraf.language.lists import countries
from nutgraf.model import Article, Basis, Entity, EntityKind, Evidence, Mention, MentionForm

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(slots=True)
class _Cluster:
    """The mentions of one thing, by the form in which they are printed."""

    kind: EntityKind
    forms: defaultdict[str, list[Mention]] = field(default_factory=lambda: defaultdict(list))

    def add(self, form: str, mention: Mention) -> None:
        self.forms[form].append(mention)

    @property
    def name(self) -> str:
        """The fullest form; of equally long ones the first that is printed."""
        proper = {
            form: mentions[0].span.start
            for form, mentions in self.forms.items()
            if mentions[0].form is MentionForm.NAME
        } or {form: mentions[0].span.start for form, mentions in self.forms.items()}
        shouted = {form.casefold() for form in proper if not form.isupper()}
        return min(
            proper,
            key=lambda form: (
                form.isupper() and form.casefold() in shouted,
                -len(form.split()),
                -len(form),
                proper[form],
            ),
        )

    @property
    def start(self) -> int:
        return min(mention.span.start for mentions in self.forms.values() for mention in mentions)


def link(
    article: Article, mentions: Sequence[Mention]
) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """The things that the mentions mean, in order of first mention, and the mentions with them."""
    ordered = sorted(mentions, key=lambda mention: (mention.span, mention.kind))
    clusters: list[_Cluster] = []
    named = [(_form(article.text, m), m) for m in ordered if m.form is MentionForm.NAME]
    places = frozenset(form for form, mention in named if mention.kind is EntityKind.PLACE)
    for kind in EntityKind:
        forms = [(form, mention) for form, mention in named if mention.kind is kind]
        if kind is EntityKind.PERSON:
            clusters.extend(_people(kind, forms, article.text))
        else:
            clusters.extend(_things(kind, forms, article.text, places))
    generic: dict[tuple[EntityKind, str], _Cluster] = {}
    for mention in ordered:
        if mention.form is MentionForm.NOMINAL:
            form = cased(mention.span.of(article.text)).casefold()
            generic.setdefault((mention.kind, form), _Cluster(mention.kind)).add(form, mention)
    clusters.extend(generic.values())
    clusters.sort(key=lambda cluster: (cluster.start, cluster.kind))

    entities: dict[str, Entity] = {}
    linked: list[Mention] = []
    for cluster in clusters:
        entity = _entity(article, cluster)
        entities[entity.id] = (
            _merged(entities[entity.id], entity) if entity.id in entities else entity
        )
        for form_mentions in cluster.forms.values():
            linked.extend(replace(mention, entity=entity.id) for mention in form_mentions)
    return tuple(entities.values()), tuple(sorted(linked, key=lambda m: (m.span, m.kind)))


def _form(text: str, mention: Mention) -> str:
    return cased(
        _FINAL_STOP.sub("", mention.span.of(text)),
        agency=mention.kind is EntityKind.ORGANIZATION,
        place=mention.kind is EntityKind.PLACE and mention.span.of(text) not in countries(),
    )


_FINAL_STOP = re.compile(r"(?<=\b(?:Ltd|Inc))\.$|(?<=\bCorp)\.$|(?<=\bCo)\.$")
"""The stop of a company's abbreviation may be the sentence's: a name is told without it."""

_KIN = re.compile(
    r"\b(?:son|daughter|wife|husband|brother|sister|mother|father|partner|widow|widower|cousin|uncle|aunt"
    r"|niece|nephew|grandson|granddaughter|grandmother|grandfather),?\s+$"
)
"""“her son, X”: news goes on calling somebody else by the surname they share."""


def _people(kind: EntityKind, forms: Sequence[tuple[str, Mention]], text: str) -> list[_Cluster]:
    """Full names first; then each part of a name goes to the full name it belongs to."""
    full: dict[str, _Cluster] = {}
    for form in sorted(
        {form for form, _ in forms if " " in form}, key=lambda f: (-len(f.split()), f)
    ):
        longer = [name for name in full if _same_person(form, name)]
        full[form] = full[longer[0]] if len(longer) == 1 else _Cluster(kind)
    clusters: list[_Cluster] = []
    single: dict[str, _Cluster] = {}
    unrelated = [
        (form, m)
        for form, m in forms
        if not _KIN.search(text[max(0, m.span.start - 20) : m.span.start])
    ]
    for form, mention in forms:
        if " " in form:
            cluster = full[form]
        else:
            cluster = _bearer(form, mention, full, unrelated) or single.setdefault(
                form.casefold(), _Cluster(kind)
            )
        cluster.add(form, mention)
        if not any(cluster is other for other in clusters):
            clusters.append(cluster)
    return clusters


def _same_person(short: str, name: str) -> bool:
    """“Ann Lee” is “Ann Mary Lee”, and “Mary-Ann Lee Smith” begins with “Mary-Ann Lee”."""
    few, many = short.split(), name.split()
    return is_part_of(short, name) and (few[0] == many[0] or few[-1] == many[-1])


def _bearer(
    form: str, mention: Mention, full: dict[str, _Cluster], forms: Sequence[tuple[str, Mention]]
) -> _Cluster | None:
    """Whose name this part is: the last one named before it, a surname before a given name."""
    folded = form.casefold()
    holders = [name for name in full if folded in name.casefold().split()]
    if not holders:
        return None
    by_last = [name for name in holders if name.casefold().split()[-1] == folded]
    holders = by_last or holders
    before = [f for f, m in forms if m.span < mention.span and f in holders]
    after = [f for f, _ in forms if f in holders]
    named = before[-1:] or after[:1]
    return full[named[0]] if named else full[holders[0]]


def _things(
    kind: EntityKind, forms: Sequence[tuple[str, Mention]], text: str, places: frozenset[str]
) -> list[_Cluster]:
    """One cluster a name; acronyms, aliases and short forms join the one long form they mean."""
    names = sorted({form for form, _ in forms}, key=lambda f: (-len(f.split()), -len(f), f))
    home = _aliases(forms, text)
    for name in names:
        if name in home:
            continue
        longer = [
            long
            for long in names
            if home.get(long) == long and _same_thing(kind, name, long, places)
        ]
        home[name] = longer[0] if len(longer) == 1 else name
    clusters: dict[str, _Cluster] = {}
    for form, mention in forms:
        clusters.setdefault(home[home[form]], _Cluster(kind)).add(form, mention)
    return list(clusters.values())


def _aliases(forms: Sequence[tuple[str, Mention]], text: str) -> dict[str, str]:
    """“Name (ABC)”: what stands in brackets behind a name is that name."""
    found: dict[str, str] = {}
    for (name, first), (alias, second) in pairwise(forms):
        between = text[first.span.end : second.span.start]
        if (
            between.strip() == "("
            and text[second.span.end : second.span.end + 1] == ")"
            and " " in name
            and " " not in alias
            and name not in found
        ):
            found.setdefault(alias, name)
            found[name] = name
    return found


def _same_thing(kind: EntityKind, short: str, name: str, places: frozenset[str]) -> bool:
    if short.casefold() == name.casefold():
        return True
    if kind is EntityKind.PLACE:
        one, other = countries().get(short), countries().get(name)
        if one or other:
            return one is not None and other is not None and one.code == other.code
    if short in acronyms_of(name):
        return True
    if not begins_or_ends(short, name) or (short in places and kind is not EntityKind.PLACE):
        return False
    single = " " not in short
    if name.casefold().endswith(short.casefold()):
        # What follows “of” or “for” is somebody else: “Friends of the River Trust”.
        before = name[: -len(short)].split()
        if before and before[-1].casefold() in ("of", "for", "and", "in", "the"):
            return False
        return not single or (kind is EntityKind.ORGANIZATION and is_generic(short))
    return kind is not EntityKind.PLACE and (
        not single
        or (
            kind is EntityKind.ORGANIZATION
            and short not in countries()
            and not is_generic(short)
            and len(short) > 3
        )
    )


def _entity(article: Article, cluster: _Cluster) -> Entity:
    name = cluster.name
    others = tuple(
        (form, _evidence(mentions))
        for form, mentions in cluster.forms.items()
        if form.casefold() != name.casefold()
        # A surname is no other name of a person, be it one word or two.
        and (
            cluster.kind is not EntityKind.PERSON
            or (" " in form and not name.casefold().endswith(f" {form.casefold()}"))
        )
    )
    return Entity(
        id=_id(article, cluster, name),
        kind=cluster.kind,
        name=name,
        evidence=_evidence(cluster.forms[name]),
        alternate_names=others,
    )


def _id(article: Article, cluster: _Cluster, name: str) -> str:
    if cluster.forms[name][0].form is MentionForm.NOMINAL:
        return local_id(article.key, name)
    if cluster.kind is EntityKind.PERSON and " " not in name:
        # A bare surname means somebody else in the next article.
        return local_id(article.key, name)
    if cluster.kind is EntityKind.ORGANIZATION and is_generic(name):
        # “Supreme Court”, “Ministry of Health”: another country's in the next article.
        return local_id(article.key, name)
    if cluster.kind is EntityKind.PLACE and name in countries():
        return entity_id(cluster.kind, countries()[name].name)
    return entity_id(cluster.kind, name)


def _evidence(mentions: Sequence[Mention]) -> Evidence:
    best = max(mention.evidence.confidence for mention in mentions)
    return Evidence(
        rule=mentions[0].evidence.rule,
        spans=tuple(mention.span for mention in mentions),
        confidence=best,
        basis=Basis.STATED,
    )


def _merged(one: Entity, other: Entity) -> Entity:
    """Two forms with one id ("X-Y" and "X Y") are one thing with two names."""
    extra = () if other.name == one.name else ((other.name, other.evidence),)
    known = {form for form, _ in one.alternate_names} | {one.name}
    more = (*extra, *other.alternate_names)
    return replace(
        one,
        alternate_names=(
            *one.alternate_names,
            *((form, why) for form, why in more if form not in known),
        ),
    )
