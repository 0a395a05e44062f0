"""Reading IDX files, plain or gzipped, as MNIST and its kind come: a head that says how many, then bytes."""

from __future__ import annotations

import gzip
import zlib
from io import BufferedIOBase
from pathlib import Path

import numpy as np

from engine.pictures.block import Bytes
from engine.safe_io import UnreadableFile, pour

MOST_PICTURES = 100_000
_BROKEN = (EOFError, OSError, zlib.error)
_LABELS, _IMAGES = b"\0\0\x08\x01", b"\0\0\x08\x03"


def read_labels(path: Path) -> Bytes:
    """The labels of a file, uint8 (n,).

    Raises:
        UnreadableFile: it is no such file, damaged, or too long; the message does not name it.
    """
    return _read(path, _LABELS, (), None)


def read_images(path: Path, image: tuple[int, int], first: int | None = None) -> Bytes:
    """The pictures of a file, uint8 (n, height, width); only so many, if `first` says so.

    Raises:
        UnreadableFile: as `read_labels`, or pictures of another size.
    """
    return _read(path, _IMAGES, image, first)


def _read(path: Path, magic: bytes, image: tuple[int, ...], first: int | None) -> Bytes:
    try:
        with _opened(path) as stream:
            count = _count(stream, magic, image)
            wanted = count if first is None else min(first, count)
            found = np.empty((wanted, *image), np.uint8)
            read = pour(stream, found.reshape(-1))
            if read < found.size:
                share = read * 100 // found.size
                raise UnreadableFile(f"it ends too early, after {share} % of the {count:,} that its head announces")
            if first is None and stream.read(1):
                raise UnreadableFile(f"it holds more than the {count:,} that its head announces")
    except _BROKEN as error:
        raise UnreadableFile(f"it is damaged ({error})") from None
    return found


def _opened(path: Path) -> BufferedIOBase:
    """The file as it is or unpacked, whatever its name says."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return gzip.open(path, "rb") if packed else path.open("rb")


def _count(stream: BufferedIOBase, magic: bytes, image: tuple[int, ...]) -> int:
    head = stream.read(8 + 4 * len(image))
    if head[:4] != magic:
        what = "pictures" if image else "labels"
        raise UnreadableFile(f"it is no IDX file of {what} (it begins with {head[:4].hex() or 'nothing'})")
    sizes = tuple(int.from_bytes(head[at : at + 4], "big") for at in range(4, len(head), 4))
    if len(sizes) < 1 + len(image):
        raise UnreadableFile("it is damaged (it ends within its head)")
    if sizes[1:] != image:
        found, wanted = (" by ".join(f"{n:,}" for n in size) for size in (sizes[1:], image))
        raise UnreadableFile(f"its pictures have {found} pixels instead of {wanted}")
    if not 0 < sizes[0] <= MOST_PICTURES:
        raise UnreadableFile(f"it announces {sizes[0]:,} entries; from 1 to {MOST_PICTURES:,} can be")
    return sizes[0]
