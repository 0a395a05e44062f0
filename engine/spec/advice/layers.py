"""Advice on layers that let nothing be learned: steps, neurons that start alike, sums that start in silence."""

import itertools
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from engine.catalog import activations, initializers, losses
from engine.catalog.parameter import defaults
from engine.letters import small_first
from engine.spec.advice.record import Advice, Fix
from engine.spec.data_facts import DataFacts
from engine.spec.data_info import DataInfo
from engine.spec.layer_words import layer_name, layer_word
from engine.spec.perceptron import can_use_rule, step_warning, with_perceptron_rule
from engine.spec.specs import MAX_SEED, ExperimentSpec, LayerSpec, PartSpec
from engine.spec.usual_outputs import usual_output

RULE = "Use the perceptron rule"
RANDOM = "Random first weights"
OFTEN_EMPTY = 0.05
_PROBES = 4


def steps(spec: ExperimentSpec, info: DataInfo, _facts: DataFacts | None) -> Iterator[Advice]:
    """Step functions under gradient descent."""
    warning = step_warning(spec)
    if not warning:
        return
    layers = spec.network.layers
    found = tuple(index for index, layer in enumerate(layers) if layer.activation == "step")
    smooth = spec
    for index in found:
        fitting = "sigmoid"
        if index == len(layers) - 1 and info.task not in ("binary", "multilabel"):
            fitting = usual_output(info)[0]
        smooth = smooth.with_layer(index, activation=fitting)
    words = activations[smooth.network.layers[found[-1]].activation].label
    fixes = [Fix(f"Use {words}", smooth)]
    if can_use_rule(info):
        fixes.insert(0 if len(layers) == 1 else 1, Fix(RULE, with_perceptron_rule(spec, info)))
    place = layer_name(layers, found[-1])
    yield Advice("steps", place, small_first(warning), tuple(fixes), found)


def alike_starts(spec: ExperimentSpec, _info: DataInfo, _facts: DataFacts | None) -> Iterator[Advice]:
    """Neurons of a hidden layer that begin with the same weights before and behind them, and so stay the same."""
    layers = spec.network.layers
    if losses[spec.training.loss.name].reads_sums:
        return
    alike = tuple(
        index
        for index, (layer, after) in enumerate(itertools.pairwise(layers))
        if layer.units > 1 and _starts_alike(layer) and draws_alike(after.kernel_initializer)
    )
    if not alike:
        return
    first = alike[0]
    yield Advice(
        "alike",
        layer_name(layers, first),
        f"its {layers[first].units:,} neurons begin with equal weights, and so do those behind them: they learn the "
        "same for ever and count as one.",
        (Fix(RANDOM, with_random_starts(spec)),),
        alike,
    )


def silent_starts(spec: ExperimentSpec, _info: DataInfo, _facts: DataFacts | None) -> Iterator[Advice]:
    """Layers whose sums are all 0 at first where their activation has no slope: dead from the start."""
    for index, layer in enumerate(spec.network.layers):
        biased = layer.use_bias and not _starts_at_zero(layer.bias_initializer)
        if biased or not _starts_at_zero(layer.kernel_initializer):
            continue
        part = activations[layer.activation]
        zero = np.zeros((1, 2))
        if part.name == "step" or np.any(part.slope(zero, part.value(zero))):
            continue
        place = layer_name(spec.network.layers, index)
        yield Advice(
            "silent",
            place,
            f"all its weights begin at 0, where the slope of {part.label} is 0: it never learns.",
            (Fix(RANDOM, with_random_starts(spec)),),
            (index,),
        )


def all_frozen(spec: ExperimentSpec, _info: DataInfo, _facts: DataFacts | None) -> Iterator[Advice]:
    """A network in which no layer may learn."""
    layers = spec.network.layers
    if any(layer.trainable and set(layer.frozen_neurons) != set(range(layer.units)) for layer in layers):
        return
    free = spec
    for index in range(len(layers)):
        free = free.with_layer(index, trainable=True, frozen_neurons=())
    what = "the layer is" if len(layers) == 1 else f"all {len(layers)} layers are"
    yield Advice("frozen", "Network", f"{what} frozen, so that nothing is learned.", (Fix("Unfreeze", free),))


def bare_dropout(spec: ExperimentSpec, _info: DataInfo, _facts: DataFacts | None) -> Iterator[Advice]:
    """Dropout that now and then leaves none of a layer's few neurons: nothing comes through it then."""
    for index, layer in enumerate(spec.network.layers[:-1]):
        empty = layer.dropout**layer.units
        if empty < OFTEN_EMPTY:
            continue
        yield Advice(
            "bare_dropout",
            layer_name(spec.network.layers, index),
            f"dropout {layer.dropout:g} leaves none of its {layer.units:,} neuron{'s' * (layer.units > 1)} in "
            f"{empty:.0%} of the cases, and nothing comes through then. It is meant for wide layers.",
            (Fix(f"No dropout in {layer_word(spec.network.layers, index)}", spec.with_layer(index, dropout=0.0)),),
            (index,),
        )


def with_random_starts(spec: ExperimentSpec) -> ExperimentSpec:
    """Drawn first weights where a layer's are all the same, by the usual law, and a new run that begins with them."""
    for index, layer in enumerate(spec.network.layers):
        if draws_alike(layer.kernel_initializer):
            spec = spec.with_layer(index, kernel_initializer=PartSpec(usual_initializer(layer.activation)))
    return replace(spec, seed=(spec.seed + 1) % MAX_SEED)


def usual_initializer(activation: str) -> str:
    """He's for ReLU and its relatives, LeCun's for SELU, Glorot's for all others, Keras's default."""
    if activation in ("relu", "leaky_relu", "elu", "gelu", "silu"):
        return "he_uniform"
    return "lecun_normal" if activation == "selu" else "glorot_uniform"


def draws_alike(part: PartSpec) -> bool:
    """Whether an initializer gives every weight the same value."""
    return len(set(_drawn(part))) == 1


def _starts_alike(layer: LayerSpec) -> bool:
    alike = draws_alike(layer.kernel_initializer) and (not layer.use_bias or draws_alike(layer.bias_initializer))
    return alike and not layer.dropout  # whose masks tell the neurons apart


def _starts_at_zero(part: PartSpec) -> bool:
    return not any(_drawn(part))


def _drawn(part: PartSpec) -> list[float]:
    entry = initializers[part.name]
    values = defaults(entry.parameters) | dict(part.parameters)
    drawn: list[float] = entry.numbers(np.random.default_rng(0), (2, 2), _PROBES, **values).tolist()
    return drawn
