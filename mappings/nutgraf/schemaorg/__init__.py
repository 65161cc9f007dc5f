"""The mapping: one module for each schema.org class, joined here in the order of the published graph."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from nutgraf.iris import Iris
from nutgraf.schemaorg.defined_term import defined_terms
from nutgraf.schemaorg.event import events
from nutgraf.schemaorg.evidence import evidence
from nutgraf.schemaorg.facts import Mapping
from nutgraf.schemaorg.image import images
from nutgraf.schemaorg.legislation import legislation
from nutgraf.schemaorg.news_article import news_article
from nutgraf.schemaorg.organization import organizations
from nutgraf.schemaorg.person import people
from nutgraf.schemaorg.place import places
from nutgraf.schemaorg.quotation import quotations
from nutgraf.schemaorg.statement import statements
from nutgraf.schemaorg.sureness import measured
from nutgraf.schemaorg.withholding import Sifted, sifted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.config import Config
    from nutgraf.graph import Fact
    from nutgraf.model import Analysis

__all__ = ["evidence", "map_article", "mapping_of", "sift_article"]


def mapping_of(analysis: Analysis, config: Config) -> Mapping:
    """An analysis with the IRIs of its article under the configured base."""
    return Mapping(analysis, Iris(config.base, analysis.article.key), config)


def map_article(mapping: Mapping) -> Iterator[Fact]:
    """The facts of one article, each triple once, in the order in which they are published."""
    yield from sift_article(mapping).published


def sift_article(mapping: Mapping) -> Sifted:
    """The facts of one article that are published, and those that are not sure enough."""
    article = mapping.iris.article
    return sifted(measured(_facts(mapping), article), article, mapping.config.min_confidence)


_PARTS = (
    news_article,
    images,
    quotations,
    statements,
    people,
    organizations,
    places,
    events,
    legislation,
    defined_terms,
)


def _facts(mapping: Mapping) -> Iterator[Fact]:
    return chain.from_iterable(part(mapping) for part in _PARTS)
