"""The command line: the only module that prints or exits.

Data goes to standard output, everything else to standard error.  Heavy modules are imported inside
the commands, so that `--help` costs nothing.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nutgraf.errors import NutgrafError, OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from nutgraf.config import Config
    from nutgraf.dataset import Dataset
    from nutgraf.model import Analysis, Article
    from nutgraf.sources import Sources
    from nutgraf.stages import Stage
    from nutgraf.tally import Tally

PRECEDENCE = (130, 5, 2, 6, 3, 1)
"""Which exit code wins when several would be right."""

EXIT_CODES = """Exit codes: 0 fine (warnings included); 1 something was rejected or does not
conform; 2 wrong usage or configuration; 3 something could not be read; 5 output not written, what
was there before is intact; 6 a limit was reached; 130 interrupted."""

app = typer.Typer(
    name="nutgraf",
    help="News articles to a knowledge graph: schema.org RDF, validated, with evidence.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

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


def main() -> None:
    """Run the command line."""
    app()


def _command(function: Callable[..., int], *, name: str | None = None) -> Callable[..., None]:
    """A command of the app: its result is the exit code, its errors are lines on stderr."""

    @app.command(name)
    @wraps(function)
    def run(*args: object, **options: object) -> None:
        try:
            code = function(*args, **options)
            sys.stdout.flush()
        except NutgrafError as error:
            _say(str(error))
            code = error.exit_code
        except BrokenPipeError:
            # Whoever read has enough.  What is still in the buffer must not be tried again at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = 0
        except KeyboardInterrupt:
            _say("interrupted; what was there before is intact")
            code = 130
        raise typer.Exit(code)

    return run


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Show the version and exit.",
            is_eager=True,
            callback=lambda value: _show_version() if value else None,
        ),
    ] = False,
) -> None:
    pass


def _show_version() -> None:
    from importlib.metadata import version

    typer.echo(f"nutgraf {version('nutgraf')}")
    raise typer.Exit


@_command
def publish(
    sources: Articles,
    to: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="The dataset folder; out/<name of the source> if not given."
        ),
    ] = None,
    base: Base = None,
    published: Published = None,
    jobs: Annotated[
        int | None, typer.Option(metavar="N", help="Processes to use; the result is the same.")
    ] = None,
    strict: Annotated[
        bool | None, typer.Option("--strict", help="Let warnings block publication.")
    ] = None,
    min_confidence: MinConfidence = None,
    tagger: Taggers = None,
    validator: Validator = None,
    config: ConfigFile = None,
) -> int:
    """The whole chain: articles to a validated dataset, set aside what breaks a rule."""
    settings = _config(config).with_flags(
        base=base,
        jobs=jobs,
        strict=strict,
        min_confidence=min_confidence,
        taggers=_named(tagger),
        validator=validator,
    )
    target = to or _target(sources)
    found = _discover(sources, published)

    from nutgraf.account import Account
    from nutgraf.graph import Failed

    account = Account(strict=settings.strict)
    failures = [item for item in found.found if isinstance(item, Failed)]
    if len(failures) == len(found):
        # With nothing to read there is nothing to publish, least of all over what is there.
        for failed in failures:
            account.add(failed)
        _say(account.told(None))
        return _worst(account.codes())

    from nutgraf import pipeline
    from nutgraf.profile import context
    from nutgraf.stores.files import FilesStore
    from nutgraf.versions import maker, versions
    from nutgraf.workers import collect_seldom

    collect_seldom()
    store = FilesStore(
        target,
        settings,
        context=context(),
        versions=versions(),
        maker=maker(settings.digest()),
    )
    outcomes = pipeline.publish(found, settings, store, isolated=len(found) > 1)
    hidden = not sys.stderr.isatty()
    with typer.progressbar(
        outcomes, len(found), "Publishing", file=sys.stderr, hidden=hidden
    ) as progress:
        try:
            for outcome in progress:
                account.add(outcome)
        except KeyboardInterrupt:
            _say("what was done is kept: the same command goes on from here")
            raise
    account.retract(store.retracted)
    _say(account.told(target))
    return _worst(account.codes())


@_command
def read(sources: Articles, published: Published = None) -> int:
    """Read articles: their text and layout as JSON lines."""
    from nutgraf.jsonlines import article_line

    stage = _stage()
    for article in stage.articles(_discover(sources, published)):
        _write(f"{article_line(article)}\n")
    return _worst(stage.codes)


@_command
def annotate(
    sources: ArticlesOrStdin = None,
    base: Base = None,
    published: Published = None,
    tagger: Taggers = None,
    config: ConfigFile = None,
) -> int:
    """Annotate articles: names, quotations, statements and roles as JSON lines."""
    from nutgraf.jsonlines import analysis_line

    settings = _config(config).with_flags(base=base, taggers=_named(tagger))
    stage = _stage()
    for analysis in stage.analyses(_articles(stage, sources, published), settings):
        _write(f"{analysis_line(analysis, base=settings.base)}\n")
    _tell(stage.tally)
    return _worst(stage.codes)


@_command
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

    settings = _config(config).with_flags(
        base=base, min_confidence=min_confidence, taggers=_named(tagger)
    )
    stage = _stage()
    if _from_stdin(sources):
        analyses = stage.lines(sys.stdin.buffer, analysis_of)
    else:
        analyses = stage.analyses(_articles(stage, sources, published), settings)
    lines: set[str] = set()
    for analysis in analyses:
        lines.update(pipeline.nquads(analysis, settings))
    _tell(stage.tally)
    _write(merged(lines))
    return _worst(stage.codes)


@_command
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
    _known(form, "text", "json", "turtle", "sarif")
    settings = _config(config).with_flags(validator=validator)
    from nutgraf.shapes import names_old_schema
    from nutgraf.validation import validated
    from nutgraf.verdict import NOTHING_CHECKED

    if shapes and names_old_schema(shapes):
        _say(f"{shapes}: http://schema.org/ was read as https://schema.org/")
    validation = validated(_open(data), shapes, engine=settings.validator, seconds=timeout)
    _write(validation.text(form))
    if not validation.applied:
        _say(NOTHING_CHECKED)
    return 0 if validation.conforms else 1


@_command
def ontology(
    action: Annotated[
        str,
        typer.Argument(
            metavar="build|check", help="Write what follows from the shapes, or compare it."
        ),
    ],
    to: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The folder; the profile's own if not given."),
    ] = None,
) -> int:
    """The profile's derived files: context, frame, terms and vocabulary, from its shapes."""
    _known(action, "build", "check", option="nutgraf ontology")
    from nutgraf import derived
    from nutgraf.profile import profile_path
    from nutgraf.shacl import load_shapes

    folder = to or profile_path()
    files = derived.derived(load_shapes())
    changed = derived.changed(files, folder)
    if action == "build":
        derived.write({path: files[path] for path in changed}, folder)
    for path in changed:
        _say(f"{folder / path}: {'written' if action == 'build' else 'is not what the shapes say'}")
    return 1 if changed and action == "check" else 0


