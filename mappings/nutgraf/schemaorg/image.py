"""Pictures: [schema.org/ImageObject](https://schema.org/ImageObject)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.graph import IRI
from nutgraf.language.forms import tidy
from nutgraf.model import FIELD, Evidence, Image, Span
from nutgraf.schemaorg.facts import a, date, digest, fact, structural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.graph import Fact
    from nutgraf.schemaorg.facts import Mapping


_FIELDS = {"credit": "creditText"}
"""The field of a structured source that says what a rule reads from a caption."""


def image_iri(mapping: Mapping, image: Image) -> IRI:
    """A picture is named by the words of its caption line."""
    return mapping.iris.part(f"image-{digest((image.span.of(mapping.text),))}")


def images(mapping: Mapping) -> Iterator[Fact]:
    """What the captions say."""
    for image in mapping.analysis.images:
        yield from _image(mapping, image)


def _image(mapping: Mapping, image: Image) -> Iterator[Fact]:
    iri = image_iri(mapping, image)
    yield a(iri, "ImageObject", structural("caption-layout"))
    if image.caption:
        words = tidy(image.caption.of(mapping.text))
        yield fact(iri, "caption", words, _why(image, "caption", image.caption))
    if image.credit:
        words = tidy(image.credit.of(mapping.text))
        yield fact(iri, "creditText", words, _why(image, "credit", image.credit))
    if image.url and image.url_span:
        yield fact(iri, "url", IRI(image.url), _why(image, "url", image.url_span))
    if image.creator and image.creator_span:
        creator = mapping.iris.entity(image.creator)
        yield fact(iri, "creator", creator, _why(image, "credit-person", image.creator_span))
    for maker, why in image.makers:
        yield fact(iri, "creator", mapping.iris.entity(maker), why)
    if image.organization and image.organization_span:
        agency = mapping.iris.entity(image.organization)
        name = "sourceOrganization" if image.creator else "creator"
        yield fact(iri, name, agency, _why(image, "credit-agency", image.organization_span))
    if image.date and image.date_span:
        yield fact(
            iri, "dateCreated", date(image.date), _why(image, "caption-date", image.date_span)
        )
    if image.place and image.place_span:
        place = mapping.iris.entity(image.place)
        yield fact(iri, "contentLocation", place, _why(image, "caption-place", image.place_span))


def _why(image: Image, rule: str, span: Span) -> Evidence:
    if image.field:
        return Evidence(rule=f"{FIELD}{_FIELDS.get(rule, rule)}", spans=(span,))
    return Evidence(rule=rule, spans=(span,), confidence=0.9)
