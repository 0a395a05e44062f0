"""One example through the network, layer by layer, in the data's own units."""

from collections.abc import Sequence

import numpy as np

from engine.catalog.arrays import Array
from engine.data import DataSet
from engine.passes.forward import forward_pass
from engine.passes.network import Network

LayerRow = tuple[Array, Array, Array]
"""(inputs, z, a) of one layer: what it read (inputs,), its sums and its activations (units,)."""


def forward_example(network: Network, data: DataSet, raw: Sequence[float] | Array) -> tuple[LayerRow, ...]:
    """What each layer makes of one example given in original units, one number for each of its columns.

    Raises:
        ValueError: another shape, or a number that is not finite, said by the input's name.
    """
    names = data.info.columns
    row = np.asarray(raw, dtype=np.float64)
    if row.ndim != 1:
        raise ValueError(f"An example is one row of numbers, but this has shape {row.shape}. Give one example.")
    if len(row) != len(names):
        given = "1 number" if len(row) == 1 else f"{len(row)} numbers"
        wanted = "1 input" if len(names) == 1 else f"{len(names)} inputs"
        listed = ", ".join(names)
        raise ValueError(f"The example has {given}, but the data has {wanted}. Give one for each of {listed}.")
    for name, value in zip(names, row.tolist(), strict=True):
        if not np.isfinite(value):
            raise ValueError(f"{name} is {value:g}. Give a finite number.")
    _check_texts(row, data)
    with np.errstate(all="ignore"):
        events = [event for event in forward_pass(network, data.see(row[None, :])) if event is not None]
    return tuple((event.inputs[0], event.z[0], event.output[0]) for event in events)


def _check_texts(row: Array, data: DataSet) -> None:
    for name, texts, value in zip(data.info.columns, data.info.categories, row.tolist(), strict=True):
        if texts and value not in range(len(texts)):
            listed = ", ".join(f"{code} {text}" for code, text in enumerate(texts[:8]))
            raise ValueError(f"{name} is {value:g}, which stands for no text. Give one of {listed}.")
