"""The whole chain as a command: `publish`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nutgraf.cli.options import (
    Articles,
    Base,
    ConfigFile,
    MinConfidence,
    Published,
    Taggers,
    Validator,
    configured,
    discovered,
    known,
)
from nutgraf.cli.running import worst
from nutgraf.cli.streams import progress, say
from nutgraf.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.config import Config
    from nutgraf.graph import Outcome
    from nutgraf.sources import Sources
    from nutgraf.stores import Kept
    from nutgraf.stores.files import FilesStore


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
    engine: Annotated[
        str, typer.Option(metavar="local|dask", help="Who does the work; the result is the same.")
    ] = "local",
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Of the Dask cluster, such as tcp://host:8786."),
    ] = None,
    config: ConfigFile = None,
) -> int:
    """The whole chain: articles to a validated dataset, set aside what breaks a rule."""
    _check_engine(engine, scheduler)
    settings = configured(
        config,
        tagger,
        base=base,
        jobs=jobs,
        strict=strict,
        min_confidence=min_confidence,
        validator=validator,
    )
    target = to or _target(sources)
    found = discovered(sources, published)

    from nutgraf.account import Account
    from nutgraf.graph import Failed

    account = Account(strict=settings.strict)
    failures = [item for item in found.found if isinstance(item, Failed)]
    if len(failures) == len(found):
        # With nothing to read there is nothing to publish, least of all over what is there.
        for failed in failures:
            account.add(failed)
        say(account.told(None))
        return worst(account.codes())

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
    outcomes = _outcomes(found, settings, store, scheduler)
    with progress(outcomes, len(found), "Publishing") as coming:
        try:
            for outcome in coming:
                account.add(outcome)
        except KeyboardInterrupt:
            say("what was done is kept: the same command goes on from here")
            raise
    account.retract(store.retracted)
    say(account.told(target))
    return worst(account.codes())


def _check_engine(engine: str, scheduler: str | None) -> None:
    known(engine, "local", "dask", option="--engine")
    if engine == "dask" and not scheduler:
        raise UsageError("needs an address", place="--engine dask", hint="add --scheduler ADDRESS")
    if engine == "local" and scheduler is not None:
        raise UsageError("is for --engine dask", place="--scheduler", hint="add that, or omit both")


def _outcomes(
    found: Sources, settings: Config, store: FilesStore, scheduler: str | None
) -> Iterator[Outcome | Kept]:
    """What becomes of the sources: made here, or on the cluster of this scheduler."""
    if scheduler is None:
        from nutgraf import pipeline

        return pipeline.publish(found, settings, store, isolated=len(found) > 1)
    from nutgraf.engines import dask
    from nutgraf.profile import context

    return dask.publish(
        found,
        settings,
        store,
        context=context(),
        folder=dask.beside(store.target),
        cluster=dask.Cluster(address=scheduler),
    )


def _target(sources: list[Path]) -> Path:
    """The dataset folder that a source gives its name to."""
    if len(sources) > 1:
        raise UsageError("several sources have no common name", hint="name a folder with --to")
    [source] = sources
    return Path("out", source.stem if source.is_file() else source.resolve().name)
