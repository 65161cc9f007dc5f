"""Data of any origin against shapes: each graph by itself, in a process that has a deadline."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from nutgraf.dataset import Origin
from nutgraf.errors import LimitError
from nutgraf.passages import Passages
from nutgraf.process import Process
from nutgraf.shacl import load_shapes, load_shapes_from, validator
from nutgraf.shapes_check import checked
from nutgraf.verdict import Checked, Validation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from nutgraf.dataset import Dataset
    from nutgraf.graph import Triple, ValidationReport


def validated(
    dataset: Dataset, shapes: Path | None = None, *, engine: str, seconds: float
) -> Validation:
    """Every graph of a dataset against the shapes in this file or folder, or against the profile.

    Raises a DataError if the shapes cannot be used, and a LimitError for a graph that takes longer
    than `seconds`; for the first one the start of the process and the check of the shapes count.

    >>> from nutgraf.dataset import Dataset
    >>> validated(Dataset(graphs=()), engine="screen", seconds=60).conforms
    False
    """
    passages = Passages(dataset)
    found = []
    with Process(partial(judge_with, shapes, engine), silent=True) as judge:
        if not dataset.graphs:
            judge((), "no data", seconds=seconds)  # bad shapes are told all the same
        for number, (name, triples) in enumerate(dataset.graphs):
            origin = dataset.origins[number] if dataset.origins else Origin()
            try:
                report = judge(triples, name or origin.file, seconds=seconds)
            except LimitError as error:
                hint = "give it more time with --timeout, or validate its parts"
                raise LimitError(error.what, source=error.source, hint=hint) from None
            where = passages.of(number, report)
            found.append(Checked(graph=name, file=origin.file, report=report, passages=where))
    return Validation(tuple(found))


def judge_with(shapes: Path | None, name: str) -> Callable[[tuple[Triple, ...]], ValidationReport]:
    """What says what these shapes say about a graph; shapes that are not ours are checked first."""
    known = load_shapes() if shapes is None else checked(load_shapes_from(shapes))
    validate = validator(name)
    return lambda triples: validate(triples, known)
