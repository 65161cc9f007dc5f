"""The linked mentions of an article, found by their place: what later annotators read."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from nutgraf.model import EntityKind, Mention, MentionForm, Span

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Names:
    """The linked mentions of an article, found by place."""

    mentions: Sequence[Mention]

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.span.start for mention in self.mentions]

    def within(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that lie in [start, end), in order."""
        first = bisect_left(self._starts, start)
        found = []
        for index in range(first, len(self.mentions)):
            mention = self.mentions[index]
            if mention.span.start >= end:
                break
            if mention.span.end <= end:
                found.append(mention)
        return found

    def across(self, place: int) -> bool:
        """Whether a mention begins before a place and ends behind it."""
        index = bisect_left(self._starts, place) - 1
        return index >= 0 and self.mentions[index].span.end > place

    def entity_at(self, span: Span) -> str | None:
        """The entity that exactly these words mean, if they are a mention."""
        for mention in self.within(span.start, span.end):
            if mention.span == span:
                return mention.entity
        return None

    def named(self, kind: EntityKind) -> Sequence[Mention]:
        """The linked mentions of one kind by name, in order."""
        return [
            mention
            for mention in self.mentions
            if mention.kind is kind and mention.form is MentionForm.NAME and mention.entity
        ]
