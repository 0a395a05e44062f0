"""The gradient of a batch's loss by TensorFlow's automatic differentiation, from Keras's own parts in float64."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import numpy as np

from engine.catalog import losses
from engine.catalog.arrays import Array
from engine.passes.dropout import factors_at_once
from engine.passes.update import Batch
from engine.spec import LayerSpec, NetworkSpec, PartSpec

QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}
SPELT_OUT = {"leaky_relu": "its slope 0.2", "gelu": "its √2"}
"""Activations, and the constant that TensorFlow keeps in single precision whatever the precision of the numbers."""


class NoReference(ValueError):
    """TensorFlow cannot be asked; the message says why in a sentence."""


def automatic_gradient(
    network: NetworkSpec, loss: PartSpec, weights: Sequence[Array], batch: Batch
) -> tuple[float, list[Array]]:
    """Loss of the batch, penalties included, and its gradients in Keras's order [W1, b1, W2, b2, ...].

    weights: kernels (inputs, units) and biases (units,) in that order, no b of a layer without biases. Dropout leaves
    out what it does in the batch's update. Keras's settings are left as they were.

    Raises:
        NoReference: TensorFlow is not there, or Keras has no part of that name.
    """
    keras, tensorflow = imported()
    with precision(keras, "float64"), tensorflow.device("/CPU:0"), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # advice, such as on a softmax over one unit, that is for who builds a model
        model = _model(keras, network, weights, batch)
        function, settings = _loss(keras, loss)
        variables = [variable.value for variable in model.weights]
        with tensorflow.GradientTape() as tape:
            tape.watch(variables)  # by itself it watches only what is trainable
            output = tensorflow.identity(model(batch.x)) if _by_probability(network, loss) else model(batch.x)
            each = function(batch.target, output, **settings)
            if batch.weights is not None:
                each = each * batch.weights
            total = tensorflow.add_n([tensorflow.reduce_mean(each), *model.losses])
        slopes = tape.gradient(total, variables)
        shapes = [array.shape for array in weights]
        gradients = [
            np.zeros(shape) if slope is None else np.asarray(slope)
            for shape, slope in zip(shapes, slopes, strict=True)
        ]
        return float(total), gradients


def spelt_out(network: NetworkSpec) -> tuple[str, ...]:
    """A sentence for each activation of the network that is not Keras's own function, and why."""
    names = dict.fromkeys(layer.activation for layer in network.layers)
    return tuple(
        f"{name} is put together from TensorFlow's own operations: by itself TensorFlow keeps {SPELT_OUT[name]} "
        "in single precision."
        for name in names
        if name in SPELT_OUT
    )


def imported() -> tuple[ModuleType, ModuleType]:
    """(keras, tensorflow), which take some seconds to load.

    Raises:
        NoReference: they cannot be imported, or Keras runs on something else here.
    """
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    before = os.environ.get("KERAS_BACKEND")
    os.environ["KERAS_BACKEND"] = "tensorflow"
    try:
        import keras
        import tensorflow
    except Exception as error:  # a broken installation fails in many ways
        reason = " ".join(str(error).split()) or type(error).__name__
        cure = "Install it with make test or uv sync to compare with it."
        raise NoReference(f"TensorFlow cannot be imported here ({reason}). {cure}") from None
    finally:
        if before is None:
            del os.environ["KERAS_BACKEND"]
        else:
            os.environ["KERAS_BACKEND"] = before
    if keras.config.backend() != "tensorflow":
        raise NoReference(f"Keras runs on {keras.config.backend()} in this process. Set KERAS_BACKEND=tensorflow.")
    return keras, tensorflow


@contextmanager
def precision(keras: ModuleType, floatx: str) -> Iterator[None]:
    """Inside the block Keras computes in this precision."""
    before, policy = keras.config.floatx(), keras.config.dtype_policy()
    keras.config.set_floatx(floatx)
    keras.config.set_dtype_policy(floatx)  # which Keras would otherwise take once from floatx, and keep
    try:
        yield
    finally:
        keras.config.set_floatx(before)
        keras.config.set_dtype_policy(policy)


def _model(keras: ModuleType, network: NetworkSpec, weights: Sequence[Array], batch: Batch) -> Any:
    layers = [keras.layers.Input((weights[0].shape[0],))]
    for index, layer in enumerate(network.layers):
        layers.append(_dense(keras, layer))
        if layer.dropout and batch.draw is not None:
            shape = len(batch.x), layer.units
            layers.append(_left(keras, factors_at_once(layer.dropout, batch.draw, index, shape)))
    model = keras.Sequential(layers)
    model.set_weights(list(weights))
    return model


def _left(keras: ModuleType, factors: Array) -> Any:
    """What dropout leaves, with the factors (batch, units) of the batch's own update."""
    return keras.layers.Lambda(lambda a: a * keras.ops.convert_to_tensor(factors))


def _dense(keras: ModuleType, layer: LayerSpec) -> Any:
    regularizer = None
    if layer.l1 or layer.l2:
        regularizer = keras.regularizers.L1L2(layer.l1, layer.l2)
        # Keras casts a Python number by way of float32; a float64 it takes as it is.
        regularizer.l1, regularizer.l2 = np.float64(layer.l1), np.float64(layer.l2)
    return keras.layers.Dense(
        layer.units,
        activation(keras, layer.activation),
        use_bias=layer.use_bias,
        kernel_regularizer=regularizer,
        trainable=layer.trainable,
    )


def activation(keras: ModuleType, name: str) -> Callable[[Any], Any]:
    """Keras's activation of that name, with its constants in double precision.

    Raises:
        NoReference: Keras has none.
    """
    ops = keras.ops
    if name == "leaky_relu":
        return lambda z: ops.where(z > 0, z, 0.2 * z)
    if name == "gelu":
        return lambda z: 0.5 * z * (1.0 + ops.erf(z / 2.0**0.5))
    try:
        found: Callable[[Any], Any] = keras.activations.get(name)
    except ValueError:
        raise NoReference(f"Keras has no {name} activation, so there is nothing to compare with.") from None
    return found


def _loss(keras: ModuleType, loss: PartSpec) -> tuple[Any, dict[str, float]]:
    settings = {**{p.name: p.default for p in losses[loss.name].parameters}, **loss.parameters}
    try:
        return keras.losses.get(loss.name), settings
    except ValueError:
        raise NoReference(f"Keras has no {loss.name} loss, so there is nothing to compare with.") from None


def _by_probability(network: NetworkSpec, loss: PartSpec) -> bool:
    """Whether the loss reads the outputs as probabilities, and not the z from which they were made.

    Keras leaves a note of its z on the output of every sigmoid, and its categorical cross-entropies then take that
    for the input of a softmax. A copy of the output carries no such note.
    """
    return network.layers[-1].activation not in losses[loss.name].logit_forms
