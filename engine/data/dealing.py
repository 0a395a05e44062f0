"""Dealing examples out: in which order, and how many for training, validation and test."""

from __future__ import annotations

import math

import numpy as np

from engine.catalog.arrays import Array, Rows
from engine.catalog.data_source import DataSource
from engine.spec.own_points import dealt_places
from engine.spec.specs import DataSpec


def dealt(source: DataSource, spec: DataSpec, count: int) -> Rows:
    """So many examples in the order in which they are dealt out (count,): training, validation, test."""
    if source.complete or not spec.shuffled:
        return np.arange(count)
    if source.order is not None:
        return np.argsort(dealt_places(source.order, spec.seed), kind="stable")
    return np.random.default_rng([spec.seed, 1]).permutation(count)


def held_out(source: DataSource, spec: DataSpec, count: int) -> tuple[int, int]:
    """How many examples are for validation and for the test; one at least is left for training."""
    if source.complete:
        return 0, 0
    if not spec.shuffled:
        test = count - _before(count, spec.test_share)
        return count - test - _before(count - test, spec.validation_share), test
    if source.order is None:
        test = _share_of(count, spec.test_share)
        return min(_share_of(count, spec.validation_share), max(count - test - 1, 0)), test
    places = dealt_places(source.order, spec.seed)
    test = _beyond(places, spec.test_share)
    both = _beyond(places, spec.test_share + spec.validation_share)
    return max(both - test, 0), test


def _before(count: int, share: float) -> int:
    """How many stand before the last share, one at least: by Keras's rule for `validation_split`."""
    return max(math.floor(count * (1.0 - share)), 1)


def _beyond(places: Array, share: float) -> int:
    """How many points stand in the last share: at least one if it is not 0, and never all."""
    if not share > 0.0:
        return 0
    return min(max(int((places >= 1.0 - share).sum()), 1), max(len(places) - 1, 0))


def _share_of(count: int, share: float) -> int:
    """At least one if the share is not 0, and never all."""
    if not share > 0.0:
        return 0
    return min(max(round(count * min(share, 1.0)), 1), max(count - 1, 0))