@_command
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
    _known(form, "table", "csv", "tsv", "json", "xml", "turtle", "jsonld")
    if sum(given is not None for given in (file, text, question)) != 1:
        hint = "give a FILE, -q TEXT or --question q01; `--question list` shows all"
        raise UsageError("there must be one query", hint=hint)

    from nutgraf import query as queries

    if question == "list":
        _write(queries.questions())
        return 0
    english, sparql = queries.question(question) if question else ("", text or _query_in(file))
    dataset = _open([data])
    if before is not None:
        from nutgraf.dataset import with_before

        dataset = with_before(dataset, _open([before]))
    elif english and queries.compares(sparql):
        hint = "name the earlier version of the data with --before"
        raise UsageError("this question compares two versions", place="--question", hint=hint)
    result = queries.run(dataset, sparql)
    if english:
        _say(english)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    _write(result.text(form, width=width))
    return 0


@_command
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
    _known(form, "nquads", "ntriples", "trig", "turtle", "jsonld", "web")
    _known(with_ or "evidence", "evidence", option="--with")
    from nutgraf.export import exported

    content = exported(_open([data]), form, evidence=with_ is not None)
    if to is None:
        _write(content)
    else:
        _write_file(to, content)
    return 0


@_command
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

    dataset = _open([data])
    known = explaining.things(dataset)
    target = explaining.target_of(words, known)
    rows = explaining.explain(dataset, target)
    if not rows:
        what = f"nothing here says why: {' '.join(words)}"
        hint = explaining.unexplained(target, known)
        raise UsageError(what, source=str(data), hint=hint)
    _write(explaining.text(rows, target))
    return 0


@_command
def doctor(
    data: Annotated[Path, typer.Argument(metavar="DATA", help="A dataset folder.")],
    verify: Annotated[
        bool, typer.Option("--verify", help="Compare the bytes of every file with its hash.")
    ] = False,
) -> int:
    """Say whether a dataset is whole, and what is wrong with it if not."""
    from nutgraf.doctor import examine

    findings = examine(data, verify=verify)
    _write(f"{findings.told(verified=verify)}\n")
    return 0 if findings.whole else 1


