"""Sums of many terms, of which the strongest are shown and the rest is one number."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.catalog.arrays import Array, Rows
from engine.formula import Expr, Series

MOST_TERMS = 16


def strongest(sizes: Array, most: int = MOST_TERMS) -> Rows:
    """The positions (k,) of the largest |size|, in their own order; of equal ones the first."""
    if len(sizes) <= most:
        return np.arange(len(sizes))
    strength = np.nan_to_num(np.abs(sizes), nan=np.inf, posinf=np.inf)
    least = np.partition(strength, -most)[-most]  # sorting a million of them would take a tenth of a second
    above, level = np.flatnonzero(strength > least), np.flatnonzero(strength == least)
    kept: Rows = np.sort(np.concatenate([above, level[: most - len(above)]]))
    return kept


def series(index: str, body: Expr, values: Array, term: Callable[[int], Expr]) -> Series:
    """Σ over `index`: term(i) for the strongest of the terms whose values (n,) are given."""
    kept = strongest(values)
    rest = float(np.delete(values, kept).sum()) if len(kept) < len(values) else 0.0
    return Series(index, body, tuple(term(int(i)) for i in kept), rest, len(values) - len(kept))
