"""Where validation results come from: the words in the article, and the line of the RDF file.

A result is about a fact, or about one that is missing.  Its words are those that the evidence gives
for the fact, or, where that has none, those by which the focus node has its name.  Its line is that
of the triple, or of the focus node's first, in files that keep a statement to a line.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from nutgraf.dataset import Origin, is_evidence
from nutgraf.explain import explanations
from nutgraf.graph import IRI, NIF, SCHEMA, Literal
from nutgraf.writers.nquads import term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.dataset import Dataset
    from nutgraf.graph import Triple, ValidationReport

_NAMES = (SCHEMA["name"], SCHEMA["text"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Where one result comes from; what is not known is empty, or 0.

    `words` stand at the code points `start` to `end`, half-open, in `article_line` of the article,
    `line` is that of the RDF file; lines begin at 1.
    """

    words: str = ""
    start: int = 0
    end: int = 0
    article_line: int = 0
    line: int = 0


class Passages:
    """Finds the passages of the results about the graphs of one dataset.

    >>> from nutgraf.dataset import Dataset
    >>> from nutgraf.graph import ValidationReport
    >>> Passages(Dataset(graphs=((None, ()),))).of(0, ValidationReport())
    ()
    """

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        origins = dataset.origins or (Origin(),) * len(dataset.graphs)
        self._evidence: dict[str, tuple[Triple, ...]] = {}
        for (name, triples), origin in zip(dataset.graphs, origins, strict=True):
            if name is None or is_evidence(name):
                self._evidence[name or origin.file] = triples

    def of(self, number: int, report: ValidationReport) -> tuple[Passage, ...]:
        """The passage of each result in the report about the graph of this number."""
        if not report.results:
            return ()
        focus = {result.focus_node for result in report.results}
        words = self._words(number, focus)
        lines = self._lines(number, focus)
        found = []
        for result in report.results:
            fact = (result.focus_node, result.result_path, result.value)
            keys = [fact if result.value else fact[:2], fact[:1]]
            told = next((words[key] for key in keys if key in words), Passage())
            line = next((lines[key] for key in keys if key in lines), 0)
            found.append(replace(told, line=line))
        return tuple(found)

    def _lines(self, number: int, focus: set[str]) -> dict[tuple[str, ...], int]:
        """The first line of what is said about these nodes: a triple, a property, the node."""
        origins = self._dataset.origins
        numbers = (origins[number] if origins else Origin()).lines
        lines: dict[tuple[str, ...], int] = {}
        if numbers:
            for line, triple in zip(numbers, self._dataset.graphs[number][1], strict=True):
                if triple.subject in focus:
                    for key in _keys(triple):
                        lines.setdefault(key, line)
        return lines

    def _words(self, number: int, focus: set[str]) -> dict[tuple[str, ...], Passage]:
        """The first words for what is said about these nodes: a fact, a property, their name."""
        words: dict[tuple[str, ...], Passage] = {}
        for triples in self._sources(number):
            text = next((t.object for t in triples if t.predicate == NIF["isString"]), None)
            whole = text.value if isinstance(text, Literal) else ""
            for key, start, end, said in _said(triples, focus):
                known = words.get(key)
                if known is None or start < known.start:
                    line = whole.count("\n", 0, start) + 1 if whole else 0
                    words[key] = Passage(words=said, start=start, end=end, article_line=line)
        return words

    def _sources(self, number: int) -> Iterator[tuple[Triple, ...]]:
        """The evidence for a graph: itself if it may be evidence, and what stands beside it."""
        name, own = self._dataset.graphs[number]
        beside = f"{name}/evidence"
        if name is None or is_evidence(name):
            yield own
            origins = self._dataset.origins
            beside = str(Path(origins[number].file).with_suffix(".evidence.ttl")) if origins else ""
        if (about := self._evidence.get(beside)) is not None:
            yield about


def _said(
    triples: tuple[Triple, ...], focus: set[str]
) -> Iterator[tuple[tuple[str, ...], int, int, str]]:
    for row in explanations(triples, lambda fact: fact.subject in focus):
        first = next((words for words in row.words if words.text), None)
        if first is not None:
            for key in _keys(row.fact):
                if len(key) > 1 or row.fact.predicate in _NAMES:
                    yield key, first.start, first.end, first.text
    parts: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for subject, predicate, value in triples:  # a phrase is words itself
        if subject in focus and isinstance(value, Literal):
            parts[subject][predicate] = value.value
    for node, said in parts.items():
        start, end = said.get(NIF["beginIndex"], ""), said.get(NIF["endIndex"], "")
        if NIF["anchorOf"] in said and start.isdecimal() and end.isdecimal():
            yield (node,), int(start), int(end), said[NIF["anchorOf"]]


def _keys(triple: Triple) -> tuple[tuple[str, ...], ...]:
    value = f"<{triple.object}>" if isinstance(triple.object, IRI) else term(triple.object)
    fact = (triple.subject, triple.predicate, value)
    return fact, fact[:2], fact[:1]
