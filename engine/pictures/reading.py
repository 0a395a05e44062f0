"""Reading a set of pictures once, where it is found, and keeping it: labels first, pixels when they are wanted."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from engine.catalog.data_source import DataProblem
from engine.catalog.datasets import datasets
from engine.pictures import idx, npz
from engine.pictures.block import Bytes, Labels, PixelBlock
from engine.pictures.finding import Place, find, pictures_of
from engine.safe_io import UnreadableFile

_looking, _reading = threading.Lock(), threading.Lock()
_known: dict[str, tuple[Place, Labels]] = {}
_blocks: dict[str, PixelBlock] = {}
_forgetting: list[Callable[[], None]] = []


def look_again(name: str) -> None:
    """Forget what was read, so that the set is looked for anew; whoever has it on screen keeps it."""
    with _reading, _looking:
        _known.pop(name, None)
        _blocks.pop(name, None)
    for forget in _forgetting:
        forget()


def when_forgotten(forget: Callable[[], None]) -> None:
    """Have what was made of pictures forgotten with them."""
    _forgetting.append(forget)


def known(name: str) -> Labels:
    """How many pictures there are and which classes they have: a few milliseconds, and known from then on.

    Raises:
        DataMissing: the set is nowhere on this machine.
        DataProblem: its files are damaged.
    """
    return _looked_up(name)[1]


def read(name: str) -> PixelBlock:
    """All pictures: a matter of half a second for Fashion-MNIST, known from then on. Raises as `known`."""
    place, labels = _looked_up(name)
    with _reading:
        if name not in _blocks:
            _blocks[name] = _block(place, labels, pictures_of(name).image)
        return _blocks[name]


def some_pictures(name: str, count: int) -> tuple[Bytes, Bytes]:
    """The first so many pictures of the training file, uint8 (n, height * width), and labels (n,); nothing is kept.

    Raises:
        DataMissing, DataProblem: as `known`.
    """
    place, labels = _looked_up(name)
    training = _images(place, pictures_of(name).image, count)[0]
    return training.reshape(len(training), -1), labels.training[: len(training)]


def _looked_up(name: str) -> tuple[Place, Labels]:
    with _looking:
        if name not in _known:
            place = find(name)
            _known[name] = place, _labels(place, name)
        return _known[name]


def _block(place: Place, labels: Labels, image: tuple[int, int]) -> PixelBlock:
    parts = _images(place, image, None)
    for pictures, classes in zip(parts, (labels.training, labels.test), strict=True):
        if len(pictures) != len(classes):
            what = f"there are {len(pictures):,} pictures but {len(classes):,} labels for them"
            raise DataProblem(_sentence(place.folder, what))
    pixels = np.concatenate([part.reshape(len(part), -1) for part in parts])
    found = np.concatenate([labels.training, labels.test]).astype(np.int64)
    pixels.flags.writeable = found.flags.writeable = False
    return PixelBlock(pixels, found, len(labels.training))


def _labels(place: Place, name: str) -> Labels:
    """The labels of both files, with what they say of the set."""
    if place.is_npz:
        with _said_of(place.files[0]):
            parts = npz.read_labels(place.files[0])
    else:
        parts = _idx_labels(place.files[1]), _idx_labels(place.files[3])
    most = len(datasets[name].classes) - 1
    for labels, file in zip(parts, place.files * 2 if place.is_npz else place.files[1::2], strict=True):
        if labels.max() > most:
            raise DataProblem(_sentence(file, f"a label is {labels.max()}, but the classes are 0 to {most}"))
    digest = hashlib.sha256(b"".join(labels.tobytes() for labels in parts)).hexdigest()
    where = place.files[0] if place.is_npz else place.folder
    return Labels(where, *parts, digest == pictures_of(name).labels_digest)


def _idx_labels(file: Path) -> Bytes:
    with _said_of(file):
        return idx.read_labels(file)


def _images(place: Place, image: tuple[int, int], first: int | None) -> tuple[Bytes, Bytes]:
    if place.is_npz:
        with _said_of(place.files[0]):
            return npz.read_images(place.files[0], image, first)
    training, test = (_idx_images(file, image, first) for file in place.files[::2])
    return training, test


def _idx_images(file: Path, image: tuple[int, int], first: int | None) -> Bytes:
    with _said_of(file):
        return idx.read_images(file, image, first)


@contextmanager
def _said_of(path: Path) -> Iterator[None]:
    try:
        yield
    except UnreadableFile as error:
        raise DataProblem(_sentence(path, str(error))) from None


def _sentence(path: Path, what: str) -> str:
    return f'Cannot read "{path}": {what}. Put a whole one there, or name another folder.'
