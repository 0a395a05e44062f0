"""Small files in the formats of MNIST and its kind, for tests that must not depend on what a machine has."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

NAMES = (
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
)
Bytes = NDArray[np.uint8]


def idx(content: Bytes) -> bytes:
    """An IDX file of bytes in any number of dimensions."""
    sizes = b"".join(size.to_bytes(4, "big") for size in content.shape)
    return bytes([0, 0, 8, content.ndim]) + sizes + content.tobytes()


def some_clothes(training: int = 240, test: int = 60, seed: int = 0) -> tuple[Bytes, Bytes, Bytes, Bytes]:
    """Pictures (n, 28, 28) and labels (n,) for training and test: each of ten classes bright in places of its own."""
    rng = np.random.default_rng(seed)
    patterns = rng.integers(0, 2, (10, 28, 28)) * 150
    found: list[Bytes] = []
    for count in (training, test):
        labels = (np.arange(count) % 10).astype(np.uint8)
        noise = rng.integers(0, 100, (count, 28, 28))
        found += [(patterns[labels] + noise).astype(np.uint8), labels]
    return found[0], found[1], found[2], found[3]


def write_idx(folder: Path, parts: tuple[Bytes, Bytes, Bytes, Bytes], packed: bool = True) -> Path:
    """The four files of a set in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, part in zip(NAMES, parts, strict=True):
        content = idx(part)
        (folder / (f"{name}.gz" if packed else name)).write_bytes(gzip.compress(content, 1) if packed else content)
    return folder


def write_npz(path: Path, parts: tuple[Bytes, Bytes, Bytes, Bytes]) -> Path:
    """The same as one archive, with Keras's names."""
    x_train, y_train, x_test, y_test = parts
    np.savez_compressed(path, x_train=x_train, y_train=y_train, x_test=x_test, y_test=y_test)
    return path
