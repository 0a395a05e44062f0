"""Edits of an experiment that touch several of its parts at once, so that the result can work."""

from dataclasses import replace
from math import isfinite
from typing import TypeVar

from engine.catalog import activations, losses
from engine.catalog.activations import Activation
from engine.catalog.datasets import datasets
from engine.catalog.loss import Loss
from engine.spec.data_info import DataInfo
from engine.spec.perceptron import with_perceptron_rule
from engine.spec.sources import source_of
from engine.spec.specs import DataSpec, ExperimentSpec, LayerSpec, PartSpec
from engine.spec.training_problems import figures_of, offered_metrics
from engine.spec.usual_outputs import fitting_activation, fitting_units, usual_output

T = TypeVar("T", int, tuple[int, int])


def loss_suits(loss: Loss, task: str) -> bool:
    """Whether the loss can judge a task of this kind."""
    return task in loss.tasks


def with_dataset(spec: ExperimentSpec, name: str, info: DataInfo) -> ExperimentSpec:
    """The experiment on another data set of the catalogue, whose DataInfo is given; see `with_data`.

    Raises:
        UnknownName: no data set has this name.
    """
    return with_data(spec, other_data(spec.data, name), info)


def with_data(spec: ExperimentSpec, data: DataSpec, info: DataInfo) -> ExperimentSpec:
    """The experiment on other data, whose DataInfo is given; it works if the old one did.

    Hidden layers stay. Output layer and loss stay where they fit the new task; otherwise they become the
    usual ones of the task. A truth table gets batches no larger than itself. Class weights stay only if
    there is one for each class.
    """
    old_task = source_of(spec.data).task
    training = spec.training
    if source_of(data).complete:
        training = replace(training, batch_size=min(training.batch_size, max(info.training_count, 1)))
    if len(training.class_weight) != len(info.classes):
        training = replace(training, class_weight=())
    moved = replace(spec, data=data, training=training)
    return with_inputs(with_fitting_output(moved, info, same_task=old_task == info.task), len(info.inputs))


def with_inputs(spec: ExperimentSpec, inputs: int) -> ExperimentSpec:
    """The experiment over so many inputs: frozen weights of inputs that are gone are dropped."""
    return replace(spec, network=spec.network.without_lost_freezes(inputs))


def all_of(name: str) -> DataSpec:
    """A set of the catalogue as it is usually taken; of pictures all. Raises UnknownName."""
    pictures = datasets[name].pictures
    return DataSpec(name) if pictures is None else DataSpec(name, samples=pictures.for_training)


def other_data(data: DataSpec, name: str) -> DataSpec:
    """The same settings for another set of the catalogue; what belonged to the examples left goes.

    Raises:
        UnknownName: no data set has this name.
    """
    source = datasets[name]
    features = data.features if len(source.inputs) == 2 else ()
    kept = replace(data, name=name, table=None, inputs=(), targets=(), sample_weight=None, features=features)
    kept = replace(kept, class_colors=(), image=())
    if source.pictures is not None:
        kept = replace(kept, samples=all_of(name).samples)
    elif data.name in datasets and datasets[data.name].pictures is not None:
        kept = replace(kept, samples=DataSpec().samples)  # so many as pictures are never drawn unasked
    standardize = source.scaled or (kept.standardize and source.image is None)  # pixels lie in 0..1 as they are
    return replace(kept, standardize=standardize)


def with_fitting_output(spec: ExperimentSpec, info: DataInfo, same_task: bool = False) -> ExperimentSpec:
    """Output layer and loss as the task needs them; `same_task` keeps a possible but unusual choice."""
    loss, last = losses[spec.training.loss.name], spec.network.layers[-1]
    activation = activations[last.activation]
    keep = loss_suits(loss, info.task) and last.activation in loss.fits and _reaches(activation, info.task)
    if not (keep or (same_task and loss_suits(loss, info.task))):
        usual_activation, usual_loss = usual_output(info)
        spec = spec.with_training(loss=PartSpec(usual_loss))
        spec = spec.with_layer(len(spec.network.layers) - 1, activation=usual_activation)
        loss = losses[usual_loss]
    last = spec.network.layers[-1]
    units = fitting_units(loss, info, last.activation, last.units if same_task else 0)
    return with_fitting_watch(with_units(spec, len(spec.network.layers) - 1, units), info)


