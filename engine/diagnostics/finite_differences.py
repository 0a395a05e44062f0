"""The derivatives of a batch's loss by central differences of the loss alone, with steps that fit each parameter."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.catalog import regularizers
from engine.catalog.arrays import Array, Rows
from engine.passes.blocks import ELEMENT_WORK, WORK_PER_BLOCK, row_blocks
from engine.passes.forward import forward_pass, layer_in_pieces, layer_work
from engine.passes.network import DenseLayer, Network
from engine.passes.objective import Objective
from engine.passes.update import Batch
from engine.trace import ForwardLayer

Mask = NDArray[np.bool_]
WIDEST = 2.0**-6  # how far the first step moves a weighted sum, at most
NARROWER = 2.0**-4
LEVELS = 3
HALVINGS = np.array([1.0, 0.5, 0.25, 0.125])
GOAL = 1e-8, 1e-11  # a hundredth of what docs/conventions.md asks of finite differences
LEAST = 25.0  # times the goal: less certain than this is no derivative
ROUNDING = 4.0 * np.finfo(np.float64).eps


@dataclass(frozen=True, eq=False)
class Slopes:
    """Derivatives (k,) of k parameters; `kinked` (k,) where the loss has none within the smallest step."""

    value: Array
    kinked: Mask


class LossAlong:
    """How the loss of a batch changes when one parameter alone does; the weights themselves stay as they are."""

    def __init__(self, network: Network, objective: Objective, batch: Batch) -> None:
        self._network, self._objective, self._batch = network, objective, batch
        self._forwards: list[ForwardLayer] = []
        self._losses: Array = np.empty(0)
        self._size = 0.0

    def prepare(self) -> Iterator[None]:
        """The forward pass at the weights as they are, and the loss of each example."""
        for event in forward_pass(self._network, self._batch.x, self._batch.draw):
            if event is None:
                yield
            else:
                self._forwards.append(event)
        last = self._forwards[-1]
        self._losses = self._objective.example_losses(self._batch.target, last.z, last.output)
        weights = 1.0 if self._batch.weights is None else self._batch.weights
        self._size = float(np.abs(self._losses * weights).mean())

    def slopes(self, layer: DenseLayer, sources: Rows, units: Rows) -> Generator[None, None, Slopes]:
        """Derivatives by the weights from `sources` to `units` of a layer; source = inputs means the bias.

        Each is extrapolated from central differences over steps h, h/2, h/4 and h/8 (see `extrapolated`). h moves
        the neuron's weighted sum by WIDEST at most; where a kink of an activation lies within the step, where the
        loss has a kink of its own or the differences do not settle, h is made narrower.
        """
        value, unsure = np.zeros(len(units)), np.full(len(units), np.inf)
        width = WIDEST / self._effect(layer, sources)
        left = np.arange(len(units))
        for _ in range(LEVELS):
            steps = width[left, None] * HALVINGS
            up, down, crossed = yield from self._changes(layer, sources[left], units[left], steps)
            found, doubt, jump = extrapolated(up, down, steps)
            goal = GOAL[0] * np.abs(found) + GOAL[1] + ROUNDING * self._size / steps[:, -1]
            doubt = np.where(crossed | (jump > LEAST * goal), np.inf, doubt / goal)
            better = doubt < unsure[left]
            value[left[better]], unsure[left[better]] = found[better], doubt[better]
            left = left[~(doubt <= 1.0)]
            if not left.size:
                break
            width *= NARROWER
        return Slopes(value, ~(unsure <= LEAST))

    def _effect(self, layer: DenseLayer, sources: Rows) -> Array:
        """How far a weighted sum moves at most when the parameter moves by 1, but at least 1."""
        largest = np.abs(self._forwards[layer.index].inputs).max(axis=0)
        effect: Array = np.maximum(np.append(largest, 1.0), 1.0)[sources]
        return effect

    def _changes(
        self, layer: DenseLayer, sources: Rows, units: Rows, steps: Array
    ) -> Generator[None, None, tuple[Array, Array, Mask]]:
        """L(w + h) - L(w) and L(w - h) - L(w), each (k, steps), and whether an activation's kink was crossed (k,)."""
        count, size = len(units), len(self._batch.x)
        moves = np.concatenate([steps, -steps], axis=1)
        work = row_work(self._network, layer) * moves.size
        total, crossed = np.zeros_like(moves), np.zeros(count, bool)
        for rows in row_blocks(size, work):
            differences, kinks = yield from self._moved(layer, sources, units, moves, rows)
            total += differences.sum(axis=2)
            crossed |= kinks
            yield
        total /= size
        total += _penalty_changes(layer, sources, units, moves)
        return total[:, : steps.shape[1]], total[:, steps.shape[1] :], crossed

    def _moved(
        self, layer: DenseLayer, sources: Rows, units: Rows, moves: Array, rows: slice
    ) -> Generator[None, None, tuple[Array, Mask]]:
        """Changes of the (weighted) example losses (k, moves, rows), and whether a kink was crossed (k,).

        One weight moves one neuron's sum; the sums of the next layer move by that neuron's change times a weight.
        """
        forward, above = self._forwards[layer.index], self._network.layers[layer.index + 1 :]
        came = forward.inputs[rows][:, np.minimum(sources, len(layer.kernel) - 1)].T
        came[sources == len(layer.kernel)] = 1.0
        start = forward.z[rows][:, units].T[:, None, :]
        sums = start + moves[:, :, None] * came[:, None, :]
        crossed = _crossed(layer, sums, start)
        if above and not layer.activation.couples:
            change = layer.activation.value(sums) - forward.output[rows][:, units].T[:, None, :]
            if forward.dropout is not None:
                change *= forward.dropout[rows][:, units].T[:, None, :]
            layer, above = above[0], above[1:]
            before = self._forwards[layer.index].z[rows]
            z = before + change[..., None] * layer.kernel[units][:, None, None, :]
            crossed |= _crossed(layer, z, before)
        else:
            z = np.broadcast_to(forward.z[rows], (*sums.shape, forward.z.shape[1])).copy()
            z[np.arange(len(units)), :, :, units] = sums
        z = z.reshape(sums.size, -1)
        a = layer.activation.value(z)
        for part in above:
            z, a = yield from layer_in_pieces(part, self._left(part.index - 1, a, rows))
            crossed |= _crossed(part, z.reshape(*sums.shape, -1), self._forwards[part.index].z[rows])
        return self._loss_changes(z, a, rows, sums.shape), crossed

    def _left(self, layer: int, a: Array, rows: slice) -> Array:
        """What dropout leaves of a layer's outputs for these rows, stacked (k * moves * rows, units)."""
        factors = self._forwards[layer].dropout
        if factors is None:
            return a
        left: Array = (a.reshape(-1, *factors[rows].shape) * factors[rows]).reshape(a.shape)
        return left

    def _loss_changes(self, z: Array, a: Array, rows: slice, shape: tuple[int, ...]) -> Array:
        """Changes of the (weighted) example losses, of this shape (k, moves, rows)."""
        target = self._batch.target[rows]
        targets = np.broadcast_to(target, (*shape[:2], *target.shape)).reshape(len(z), -1)
        changes: Array = self._objective.example_losses(targets, z, a).reshape(shape) - self._losses[rows]
        if self._batch.weights is not None:
            changes = changes * self._batch.weights[rows]
        return changes


