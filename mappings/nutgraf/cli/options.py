"""What several commands take: arguments and options, and what is made of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nutgraf.cli.streams import say
from nutgraf.errors import UsageError

if TYPE_CHECKING:
    from nutgraf.config import Config
    from nutgraf.dataset import Dataset
    from nutgraf.sources import Sources

Base = Annotated[
    str | None, typer.Option(metavar="IRI", help="What all IRIs begin with, ending in /.")
]
Published = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="When the articles were published: 2024-05-06 or 2024-05-06T07:08:00+02:00.",
    ),
]
MinConfidence = Annotated[
    float | None,
    typer.Option(metavar="0..1", help="Leave facts less sure than this out of the facts graphs."),
]
Validator = Annotated[
    str | None,
    typer.Option(
        metavar="screen|pyshacl",
        help="pyshacl: all through pySHACL, however slow; the result is the same.",
    ),
]
ConfigFile = Annotated[
    Path | None, typer.Option("--config", help="Settings; nutgraf.toml here is taken if present.")
]
Taggers = Annotated[
    list[str] | None,
    typer.Option(
        "--tagger",
        metavar="KIND:NAME",
        help="Another name tagger to ask, such as spacy:en_core_web_sm; may be repeated.",
    ),
]
Articles = Annotated[
    list[Path], typer.Argument(metavar="SOURCES…", help="Files or folders of articles.")
]
ArticlesOrStdin = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[SOURCES…]",
        help="Files or folders of articles; none, or -: the stage before, on standard input.",
    ),
]
DataFiles = Annotated[
    list[Path],
    typer.Argument(
        metavar="DATA…",
        help="Dataset folders, folders of RDF files, files (HTML too), or -: standard input.",
    ),
]
Data = Annotated[
    Path, typer.Argument(metavar="DATA", help="A dataset folder or an RDF file; -: stdin.")
]


def known(form: str, *forms: str, option: str = "--as") -> None:
    """Nothing, for one of these; raises `UsageError` for any other.

    >>> known("yaml", "text", "json")
    Traceback (most recent call last):
    nutgraf.errors.UsageError: --as: there is no 'yaml'; use text, json
    """
    if form not in forms:
        raise UsageError(f"there is no {form!r}", place=option, hint=f"use {', '.join(forms)}")


def configured(path: Path | None, tagger: list[str] | None = None, **flags: object) -> Config:
    """The settings in this file, or in `nutgraf.toml`, or none, with the flags that were given.

    Taggers on the command line replace those of the file.  Raises `UsageError`.
    """
    from nutgraf.config import FILE_NAME, Config, load

    default = Path(FILE_NAME)
    config = Config() if path is None and not default.is_file() else load(path or default)
    return config.with_flags(taggers=tuple(tagger) if tagger else None, **flags)


def discovered(paths: list[Path], published: str | None) -> Sources:
    """The articles in these files and folders; raises `UsageError`."""
    from nutgraf.config import checked_date
    from nutgraf.sources import discover

    if Path("-") in paths:
        raise UsageError("articles are read from files and folders", place="-")
    date = None if published is None else checked_date(published, name="--published")
    return discover(paths, published=date, notice=say)


def opened(data: list[Path]) -> Dataset:
    """The RDF in these files and folders, or on standard input; raises `DataError`."""
    from nutgraf.dataset import open_data

    dataset = open_data(data, sys.stdin.buffer)
    for notice in dataset.notices:
        say(notice)
    return dataset
