"""The line along which a grid of values crosses a level."""

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Segments = NDArray[np.float64]
"""Straight pieces, float64 (n, 4): x1, y1, x2, y2."""

_BITS = np.array([8, 4, 2, 1])
_CROSSED_FIRST = np.argsort((np.arange(16)[:, None] & _BITS) == 0, axis=1, kind="stable")


def contour(values: NDArray[np.floating], x: NDArray[np.float64], y: NDArray[np.float64]) -> Segments:
    """Where values (rows, columns) over y (rows,) and x (columns,) cross zero: marching squares.

    Each cell of four neighbours gives no piece, one, or in a saddle two. Cells with NaN or infinity give none.
    """
    above = (values > 0).view(np.uint8)
    beside = above[:, :-1] + above[:, 1:]
    count = beside[:-1] + beside[1:]
    # 0 and 4 corners above give no piece: the two counts without a bit below 4.
    row, column = np.divmod(np.flatnonzero((count & 3) != 0), count.shape[1])
    around = ((0, 0), (0, 1), (1, 1), (1, 0))
    at = np.stack([values[row + down, column + right] for down, right in around], axis=1).astype(np.float64)
    finite = np.isfinite(at).all(axis=1)
    row, column, at = row[finite], column[finite], at[finite]
    px = np.stack([x[column], x[column + 1], x[column + 1], x[column]], axis=1)
    py = np.stack([y[row], y[row], y[row + 1], y[row + 1]], axis=1)
    turn = [1, 2, 3, 0]
    crossed = (at > 0) != (at[:, turn] > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = at / (at - at[:, turn])
        cx = px + share * (px[:, turn] - px)
        cy = py + share * (py[:, turn] - py)
    edges = _CROSSED_FIRST[crossed @ _BITS]
    saddle = crossed.all(axis=1)
    # In a saddle the centre decides which corners belong together.
    turned = saddle & ((at.mean(axis=1) > 0) == (at[:, 0] > 0))
    edges[saddle & ~turned] = (3, 0, 1, 2)
    rows = np.arange(len(edges))
    pieces = [_piece(cx, cy, rows, edges[:, 0], edges[:, 1])]
    if saddle.any():
        pieces.append(_piece(cx, cy, rows, edges[:, 2], edges[:, 3])[saddle])
    return np.concatenate(pieces)


def _piece(cx: Segments, cy: Segments, rows: Rows, a: Rows, b: Rows) -> Segments:
    return np.stack([cx[rows, a], cy[rows, a], cx[rows, b], cy[rows, b]], axis=1)
