"""The program's own gradient at a moment of a run, and its comparison with finite differences."""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np

from engine.backends import Backend
from engine.catalog.arrays import Array
from engine.diagnostics.agreement import Agreement, Mask, Tolerance, compare
from engine.diagnostics.finite_differences import LossAlong, parameters_at_once
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


@dataclass(frozen=True, slots=True, eq=False)
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
        return self.backend.network.weights.size

    @property
    def shapes(self) -> tuple[tuple[int, int], ...]:
        """(inputs, units) of each layer."""
        return self.spec.network.shapes(self.backend.network.inputs)


@dataclass(frozen=True, slots=True, eq=False)
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
    reference, aside = np.zeros(chosen.size), np.zeros(chosen.size, bool)
    along = LossAlong(network, case.backend.objective, case.batch)
    for _ in along.prepare():
        yield 0.0
    start, done, count = 0, 0, int(chosen.sum())
    for layer in network.layers:
        inputs, units = layer.kernel.shape
        places = np.flatnonzero(chosen[start : start + (inputs + 1) * units])
        at_once = parameters_at_once(network, layer, len(case.batch.x))
        for first in range(0, len(places), at_once):
            some = places[first : first + at_once]
            work = along.slopes(layer, some // units, some % units)
            while True:
                with np.errstate(all="ignore"):
                    try:
                        next(work)
                    except StopIteration as end:
                        slopes = end.value
                        break
                yield done / count
            reference[start + some], aside[start + some] = slopes.value, slopes.kinked
            done += len(some)
            yield done / count
        start += (inputs + 1) * units
    return compare("finite_differences", FINITE_DIFFERENCES, case.shapes, own.gradient, reference, chosen, aside)


def compare_with_automatic(
    case: GradientCase, own: OwnGradient, gradients: Sequence[Array], notes: tuple[str, ...] = ()
) -> Agreement:
    """Compare with TensorFlow's gradients in Keras's order [W1, b1, W2, b2, ...], all parameters."""
    reference = np.concatenate([np.ravel(part) for part in gradients])
    return compare("tensorflow", TENSORFLOW, case.shapes, own.gradient, reference, notes=notes)


def chosen_parameters(network: Network, seed: int) -> Mask:
    """Which parameters are looked at (parameters,): all, or a sample with some weights and biases of each layer."""
    size = network.weights.size
    chosen = np.full(size, size <= ALL_UP_TO)
    if size <= ALL_UP_TO:
        return chosen
    rng = np.random.default_rng([seed, SAMPLE_STREAM])
    start = 0
    for layer in network.layers:
        for part in (layer.kernel, layer.bias):
            chosen[start + rng.choice(part.size, min(LEAST_OF_EACH, part.size), replace=False)] = True
            start += part.size
    more = SAMPLE - int(chosen.sum())
    if more > 0:
        chosen[rng.choice(np.flatnonzero(~chosen), more, replace=False)] = True
    return chosen
