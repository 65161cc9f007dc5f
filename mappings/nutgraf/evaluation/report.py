"""The scorecard told: a table for people, JSON for programs, and mistakes that one can read."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

from nutgraf.evaluation.scorecard import METRICS
from nutgraf.writers.results import cut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.evaluation.scorecard import Scorecard
    from nutgraf.evaluation.scores import Counts, Mistake

UNDEFINED = "–"

HEADINGS = {
    "names.span": "Names, each in its place",
    "names.document": "Names, once a document",
    "quotations": "Quotations",
    "statements": "Indirect speech",
    "roles": "Roles",
}
"""What the parts of the table are called, by the beginning of their metrics."""

LABELS = {
    "persons": "people",
    "direct": "direct speech",
    "content": "content",
    "speaker.named": "speaker, a name",
    "speaker.nominal": "speaker, a description",
    "speaker.pron": "speaker, a pronoun",
    "speaker.all": "speaker, all",
    "speaker.resolved": "whom the pronoun means",
    "speaker.described": "whom the description means",
    "title": "person and title",
    "organization": "organization of it",
}
"""What the rows are called, where their metric does not say it in English."""

COLUMNS = ("gold", "found", "ours", "right", "precision", "recall", "F1")
_WORDS = 120  # columns of the words of a mistake


def text(card: Scorecard, *, errors: int = 0) -> str:
    """The scorecard for people, with the first `errors` mistakes of each kind."""
    rows = [
        (heading, _label(metric, heading), card.counts[metric])
        for heading in HEADINGS
        for metric in METRICS
        if metric.startswith(f"{heading}.") and metric in card.counts
    ]
    left = max((len(label) + 2 for _, label, _ in rows), default=0)
    left = max(left, *(len(name) for name in HEADINGS.values()))
    articles = "article" if card.articles == 1 else "articles"
    lines = [f"{card.articles:,} {articles}, {card.words:,} words"]
    above = ""
    for heading, label, counts in rows:
        if heading != above:
            head = _row(HEADINGS[heading], COLUMNS, left)
            lines += ["", head]
            above = heading
        lines.append(_row(f"  {label}", _cells(counts), left))
    if card.speed is not None:
        lines += ["", f"{card.speed:,.0f} words per second"]
    lines += _told(card, errors)
    return "".join(f"{line}\n" for line in lines)


def as_json(card: Scorecard, *, errors: int = 0) -> str:
    """The scorecard for programs; a share that is undefined is null.

    >>> from nutgraf.evaluation.scorecard import Scorecard
    >>> from nutgraf.evaluation.scores import Counts
    >>> counts = {"roles.title": Counts(gold=3, found=2)}
    >>> value = json.loads(as_json(Scorecard(articles=1, words=9, counts=counts)))
    >>> value["scores"]["roles.title"]["recall"], value["scores"]["roles.title"]["precision"]
    (0.6667, None)
    """
    value: dict[str, object] = {
        "articles": card.articles,
        "words": card.words,
        "scores": {metric: _object(counts) for metric, counts in card.counts.items()},
    }
    if card.speed is not None:
        value["words_per_second"] = round(card.speed)
    if errors:
        value["errors"] = [asdict(mistake) for mistake in first(card, errors)]
    return json.dumps(value, ensure_ascii=True, indent=2) + "\n"


def first(card: Scorecard, errors: int) -> Iterator[Mistake]:
    """The first mistakes of each kind: so many of each metric and each way to be wrong."""
    told: Counter[tuple[str, str]] = Counter()
    for mistake in card.mistakes:
        kind = (mistake.metric, mistake.what)
        told[kind] += 1
        if told[kind] <= errors:
            yield mistake


def _told(card: Scorecard, errors: int) -> Iterator[str]:
    totals = Counter((mistake.metric, mistake.what) for mistake in card.mistakes)
    above = None
    for mistake in sorted(first(card, errors), key=_kind):
        if (kind := (mistake.metric, mistake.what)) != above:
            yield ""
            yield f"{mistake.metric}, {mistake.what} ({totals[kind]:,})"
            above = kind
        where = "" if mistake.start is None else f" @{mistake.start}"
        shown = f"{_flat(mistake.before)}[{cut(mistake.words, _WORDS)}]{_flat(mistake.after)}"
        note = f"  ({_flat(mistake.note)})" if mistake.note else ""
        yield f"  {cut(mistake.article, 40)}{where}: {shown}{note}"


def _kind(mistake: Mistake) -> tuple[int, str]:
    return METRICS.index(mistake.metric), mistake.what


def _flat(words: str) -> str:
    """Words on one line, safe for a terminal, with the blank that may stand at either end."""
    line = cut(words, 0)
    before = " " if words[:1].isspace() else ""
    after = " " if words[-1:].isspace() and line else ""
    return f"{before}{line}{after}"


def _label(metric: str, heading: str) -> str:
    name = metric.removeprefix(f"{heading}.")
    return LABELS.get(name, name)


def _row(name: str, cells: tuple[str, ...], left: int) -> str:
    widths = (max(len(column), 6) for column in COLUMNS)
    return name.ljust(left) + "".join(
        f"  {cell.rjust(width)}" for cell, width in zip(cells, widths, strict=True)
    )


def _cells(counts: Counts) -> tuple[str, ...]:
    numbers = (counts.gold, counts.found, counts.ours, counts.right)
    shares = (counts.precision, counts.recall, counts.f1)
    return (
        *(f"{number:,}" for number in numbers),
        *(UNDEFINED if share is None else f"{100 * share:.1f}" for share in shares),
    )


def _object(counts: Counts) -> dict[str, float | None]:
    shares = {
        name: None if share is None else round(share, 4) for name, share in counts.figures().items()
    }
    return {**asdict(counts), **shares}
