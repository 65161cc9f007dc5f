"""How an English text becomes its analysis: annotators find, linkers join, each reads from the last."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from nutgraf.annotators import editorial
from nutgraf.annotators.dates import dates
from nutgraf.annotators.defined_terms import defined_terms
from nutgraf.annotators.images import credit_relations, images
from nutgraf.annotators.known import Names
from nutgraf.annotators.names import names
from nutgraf.annotators.nominals import nominals
from nutgraf.annotators.quotations import quotations
from nutgraf.annotators.relations import relations
from nutgraf.annotators.roles import roles
from nutgraf.annotators.signings import signings
from nutgraf.annotators.statements import statements
from nutgraf.annotators.taggers import ballots
from nutgraf.language.tokens import Reading
from nutgraf.linkers import coreference, speakers
from nutgraf.model import Analysis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nutgraf.annotators.taggers import Annotator
    from nutgraf.model import Article


def annotate(article: Article, taggers: Sequence[tuple[str, Annotator]] = ()) -> Analysis:
    """What the text of the article names and says, with the words that state it.

    >>> from nutgraf.model import Source
    >>> from nutgraf.readers import read
    >>> text = "“We will rebuild it,” said Amina Diallo, mayor of Thiès, on Monday."
    >>> [article] = read(Source(name="a.txt", key="a", data=text.encode()))
    >>> [quotation.speaker.entity for quotation in annotate(article).quotations]
    ['people/amina-diallo']
    """
    reading = Reading(article)

    votes, dropped = ballots(reading, taggers)
    named = names(reading, votes)
    terms = defined_terms(reading, named)
    named = terms.without(named)
    entities, mentions = coreference.link(article, (*named, *nominals(reading, named)))
    known = Names(mentions)

    direct = quotations(reading, known)
    indirect = statements(reading, known, direct)
    offices = roles(reading, known, direct)
    direct, indirect = speakers.resolve(reading, mentions, direct, indirect, offices)
    occasions = editorial.occasions(reading, known)

    days = dates(reading, direct)
    pictures = images(reading, known, days)
    signed = signings(reading, known, article.key, offices)

    return Analysis(
        article=article,
        language=editorial.language(article),
        dateline=editorial.dateline(article),
        entities=(*entities, *signed.entities, *terms.entities),
        mentions=tuple(
            sorted(
                (*mentions, *signed.mentions, *terms.mentions),
                key=attrgetter("span", "kind"),
            )
        ),
        relations=(
            *relations(reading, known, entities, direct),
            *credit_relations(reading, pictures),
            *signed.relations,
        ),
        roles=offices,
        quotations=editorial.with_occasions(direct, occasions),
        statements=indirect,
        images=pictures,
        dates=days,
        authors=editorial.authors(reading, known),
        about=editorial.about(article, known, occasions),
        published=editorial.published(article),
        related=editorial.related(article),
        contacts=editorial.contacts(article),
        dropped=dropped,
    )
