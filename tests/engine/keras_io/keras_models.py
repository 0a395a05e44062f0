"""Models as somebody builds them with Keras, and whether a run gives the same answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.catalog.parameter import Parameter
from engine.session import Session
from engine.spec.parameters import Parameters


def plain(keras: Any) -> Any:
    layers = keras.layers
    model = keras.Sequential([layers.Input((2,)), layers.Dense(5, "tanh", name="first"), layers.Dense(1, "sigmoid")])
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.02, beta_1=0.8), metrics=["accuracy"])
    return model


def picture(keras: Any) -> Any:
    layers = keras.layers
    model = keras.Sequential(
        [
            layers.Input((8, 8)),
            layers.Flatten(),
            layers.Dense(12, "relu"),
            layers.Dropout(0.25),
            layers.Dense(10, "softmax"),
        ]
    )
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def merged(keras: Any) -> Any:
    """Every activation that is a layer of its own and computes the same as one of the catalogue."""
    layers = keras.layers
    return keras.Sequential(
        [
            layers.Input((2,)),
            layers.Dense(4),
            layers.ReLU(),
            layers.Dense(4),
            layers.ReLU(negative_slope=0.2),
            layers.Dense(4),
            layers.LeakyReLU(negative_slope=0.2),
            layers.Dense(4),
            layers.ELU(),
            layers.Dense(4, activation=layers.LeakyReLU(negative_slope=0.2)),
            layers.Dense(4),
            layers.Activation("swish"),
            layers.Dropout(0.5),
            layers.Dense(3),
            layers.Softmax(),
        ]
    )


def functional(keras: Any) -> Any:
    layers = keras.layers
    inputs = layers.Input((2,))
    x = layers.Dense(4, use_bias=False, trainable=False, kernel_regularizer=keras.regularizers.L1L2(0.01, 0.02))(
        inputs
    )
    x = layers.Activation("gelu")(x)
    x = layers.Dropout(0.1)(x)
    model = keras.Model(inputs, layers.Dense(1, name="answer")(x))
    model.compile(keras.optimizers.SGD(0.5, momentum=0.9, nesterov=True), keras.losses.Huber(), metrics=["mae"])
    return model


def with_names(keras: Any) -> Any:
    """Names with signs in them."""
    layers = keras.layers
    return keras.Sequential(
        [layers.Input((2,)), layers.Dense(3, "tanh", name="hidden-1.a"), layers.Dense(1, name="_y")]
    )


def built_by_a_call(keras: Any) -> Any:
    model = keras.Sequential([keras.layers.Dense(3, "relu"), keras.layers.Dense(1)])
    model(np.zeros((1, 2)))
    return model


MODELS: dict[str, Callable[[Any], Any]] = {
    made.__name__: made for made in (plain, picture, merged, functional, with_names, built_by_a_call)
}


def answers_agree(model: Any, session: Session) -> None:
    x = np.asarray(session.data.training.x[:20])
    theirs = np.asarray(model(x.reshape(len(x), *model.input_shape[1:]), training=False))
    ours = session.predict(session.data.raw(session.data.training)[:20])
    np.testing.assert_allclose(ours, theirs, rtol=1e-6, atol=1e-6)


def other_value(parameter: Parameter) -> Any:
    """A value that is not the default."""
    if parameter.kind == "switch":
        return True
    return next(v for v in (0.25, 0.5, 3.0) if v != parameter.default and parameter.low <= v <= parameter.high)


def as_spec(values: dict[str, Any]) -> Parameters:
    return Parameters({name: float(value) for name, value in values.items()})
