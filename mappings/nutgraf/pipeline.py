"""The way of an article: `Source → Article → Analysis → triples → Publication → Outcome`.

Every step is a function of what comes before it and of nothing else: no clock, no neighbouring
article, and no network but the address of a tagger that the config names.
"""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING

from nutgraf import analysis as analyses
from nutgraf import readers, schemaorg, shacl
from nutgraf.annotators import taggers
from nutgraf.errors import NutgrafError
from nutgraf.graph import Failed, Publication, Published, Rejected, ValidationReport
from nutgraf.writers.nquads import nquads as lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nutgraf.config import Config
    from nutgraf.graph import Fact, Outcome, ValidationResult
    from nutgraf.model import Analysis, Article, Source
    from nutgraf.stores import Store


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
    evidence = tuple(schemaorg.evidence(mapping, facts, withheld))
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
        for article in read(source):
            publication = prepare(source.name, annotate(article, config), config)
            if publication.report.conforms(strict=config.strict):
                yield Published(publication)
            else:
                yield Rejected(publication)
    except NutgrafError as error:
        yield Failed(source.name, error)
    except Exception as error:  # noqa: BLE001  (one bad article never stops a run)
        yield Failed(source.name, _unexpected(source, error))


def publish(sources: Iterable[Source | Failed], config: Config, store: Store) -> Iterator[Outcome]:
    """The whole chain: every source read, annotated, mapped, validated and kept; in source order.

    Raises at once if a tagger that the config names is not there.
    """
    taggers.annotators(config)
    return store.write(_all(sources, config))


def nquads(analysis: Analysis, config: Config) -> list[str]:
    """The lines that this article adds to a dataset: its facts and their evidence as N-Quads."""
    mapping = schemaorg.mapping_of(analysis, config)
    facts, withheld = schemaorg.sift_article(mapping)
    return [
        *lines_of((fact.triple for fact in facts), mapping.iris.graph),
        *lines_of(schemaorg.evidence(mapping, facts, withheld), mapping.iris.evidence_graph),
    ]


def _all(sources: Iterable[Source | Failed], config: Config) -> Iterator[Outcome]:
    if config.jobs == 1:
        for source in sources:
            yield from outcomes(source, config)
        return
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    waiting: deque[Future[list[Outcome]]] = deque()
    with ProcessPoolExecutor(config.jobs, mp_context=get_context("spawn")) as workers:
        for source in sources:
            waiting.append(workers.submit(_listed, source, config))
            if len(waiting) > 2 * config.jobs:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _listed(source: Source | Failed, config: Config) -> list[Outcome]:
    return list(outcomes(source, config))


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


def _unexpected(source: Source, error: Exception) -> NutgrafError:
    return NutgrafError(
        f"unexpected {type(error).__name__}: {' '.join(str(error).split())}",
        source=source.name,
        place=source.place,
        hint="please report it with the file",
    )
