"""Writes a trained tagger as 8-bit ONNX: `python -m training.export --weights tagger.pt --to …`.

The graph has as few operations as onnxruntime needs for it.  Weights have a scale for each column;
the ranges of activations are worked out for each window, which runs by itself, so that a word's
scores depend on nothing but its window.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch

from nutgraf.annotators.tagger import LABELS
from nutgraf.annotators.windows import MOST_PIECES
from training.graph import Graph, Linear, beside
from training.network import HEADS, WHOLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from training.graph import Array

_LAYERS = "encoder.encoder.layer"
_EMBEDDINGS = "encoder.embeddings"


@dataclass(frozen=True, slots=True)
class Weights:
    """The trained network's tensors by their names."""

    tensors: Mapping[str, Array]

    @classmethod
    def load(cls, path: Path) -> Weights:
        """Those that `training.train` wrote."""
        return cls({name: each.numpy() for name, each in torch.load(path).items()})

    @property
    def layers(self) -> int:
        """How many there are."""
        return 1 + max(
            int(name.removeprefix(f"{_LAYERS}.").partition(".")[0])
            for name in self.tensors
            if name.startswith(_LAYERS)
        )

    def linear(self, name: str) -> Linear:
        """A linear layer."""
        return Linear(self.tensors[f"{name}.weight"].T, self.tensors[f"{name}.bias"])

    def projections(self, layer: int, *parts: str) -> Linear:
        """Queries, keys and values of a layer, side by side."""
        return beside([self.linear(f"{_LAYERS}.{layer}.attention.self.{part}") for part in parts])


def tagger(weights: Weights) -> onnx.ModelProto:
    """The network, from one window to the scores of what is asked in it."""
    graph = Graph()
    x = _embedded(graph, weights)
    for layer in range(WHOLE):
        seen = graph.whole_attention(x, weights.projections(layer, "query", "key", "value"), HEADS)
        x = _after_attention(graph, weights, layer, seen, x)
    x = _asked_alone(graph, weights, x)
    shapes = graph.add("Gather", graph.constant(weights.tensors["shape.weight"]), "case")
    shape = graph.add("Gather", shapes, "asked", axis=1)
    graph.product(graph.add("Concat", x, shape, axis=-1), weights.linear("score"))
    length: list[str | int] = [1, "length"]
    return graph.model(
        {"ids": length, "case": length, "asked": ["asked"], "others": ["others"]},
        ("logits", [1, "asked", len(LABELS)]),
    )


def _asked_alone(graph: Graph, weights: Weights, x: str) -> str:
    """The upper layers: the others no longer change, so all that is seen of them is one product."""
    upper = range(WHOLE, weights.layers)
    others = graph.add("Gather", x, "others", axis=1)
    seen = beside([weights.projections(layer, "key", "value") for layer in upper])
    parts = graph.split(graph.small_product(others, seen), 2 * len(upper))
    x = graph.add("Gather", x, "asked", axis=1)
    for layer in upper:
        query, *own = graph.split(
            graph.small_product(x, weights.projections(layer, "query", "key", "value")), 3
        )
        key, value = (graph.add("Concat", part, parts.pop(0), axis=1) for part in own)
        x = _after_attention(graph, weights, layer, graph.attention(query, key, value, HEADS), x)
    return x


def _after_attention(graph: Graph, weights: Weights, layer: int, seen: str, x: str) -> str:
    """The rest of a layer, from what its attention sees."""
    name = f"{_LAYERS}.{layer}"

    def added(product: str, to: str, part: str) -> str:
        norm = (weights.tensors[f"{name}.{part}.LayerNorm.{each}"] for each in ("weight", "bias"))
        return graph.norm(graph.add("Add", product, to), *norm)

    dense = weights.linear(f"{name}.attention.output.dense")
    x = added(graph.small_product(seen, dense), x, "attention.output")
    wide = graph.small_product(x, weights.linear(f"{name}.intermediate.dense"))
    narrow = weights.linear(f"{name}.output.dense")
    return added(
        graph.small_product(graph.add("Gelu", wide, domain="com.microsoft"), narrow), x, "output"
    )


def _embedded(graph: Graph, weights: Weights) -> str:
    """Words, their case and their places, normalized."""
    tensors = weights.tensors
    words = graph.rows(tensors[f"{_EMBEDDINGS}.word_embeddings.weight"], "ids")
    case = graph.add("Gather", graph.constant(tensors["case.weight"]), "case")
    places = (
        tensors[f"{_EMBEDDINGS}.position_embeddings.weight"][: MOST_PIECES + 2]
        + tensors[f"{_EMBEDDINGS}.token_type_embeddings.weight"][0]
    )
    first = graph.constant(np.array([0]))
    length = graph.add("Shape", "ids", start=1, end=2)
    placed = graph.add("Slice", graph.constant(places), first, length, first)
    norm = (tensors[f"{_EMBEDDINGS}.LayerNorm.{each}"] for each in ("weight", "bias"))
    return graph.norm(graph.add("Add", graph.add("Add", words, case), placed), *norm)


def main() -> None:
    """Quantise and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    onnx.save(tagger(Weights.load(options.weights)), str(options.to))


if __name__ == "__main__":
    main()
