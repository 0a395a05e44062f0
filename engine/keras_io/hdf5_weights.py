"""Weights out of Keras's HDF5 files: plain datasets under hard links alone, of just the shapes expected."""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from engine.catalog.arrays import Array
from engine.keras_io.described import shortened
from engine.keras_io.shapes import LayerShape, check_finite, check_shape
from engine.safe_io import UnreadableFile

if TYPE_CHECKING:
    import h5py

MOST_MEMBERS = 10_000
_DENSE = re.compile(r"dense(_\d{1,6})?")
_FLOATS = (2, 4, 8)
_BRAIN = "bfloat16"
_CURE = "Save the weights again with Keras"


def read_hdf5(file: BinaryIO, layers: Sequence[LayerShape]) -> Generator[None, None, list[Array]]:
    """The arrays in the order of get_weights, float64; a breath (None) after each.

    Raises:
        UnreadableFile: damaged, a link, an external or a virtual dataset, other shapes, numbers that are not finite.
    """
    import h5py  # imported late: few need it, and it takes long

    try:
        with h5py.File(file, "r") as root:
            if root.id.links.exists(b"model_weights"):
                raise UnreadableFile("it is a model in Keras's old form. Load it with Keras, and save it as .keras")
            group = _group(root, "layers", "")
            _check_members(group, layers)
            found: list[Array] = []
            for layer in layers:
                found += yield from _layer(group, layer)
            return found
    except UnreadableFile:
        raise
    except Exception as error:  # h5py raises whatever comes to its mind at damaged files
        raise UnreadableFile(f"it is no intact HDF5 file ({shortened(error)}). {_CURE}") from None


def _layer(group: h5py.Group, layer: LayerShape) -> Generator[None, None, list[Array]]:
    place = f"layers/{layer.store}"
    variables = _group(_group(group, layer.store, "layers/"), "vars", f"{place}/")
    if len(variables) != len(layer.arrays):
        wanted = " and ".join(kind for kind, _ in layer.arrays)
        raise UnreadableFile(
            f'layer "{layer.name}": expected {len(layer.arrays)} array{"s" * layer.use_bias} ({wanted}), '
            f"but {place} has {len(variables)}. Switch its bias on or off, or choose other weights"
        )
    found = []
    for number, (kind, shape) in enumerate(layer.arrays):
        data = _dataset(variables, str(number), f"{place}/vars/")
        check_shape(layer, kind, shape, data.shape)
        array = _numbers(data)
        check_finite(layer, kind, array)
        found.append(array)
        yield
    return found


def _check_members(group: h5py.Group, layers: Sequence[LayerShape]) -> None:
    """Whether the Dense layers of the file are as many, and no other layer has weights."""
    if len(group) > MOST_MEMBERS:
        raise UnreadableFile(f"it has {len(group):,} layers; the limit is {MOST_MEMBERS:,}")
    names = list(group)
    dense = [name for name in names if _DENSE.fullmatch(name)]
    if len(dense) != len(layers):
        raise UnreadableFile(
            f"it has the weights of {len(dense):,} Dense layer{'s' * (len(dense) != 1)}, but the network has "
            f"{len(layers):,}. Choose weights of the same layers, or give the network those of the file"
        )
    for name in names:
        if name in dense:
            continue
        member = _group(group, name, "layers/")
        inner = [key for key in member if key != "vars" or len(_group(member, key, f"layers/{shortened(name)}/"))]
        if inner:
            raise UnreadableFile(
                f"layers/{shortened(name)} has weights of its own, but only Dense layers are drawn. "
                "Choose weights of a model of Dense layers"
            )


def _group(parent: h5py.Group, name: str, place: str) -> h5py.Group:
    import h5py

    found = _member(parent, name, place)
    if not isinstance(found, h5py.Group):
        raise UnreadableFile(f"{place}{shortened(name)} is no group. {_CURE}")
    return found


def _dataset(parent: h5py.Group, name: str, place: str) -> h5py.Dataset:
    """A dataset that lies in the file itself, as it is: neither packed nor in pieces."""
    import h5py

    found = _member(parent, name, place)
    path = f"{place}{name}"
    if not isinstance(found, h5py.Dataset):
        raise UnreadableFile(f"{path} is no dataset. {_CURE}")
    layout = found.id.get_create_plist()
    if found.is_virtual or layout.get_external_count():
        raise UnreadableFile(f"{path} takes its numbers from other files, which are never opened. {_CURE}")
    if layout.get_layout() not in (h5py.h5d.CONTIGUOUS, h5py.h5d.COMPACT) or layout.get_nfilters():
        raise UnreadableFile(f"{path} is packed or in pieces, but Keras keeps weights as they are. {_CURE}")
    plain = found.dtype.kind == "f" and found.dtype.itemsize in _FLOATS
    if not plain and not _is_bfloat16(found):
        raise UnreadableFile(f"{path} holds {shortened(found.dtype)}, no floating-point numbers. {_CURE}")
    if found.id.get_storage_size() != found.size * found.dtype.itemsize:
        raise UnreadableFile(f"{path} does not hold the {found.size:,} numbers that it announces. {_CURE}")
    return found


def _is_bfloat16(data: h5py.Dataset) -> bool:
    """Whether it holds bfloat16 as Keras stores it, since HDF5 does not know it: opaque bytes, named beside them."""
    if data.dtype.kind != "V" or data.dtype.names is not None or data.dtype.itemsize != 2:
        return False
    return "dtype" in data.attrs and data.attrs.get_id("dtype").shape == () and bool(data.attrs["dtype"] == _BRAIN)


def _numbers(data: h5py.Dataset) -> Array:
    """Its numbers as float64; a bfloat16 is the upper half of a float32."""
    stored = data[()]
    plain = stored if stored.dtype.kind == "f" else (stored.view("<u2").astype("<u4") << 16).view("<f4")
    return np.asarray(plain, dtype=np.float64)


def _member(parent: h5py.Group, name: str, place: str) -> object:
    import h5py

    path, key = f"{place}{shortened(name)}", name.encode("utf-8", "surrogateescape")
    if not parent.id.links.exists(key):
        raise UnreadableFile(f"{path} is missing. {_CURE}")
    if parent.id.links.get_info(key).type != h5py.h5l.TYPE_HARD:
        raise UnreadableFile(f"{path} is a link to somewhere else, which is never followed. {_CURE}")
    return parent[name]
