"""Activations, initializers and penalties as Keras describes them, as parts of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.catalog import activations, initializers
from engine.catalog.activations import LEAKY_SLOPE
from engine.keras_io.described import described, number_of, shortened
from engine.safe_io import UnreadableFile
from engine.spec import PartSpec
from engine.spec.parameters import Parameters

LAYERS = frozenset({"keras.layers"})
_ALIASES = {"swish": "silu"}
_OURS_ALONE = {"step"}
_NEEDS_A_MATRIX = ("glorot", "he_", "lecun")
Config = Mapping[str, Any]


@dataclass(frozen=True)
class ActivationLayer:
    """A layer of Keras that is an activation: which one its settings make, and what they must be for it."""

    find: Callable[[Config], str]
    must: str


def _relu(config: Config) -> str:
    plain = config.get("max_value") is None and number_of(config.get("threshold", 0.0)) == 0.0
    slope = number_of(config.get("negative_slope", 0.0))
    return {0.0: "relu", LEAKY_SLOPE: "leaky_relu"}.get(slope, "") if plain and slope is not None else ""


ACTIVATION_LAYERS: Mapping[str, ActivationLayer] = {
    "ReLU": ActivationLayer(_relu, f"threshold 0, no largest value, and the slope 0 or {LEAKY_SLOPE:g} below 0"),
    "LeakyReLU": ActivationLayer(
        lambda config: "leaky_relu" if number_of(config.get("negative_slope")) == LEAKY_SLOPE else "",
        f"the slope {LEAKY_SLOPE:g} below 0",
    ),
    "ELU": ActivationLayer(lambda config: "elu" if number_of(config.get("alpha")) == 1.0 else "", "alpha 1"),
    "Softmax": ActivationLayer(lambda config: "softmax" if config.get("axis") == -1 else "", "the last axis"),
}
"""By their names in keras.layers; "" is found where nothing in the catalogue computes the same."""


def activation_of(value: object, place: str) -> str:
    """The activation's name in the catalogue.

    Raises:
        UnreadableFile: none that computes the same.
    """
    if value is None:
        return "linear"
    if isinstance(value, dict):
        found = described(value, f"{place}: the activation", LAYERS)
        return layer_activation(found.class_name, found.config, place)
    name = _ALIASES.get(str(value), str(value))
    if not isinstance(value, str) or name not in activations or name in _OURS_ALONE:
        known = ", ".join(each for each in activations.names() if each not in _OURS_ALONE)
        raise UnreadableFile(
            f'{place} has the activation "{shortened(value)}", which is not drawn. Choose one of these: {known}'
        )
    return name


def layer_activation(class_name: str, config: Config, place: str) -> str:
    """The activation that a layer of Keras's is.

    Raises:
        UnreadableFile: it is none, or has settings with which nothing in the catalogue computes the same.
    """
    if class_name not in ACTIVATION_LAYERS:
        raise UnreadableFile(f'{place} has the activation "{shortened(class_name)}", which is not drawn')
    layer = ACTIVATION_LAYERS[class_name]
    found = layer.find(config)
    if not found:
        raise UnreadableFile(
            f"{place} is a {class_name} with other settings than can be drawn: it must have {layer.must}. "
            "Change it so in Keras, and train on"
        )
    return found


def initializer_of(value: object, fallback: str, for_bias: bool = False) -> tuple[PartSpec, str]:
    """(the initializer, what was left out or ""); it says how weights would be drawn anew, not what they are."""
    name = _class_of(value)
    entry = next((part for part in initializers if _joined(part.name) == name.lower()), None)
    if entry is None or (for_bias and entry.name.startswith(_NEEDS_A_MATRIX)):
        return PartSpec(fallback), f"the initializer {shortened(name or value)}"
    config = value.get("config") if isinstance(value, dict) else {}
    given: dict[str, float] = {}
    for parameter in entry.parameters:
        number = number_of((config or {}).get(parameter.name, parameter.default))
        if number is None or not parameter.low <= number <= parameter.high:
            return PartSpec(fallback), f"the initializer {shortened(name)} with its {parameter.name}"
        if number != parameter.default:
            given[parameter.name] = number
    return PartSpec(entry.name, Parameters(given)), ""


def penalties_of(value: object) -> tuple[float, float, str]:
    """(l1, l2, what was left out or "") of a layer's kernel_regularizer."""
    if value is None:
        return 0.0, 0.0, ""
    name = _class_of(value)
    config = value.get("config") if isinstance(value, dict) else None
    if name not in ("L1", "L2", "L1L2") or not isinstance(config, dict):
        return 0.0, 0.0, f"the regularizer {shortened(name or value)}"
    numbers = [number_of(config.get(key, 0.0)) for key in ("l1", "l2")]
    if any(number is None or not 0.0 <= number <= 100.0 for number in numbers):
        return 0.0, 0.0, f"the regularizer {name} with its numbers"
    return numbers[0] or 0.0, numbers[1] or 0.0, ""


def _class_of(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("class_name")) if value.get("registered_name") is None else ""
    return value.replace("_", "") if isinstance(value, str) else ""


def _joined(name: str) -> str:
    return name.replace("_", "")
