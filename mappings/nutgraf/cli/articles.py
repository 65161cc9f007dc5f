"""Commands on articles, each one stage of the chain: `read`, `annotate` and `map`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from nutgraf.cli.options import (
    Articles,
    ArticlesOrStdin,
    Base,
    ConfigFile,
    MinConfidence,
    Published,
    Taggers,
    configured,
    discovered,
)
from nutgraf.cli.running import worst
from nutgraf.cli.streams import say, write
from nutgraf.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.model import Article
    from nutgraf.stages import Stage


def read(sources: Articles, published: Published = None) -> int:
    """Read articles: their text and layout as JSON lines."""
    from nutgraf.jsonlines import article_line

    stage = _stage()
    for article in stage.articles(discovered(sources, published)):
        write(f"{article_line(article)}\n")
    return worst(stage.codes)


def annotate(
    sources: ArticlesOrStdin = None,
    base: Base = None,
    published: Published = None,
    tagger: Taggers = None,
    config: ConfigFile = None,
) -> int:
    """Annotate articles: names, quotations, statements and roles as JSON lines."""
    from nutgraf.jsonlines import analysis_line

    settings = configured(config, tagger, base=base)
    stage = _stage()
    for analysis in stage.analyses(_articles(stage, sources, published), settings):
        write(f"{analysis_line(analysis, base=settings.base)}\n")
    say(*stage.tally.told())
    return worst(stage.codes)


def map(
    sources: ArticlesOrStdin = None,
    base: Base = None,
    published: Published = None,
    min_confidence: MinConfidence = None,
    tagger: Taggers = None,
    config: ConfigFile = None,
) -> int:
    """Map articles to RDF: their facts and evidence as sorted N-Quads."""
    from nutgraf import pipeline
    from nutgraf.jsonlines import analysis_of
    from nutgraf.writers.nquads import merged

    settings = configured(config, tagger, base=base, min_confidence=min_confidence)
    stage = _stage()
    if _from_stdin(sources):
        analyses = stage.lines(sys.stdin.buffer, analysis_of)
    else:
        analyses = stage.analyses(_articles(stage, sources, published), settings)
    lines: set[str] = set()
    for analysis in analyses:
        lines.update(pipeline.nquads(analysis, settings))
    say(*stage.tally.told())
    write(merged(lines))
    return worst(stage.codes)


def _stage() -> Stage:
    from nutgraf.stages import Stage

    return Stage(lambda error: say(str(error)))


def _articles(stage: Stage, sources: list[Path] | None, published: str | None) -> Iterator[Article]:
    """The articles of these sources, or those that `nutgraf read` wrote to standard input."""
    from nutgraf.jsonlines import article_of

    if not _from_stdin(sources):
        return stage.articles(discovered(sources or [], published))
    if published is not None:
        raise UsageError("goes with SOURCES", place="--published", hint="give it to `nutgraf read`")
    return stage.lines(sys.stdin.buffer, article_of)


def _from_stdin(sources: list[Path] | None) -> bool:
    """Whether the stage before is on standard input; a terminal is not a stage."""
    asked = sources == [Path("-")]
    if sources and Path("-") in sources and not asked:
        raise UsageError("stands for standard input, alone", place="-", hint="use ./- for a file")
    if not sources and sys.stdin.isatty():
        raise UsageError("there is nothing to read", hint="name files or folders, or pipe into it")
    return asked or not sources
