"""The optimizer's memory in the order in which Keras's optimizers keep their variables."""

from __future__ import annotations

import numpy as np

from engine.catalog import optimizers, schedules
from engine.catalog.arrays import Array
from engine.catalog.parameter import defaults
from engine.keras_io.outgoing import Outgoing
from engine.spec import OptimizerSpec

Groups = tuple[tuple[str, ...], ...]


def optimizer_variables(out: Outgoing) -> list[Array | np.ndarray[tuple[()], np.dtype[np.int64]]]:
    """Iterations, the learning rate unless it follows a schedule, then for each group of slots, weight by weight."""
    chosen = out.spec.training.optimizer
    found: list[Array | np.ndarray[tuple[()], np.dtype[np.int64]]] = [np.array(out.iterations, dtype=np.int64)]
    if not schedules[chosen.schedule.name].keras_name:
        found.append(np.array(chosen.learning_rate))
    learning = _learning(out)
    for group in _groups(chosen.name, defaults(optimizers[chosen.name].parameters) | dict(chosen.parameters)):
        found += [out.slots[slot][index] for index in learning for slot in group]
    if chosen.name == "nadam":
        found.append(out.slots["u_product"][0][0])  # one number for all weights
    return found


def optimizer_count(chosen: OptimizerSpec, trainable: int) -> int:
    """How many numbers Keras's optimizer remembers of so many trainable ones, as `optimizer_variables` gives them."""
    settings = defaults(optimizers[chosen.name].parameters) | dict(chosen.parameters)
    slots = sum(map(len, _groups(chosen.name, settings)))
    alone = 1 + (not schedules[chosen.schedule.name].keras_name) + (chosen.name == "nadam")
    return alone + slots * trainable


def _learning(out: Outgoing) -> list[int]:
    """Which of the arrays of weights belong to layers that are trainable: Keras remembers nothing of the others."""
    found, index = [], 0
    for layer in out.spec.network.layers:
        count = 1 + layer.use_bias
        found += list(range(index, index + count)) if layer.trainable else []
        index += count
    return found


def _groups(name: str, settings: dict[str, float]) -> Groups:
    """The slots that Keras's optimizer of that name makes with these settings, those of one group in turn."""
    if name == "sgd":
        return (("momentum",),) if settings["momentum"] else ()
    if name == "rmsprop":
        optional = (("momentum", settings["momentum"]), ("average_gradient", settings["centered"]))
        return (("velocity",), *((slot,) for slot, on in optional if on))
    if name == "adagrad":
        return (("accumulator",),)
    extra: Groups = (("velocity_hat",),) if settings.get("amsgrad") else ()
    return (("momentum", "velocity"), *extra)
