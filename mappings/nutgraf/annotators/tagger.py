"""Names by a small neural tagger: which words are a person, an organization or a place.

The model is described in `models/MODEL.md`.  Each sentence is run by itself, on one thread, so that
its result depends on nothing but its own words.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from nutgraf.annotators.wordpiece import CLS, SEP, WordPiece
from nutgraf.errors import ModelError
from nutgraf.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import onnxruntime

    from nutgraf.language.tokens import Reading, Token

MODEL_SHA256 = "f841ae1312178937acf3e8c8e7acb0a8aa395636c2098b31a50859230c811564"
"""SHA-256 of the model file that this version was made and measured with."""

LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC")
_MOST_WORDS = 90
_MOST_PIECES = 256


@dataclass(frozen=True, slots=True)
class Tag:
    """A name as the tagger and the rules after it see it.

    `label` is PER, ORG, LOC or MISC, and after the rules also EVENT or LAW; `rule` says who found it.
    """

    span: Span
    label: str
    rule: str = field(default="name-tagger", compare=False)


def tag(reading: Reading) -> list[Tag]:
    """The names in all sentences, in order."""
    return [
        found
        for sentence in reading.sentences
        for start in range(0, len(sentence.tokens), _MOST_WORDS)
        for found in _tag_words(sentence.tokens[start : start + _MOST_WORDS])
    ]


def _tag_words(words: Sequence[Token]) -> Iterator[Tag]:
    import numpy as np

    pieces, session = _tagger()
    ids, case, first_piece = [CLS], [0], []
    for index, word in enumerate(words):
        encoded = pieces.encode(word.text)
        if len(ids) + len(encoded) >= _MOST_PIECES:
            break
        first_piece.append(len(ids))
        ids.extend(encoded)
        case.extend([_case(word.text, first=index == 0)] * len(encoded))
    inputs = {
        "ids": np.array([[*ids, SEP]], dtype=np.int64),
        "mask": np.ones((1, len(ids) + 1), dtype=np.int64),
        "case": np.array([[*case, 0]], dtype=np.int64),
    }
    (logits,) = session.run(["logits"], inputs)
    best = logits[0].argmax(axis=-1)
    yield from _spans(words, [LABELS[best[piece]] for piece in first_piece])


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


def _case(word: str, *, first: bool) -> int:
    """The case feature of a word, as in training; eight more for a sentence's first word."""
    if word.islower():
        shape = 1
    elif len(word) > 1 and word.isupper():
        shape = 2
    elif word[:1].isupper() and word[1:].islower():
        shape = 3
    elif word[:1].isupper() and len(word) == 1:
        shape = 4
    elif any(c.isupper() for c in word):
        shape = 5
    elif any(c.isdigit() for c in word):
        shape = 6
    else:
        shape = 7
    return shape + (8 if first else 0)


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
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return pieces, session
