"""The app, its exit codes, and how a command runs: the only module that exits."""

from __future__ import annotations

import os
import sys
from functools import wraps
from typing import TYPE_CHECKING, Annotated

import typer

from nutgraf.cli.streams import say
from nutgraf.errors import NutgrafError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PRECEDENCE = (130, 5, 2, 6, 3, 1)
"""Which exit code wins when several would be right."""

EXIT_CODES = """Exit codes: 0 fine (warnings included); 1 something was rejected or does not
conform; 2 wrong usage or configuration; 3 something could not be read; 5 output not written, what
was there before is intact; 6 a limit was reached; 130 interrupted."""


def worst(codes: Iterable[int]) -> int:
    """The exit code of a command in which these came up.

    >>> worst([1, 3, 1])
    3
    >>> worst([])
    0
    """
    return min(codes, key=PRECEDENCE.index, default=0)


def new_app(commands: dict[str, Callable[..., int]]) -> typer.Typer:
    """The app of these commands, which its help lists in this order."""
    app = typer.Typer(
        name="nutgraf",
        help="News articles to a knowledge graph: schema.org RDF, validated, with evidence.",
        epilog=EXIT_CODES,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    for name, function in commands.items():
        app.command(name)(_command(function))
    return app


def _command(function: Callable[..., int]) -> Callable[..., None]:
    """A command of the app: its result is the exit code, its errors are lines on stderr."""

    @wraps(function)
    def run(*args: object, **options: object) -> None:
        try:
            code = function(*args, **options)
            sys.stdout.flush()
        except NutgrafError as error:
            say(str(error))
            code = error.exit_code
        except BrokenPipeError:
            # Whoever read has enough.  What is still in the buffer must not be tried again at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = 0
        except KeyboardInterrupt:
            say("interrupted; what was there before is intact")
            code = 130
        raise typer.Exit(code)

    return run


def _show_version(asked: bool) -> None:
    if not asked:
        return
    from importlib.metadata import version

    typer.echo(f"nutgraf {version('nutgraf')}")
    raise typer.Exit


def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Show the version and exit.",
            is_eager=True,
            callback=_show_version,
        ),
    ] = False,
) -> None:
    pass
