"""The values that travel through nutgraf; they know no RDF and no storage.

`Source ─read→ Article ─annotate→ Analysis`: everything here is frozen, made of tuples and plain
values, and every statement about the text carries the `Span`s of the words that state it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Bytes to be read, with the name that reports give them.

    `name` is the path relative to the argument that led to it; `key` the slug of its stem, which
    names the article in IRIs and files, unless the source names it itself; `published` the
    publication date that the caller gave (ISO 8601 date, or date-time with zone), or None; `line`
    the number of the line that this is of a file of many articles, from 1, or None.
    """

    name: str
    key: str
    data: bytes
    published: str | None = None
    line: int | None = None

    @property
    def place(self) -> str:
        """Where in the file this is, as errors say it; empty for a whole file."""
        return f"line {self.line}" if self.line else ""


class _Range(NamedTuple):
    start: int
    end: int


class Span(_Range):
    """A half-open range of Unicode code points in `Article.text`: a pair, since there are so many.

    >>> Span(4, 8).of("The bank said.")
    'bank'
    """

    __slots__ = ()

    def __new__(cls, start: int, end: int) -> Self:
        """This range; raises ValueError where there is none."""
        if not 0 <= start <= end:
            raise ValueError(f"not a span: [{start}, {end})")
        return tuple.__new__(cls, (start, end))

    def of(self, text: str) -> str:
        """The words of this span."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end


class Basis(StrEnum):
    """How a fact is known."""

    STATED = "stated"
    """The words say it, or a field of a structured source."""
    INFERRED = "inferred"
    """It follows from the words by coreference, adjacency or layout."""
    STRUCTURAL = "structural"
    """It holds by the way a graph is built (`isPartOf`, `position`, …)."""
    CALLER = "caller"
    """The caller gave it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why a fact is published: the words, the rule that read them, and how sure it is.

    Without spans the fact is about the article as a whole (or structural).  `confidence` is in
    [0, 1], in steps of 0.05: the rule's own score, for which the mapping puts what it is worth
    (`nutgraf.confidence`).
    """

    rule: str
    spans: tuple[Span, ...] = ()
    confidence: float = 1.0
    basis: Basis = Basis.STATED


FIELD = "field-"
"""How the rules begin that take a fact from a field of a structured source: it is as sure as that."""


class ParagraphKind(StrEnum):
    """What a paragraph is, by layout."""

    HEADLINE = "headline"
    ALTERNATIVE_HEADLINE = "alternative_headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATELINE = "dateline"
    """A line that gives only the date of publication."""
    CAPTION = "caption"
    LEAD = "lead"
    BODY = "body"
    SUBHEADING = "subheading"
    PULL_QUOTE = "pull_quote"
    ATTRIBUTION = "attribution"
    RELATED = "related"
    CONTACT = "contact"
    BOILERPLATE = "boilerplate"


PROSE = (ParagraphKind.LEAD, ParagraphKind.BODY)
"""The kinds that make up the article's body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One block of the text, without the white space around it.

    `field` is the field of a structured source that states it; empty where layout tells its kind.
    """

    kind: ParagraphKind
    span: Span
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A news article as read: the text unchanged, and what each paragraph of it is.

    `digest` is the SHA-256 of the source's bytes, in hex; `stated` is what a structured source says
    of the article in fields of its own.
    """

    id: str
    key: str
    text: str
    digest: str
    paragraphs: tuple[Paragraph, ...]
    published: str | None = None
    stated: Stated | None = None

    def of_kind(self, *kinds: ParagraphKind) -> tuple[Paragraph, ...]:
        """The paragraphs of these kinds, in order."""
        return tuple(p for p in self.paragraphs if p.kind in kinds)

    @property
    def body(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the article's own prose, in order."""
        return self.of_kind(*PROSE)


class EntityKind(StrEnum):
    """What a named thing is; each kind has one module in `nutgraf.schemaorg`."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    EVENT = "event"
    LEGISLATION = "legislation"
    TERM = "term"
    """A term of art: a field of knowledge or of business."""


class MentionForm(StrEnum):
    """How a thing is referred to."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pron"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that refer to a thing; `entity` is the id of that thing once it is linked."""

    span: Span
    kind: EntityKind
    evidence: Evidence
    form: MentionForm = MentionForm.NAME
    entity: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A thing that the article names, after coreference.

    `id` is relative to the base IRI: `people/jane-doe` for a name that means the same thing in
    every article, `articles/<key>#central-bank` for a generic or unnamed one.
    """

    id: str
    kind: EntityKind
    name: str
    evidence: Evidence
    alternate_names: tuple[tuple[str, Evidence], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A fact about one entity that the words state.

    `property` is the local name of a schema.org property, or `type` with a class in `value`.
    Exactly one of `object` (an entity's id) and `value` (a text) is given.
    """

    subject: str
    property: str
    evidence: Evidence
    object: str | None = None
    value: str | None = None

    def __post_init__(self) -> None:
        if (self.object is None) == (self.value is None):
            raise ValueError("a relation has an object or a value, not both")


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What a person is, and at which organization.

    `title` is without the organization ("chief economist"); `property` is how the person hangs on
    the organization: `worksFor`, `memberOf` or `affiliation`.  The office of a country has a
    `place` instead of an organization.
    """

    person: str
    evidence: Evidence
    title: str | None = None
    organization: str | None = None
    place: str | None = None
    property: Literal["worksFor", "memberOf", "affiliation"] = "affiliation"
    former: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who said something: the words that say so, how they say it, and whom they mean.

    `span` is None for a speaker known by adjacency alone.  `entity` is None where the words name no
    Person or Organization ("experts"), or where a pronoun stays unresolved.
    """

    evidence: Evidence
    span: Span | None = None
    form: MentionForm | None = None
    entity: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Direct speech: one resource, however many parts and repetitions it has.

    `parts` are the spans between the marks, without the reporter's closing comma; `span` includes
    the marks and covers all parts; `repetitions` are further occurrences (a pull quote); `occasion`
    is the event at which it was said.
    """

    span: Span
    parts: tuple[Span, ...]
    evidence: Evidence
    speaker: Speaker | None = None
    repetitions: tuple[Span, ...] = ()
    occasion: tuple[str, Evidence] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Indirect speech: the spans of what was said, verbatim, and the cue that says that it was."""

    span: Span
    parts: tuple[Span, ...]
    cue: Span
    evidence: Evidence
    speaker: Speaker | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture that the article describes: its caption, credit, date and place.

    `date` is an ISO 8601 date, `url` an absolute http(s) address; `field` is the field of a
    structured source that describes it, empty for a caption found by layout, and `makers` are those
    whom that source names as its creators.
    """

    span: Span
    caption: Span | None = None
    credit: Span | None = None
    creator: str | None = None
    creator_span: Span | None = None
    organization: str | None = None
    organization_span: Span | None = None
    date: str | None = None
    date_span: Span | None = None
    place: str | None = None
    place_span: Span | None = None
    url: str | None = None
    url_span: Span | None = None
    field: str = ""
    makers: tuple[tuple[str, Evidence], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """Words that give a date; `value` is ISO 8601, or None where the words alone don't tell."""

    span: Span
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """How much of what was said is not taken, and why; `source` is the kind of tagger or reader."""

    source: str = ""
    why: str
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a structured source says in fields of its own, in the terms of an `Analysis`.

    `whole` says that it names its people, organizations and quotations itself, so that its text is
    not read for them.  What is said of the article itself is a relation of `articles/<key>`.
    """

    whole: bool = False
    language: tuple[str, Evidence] | None = None
    published: tuple[str, Evidence] | None = None
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    relations: tuple[Relation, ...] = ()
    roles: tuple[Role, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    statements: tuple[Statement, ...] = ()
    images: tuple[Image, ...] = ()
    authors: tuple[tuple[str, Evidence], ...] = ()
    about: tuple[tuple[str, Evidence], ...] = ()
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All that was found in one article; the input of the mapping.

    `authors` are ids of entities with the spans that name them; `about` ids of what the lead is
    about; `published` and `modified` are ISO 8601 with their evidence; `related` the titles of
    other articles that the text points at; `contacts` its e-mail addresses; `dropped` what other
    taggers said and the text does not hold.
    """

    article: Article
    language: tuple[str, Evidence] | None = None
    dateline: Span | None = None
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    relations: tuple[Relation, ...] = ()
    roles: tuple[Role, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    statements: tuple[Statement, ...] = ()
    images: tuple[Image, ...] = ()
    dates: tuple[DateMention, ...] = ()
    authors: tuple[tuple[str, Evidence], ...] = ()
    about: tuple[tuple[str, Evidence], ...] = ()
    published: tuple[str, Evidence] | None = None
    related: tuple[Span, ...] = ()
    contacts: tuple[Span, ...] = ()
    dropped: tuple[Dropped, ...] = ()

    def entity(self, id: str) -> Entity:
        """The entity with this id; raises KeyError if there is none."""
        for entity in self.entities:
            if entity.id == id:
                return entity
        raise KeyError(id)
