"""The program's own gradient at a moment of a run, and its comparison with finite differences."""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np

from engine.backends import Backend
from engine.catalog.arrays import Array, Rows
from engine.diagnostics.agreement import Agreement, Tolerance, compare
from engine.diagnostics.finite_differences import LossAlong, Slopes, parameters_at_once
from engine.passes.network import Network
from engine.passes.update import Batch
from engine.spec import ExperimentSpec
from engine.trace import BackwardLayer, LossComputed

FINITE_DIFFERENCES = Tolerance(1e-6, 1e-9)
TENSORFLOW = Tolerance(1e-9, 1e-12)
ALL_UP_TO, SAMPLE = 10_000, 2_000
LEAST_OF_EACH = 50  # of a layer's weights, and of its biases
SAMPLE_STREAM = 2


class NothingToCompare(ValueError):
    """The gradient cannot be checked at this moment; the message says why and what to do."""


@dataclass(frozen=True, eq=False)
class GradientCase:
    """A loss to be differentiated: a backend at the weights of a moment, of its own, and the examples.

    update and epoch say when, from 0; whole: whether the examples are the whole training part, or the next batch.
    """

    spec: ExperimentSpec
    backend: Backend
    batch: Batch
    update: int
    epoch: int
    whole: bool

    @property
    def parameters(self) -> int:
        """Weights and biases of the network."""
        return self.spec.network.parameter_count(self.backend.network.inputs)

    @property
    def shapes(self) -> tuple[tuple[int, int], ...]:
        """(inputs, units) of each layer."""
        return self.spec.network.shapes(self.backend.network.inputs)

    @property
    def without_bias(self) -> tuple[int, ...]:
        """The layers that have no biases."""
        return tuple(index for index, layer in enumerate(self.spec.network.layers) if not layer.use_bias)


@dataclass(frozen=True, eq=False)
class OwnGradient:
    """The program's loss of the examples and its gradient (parameters,), laid out W1, b1, W2, b2 ..."""

    loss: float
    gradient: Array


def own_gradient(case: GradientCase) -> Generator[None, None, OwnGradient]:
    """Loss and gradient as the next update would use them; a breath (None) between pieces.

    Raises:
        NothingToCompare: a number is not finite.
    """
    network = case.backend.network
    loss = math.nan
    found = [np.empty(0)] * (2 * len(network.layers))
    with np.errstate(all="ignore"):
        events = case.backend.update(case.batch)
        left = len(network.layers)
        while left:
            event = next(events)
            if isinstance(event, LossComputed):
                loss = event.loss
            elif isinstance(event, BackwardLayer):
                place = 2 * event.layer
                found[place : place + 2] = event.kernel_gradient.copy(), event.bias_gradient.copy()
                left -= 1
            elif event is None:
                yield
    gradient = np.concatenate([part.ravel() for part in found])
    if not (math.isfinite(loss) and np.isfinite(gradient).all()):
        raise NothingToCompare(
            "The loss or its gradient is no longer a finite number here, so there is nothing to compare. "
            "Reset, or go back to an earlier update."
        )
    return OwnGradient(loss, gradient)


def check_differences(case: GradientCase, own: OwnGradient) -> Generator[float, None, Agreement]:
    """Compare with central finite differences of the loss; yields the share that is done between pieces.

    Of more than ALL_UP_TO parameters, SAMPLE are drawn from the experiment's seed, some of every layer.
    """
    network = case.backend.network
    chosen = chosen_parameters(network, case.spec.seed)
    reference, aside = np.zeros(len(chosen)), np.zeros(len(chosen), bool)
    along = LossAlong(network, case.backend.objective, case.batch)
    for _ in along.prepare():
        yield 0.0
    start, first = 0, 0
    for layer, (inputs, units) in zip(network.layers, case.shapes, strict=True):
        end = start + (inputs + 1) * units
        last = first + int(np.searchsorted(chosen[first:], end))
        at_once = parameters_at_once(network, layer, len(case.batch.x))
        for place in range(first, last, at_once):
            part = slice(place, min(place + at_once, last))
            sources, targets = np.divmod(chosen[part] - start, units)
            work = along.slopes(layer, sources, targets)
            while (slopes := _next(work)) is None:
                yield place / len(chosen)
            reference[part], aside[part] = slopes.value, slopes.kinked
            yield part.stop / len(chosen)
        start, first = end, last
    tolerance = FINITE_DIFFERENCES
    shapes, without = case.shapes, case.without_bias
    return compare(
        "finite_differences", tolerance, shapes, own.gradient, chosen, reference, aside, without_bias=without
    )


def _next(work: Generator[None, None, Slopes]) -> Slopes | None:
    """One piece of work, without NumPy's warnings: what it ends with, or None."""
    with np.errstate(all="ignore"):
        try:
            next(work)
        except StopIteration as end:
            result: Slopes = end.value
            return result
    return None


def compare_with_automatic(
    case: GradientCase, own: OwnGradient, gradients: Sequence[Array], notes: tuple[str, ...] = ()
) -> Agreement:
    """Compare with TensorFlow's gradients in Keras's order [W1, b1, W2, b2, ...], all parameters."""
    reference = np.concatenate([np.ravel(part) for part in gradients])
    every, without = all_parameters(case.backend.network), case.without_bias
    return compare(
        "tensorflow", TENSORFLOW, case.shapes, own.gradient, every, reference, notes=notes, without_bias=without
    )


def all_parameters(network: Network) -> Rows:
    """Where the weights and biases stand in the flat vector, without the zeros of layers that have no biases."""
    is_parameter = np.zeros(network.weights.size, bool)
    for _, part in network.parts(is_parameter):
        part.fill(True)
    return np.flatnonzero(is_parameter)


def chosen_parameters(network: Network, seed: int) -> Rows:
    """Which parameters are looked at, in order: all, or a sample with some weights and biases of each layer."""
    every = all_parameters(network)
    if len(every) <= ALL_UP_TO:
        return every
    rng = np.random.default_rng([seed, SAMPLE_STREAM])
    chosen: set[int] = set()
    start = 0
    for _, part in network.parts(network.weights):
        drawn = rng.choice(part.size, min(LEAST_OF_EACH, part.size), replace=False)
        chosen.update(every[start + drawn].tolist())
        start += part.size
    for place in rng.choice(len(every), SAMPLE, replace=False).tolist():
        if len(chosen) >= SAMPLE:
            break
        chosen.add(int(every[place]))
    return np.array(sorted(chosen))
