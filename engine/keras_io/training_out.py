"""Loss, optimizer and metrics of an experiment as the compile_config of a Keras model, so that it can go on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine.catalog import losses, metrics, optimizers, schedules
from engine.catalog.loss import TargetKind
from engine.catalog.parameter import Parameter, defaults
from engine.keras_io.class_names import class_name
from engine.keras_io.model_out import described_as
from engine.spec import DataInfo, ExperimentSpec, PartSpec, TrainingSpec
from engine.spec.training_problems import encoding_of, metrics_of


def compile_config(spec: ExperimentSpec, info: DataInfo) -> tuple[dict[str, Any], tuple[str, ...]]:
    """(the entry, what of it Keras has not, in sentences)."""
    encoding, outputs = encoding_of(spec, info), spec.network.layers[-1].units
    chosen, notes = [], []
    for name in metrics_of(spec, info):
        found = _metric(name, encoding, outputs)
        if found is None:
            notes.append(f"Keras has no metric that gives the same as {name}; it is left out.")
        else:
            chosen.append(found)
    config = {"optimizer": _optimizer(spec.training), "loss": _loss(spec.training.loss), "loss_weights": None}
    config |= {"metrics": chosen, "weighted_metrics": None, "run_eagerly": False, "steps_per_execution": 1}
    return config | {"jit_compile": False}, tuple(notes)


def _optimizer(training: TrainingSpec) -> dict[str, Any]:
    chosen = training.optimizer
    part, schedule = optimizers[chosen.name], schedules[chosen.schedule.name]
    rate: Any = chosen.learning_rate
    if schedule.keras_name:
        settings = {"initial_learning_rate": rate, **_numbers(schedule.parameters, chosen.schedule.parameters)}
        described = described_as("keras.optimizers.schedules", schedule.keras_name, settings)
        described["config"] |= dict(schedule.keras_settings)
        rate = described
    config = {"name": chosen.name, "learning_rate": rate, **_numbers(part.parameters, chosen.parameters)}
    return described_as("keras.optimizers", part.keras_name, config)


def _loss(chosen: PartSpec) -> Any:
    settings = _numbers(losses[chosen.name].parameters, chosen.parameters)
    if not settings:
        return chosen.name
    return described_as("keras.losses", class_name(chosen.name), settings | {"reduction": "sum_over_batch_size"})


def _metric(name: str, encoding: TargetKind, outputs: int) -> Any:
    """As in a program: by its name where Keras takes that for the same, else as a class; None: it has none."""
    part = metrics[name]
    if encoding in part.keras_names:
        if encoding == "indicators" and outputs > 1:
            return described_as("keras.metrics", class_name(part.keras_names[encoding]), {"name": name})
        return name
    config = {"name": name, **part.keras_settings}
    return described_as("keras.metrics", part.keras_class, config) if part.keras_class else None


def _numbers(known: Iterable[Parameter], given: Mapping[str, float]) -> dict[str, Any]:
    """All parameters with their values; switches as booleans, whole numbers of steps as such."""
    listed = list(known)
    values = defaults(listed) | dict(given)
    return {each.name: bool(values[each.name]) if each.kind == "switch" else values[each.name] for each in listed}
