"""Reading pictures from an .npz archive with x_train, y_train, x_test and y_test, as Keras keeps MNIST."""

from __future__ import annotations

import re
from math import prod
from pathlib import Path
from typing import IO

import numpy as np

from engine.pictures.block import Bytes
from engine.pictures.idx import MOST_PICTURES
from engine.safe_io import SafeZip, UnreadableFile, check_length, fill

_MEMBERS = 16
_MAGIC = b"\x93NUMPY"
_LONGEST_HEAD = 4096
_HEAD = re.compile(
    rb"\{'descr': '([|<>=]?[a-zA-Z]\d*)', 'fortran_order': (True|False), 'shape': \(([0-9, ]{0,60})\), \} *\n"
)
_WIDTHS = {"u1": 1, "i8": 8, "u8": 8, "i4": 4, "u4": 4}


def read_labels(path: Path) -> tuple[Bytes, Bytes]:
    """(y_train, y_test), uint8 (n,) each.

    Raises:
        UnreadableFile: it is no such archive, damaged, or holds something else; the message does not name it.
    """
    with SafeZip(path, _MEMBERS) as archive:
        return _read(archive, "y_train", ()), _read(archive, "y_test", ())


def read_images(path: Path, image: tuple[int, int], first: int | None = None) -> tuple[Bytes, Bytes]:
    """(x_train, x_test), uint8 (n, height, width) each; of each only so many, if `first` says so.

    Raises:
        UnreadableFile: as `read_labels`, or pictures of another size.
    """
    with SafeZip(path, _MEMBERS) as archive:
        return _read(archive, "x_train", image, first), _read(archive, "x_test", image, first)


def _read(archive: SafeZip, name: str, image: tuple[int, ...], first: int | None = None) -> Bytes:
    member = f"{name}.npy"
    with archive.stream(member) as stream:
        kind, count, begin = _head(stream, member, image)
        check_length(member, archive.size(member), begin + count * prod(image) * _WIDTHS[kind])
        wanted = count if first is None else min(first, count)
        found = np.empty((wanted, *image, _WIDTHS[kind]), np.uint8)
        fill(stream, found.reshape(-1), member)
        if first is None and stream.read(1):
            raise UnreadableFile(f"{member} is longer than its header says")
    if kind == "u1":
        return found[..., 0]
    numbers = found.view(f"<{kind}")[..., 0]
    if numbers.size and not 0 <= numbers.min() <= numbers.max() <= np.iinfo(np.uint8).max:
        raise UnreadableFile(f"{member} holds numbers that are no bytes (0 to 255)")
    return numbers.astype(np.uint8)


def _head(stream: IO[bytes], member: str, image: tuple[int, ...]) -> tuple[str, int, int]:
    """(kind of number, how many entries, where they begin) of an .npy stream that stands at its beginning."""
    start = stream.read(10)
    if start[:6] != _MAGIC or start[6:8] != b"\1\0":
        raise UnreadableFile(f"{member} is no array in .npy format 1.0")
    length = int.from_bytes(start[8:], "little")
    head = _HEAD.fullmatch(stream.read(length)) if length <= _LONGEST_HEAD else None
    kind = head.group(1).decode("ascii").lstrip("|<=") if head else ""
    if head is None or kind not in _WIDTHS or head.group(2) == b"True" or (image and kind != "u1"):
        what = "bytes" if image else "whole numbers"
        raise UnreadableFile(f"{member} holds no plain {what}")
    shape = tuple(int(n) for n in head.group(3).decode("ascii").replace(" ", "").split(",") if n)
    if shape[1:] != image or not shape:
        wanted = ", ".join(("any", *map(str, image)))
        raise UnreadableFile(f"{member} has the shape ({', '.join(map(str, shape))}) instead of ({wanted})")
    if not 0 < shape[0] <= MOST_PICTURES:
        raise UnreadableFile(f"{member} announces {shape[0]:,} entries; from 1 to {MOST_PICTURES:,} can be")
    return kind, shape[0], len(start) + length
