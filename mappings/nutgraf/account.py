"""The account of a run, for the person who started it: in = published + rejected + failed.

However many articles a run has, what is kept of it is a screenful and some numbers.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from nutgraf.graph import Failed, Published, Severity
from nutgraf.stores import Kept
from nutgraf.summary import WIDTH, brief, counted, summary, verdict
from nutgraf.tally import Tally
from nutgraf.writers.results import columns, cut, safe
from nutgraf.writers.void import WHOLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from nutgraf.graph import Outcome, Publication, ValidationReport

DETAILED = 3
"""A run of more articles than this is told in a table, not article by article."""

LISTED = 20
"""So many articles have a line of the table, so many messages one of their own."""

PROBLEMS = 200
"""So many articles that were rejected, or failed, are told with their reason."""

_HEADER = ("people", "organizations", "quotations", "statements", "warnings")
_NAME = WIDTH - 2 - sum(len(title) + 2 for title in _HEADER)


class _Lines:
    """The first so many lines, and how many there were."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: list[str] = []
        self.number = 0

    def add(self, line: str) -> None:
        self.number += 1
        if len(self._kept) < self._most:
            self._kept.append(line)

    def told(self, more: str) -> Iterator[str]:
        """The lines kept, and one that counts the others."""
        yield from self._kept
        if self.number > len(self._kept):
            yield more.format(self.number - len(self._kept))


class Account:
    """What became of the sources of one run.

    >>> from nutgraf.errors import ReadError
    >>> account = Account()
    >>> account.add(Failed("a.txt", ReadError("the file is empty", source="a.txt")))
    >>> account.balance()
    '1 in = 0 published + 0 rejected + 1 failed'
    >>> account.codes()
    [3]
    """

    def __init__(self, *, strict: bool = False) -> None:
        self._strict = strict
        self._details: list[str] = []
        self._published = _Lines(LISTED)
        self._rejected = _Lines(PROBLEMS)
        self._failed = _Lines(PROBLEMS)
        self._warned: Counter[str] = Counter()
        self._withheld = 0
        self._unchanged = 0
        self._retracted = _Lines(LISTED)
        self._codes: set[int] = set()
        self._tally = Tally()

    def add(self, outcome: Outcome | Kept) -> None:
        """Count one outcome, and keep what is to be told of it."""
        if isinstance(outcome, Kept):
            self._unchanged += outcome.unchanged
            self._tally.add(outcome.dropped)
            entry, article = outcome.entry, partial(outcome.publication, evidence=False)
            if entry.outcome == "published":
                self._publish(entry.report, entry.withheld, article)
            else:
                self._reject(entry.source, entry.report)
        elif isinstance(outcome, Failed):
            self._failed.add(f"failed: {safe(str(outcome.error))}")
            self._codes.add(outcome.error.exit_code)
        else:
            found = outcome.publication
            self._tally.add(found.dropped)
            if isinstance(outcome, Published):
                self._publish(found.report, found.withheld, lambda: found)
            else:
                self._reject(found.source, found.report)

    def retract(self, keys: Iterable[str]) -> None:
        """These articles were in the dataset before, and are not any more."""
        for key in keys:
            self._retracted.add(f"retracted: {safe(key)}")

    def _reject(self, source: str, report: ValidationReport) -> None:
        reasons = "\n".join(f"    {line}" for line in verdict(report, strict=self._strict))
        blocking = (*report.of(Severity.VIOLATION), *report.of(Severity.WARNING))
        line = f"rejected: {source}: {safe(blocking[0].message)}"
        self._rejected.add(f"{cut(line, 2 * WIDTH)}\n{reasons}")
        self._codes.add(1)

    def _publish(
        self, report: ValidationReport, withheld: int, article: Callable[[], Publication]
    ) -> None:
        """Count an article; it is only looked at where it is told."""
        warnings = report.of(Severity.WARNING)
        self._warned.update({result.message for result in warnings})
        self._withheld += withheld
        if self._published.number >= LISTED:
            self._published.add("")
            return
        publication = article()
        name, numbers = brief(publication)
        self._published.add(_row(name, (*map(str, numbers), str(len(warnings)))))
        if self._published.number <= DETAILED:
            self._details.append(summary(publication, strict=self._strict))

    def codes(self) -> list[int]:
        """The exit codes that the outcomes ask for."""
        return sorted(self._codes)

    def balance(self) -> str:
        """The account in one line."""
        numbers = [lines.number for lines in (self._published, self._rejected, self._failed)]
        published, rejected, failed = numbers
        return f"{sum(numbers)} in = {published} published + {rejected} rejected + {failed} failed"

    def told(self, target: Path | None) -> str:
        """The whole account, and where the files are; None if nothing was there to be written."""
        few = self._published.number <= DETAILED
        parts = self._details if few else ["\n".join(self._table())]
        problems = [
            *self._retracted.told("… and {} more"),
            *self._rejected.told(_MORE["rejected"]),
            *self._failed.told(_MORE["failed"]),
        ]
        ending = self._ending(target) if target else f"{self.balance()}\n{_NOTHING}"
        return "\n\n".join([*parts, *problems, *self._tally.told(), ending])

    def _table(self) -> Iterator[str]:
        """A line an article, then a line a warning with the number of articles that it is for."""
        yield _row("article", _HEADER)
        yield from self._published.told("  … and {} more")
        messages = _Lines(LISTED)
        for message, number in sorted(self._warned.items(), key=lambda item: (-item[1], item[0])):
            messages.add(cut(f"{counted(number, 'article')}: {message}", WIDTH - 2))
        if messages.number:
            yield ""
            yield from (f"  {line}" for line in messages.told("… and {} more"))

    def _as_before(self) -> Iterator[str]:
        if self._unchanged:
            yield f"{self._unchanged:,} of them unchanged, and not made again"

    def _ending(self, target: Path) -> str:
        lines = [self.balance(), *self._as_before(), f"The dataset is in {safe(str(target))}:"]
        if self._withheld:
            withheld = f"{counted(self._withheld, 'fact')} withheld for want of confidence"
            lines.insert(-1, f"{withheld}; the evidence has them")
        if self._published.number:
            lines += [
                "  articles/*.ttl, *.jsonld   what the articles say",
                "  articles/*.evidence.ttl    the words that say it",
            ]
        if self._rejected.number:
            lines.append("  rejected/*.report.ttl      why an article was set aside")
        lines += [
            _DATA if (target / WHOLE).is_file() else _SHARDS,
            "  report.ttl, report.json    what validation found, and this account",
            "  void.ttl, manifest.json    what the dataset is, and the hash of each file",
        ]
        return "\n".join(lines)


_DATA = "  dataset.nq                 all graphs in one file"
_SHARDS = "  dataset-*.nq.gz            all graphs, in one order over all of these files"
_NOTHING = "There was nothing to read, so no dataset was written."
_MORE = {
    "rejected": "… and {} more were rejected; report.json names them all",
    "failed": "… and {} more failed; report.json names them all",
}


def _row(name: str, cells: tuple[str, ...]) -> str:
    """A line of the table: a name cut to its column, and numbers below their titles."""
    name = cut(name, _NAME)
    numbers = [f"  {cell:>{len(title)}}" for cell, title in zip(cells, _HEADER, strict=True)]
    return "  " + name + " " * (_NAME - columns(name)) + "".join(numbers)
