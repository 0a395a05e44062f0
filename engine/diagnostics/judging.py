"""What a network says to examples of the data, how wrong it is with each, and how much each counts."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.catalog import metrics
from engine.catalog.arrays import Array, Rows, sealed
from engine.catalog.data_source import Targets
from engine.catalog.loss import TargetKind
from engine.data import DataSet, Split, encode_targets
from engine.diagnostics.example_rows import ExampleRows, seen
from engine.passes.forward import answers
from engine.passes.network import Network
from engine.passes.objective import Objective

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Scores:
    """How examples are judged by the weights of that version; arrays (k,), read-only.

    loss: of each alone, unweighted, without penalty. right: whether the answer is (each answer, of several
    questions); None for numbers, which are never just right.
    prediction: to sort by: the first number or answer, or the class number and behind the point how sure it is.
    delta: of the weighted loss by z, as in the backward pass, of several outputs the largest by amount.
    """

    version: int
    loss: Array
    right: Flags | None
    prediction: Array
    delta: Array


@dataclass(frozen=True, eq=False)
class Judgement:
    """What the network says to some examples; arrays read-only.

    rows: int64 (k,), places among all examples, those of the training part first, then those for validation and test.
    sums, output: z and a of the output layer, (k, units). target: as the loss reads it, (k, units) or class numbers
    (k, 1). weight (k,): how much each counts, 1 outside the
    training part. delta (k, units): the derivative of the weighted loss by z, as in the backward pass.
    """

    rows: Rows
    sums: Array
    output: Array
    target: Array
    weight: Array
    delta: Array
    scores: Scores


@dataclass(frozen=True, eq=False)
class Judge:
    """A network with all that is needed to judge examples; weights (training count,) or None for 1 each."""

    network: Network
    objective: Objective
    encoding: TargetKind
    data: DataSet
    weights: Array | None
    version: int

    def judge(self, rows: Rows) -> Generator[None, None, Judgement]:
        """The examples at these places (k,), with a breath (None) between pieces.

        Raises:
            IndexError: there is no such example.
        """
        x, y = seen(self.data, rows)
        target = self._targets(y)
        sums = np.empty((len(rows), self.network.spec.layers[-1].units))
        output = np.empty_like(sums)
        for found in answers(self.network, x):
            if found is not None:
                sums[found[0]], output[found[0]] = found[1], found[2]
            yield
        weight = np.nan_to_num(ExampleRows(self.data, self.weights).weight(rows), nan=1.0)
        delta = self.objective.delta(target, sums, output) * weight[:, None]
        loss, right = self._scored(target, sums, output)
        scores = Scores(self.version, loss, right, self._predicted(sums, output), _largest(delta))
        return Judgement(rows, sealed(sums), sealed(output), sealed(target), sealed(weight), sealed(delta), scores)

    def score_all(self, tests: bool) -> Generator[float, None, Scores]:
        """All examples, without keeping what the network says to them; between pieces the share that is done.

        Unless it `tests` the test part is not looked at: its numbers are NaN, and none of it counts as wrong.
        """
        found, right = np.full((3, sum(map(len, self.data.parts))), np.nan), list[Flags]()
        start = 0
        for part in self.data.parts if tests else self.data.parts[:-1]:
            for piece in answers(self.network, part.x):
                if piece is not None:
                    rows, z, a = piece
                    target = self._targets(part.y[rows])
                    place = slice(start, start + len(z))
                    found[0, place], hit = self._scored(target, z, a)
                    found[1, place] = self._predicted(z, a)
                    found[2, place] = self._errors(part, rows, target, z, a)
                    start += len(z)
                    right += [] if hit is None else [hit]
                yield start / found.shape[1]
        if not tests and right:
            right.append(np.ones(len(self.data.test), dtype=bool))
        loss, prediction, delta = map(sealed, found)
        return Scores(self.version, loss, np.concatenate(right) if right else None, prediction, delta)

    def _errors(self, part: Split, rows: slice, target: Array, z: Array, a: Array) -> Array:
        """The error of each at the output, (k,), weighed where it is for training."""
        error = _largest(self.objective.delta(target, z, a))
        return error * self.weights[rows] if part is self.data.training and self.weights is not None else error

    def _predicted(self, z: Array, a: Array) -> Array:
        """`Scores.prediction` of outputs (k, units)."""
        if not self.data.info.classes:
            return a[:, 0]
        spoken = z if self.network.spec.layers[-1].activation == "step" else a
        if a.shape[1] == 1:
            only: Array = a[:, 0] if spoken is a else (z[:, 0] >= 0.0).astype(np.float64)
            return only
        chosen, surest = spoken.argmax(axis=1), spoken.max(axis=1)
        with np.errstate(invalid="ignore"):
            sure = 0.5 + 0.499 * surest / (1.0 + np.abs(surest))
        both: Array = chosen + np.nan_to_num(sure)
        return both

    def _targets(self, y: Targets) -> Array:
        return encode_targets(y, self.encoding, self.network.spec.layers[-1].units)  # type: ignore[return-value]

    def _scored(self, target: Array, z: Array, a: Array) -> tuple[Array, Flags | None]:
        loss = self.objective.example_losses(target, z, a)
        if self.data.info.task == "regression":
            return loss, None
        accuracy = metrics["accuracy"].value[self.encoding]
        return loss, accuracy(target, z if self.encoding == "signs" else a) == 1.0


def _largest(delta: Array) -> Array:
    """Of each row (k, units) the number that is largest by amount, (k,)."""
    found: Array = np.take_along_axis(delta, np.abs(delta).argmax(axis=1)[:, None], axis=1)[:, 0]
    return found
