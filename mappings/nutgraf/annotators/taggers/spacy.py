"""Names by a [spaCy](https://spacy.io) pipeline, if one is installed: `spacy:en_core_web_sm`.

Of the pipeline only what names need is run, piece by piece of one article.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import TYPE_CHECKING

from nutgraf.annotators.taggers.found import Found, pieces
from nutgraf.errors import ModelError, UsageError
from nutgraf.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.annotators.taggers import Annotator
    from nutgraf.config import Config
    from nutgraf.language.tokens import Reading

KINDS = {
    "PERSON": "PER",
    "PER": "PER",
    "ORG": "ORG",
    "GPE": "LOC",
    "LOC": "LOC",
    "FAC": "LOC",
    "EVENT": "EVENT",
    "LAW": "LAW",
}
"""Our kind for each of [OntoNotes](https://catalog.ldc.upenn.edu/LDC2013T19) that we have one for."""

_PIPES = frozenset({"tok2vec", "transformer", "ner", "beam_ner", "entity_ruler"})
_MOST = 5_000  # code points at once: context enough, whatever an article's length
_PACKAGE = re.compile(r"[A-Za-z]\w*")


def annotator(package: str, _config: Config) -> Annotator:
    """The pipeline in this package; nothing is downloaded."""
    if not _PACKAGE.fullmatch(package):
        raise UsageError(
            f"{package!r} is not the name of a package",
            place="taggers",
            hint='write one such as "spacy:en_core_web_sm"',
        )
    if find_spec("spacy") is None:
        raise ModelError(
            "spaCy is not installed",
            source=f"spacy:{package}",
            hint="pip install 'nutgraf[spacy]'",
        )
    if find_spec(package) is None:
        raise ModelError(
            "there is no such package here",
            source=f"spacy:{package}",
            hint=f"python -m spacy download {package}",
        )
    import spacy

    pipeline = spacy.load(package)
    pipeline.select_pipes(enable=[name for name in pipeline.pipe_names if name in _PIPES])

    def annotate(reading: Reading) -> Iterator[Found]:
        for piece in pieces(reading, _MOST):
            for name in pipeline(piece.of(reading.text)).ents:
                if name.label_ in KINDS:
                    start = piece.start + name.start_char
                    end = piece.start + name.end_char
                    yield Found(Span(start, end), KINDS[name.label_])

    return annotate
