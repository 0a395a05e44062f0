"""Writing .keras, .weights.h5 and .npz files that Keras and NumPy read; Keras itself is not needed for it."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from engine.catalog.arrays import Array
from engine.files.atomic import write_whole
from engine.keras_io.model_out import model_layers, sequential
from engine.keras_io.not_in_keras import check_in_keras, left_behind
from engine.keras_io.optimizer_state import optimizer_variables
from engine.keras_io.outgoing import Outgoing, Written
from engine.keras_io.own_notes import KEY, own_notes, readme
from engine.keras_io.training_out import compile_config

if TYPE_CHECKING:
    import h5py

KERAS_VERSION = "3.15.1"  # whose format this is


def write_keras(path: Path, out: Outgoing) -> Written:
    """The model with its weights, what it was compiled with and the optimizer's memory.

    Raises:
        NotInKeras: Keras cannot compute it.
        UnwritableFile: the place cannot be written.
    """
    check_in_keras(out.spec)
    compiled, notes = compile_config(out.spec, out.data.info)
    name = _model_name(out)
    config = sequential(name, out.spec.network, out.data.info) | {"compile_config": compiled}
    saved = time.strftime("%Y-%m-%d@%H:%M:%S", time.localtime())
    metadata = {"keras_version": KERAS_VERSION, "date_saved": saved, KEY: own_notes(out.spec.network, out.data)}
    members = {
        "metadata.json": json.dumps(metadata, allow_nan=False).encode(),
        "config.json": json.dumps(config, allow_nan=False).encode(),
        "model.weights.h5": _hdf5(out, name, with_optimizer=True),
    }

    def write(file: BinaryIO) -> None:
        with zipfile.ZipFile(file, "w") as archive:
            for member, content in members.items():
                archive.writestr(member, content)

    write_whole(path, write)
    return Written((path,), (readme(out.data), *left_behind(out.spec), *notes))


def write_hdf5_weights(path: Path, out: Outgoing) -> Written:
    """The weights alone, as `model.save_weights` does. Raises UnwritableFile."""
    content = _hdf5(out, _model_name(out), with_optimizer=False)
    write_whole(path, lambda file: file.write(content))
    return Written((path,))


def write_npz(path: Path, out: Outgoing) -> Written:
    """The weights alone, as `np.savez(path, *model.get_weights())` does. Raises UnwritableFile."""
    write_whole(path, lambda file: np.savez(file, *out.weights))
    return Written((path,))


def _hdf5(out: Outgoing, name: str, with_optimizer: bool) -> bytes:
    import h5py  # imported late: few need it, and it takes long

    memory = io.BytesIO()
    with h5py.File(memory, "w") as root:
        _variables(root, name, ())
        layers = root.create_group("layers")
        counts: dict[str, int] = {}
        left = list(out.weights)
        for each in model_layers(out.spec.network, out.data.info)[1:]:
            word = each["class_name"].lower()
            number = counts[word] = counts.get(word, -1) + 1
            mine = 1 + each["config"]["use_bias"] if each["class_name"] == "Dense" else 0
            group = layers.create_group(f"{word}_{number}" if number else word)
            _variables(group, each["config"]["name"], left[:mine])
            del left[:mine]
        if with_optimizer:
            optimizer = root.create_group("optimizer")
            _variables(optimizer, out.spec.training.optimizer.name, optimizer_variables(out))
    return memory.getvalue()


def _variables(group: h5py.Group, name: str, arrays: Sequence[Any]) -> None:
    """The group "vars" of a part of the model: its name, and its arrays by number."""
    made = group.create_group("vars")
    made.attrs["name"] = name
    for number, array in enumerate(arrays):
        made.create_dataset(str(number), data=_narrowed(array))


def _narrowed(array: Array) -> Any:
    """As float32, as Keras has it, where that loses nothing; else as it is, and Keras rounds it when it reads."""
    if array.dtype != np.float64:
        return array
    with np.errstate(over="ignore"):
        single = array.astype(np.float32)
    return single if np.array_equal(single, array) else array


def _model_name(out: Outgoing) -> str:
    word = "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in out.spec.name).strip("_")
    return word or "sequential"
