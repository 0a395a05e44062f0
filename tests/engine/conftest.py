"""Keras in float64, the independent reference of the engine's tests."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from types import ModuleType

import pytest

from engine.keras_io.autodiff import precision


@pytest.fixture(scope="session")
def keras() -> Iterator[ModuleType]:
    """Keras in float64 on TensorFlow, imported once."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    import keras
    import tensorflow as tf

    tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": True})  # it takes longer than it saves
    with precision(keras, "float64"):
        yield keras


@pytest.fixture
def exact_floats(keras: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python numbers reach float64 unrounded; by itself TensorFlow's cast takes them through float32."""
    import tensorflow as tf
    from tensorflow.python.ops import math_ops

    cast = tf.cast

    def exact_cast(x, dtype, name=None):
        return tf.constant(x, dtype) if isinstance(x, float) else cast(x, dtype, name)

    monkeypatch.setattr(tf, "cast", exact_cast)
    monkeypatch.setattr(math_ops, "cast", exact_cast)


@pytest.fixture
def tensorflow(keras: ModuleType) -> None:
    """TensorFlow is ready in this process, as if a run had asked for it."""
    from engine.backends.tensorflow_loading import loading

    loading.begin()
    while loading.pending:
        time.sleep(0.01)
    assert not loading.problem
