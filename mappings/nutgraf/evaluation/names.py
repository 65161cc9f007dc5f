"""Names, twice: each in its place with its exact words, and each once in a document.

At span level a name is right if the gold has the same kind with the same first and last code point,
a leading *the* and a trailing *’s* apart (as [CoNLL](https://aclanthology.org/W03-0419/) scores).
At document level a name is right if the gold has the same kind and words anywhere in the document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.evaluation.folding import folded, trimmed
from nutgraf.evaluation.scores import Place
from nutgraf.jsonlines import KEYS
from nutgraf.model import MentionForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nutgraf.evaluation.gold import Gold
    from nutgraf.evaluation.scores import Scored
    from nutgraf.model import Analysis, Span


def names(gold: Gold, analysis: Analysis) -> Iterator[Scored]:
    """The scores of the kinds of names that the gold has."""
    text = gold.article.text
    place = Place(gold.article.id, text)
    for kind, marked in gold.names:
        ours = (
            mention.span
            for mention in analysis.mentions
            if mention.kind is kind and mention.form is MentionForm.NAME
        )
        spans, our_spans = _exact(marked, text), _exact(ours, text)
        yield place.compared(f"names.span.{KEYS[kind]}", spans, our_spans)
        once, ours_once = _once(spans, text), _once(our_spans, text)
        yield place.compared(f"names.document.{KEYS[kind]}", once, ours_once)


def _exact(spans: Iterable[Span], text: str) -> dict[Span, Span]:
    return {span: span for span in sorted(trimmed(each, text) for each in spans)}


def _once(spans: Iterable[Span], text: str) -> dict[str, Span]:
    """The distinct names, each with its first place."""
    first: dict[str, Span] = {}
    for span in spans:
        first.setdefault(folded(span.of(text)), span)
    return first
