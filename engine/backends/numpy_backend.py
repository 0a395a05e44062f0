"""The backend that explains: float64 NumPy, every number of a pass at hand."""

from collections.abc import Iterator, Mapping

import numpy as np

from engine.catalog import optimizers, schedules
from engine.catalog.arrays import Array, Rows, sealed
from engine.catalog.parameter import defaults
from engine.passes.blocks import ELEMENT_WORK, row_blocks
from engine.passes.network import Network
from engine.passes.objective import Objective
from engine.passes.update import Batch, update_pass
from engine.spec import NetworkSpec, TrainingSpec
from engine.trace import Event


class NumpyBackend:
    """Network, objective and optimizer over flat float64 vectors."""

    name = "numpy"

    def __init__(self, network: NetworkSpec, inputs: int, training: TrainingSpec) -> None:
        self.network = Network(network, inputs)
        self.objective = Objective(training.loss, self.network.layers[-1].activation)
        self.optimizer_name = training.optimizer.name
        self._optimizer = optimizers[self.optimizer_name]
        self._schedule, self._rate = schedules[training.optimizer.schedule.name], training.optimizer.learning_rate
        self._decay = training.optimizer.schedule.parameters
        self._parameters = defaults(self._optimizer.parameters) | dict(training.optimizer.parameters)
        self.slots: dict[str, Array] = dict(
            self._optimizer.create_slots(self.network.weights.size, **self._parameters)
        )
        self.iterations = 0
        self._long = [name for name, slot in self.slots.items() if slot.size == self.network.weights.size]
        mask = self.network.frozen
        self._frozen = None if mask is None or self.network.is_large else np.flatnonzero(mask)

    def update(self, batch: Batch) -> Iterator[Event | None]:
        """See `engine.passes.update.update_pass`."""
        return update_pass(self.network, self.objective, batch, self._apply)

    def begin(self, seed: int) -> Iterator[None]:
        """First weights from the seed, with a breath between the pieces of a large layer."""
        weights = yield from self.network.first_weights(seed)
        self.adopt(weights, self.slots, 0)

    def adopt(self, weights: Array, slots: Mapping[str, Array], iterations: int) -> None:
        """Go on from here: weights laid out like the network's, an array for every slot."""
        self.network.adopt(weights)
        large = self.network.is_large
        self.slots = {name: sealed(slot) if large else np.array(slot) for name, slot in slots.items()}
        self.iterations = iterations

    def rate_at(self, iterations: int) -> float:
        """The learning rate of the update before which the optimizer has made so many."""
        return self._schedule.at(self._rate, iterations, self._decay)

    def _apply(self) -> Iterator[None]:
        """The optimizer's step: at once and in place, or for a large network piece by piece into new vectors."""
        if self.network.is_large:
            yield from self._apply_in_pieces()
        else:
            self.iterations += 1
            network = self.network
            self._change(network.weights, network.gradient, self.slots, self.iterations, self._frozen)

    def _change(
        self, weights: Array, gradient: Array, slots: dict[str, Array], iteration: int, frozen: Rows | None
    ) -> None:
        """The optimizer's step; the weights with the numbers `frozen`, and their slots, are left as they are."""
        rate = self.rate_at(iteration - 1)
        if frozen is None or not frozen.size:
            self._optimizer.update(weights, gradient, slots, iteration, rate, **self._parameters)
            return
        arrays = [weights, *(slots[name] for name in self._long)]
        kept = [array[frozen] for array in arrays]
        self._optimizer.update(weights, gradient, slots, iteration, rate, **self._parameters)
        for array, values in zip(arrays, kept, strict=True):
            array[frozen] = values

    def _apply_in_pieces(self) -> Iterator[None]:
        """Until the last piece is done everybody sees the weights, slots and iterations of before."""
        old, gradient, mask = self.network.weights, self.network.gradient, self.network.frozen
        weights = np.empty_like(old)
        slots = {name: np.empty_like(slot) for name, slot in self.slots.items()}
        for part in row_blocks(len(old), ELEMENT_WORK):
            weights[part] = old[part]
            pieces = {}
            for name, slot in self.slots.items():
                whole = slice(None) if len(slot) != len(old) else part  # such as nadam's one number for all weights
                slots[name][whole] = slot[whole]
                pieces[name] = slots[name][whole]
            frozen = None if mask is None else np.flatnonzero(mask[part])
            self._change(weights[part], gradient[part], pieces, self.iterations + 1, frozen)
            yield
        self.adopt(weights, slots, self.iterations + 1)
