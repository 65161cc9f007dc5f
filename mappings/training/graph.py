"""An ONNX graph, built an operation at a time: `python -m training.export` writes the tagger with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Array = NDArray[Any]

_OURS = "com.microsoft"
"""The operations that onnxruntime has beside the standard's."""

_LARGEST = 127
_EPSILON = 1e-12


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights, in × out, and what is added to each product."""

    weight: Array
    bias: Array


def beside(layers: Sequence[Linear]) -> Linear:
    """Linear layers of one input as one, their outputs side by side."""
    return Linear(
        np.concatenate([each.weight for each in layers], axis=1),
        np.concatenate([each.bias for each in layers]),
    )


def in_8_bits(values: Array, *, axis: int) -> tuple[Array, Array]:
    """Values as signed bytes, and the scale along the other axis: zero stays zero.

    >>> import numpy as np
    >>> small, scale = in_8_bits(np.array([[1.0, -0.5], [0.25, 2.0]]), axis=1)
    >>> small.tolist()
    [[127, -64], [16, 127]]
    """
    scale = np.maximum(np.abs(values).max(axis=axis, keepdims=True), 1e-8) / _LARGEST
    small = np.clip(np.rint(values / scale), -_LARGEST, _LARGEST)
    return small.astype(np.int8), scale.astype(np.float32)


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
        """An operation; of several outputs the first has its name, the others a number behind it."""
        name = f"n{len(self.nodes)}"
        outputs = [name, *(f"{name}.{number}" for number in range(1, out))]
        self.nodes.append(helper.make_node(kind, inputs, outputs, domain=domain, **options))
        return name

    def split(self, x: str, parts: int) -> list[str]:
        """Equal parts of the last axis."""
        name = self.add("Split", x, out=parts, axis=-1)
        return [name, *(f"{name}.{number}" for number in range(1, parts))]

    def rows(self, table: Array, which: str) -> str:
        """Rows of a large table that is kept in 8 bits, a scale for each."""
        small, scale = in_8_bits(table, axis=1)
        found = self.add(
            "Cast", self.add("Gather", self.constant(small), which), to=TensorProto.FLOAT
        )
        return self.add("Mul", found, self.add("Gather", self.constant(scale), which))

    def product(self, x: str, by: Linear) -> str:
        """A linear layer in 32 bits."""
        many = self.add("MatMul", x, self.constant(by.weight))
        return self.add("Add", many, self.constant(by.bias))

    def small_product(self, x: str, by: Linear) -> str:
        """A linear layer in 8 bits; the range of what comes in is worked out when it does."""
        weight, scale = in_8_bits(by.weight, axis=0)
        eight = self.add("DynamicQuantizeLinear", x, out=3)
        inputs = (eight, self.constant(weight), f"{eight}.1", self.constant(scale.ravel()))
        zeros = self.constant(np.zeros(len(by.bias), np.int8))
        return self.add(
            *("MatMulIntegerToFloat", *inputs, f"{eight}.2", zeros, self.constant(by.bias)),
            domain=_OURS,
        )

    def whole_attention(self, x: str, by: Linear, heads: int) -> str:
        """Queries, keys and values of `x`, in 8 bits, and what each query sees of all values."""
        weight, scale = in_8_bits(by.weight, axis=0)
        eight = self.add("DynamicQuantizeLinear", x, out=3)
        parts = (eight, self.constant(weight), self.constant(by.bias), f"{eight}.1")
        zeros = self.constant(np.zeros(len(by.bias), np.int8))
        return self.add(
            *("QAttention", *parts, self.constant(scale.ravel()), "", f"{eight}.2", zeros),
            domain=_OURS,
            num_heads=heads,
        )

    def attention(self, query: str, key: str, value: str, heads: int) -> str:
        """What each query sees of all values."""
        return self.add("MultiHeadAttention", query, key, value, domain=_OURS, num_heads=heads)

    def norm(self, x: str, weight: Array, bias: Array) -> str:
        """Layer normalization."""
        parts = self.constant(weight), self.constant(bias)
        return self.add("LayerNormalization", x, *parts, axis=-1, epsilon=_EPSILON)

    def model(
        self, inputs: Mapping[str, Sequence[str | int]], output: tuple[str, Sequence[str | int]]
    ) -> onnx.ModelProto:
        """The whole graph, checked; inputs are whole numbers, the last node gives the output."""
        name, shape = output
        self.nodes[-1].output[0] = name
        made = helper.make_model(
            helper.make_graph(
                self.nodes,
                "tagger",
                [
                    helper.make_tensor_value_info(each, TensorProto.INT64, size)
                    for each, size in inputs.items()
                ],
                [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)],
                [numpy_helper.from_array(value, each) for each, value in self.values.items()],
            ),
            opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(_OURS, 1)],
            ir_version=9,
        )
        onnx.checker.check_model(made)
        return made
