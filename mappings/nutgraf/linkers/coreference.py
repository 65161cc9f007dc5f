"""Which names in one article mean the same thing.

A surname means the full name before it, an acronym the name it spells, a short form the only long
one it can come from.  What stays ambiguous stays apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from nutgraf.iris import entity_id, local_id
from nutgraf.language.forms import acronyms_of, begins_or_ends, cased, is_generic
from nutgraf.language.lists import countries
from nutgraf.language.name_nouns import ORGANIZATION_NOUNS
from nutgraf.linkers.people import people
from nutgraf.model import Article, Basis, Entity, EntityKind, Evidence, Mention, MentionForm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_IN_ORDER = attrgetter("span", "kind")


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
        if len(self.forms) == 1:
            return next(iter(self.forms))
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
    ordered = sorted(mentions, key=_IN_ORDER)
    clusters: list[_Cluster] = []
    named = [(_form(article.text, m), m) for m in ordered if m.form is MentionForm.NAME]
    places = frozenset(form for form, mention in named if mention.kind is EntityKind.PLACE)
    by_kind: defaultdict[EntityKind, list[tuple[str, Mention]]] = defaultdict(list)
    for form, mention in named:
        by_kind[mention.kind].append((form, mention))
    for kind in EntityKind:
        forms = by_kind[kind]
        if kind is EntityKind.PERSON:
            clusters.extend(_clusters(kind, people(forms, article.text)))
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
            linked.extend(_linked(mention, entity.id) for mention in form_mentions)
    return tuple(entities.values()), tuple(sorted(linked, key=_IN_ORDER))


def _linked(mention: Mention, entity: str) -> Mention:
    return Mention(
        span=mention.span,
        kind=mention.kind,
        evidence=mention.evidence,
        form=mention.form,
        entity=entity,
    )


def _clusters(
    kind: EntityKind, groups: Sequence[Sequence[tuple[str, Mention]]]
) -> Iterator[_Cluster]:
    for group in groups:
        cluster = _Cluster(kind)
        for form, mention in group:
            cluster.add(form, mention)
        yield cluster


def _form(text: str, mention: Mention) -> str:
    words = mention.span.of(text)
    return cased(
        _FINAL_STOP.sub("", words) if "." in words else words,
        agency=mention.kind is EntityKind.ORGANIZATION,
        place=mention.kind is EntityKind.PLACE and words not in countries(),
    )


_FINAL_STOP = re.compile(r"(?<=\b(?:Ltd|Inc))\.$|(?<=\bCorp)\.$|(?<=\bCo)\.$")
"""The stop of a company's abbreviation may be the sentence's: a name is told without it."""


def _things(
    kind: EntityKind, forms: Sequence[tuple[str, Mention]], text: str, places: frozenset[str]
) -> list[_Cluster]:
    """One cluster a name; acronyms, aliases and short forms join the one long form they mean."""
    names = sorted({form for form, _ in forms}, key=lambda f: (-len(f.split()), -len(f), f))
    home = _aliases(forms, text)
    by_handle: defaultdict[object, list[str]] = defaultdict(list)
    for name in home:
        if home[name] == name:
            for handle in _handles(kind, name):
                by_handle[handle].append(name)
    for name in names:
        if name in home:
            continue
        candidates = {
            long: None for each in _wanted(kind, name) for long in by_handle.get(each, ())
        }
        longer = [long for long in candidates if _same_thing(kind, name, long, places)]
        home[name] = longer[0] if len(longer) == 1 else name
        if home[name] == name:
            for handle in _handles(kind, name):
                by_handle[handle].append(name)
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


def _acronyms(name: str) -> tuple[str, ...]:
    """The acronyms of a name, and the two letters of a name of two words."""
    words = name.split()
    pair = len(words) == 2 and all(word[0].isupper() for word in words)
    return (words[0][0] + words[1][0],) if pair else acronyms_of(name)


def _handles(kind: EntityKind, name: str) -> Iterator[object]:
    """All that another form of this name can be: the same but for its case, an acronym, a part."""
    yield name.casefold()
    yield from _acronyms(name)
    words = tuple(_SEPARATOR.split(name.casefold()))
    for count in range(1, len(words)):
        yield words[:count]
        yield words[-count:]
    if kind is EntityKind.PLACE and name in countries():
        yield countries()[name]


def _wanted(kind: EntityKind, short: str) -> Iterator[object]:
    """The handles by which a form finds longer ones that `_same_thing` may hold the same."""
    yield short.casefold()
    yield short
    yield tuple(_SEPARATOR.split(short.casefold()))
    if kind is EntityKind.PLACE and short in countries():
        yield countries()[short]


_SUFFIXES = frozenset(
    (
        "Corporation",
        "Company",
        "Group",
        "Holdings",
        "Ltd",
        "Limited",
        "Inc",
        "plc",
        "PLC",
        "AG",
        "AB",
    )
)
_PREPOSITIONS = frozenset(("of", "for", "in", "at", "on"))
_INSTITUTIONS = frozenset(
    "college university ministry department bank school hospital party union council church court nations".split()
)
_SEPARATOR = re.compile(r"[\s-]+")


def _same_thing(kind: EntityKind, short: str, name: str, places: frozenset[str]) -> bool:
    if short.casefold() == name.casefold():
        return True
    if kind is EntityKind.PLACE:
        one, other = countries().get(short), countries().get(name)
        if one or other:
            return one is not None and other is not None and one.code == other.code
    if short in _acronyms(name):
        return True
    if not begins_or_ends(short, name) or (short in places and kind is not EntityKind.PLACE):
        return False
    single = " " not in short
    if name.casefold().endswith(short.casefold()):
        # What follows “of” or “for” is somebody else: “Friends of the River Trust”.
        before = name[: -len(short)].split()
        if before and before[-1].casefold() in ("of", "for", "and", "in", "the"):
            return False
        return not single or kind is EntityKind.ORGANIZATION
    # What follows a whole name makes another: “Vell College Centre for Music”, “Vell College Hospital”.
    rest = _SEPARATOR.split(name)[len(_SEPARATOR.split(short)) :]
    if not single and (
        any(word in _PREPOSITIONS for word in rest)
        or (short.rsplit(maxsplit=1)[-1].casefold() in _INSTITUTIONS and rest[-1] not in _SUFFIXES)
    ):
        return False
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
        # “Foundation president X”: what kind of thing it is, is no other name of it.
        and form not in ORGANIZATION_NOUNS
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
