"""The article itself: [schema.org/NewsArticle](https://schema.org/NewsArticle)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from nutgraf.graph import IRI, Fact, Literal
from nutgraf.iris import slug
from nutgraf.language.forms import tidy
from nutgraf.model import FIELD, Basis, Evidence, Paragraph, ParagraphKind, Span
from nutgraf.schemaorg.facts import a, date, fact, literal, structural
from nutgraf.schemaorg.image import image_iri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.schemaorg.facts import Mapping


_STATED = ("dateModified", "publisher", "creditText", "articleSection", "keywords", "url")
"""What a structured source may say of the article, and a text does not."""


def news_article(mapping: Mapping) -> Iterator[Fact]:
    """What is said of the article as a whole, and what hangs on it."""
    article = mapping.iris.article
    yield a(article, "NewsArticle", Evidence(rule="layout", confidence=0.95, basis=Basis.INFERRED))
    yield from _stated(mapping, article, ("type",))
    yield from _head(mapping, article)
    yield from _body(mapping, article)
    yield from _publication(mapping, article)
    yield from _parts(mapping, article)
    yield from _related(mapping, article)
    yield from _contacts(mapping, article)


def _head(mapping: Mapping, article: IRI) -> Iterator[Fact]:
    for paragraph in mapping.analysis.article.of_kind(ParagraphKind.HEADLINE):
        yield fact(
            article, "headline", _words(mapping, paragraph), _layout("first-line", paragraph)
        )
    for paragraph in mapping.analysis.article.of_kind(ParagraphKind.ALTERNATIVE_HEADLINE):
        words = _words(mapping, paragraph)
        yield fact(article, "alternativeHeadline", words, _layout("second-line", paragraph))
    standfirst = mapping.analysis.article.of_kind(ParagraphKind.STANDFIRST)
    lead = mapping.analysis.article.of_kind(ParagraphKind.LEAD)
    if mapping.config.body != "none":
        for paragraph in (standfirst or lead)[:1]:
            rule = "standfirst" if standfirst else "lead"
            yield fact(article, "description", _words(mapping, paragraph), _layout(rule, paragraph))


def _body(mapping: Mapping, article: IRI) -> Iterator[Fact]:
    body = mapping.analysis.article.body
    spans = tuple(paragraph.span for paragraph in body)
    texts = [span.of(mapping.text) for span in spans]
    published = {"full": spans, "excerpt": spans[:1], "none": ()}[mapping.config.body]
    # Where the text may not be published, its words are no evidence either.
    if body and body[0].field:
        why = Evidence(rule=f"{FIELD}{body[0].field}", spans=published)
    else:
        why = Evidence(
            rule="body-paragraphs", spans=published, confidence=0.95, basis=Basis.INFERRED
        )
    if published:
        name = "articleBody" if mapping.config.body == "full" else "abstract"
        yield fact(article, name, "\n\n".join(span.of(mapping.text) for span in published), why)
    yield fact(article, "wordCount", sum(len(text.split()) for text in texts), why)


def _publication(mapping: Mapping, article: IRI) -> Iterator[Fact]:
    analysis, config = mapping.analysis, mapping.config
    if analysis.language:
        yield fact(article, "inLanguage", *analysis.language)
    if analysis.dateline:
        words = analysis.dateline.of(mapping.text)
        why = Evidence(rule="dateline", spans=(analysis.dateline,), confidence=0.9)
        yield fact(article, "dateline", words, why)
    if analysis.published:
        value, why = analysis.published
        yield fact(article, "datePublished", date(value), why)
    yield from _stated(mapping, article, _STATED)
    for author, why in analysis.authors:
        yield fact(article, "author", mapping.iris.entity(author), why)
    given = Evidence(rule="config", basis=Basis.CALLER)
    if config.sd_publisher:
        publisher = IRI(f"{mapping.iris.base}organizations/{slug(config.sd_publisher)}")
        yield fact(article, "sdPublisher", publisher, given)
        yield a(publisher, "Organization", given)
        yield fact(publisher, "name", config.sd_publisher, given)
    if config.sd_license:
        yield fact(article, "sdLicense", IRI(config.sd_license), given)
    if config.sd_date_published:
        yield fact(article, "sdDatePublished", date(config.sd_date_published), given)


def _parts(mapping: Mapping, article: IRI) -> Iterator[Fact]:
    analysis = mapping.analysis
    for image in analysis.images:
        if image.field:
            why = Evidence(rule=f"{FIELD}{image.field}", spans=(image.span,))
        else:
            why = Evidence(
                rule="caption-layout", spans=(image.span,), confidence=0.9, basis=Basis.INFERRED
            )
        yield fact(article, "image", image_iri(mapping, image), why)
    for subject, why in analysis.about:
        yield fact(article, "about", mapping.iris.entity(subject), why)
    yield from _mentions(mapping, article)
    for _, iri, _ in mapping.quotations:
        yield fact(article, "hasPart", iri, structural("quotation-in-article"))
    for _, iri, _ in mapping.statements:
        yield fact(article, "hasPart", iri, structural("statement-in-article"))


def _mentions(mapping: Mapping, article: IRI) -> Iterator[Fact]:
    analysis = mapping.analysis
    spans = defaultdict[str, list[Span]](list)
    for mention in analysis.mentions:
        if mention.entity:
            spans[mention.entity].append(mention.span)
    for entity in analysis.entities:
        rule = entity.evidence.rule
        if not rule.startswith(FIELD):
            rule = "named"
        elif entity.id not in spans:
            continue  # who made the article, or employs somebody, is not therefore mentioned in it
        why = Evidence(rule=rule, spans=tuple(spans[entity.id]))
        yield fact(article, "mentions", mapping.iris.entity(entity.id), why)


def _related(mapping: Mapping, article: IRI) -> Iterator[Fact]:
    """“READ MORE: …”: another article, known by its headline alone."""
    for span in mapping.analysis.related:
        title = tidy(span.of(mapping.text))
        other = mapping.iris.part(f"related-{slug(title)}")
        why = Evidence(rule="related-line", spans=(span,), confidence=0.9)
        yield fact(article, "mentions", other, why)
        yield a(other, "NewsArticle", why)
        yield fact(other, "headline", title, why)


def _contacts(mapping: Mapping, article: IRI) -> Iterator[Fact]:
    for span in mapping.analysis.contacts:
        address = span.of(mapping.text)
        contact = mapping.iris.part(f"contact-{slug(address)}")
        why = Evidence(rule="contact-line", spans=(span,), confidence=0.95)
        yield fact(article, "mentions", contact, why)
        yield a(contact, "ContactPoint", structural("contact-point"))
        yield fact(contact, "email", Literal(address), why)


def _words(mapping: Mapping, paragraph: Paragraph) -> str:
    return tidy(paragraph.span.of(mapping.text))


def _stated(mapping: Mapping, article: IRI, names: tuple[str, ...]) -> Iterator[Fact]:
    """What a structured source says of the article itself."""
    for relation in mapping.relations_of(f"articles/{mapping.iris.key}"):
        if relation.property not in names:
            continue
        if relation.object is not None:
            target = mapping.iris.entity(relation.object)
            yield fact(article, relation.property, target, relation.evidence)
        elif relation.property == "type":
            yield a(article, relation.value or "", relation.evidence)
        else:
            yield literal(article, relation)


def _layout(rule: str, paragraph: Paragraph) -> Evidence:
    if paragraph.field:
        return Evidence(rule=f"{FIELD}{paragraph.field}", spans=(paragraph.span,))
    return Evidence(rule=rule, spans=(paragraph.span,), confidence=0.9, basis=Basis.INFERRED)
