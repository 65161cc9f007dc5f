"""What the tagger learns from: documents as sentences of words with a label each.

Three sources: the open corpora in `names_train.json`, the news and interviews of GUM, and nutgraf's
own articles.  Only the first marks other names than persons, organizations and places throughout;
where a document is not `complete`, a word without a label may be such a name or none.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from nutgraf import pipeline
from nutgraf.language.tokens import Reading
from nutgraf.model import Source
from training.markup import Marked, parse

CORPUS = Path(__file__).parent / "corpus"
FOR_CALIBRATION = frozenset((*range(241, 286), *range(290, 1000, 5)))
"""The numbers of the articles that the tagger does not learn from, so that its sureness can be held
against them."""

LABEL = {"p": "PER", "o": "ORG", "l": "LOC", "e": "MISC", "w": "MISC"}
INCOMPLETE = frozenset({"ewt-dev", "ewt-test", "pud"})
"""Parts of Universal NER, which knows persons, organizations and places only."""

_GUM_KINDS = {"person": "PER", "organization": "ORG", "place": "LOC"}
_GUM_TITLES = frozenset(
    """
    Mr Mr. Mrs. Ms. Dr Dr. Sir President Prime Minister Senator Professor Secretary Governor Chief
    Justice King Queen Prince Princess Captain General Colonel the The
    """.split()
)

_PROPER = ("NP", "NNP")

UNKNOWN = "?"
"""The label of a word of which the material does not tell what it is; nothing is learned from it."""

Word = tuple[str, str]
"""A word and its label: `O`, or `B-` or `I-` with a kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Sentences that stand together."""

    source: str
    sentences: tuple[tuple[Word, ...], ...]
    complete: bool


def open_corpora(path: Path) -> list[Document]:
    """The corpora of `names_train.json`: `[words, labels, source]` a sentence, in document order."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [
        Document(
            source=source,
            sentences=tuple(
                tuple(zip(words, labels, strict=True)) for words, labels, _ in group if words
            ),
            complete=source not in INCOMPLETE,
        )
        for source, group in groupby(rows, key=lambda row: row[2])
    ]


def own_articles(*, held_back: bool = False) -> list[tuple[str, Marked]]:
    """Nutgraf's own articles by name: those to develop with, or those held back to score with."""
    paths = sorted(CORPUS.glob("[0-9][0-9][0-9]-*.txt"))
    return [
        (path.stem, parse(path.read_text(encoding="utf-8")))
        for path in paths
        if (int(path.name[:3]) % 3 == 0) == held_back
    ]


def to_learn() -> list[tuple[str, Marked]]:
    """Those of our own articles that the tagger learns from."""
    return [(name, marked) for name, marked in own_articles() if is_learned(name)]


def is_learned(name: str) -> bool:
    """Whether the tagger learns from an article of this name.

    >>> is_learned("010-river"), is_learned("012-river"), is_learned("250-river")
    (True, False, False)
    """
    number = int(name[:3])
    return number % 3 > 0 and number not in FOR_CALIBRATION


def own(articles: list[tuple[str, Marked]]) -> list[Document]:
    """The articles, cut into sentences and words as nutgraf itself cuts them."""
    return [
        Document(source=f"own-{name}", sentences=tuple(_sentences(marked)), complete=False)
        for name, marked in articles
    ]


def _sentences(marked: Marked) -> list[tuple[Word, ...]]:
    [article] = pipeline.read(Source(name="a.txt", key="a", data=marked.text.encode()))
    labels = {
        start: (end, LABEL[kind])
        for start, end, kind in ((each.start, each.end, each.kind) for each in marked.names)
    }
    found = []
    for sentence in Reading(article).sentences:
        words: list[Word] = []
        inside, kind = -1, ""
        for token in sentence.tokens:
            begins = next((at for at in range(token.start, token.end) if at in labels), None)
            if begins is not None:
                inside, kind = labels[begins]
                words.append((token.text, f"B-{kind}"))
            elif token.start < inside:
                words.append((token.text, f"I-{kind}"))
            else:
                words.append((token.text, "O"))
        found.append(tuple(words))
    return found


def gum(folder: Path) -> list[Document]:
    """GUM's news and interviews: of each noun phrase that names something, the name itself."""
    documents = []
    for path in sorted(folder.glob("*.tsv")):
        tags = _tags(path.with_suffix(".xml").read_text(encoding="utf-8"))
        sentences = _gum_sentences(path.read_text(encoding="utf-8"), tags)
        documents.append(
            Document(source=path.stem, sentences=tuple(map(tuple, sentences)), complete=False)
        )
    return documents


def _tags(xml: str) -> list[str]:
    """The part of speech of each token, in order."""
    return [line.split("\t")[1] for line in xml.splitlines() if line.count("\t") == 2]


def _gum_sentences(tsv: str, tags: list[str]) -> list[list[Word]]:
    sentences: list[list[Word]] = []
    place = 0
    for block in re.split(r"\n(?=#Text=)", tsv)[1:]:
        rows = [line.split("\t") for line in block.splitlines() if re.match(r"\d+-\d+\t", line)]
        words = [row[2] for row in rows]
        here = tags[place : place + len(rows)]
        place += len(rows)
        labels = ["O"] * len(words)
        spans: dict[str, tuple[str, list[int]]] = {}
        for index, row in enumerate(rows):
            for cell in row[3].split("|") if row[3] != "_" else ():
                kind, _, number = cell.partition("[")
                spans.setdefault(number or f"{index}", (kind, []))[1].append(index)
        starts = {
            indices[0] for kind, indices in spans.values() if kind in ("organization", "place")
        }
        for kind, indices in sorted(spans.values(), key=lambda each: -len(each[1])):
            name = _name(words, here, indices) if kind in _GUM_KINDS else []
            described = kind == "person" and bool(name) and name[0] in starts  # “NASA chief X”
            if name and not described and all(labels[index] == "O" for index in name):
                labels[name[0]] = f"B-{_GUM_KINDS[kind]}"
                for index in name[1:]:
                    labels[index] = f"I-{_GUM_KINDS[kind]}"
        for index, tag in enumerate(here):
            if labels[index] == "O" and tag.startswith(_PROPER):
                labels[index] = UNKNOWN
        sentences.append(list(zip(words, labels, strict=True)))
    return sentences


def _name(words: list[str], tags: list[str], indices: list[int]) -> list[int]:
    """The words of a phrase that are its name: nothing, if another noun is its head."""
    kept = list(indices)
    while kept and (words[kept[0]] in _GUM_TITLES or tags[kept[0]][:2] in ("DT", "PP", "``", "''")):
        kept.pop(0)
    while kept and tags[kept[-1]][:2] in ("PO", "''", "SY"):
        kept.pop()
    proper = [tags[index].startswith(_PROPER) for index in kept]
    linking = ("of", "the", "and", "for", "&", "-", "'s", "'", "in", ".", "de", "on")
    if not kept or not proper[-1] or not proper[0]:
        return []
    if all(good or words[index] in linking for good, index in zip(proper, kept, strict=True)):
        return kept
    return []
