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
from engine.data import DataSet, encode_targets
from engine.diagnostics.example_rows import ExampleRows, parts, seen
from engine.passes.forward import answers
from engine.passes.network import Network
from engine.passes.objective import Objective

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Scores:
    """How examples are judged by the weights of that version; arrays (k,), read-only.

    loss: of each alone, unweighted, without penalty. right: whether the answer is (each answer, of several
    questions); None for numbers, which are never just right.
    """

    version: int
    loss: Array
    right: Flags | None


@dataclass(frozen=True, eq=False)
class Judgement:
    """What the network says to some examples; arrays read-only.

    rows: int64 (k,), places among all examples, those of the training part first, then those for validation and test.
    sums, output: z and a of the output layer, (k, units). weight (k,): how much each counts, 1 outside the
    training part. delta (k, units): the derivative of the weighted loss by z, as in the backward pass.
    """

    rows: Rows
    sums: Array
    output: Array
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
        scores = Scores(self.version, *self._scored(target, sums, output))
        return Judgement(rows, sealed(sums), sealed(output), sealed(weight), sealed(delta), scores)

    def score_all(self, tests: bool) -> Generator[None, None, Scores]:
        """All examples, without keeping what the network says to them; a breath (None) between pieces.

        Unless it `tests` the test part is not looked at: its losses are NaN, and none of it counts as wrong.
        """
        losses, right = list[Array](), list[Flags]()
        for part in parts(self.data) if tests else parts(self.data)[:-1]:
            for found in answers(self.network, part.x):
                if found is not None:
                    rows, z, a = found
                    loss, hit = self._scored(self._targets(part.y[rows]), z, a)
                    losses.append(loss)
                    right += [] if hit is None else [hit]
                yield
        if not tests:
            losses.append(np.full(len(self.data.test), np.nan))
            right += [np.ones(len(self.data.test), dtype=bool)] if right else []
        return Scores(self.version, sealed(np.concatenate(losses)), np.concatenate(right) if right else None)

    def _targets(self, y: Targets) -> Array:
        return encode_targets(y, self.encoding, self.network.spec.layers[-1].units)  # type: ignore[return-value]

    def _scored(self, target: Array, z: Array, a: Array) -> tuple[Array, Flags | None]:
        loss = self.objective.example_losses(target, z, a)
        if self.data.info.task == "regression":
            return loss, None
        accuracy = metrics["accuracy"].value[self.encoding]
        return loss, accuracy(target, z if self.encoding == "signs" else a) == 1.0

