"""The quantised tagger in as few operations as onnxruntime has for it: `python -m training.lean`.

What torch exports works out shapes and a mask for every window and takes attention apart; here each
layer is one operation for attention, three products and two norms.  Weights and, if they are fixed,
the ranges of activations are those of the quantised model.  Scores differ from its own by rounding
alone, so that a label may differ where two are equally likely; about a fifth less time a window.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from nutgraf.annotators.tagger import LABELS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

HEADS = 12
_OURS = "com.microsoft"
_EPSILON = 1e-12


@dataclass(frozen=True, slots=True)
class Product:
    """A matrix of weights and what is added; of 8-bit weights also a scale and a zero a column and,
    if it is fixed, the range of what they are multiplied with.
    """

    weight: Array
    bias: Array
    scale: Array | None = None
    zero: Array | None = None
    range: tuple[Array, Array] | None = None


class Source:
    """The quantised model as torch and onnxruntime wrote it."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self._values = {each.name: numpy_helper.to_array(each) for each in model.graph.initializer}
        self._made = {name: node for node in model.graph.node for name in node.output}
        self._products = {
            node.name.removesuffix("_quant"): node
            for node in model.graph.node
            if node.op_type in ("MatMul", "MatMulInteger")
        }
        self.layers = 1 + max(
            int(name.partition("/layer.")[2].partition("/")[0])
            for name in self._products
            if "/layer." in name
        )

    def array(self, name: str) -> Array:
        """A tensor by its name in the network."""
        found: Array = self._values[name]
        return found

    def table(self, name: str) -> tuple[Array, Array, Array]:
        """An embedding in 8 bits, its scale and its zero."""
        weight = f"{name}.weight"
        return (
            self.array(f"{weight}_quantized"),
            self.array(f"{weight}_scale"),
            self.array(f"{weight}_zero_point"),
        )

    def product(self, name: str) -> Product:
        """The product of that name in the network, `encoder.encoder.layer.0.output.dense`."""
        path = f"/{name.replace('.', '/').replace('layer/', 'layer.')}/MatMul"
        node = self._products[path]
        bias = self._values[f"{name}.bias"]
        if node.op_type == "MatMulInteger":
            stem = node.input[1].removesuffix("_quantized")
            weight, scale, zero = node.input[1], f"{stem}_scale", f"{stem}_zero_point"
            return Product(self._values[weight], bias, self._values[scale], self._values[zero])
        if node.input[1] in self._values:
            return Product(self._values[node.input[1]], bias)
        read, dequantised = (self._made[each].input for each in node.input)
        weight, scale, zero = dequantised
        return Product(
            *(self._values[weight], bias, self._values[scale], self._values[zero]),
            range=(self._values[read[1]], self._values[read[2]]),
        )


