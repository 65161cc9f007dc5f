"""Pictures: [schema.org/ImageObject](https://schema.org/ImageObject)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.language.forms import tidy
from nutgraf.model import Evidence, Image, Span
from nutgraf.schemaorg.facts import a, date, digest, fact, structural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.graph import IRI, Fact
    from nutgraf.schemaorg.facts import Mapping


def image_iri(mapping: Mapping, image: Image) -> IRI:
    """A picture is named by the words of its caption line."""
    return mapping.iris.part(f"image-{digest(image.span.of(mapping.text))}")


def images(mapping: Mapping) -> Iterator[Fact]:
    """What the captions say."""
    for image in mapping.analysis.images:
        yield from _image(mapping, image)


def _image(mapping: Mapping, image: Image) -> Iterator[Fact]:
    iri = image_iri(mapping, image)
    yield a(iri, "ImageObject", structural("caption-layout"))
    if image.caption:
        words = tidy(image.caption.of(mapping.text))
        yield fact(iri, "caption", words, _why("caption", image.caption))
    if image.credit:
        words = tidy(image.credit.of(mapping.text))
        yield fact(iri, "creditText", words, _why("credit", image.credit))
    if image.creator and image.creator_span:
        creator = mapping.iris.entity(image.creator)
        yield fact(iri, "creator", creator, _why("credit-person", image.creator_span))
    if image.organization and image.organization_span:
        agency = mapping.iris.entity(image.organization)
        name = "sourceOrganization" if image.creator else "creator"
        yield fact(iri, name, agency, _why("credit-agency", image.organization_span))
    if image.date and image.date_span:
        yield fact(iri, "dateCreated", date(image.date), _why("caption-date", image.date_span))
    if image.place and image.place_span:
        place = mapping.iris.entity(image.place)
        yield fact(iri, "contentLocation", place, _why("caption-place", image.place_span))


def _why(rule: str, span: Span) -> Evidence:
    return Evidence(rule=rule, spans=(span,), confidence=0.9)
