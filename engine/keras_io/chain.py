"""A straight line of Keras layers, merged one by one into the Dense layers that are drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from math import prod
from typing import Any

from engine.keras_io.described import name_of, number_of, shortened
from engine.keras_io.parts_in import (
    ACTIVATION_LAYERS,
    activation_of,
    initializer_of,
    layer_activation,
    penalties_of,
)
from engine.safe_io import UnreadableFile
from engine.spec import LayerSpec
from engine.spec.layer_problems import LONGEST_NAME
from engine.spec.problems import BYTES_PER_PARAMETER, MAX_BYTES
from engine.spec.specs import MAX_COUNT, MAX_DROPOUT

Config = dict[str, Any]
DRAWN = "Input, Flatten, Dense, Activation and Dropout, one after the other"
_LAYER = {"name", "trainable", "dtype"}
_ALLOWED: Mapping[str, set[str]] = {
    "InputLayer": {"batch_shape", "dtype", "sparse", "ragged", "name", "optional"},
    "Flatten": _LAYER | {"data_format"},
    "Dense": _LAYER
    | {"units", "activation", "use_bias", "kernel_initializer", "bias_initializer", "kernel_regularizer"}
    | {"bias_regularizer", "activity_regularizer", "kernel_constraint", "bias_constraint", "quantization_config"},
    "Activation": _LAYER | {"activation"},
    "Dropout": _LAYER | {"rate", "seed", "noise_shape"},
    "ReLU": _LAYER | {"max_value", "negative_slope", "threshold"},
    "LeakyReLU": _LAYER | {"negative_slope"},
    "ELU": _LAYER | {"alpha"},
    "Softmax": _LAYER | {"axis"},
}
_LEFT_OUT = ("bias_regularizer", "activity_regularizer", "kernel_constraint", "bias_constraint")
_HALVES = ("float16", "bfloat16", "mixed_float16", "mixed_bfloat16")
_CURES: Mapping[str, str] = {
    "Lambda": "It holds code of somebody's own, which is never run: say the same with an Activation",
    "BatchNormalization": "Fold its scale and offset into the Dense layer before it, or train without it",
    "LayerNormalization": "Train the model without it",
    "Normalization": "Take it out of the model and standardise the data instead",
    "Rescaling": "Take it out of the model and scale the data instead: pictures go from 0 to 1 here",
    "PReLU": "Its slopes are weights: use ReLU or LeakyReLU, and train on",
    "Sequential": "It is a model within the model: build one of its layers in a row",
    "Functional": "It is a model within the model: build one of its layers in a row",
}
_CURE = "Build the model of these, a Flatten before the first Dense layer where the input is a picture"


@dataclass
class Chain:
    """What has come of the layers so far. shape: of one example; names: of the Dense layers, as Keras has them."""

    shape: tuple[int, ...] = ()
    inputs: tuple[int, ...] = ()
    layers: list[LayerSpec] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    parameters: int = 0

    def add(self, class_name: str, config: Config) -> None:
        """Another layer behind the last.

        Raises:
            UnreadableFile: it cannot be drawn, by its name and with what could be done.
        """
        place = f'layer "{shortened(name_of(config, f"a {shortened(class_name)} layer"))}"'
        if class_name not in _ALLOWED:
            cure = _CURES.get(class_name, _CURE)
            kind = shortened(class_name)
            raise UnreadableFile(f"{place} is a {kind} layer, which is not drawn: only {DRAWN}. {cure}")
        if unknown := sorted(config.keys() - _ALLOWED[class_name]):
            raise UnreadableFile(f'{place} has the unknown setting "{shortened(unknown[0])}". {_CURE}')
        self._check_numbers(config.get("dtype"), place)
        if not self.inputs and class_name != "InputLayer":
            raise UnreadableFile(
                f"{place} comes first, without an Input: the model was never built and has no weights. "
                "Give it keras.layers.Input(...), or call it once, and save it again"
            )
        if class_name in ACTIVATION_LAYERS:
            self._activate(layer_activation(class_name, config, place), place)
            return
        steps: Mapping[str, Callable[[Config, str], None]] = {
            "InputLayer": self._input,
            "Flatten": self._flatten,
            "Dense": self._dense,
            "Activation": lambda config, place: self._activate(activation_of(config.get("activation"), place), place),
            "Dropout": self._dropout,
        }
        steps[class_name](config, place)

    def finish(self) -> None:
        """Raises UnreadableFile if there is nothing to draw; a dropout behind the output is noted and left out."""
        if not self.layers:
            raise UnreadableFile("the model has no Dense layer. Add one: that is where weights are")
        last = self.layers[-1]
        if last.dropout:
            self.layers[-1] = replace(last, dropout=0.0)
            self.notes.append(f"the Dropout behind the output layer {self.names[-1]}")

    def _input(self, config: Config, place: str) -> None:
        if self.inputs:
            raise UnreadableFile(f"{place} is a second Input. A model is drawn in one line: give it one")
        found = config.get("batch_shape")
        sizes = found[1:] if isinstance(found, list) else None
        if not sizes or not all(type(size) is int and size > 0 for size in sizes):
            raise UnreadableFile(f"{place} has the shape {shortened(found)}. Give it whole numbers: Input((28, 28))")
        if config.get("sparse") or config.get("ragged"):
            raise UnreadableFile(f"{place} takes sparse or ragged tensors. Give it plain ones")
        if prod(sizes) > MAX_COUNT:
            raise UnreadableFile(f"{place} takes {prod(sizes):,} numbers. Choose at most {MAX_COUNT:,}")
        self.shape = self.inputs = tuple(sizes)

    def _flatten(self, config: Config, place: str) -> None:
        if len(self.shape) > 1 and config.get("data_format") == "channels_first":
            raise UnreadableFile(f'{place} has data_format "channels_first". Save it with "channels_last"')
        self.shape = (prod(self.shape),)

    def _dense(self, config: Config, place: str) -> None:
        if len(self.shape) > 1:
            sizes = " × ".join(map(str, self.shape))
            raise UnreadableFile(f"{place}: its input has the shape {sizes}. Put a Flatten before it")
        units = config.get("units")
        if type(units) is not int or not 1 <= units <= MAX_COUNT:
            told = f"{units:,}" if type(units) is int and abs(units) < 10**30 else shortened(units)[:30]
            raise UnreadableFile(f"{place} has {told} units. Choose a whole number from 1 to {MAX_COUNT:,}")
        if config.get("quantization_config") is not None:
            raise UnreadableFile(f"{place} is quantized. Save the model before it is")
        self.parameters += (self.shape[0] + 1) * units
        if self.parameters * BYTES_PER_PARAMETER > MAX_BYTES:
            need = self.parameters * BYTES_PER_PARAMETER / 2**30
            raise UnreadableFile(
                f"{place}: up to here the network would have {self.parameters:,} weights and need about "
                f"{need:,.1f} GiB. Use fewer units: the limit is {MAX_BYTES / 2**30:g} GiB"
            )
        self.layers.append(self._layer_spec(config, units, place))
        self.names.append(shortened(config["name"]))
        self.shape = (units,)

    def _layer_spec(self, config: Config, units: int, place: str) -> LayerSpec:
        kernel, left = initializer_of(config.get("kernel_initializer"), "glorot_uniform")
        bias, left_of_bias = initializer_of(config.get("bias_initializer"), "zeros", for_bias=True)
        l1, l2, left_of_penalty = penalties_of(config.get("kernel_regularizer"))
        others = [f"its {name}" for name in _LEFT_OUT if config.get(name) is not None]
        self.notes += [f"{part} of {place}" for part in (left, left_of_bias, left_of_penalty, *others) if part]
        name = config["name"]
        if len(name) > LONGEST_NAME or not name.isprintable():
            self.notes.append(f"the name of {place}")
            name = ""
        return LayerSpec(
            units=units,
            activation=activation_of(config.get("activation"), place),
            kernel_initializer=kernel,
            bias_initializer=bias,
            l1=l1,
            l2=l2,
            name=name,
            use_bias=_switch(config, "use_bias", place),
            trainable=_switch(config, "trainable", place),
        )

    def _activate(self, activation: str, place: str) -> None:
        if activation == "linear":
            return
        if not self.layers:
            raise UnreadableFile(f"{place} is an activation of the inputs. Put it behind a Dense layer")
        last = self.layers[-1]
        if last.activation != "linear":
            raise UnreadableFile(
                f'{place} is a second activation behind the layer "{self.names[-1]}", which has '
                f"{last.activation}. Leave one of them out"
            )
        if last.dropout:
            raise UnreadableFile(f"{place} stands behind a Dropout. Put the activation before it, and train on")
        self.layers[-1] = replace(last, activation=activation)

    def _dropout(self, config: Config, place: str) -> None:
        rate = number_of(config.get("rate"))
        if rate is None or not 0.0 <= rate <= MAX_DROPOUT or config.get("noise_shape") is not None:
            raise UnreadableFile(f"{place} must have a rate from 0 to {MAX_DROPOUT:g}, and no noise_shape")
        if not self.layers:
            self.notes += [f"the Dropout of the inputs ({place})"] if rate else []
            return
        last = self.layers[-1]
        if rate and last.dropout:
            raise UnreadableFile(f'{place} is a second Dropout behind the layer "{self.names[-1]}". Leave one out')
        self.layers[-1] = replace(last, dropout=last.dropout or rate)

    def _check_numbers(self, dtype: object, place: str) -> None:
        """Half precision is noted, since everything is float64 here; integers and what is unknown are refused."""
        if isinstance(dtype, dict):
            config = dtype.get("config")
            policy = dtype.get("class_name") == "DTypePolicy" and isinstance(config, dict)
            dtype = config.get("name") if policy else dtype.get("class_name")  # type: ignore[union-attr]
        if dtype in _HALVES:
            note = f"the half precision ({dtype}) of its layers"
            self.notes += [note] if note not in self.notes else []
        elif dtype not in (None, "float32", "float64"):
            raise UnreadableFile(f"{place} computes in {shortened(dtype)}. Save it in float32")


def _switch(config: Config, name: str, place: str) -> bool:
    value = config.get(name, True)
    if not isinstance(value, bool):
        raise UnreadableFile(f"{place}: its {name} is {shortened(value)}, neither true nor false")
    return value
