"""The backend that explains: float64 NumPy, every number of a pass at hand."""

from collections.abc import Iterator

from engine.catalog import optimizers
from engine.catalog.arrays import Array
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
        self._rate = training.optimizer.learning_rate
        defaults = {p.name: p.default for p in self._optimizer.parameters}
        self._parameters = {**defaults, **training.optimizer.parameters}
        self.slots: dict[str, Array] = dict(
            self._optimizer.create_slots(self.network.weights.size, **self._parameters)
        )
        self.iterations = 0

    def update(self, batch: Batch) -> Iterator[Event | None]:
        """See `engine.passes.update.update_pass`."""
        return update_pass(self.network, self.objective, batch, self._apply)

    def _apply(self) -> None:
        self.iterations += 1
        self._optimizer.update(
            self.network.weights,
            self.network.gradient,
            self.slots,
            self.iterations,
            self._rate,
            **self._parameters,
        )
