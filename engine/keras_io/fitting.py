"""Which examples a model of Keras's comes with: those at hand if they fit, else a set that comes along and fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import prod

from engine.catalog import losses
from engine.catalog.data_source import DataMissing, DataProblem, DataSource
from engine.catalog.datasets import datasets
from engine.data import data_info
from engine.keras_io.model_in import ModelIn
from engine.keras_io.training_in import Compiled
from engine.safe_io import UnreadableFile
from engine.spec import DataInfo, DataSpec, ExperimentSpec, OptimizerSpec, PartSpec, TrainingSpec, problems, source_of
from engine.spec.edits import other_data, with_fitting_watch
from engine.spec.proposal import proposal
from engine.spec.usual_outputs import loss_for, unit_choices, usual_output

SCALED = "The network sees its inputs standardised: if the model learned from them as they are, switch that off."


@dataclass(frozen=True)
class Fitting:
    """An experiment around a model, and what was chosen for it, in sentences."""

    spec: ExperimentSpec
    notes: tuple[str, ...]


def fitting(
    model: ModelIn,
    compiled: Compiled,
    name: str,
    current: ExperimentSpec | None = None,
    own: DataSpec | None = None,
    insist: bool = False,
) -> Fitting:
    """The model with data that it can take. current: the experiment at hand; own: the data that its file names.

    insist: the data at hand or none.

    Raises:
        UnreadableFile: no data fits; both shapes in words, and what to do.
        DataMissing: only a set that is not on this machine; the ways to it.
    """
    if insist and current is not None and (reason := why_not(model, _info(current.data))):
        raise UnreadableFile(f"{reason} ({_label(current.data)}). Choose data of this shape")
    own = None if insist else own
    kept = current is not None and own is None and not why_not(model, _info(current.data))
    if kept and current is not None:
        data, notes = current.data, [f"The data stays: {_label(current.data)}."]
    elif own is not None and not why_not(model, _info(own)):
        data, notes = own, [f"The data is the one that it was saved with: {_label(own)}."]
    else:
        data, notes = _built_in(model, compiled, current)
    if data.standardize and own is None:
        notes.append(SCALED)
    info = _info(data)
    assert info is not None
    spec, of_training = _with_training(ExperimentSpec(name, data, model.network), compiled, info)
    if current is not None:
        spec = replace(spec, seed=current.seed)
        spec = _going_on(spec, current, info) if kept else spec  # with its batches and stops
    found = problems(spec) or problems(spec, info)
    if found:
        raise UnreadableFile(str(found[0]).rstrip("."))
    return Fitting(spec, (*notes, *of_training))


def why_not(model: ModelIn, info: DataInfo | None) -> str:
    """Why the model cannot take such data, with both shapes in words, or ""; None: the data cannot be read."""
    if info is None:
        return "the data cannot be read"
    inputs, units = prod(model.shape), model.network.layers[-1].units
    picture = tuple(size for size in model.shape if size > 1) if len(model.shape) > 1 else ()
    first, last = model.names[0], model.names[-1]
    if len(info.inputs) != inputs:
        sizes = f" ({' × '.join(map(str, model.shape))})" if len(model.shape) > 1 else ""
        expected = f'layer "{first}": expected an input of {inputs:,} number{"s" * (inputs != 1)}{sizes}'
        return f"{expected}, but the data has {len(info.inputs):,}"
    if picture and info.image is not None and picture != info.image:
        return (
            f'layer "{first}": expected pictures of {" × ".join(map(str, picture))}, but those of the data are '
            f"{info.image[0]} × {info.image[1]}"
        )
    if not any(_works(loss.name, info, units) for loss in losses):
        needed = sorted({count for loss in losses for count in unit_choices(loss, info)})
        word = "output" + "s" * (units != 1)
        return f'layer "{last}": it has {units:,} {word}, but the data needs {" or ".join(map(str, needed))}'
    return ""


def _built_in(model: ModelIn, compiled: Compiled, current: ExperimentSpec | None) -> tuple[DataSpec, list[str]]:
    """The set of the catalogue that suits best."""
    ranked = sorted(_scores(model, compiled), key=lambda each: -each[0])
    missing: DataMissing | None = None
    for _, name in ranked:
        data = other_data(DataSpec(), name)
        try:
            data_info(data)
        except DataMissing as error:
            missing = missing or error
            continue
        except DataProblem:
            continue
        chosen = f"{datasets[name].label} was chosen as data, because it fits: {_shapes(model)}."
        ways = "If it was trained on other data, open that first, then the model."
        return data, [f"{chosen}{_not_at_hand(model, current)} {ways}"]
    raise missing or UnreadableFile(_nothing_fits(model, current))


def _not_at_hand(model: ModelIn, current: ExperimentSpec | None) -> str:
    """Why the data at hand was not kept, as a sentence."""
    if current is None or not (reason := why_not(model, _info(current.data))):
        return ""
    return f" The data before does not fit: {reason} ({_label(current.data)})."


def _nothing_fits(model: ModelIn, current: ExperimentSpec | None) -> str:
    at_hand = why_not(model, _info(current.data)) if current is not None else ""
    takes = f'layer "{model.names[0]}": the model takes {_shapes(model)}'
    begun = f"{at_hand} ({_label(current.data)})" if current is not None else takes
    return (
        f"{begun}, and no data set that comes along fits. Open data of this shape first, a table with "
        f"{prod(model.shape):,} inputs, and then the model"
    )


def _scores(model: ModelIn, compiled: Compiled) -> Iterator[tuple[int, str]]:
    """(how well it suits, name) of each set that fits: its loss first, then its task, then its output."""
    last = model.network.layers[-1]
    for source in datasets:
        info = _bare(source)
        if why_not(model, info) or (len(model.shape) > 1 and info.image is None):
            continue
        activation, _ = usual_output(info, last.units)
        score = int(last.activation == activation)
        if compiled.loss is not None and _works(compiled.loss.name, info, last.units):
            natural = (losses[compiled.loss.name].targets == "values") == (source.task == "regression")
            score += 4 + 2 * natural
        yield score, source.name


def _with_training(spec: ExperimentSpec, compiled: Compiled, info: DataInfo) -> tuple[ExperimentSpec, list[str]]:
    """The experiment with what was compiled, as far as it suits the data; what was not, in sentences."""
    notes: list[str] = []
    units = spec.network.layers[-1].units
    usual = proposal(info).training
    other = loss_for(info, units)
    loss = compiled.loss or PartSpec(other)
    if not _works(loss.name, info, units):
        if compiled.loss is not None:
            notes.append(f"The loss {loss.name} does not suit this data: {other} is taken.")
        loss = PartSpec(other)
    training = TrainingSpec(
        loss=loss,
        optimizer=compiled.optimizer or usual.optimizer,
        batch_size=usual.batch_size,
        metrics=compiled.metrics,
    )
    if compiled.optimizer is None:
        optimizer: OptimizerSpec = usual.optimizer
        notes.append(f"It names no optimizer that is here: {optimizer.name} at {optimizer.learning_rate:g} is taken.")
    made = with_fitting_watch(replace(spec, training=training), info)
    dropped = [name for name in compiled.metrics if name not in made.training.metrics]
    notes += [f"Left out, because it does not suit this data and loss: the metric {name}." for name in dropped]
    return made, notes


def _going_on(spec: ExperimentSpec, current: ExperimentSpec, info: DataInfo) -> ExperimentSpec:
    """With the batches, stops and class weights of the experiment whose data stays."""
    old = current.training
    training = replace(
        spec.training,
        batch_size=old.batch_size,
        epochs=old.epochs,
        shuffle=old.shuffle,
        class_weight=old.class_weight,
        stop=old.stop,
    )
    return with_fitting_watch(replace(spec, training=training), info)


def _works(loss: str, info: DataInfo, units: int) -> bool:
    return units in unit_choices(losses[loss], info) and not losses[loss].reads_sums


def _info(data: DataSpec) -> DataInfo | None:
    try:
        return data_info(data)
    except (DataProblem, ValueError):
        return None


def _bare(source: DataSource) -> DataInfo:
    """What is known of a set of the catalogue without its examples."""
    return DataInfo(source.task, source.inputs, source.outputs, source.classes, image=source.image)


def _label(data: DataSpec) -> str:
    if data.table is not None and data.table.table.file_name:
        return data.table.table.file_name
    return source_of(data).label


def _shapes(model: ModelIn) -> str:
    sizes = f" ({' × '.join(map(str, model.shape))})" if len(model.shape) > 1 else ""
    inputs, units = prod(model.shape), model.network.layers[-1].units
    return f"{inputs:,} input{'s' * (inputs != 1)}{sizes} and {units:,} output{'s' * (units != 1)}"
