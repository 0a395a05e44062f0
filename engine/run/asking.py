"""Questions about the network as it is now: figures, outputs, pictures; they change nothing."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.backends import NumpyBackend
from engine.catalog.arrays import Array
from engine.diagnostics import Activity, Surface, SurfaceRequest, compute_activity, compute_surface
from engine.diagnostics.twins import Twins, find_twins
from engine.passes.forward import predict
from engine.passes.network import Network
from engine.passes.update import Batch
from engine.run.at_once import at_once
from engine.run.quiet import quietly
from engine.run.trainer import Trainer

if TYPE_CHECKING:
    from engine.diagnostics import GradientCase, Judge
    from engine.diagnostics.exciting import Exciting


def evaluated(trainer: Trainer, split: str) -> dict[str, float]:
    """`evaluation` at one go."""
    return at_once(evaluation(trainer, split))


def evaluation(trainer: Trainer, split: str) -> Generator[None, None, dict[str, float]]:
    """Loss and metrics over "training", "validation" or "test"; a breath (None) between pieces.

    Raises:
        ValueError: another name, or a split without examples.
    """
    data = trainer.run.data
    parts = {"training": data.training, "validation": data.validation, "test": data.test}
    if split not in parts:
        raise ValueError(f'There is no split "{split}". Choose training, validation or test.')
    if not len(parts[split]):
        raise ValueError(f"The {split} part has no examples. Choose a {split} share above 0.")
    return trainer.evaluation(parts[split])


def predicted(trainer: Trainer, x: Array) -> Array:
    """Outputs (n, units) for rows x (n, columns) in the data's own units.

    Raises:
        ValueError: another shape, said with the one expected.
    """
    network = trainer.backend.network
    rows = np.asarray(x, dtype=np.float64)
    if rows.ndim != 2 or rows.shape[1] != len(trainer.run.data.info.columns):
        columns = len(trainer.run.data.info.columns)
        raise ValueError(f"Expected rows of shape (n, {columns}), got shape {rows.shape}.")
    with np.errstate(all="ignore"):
        outputs = [a for _, _, a in predict(network, trainer.run.data.see(rows))]
    return np.concatenate(outputs) if outputs else np.empty((0, network.spec.layers[-1].units))


def surface(trainer: Trainer, request: SurfaceRequest) -> Generator[None, None, Surface]:
    """What neurons compute over the plotted inputs; a breath (None) between blocks."""
    network, version = trainer.backend.network, trainer.version
    return (yield from quietly(compute_surface(network, trainer.run.data, request, version)))


def activity(trainer: Trainer) -> Generator[None, None, Activity]:
    """For which share of the training part each neuron is active, and which are identical; breathes."""
    found = yield from quietly(compute_activity(trainer.backend.network, trainer.run.x, trainer.version))
    return replace(found, twins=(yield from twins(trainer)))


def twins(trainer: Trainer) -> Generator[None, None, Twins]:
    """Which neurons are identical and must remain so; a breath (None) between pieces."""
    backend = trainer.backend
    return (yield from quietly(find_twins(backend.network, backend.slots, trainer.version)))


def judge(trainer: Trainer) -> Judge:
    """How the network as it is now judges examples; it does not follow while the run goes on."""
    from engine.diagnostics import Judge  # imported late: the program starts without it

    network, run = _network_now(trainer), trainer.run
    return Judge(network, trainer.backend.objective, run.encoding, run.data, run.weights, trainer.version)


def exciting(trainer: Trainer, layer: int, unit: int, count: int) -> Generator[None, None, Exciting]:
    """The training examples that excite a neuron most, as the network is now."""
    from engine.diagnostics.exciting import most_exciting  # imported late: the program starts without it

    found = most_exciting(_network_now(trainer), trainer.run.x, layer, unit, count, trainer.version)
    return (yield from quietly(found))


def _network_now(trainer: Trainer) -> Network:
    """A network with the weights of now, which does not follow while the run goes on."""
    old = trainer.backend.network
    network = Network(old.spec, old.inputs)
    network.adopt(old.weights)
    return network


def gradient_case(trainer: Trainer, whole: bool) -> GradientCase:
    """The loss with which the update under way or the next one begins; `whole`: over the whole training part."""
    spec, run, state = trainer.spec, trainer.run, trainer.state()
    backend = NumpyBackend(spec.network, run.x.shape[1], spec.training)
    backend.network.weights[...] = state.weights
    if whole:
        x = np.asarray(run.x)
        batch = Batch(x, run.target, run.weights, np.arange(run.count), run.draw(state.epoch, state.seen))
    else:
        batch = run.batch(run.order(state.epoch), state.epoch, state.seen)
    from engine.diagnostics import GradientCase  # imported late: the program starts without it

    return GradientCase(spec, backend, batch, state.update, state.epoch, whole)
