"""Commands on data: `validate`, `query`, `export`, `explain` and `doctor`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from nutgraf.cli.options import ConfigFile, Data, DataFiles, Validator, configured, known, opened
from nutgraf.cli.streams import say, write, write_file
from nutgraf.errors import UsageError


def validate(
    data: DataFiles,
    shapes: Annotated[
        Path | None,
        typer.Option(help="A Turtle file or folder of shapes; the profile if not given."),
    ] = None,
    form: Annotated[
        str, typer.Option("--as", metavar="text|json|turtle|sarif", help="The format.")
    ] = "text",
    timeout: Annotated[
        float, typer.Option(metavar="SECONDS", min=0.1, help="How long one graph may take.")
    ] = 60.0,
    validator: Validator = None,
    config: ConfigFile = None,
) -> int:
    """Validate RDF against the profile, each graph by itself."""
    known(form, "text", "json", "turtle", "sarif")
    settings = configured(config, validator=validator)
    from nutgraf.shapes import names_old_schema
    from nutgraf.validation import validated
    from nutgraf.verdict import NOTHING_CHECKED

    if shapes and names_old_schema(shapes):
        say(f"{shapes}: http://schema.org/ was read as https://schema.org/")
    validation = validated(opened(data), shapes, engine=settings.validator, seconds=timeout)
    write(validation.text(form))
    if not validation.applied:
        say(NOTHING_CHECKED)
    return 0 if validation.conforms else 1


def query(
    data: Data,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="A SPARQL query.", show_default=False)
    ] = None,
    text: Annotated[
        str | None, typer.Option("-q", "--query", metavar="TEXT", help="The query itself.")
    ] = None,
    question: Annotated[
        str | None,
        typer.Option(
            metavar="q01", help="A question of the profile, by its beginning; `list` shows all."
        ),
    ] = None,
    before: Annotated[
        Path | None,
        typer.Option(metavar="DATA", help="An earlier version of the data, to compare with."),
    ] = None,
    form: Annotated[
        str,
        typer.Option("--as", metavar="table|csv|tsv|json|xml|turtle|jsonld", help="The format."),
    ] = "table",
) -> int:
    """Ask a dataset in SPARQL; the default graph is all facts."""
    known(form, "table", "csv", "tsv", "json", "xml", "turtle", "jsonld")
    if sum(given is not None for given in (file, text, question)) != 1:
        hint = "give a FILE, -q TEXT or --question q01; `--question list` shows all"
        raise UsageError("there must be one query", hint=hint)

    from nutgraf import query as queries

    if question == "list":
        write(queries.questions())
        return 0
    english, sparql = queries.question(question) if question else ("", text or _query_in(file))
    dataset = opened([data])
    if before is not None:
        from nutgraf.dataset import with_before

        dataset = with_before(dataset, opened([before]))
    elif english and queries.compares(sparql):
        hint = "name the earlier version of the data with --before"
        raise UsageError("this question compares two versions", place="--question", hint=hint)
    result = queries.run(dataset, sparql)
    if english:
        say(english)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    write(result.text(form, width=width))
    return 0


def export(
    data: Data,
    form: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="nquads|ntriples|trig|turtle|jsonld|web",
            help="The format; web: a script element for the page of each article.",
        ),
    ],
    to: Annotated[
        Path | None, typer.Option(metavar="PATH", help="The file; standard output if not given.")
    ] = None,
    with_: Annotated[
        str | None, typer.Option("--with", metavar="evidence", help="Why the facts are known, too.")
    ] = None,
) -> int:
    """Write a dataset in another format."""
    known(form, "nquads", "ntriples", "trig", "turtle", "jsonld", "web")
    known(with_ or "evidence", "evidence", option="--with")
    from nutgraf.export import exported

    content = exported(opened([data]), form, evidence=with_ is not None)
    if to is None:
        write(content)
    else:
        write_file(to, content)
    return 0


def explain(
    data: Data,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="THING | S P O",
            help="A thing, by its IRI (in full, or relative to the base) or its name; or a fact,"
            " with schema:name for short.",
        ),
    ],
) -> int:
    """Show the words in the article behind each fact, and the rule."""
    from nutgraf import explain as explaining

    dataset = opened([data])
    known = explaining.things(dataset)
    target = explaining.target_of(words, known)
    rows = explaining.explain(dataset, target)
    if not rows:
        what = f"nothing here says why: {' '.join(words)}"
        hint = explaining.unexplained(target, known)
        raise UsageError(what, source=str(data), hint=hint)
    write(explaining.text(rows, target))
    return 0


def doctor(
    data: Annotated[Path, typer.Argument(metavar="DATA", help="A dataset folder.")],
    verify: Annotated[
        bool, typer.Option("--verify", help="Compare the bytes of every file with its hash.")
    ] = False,
) -> int:
    """Say whether a dataset is whole, and what is wrong with it if not."""
    from nutgraf.doctor import examine

    findings = examine(data, verify=verify)
    write(f"{findings.told(verified=verify)}\n")
    return 0 if findings.whole else 1


def _query_in(file: Path | None) -> str:
    try:
        return Path(file or "").read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(f"the query cannot be read ({why})", source=str(file)) from None
