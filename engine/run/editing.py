"""A new backend after an edit: neurons that stay keep their weights, neurons that return get theirs back."""

from collections import OrderedDict

import numpy as np

from engine.backends import NumpyBackend
from engine.backends.carry_over import carry_over, carry_slots
from engine.catalog.arrays import Array
from engine.data import DataSet
from engine.passes.network import Network
from engine.run.epoch import Epoch
from engine.run.rule_watch import without_cycle
from engine.run.trainer import Trainer
from engine.spec import ExperimentSpec

KEPT_SHAPES = 50
KEPT_BYTES = 64 * 2**20


class Attic:
    """The weights with which networks of other shapes were left, by shape, the latest last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, ...], tuple[Array, dict[str, Array]]] = OrderedDict()

    def put(self, backend: NumpyBackend) -> None:
        weights = backend.network.weights.copy()
        slots = {name: slot.copy() for name, slot in backend.slots.items()}
        self._kept[_sizes(backend.network)] = weights, slots
        self._kept.move_to_end(_sizes(backend.network))
        while len(self._kept) > 1 and (len(self._kept) > KEPT_SHAPES or self._bytes() > KEPT_BYTES):
            self._kept.popitem(last=False)

    def get(self, network: Network) -> tuple[Array, dict[str, Array]] | None:
        return self._kept.get(_sizes(network))

    def _bytes(self) -> int:
        return sum(w.nbytes * (1 + len(slots)) for w, slots in self._kept.values())


def _sizes(network: Network) -> tuple[int, ...]:
    return (network.inputs, *(layer.units for layer in network.spec.layers))


def edited_backend(old: NumpyBackend, spec: ExperimentSpec, attic: Attic) -> NumpyBackend:
    """The backend for an edited spec over the same inputs.

    Where the shape is the same all weights stay. Otherwise common neurons keep their current
    weights; the rest comes from the attic, or from the seed where it never was.
    """
    new = NumpyBackend(spec.network, old.network.inputs, spec.training)
    same_optimizer = new.slots.keys() == old.slots.keys() and old.optimizer_name == new.optimizer_name
    new.network.initialize(spec.seed)
    if _sizes(new.network) == _sizes(old.network):
        new.network.weights[...] = old.network.weights
        if same_optimizer:
            new.slots = {name: np.array(slot) for name, slot in old.slots.items()}
    else:
        attic.put(old)
        departed = attic.get(new.network)
        if departed is not None:
            new.network.weights[...] = departed[0]
            if same_optimizer and departed[1].keys() == new.slots.keys():
                new.slots = {name: slot.copy() for name, slot in departed[1].items()}
        carry_over(old.network, old.network.weights, new.network, new.network.weights)
        if same_optimizer:
            new.slots = carry_slots(old.network, old.slots, new.network, new.slots)
    new.iterations = old.iterations if same_optimizer else 0
    return new


def edit_trainer(old: Trainer, spec: ExperimentSpec, data: DataSet, attic: Attic) -> Trainer:
    """The run gone on under an edited spec: weights, position, curves and history stay."""
    new = Trainer(spec, data)
    new.backend = edited_backend(old.backend, spec, attic)
    new.curves, new.history, new.latest = old.curves, old.history, without_cycle(old.latest)
    new.updates, new.version = old.updates, old.version + 1
    same_examples = data is old.run.data and not old.epoch.finished
    order = new.run.order(old.epoch.number)
    seen = old.epoch.seen if same_examples else 0
    sums = old.epoch.sums if same_examples and old.run.encoding == new.run.encoding else {}
    new.epoch = Epoch(old.epoch.number, order, seen, sums)
    return new
