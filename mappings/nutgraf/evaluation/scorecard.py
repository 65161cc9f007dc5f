"""Articles annotated and compared with their gold, and all of it added up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nutgraf import pipeline
from nutgraf.evaluation.names import names
from nutgraf.evaluation.roles import roles
from nutgraf.evaluation.scores import Counts
from nutgraf.evaluation.speech import speech
from nutgraf.model import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from nutgraf.evaluation.gold import Gold
    from nutgraf.evaluation.scores import Mistake
    from nutgraf.model import Analysis, Article

KINDS = ("persons", "organizations", "places", "events", "legislation", "terms", "all")
SPEAKERS = ("named", "nominal", "pron", "all", "resolved", "described")
METRICS = (
    *(f"names.span.{kind}" for kind in KINDS),
    *(f"names.document.{kind}" for kind in KINDS),
    "quotations.direct",
    *(f"quotations.speaker.{kind}" for kind in SPEAKERS),
    "statements.content",
    *(f"statements.speaker.{kind}" for kind in SPEAKERS),
    "roles.title",
    "roles.organization",
)
"""All that can be scored, in the order of the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """The sums over all articles: a metric has counts if the gold has something to score it by.

    `seconds` is what annotating took, if somebody held a clock.
    """

    articles: int
    words: int
    counts: Mapping[str, Counts]
    mistakes: tuple[Mistake, ...] = ()
    seconds: float | None = None

    @property
    def speed(self) -> float | None:
        """Words annotated per second."""
        return self.words / self.seconds if self.seconds else None


def scorecard(
    marked: Iterable[Gold],
    *,
    annotate: Callable[[Article], Analysis] = pipeline.annotate,
    clock: Callable[[], float] | None = None,
) -> Scorecard:
    """The articles annotated and scored; `clock` gives seconds, and times the annotating alone.

    >>> from nutgraf.evaluation.gold import gold_of
    >>> gold = gold_of('{"id": "a", "text": "Rain fell.", "places": []}')
    >>> scorecard([gold]).counts["names.span.places"]
    Counts(gold=0, found=0, ours=0, right=0)
    """
    counts: dict[str, Counts] = {}
    mistakes: list[Mistake] = []
    articles = words = 0
    seconds = 0.0
    if clock:
        annotate(_warm_up())
    for gold in marked:
        began = clock() if clock else 0.0
        analysis = annotate(gold.article)
        seconds += clock() - began if clock else 0.0
        articles += 1
        words += len(gold.article.text.split())
        for scored in (*names(gold, analysis), *speech(gold, analysis), *roles(gold, analysis)):
            for metric in (scored.metric, *_sum(scored.metric)):
                counts[metric] = counts.get(metric, Counts()) + scored.counts
            mistakes += scored.mistakes
    return Scorecard(
        articles=articles,
        words=words,
        counts={metric: counts[metric] for metric in METRICS if metric in counts},
        mistakes=tuple(sorted(mistakes, key=lambda each: METRICS.index(each.metric))),
        seconds=seconds if clock else None,
    )


def _sum(metric: str) -> tuple[str, ...]:
    """The metric that sums up the kinds of names."""
    return (f"{metric.rpartition('.')[0]}.all",) if metric.startswith("names.") else ()


def _warm_up() -> Article:
    """An article to load the tagger with, before the clock runs."""
    [article] = pipeline.read(Source(name="a.txt", key="a", data=b"Rain fell on Monday."))
    return article
