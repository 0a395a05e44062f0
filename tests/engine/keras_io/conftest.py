"""Keras itself, and models that it has saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.engine.keras_io.keras_models import MODELS


@pytest.fixture(scope="session", name="keras")
def _keras() -> Any:
    import keras

    return keras


@pytest.fixture(scope="session", name="saved")
def _saved(keras: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Any, Path]]:
    """The models and the files that Keras made of them, weights drawn at random, biases too."""
    folder, rng, found = tmp_path_factory.mktemp("models"), np.random.default_rng(1), {}
    for name, make in MODELS.items():
        model = make(keras)
        model.set_weights([rng.normal(size=array.shape) for array in model.get_weights()])
        model.save(folder / f"{name}.keras")
        found[name] = model, folder / f"{name}.keras"
    return found
