"""Keras's parts of an experiment as Python source: layers, optimizer, loss, metrics, callbacks."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from engine.catalog import initializers, losses, metrics, optimizers, schedules
from engine.catalog.loss import TargetKind
from engine.catalog.parameter import Parameter
from engine.keras_io.class_names import class_name
from engine.spec import LayerSpec, PartSpec, StopSpec, TrainingSpec


def dense(layer: LayerSpec, name: str) -> str:
    """`keras.layers.Dense(...)` of a layer, what is Keras's default left out."""
    given = [str(layer.units), f"activation={quoted(layer.activation)}"]
    given += [] if layer.use_bias else ["use_bias=False"]
    if layer.kernel_initializer != PartSpec("glorot_uniform"):
        given.append(f"kernel_initializer={_initializer(layer.kernel_initializer)}")
    if layer.use_bias and layer.bias_initializer != PartSpec("zeros"):
        given.append(f"bias_initializer={_initializer(layer.bias_initializer)}")
    if layer.l1 or layer.l2:
        given.append(f"kernel_regularizer=keras.regularizers.L1L2(l1={layer.l1!r}, l2={layer.l2!r})")
    given += [] if layer.trainable else ["trainable=False"]
    given.append(f"name={quoted(name)}")
    return f"keras.layers.Dense({', '.join(given)})"


def optimizer(training: TrainingSpec) -> str:
    """`keras.optimizers.X(...)` with its learning rate or schedule, and what differs from Keras's defaults."""
    chosen = training.optimizer
    part, schedule = optimizers[chosen.name], schedules[chosen.schedule.name]
    rate = repr(chosen.learning_rate)
    if schedule.keras_name:
        values = {p.name: p.default for p in schedule.parameters} | dict(chosen.schedule.parameters)
        given = [rate, *(f"{name}={value!r}" for name, value in values.items())]
        given += [f"{name}={value!r}" for name, value in schedule.keras_settings.items()]
        rate = f"keras.optimizers.schedules.{schedule.keras_name}({', '.join(given)})"
    given = [f"learning_rate={rate}", *_settings(part.parameters, chosen.parameters)]
    return f"keras.optimizers.{part.keras_name}({', '.join(given)})"


def loss(chosen: PartSpec) -> str:
    """The loss's name in quotes, or `keras.losses.X(...)` where it has values of its own."""
    settings = _settings(losses[chosen.name].parameters, chosen.parameters)
    return f"keras.losses.{class_name(chosen.name)}({', '.join(settings)})" if settings else quoted(chosen.name)


def metric(name: str, encoding: TargetKind, outputs: int) -> str | None:
    """The metric as `compile` takes it, under the name that the experiment uses; None: Keras has none.

    Of several outputs Keras takes "accuracy" for that of exclusive classes, so that of yes and no is named in full.
    """
    part = metrics[name]
    if encoding in part.keras_names:
        several = encoding == "indicators" and outputs > 1
        full = f"keras.metrics.{class_name(part.keras_names[encoding])}(name={quoted(name)})"
        return full if several else quoted(name)
    if part.keras_class:
        settings = [f"{key}={value!r}".replace("'", '"') for key, value in part.keras_settings.items()]
        return f"keras.metrics.{part.keras_class}({', '.join([*settings, f'name={quoted(name)}'])})"
    return None


def callbacks(stop: StopSpec) -> list[str]:
    """Keras's callbacks that stop as the experiment does."""
    found = []
    if stop.early_stopping:
        given = [
            f"monitor={quoted(stop.monitor)}",
            f"patience={stop.patience}",
            f"min_delta={stop.min_delta!r}",
            f"restore_best_weights={stop.restore_best_weights}",
        ]
        found.append(f"keras.callbacks.EarlyStopping({', '.join(given)})")
    if stop.loss_below > 0:
        found.append(f"StopBelow({stop.loss_below!r})")
    return found


def quoted(text: str | Sequence[str]) -> str:
    """A text, or a list of them, as Python writes it with double quotes."""
    return json.dumps(text if isinstance(text, str) else list(text), ensure_ascii=False)


def _initializer(chosen: PartSpec) -> str:
    settings = _settings(initializers[chosen.name].parameters, chosen.parameters)
    name = class_name(chosen.name)
    return f"keras.initializers.{name}({', '.join(settings)})" if settings else quoted(chosen.name)


def _settings(known: tuple[Parameter, ...], given: Mapping[str, float]) -> list[str]:
    """name=value of those that differ from the defaults; switches as booleans."""
    kinds = {parameter.name: parameter for parameter in known}
    return [
        f"{name}={bool(value) if kinds[name].kind == 'switch' else value!r}"
        for name, value in given.items()
        if value != kinds[name].default
    ]
