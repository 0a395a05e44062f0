"""What compile() was told, from a model's config.json, as far as the catalogue has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.catalog import losses, metrics, optimizers, schedules
from engine.catalog.parameter import Parameter
from engine.keras_io.class_names import class_name
from engine.keras_io.described import number_of, shortened
from engine.spec import OptimizerSpec, PartSpec
from engine.spec.fields import field_infos
from engine.spec.parameters import Parameters

CONSTANT = PartSpec("constant")
_SHORT = {"mse": "mean_squared_error", "mae": "mean_absolute_error", "huber_loss": "huber"}
_METRICS = {
    "acc": "accuracy",
    "mean_absolute_error": "mae",
    "mean_squared_error": "mse",
    "binary_accuracy": "accuracy",
    "categorical_accuracy": "accuracy",
    "sparse_categorical_accuracy": "accuracy",
    "root_mean_squared_error": "rmse",
}
_OF_ALL = {"name", "learning_rate"}
_AS_USUAL: Mapping[str, tuple[object, ...]] = {
    "reduction": ("sum_over_batch_size", "mean", None),
    "dtype": (None, "float32", "float64"),
    "loss_scale_factor": (None,),
    "gradient_accumulation_steps": (None, 1),
    "label_smoothing": (0, None),
    "from_logits": (False, None),
    "axis": (-1, None),
    "ignore_class": (None,),
    "ema_momentum": (0.99, None),
}
_METRIC_AS_USUAL: Mapping[str, tuple[object, ...]] = {
    "dtype": (None, "float32", "float64"),
    "threshold": (0.5,),
    "class_aggregation": ("uniform_average",),
    "num_regressors": (0,),
}
_RATE = field_infos(OptimizerSpec)["learning_rate"]


@dataclass(frozen=True)
class Compiled:
    """None where nothing was compiled, or the catalogue has nothing like it; notes: what was left out, in words."""

    loss: PartSpec | None = None
    optimizer: OptimizerSpec | None = None
    metrics: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def training_in(value: object) -> Compiled:
    """The training that a compile_config describes; whatever is odd in it is left out, and said."""
    if not isinstance(value, dict) or not value:
        return Compiled()
    notes: list[str] = []
    loss = _loss(value.get("loss"), notes)
    optimizer = _optimizer(value.get("optimizer"), notes)
    chosen = _metrics(value.get("metrics"), notes)
    notes += [f"its {name}" for name in ("loss_weights", "weighted_metrics") if value.get(name)]
    return Compiled(loss, optimizer, chosen, tuple(notes))


def _loss(value: object, notes: list[str]) -> PartSpec | None:
    value = _alone(value)
    if value is None:
        return None
    name, config = _named(value)
    name = _SHORT.get(name, name)
    found = next((entry for entry in losses if name in (entry.name, class_name(entry.name))), None)
    if found is None or found.reads_sums:
        notes.append(f"the loss {shortened(name)}")
        return None
    if name == "Huber" and "delta" not in config:
        notes.append("the delta of the loss huber, which Keras does not save: it is 1 here")
    if config.get("from_logits"):
        notes.append("from_logits: choose the activation Softmax or Sigmoid at the output, and it learns the same")
        config = {key: setting for key, setting in config.items() if key != "from_logits"}
    given = _numbers(found.parameters, config, f"the loss {found.name}", notes)
    return PartSpec(found.name, given)


def _optimizer(value: object, notes: list[str]) -> OptimizerSpec | None:
    if value is None:
        return None
    name, config = _named(value)
    lower = name.lower()
    if lower == "adam" and (number_of(config.get("weight_decay")) or 0.0) > 0.0:
        lower = "adamw"  # Keras's AdamW is its Adam with this one setting
    found = next((entry for entry in optimizers if entry.name == lower), None)
    if found is None:
        notes.append(f"the optimizer {shortened(name)}")
        return None
    rate, schedule = _rate(config.get("learning_rate", found.learning_rate), found.name, notes)
    if rate is None:
        rate = found.learning_rate
    given = _numbers(found.parameters, config, f"the optimizer {found.name}", notes)
    return OptimizerSpec(found.name, rate, given, schedule)


def _rate(value: object, place: str, notes: list[str]) -> tuple[float | None, PartSpec]:
    """(the rate or None, the schedule)."""
    if isinstance(value, dict):
        name, config = _named(value)
        rate, _ = _rate(config.get("initial_learning_rate"), place, notes)
        settings = {key: setting for key, setting in config.items() if key != "initial_learning_rate"}
        staircase = bool(settings.pop("staircase", False))
        for entry in schedules:
            if entry.keras_name == name and bool(entry.keras_settings.get("staircase")) == staircase:
                given = _numbers(entry.parameters, settings, f"the schedule {name}", notes)
                return rate, PartSpec(entry.name, given)
        notes.append(f"the learning-rate schedule {shortened(name)}{' with staircase' * staircase}")
        return rate, CONSTANT
    rate = number_of(value)
    if rate is None or not (_RATE.low or 0.0) <= rate <= (_RATE.high or rate):
        notes.append(f"the learning rate {shortened(value)} of {place}")
        return None, CONSTANT
    return rate, CONSTANT


def _metrics(value: object, notes: list[str]) -> tuple[str, ...]:
    found: list[str] = []
    for each in _flat(value):
        name, config = _named(each)
        config = {key: setting for key, setting in config.items() if key != "name"}
        known = _METRICS.get(name, name)
        offered = (entry for entry in metrics if entry.offered)
        match = next((e for e in offered if known == e.name or name in _classes(e.name, e.keras_class)), None)
        needed = match.keras_settings if match is not None else {}
        others = {key: setting for key, setting in config.items() if key not in needed}
        odd = [key for key, setting in others.items() if setting not in _METRIC_AS_USUAL.get(key, (None,))]
        odd += [key for key, setting in needed.items() if config.get(key) != setting]
        if match is None or odd:
            notes.append(f"the metric {shortened(name)}")
        elif match.name not in found:
            found.append(match.name)
    return tuple(found)


def _classes(name: str, keras_class: str) -> set[str]:
    """The classes of Keras's that are this metric."""
    return {keras_class, *(class_name(full) for full, short in _METRICS.items() if short == name)} - {""}


