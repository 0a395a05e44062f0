"""Reading models that Keras has saved: the archive under caps, an allow-list of layers, weights of known shapes."""

from __future__ import annotations

import io
from collections.abc import Generator
from dataclasses import dataclass, replace
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from engine.breaths import result_of
from engine.catalog.arrays import Array
from engine.keras_io.described import shortened
from engine.keras_io.fitting import fitting
from engine.keras_io.hdf5_weights import read_hdf5
from engine.keras_io.json_config import MAX_BYTES, parse_object
from engine.keras_io.model_in import ModelIn, model_in
from engine.keras_io.npz_weights import NAMES, read_npz
from engine.keras_io.own_examples import NO_PICTURES, own_examples
from engine.keras_io.own_notes import own_data, with_own_names
from engine.keras_io.shapes import LayerShape, check_finite, check_shape, layer_shapes
from engine.keras_io.training_in import Compiled, training_in
from engine.safe_io import SafeZip, UnreadableFile
from engine.spec import DataSpec, ExperimentSpec, NetworkSpec
from engine.spec.edits import other_data

METADATA, CONFIG, WEIGHTS = "metadata.json", "config.json", "model.weights.h5"
MOST_MEMBERS = 1_000
MAX_METADATA_BYTES = 2**20
Examples = tuple[ArrayLike, ArrayLike] | DataSpec | ExperimentSpec | str | None
_BYTES_PER_LAYER = 2**16
_BYTES_PER_WEIGHT = 8 * 5  # float64, and the optimizer's memory of it, which is not read


@dataclass(frozen=True)
class BroughtModel:
    """A model of Keras's as an experiment. weights: in the order of get_weights; notes: sentences for people."""

    spec: ExperimentSpec
    weights: tuple[Array, ...]
    notes: tuple[str, ...]


def read_model(path: Path, current: ExperimentSpec | None = None, insist: bool = False) -> BroughtModel:
    """The model in a .keras file. current: the experiment at hand, whose data is kept if it fits; insist: or none.

    Raises:
        UnreadableFile: one sentence with the layer or the member of the archive, and what to do.
        DataMissing: the only data that fits is not on this machine.
    """
    try:
        with SafeZip(path, MOST_MEMBERS, NAMES) as archive:
            _check_members(archive.names)
            document = parse_object(archive.read(CONFIG, MAX_BYTES), CONFIG)
            metadata = parse_object(archive.read(METADATA, MAX_METADATA_BYTES), METADATA)
            _check_version(metadata)
            model = _of_member(document)
            model = replace(model, network=with_own_names(model.network, metadata))
            made = brought(document, model, path.stem, current, own_data(metadata), insist)
            layers = _layers(model)
            cap = _BYTES_PER_LAYER * (len(layers) + 8) + _BYTES_PER_WEIGHT * sum(
                prod(shape) for layer in layers for _, shape in layer.arrays
            )
            if archive.is_packed(WEIGHTS):
                raise UnreadableFile(f"{WEIGHTS} is packed, but Keras stores it as it is. Save the model again")
            if archive.size(WEIGHTS) > cap:
                raise UnreadableFile(
                    f"{WEIGHTS} has {archive.size(WEIGHTS):,} bytes, but the model needs at most {cap:,}"
                )
            content = io.BytesIO(archive.read(WEIGHTS, cap))
        try:
            weights = result_of(read_hdf5(content, layers))
        except UnreadableFile as error:
            raise UnreadableFile(f"{WEIGHTS}: {error}") from None
    except UnreadableFile as error:
        raise _named(path, error) from None
    return BroughtModel(made.spec, tuple(weights), made.notes)


def read_weights(path: Path, network: NetworkSpec, inputs: int) -> Generator[None, None, list[Array]]:
    """Weights alone, of a .weights.h5 or an .npz file, for this network; a breath (None) after each array.

    Raises:
        UnreadableFile: they do not fit, with both shapes and the layer's name, or the file is damaged.
    """
    layers = layer_shapes(network, inputs)
    try:
        if path.suffix.lower() == ".npz":
            return (yield from read_npz(path, layers))
        try:
            with path.open("rb") as file:
                return (yield from read_hdf5(file, layers))
        except OSError as error:
            raise UnreadableFile(f"it cannot be read ({error.strerror or error})") from None
    except UnreadableFile as error:
        raise _named(path, error) from None