def _crossed(layer: DenseLayer, moved: Array, start: Array) -> Mask:
    """Whether some sum of `moved` (k, ...) is on another side of a kink than it was, for each of the k parameters."""
    crossed = np.zeros(len(moved), bool)
    for kink in layer.activation.kinks:
        crossed |= (np.sign(moved - kink) != np.sign(start - kink)).any(axis=tuple(range(1, moved.ndim)))
    return crossed


def row_work(network: Network, layer: DenseLayer) -> int:
    """What it costs to move one parameter of a layer once, for one example (see `engine.passes.blocks`)."""
    touched = layer.spec.units if layer.activation.couples else 1
    following = network.layers[layer.index + 1 :]
    near = following[0].spec.units if following else layer.spec.units
    return (touched + 2 * near) * ELEMENT_WORK + sum(layer_work(part) for part in following[1:])


def parameters_at_once(network: Network, layer: DenseLayer, examples: int) -> int:
    """How many parameters of a layer are moved together, so that a piece of work stays short."""
    work = row_work(network, layer) * 2 * len(HALVINGS) * examples
    return max(1, min(WORK_PER_BLOCK // work, 512))


def _penalty_changes(layer: DenseLayer, sources: Rows, units: Rows, moves: Array) -> Array:
    """Change of the penalties when a weight moves (k, moves); nothing for biases."""
    changes = np.zeros_like(moves)
    for name, strength in layer.penalties:
        penalty = regularizers[name].penalty
        for place in np.flatnonzero(sources < len(layer.kernel)):
            weight = layer.kernel[sources[place], units[place]]
            start = penalty(np.array([weight]), strength)
            changes[place] += [penalty(np.array([weight + move]), strength) - start for move in moves[place]]
    return changes


def extrapolated(up: Array, down: Array, steps: Array) -> tuple[Array, Array, Array]:
    """From L(w ± h) - L(w) at steps h, h/2, h/4, h/8, all (k, 4): derivatives, their doubt, jumps; each (k,).

    Two stages of Richardson's extrapolation take away the error's terms in h, which there is where the curvature
    jumps, and in h². Doubt is how much the last stage still changed. The jump is the derivative from the right
    less that from the left, in the limit: 0 where there is no kink.
    """
    central = _without(_without((up - down) / (2.0 * steps), 1), 2)
    jumps = _without(_without((up + down) / steps, 1), 3)
    return central[:, 1], np.abs(central[:, 1] - central[:, 0]), np.abs(jumps[:, 1])


def _without(values: Array, power: int) -> Array:
    """One stage: from values (k, n) at halved steps to (k, n - 1) without their error's term in h^power."""
    factor = 2.0**power
    better: Array = (factor * values[:, 1:] - values[:, :-1]) / (factor - 1.0)
    return better
