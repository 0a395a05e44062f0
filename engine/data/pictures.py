"""From a set of pictures to a data set: dealt out as its makers did, the bytes shared by all experiments."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.catalog.arrays import Array, sealed
from engine.catalog.data_source import DataProblem, DataSource, Targets
from engine.catalog.picture_set import PictureSet
from engine.data.dataset import DataSet, Scaling, Split
from engine.data.pixels import BRIGHTEST, PixelColumns, PixelRows, moments
from engine.data.way import Way, way_of
from engine.pictures import Labels, PixelBlock, known, read, some_pictures
from engine.spec.data_info import DataInfo
from engine.spec.example_weights import own_weights
from engine.spec.specs import DataSpec


def picture_source(source: DataSource) -> DataSource:
    """The set as it is on this machine: other pictures under its file names have classes by number.

    Raises:
        DataMissing, DataProblem: it is not here, or damaged; or only some of its pixels are asked for.
    """
    if source.image is None:
        raise DataProblem("The pixels of pictures are taken all or not at all. Choose no inputs (data.inputs).")
    if known(source.name).own:
        return source
    return replace(source, classes=tuple(map(str, range(len(source.classes)))))


def picture_parts(source: DataSource, spec: DataSpec) -> tuple[int, int, int]:
    """How many pictures are for training, validation and test. Raises as `picture_source`."""
    return _parts(known(source.name), _set_of(source), spec)


def picture_count(source: DataSource) -> int:
    """How many pictures there are, whatever is asked for. Raises as `picture_source`."""
    labels = known(source.name)
    return len(labels.training) + len(labels.test)


def load_pictures(spec: DataSpec, source: DataSource, info: DataInfo) -> DataSet:
    """The pictures of a spec. Raises as `picture_source`."""
    block, own = read(source.name), _set_of(source)
    training, validation, test = _parts(known(source.name), own, spec)
    begin = own.held_back(block.training_count)
    spans = (begin, begin + training), (0, validation), (block.training_count, block.training_count + test)
    first, last = spans[0]
    mean, deviation = (sealed(each) for each in moments(block.pixels[first:last]))
    scaling = Scaling(sealed(np.zeros_like(mean)), sealed(np.ones_like(mean)))
    if spec.standardize:
        scaling = Scaling(mean, sealed(np.where(deviation > 0.0, deviation, 1.0)))
    dealt = [_split(block, *span, scaling, spec.standardize) for span in spans]
    plain = way_of(spec, source)
    way = Way(plain.inputs, plain.categories, mean)
    ranges = (source.span or (0.0, 1.0),) * len(source.inputs)
    return DataSet(
        spec,
        info,
        training=dealt[0],
        validation=dealt[1],
        test=dealt[2],
        columns=PixelColumns(block),
        way=way,
        scaling=scaling,
        ranges=ranges,
        middle=mean,
        numbered=source.numbered,
        weights=own_weights(spec, len(block.labels)),
        spread=deviation,
    )


def preview(source: DataSource, count: int) -> tuple[Array, Targets]:
    """The first so many pictures, x (n, pixels) from 0 to 1 and their classes. Raises as `picture_source`."""
    pixels, labels = some_pictures(source.name, count)
    return pixels / BRIGHTEST, labels.astype(np.int64)


def _split(block: PixelBlock, first: int, last: int, scaling: Scaling, standardize: bool) -> Split:
    labels = block.labels[first:last]
    pixels = block.pixels[first:last]
    x = PixelRows(pixels, scaling.mean, scaling.scale) if standardize else PixelRows(pixels)
    return Split(x, labels, sealed(np.arange(first, last)))


def _parts(labels: Labels, pictures: PictureSet, spec: DataSpec) -> tuple[int, int, int]:
    return pictures.parts(len(labels.training), len(labels.test), spec.samples)


def _set_of(source: DataSource) -> PictureSet:
    assert source.pictures is not None
    return source.pictures
