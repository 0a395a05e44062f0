"""A data set made ready for one loss: encoded targets, the order of each epoch, batches."""

from typing import cast

import numpy as np

from engine.backends.protocol import Batches
from engine.catalog.arrays import Array, Rows, sealed
from engine.catalog.loss import TargetKind
from engine.data import DataSet, Split, encode_targets
from engine.passes.dropout import Draw
from engine.passes.evaluation import metric_functions
from engine.passes.objective import example_weights
from engine.passes.update import Batch
from engine.spec import ExperimentSpec
from engine.spec.training_problems import encoding_of, metrics_of

ORDER_STREAM = 1


class RunData:
    """Training and validation arrays as the spec's loss wants them; nothing here changes while it runs."""

    def __init__(self, spec: ExperimentSpec, data: DataSet) -> None:
        self.spec, self.data = spec, data
        self._shown: dict[int, tuple[Array, Array]] = {}
        self._seed, self._shuffle = spec.seed, spec.training.shuffle
        self._drops = any(layer.dropout for layer in spec.network.layers)
        self._units = spec.network.layers[-1].units
        self.encoding: TargetKind = encoding_of(spec, data.info)
        self.metrics = metrics_of(spec, data.info)
        self.figures = metric_functions(self.metrics, self.encoding)
        self.x = data.training.x
        self.target = self.targets(data.training)
        self.count = len(self.x)
        self.batch_size = min(spec.training.batch_size, self.count)
        self.batches = -(-self.count // self.batch_size)
        self.weights = example_weights(spec.training.class_weight, data.training.y, data.weights_of(data.training))

    def targets(self, split: Split) -> Array:
        """Targets of a split (n, units); class numbers, where the loss takes them, are int64 (n, 1)."""
        return cast(Array, encode_targets(split.y, self.encoding, self._units))

    def order(self, epoch: int) -> Rows:
        """Rows in the order of that epoch (count,): drawn from (seed, epoch) alone."""
        if not self._shuffle:
            return np.arange(self.count)
        return np.random.default_rng([self._seed, ORDER_STREAM, epoch]).permutation(self.count)

    def batches_done(self, seen: int) -> int:
        """How many of an epoch's `batches` are done when `seen` examples have been used.

        Counted from the epoch's end, so that it comes out even when the batch size was changed on the way.
        """
        return self.batches - -(-(self.count - seen) // self.batch_size)

    def batch(self, order: Rows, epoch: int, seen: int) -> Batch:
        """The next batch of an epoch in which `seen` examples have been used; the last may be smaller."""
        rows = order[seen : seen + self.batch_size]
        weights = None if self.weights is None else self.weights[rows]
        return Batch(self.x.take(rows, 0), self.target.take(rows, 0), weights, rows, self.draw(epoch, seen))

    def batches_from(self, order: Rows, epoch: int, seen: int, count: int) -> Batches:
        """The next `count` batches of an epoch as one, or as many as it still has."""
        rows = order[seen : seen + count * self.batch_size]
        starts = range(0, len(rows), self.batch_size)
        weights = None if self.weights is None else self.weights[rows]
        sizes = [min(self.batch_size, len(rows) - start) for start in starts]
        draws = [(self._seed, epoch, seen + start) for start in starts] if self._drops else None
        return Batches(self.x.take(rows, 0), self.target.take(rows, 0), weights, sizes, draws)

    def draw(self, epoch: int, seen: int) -> Draw | None:
        """What the dropout of that batch is drawn from; None where no layer has any."""
        return (self._seed, epoch, seen) if self._drops else None

    def shown(self, index: int) -> tuple[Array, Array]:
        """A training example in the data's own columns (columns,) and as inputs before they are scaled (inputs,)."""
        if index not in self._shown:
            part = self.data.training
            self._shown = {index: (sealed(self.data.raw(part, [index])[0]), sealed(self._made(index)))}
        return self._shown[index]

    def _made(self, index: int) -> Array:
        made: Array = self.data.made(self.data.cells(self.data.training, [index]))[0]
        return made
