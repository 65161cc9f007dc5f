"""The command on gold data: `eval`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nutgraf.cli.options import ConfigFile, Taggers, configured, known
from nutgraf.cli.running import worst
from nutgraf.cli.streams import progress, say, write

if TYPE_CHECKING:
    from nutgraf.errors import NutgrafError
    from nutgraf.model import Analysis, Article


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
    known(form, "text", "json")
    settings = configured(config, tagger)

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
        say(str(error))
        codes.add(error.exit_code)

    articles = list(marked.read(gold, tell))
    if articles:
        with progress(articles, len(articles), "Annotating") as coming:
            clock = time.perf_counter if timing else None
            card = scorecard(coming, annotate=analysed, clock=clock)
        told = report.as_json if form == "json" else report.text
        write(told(card, errors=errors))
    say(*tally.told())
    return worst(codes)
