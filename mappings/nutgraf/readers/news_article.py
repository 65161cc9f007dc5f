"""What the members of a [schema.org/NewsArticle](https://schema.org/NewsArticle) say, as an article."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from nutgraf.errors import ReadError
from nutgraf.model import (
    FIELD,
    Article,
    Basis,
    EntityKind,
    Evidence,
    Image,
    ParagraphKind,
    Quotation,
    Relation,
    Span,
    Speaker,
    Stated,
    Statement,
)
from nutgraf.readers.classes import LISTED, is_article_class, kind_of
from nutgraf.readers.dates import as_xsd, existing
from nutgraf.readers.members import Members, clean
from nutgraf.readers.page import Page
from nutgraf.readers.things import Things

if TYPE_CHECKING:
    from nutgraf.model import Source
    from nutgraf.readers.json_object import Object

_KEYS = frozenset(
    """
    @context @type type @id id identifier url headline alternativeHeadline description articleBody
    datePublished dateModified author publisher inLanguage articleSection keywords image mentions
    about hasPart
    """.split()
)
_IMAGE = frozenset(
    ("@type", "type", "@id", "id", "caption", "creditText", "url", "contentUrl", "creator")
)
_QUOTATION = frozenset(
    ("@type", "type", "@id", "id", "text", "creator", "spokenByCharacter", "isPartOf", "position")
)
_STATEMENT = _QUOTATION - {"spokenByCharacter"}  # the words are the reporter's
_UNKNOWN = "under {}: of no known kind, or without a name of its own"
_AGENTS = (EntityKind.PERSON, EntityKind.ORGANIZATION)
_BETWEEN_PARTS = " \N{HORIZONTAL ELLIPSIS} "
_MARKS = "“”„\"«»‘’'"


def is_article(value: Object) -> bool:
    """Whether an object says that it is an article, or has the parts of one.

    >>> is_article({"headline": "Rain"}), is_article({"@type": "Recipe", "name": "Soup"})
    (True, False)
    """
    said = value.get("@type", value.get("type"))
    if said is None:
        return "headline" in value or "articleBody" in value
    names = said if isinstance(said, list) else [said]
    return any(
        isinstance(name, str) and is_article_class(name.rpartition("/")[2]) for name in names
    )


def article_of(value: Object, source: Source, key: str) -> Article:
    """The article that this object describes; raises `ReadError` where it describes none."""
    if not is_article(value):
        raise ReadError(
            "not an article of schema.org",
            source=source.name,
            place=source.place,
            hint='give it "@type": "NewsArticle", a headline and an articleBody',
        )
    return _Reading(value, source, key).article()


class _Reading:
    """One object on its way to an article."""

    def __init__(self, value: Object, source: Source, key: str) -> None:
        self._value = value
        self._source = source
        self._key = key
        self._page = Page()
        self._members = Members(source)
        self._things = Things(self._page, key, self._members)
        self._credits: list[tuple[str, Evidence]] = []
        self._pictures: dict[Span, list[Object]] = {}

    def article(self) -> Article:
        """The whole."""
        self._members.known(self._value, _KEYS)
        if b'id"' in self._source.data:
            self._things.describe(self._value)
            self._things.tell_apart()
        self._head()
        pictures = self._images()
        if not self._page.paragraphs:
            raise ReadError(
                "an article without headline and without articleBody",
                source=self._source.name,
                place=self._source.place,
                hint="give it one of them",
            )
        stated = self._stated(pictures)
        text = self._page.text
        self._check(text)
        return Article(
            id=self._id(),
            key=self._key,
            text=text,
            digest=hashlib.sha256(self._source.data).hexdigest(),
            paragraphs=tuple(self._page.paragraphs),
            published=existing(stated.published),
            stated=stated,
        )

    def _id(self) -> str:
        """The name that the article has in the source, or its key."""
        given = self._value.get("identifier")
        return given if isinstance(given, str) and given.strip() else self._key

    def _check(self, text: str) -> None:
        """Some characters can be written in JSON and nowhere else."""
        what = "a NUL character" if "\0" in text else ""
        try:
            text.encode()
        except UnicodeEncodeError:
            what = "half of a surrogate pair, which is no character"
        if what:
            source, place = self._source.name, self._source.place
            raise ReadError(f"holds {what}", source=source, place=place, hint="take it out")

    def _head(self) -> None:
        """What is read as the article's own prose."""
        members, page, value = self._members, self._page, self._value
        headline = members.text(value, "headline")
        if headline:
            page.paragraph(ParagraphKind.HEADLINE, "headline", headline)
        for other in members.texts(value, "alternativeHeadline"):
            if clean(other) != clean(headline or ""):
                page.paragraph(ParagraphKind.ALTERNATIVE_HEADLINE, "alternativeHeadline", other)
        if described := members.text(value, "description"):
            page.paragraph(ParagraphKind.STANDFIRST, "description", described)
        if body := members.text(value, "articleBody"):
            page.body("articleBody", body)

    def _images(self) -> tuple[Image, ...]:
        found: dict[str, Image] = {}
        for node in self._members.nodes(self._value, "image"):
            whole = {"url": node} if isinstance(node, str) else node
            self._members.known(whole, _IMAGE)
            image = self._image(whole)
            if image is None:
                self._members.leave("under image: no caption, credit or address")
            else:
                first = found.setdefault(image.span.of(self._page.text), image)
                self._pictures.setdefault(first.span, []).append(whole)
        return tuple(found.values())

    def _image(self, node: Object) -> Image | None:
        """A picture, named by all that is said of it; its caption is read as prose."""
        members, page = self._members, self._page
        caption = credit = place = None
        addresses = [a for key in ("url", "contentUrl") for a in members.addresses(node, key)]
        if words := members.text(node, "caption"):
            page.paragraph(ParagraphKind.CAPTION, "caption", words)
            caption = page.paragraphs[-1].span
        if words := members.text(node, "creditText"):
            credit = page.aside(words)
        if addresses:
            place = page.aside(addresses[0])
        spans = [span for span in (caption, credit, place) if span]
        if not spans:
            return None
        return Image(
            span=Span(spans[0].start, spans[-1].end),
            caption=caption,
            credit=credit,
            url=addresses[0] if addresses else None,
            url_span=place,
            field="image",
        )

    def _stated(self, images: tuple[Image, ...]) -> Stated:
        """What the fields say, the people and quotations first, since others may point at them."""
        members, value = self._members, self._value
        whole = "mentions" in value or "hasPart" in value
        for node in members.nodes(value, "mentions"):
            if self._things.of(node, "mentions") is None:
                members.leave(_UNKNOWN.format("mentions"))
        about = self._pointed("about")
        authors = self._agents("author")
        publishers = self._agents("publisher")
        quotations, statements = self._parts()
        images = tuple(replace(each, makers=self._makers(each)) for each in images)
        relations = self._relations(publishers)
        language = members.text(value, "inLanguage")
        published = self._date("datePublished")
        if published is None and self._source.published:
            published = self._source.published, Evidence(rule="caller", basis=Basis.CALLER)
        entities, mentions = self._things.found(look=whole)
        return Stated(
            whole=whole,
            language=(language.strip(), self._page.stated("inLanguage", language))
            if language
            else None,
            published=published,
            entities=entities,
            mentions=mentions,
            relations=(*relations, *self._things.relations),
            roles=tuple(self._things.roles),
            quotations=quotations,
            statements=statements,
            images=images,
            authors=authors,
            about=about,
            dropped=members.left,
        )

    def _pointed(self, key: str) -> tuple[tuple[str, Evidence], ...]:
        """The things that a member names."""
        found: dict[str, Evidence] = {}
        for node in self._members.nodes(self._value, key):
            thing = self._things.of(node, key)
            if thing is None:
                self._members.leave(_UNKNOWN.format(key))
            else:
                found.setdefault(
                    thing, self._page.stated(key, _words(node) or self._things.name(thing))
                )
        return tuple(found.items())

    def _agents(self, key: str) -> tuple[tuple[str, Evidence], ...]:
        """The people and organizations that a member names; one of unknown kind is a credit."""
        found: dict[str, Evidence] = {}
        for node in self._members.nodes(self._value, key):
            thing = self._things.of(node, key, mentioned=False)
            words = _words(node)
            if thing and self._things.kind(thing) in _AGENTS:
                found.setdefault(thing, self._page.stated(key, words or self._things.name(thing)))
            elif words and key == "author":
                self._credits.append((clean(words), self._page.stated(key, words)))
            else:
                self._members.leave(_UNKNOWN.format(key))
        return tuple(found.items())

    def _makers(self, image: Image) -> tuple[tuple[str, Evidence], ...]:
        """Who is said to have made a picture."""
        found: dict[str, Evidence] = {}
        nodes = [self._members.nodes(each, "creator") for each in self._pictures[image.span]]
        for node in chain(*nodes):
            thing = self._things.of(node, "creator", mentioned=False)
            if thing and self._things.kind(thing) in _AGENTS:
                words = _words(node) or self._things.name(thing)
                found.setdefault(thing, self._page.stated("creator", words))
            else:
                self._members.leave(_UNKNOWN.format("creator"))
        return tuple(found.items())

    def _parts(self) -> tuple[tuple[Quotation, ...], tuple[Statement, ...]]:
        """What is said in the article, directly and in the reporter's words."""
        quotations: dict[tuple[Span, ...], Quotation] = {}
        statements: dict[tuple[Span, ...], Statement] = {}
        after: dict[str, int] = {}
        again: dict[str, int] = {}
        less_often = "under hasPart: words that are printed less often"
        for node in self._members.nodes(self._value, "hasPart"):
            words = None if isinstance(node, str) else self._members.text(node, "text")
            if isinstance(node, str) or words is None:
                self._members.leave("under hasPart: no text")
                continue
            classes = self._members.classes(node)
            if "Quotation" in classes:
                self._members.known(node, _QUOTATION)
                quotation = self._quotation(node, words.strip(), after)
                if quotations.setdefault(quotation.parts, quotation) is not quotation:
                    self._members.leave(less_often)
            elif "Statement" in classes:
                self._members.known(node, _STATEMENT)
                statement = self._statement(node, words.strip(), again)
                if statement is None:
                    self._members.leave("under hasPart: a Statement in words that are not printed")
                elif statements.setdefault(statement.parts, statement) is not statement:
                    self._members.leave(less_often)
            else:
                self._members.leave("under hasPart: no Quotation and no Statement")
        return tuple(quotations.values()), tuple(statements.values())

    def _statement(self, node: Object, words: str, after: dict[str, int]) -> Statement | None:
        """Indirect speech, at the place where the article prints it."""
        parts = _printed(words, self._page.prose, after.get(words, 0))
        if not parts:
            return None
        after[words] = parts[-1].end
        return Statement(
            span=Span(parts[0].start, parts[-1].end),
            parts=tuple(parts),
            cue=parts[0],
            evidence=Evidence(rule=f"{FIELD}hasPart", spans=tuple(parts)),
            speaker=self._speaker(node, "creator"),
        )

    def _quotation(self, node: Object, words: str, after: dict[str, int]) -> Quotation:
        """Direct speech, at the place where the article prints it; again, where it does so again."""
        prose = self._page.prose
        parts = _printed(words, prose, after.get(words, 0)) or [self._page.line("text", words)]
        after[words] = parts[-1].end
        why = Evidence(rule=f"{FIELD}hasPart", spans=tuple(parts))
        first, last = parts[0].start, parts[-1].end
        if 0 < first <= len(prose) and prose[first - 1] in _MARKS:
            first -= 1
        if last < len(prose) and prose[last] in _MARKS:
            last += 1
        return Quotation(
            span=Span(first, last),
            parts=tuple(parts),
            evidence=why,
            speaker=self._speaker(node, "creator" if "creator" in node else "spokenByCharacter"),
        )

    def _speaker(self, node: Object, key: str) -> Speaker | None:
        speakers = self._members.nodes(node, key)
        if not speakers:
            return None
        for _ in speakers[1:]:
            self._members.leave(f"under {key}: a second speaker")
        thing = self._things.of(speakers[0], key)
        if thing and self._things.kind(thing) in _AGENTS:
            why = self._page.stated(key, _words(speakers[0]) or self._things.name(thing))
            return Speaker(evidence=why, entity=thing)
        words = _words(speakers[0])
        if not words:
            self._members.leave(f"under {key}: no name")
            return None
        why = self._page.stated(key, words)
        return Speaker(evidence=why, span=why.spans[0])

    def _relations(self, publishers: tuple[tuple[str, Evidence], ...]) -> list[Relation]:
        """What is said of the article itself."""
        members, page, value = self._members, self._page, self._value
        subject = f"articles/{self._key}"
        found = [
            Relation(subject=subject, property="publisher", object=publisher, evidence=why)
            for publisher, why in publishers
        ]

        def say(name: str, said: str, why: Evidence) -> None:
            found.append(Relation(subject=subject, property=name, value=said, evidence=why))

        for name in members.classes(value):
            if name in LISTED and kind_of(name) is None:
                say("type", name, page.stated("@type", name))
        if modified := self._date("dateModified"):
            say("dateModified", *modified)
        for address in members.addresses(value, "url"):
            say("url", address, page.stated("url", address))
        for section in members.texts(value, "articleSection"):
            say("articleSection", clean(section), page.stated("articleSection", section))
        for keyword in self._keywords():
            say("keywords", clean(keyword), page.stated("keywords", keyword))
        if self._credits:
            spans = tuple(span for _, why in self._credits for span in why.spans)
            words = ", ".join(dict.fromkeys(words for words, _ in self._credits))
            say("creditText", words, Evidence(rule=f"{FIELD}author", spans=spans))
        return found

    def _keywords(self) -> list[str]:
        """Keywords one by one; in one text they are parted by commas, as schema.org says."""
        nodes = self._members.nodes(self._value, "keywords")
        words = [_words(node) for node in nodes]
        if len(nodes) == 1 and isinstance(nodes[0], str):
            words = [*nodes[0].split(",")]
        return list(dict.fromkeys(each.strip() for each in words if clean(each)))

    def _date(self, key: str) -> tuple[str, Evidence] | None:
        """A date or date-time; one that does not exist is left to the validation, which tells it."""
        words = self._members.text(self._value, key)
        if not words:
            return None
        return as_xsd(words.strip()), self._page.stated(key, words)


def _words(node: Object | str) -> str:
    """What a node calls itself."""
    words: Any = node if isinstance(node, str) else node.get("name")
    return words.strip() if isinstance(words, str) else ""


def _printed(words: str, prose: str, start: int) -> list[Span]:
    """Where these words stand in the prose from here on, part by part; nothing if they do not."""
    whole = prose.find(words, start)
    if whole < 0 and start:
        whole = prose.find(words)
    if whole >= 0:
        return [Span(whole, whole + len(words))]
    parts, place = [], 0
    for part in words.split(_BETWEEN_PARTS):
        place = prose.find(part, place)
        if place < 0 or not part:
            return []
        parts.append(Span(place, place + len(part)))
        place += len(part)
    return parts
