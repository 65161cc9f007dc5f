"""Writes a trained tagger as 8-bit ONNX: `python -m training.export --weights tagger.pt …`.

Activations are quantised with fixed ranges, measured once on training windows, so that a word's
scores depend on nothing but its window; weights are quantised for each channel.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_dynamic,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process

from nutgraf.annotators.wordpiece import WordPiece
from training.lean import lean
from training.material import Document, gum, open_corpora, own, to_learn
from training.network import Tagger
from training.train import SEED, Example, examples

if TYPE_CHECKING:
    from collections.abc import Iterator

_CALIBRATED = 400  # windows


class _Windows(CalibrationDataReader):
    """Training windows, one at a time, as the model takes them."""

    def __init__(self, chosen: list[Example]) -> None:
        self._rows = self._inputs(chosen)

    def get_next(self) -> dict[str, np.ndarray] | None:
        return next(self._rows, None)

    @staticmethod
    def _inputs(chosen: list[Example]) -> Iterator[dict[str, np.ndarray]]:
        for each in chosen:
            yield {
                "ids": np.array([each.window.ids], dtype=np.int64),
                "mask": np.ones((1, len(each.window.ids)), dtype=np.int64),
                "case": np.array([each.window.case], dtype=np.int64),
            }


def to_onnx(model: Tagger, path: Path) -> None:
    """The network in 32 bits."""
    model.eval()
    example = (
        torch.full((2, 16), 2003),
        torch.ones(2, 16, dtype=torch.long),
        torch.ones(2, 16, dtype=torch.long),
    )
    axes = {name: {0: "batch", 1: "length"} for name in ("ids", "mask", "case", "logits")}
    torch.onnx.export(
        model,
        example,
        str(path),
        input_names=["ids", "mask", "case"],
        output_names=["logits"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def quantised(source: Path, path: Path, chosen: list[Example], *, static: bool) -> None:
    """The same network in 8 bits; attention's own products and the last layer stay in 32."""
    graph = onnx.load(str(source)).graph
    weights = {each.name for each in graph.initializer}
    skipped = [
        node.name
        for node in graph.node
        if node.op_type == "MatMul" and (node.input[1] not in weights or "score" in node.name)
    ]
    if not static:
        quantize_dynamic(
            str(source),
            str(path),
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"],
        )
        return
    quantize_static(
        str(source),
        str(path),
        _Windows(chosen),
        quant_format=QuantFormat.QDQ,
        op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=skipped,
        calibrate_method=CalibrationMethod.MinMax,
    )


def calibration(documents: list[Document], pieces: WordPiece) -> list[Example]:
    """Some windows of every source."""
    chance = random.Random(SEED)
    return chance.sample(examples(documents, pieces, chance), _CALIBRATED)


def main() -> None:
    """Export and quantise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--material", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--dynamic", action="store_true", help="ranges of activations by window")
    options = parser.parse_args()
    model = Tagger(options.encoder)
    model.load_state_dict(torch.load(options.weights))
    pieces = WordPiece.load(options.encoder / "tokenizer.json")
    documents = [
        *open_corpora(options.material / "training" / "names_train.json"),
        *gum(options.material / "gold" / "gum-news"),
        *own(to_learn()),
    ]
    with tempfile.TemporaryDirectory() as folder:
        plain, prepared = Path(folder) / "plain.onnx", Path(folder) / "prepared.onnx"
        to_onnx(model, plain)
        quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
        rough = Path(folder) / "rough.onnx"
        quantised(prepared, rough, calibration(documents, pieces), static=not options.dynamic)
        onnx.save(lean(onnx.load(str(rough))), str(options.to))


if __name__ == "__main__":
    main()