def _numbers(
    known: Iterable[Parameter], config: Mapping[str, Any], place: str, notes: list[str]
) -> Parameters:
    """The settings that the catalogue has and that differ from its defaults; the others are noted, unless usual."""
    by_name = {parameter.name: parameter for parameter in known}
    given: dict[str, float] = {}
    for key, setting in config.items():
        parameter = by_name.get(key)
        if parameter is None:
            if key not in _OF_ALL and setting not in _AS_USUAL.get(key, (None, False, 0)):
                notes.append(f"{shortened(key)} of {place}")
            continue
        number = float(setting) if isinstance(setting, bool) else number_of(setting)
        if setting is None and parameter.low <= 0.0:
            number = 0.0
        if number is None or not parameter.low <= number <= parameter.high:
            notes.append(f"{key} = {shortened(setting)} of {place}")
        elif number != parameter.default:
            given[key] = number
    return Parameters(given)


def _named(value: object) -> tuple[str, Mapping[str, Any]]:
    """(name or class, settings) of a part that is told by its name or described."""
    if isinstance(value, str):
        return value, {}
    if isinstance(value, dict) and isinstance(value.get("class_name"), str):
        config = value.get("config")
        registered, name = value.get("registered_name"), value["class_name"]
        if registered not in (None, name):
            return shortened(registered), {}
        return name, config if isinstance(config, dict) else {}
    return shortened(value), {}


def _alone(value: object) -> object:
    """One loss may stand by itself, in a list, or under the name of its output."""
    if isinstance(value, list) and len(value) == 1:
        return value[0]
    if isinstance(value, dict) and "class_name" not in value and len(value) == 1:
        return _alone(next(iter(value.values())))
    return value


def _flat(value: object) -> list[object]:
    if value is None:
        return []
    if isinstance(value, dict) and "class_name" not in value:
        return [found for each in value.values() for found in _flat(each)]
    if isinstance(value, list):
        return [found for each in value for found in _flat(each)]
    return [value]
