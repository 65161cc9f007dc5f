"""The way of an article: `Source → Article → Analysis → triples → Publication → Outcome`.

Every step is a function of what comes before it and of nothing else: no clock, no neighbouring
article, and no network but the address of a tagger that the config names.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from nutgraf import analysis as analyses
from nutgraf import readers, schemaorg, shacl, workers
from nutgraf.annotators import taggers
from nutgraf.errors import LimitError, NutgrafError
from nutgraf.graph import Failed, Publication, Published, Rejected, ValidationReport
from nutgraf.stores import Remembering
from nutgraf.stores.records import input_digest
from nutgraf.writers.nquads import nquads as lines_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from nutgraf.config import Config
    from nutgraf.graph import Fact, Outcome, ValidationResult
    from nutgraf.model import Analysis, Article, Source
    from nutgraf.stores import Kept, Store
    from nutgraf.stores.written import Written

    _Made: TypeAlias = Outcome | Kept | Written

_Becomes = TypeVar("_Becomes")

_PART = 100_000  # bytes for which an article may take as long again
_ASKED = 50  # as often may a language model be asked about so much


def read(source: Source) -> Iterator[Article]:
    """The articles in a source; raises `ReadError`."""
    return readers.read(source)


def annotate(article: Article, config: Config | None = None) -> Analysis:
    """What the article names and says, with the words that state it.

    The taggers that the config names are asked beside our own.
    """
    return analyses.annotate(article, taggers.annotators(config) if config else ())


def map(analysis: Analysis, config: Config) -> Iterator[Fact]:
    """The facts of the article as schema.org triples, each with its evidence."""
    return schemaorg.map_article(schemaorg.mapping_of(analysis, config))


def prepare(source: str, analysis: Analysis, config: Config) -> Publication:
    """The article mapped and validated: its facts, their evidence, and what the profile says."""
    mapping = schemaorg.mapping_of(analysis, config)
    facts, withheld = schemaorg.sift_article(mapping)
    triples = tuple(fact.triple for fact in facts)
    evidence = schemaorg.evidence(mapping, facts, withheld)
    validate = shacl.validator(config.validator)
    return Publication(
        source=source,
        key=analysis.article.key,
        digest=analysis.article.digest,
        article=mapping.iris.article,
        graph=mapping.iris.graph,
        evidence_graph=mapping.iris.evidence_graph,
        facts=triples,
        evidence=evidence,
        report=_both(validate(graph, shacl.load_shapes()) for graph in (triples, evidence)),
        withheld=len(withheld),
        dropped=analysis.dropped,
    )


def outcomes(source: Source | Failed, config: Config) -> Iterator[Outcome]:
    """What becomes of one source; whatever is wrong with it stays with it."""
    if isinstance(source, Failed):
        yield source
        return
    try:
        for part in readers.parts(source):
            yield from _outcomes(part, config)
    except NutgrafError as error:
        yield Failed(source.name, error)


def _outcomes(source: Source, config: Config) -> Iterator[Outcome]:
    try:
        articles = list(read(source))
        given = input_digest(source) if len(articles) == 1 else ""
        for article in articles:
            publication = prepare(source.name, annotate(article, config), config)
            publication = replace(publication, input=given)
            if publication.report.conforms(strict=config.strict):
                yield Published(publication)
            else:
                yield Rejected(publication)
    except NutgrafError as error:
        yield Failed(source.name, error)
    except MemoryError:
        yield Failed(source.name, _too_large(source))
    except Exception as error:  # noqa: BLE001  (one bad article never stops a run)
        yield Failed(source.name, _unexpected(source, error))


def publish(
    sources: Iterable[Source | Failed], config: Config, store: Store, *, isolated: bool = False
) -> Iterator[Outcome | Kept]:
    """The whole chain: every source read, annotated, mapped, validated and kept; in source order.

    What the store has of the very same source already is not made again, and comes as `Kept`.
    With more than one job, or `isolated`, sources are processed in processes of their own: one that
    crashes, takes too long or needs too much memory fails by itself.  Raises at once if a tagger
    that the config names is not there.
    """
    taggers.annotators(config)
    # What another tagger says may change from day to day, and nothing tells.
    known = store.unchanged if isinstance(store, Remembering) and not config.taggers else _unknown
    made = partial(_made, config, store.writer if isinstance(store, Remembering) else _as_it_is)
    return store.write(_all(sources, config, known, made, isolated=isolated or config.jobs > 1))


def supervised(
    sources: Iterable[Source], config: Config, write: Callable[[Outcome], Written | Failed]
) -> Iterator[Sequence[Written | Failed]]:
    """What is kept of each source, as `write` has it, made in a process that only they suffer in.

    A source that crashes it, takes too long or needs too much memory fails by itself.
    """
    made: Callable[[Source], Sequence[Written | Failed]] = partial(_made, config, write)
    pool = workers.Workers(made, _failed, seconds=partial(_seconds, config), jobs=1)
    return pool.mapped(workers.Task(each.name, each, place=each.place) for each in sources)


def nquads(analysis: Analysis, config: Config) -> list[str]:
    """The lines that this article adds to a dataset: its facts and their evidence as N-Quads."""
    mapping = schemaorg.mapping_of(analysis, config)
    facts, withheld = schemaorg.sift_article(mapping)
    return [
        *lines_of((fact.triple for fact in facts), mapping.iris.graph),
        *lines_of(schemaorg.evidence(mapping, facts, withheld), mapping.iris.evidence_graph),
    ]


def _all(
    sources: Iterable[Source | Failed],
    config: Config,
    known: Callable[[Source], Kept | None],
    made: Callable[[Source], Sequence[_Made]],
    *,
    isolated: bool,
) -> Iterator[_Made]:
    tasks = (_task(source, known) for source in sources)
    if isolated:
        seconds = partial(_seconds, config)
        pool = workers.Workers(made, _failed, seconds=seconds, jobs=config.jobs)
        for outcomes_of in pool.mapped(tasks):
            yield from outcomes_of
        return
    for task in tasks:
        if task.given is None:
            yield from task.answer or ()
        else:
            yield from outcomes(task.given, config)


def _unknown(_: Source) -> None:
    return None


def _made(
    config: Config, write: Callable[[Outcome], _Becomes], source: Source
) -> list[_Becomes | Failed]:
    """What a store keeps of a source, made where nothing but this source can suffer from it."""
    try:
        return [write(outcome) for outcome in outcomes(source, config)]
    except MemoryError:
        return [Failed(source.name, _too_large(source))]
    except Exception as error:  # noqa: BLE001  (as above)
        return [Failed(source.name, _unexpected(source, error))]


def _as_it_is(outcome: Outcome) -> Outcome:
    return outcome


def _failed(source: str, error: NutgrafError) -> Sequence[Failed]:
    return [Failed(source, error)]


def _seconds(config: Config, source: Source) -> float:
    """How long an article may take: the longer it is, the longer; and who is asked has time too."""
    parts = 1 + len(source.data) / _PART
    asked = config.llm_seconds if any(name.startswith("llm:") for name in config.taggers) else 0
    return config.article_seconds * parts + asked * parts * _ASKED


def _task(
    source: Source | Failed, known: Callable[[Source], Kept | None]
) -> workers.Task[Source, Sequence[_Made]]:
    """What is to be done for a source: nothing, if what comes of it is known."""
    if isinstance(source, Failed):
        return workers.Task(source.source, None, [source])
    found = known(source)
    if found:
        return workers.Task(source.name, None, [found])
    return workers.Task(source.name, source, place=source.place)


def _both(reports: Iterable[ValidationReport]) -> ValidationReport:
    """One report for the two graphs of an article; shapes that fit nothing at all are an error."""
    results: list[ValidationResult] = []
    counts: Counter[str] = Counter()
    for report in reports:
        results.extend(report.results)
        counts.update(dict(report.focus_nodes))
    merged = ValidationReport(
        results=tuple(sorted(results)), focus_nodes=tuple(sorted(counts.items()))
    )
    if not shacl.has_focus(merged):
        raise NutgrafError("no shape of the profile applies to any node", hint="check the shapes")
    return merged


def _too_large(source: Source) -> NutgrafError:
    hint = "split the article, or give it a machine with more"
    what = "needs more memory than there is"
    return LimitError(what, source=source.name, place=source.place, hint=hint)


def _unexpected(source: Source, error: Exception) -> NutgrafError:
    return NutgrafError(
        f"unexpected {type(error).__name__}: {' '.join(str(error).split())}",
        source=source.name,
        place=source.place,
        hint="please report it with the file",
    )