def from_sequential(model: Any, data: Examples = None, name: str = "") -> BroughtModel:
    """A live model of Keras's, Sequential or straight-line functional, as an experiment with its weights.

    `Session.of_model(from_sequential(model))` runs it. data: arrays (X, y) as `model.fit` takes them, a data set by
    its name or description, or an experiment whose data is taken; none: a set that comes along and fits. Nothing of
    Keras is imported here.

    Raises:
        UnreadableFile: it was never built, or has something that is not drawn; no data fits.
        DataProblem: arrays that cannot be learned from.
    """
    try:
        return _from_live(model, data, name)
    except UnreadableFile as error:
        raise error.saying(f"Cannot take the model: {str(error).rstrip('.')}.") from None


def _from_live(model: Any, data: Examples, name: str) -> BroughtModel:
    document = parse_object(str(model.to_json()).encode("utf-8"), "the model")
    found = model_in(document)
    current = _experiment_on(data, found, training_in(document.get("compile_config")))
    made = brought(document, found, name or found.name, current, insist=True)
    arrays = [np.asarray(array, dtype=np.float64) for array in model.get_weights()]
    expected = [(layer, *each) for layer in _layers(found) for each in layer.arrays]
    if len(arrays) != len(expected):
        raise UnreadableFile(f"the model has {len(arrays)} arrays of weights instead of {len(expected)}.")
    for (layer, kind, shape), array in zip(expected, arrays, strict=True):
        check_shape(layer, kind, shape, array.shape)
        check_finite(layer, kind, array)
    plain = isinstance(data, tuple) and np.ndim(data[0]) > 2 and not made.spec.data.image
    return BroughtModel(made.spec, tuple(arrays), (*made.notes, *[NO_PICTURES] * plain))


def _experiment_on(data: Examples, model: ModelIn, compiled: Compiled) -> ExperimentSpec | None:
    if data is None or isinstance(data, ExperimentSpec):
        return data
    if isinstance(data, str):
        data = other_data(DataSpec(), data)
    elif isinstance(data, tuple):
        data = own_examples(*data, model.network.layers[-1].units, compiled)
    return ExperimentSpec(data=data)


def brought(
    document: dict[str, Any],
    model: ModelIn,
    name: str,
    current: ExperimentSpec | None,
    own: DataSpec | None = None,
    insist: bool = False,
) -> BroughtModel:
    """A described model as an experiment, without weights yet."""
    compiled = training_in(document.get("compile_config"))
    made = fitting(model, compiled, name or "model", current, own, insist)
    left = [*model.notes, *compiled.notes]
    words = [f"Left out, because there is nothing like it here: {'; '.join(left)}."] if left else []
    return BroughtModel(made.spec, (), (*made.notes, *words))


def _of_member(document: dict[str, Any]) -> ModelIn:
    try:
        return model_in(document)
    except UnreadableFile as error:
        raise UnreadableFile(f"{CONFIG}: {error}") from None


def _check_version(metadata: dict[str, Any]) -> None:
    version = str(metadata.get("keras_version"))
    if version.startswith("2."):
        raise UnreadableFile(
            f"{METADATA}: it was saved by Keras {shortened(version)}, whose layers are described otherwise. "
            "Load it with Keras 3, and save it again"
        )


def _layers(model: ModelIn) -> tuple[LayerShape, ...]:
    return layer_shapes(model.network, prod(model.shape), model.names)


def _check_members(names: tuple[str, ...]) -> None:
    known = (METADATA, CONFIG, WEIGHTS)
    odd = next((name for name in names if name not in known), None)
    if odd is not None:
        raise UnreadableFile(
            f'it has the part "{shortened(odd)}", but a model of Dense layers has {METADATA}, {CONFIG} and {WEIGHTS}'
        )


def _named(path: Path, error: UnreadableFile) -> UnreadableFile:
    return error.saying(f'Cannot open "{path}": {str(error).rstrip(".")}.')
