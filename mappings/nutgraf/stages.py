"""One stage of the chain as a filter: what fails is told, the rest goes on."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, TypeVar

from nutgraf import pipeline
from nutgraf.annotators import taggers
from nutgraf.errors import NutgrafError, ReadError
from nutgraf.graph import Failed
from nutgraf.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from nutgraf.config import Config
    from nutgraf.model import Analysis, Article, Source

T = TypeVar("T")


class Stage:
    r"""Iterators over what one stage gives; `tell` is handed each error as it happens.

    >>> from io import BytesIO
    >>> stage = Stage(print)
    >>> list(stage.lines(BytesIO(b"one\n\xff\n"), lambda line, number: (number, line.strip())))
    standard input, line 2: not UTF-8
    [(1, 'one')]
    >>> stage.codes
    {3}
    """

    def __init__(self, tell: Callable[[NutgrafError], None]) -> None:
        self._tell = tell
        self.codes: set[int] = set()
        self.tally = Tally()

    def articles(self, sources: Iterable[Source | Failed]) -> Iterator[Article]:
        """The articles of sources."""
        for source in sources:
            if isinstance(source, Failed):
                self._failed(source.error)
                continue
            try:
                yield from pipeline.read(source)
            except ReadError as error:
                self._failed(error)

    def analyses(self, articles: Iterable[Article], config: Config) -> Iterator[Analysis]:
        """The analyses of articles; raises at once if a tagger that the config names is not there."""
        taggers.annotators(config)
        for article in articles:
            try:
                analysis = pipeline.annotate(article, config)
            except NutgrafError as error:
                self._failed(error)
            else:
                self.tally.add(analysis.dropped)
                yield analysis

    def lines(self, stream: IO[bytes], value_of: Callable[..., T]) -> Iterator[T]:
        """The values of a stream's lines; `value_of` takes a line and its number."""
        for number, line in enumerate(stream, start=1):
            try:
                yield value_of(line.decode(), number=number)
            except UnicodeDecodeError:
                place = f"line {number}"
                self._failed(ReadError("not UTF-8", source="standard input", place=place))
            except ReadError as error:
                self._failed(error)

    def _failed(self, error: NutgrafError) -> None:
        self._tell(error)
        self.codes.add(error.exit_code)