def with_loss(spec: ExperimentSpec, name: str, info: DataInfo) -> ExperimentSpec:
    """Another loss with its default parameters; an output that does not fit it becomes the usual one.

    The perceptron's comes with everything that makes it the rule.
    """
    if losses[name].reads_sums:
        return with_perceptron_rule(spec, info)
    last, output = len(spec.network.layers) - 1, spec.network.layers[-1]
    activation = fitting_activation(losses[name], info, output.activation)
    units = fitting_units(losses[name], info, activation, output.units)
    changed = spec.with_training(loss=PartSpec(name)).with_layer(last, activation=activation, units=units)
    return with_fitting_watch(changed, info)


def with_fitting_watch(spec: ExperimentSpec, info: DataInfo) -> ExperimentSpec:
    """Chosen metrics that do not suit are dropped; early stopping that watches what is not there watches a loss."""
    offered = offered_metrics(spec, info)
    kept = tuple(name for name in spec.training.metrics if name in offered)
    if kept != spec.training.metrics:
        spec = spec.with_training(metrics=kept)
    stop, known = spec.training.stop, figures_of(spec, info)
    if stop.early_stopping and stop.monitor not in known:
        monitor = "val_loss" if "val_loss" in known else "loss"
        spec = spec.with_training(stop=replace(stop, monitor=monitor))
    return spec


def with_units(spec: ExperimentSpec, index: int, units: int) -> ExperimentSpec:
    """Layer `index` (from 0) with that many units."""
    return spec.with_layer(index, units=units)


def with_layer_after(spec: ExperimentSpec, index: int) -> ExperimentSpec:
    """A hidden layer more, alike its neighbour but nameless and free, after layer `index`; -1 stands for the inputs.

    Raises:
        ValueError: after the output layer nothing can follow.
    """
    layers = spec.network.layers
    if not -1 <= index < len(layers) - 1:
        raise ValueError("After the output layer nothing can follow. Add the layer before it.")
    hidden = layers[:-1]
    new = hidden[max(index, 0)].another() if hidden else LayerSpec()
    return replace(spec, network=spec.network.with_layer_added(index + 1, new))


def without_layer(spec: ExperimentSpec, index: int) -> ExperimentSpec:
    """The experiment without its hidden layer `index` (from 0).

    Raises:
        ValueError: the output layer cannot be removed.
    """
    if not 0 <= index < len(spec.network.layers) - 1:
        raise ValueError("The output layer cannot be removed: the network needs it to answer.")
    return replace(spec, network=spec.network.with_layer_removed(index))


def with_penalty(spec: ExperimentSpec, **strengths: float) -> ExperimentSpec:
    """L1 or L2 (`l1=`, `l2=`) of that strength on the kernels of all layers."""
    for index in range(len(spec.network.layers)):
        spec = spec.with_layer(index, **strengths)
    return spec


def with_frozen_neuron(spec: ExperimentSpec, layer: int, neuron: int, frozen: bool = True) -> ExperimentSpec:
    """All weights and the bias of a neuron frozen, or free again as far as they are not frozen one by one."""
    found = _with(spec.network.layers[layer].frozen_neurons, neuron, frozen)
    return spec.with_layer(layer, frozen_neurons=found)


def with_frozen_weight(
    spec: ExperimentSpec, layer: int, source: int, neuron: int, frozen: bool = True
) -> ExperimentSpec:
    """One weight frozen, or free again; the source -1 is the bias."""
    found = _with(spec.network.layers[layer].frozen_weights, (source, neuron), frozen)
    return spec.with_layer(layer, frozen_weights=found)


def _with(known: tuple[T, ...], item: T, held: bool) -> tuple[T, ...]:
    return tuple(sorted(set(known) | {item})) if held else tuple(other for other in known if other != item)


def _reaches(activation: Activation, task: str) -> bool:
    """Whether the outputs can be what the task asks for: any number, or a bounded vote for a class or an answer.

    Outputs that share one whole, a softmax's, can only tell classes apart.
    """
    if activation.couples and task != "multiclass":
        return False
    if task == "regression":
        return not (isfinite(activation.low) or isfinite(activation.high))
    return isfinite(activation.low) and isfinite(activation.high)
