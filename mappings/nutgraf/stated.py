"""The analysis of a structured source: what its fields state, alone or before what its text says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nutgraf.model import Analysis

if TYPE_CHECKING:
    from nutgraf.model import Article, Stated


def alone(article: Article, said: Stated) -> Analysis:
    """What the fields state, and nothing else; they are in the analysis and no more in the article.

    >>> from nutgraf.model import Article, Basis, Evidence, Stated
    >>> said = Stated(whole=True, language=("en", Evidence(rule="field-inLanguage")))
    >>> article = Article(id="A", key="a", text="Rain.", digest="0" * 64, paragraphs=(), stated=said)
    >>> alone(article, said).language[0]
    'en'
    """
    return Analysis(
        article=replace(article, stated=None),
        language=said.language,
        published=said.published,
        entities=said.entities,
        mentions=said.mentions,
        relations=said.relations,
        roles=said.roles,
        quotations=said.quotations,
        statements=said.statements,
        images=said.images,
        authors=said.authors,
        about=said.about,
        dropped=said.dropped,
    )


def prose(article: Article) -> Article:
    """The article without its fields: the text up to the end of its last paragraph."""
    end = max(paragraph.span.end for paragraph in article.paragraphs)
    return replace(article, text=article.text[:end], stated=None)


def may_be_english(said: Stated) -> bool:
    """Whether no other language is stated, by a BCP 47 tag.

    >>> from nutgraf.model import Evidence, Stated
    >>> may_be_english(Stated()), may_be_english(Stated(language=("fr", Evidence(rule="x"))))
    (True, False)
    """
    return said.language is None or said.language[0].casefold().partition("-")[0] == "en"


def joined(found: Analysis, article: Article, said: Stated) -> Analysis:
    """What the fields state, and beside it what the text of the same article was found to say."""
    known = {entity.id for entity in found.entities}
    return replace(
        found,
        article=replace(article, stated=None),
        language=said.language or found.language,
        published=said.published or found.published,
        entities=(*found.entities, *(each for each in said.entities if each.id not in known)),
        mentions=tuple(
            sorted((*found.mentions, *said.mentions), key=lambda each: (each.span, each.kind))
        ),
        relations=(*said.relations, *found.relations),
        roles=(*said.roles, *found.roles),
        images=said.images or found.images,
        authors=said.authors or found.authors,
        about=said.about or found.about,
        dropped=(*said.dropped, *found.dropped),
    )
