"""Which neurons are identical and must remain so: equal weights before and behind them, and the same memory."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.catalog.arrays import Array
from engine.passes.blocks import COPY_WORK, row_blocks
from engine.passes.network import Network

Group = tuple[int, ...]

TOLERANCE = 1e-9
"""Sums of equal numbers in another order differ in the last digits, and neurons that are alike differ by no more."""


@dataclass(frozen=True)
class Twins:
    """For weights of that version, per layer: groups of two or more units that are identical and learn the same."""

    version: int
    groups: tuple[tuple[Group, ...], ...]

    def others(self, layer: int, unit: int) -> Group:
        """The units that are identical to this one."""
        groups = self.groups[layer] if layer < len(self.groups) else ()
        return tuple(other for group in groups if unit in group for other in group if other != unit)

    def __bool__(self) -> bool:
        return any(self.groups)


def find_twins(network: Network, slots: Mapping[str, Array], version: int) -> Generator[None, None, Twins]:
    """The groups of all hidden layers, with breaths; outputs have targets of their own, and never count.

    Two neurons get the same gradient for ever if they have the same weights and bias, if every neuron behind
    them weighs them alike, if the optimizer remembers the same of all these, and if nothing but the neuron's
    place tells them apart: no dropout of the layer, none of them frozen in another way.
    """
    vectors = [network.weights, *(slot for slot in slots.values() if slot.size == network.weights.size)]
    views = [tuple(network.views(vector)) for vector in vectors]
    groups: list[tuple[Group, ...]] = []
    for index, layer in enumerate(network.spec.layers[:-1]):
        if layer.units < 2 or layer.dropout:
            groups.append(())
            continue
        tables = [
            table
            for view in views
            for table in (view[index][0].T, view[index][1][:, None], view[index + 1][0])
        ]
        found = yield from _alike_rows(tables, _locks(network, index))
        groups.append(found)
    return Twins(version, (*groups, ()))


def _alike_rows(tables: Sequence[Array], locks: Sequence[object]) -> Generator[None, None, tuple[Group, ...]]:
    """Groups of rows that are equal in all tables (units, n): near by one number, then looked at closely."""
    rng = np.random.default_rng(0)
    units = len(tables[0])
    number, size = np.zeros(units), np.zeros(units)
    for table in tables:
        weights = rng.uniform(0.5, 1.5, table.shape[1])
        for rows in row_blocks(units, COPY_WORK * table.shape[1]):
            number[rows] += table[rows] @ weights
            size[rows] += np.abs(table[rows]) @ weights
            yield
    groups: list[Group] = []
    for near in _near(number, size):
        left = near
        while len(left) > 1:
            same = [unit for unit in left if unit == left[0] or _equal(tables, locks, left[0], unit)]
            if len(same) > 1:
                groups.append(tuple(sorted(same)))
            left = [unit for unit in left if unit not in same]
            yield
    return tuple(sorted(groups))


def _near(number: Array, size: Array) -> Iterator[list[int]]:
    """Runs of two or more units whose numbers follow one another within rounding."""
    order = np.argsort(number, kind="stable")
    gaps = np.diff(number[order]) > TOLERANCE * (size[order][1:] + size[order][:-1])
    gaps |= ~np.isfinite(number[order][1:])
    for run in np.split(order, np.flatnonzero(gaps) + 1):
        if len(run) > 1:
            yield run.tolist()


def _equal(tables: Sequence[Array], locks: Sequence[object], one: int, other: int) -> bool:
    if locks[one] != locks[other]:
        return False
    return all(np.allclose(table[one], table[other], rtol=TOLERANCE, atol=0.0) for table in tables)


def _locks(network: Network, index: int) -> list[object]:
    """What of each unit is frozen, before and behind it."""
    layer, after = network.spec.layers[index], network.spec.layers[index + 1]
    neurons = set(layer.frozen_neurons)
    before: dict[int, set[int]] = {}
    behind: dict[int, set[int]] = {}
    for source, unit in layer.frozen_weights:
        before.setdefault(unit, set()).add(source)
    for source, unit in after.frozen_weights:
        behind.setdefault(source, set()).add(unit)
    return [(unit in neurons, before.get(unit), behind.get(unit)) for unit in range(layer.units)]
