"""Names by a small neural tagger: which words are a person, an organization or a place.

The model is described in `models/MODEL.md`.  Each window of an article is run by itself, on one
thread, so that its result depends on nothing but the article.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from nutgraf.annotators.windows import windows
from nutgraf.annotators.wordpiece import WordPiece
from nutgraf.errors import ModelError
from nutgraf.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import onnxruntime

    from nutgraf.language.tokens import Reading, Token

MODEL_SHA256 = "29dcd924f3a6ff3403342016e80d2df1c52201d90196fe553697db471c06fd96"
"""SHA-256 of the model file that this version was made and measured with."""

KINDS = ("PER", "ORG", "LOC", "MISC")
LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC")


@dataclass(frozen=True, slots=True)
class Tag:
    """A name as the tagger and the rules after it see it.

    `label` is PER, ORG, LOC or MISC, and after the rules also EVENT or LAW; `rule` says who found it.
    """

    span: Span
    label: str
    rule: str = field(default="name-tagger", compare=False)


@dataclass(frozen=True, slots=True)
class Tagged:
    """The names of an article, in order, and how likely each word is part of one of each kind.

    `likely` has the probabilities of PER, ORG, LOC and MISC by the offset of the word.
    """

    names: list[Tag]
    likely: dict[int, tuple[float, ...]]

    def likelihood(self, span: Span, label: str) -> float:
        """How likely a span is a name of this kind, by the mean of its words' probabilities."""
        kind = KINDS.index(label if label in KINDS else "MISC")
        words = (self.likely.get(offset) for offset in range(span.start, span.end))
        found = [shares[kind] for shares in words if shares]
        return sum(found) / len(found) if found else 0.0


def tag(reading: Reading) -> Tagged:
    """The names in all sentences."""
    sentences = [sentence.tokens for sentence in reading.sentences]
    scored = dict(_scored([[word.text for word in words] for words in sentences]))
    names: list[Tag] = []
    likely: dict[int, tuple[float, ...]] = {}
    number = 0
    for words in sentences:
        labels = ["O"] * len(words)
        for index, word in enumerate(words, number):
            if index in scored:
                labels[index - number], likely[word.start] = scored[index]
        number += len(words)
        names.extend(_spans(words, labels))
    return Tagged(names, likely)


def _scored(
    sentences: Sequence[Sequence[str]],
) -> Iterator[tuple[int, tuple[str, tuple[float, ...]]]]:
    """By the number of the word, for each that is asked about: its label, the odds of each kind."""
    import numpy as np

    pieces, session = _tagger()
    for window in windows(pieces, sentences):
        asked = np.array(window.asked, dtype=np.int64)
        (logits,) = session.run(
            ["logits"],
            {
                "ids": np.array([window.ids], dtype=np.int64),
                "case": np.array([window.case], dtype=np.int64),
                "asked": asked,
                "others": np.delete(np.arange(len(window.ids)), asked),
            },
        )
        odds = np.exp(logits[0] - logits[0].max(axis=-1, keepdims=True))
        shares = odds / odds.sum(axis=-1, keepdims=True)
        kinds = shares[:, 1::2] + shares[:, 2::2]
        best = odds.argmax(axis=-1).tolist()
        for number, label, likely in zip(window.words, best, kinds.tolist(), strict=True):
            yield number, (LABELS[label], tuple(likely))


def _spans(words: Sequence[Token], labels: Sequence[str]) -> Iterator[Tag]:
    """Labels as spans; an I- without its B- begins a name too."""
    start = end = -1
    kind = ""
    for word, label in zip(words, labels, strict=False):
        if kind and (label[0] in "OB" or label[2:] != kind):
            yield Tag(Span(start, end), kind)
            kind = ""
        if label != "O":
            if not kind:
                start, kind = word.start, label[2:]
            end = word.end
    if kind:
        yield Tag(Span(start, end), kind)


@cache
def _tagger() -> tuple[WordPiece, onnxruntime.InferenceSession]:
    import onnxruntime

    folder = files("nutgraf.models")
    try:
        model = folder.joinpath("names-minilm-int8.onnx").read_bytes()
        pieces = WordPiece.load(folder.joinpath("tokenizer.json"))
    except OSError as error:
        raise ModelError(
            "the name tagger is missing", source="nutgraf/models", hint="install nutgraf again"
        ) from error
    if hashlib.sha256(model).hexdigest() != MODEL_SHA256:
        raise ModelError(
            "the name tagger is not the one of this version",
            source="nutgraf/models/names-minilm-int8.onnx",
            hint="install nutgraf again",
        )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # The graph is as it should be: what onnxruntime would fuse further takes longer.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return pieces, session
