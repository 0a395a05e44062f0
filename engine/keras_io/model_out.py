"""An experiment's network as the config.json of a Keras model: Sequential, of Input, Flatten, Dense and Dropout."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.catalog import initializers
from engine.keras_io.class_names import class_name
from engine.keras_io.layer_names import model_names
from engine.spec import DataInfo, LayerSpec, NetworkSpec, PartSpec

_POLICY = {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}, "registered_name": None}


def sequential(name: str, network: NetworkSpec, info: DataInfo) -> dict[str, Any]:
    """The model as `keras.saving` describes it, without what it was compiled with."""
    shape = [None, *(info.image or (len(info.inputs),))]
    layers = model_layers(network, info)
    config = {"name": name, "trainable": True, "dtype": _POLICY, "layers": layers, "build_input_shape": shape}
    return described_as("keras", "Sequential", config) | {"build_config": {"input_shape": shape}}


def model_layers(network: NetworkSpec, info: DataInfo) -> list[dict[str, Any]]:
    """The layers in order, the Input first."""
    names = model_names(network)
    shape = [None, *(info.image or (len(info.inputs),))]
    settings = {"batch_shape": shape, "dtype": "float32", "sparse": False, "ragged": False}
    found = [_layer("InputLayer", settings | {"name": names.input})]
    width = len(info.inputs)
    if info.image:
        config = _common(names.flatten) | {"data_format": "channels_last"}
        found.append(_layer("Flatten", config) | {"build_config": {"input_shape": shape}})
    for layer, name, dropout in zip(network.layers, names.dense, names.dropouts, strict=True):
        found.append(_layer("Dense", _dense(layer, name)) | {"build_config": {"input_shape": [None, width]}})
        if layer.dropout:
            config = _common(dropout) | {"rate": layer.dropout, "seed": None, "noise_shape": None}
            found.append(_layer("Dropout", config))
        width = layer.units
    return found


def described_as(module: str, kind: str, config: Mapping[str, Any]) -> dict[str, Any]:
    """An object of Keras's own as its files describe it."""
    return {"module": module, "class_name": kind, "config": dict(config), "registered_name": None}


def _layer(kind: str, config: Mapping[str, Any]) -> dict[str, Any]:
    return described_as("keras.layers", kind, config)


def _common(name: str, trainable: bool = True) -> dict[str, Any]:
    return {"name": name, "trainable": trainable, "dtype": _POLICY}


def _dense(layer: LayerSpec, name: str) -> dict[str, Any]:
    penalty = None
    if layer.l1 or layer.l2:
        penalty = described_as("keras.regularizers", "L1L2", {"l1": layer.l1, "l2": layer.l2})
    return _common(name, layer.trainable) | {
        "units": layer.units,
        "activation": layer.activation,
        "use_bias": layer.use_bias,
        "kernel_initializer": _initializer(layer.kernel_initializer),
        "bias_initializer": _initializer(layer.bias_initializer),
        "kernel_regularizer": penalty,
        "bias_regularizer": None,
        "kernel_constraint": None,
        "bias_constraint": None,
    }


def _initializer(part: PartSpec) -> dict[str, Any]:
    known = {parameter.name: parameter.default for parameter in initializers[part.name].parameters}
    return described_as("keras.initializers", class_name(part.name), known | dict(part.parameters))