@partial(_command, name="eval")
def evaluate(
    gold: Annotated[
        list[Path],
        typer.Argument(metavar="GOLD…", help="Files of gold data (.jsonl), or folders of them."),
    ],
    form: Annotated[str, typer.Option("--as", metavar="text|json", help="The format.")] = "text",
    errors: Annotated[
        int,
        typer.Option(metavar="N", min=0, help="Also show the first N mistakes of each kind."),
    ] = 0,
    timing: Annotated[
        bool, typer.Option("--timing", help="Also show how many words a second are annotated.")
    ] = False,
    tagger: Taggers = None,
    config: ConfigFile = None,
) -> int:
    """Score what is found in articles against what people marked in them."""
    _known(form, "text", "json")
    settings = _config(config).with_flags(taggers=_named(tagger))

    from nutgraf import pipeline
    from nutgraf.evaluation import gold as marked
    from nutgraf.evaluation import report
    from nutgraf.evaluation.scorecard import scorecard
    from nutgraf.tally import Tally

    codes: set[int] = set()
    tally = Tally()

    def analysed(article: Article) -> Analysis:
        analysis = pipeline.annotate(article, settings)
        tally.add(analysis.dropped)
        return analysis

    def tell(error: NutgrafError) -> None:
        _say(str(error))
        codes.add(error.exit_code)

    articles = list(marked.read(gold, tell))
    if articles:
        hidden = not sys.stderr.isatty()
        with typer.progressbar(
            articles, label="Annotating", file=sys.stderr, hidden=hidden
        ) as progress:
            clock = time.perf_counter if timing else None
            card = scorecard(progress, annotate=analysed, clock=clock)
        write = report.as_json if form == "json" else report.text
        _write(write(card, errors=errors))
    _tell(tally)
    return _worst(codes)


def _query_in(file: Path | None) -> str:
    try:
        return Path(file or "").read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(f"the query cannot be read ({why})", source=str(file)) from None


def _open(data: list[Path]) -> Dataset:
    from nutgraf.dataset import open_data

    dataset = open_data(data, sys.stdin.buffer)
    for notice in dataset.notices:
        _say(notice)
    return dataset


def _known(form: str, *forms: str, option: str = "--as") -> None:
    if form not in forms:
        raise UsageError(f"there is no {form!r}", place=option, hint=f"use {', '.join(forms)}")


def _stage() -> Stage:
    from nutgraf.stages import Stage

    return Stage(lambda error: _say(str(error)))


def _articles(stage: Stage, sources: list[Path] | None, published: str | None) -> Iterator[Article]:
    """The articles of these sources, or those that `nutgraf read` wrote to standard input."""
    from nutgraf.jsonlines import article_of

    if not _from_stdin(sources):
        return stage.articles(_discover(sources or [], published))
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


def _discover(paths: list[Path], published: str | None) -> Sources:
    from nutgraf.config import checked_date
    from nutgraf.sources import discover

    if Path("-") in paths:
        raise UsageError("articles are read from files and folders", place="-")
    date = None if published is None else checked_date(published, name="--published")
    return discover(paths, published=date, notice=_say)


def _config(path: Path | None) -> Config:
    """The settings in this file, or in `nutgraf.toml`, or none."""
    from nutgraf.config import FILE_NAME, Config, load

    default = Path(FILE_NAME)
    if path is None and not default.is_file():
        return Config()
    return load(path or default)


def _named(taggers: list[str] | None) -> tuple[str, ...] | None:
    """The taggers of the command line, in place of those of the config; None if there are none."""
    return tuple(taggers) if taggers else None


def _tell(tally: Tally) -> None:
    for line in tally.told():
        _say(line)


def _target(sources: list[Path]) -> Path:
    """The dataset folder that a source gives its name to."""
    if len(sources) > 1:
        raise UsageError("several sources have no common name", hint="name a folder with --to")
    [source] = sources
    return Path("out", source.stem if source.is_file() else source.resolve().name)


def _worst(codes: Iterable[int]) -> int:
    return min(codes, key=PRECEDENCE.index, default=0)


def _say(line: str) -> None:
    """A line for the person, on standard error, whatever characters its terminal knows."""
    data = f"{line}\n".encode(sys.stderr.encoding or "utf-8", "backslashreplace")
    sys.stderr.flush()
    sys.stderr.buffer.write(data)
    sys.stderr.buffer.flush()


def _write(data: str | bytes) -> None:
    """Data, on standard output, in UTF-8 whatever the locale."""
    try:
        sys.stdout.buffer.write(data.encode() if isinstance(data, str) else data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(
            f"cannot be written ({error.strerror})", source="standard output"
        ) from None


def _write_file(path: Path, content: bytes) -> None:
    """A file, as a whole or not at all."""
    new = path.with_name(f".{path.name}.new")
    try:
        try:
            new.write_bytes(content)
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)
    except OSError as error:
        hint = "what was there before is intact"
        what = f"cannot be written ({error.strerror})"
        raise OutputError(what, source=str(path), hint=hint) from None
