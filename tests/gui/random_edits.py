"""Edits as a person might make them, in any order: each a name and a function from a spec and a choice to a spec."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from engine.catalog import activations, losses, optimizers
from engine.catalog.datasets import datasets
from engine.session import data_info
from engine.spec import ExperimentSpec, OptimizerSpec
from engine.spec.edits import (
    loss_suits,
    with_dataset,
    with_frozen_neuron,
    with_frozen_weight,
    with_layer_after,
    with_loss,
    with_penalty,
    without_layer,
)
from engine.spec.layer_moves import with_layer_duplicated, with_layer_moved
from engine.spec.shapes import with_shape

Choice = int
"""Any whole number from 0; an edit takes it modulo what there is to choose from."""

Edit = Callable[[ExperimentSpec, Choice], ExperimentSpec]

HIDDEN = [entry.name for entry in activations if not entry.couples]
RATES = (0.001, 0.03, 0.3)
SETS = [entry.name for entry in datasets if len(entry.inputs) <= 4]


def units(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    hidden = len(spec.network.layers) - 1
    return spec.with_layer(choice % hidden, units=1 + choice // hidden % 6) if hidden else spec


def activation(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    hidden = len(spec.network.layers) - 1
    return spec.with_layer(choice % hidden, activation=HIDDEN[choice % len(HIDDEN)]) if hidden else spec


def layer_more(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    layers = len(spec.network.layers)
    return with_layer_after(spec, choice % layers - 1) if layers < 4 else spec


def layer_less(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    hidden = len(spec.network.layers) - 1
    return without_layer(spec, choice % hidden) if hidden else spec


def duplicate(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    hidden = len(spec.network.layers) - 1
    return with_layer_duplicated(spec, choice % hidden) if 0 < hidden < 4 else spec


def move(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    hidden = len(spec.network.layers) - 1
    try:
        return with_layer_moved(spec, choice % hidden, choice // hidden % hidden) if hidden else spec
    except ValueError:
        return spec  # what it would pass is set just alike


def shape(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    return with_shape(spec, ("none", "3", "2-4", "4-2", "3-3-2")[choice % 5])


def lock(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    index = choice % len(spec.network.layers)
    layer, on = spec.network.layers[index], bool(choice // 7 % 2)
    if choice % 3 == 0:
        return spec.with_layer(index, trainable=on)
    if choice % 3 == 1:
        return with_frozen_neuron(spec, index, choice % layer.units, on)
    return with_frozen_weight(spec, index, -1 if layer.use_bias else 0, choice % layer.units, on)


def layer_parts(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    hidden = len(spec.network.layers) - 1
    index = choice % (hidden + 1)
    if choice % 2 and index < hidden:
        return spec.with_layer(index, dropout=(0.0, 0.3)[choice // 3 % 2])
    return spec.with_layer(index, use_bias=bool(choice // 3 % 2))


def penalty(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    return with_penalty(spec, **{("l1", "l2")[choice % 2]: (0.0, 0.001, 0.01)[choice % 3]})


def loss(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    info, chosen = data_info(spec.data), losses[losses.names()[choice % len(losses.names())]]
    return with_loss(spec, chosen.name, info) if loss_suits(chosen, info.task) else spec


def optimizer(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    name = optimizers.names()[choice % len(optimizers.names())]
    return spec.with_training(optimizer=OptimizerSpec(name, RATES[choice % 3]))


def learning_rate(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    return spec.with_optimizer(learning_rate=RATES[choice % 3])


def batch_size(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    return spec.with_training(batch_size=(1, 3, 10, 200)[choice % 4])


def shuffle(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    return spec.with_training(shuffle=bool(choice % 2))


def data_set(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    name = SETS[choice % len(SETS)]
    return with_dataset(spec, name, data_info(replace(spec.data, name=name)))


def examples(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    return spec.with_data(samples=(20, 33, 60)[choice % 3], noise=(0.0, 0.1, 0.4)[choice // 3 % 3])


def split(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    return spec.with_data(validation_share=(0.0, 0.25, 0.5)[choice % 3], standardize=bool(choice // 3 % 2))


def data_seed(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    return spec.with_data(seed=choice % 5)


def seed(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    return replace(spec, seed=choice % 4)


EDITS: tuple[Edit, ...] = (
    units,
    activation,
    layer_more,
    layer_less,
    duplicate,
    move,
    shape,
    lock,
    layer_parts,
    penalty,
    loss,
    optimizer,
    learning_rate,
    batch_size,
    shuffle,
    data_set,
    examples,
    split,
    data_seed,
    seed,
)
