"""Named people, organizations, places, events and laws: the tagger, then rules over the document.

A tagger sees one sentence; a document says the same name again, spells an acronym out, puts a credit
in brackets.  Each rule is a small function of one shape: `(Reading, tags) -> tags`; it is given them in
the order of the text.
"""

from __future__ import annotations

from operator import is_, lt
from typing import TYPE_CHECKING

from nutgraf.annotators import (
    document_names,
    event_names,
    name_contexts,
    name_parts,
    name_spans,
    numbered_laws,
    organization_contexts,
    public_bodies,
    signatures,
    storms,
    team_names,
)
from nutgraf.annotators.chains import chains
from nutgraf.annotators.tagger import Tag, tag
from nutgraf.annotators.taggers.found import checked
from nutgraf.annotators.taggers.own import found_by
from nutgraf.annotators.taggers.votes import Ballot, elect
from nutgraf.confidence import confidence
from nutgraf.language.places import BY_PLACE_AND_LABEL
from nutgraf.model import EntityKind, Evidence, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.annotators.tagger import Tagged
    from nutgraf.language.tokens import Reading

KINDS = {
    "PER": EntityKind.PERSON,
    "ORG": EntityKind.ORGANIZATION,
    "LOC": EntityKind.PLACE,
    "EVENT": EntityKind.EVENT,
    "LAW": EntityKind.LEGISLATION,
}

OWN = "name-tagger"
OWN_WEIGHT = 1.2
"""How much the word of our own tagger counts in a vote with others."""

RULES = (
    name_spans.based_places,
    name_spans.glued,
    name_spans.trim,
    name_spans.trailing_nouns,
    name_parts.brackets,
    name_parts.nicknames,
    name_spans.ampersands,
    name_parts.partners,
    name_parts.legal_forms,
    name_parts.halves,
    name_spans.slashes,
    signatures.photo_credits,
    signatures.bylines,
    signatures.datelines,
    name_spans.rejoin,
    name_parts.pairs,
    public_bodies.of_places,
    name_spans.mainlands,
    name_spans.plausible,
    chains,
    event_names.event_names,
    numbered_laws.numbered_laws,
    name_parts.offices,
    storms.storms,
    name_spans.bracketed_branch,
    public_bodies.public_bodies,
    document_names.common_nouns,
    document_names.majority,
    name_contexts.towns,
    name_contexts.companies,
    organization_contexts.organizations,
    name_contexts.places,
    name_contexts.vessels,
    name_contexts.constituencies,
    document_names.country_names,
    document_names.acronyms,
    document_names.bracketed_aliases,
    document_names.repeats,
    team_names.team_names,
    document_names.speaking_parts,
    document_names.parallels,
)
"""In this order: spans first, then types, then what follows from other places in the document."""


def names(reading: Reading, ballots: Sequence[Ballot] = ()) -> tuple[Mention, ...]:
    """Every name in the article, not yet linked, in order; `ballots` are those of other taggers.

    Spans leave out a leading article, titles of address and a possessive ’s.
    """
    return tuple(
        Mention(
            span=each.span,
            kind=KINDS[each.label],
            evidence=Evidence(
                rule=each.rule,
                spans=(each.span,),
                confidence=confidence(each.rule, KINDS[each.label], likelihood),
            ),
        )
        for each, likelihood in scored(reading, ballots)
    )


def scored(reading: Reading, ballots: Sequence[Ballot] = ()) -> Iterator[tuple[Tag, float]]:
    """Every name in the article, in order, and how likely our own tagger holds it to be one."""
    tagged = tag(reading)
    tags = _voted(reading, tagged, ballots) if ballots else tagged.names
    for rule in RULES:
        tags = _ordered(rule(reading, tags), tags)
    for each in _outermost(tags):
        yield each, tagged.likelihood(each.span, each.label)


def _ordered(found: list[Tag], before: list[Tag]) -> list[Tag]:
    """Each tag once, in order; most rules leave most articles as they were."""
    if len(found) == len(before) and all(map(is_, found, before)):
        return before
    places = [*map(BY_PLACE_AND_LABEL, found)]
    if all(map(lt, places, places[1:])):
        return found
    return sorted(dict.fromkeys(found), key=BY_PLACE_AND_LABEL)


def _voted(reading: Reading, tagged: Tagged, ballots: Sequence[Ballot]) -> list[Tag]:
    """The names that our tagger and these ballots elect; what ours lacks has the rule of who found it."""
    found, _ = checked(reading, OWN, found_by(tagged))
    elected = elect([Ballot(source=OWN, weight=OWN_WEIGHT, found=found), *ballots])
    return [
        Tag(each.span, each.label, OWN if OWN in each.sources else each.sources[0])
        for each in elected
    ]


def _outermost(tags: Sequence[Tag]) -> list[Tag]:
    """No name inside another one: the longest stands."""
    kept: list[Tag] = []
    for each in sorted(tags, key=lambda tag: (tag.span.start, -tag.span.end, tag.label)):
        if each.label in KINDS and (not kept or kept[-1].span.end <= each.span.start):
            kept.append(each)
    return kept
