"""The backend that is fast: chunks of updates by a program that TensorFlow has compiled, in single precision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.backends.numpy_backend import NumpyBackend
from engine.backends.protocol import Batches, Made
from engine.backends.tensorflow_compiling import Compiled
from engine.backends.tensorflow_rules import RULES
from engine.catalog import optimizers
from engine.catalog.arrays import Array, Inputs, sealed
from engine.catalog.backends import TENSORFLOW
from engine.catalog.parameter import defaults
from engine.passes.dropout import factors_at_once
from engine.passes.evaluation import Answers
from engine.passes.network import Network
from engine.spec import TrainingSpec

Arrays = list[Any]
ANSWER_WORK = 500_000_000  # products that are computed in one piece when nothing is learned


@dataclass(frozen=True, eq=False)
class _News:
    """Weights and slots as TensorFlow holds them, slots of one number, and how many updates were made before."""

    weights: Arrays
    slots: Arrays
    host: dict[str, Array]
    iterations: int


class TensorflowBackend:
    """Makes updates with the weights and slots of a backend that explains.

    They stay float64 vectors there, whose numbers are float32: what is handed over and back is the same to the bit.
    """

    name = TENSORFLOW

    def __init__(self, compiled: Compiled, training: TrainingSpec, backend: NumpyBackend) -> None:
        self._compiled, self._backend = compiled, backend
        self._shape, self._tf = compiled.shape, compiled.tensorflow
        self.chunk = self._shape.chunk
        self._rule = RULES[training.optimizer.name]
        part = optimizers[training.optimizer.name]
        self._given = defaults(part.parameters) | dict(training.optimizer.parameters)
        form = self._rule.which(self._given), backend.network.is_penalised
        self._carried, self._updates = self._shape.variants[form[0]].carried, compiled.updates[form]
        self._loss = self._tf.constant(list(backend.objective.parameters.values()), self._tf.float32)
        strengths = [dict(layer.penalties) for layer in backend.network.layers]
        pairs = [[each.get("l1", 0.0), each.get("l2", 0.0)] for each in strengths]
        self._penalties = self._tf.constant(pairs, self._tf.float32)
        self._mask = backend.network.frozen if compiled.shape.masked else None  # missing biases are simply not there
        self._masks: Arrays | None = None
        self._news: _News | None = None
        self._known: tuple[Array, dict[str, Array], Arrays, Arrays] | None = None

    @property
    def description(self) -> str:
        """What computes, and how."""
        device = "a GPU" if self._compiled.on_gpu else "the CPU"
        together = f"up to {self.chunk} updates at one go" if self.chunk > 1 else "one update at a time"
        return f"TensorFlow {self._tf.__version__} on {device}, single precision, {together}"

    def many(self, batches: Batches) -> Made:
        """See `ManyUpdates.many`. The backend that explains knows of what comes out once it is handed over."""
        count = len(batches.sizes)
        weights, slots = self._held()
        data = self._data(batches)
        made = self._run(weights, slots, data, count)
        if not _is_finite(made, count):
            count = self._last_finite(weights, slots, data, count)
            made = self._run(weights, slots, data, count)
        if count:
            host = self._numbers(count)[1]
            self._news = _News(list(made[0]), list(made[1]), host, self._iterations + count)
        examples = int(np.sum(batches.sizes[:count]))
        z = np.asarray(made[2]).reshape(-1, self._shape.layers[-1].units)[:examples].astype(np.float64)
        return Made(z, np.asarray(made[3])[:count].astype(np.float64).tolist())

    @property
    def has_news(self) -> bool:
        """Whether updates have been made of which the backend that explains does not know yet."""
        return self._news is not None

    def hand_over(self) -> None:
        """The backend that explains goes on from what has come out."""
        news, self._news = self._news, None
        if news is None:
            return
        backend, carried, size = self._backend, self._carried, len(self._shape.arrays)
        new = dict(backend.slots) | news.host
        for place, name in enumerate(carried):
            new[name] = self._joined(news.slots[place * size : (place + 1) * size], backend.slots[name])
        for name in self._rule.cleared:
            if name not in carried and new[name].any():
                new[name] = np.zeros_like(new[name])
        flat = self._joined(news.weights, backend.network.weights)
        backend.adopt(flat, new, news.iterations)
        if backend.network.is_large:
            self._known = (flat, dict(backend.slots), news.weights, news.slots)

    def answers(self, x: Inputs) -> Answers:
        """(rows, z, a) of the output layer for rows x (n, inputs), block by block, without dropout."""
        rows = max(1, ANSWER_WORK // self._backend.network.weights.size)
        value = self._backend.objective.activation.value
        for start in range(0, len(x), rows):
            block = slice(start, min(start + rows, len(x)))
            z = np.asarray(self._compiled.answer(self._held()[0], x[block].astype(np.float32))).astype(np.float64)
            yield block, z, value(z)

    @property
    def _iterations(self) -> int:
        return self._backend.iterations if self._news is None else self._news.iterations

    def _run(self, weights: Arrays, slots: Arrays, data: Arrays, count: int) -> Any:
        numbers = self._tf.constant(self._numbers(self.chunk)[0])
        fixed = (numbers, self._penalties, self._loss, self._frozen())
        return self._updates(weights, slots, *data, *fixed, self._tf.constant(count))

    def _numbers(self, count: int) -> tuple[Array, dict[str, Array]]:
        """(numbers of the next updates, float32; slots of one number after them)."""
        backend, first, news = self._backend, self._iterations, self._news
        rates = np.array([backend.rate_at(first + each) for each in range(count)])
        host = {name: backend.slots[name] for name in self._rule.host} if news is None else dict(news.host)
        steps = np.arange(first + 1, first + 1 + count, dtype=np.float64)
        return self._rule.numbers(rates, steps, self._given, host).astype(np.float32), host

    def _frozen(self) -> Arrays:
        if self._masks is None:
            masks = [] if self._mask is None else self._split(self._mask)
            self._masks = [self._tf.constant(mask) for mask in masks]
        return self._masks

    def _data(self, batches: Batches) -> Arrays:
        """Inputs, targets, importance and dropout factors, padded to a whole chunk with copies of an example."""
        shape, sizes = self._shape, np.asarray(batches.sizes)
        places, used = shape.chunk * shape.batch, int(sizes.sum())
        inputs = np.empty((places, shape.inputs), np.float32)
        inputs[:used], inputs[used:] = batches.x, batches.x[0]
        columns, by_number = shape.targets
        target = np.empty((places, columns), np.int32 if by_number else np.float32)
        target[:used], target[used:] = batches.target, batches.target[0]
        importance = np.zeros(places, np.float32)
        shares = np.repeat(1.0 / sizes, sizes)
        importance[:used] = shares if batches.weights is None else batches.weights * shares
        flat = (inputs, target, importance, *self._factors(batches, used))
        wide = [self._tf.constant(each.reshape(shape.chunk, shape.batch, *each.shape[1:])) for each in flat]
        return [*wide[:3], wide[3:]]

    def _factors(self, batches: Batches, used: int) -> list[Any]:
        """What dropout leaves of each dropping layer's outputs, the same as NumPy's."""
        found = []
        layers = self._backend.network.spec.layers
        for index, layer in enumerate(self._shape.layers):
            if layer.drops:
                factors = np.zeros((self._shape.chunk * self._shape.batch, layer.units), np.float32)
                start = 0
                for size, draw in zip(batches.sizes, batches.draws or (), strict=True):
                    rate, wanted = layers[index].dropout, (size, layer.units)
                    factors[start : start + size] = factors_at_once(rate, draw, index, wanted)
                    start += size
                found.append(factors)
        return found

    # What the two backends hand to each other

    def _held(self) -> tuple[Arrays, Arrays]:
        """The weights and slots of now as TensorFlow holds them; of a large network they may still be there."""
        if self._news is not None:
            return self._news.weights, self._news.slots
        backend = self._backend
        weights, slots = backend.network.weights, backend.slots
        if self._known is not None and backend.network.is_large and self._known[0] is weights:
            same = all(self._known[1][name] is slots[name] for name in self._carried)
            if same:
                return self._known[2], self._known[3]
        held = [self._tf.constant(part, self._tf.float32) for part in self._split(weights)]
        moved = [slots[name] for name in self._carried]
        return held, [self._tf.constant(part, self._tf.float32) for slot in moved for part in self._split(slot)]

    def _split(self, flat: Any) -> list[Any]:
        """Views of a flat vector, one for each of the program's arrays, in which a neuron is a row."""
        network: Network = self._backend.network
        views = zip(self._shape.layers, network.views(flat), strict=True)
        return [part.T for layer, pair in views for part in pair[: 1 + layer.use_bias]]

    def _joined(self, arrays: Sequence[Any], like: Array) -> Array:
        """A flat vector of these arrays; what they leave out is as in `like`."""
        whole = all(layer.use_bias for layer in self._shape.layers)
        flat = np.empty_like(like) if whole else np.array(like)
        for part, array in zip(self._split(flat), arrays, strict=True):
            part[...] = np.asarray(array)
        return sealed(flat) if self._backend.network.is_large else flat

    def _last_finite(self, weights: Arrays, slots: Arrays, data: Arrays, count: int) -> int:
        """How many updates can be made before a number is no longer finite."""
        good, bad = 0, count
        while bad - good > 1:
            middle = (good + bad) // 2
            if _is_finite(self._run(weights, slots, data, middle), middle):
                good = middle
            else:
                bad = middle
        return good


def _is_finite(made: Any, count: int) -> bool:
    """Whether the outputs of so many updates, and the weights after them, are finite."""
    return bool(np.isfinite(np.asarray(made[2])[:count]).all()) and all(map(_all_finite, made[0]))


def _all_finite(part: Any) -> bool:
    flat = np.asarray(part).reshape(-1)
    with np.errstate(all="ignore"):
        return bool(np.isfinite(np.dot(flat, flat))) or bool(np.isfinite(flat).all())  # the first is fast
