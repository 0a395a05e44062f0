"""Weights out of .npz archives: arrays in the order of get_weights, or by the names of their layers."""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from math import prod
from pathlib import Path
from typing import IO

import numpy as np

from engine.catalog.arrays import Array
from engine.keras_io.described import shortened
from engine.keras_io.shapes import LayerShape, check_finite, check_shape
from engine.safe_io import SafeZip, UnreadableFile, check_length, fill

MOST_MEMBERS = 4_096
NAMES = re.compile(r"[A-Za-z0-9_ -]+(?:[./][A-Za-z0-9_ -]+)*")
_NUMBERED = re.compile(r"(arr|weights)_(\d{1,5})")
_SEPARATORS = ("/", ".", "_")
_LONGEST_HEAD = 4096
_HEAD = re.compile(
    rb"\{'descr': '([<>])f([248])', 'fortran_order': (True|False), 'shape': \(([0-9, ]{0,60})\), \} *\n"
)


def read_npz(path: Path, layers: Sequence[LayerShape]) -> Generator[None, None, list[Array]]:
    """The arrays in the order of get_weights, float64; a breath (None) after each.

    They are called arr_0, arr_1 ... as np.savez(path, *model.get_weights()) does it, or weights_0 ..., or by the
    names of the layers: dense/kernel, dense/bias ... (or with . or _ in the place of /).

    Raises:
        UnreadableFile: damaged, arrays that are missing, other shapes, numbers that are not finite.
    """
    with SafeZip(path, MOST_MEMBERS, NAMES) as archive:
        members = {name.removesuffix(".npy"): name for name in archive.names if name.endswith(".npy")}
        wanted = [(layer, kind, shape) for layer in layers for kind, shape in layer.arrays]
        chosen = _numbered(members, layers) or _by_layer(members, layers)
        found = []
        for (layer, kind, shape), key in zip(wanted, chosen, strict=True):
            with archive.stream(members[key]) as stream:
                array = _array(stream, members[key], layer, kind, shape, archive.size(members[key]))
            check_finite(layer, kind, array)
            found.append(array)
            yield
        return found


def _numbered(members: dict[str, str], layers: Sequence[LayerShape]) -> list[str]:
    """The names that end in numbers, in their order; [] if there are none.

    Raises:
        UnreadableFile: they are too few or too many.
    """
    for prefix in ("arr", "weights"):
        found = sorted(
            (int(match[2]), name)
            for name in members
            if (match := _NUMBERED.fullmatch(name)) is not None and match[1] == prefix
        )
        if not found:
            continue
        count = sum(len(layer.arrays) for layer in layers)
        if [number for number, _ in found] != list(range(count)):
            raise UnreadableFile(
                f"expected {count} arrays, {prefix}_0 to {prefix}_{count - 1} (kernel and bias of each layer),"
                f" but it has {len(found)}. Choose weights of the same layers"
            )
        return [name for _, name in found]
    return []


def _by_layer(members: dict[str, str], layers: Sequence[LayerShape]) -> list[str]:
    found = []
    for layer in layers:
        for kind, _ in layer.arrays:
            named = [f"{layer.name}{sign}{kind}" for sign in _SEPARATORS]
            name = next((each for each in named if each in members), None)
            if name is None:
                there = ", ".join(shortened(each) for each in sorted(members)[:5]) or "none"
                raise UnreadableFile(
                    f'layer "{layer.name}": there is no array arr_0, and none named "{named[0]}" (it has {there}). '
                    "Save them with np.savez(path, *model.get_weights())"
                )
            found.append(name)
    return found


def _array(stream: IO[bytes], member: str, layer: LayerShape, kind: str, wanted: tuple[int, ...], size: int) -> Array:
    """The array; nothing is set aside or unpacked for it before its shape and size are known to be those expected."""
    start = stream.read(10)
    if start[:6] != b"\x93NUMPY" or start[6:8] != b"\1\0" or len(start) < 10:
        raise UnreadableFile(f"{member} is no array in .npy format 1.0")
    length = int.from_bytes(start[8:], "little")
    head = _HEAD.fullmatch(stream.read(length)) if length <= _LONGEST_HEAD else None
    if head is None:
        raise UnreadableFile(f"{member} holds no plain floating-point numbers. Save them as float32")
    shape = tuple(int(n) for n in head[4].decode("ascii").replace(" ", "").split(",") if n)
    check_shape(layer, kind, wanted, shape)
    sign, width, in_columns = head[1].decode(), head[2].decode(), head[3] == b"True"
    check_length(member, size, len(start) + length + prod(shape) * int(width))
    found = np.empty(shape[::-1] if in_columns else shape, dtype=f"{sign}f{width}")
    fill(stream, found.reshape(-1).view(np.uint8), member)
    if stream.read(1):
        raise UnreadableFile(f"{member} is longer than its header says")
    return np.ascontiguousarray(found.T if in_columns else found, dtype=np.float64)