@dataclass
class Graph:
    """The graph that is built; each method gives the name of what it adds."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    values: dict[str, Array] = field(default_factory=dict)

    def constant(self, value: Array) -> str:
        """A tensor that is part of the model."""
        name = f"c{len(self.values)}"
        self.values[name] = np.ascontiguousarray(value)
        return name

    def add(self, kind: str, *inputs: str, out: int = 1, domain: str = "", **options: Any) -> str:
        """An operation with so many outputs; the first is the name, others have a number behind it."""
        name = f"n{len(self.nodes)}"
        outputs = [name, *(f"{name}.{number}" for number in range(1, out))]
        self.nodes.append(helper.make_node(kind, inputs, outputs, domain=domain, **options))
        return name

    def embedded(self, table: tuple[Array, Array, Array], which: str) -> str:
        """The rows of an embedding."""
        weight, scale, zero = map(self.constant, table)
        return self.add("DequantizeLinear", self.add("Gather", weight, which), scale, zero)

    def quantised(self, x: str, fixed: tuple[Array, Array] | None) -> tuple[str, str, str]:
        """Activations in 8 bits, with their scale and their zero."""
        if fixed is None:
            name = self.add("DynamicQuantizeLinear", x, out=3)
            return name, f"{name}.1", f"{name}.2"
        scale, zero = map(self.constant, fixed)
        return self.add("QuantizeLinear", x, scale, zero), scale, zero

    def product(self, x: str, by: Product) -> str:
        """A linear layer."""
        if by.scale is None or by.zero is None:
            many = self.add("MatMul", x, self.constant(by.weight))
            return self.add("Add", many, self.constant(by.bias))
        eight, scale, zero = self.quantised(x, by.range)
        weight, scales, zeros, bias = map(self.constant, (by.weight, by.scale, by.zero, by.bias))
        return self.add(
            "MatMulIntegerToFloat", eight, weight, scale, scales, zero, zeros, bias, domain=_OURS
        )

    def attention(self, x: str, query: Product, key: Product, value: Product) -> str:
        """Attention of all heads, from what goes into them to what comes out."""
        parts = (query, key, value)
        eight, scale, zero = self.quantised(x, query.range)
        weight, scales, zeros, bias = (
            self.constant(np.concatenate([getattr(part, each) for part in parts], axis=-1))
            for each in ("weight", "scale", "zero", "bias")
        )
        return self.add(
            *("QAttention", eight, weight, bias, scale, scales, "", zero, zeros),
            domain=_OURS,
            num_heads=HEADS,
        )

    def norm(self, x: str, source: Source, name: str) -> str:
        """Layer normalization.  SkipLayerNormalization, which also adds, takes four times as long."""
        weight, bias = (
            self.constant(source.array(f"{name}.{part}")) for part in ("weight", "bias")
        )
        return self.add("LayerNormalization", x, weight, bias, axis=-1, epsilon=_EPSILON)


def lean(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same network, from `ids` and `case` to `logits`, of one window at a time."""
    source, graph = Source(model), Graph()
    x = _embedded(source, graph)
    for number in range(source.layers):
        layer = f"encoder.encoder.layer.{number}"
        parts = (
            source.product(f"{layer}.attention.self.{each}") for each in ("query", "key", "value")
        )
        seen = graph.product(
            graph.attention(x, *parts), source.product(f"{layer}.attention.output.dense")
        )
        x = graph.norm(graph.add("Add", seen, x), source, f"{layer}.attention.output.LayerNorm")
        wide = graph.product(x, source.product(f"{layer}.intermediate.dense"))
        narrow = graph.product(
            graph.add("Gelu", wide, domain=_OURS), source.product(f"{layer}.output.dense")
        )
        x = graph.norm(graph.add("Add", narrow, x), source, f"{layer}.output.LayerNorm")
    shape = graph.embedded(source.table("shape"), "case")
    scores = graph.product(graph.add("Concat", x, shape, axis=-1), source.product("score"))
    graph.nodes[-1].output[0] = "logits"
    assert scores not in {name for node in graph.nodes for name in node.input}
    return _model(graph)


def _embedded(source: Source, graph: Graph) -> str:
    """Words, their case, the one type of token and positions, normalized."""
    names = "encoder.embeddings"
    words = graph.embedded(source.table(f"{names}.word_embeddings"), "ids")
    cased = graph.add("Add", words, graph.embedded(source.table("case"), "case"))
    first = graph.constant(np.array([0], np.int64))
    token = graph.embedded(source.table(f"{names}.token_type_embeddings"), first)
    weight, scale, zero = map(graph.constant, source.table(f"{names}.position_embeddings"))
    length = graph.add("Shape", "ids", start=1, end=2)
    places = graph.add(
        "DequantizeLinear", graph.add("Slice", weight, first, length, first), scale, zero
    )
    summed = graph.add("Add", graph.add("Add", cased, token), places)
    return graph.norm(summed, source, f"{names}.LayerNorm")


def _model(graph: Graph) -> onnx.ModelProto:
    size: list[str | int] = ["batch", "length"]
    made = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "tagger",
            [
                helper.make_tensor_value_info(each, TensorProto.INT64, size)
                for each in ("ids", "case")
            ],
            [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [*size, len(LABELS)])],
            [numpy_helper.from_array(value, name) for name, value in graph.values.items()],
        ),
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(_OURS, 1)],
        ir_version=9,
    )
    onnx.checker.check_model(made)
    return made


def main() -> None:
    """A quantised model, made lean."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("quantised", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    onnx.save(lean(onnx.load(str(options.quantised))), str(options.to))


if __name__ == "__main__":
    main()
