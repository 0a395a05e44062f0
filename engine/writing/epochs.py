"""The figures of all finished epochs as one table, and as CSV."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.catalog import metrics
from engine.catalog.arrays import Array, Rows
from engine.spec.figure_words import AGAIN, VALIDATION
from engine.trace import CurvesView

NAMES = tuple(f"{part}{name}" for part in ("", VALIDATION, AGAIN) for name in ("loss", *metrics.names()))


@dataclass(frozen=True, eq=False)
class EpochTable:
    """epochs: their numbers from 0 (n,); columns by Keras's names and "train_", each (n,), NaN where not taken."""

    epochs: Rows
    columns: Mapping[str, Array]

    def __len__(self) -> int:
        return len(self.epochs)


def epoch_table(view: CurvesView) -> EpochTable:
    """The epochs that ended, in their order; the figures of the first weights, before any epoch, are left out."""
    ended = np.rint(view.epochs).astype(np.int64)
    first = int(np.searchsorted(ended, 1))
    count = len(ended)
    columns = {name: view.by_epoch[name][:count] for name in NAMES if name in view.by_epoch}
    known = {name: values[first:] for name, values in columns.items() if not np.isnan(values[first:]).all()}
    return EpochTable(ended[first:] - 1, known)


def epoch_csv(table: EpochTable) -> str:
    """A line of names, then a line an epoch, numbers to the last digit, as Keras's CSVLogger; empty: not taken."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(("epoch", *table.columns))
    columns = [values.tolist() for values in table.columns.values()]
    for index, epoch in enumerate(table.epochs.tolist()):
        lines.writerow((epoch, *("" if math.isnan(values[index]) else repr(values[index]) for values in columns)))
    return text.getvalue()
