"""Edits as a person might make them, in any order: each a name and a function from a spec and a choice to a spec."""

from __future__ import annotations

from dataclasses import replace

from engine.catalog import activations, initializers, losses, optimizers, schedules
from engine.session import data_info
from engine.spec import ExperimentSpec, OptimizerSpec, PartSpec, StopSpec, problems
from engine.spec.advice import advice
from engine.spec.edits import (
    loss_suits,
    with_fitting_watch,
    with_frozen_neuron,
    with_frozen_weight,
    with_layer_after,
    with_loss,
    with_penalty,
    without_layer,
)
from engine.spec.layer_moves import with_layer_duplicated, with_layer_moved
from engine.spec.parameters import Parameters
from engine.spec.shapes import with_shape
from engine.spec.training_problems import figures_of, offered_metrics
from tests.gui.random_data_edits import DATA_EDITS, Choice, Edit

HIDDEN = [entry.name for entry in activations if not entry.couples]
RATES = (0.001, 0.03, 0.3, 1e4)


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
    return with_layer_moved(spec, choice % hidden, choice // hidden % hidden) if hidden else spec


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


def dropout(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    hidden = len(spec.network.layers) - 1
    return spec.with_layer(choice % hidden, dropout=(0.0, 0.3, 0.9)[choice // hidden % 3]) if hidden else spec


def use_bias(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    layers = len(spec.network.layers)
    return spec.with_layer(choice % layers, use_bias=bool(choice // layers % 2))


def first_weights(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    index = choice % len(spec.network.layers)
    part = PartSpec(initializers.names()[choice // 3 % len(initializers.names())])
    if choice % 2:
        return spec.with_layer(index, kernel_initializer=part)
    return spec.with_layer(index, bias_initializer=part)


def name(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    return spec.with_layer(choice % len(spec.network.layers), name=("", "first", "Layer 1 copy")[choice // 5 % 3])


def penalty(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    return with_penalty(spec, **{("l1", "l2")[choice % 2]: (0.0, 0.001, 0.01)[choice % 3]})


def loss(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    info, chosen = data_info(spec.data), losses[losses.names()[choice % len(losses.names())]]
    changed = with_loss(spec, chosen.name, info) if loss_suits(chosen, info.task) else spec
    low = {each.name: (each.low, each.default, 1.0)[choice % 3] for each in chosen.parameters}
    return changed.with_training(loss=PartSpec(changed.training.loss.name, Parameters(low))) if low else changed


def output(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    names = activations.names()
    return spec.with_layer(len(spec.network.layers) - 1, activation=names[choice % len(names)])


def optimizer(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    name = optimizers.names()[choice % len(optimizers.names())]
    return spec.with_training(optimizer=OptimizerSpec(name, RATES[choice % 4]))


def learning_rate(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    return spec.with_optimizer(learning_rate=RATES[choice % 4])


def schedule(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    chosen = schedules[schedules.names()[choice % len(schedules.names())]]
    short = {"decay_steps": 5.0} if any(each.name == "decay_steps" for each in chosen.parameters) else {}
    return spec.with_optimizer(schedule=PartSpec(chosen.name, Parameters(short)))


def stop(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    figures = figures_of(spec, data_info(spec.data))
    rules = StopSpec(
        after_epochs=choice % 3 == 0,
        loss_below=(0.0, 0.5)[choice // 3 % 2],
        early_stopping=choice // 2 % 4 > 0,
        monitor=figures[choice // 7 % len(figures)],
        patience=choice // 5 % 3,
        restore_best_weights=choice % 5 > 0,
    )
    return spec.with_training(stop=rules, epochs=1 + choice % 3)


def metrics(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    offered = offered_metrics(spec, data_info(spec.data))
    chosen = tuple(name for place, name in enumerate(offered) if choice >> place & 1)
    return with_fitting_watch(spec.with_training(metrics=chosen), data_info(spec.data))


def a_fix(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    """One of the ways out that the line over the network offers: it can always work."""
    found = [fix.spec for piece in advice(spec, data_info(spec.data)) for fix in piece.fixes]
    if not found:
        return spec
    fixed = found[choice % len(found)]
    assert problems(fixed, data_info(fixed.data)) == ()
    return fixed


def batch_size(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    return spec.with_training(batch_size=(1, 3, 10, 200)[choice % 4])


def shuffle(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    return spec.with_training(shuffle=bool(choice % 2))


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
    dropout,
    use_bias,
    first_weights,
    name,
    penalty,
    loss,
    output,
    optimizer,
    learning_rate,
    schedule,
    stop,
    metrics,
    a_fix,
    batch_size,
    shuffle,
    seed,
    *DATA_EDITS,
)
