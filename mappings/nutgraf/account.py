"""The account of a run, for the person who started it: in = published + rejected + failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.graph import Failed, Published, Severity
from nutgraf.summary import WIDTH, summary, verdict
from nutgraf.writers.results import cut, safe

if TYPE_CHECKING:
    from pathlib import Path

    from nutgraf.graph import Outcome

DETAILED = 3
"""A run of more articles than this is told in numbers only."""


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
        self._published = 0
        self._details: list[str] = []
        self._rejected: list[str] = []
        self._failed: list[str] = []
        self._codes: set[int] = set()

    def add(self, outcome: Outcome) -> None:
        """Count one outcome, and keep what is to be told of it."""
        if isinstance(outcome, Failed):
            self._failed.append(f"failed: {safe(str(outcome.error))}")
            self._codes.add(outcome.error.exit_code)
        elif isinstance(outcome, Published):
            self._published += 1
            if self._published <= DETAILED:
                self._details.append(summary(outcome.publication, strict=self._strict))
        else:
            report = outcome.publication.report
            reasons = "\n".join(f"    {line}" for line in verdict(report, strict=self._strict))
            blocking = (*report.of(Severity.VIOLATION), *report.of(Severity.WARNING))
            line = f"rejected: {outcome.publication.source}: {safe(blocking[0].message)}"
            self._rejected.append(f"{cut(line, 2 * WIDTH)}\n{reasons}")
            self._codes.add(1)

    def codes(self) -> list[int]:
        """The exit codes that the outcomes ask for."""
        return sorted(self._codes)

    def balance(self) -> str:
        """The account in one line."""
        published, rejected, failed = self._published, len(self._rejected), len(self._failed)
        total = published + rejected + failed
        return f"{total} in = {published} published + {rejected} rejected + {failed} failed"

    def told(self, target: Path) -> str:
        """The whole account, and where the files are."""
        details = self._details if self._published <= DETAILED else []
        parts = [*details, *self._rejected, *self._failed, self._ending(target)]
        return "\n\n".join(parts)

    def _ending(self, target: Path) -> str:
        lines = [self.balance(), f"The dataset is in {safe(str(target))}:"]
        if self._published:
            lines += [
                "  articles/*.ttl, *.jsonld   what the articles say",
                "  articles/*.evidence.ttl    the words that say it",
            ]
        if self._rejected:
            lines.append("  rejected/*.report.ttl      why an article was set aside")
        lines += [
            "  dataset.nq                 all graphs in one file",
            "  report.ttl, report.json    what validation found, and this account",
            "  void.ttl, manifest.json    what the dataset is, and the hash of each file",
        ]
        return "\n".join(lines)
