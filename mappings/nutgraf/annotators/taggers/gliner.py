"""Names by a [GLiNER](https://github.com/urchade/GLiNER) model in a local folder: `gliner:FOLDER`."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from nutgraf.annotators.taggers.found import Found, pieces
from nutgraf.errors import ModelError, UsageError
from nutgraf.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nutgraf.annotators.taggers import Annotator
    from nutgraf.config import Config
    from nutgraf.language.tokens import Reading

KINDS = {"person": "PER", "organization": "ORG", "location": "LOC", "event": "EVENT", "law": "LAW"}
"""What the model is asked for, and our kinds."""

_MOST = 1_500  # code points at once: such models read some 380 words and pass over the rest


def annotator(folder: str, _config: Config) -> Annotator:
    """The model in this folder; nothing is downloaded."""
    if not folder:
        raise UsageError(
            "gliner needs the folder of a model",
            place="taggers",
            hint='write "gliner:FOLDER"; nothing is downloaded',
        )
    if not Path(folder, "gliner_config.json").is_file():
        raise ModelError(
            "there is no gliner_config.json in this folder",
            source=folder,
            hint="put a GLiNER model there; nothing is downloaded",
        )
    if find_spec("gliner") is None:
        raise ModelError(
            "GLiNER is not installed",
            source=f"gliner:{folder}",
            hint="pip install 'nutgraf[gliner]'",
        )
    # A model may name its encoder by a name of the hub; read when the libraries are first imported.
    os.environ["HF_HUB_OFFLINE"] = "1"
    import torch
    from gliner import GLiNER

    torch.set_num_threads(1)  # sums of floats depend on how they are parted
    try:
        model = GLiNER.from_pretrained(folder, local_files_only=True)
    except (OSError, ValueError, LookupError, RuntimeError) as error:
        raise ModelError(
            f"the model does not load ({type(error).__name__})",
            source=folder,
            hint="put its weights, tokenizer and config there; nothing is downloaded",
        ) from error

    def annotate(reading: Reading) -> Iterator[Found]:
        for piece in pieces(reading, _MOST):
            for name in model.predict_entities(piece.of(reading.text), list(KINDS)):
                span = Span(piece.start + name["start"], piece.start + name["end"])
                yield Found(span, KINDS[name["label"]], float(name["score"]))

    return annotate
