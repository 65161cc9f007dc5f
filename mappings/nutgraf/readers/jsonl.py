"""JSON lines: one article a line, a [schema.org/NewsArticle](https://schema.org/NewsArticle) as JSON.

Keys and classes are those of schema.org; `type` and `id` mean `@type` and `@id`, as in its context.
What a line states is taken as stated, word for word; what it has no key for is left to the text,
unless it names its people, organizations and quotations itself: with the key `mentions` or `hasPart`
its text is not read.  The format is that of [JSON Lines](https://jsonlines.org), in UTF-8.
"""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING

from nutgraf.errors import ReadError
from nutgraf.iris import slug
from nutgraf.model import Source
from nutgraf.readers.json_object import BOM, Object, json_object
from nutgraf.readers.text import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.model import Article

ENDING_OF_ONE = ".json"
"""The ending of a file that is one article; in all others each line is one."""

_BLANK = b" \t\r\n"


def read(source: Source) -> Iterator[Article]:
    r"""The articles of these lines, or of this one line; of a `.json` file its one article.

    Raises `ReadError` for a line that is no article, and `LimitError` above 10,000,000 bytes a line.

    >>> line = b'{"identifier": "rain-1", "headline": "Rain", "articleBody": "Rain fell."}'
    >>> [article] = read(Source(name="a.jsonl", key="a", data=line))
    >>> article.key, article.text
    ('rain-1', 'Rain\n\nRain fell.')
    """
    from nutgraf.readers.news_article import article_of

    for part in parts(source):
        value = json_object(part)
        yield article_of(value, part, key_of(value, part))


def parts(source: Source) -> Iterator[Source]:
    """The sources of one article each that a source holds, in order."""
    if source.line is not None or PurePosixPath(source.name).suffix.casefold() == ENDING_OF_ONE:
        if not source.data.removeprefix(BOM).strip(_BLANK):
            raise ReadError("the file is empty", source=source.name, hint="remove it or fill it")
        yield source
        return
    found = False
    for part in lines(BytesIO(source.data), source):
        found = True
        yield part
    if not found:
        hint = "write one article a line"
        raise ReadError("the file is empty", source=source.name, hint=hint)


def lines(file: IO[bytes], whole: Source) -> Iterator[Source]:
    r"""The lines of an open file that are not blank, each as a source; one is held at a time.

    `whole` is the file without its bytes.  Of a line over the limit no more is kept than shows it.

    >>> [part.line for part in lines(BytesIO(b"{}\r\n\n{}"), Source(name="a", key="a", data=b""))]
    [1, 3]
    """
    number = 0
    while line := file.readline(LARGEST + 2):
        number += 1
        ended = line.endswith(b"\n")
        line = line.rstrip(b"\r\n")
        rest = b"" if ended else file.readline(LARGEST)
        while rest and not rest.endswith(b"\n"):
            rest = file.readline(LARGEST)
        if number == 1:
            line = line.removeprefix(BOM)
        if line.strip(_BLANK):
            yield Source(
                name=whole.name,
                key=whole.key,
                data=line,
                published=whole.published,
                line=number,
            )


def key_of(value: Object, source: Source) -> str:
    """The key that an article names itself by: its `identifier`, `@id` or `url`.

    Without one of them a file of one article has the file's key, and a line one of its content.

    >>> source = Source(name="a.jsonl", key="a", data=b"{}", line=1)
    >>> key_of({"url": "https://velmora.example/news/Rain?id=7"}, source)
    'velmora-example-news-rain-id-7'
    >>> key_of({}, source)
    'a-44136fa355b3'
    """
    for name in ("identifier", "@id", "id", "url"):
        words = _name(value.get(name))
        if words:
            return slug(words.removeprefix("https://").removeprefix("http://"))
    if source.line is None:
        return source.key
    return slug(f"{source.key} {hashlib.sha256(source.data).hexdigest()[:12]}")


def _name(value: object) -> str:
    """An identifier as a text: a text, a whole number, or a PropertyValue with one."""
    if isinstance(value, dict):
        value = value.get("value")
    if isinstance(value, list):
        value = value[0] if value else None
    if type(value) is int:
        return str(value)
    return value.strip() if isinstance(value, str) else ""
