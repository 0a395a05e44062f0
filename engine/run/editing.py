"""A new backend after an edit: neurons that stay keep their weights, neurons that return get theirs back."""

from collections import OrderedDict
from collections.abc import Generator

import numpy as np

from engine.backends import NumpyBackend
from engine.backends.carry_over import Pairs, carry_over, carry_slots
from engine.catalog.arrays import Array
from engine.data import DataSet
from engine.passes.blocks import copy_in_pieces
from engine.passes.network import Network
from engine.run.batches import RunData
from engine.run.divergence import lost_weights_sentence
from engine.run.epoch import Epoch
from engine.run.rule_watch import without_cycle
from engine.run.trainer import Trainer
from engine.spec import OWN_POINTS, ExperimentSpec, source_of
from engine.spec.layer_keys import keys_of
from engine.spec.layer_moves import stay_in_place
from engine.trace import read_only

KEPT_SHAPES = 50
KEPT_BYTES = 64 * 2**20


Sizes = tuple[int, ...]


class Attic:
    """The weights with which other networks were left, by shape and by who their layers are, the latest last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Sizes, Sizes], tuple[Array, dict[str, Array]]] = OrderedDict()

    def put(self, backend: NumpyBackend) -> None:
        weights = read_only(backend.network.weights)
        slots = {name: read_only(slot) for name, slot in backend.slots.items()}
        place = _sizes(backend.network), keys_of(backend.network.spec.layers)
        self._kept[place] = weights, slots
        self._kept.move_to_end(place)
        while len(self._kept) > 1 and (len(self._kept) > KEPT_SHAPES or self._bytes() > KEPT_BYTES):
            self._kept.popitem(last=False)

    def get(self, network: Network) -> tuple[Array, dict[str, Array]] | None:
        """Those of the same layers, else of others of these sizes."""
        sizes = _sizes(network)
        found = self._kept.get((sizes, keys_of(network.spec.layers)))
        return found or next((kept for (other, _), kept in reversed(self._kept.items()) if other == sizes), None)

    def _bytes(self) -> int:
        return sum(w.nbytes * (1 + len(slots)) for w, slots in self._kept.values())


def _sizes(network: Network) -> Sizes:
    """Inputs, and units of each layer, negative where it has no biases."""
    return (network.inputs, *(layer.units if layer.use_bias else -layer.units for layer in network.spec.layers))


def starts_anew(old: ExperimentSpec, new: ExperimentSpec, again: bool = False) -> bool:
    """Whether an edit begins a new run: another data set or another seed; again: it is taken back, or made again.

    Points that are edited by hand for the first time become a set of their own, and the run goes on with them.
    """
    if old.seed != new.seed:
        return True
    if old.data.name == new.data.name:
        return False
    own, other = (new, old) if new.data.name == OWN_POINTS else (old, new)
    return own.data.name != OWN_POINTS or (own is old and not again) or not _asks_alike(own, other)


def _asks_alike(own: ExperimentSpec, other: ExperimentSpec) -> bool:
    """Whether two sets have the same inputs and answers by name, and the network sees the same of them.

    Classes may have come after the others: the network grows an output, and what it has learned stays.
    """
    first, second = source_of(own.data), source_of(other.data)
    shared = min(len(first.classes), len(second.classes))
    same_kind = first.task == second.task or shared > 0
    asked = first.inputs, first.outputs, first.classes[:shared]
    return same_kind and asked == (second.inputs, second.outputs, second.classes[:shared])


def first_trainer(spec: ExperimentSpec, data: DataSet) -> Generator[None, None, Trainer]:
    """The run of an experiment at its first weights, with breaths while those of a large network are drawn."""
    backend = NumpyBackend(spec.network, len(data.info.inputs), spec.training)
    yield from backend.begin(spec.seed)
    return Trainer(spec, RunData(spec, data), backend)


def edited_backend(
    old: NumpyBackend, spec: ExperimentSpec, attic: Attic, again: bool = False, outputs: Pairs = ()
) -> Generator[None, None, NumpyBackend]:
    """The backend for an edited spec over the same inputs; a breath between pieces of a large network.

    Where the shape is the same and no layer has moved all weights stay. Otherwise common neurons keep their current
    weights; the rest comes from the attic, or from the seed where it never was. A copy of a layer has its model's;
    but if an edit is only taken back or made again, those with which it left.
    """
    new = NumpyBackend(spec.network, old.network.inputs, spec.training)
    same_optimizer = new.slots.keys() == old.slots.keys() and old.optimizer_name == new.optimizer_name
    iterations = old.iterations if same_optimizer else 0
    if _sizes(new.network) == _sizes(old.network) and stay_in_place(old.network.spec, new.network.spec):
        new.adopt(old.network.weights, old.slots if same_optimizer else new.slots, iterations)
        return new
    departed, slots = attic.get(new.network), new.slots
    if departed is not None and not again and not np.isfinite(departed[0]).all():
        departed = None  # those of a run that had diverged
    if departed is None:
        weights = yield from new.network.first_weights(spec.seed)
    else:
        weights = yield from copy_in_pieces(departed[0])
    copies = departed is None or not again
    yield from carry_over(old.network, old.network.weights, new.network, weights, copies, outputs)
    if same_optimizer:
        left = departed[1] if departed is not None and departed[1].keys() == slots.keys() else slots
        slots = yield from carry_slots(old.network, old.slots, new.network, left, copies, outputs)
    attic.put(old)
    new.adopt(weights, slots, iterations)
    return new


def edit_trainer(
    old: Trainer, spec: ExperimentSpec, data: DataSet, attic: Attic, again: bool = False
) -> Generator[None, None, Trainer]:
    """The run gone on under an edited spec, from between two updates: weights and position stay.

    The old trainer is untouched; what is recorded is left to the caller.
    """
    backend = yield from edited_backend(old.backend, spec, attic, again, _same_classes(old.spec, spec))
    new = Trainer(spec, RunData(spec, data), backend)
    new.latest, new.updates, new.version = without_cycle(old.latest), old.updates, old.version + 1
    new.epoch = _edited_epoch(old, new)
    new.problem = lost_weights_sentence(new.backend.network, new.updates)
    return new


def _same_classes(old: ExperimentSpec, new: ExperimentSpec) -> Pairs:
    """Which (old, new) output neurons are for the same class of own points, where one between them has gone."""
    if old.data.name != OWN_POINTS or new.data.name != OWN_POINTS:
        return ()
    before, after = source_of(old.data).classes, source_of(new.data).classes
    units = old.network.layers[-1].units, new.network.layers[-1].units
    if len(before) == len(after) or units != (len(before), len(after)):
        return ()
    pairs = tuple((before.index(name), place) for place, name in enumerate(after) if name in before)
    return () if all(one == other for one, other in pairs) else pairs


def _edited_epoch(old: Trainer, new: Trainer) -> Epoch:
    """The epoch goes on where it was; over other examples the next one begins, so that its place never falls back."""
    epoch = old.coming
    if new.run.data is not old.run.data:
        number = epoch.number + (epoch.seen > 0)
        return Epoch(number, new.run.order(number))
    sums = epoch.sums if old.run.encoding == new.run.encoding else {}
    return Epoch(epoch.number, new.run.order(epoch.number), epoch.seen, sums)
