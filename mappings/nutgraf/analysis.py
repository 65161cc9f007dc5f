"""How an article becomes its analysis: by what it states itself, by its text, or by its layout alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf import stated
from nutgraf.annotators import editorial
from nutgraf.model import Analysis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nutgraf.annotators.taggers import Annotator
    from nutgraf.model import Article


def annotate(article: Article, taggers: Sequence[tuple[str, Annotator]] = ()) -> Analysis:
    """What the article names and says, with the words that state it; `taggers` are asked too.

    What a structured source states goes before what its text is read to say; the text of one that
    names its people and quotations itself is not read at all.

    >>> from nutgraf.model import Source
    >>> from nutgraf.readers import read
    >>> line = '{"headline": "Rain", "mentions": [{"@type": "Person", "name": "Ada Cole"}], "hasPart": []}'
    >>> [article] = read(Source(name="a.jsonl", key="a", data=line.encode(), line=1))
    >>> [entity.id for entity in annotate(article).entities]
    ['people/ada-cole']
    """
    if article.stated is not None:
        if article.stated.whole:
            return stated.alone(article, article.stated)
        prose = stated.prose(article)
        understood = stated.may_be_english(article.stated)
        found = annotate(prose, taggers) if understood else _by_layout(prose)
        return stated.joined(found, article, article.stated)
    if editorial.is_foreign(article):
        return _by_layout(article)
    from nutgraf import english  # whose patterns take longer to make than many articles

    return english.annotate(article, taggers)


def _by_layout(article: Article) -> Analysis:
    """What layout alone tells of an article in a language that the annotators do not know."""
    return Analysis(
        article=article,
        published=editorial.published(article),
        related=editorial.related(article),
        contacts=editorial.contacts(article),
    )
