"""How the neurons of one column share its height: how large they are, and where their numbers find room."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

LEAST_NODE = 22.0
MOST_ROWS = 64
_LEAST_OUTER = 17.0
"""Inputs and outputs may be smaller before they are folded: ten classes are to be seen at once."""
SMALL_PX = 11
FOLD = 36.0
"""The height of the foot of a folded column."""
_TIGHT = LEAST_NODE + 4.0
_WEIGHTS, _LEAST_WEIGHTS, _MOST_WEIGHTS = 0.11, 24.0, 72.0
"""The height of the picture of a folded layer's weights, as a share of the column."""
_PICTURE, _LARGE_PICTURE, _FEW_PICTURES, _LEAST_PICTURES = 30.0, 84.0, 7, 4
"""Of nodes that show weights as a picture: least and largest side, how many are wanted, and how many needed."""

_TOO_LOW = 160.0
_FEW_ROWS, _MOST_PITCH = 20, 56.0
"""A folded column shows about so many neurons, larger where there is room."""
_COMFORTABLE = 30.0
_LARGEST_BESIDE = 44.0
_BESIDE_WIDTH = 5.3
"""Room for text beside a node, in sizes of its type."""
_EDGES = 34.0
"""The least room that is left for the edges between two columns."""


class Text(Enum):
    """Where the lines of a neuron stand."""

    OUTSIDE = "outside"
    """Left of an input, right of an output."""
    BELOW = "below"
    INLINE = "inline"
    """Below, two in one row."""
    BESIDE = "beside"
    """Right of the node; edges leave behind it."""
    TAG = "tag"
    """Over the edges right of the node, for those that the step is at or that are pointed at."""


@dataclass(frozen=True)
class Frame:
    """What all columns share: top, height, largest node, size of text, distance of columns and from the sides."""

    top: float
    height: float
    largest: float
    px: int
    pitch: float
    side: float = 1000.0

    @property
    def line(self) -> float:
        return self.px + 3.0


@dataclass(frozen=True)
class Rows:
    """How a column's rows are spaced: `below` is the height of the text under each node, `beside` its width.

    weights: the height of the picture of a folded column's weights.
    """

    shown: int
    size: float
    pitch: float
    text: Text
    lines: int
    px: int
    bias: bool
    below: float = 0.0
    beside: float = 0.0
    weights: float = 0.0


def outer_rows(total: int, frame: Frame, bias: bool, most_lines: int) -> Rows:
    """Inputs and outputs have their text outside, left or right of the network."""
    row = frame.height / (total + bias)
    size = min(row - 10.0, frame.largest)
    if size < LEAST_NODE and row >= _LEAST_OUTER + 4.0:
        return Rows(total, min(row - 4.0, LEAST_NODE), row, Text.OUTSIDE, 1, SMALL_PX, bias)
    if size < LEAST_NODE or total > MOST_ROWS:
        return _folded(total, frame, bias, Text.OUTSIDE)
    pitch = min(row, size * 1.55 + 26.0)
    px = frame.px if pitch >= 2 * frame.line else SMALL_PX
    return Rows(total, size, pitch, Text.OUTSIDE, min(int(pitch / (px + 3.0)), most_lines), px, bias)


def hidden_rows(total: int, frame: Frame, bias: bool) -> Rows:
    """Hidden neurons have their text below, or beside where height is scarce: the first way that leaves room."""
    row = frame.height / (total + bias)
    if total <= MOST_ROWS:
        for rows in _ways(total, row, frame, bias):
            return rows
    return _folded(total, frame, bias, Text.TAG)


def pictured_rows(total: int, frame: Frame, bias: bool) -> Rows:
    """Neurons whose weights are shown as a picture need larger nodes: then rather fewer of them."""
    rows = hidden_rows(total, frame, bias)
    if rows.shown == total and rows.size >= _PICTURE:
        return rows
    weights = _weights_height(frame)
    room = frame.height - FOLD - weights
    pitch = min(max(room / _FEW_PICTURES, _PICTURE + 4.0), _LARGE_PICTURE)
    shown = max(1, min(int(room / pitch) - bias, total - 1))
    beside = _beside(shown, pitch, frame, bias)
    if beside.size >= _PICTURE:
        size = min(pitch - 4.0, frame.largest, frame.pitch - beside.beside - 2 * _EDGES)
        return replace(beside, size=max(size, _PICTURE), pitch=room / (shown + bias), lines=1, weights=weights)
    below = SMALL_PX + 5.0
    pitch = min(max(room / _FEW_PICTURES, _PICTURE + below + 4.0), _LARGE_PICTURE + below + 4.0)
    if int(room / pitch) - bias < _LEAST_PICTURES:
        pitch, below = max(room / _LEAST_PICTURES, _PICTURE + 4.0), 0.0
    shown = max(1, min(int(room / pitch) - bias, total - 1))
    pitch = room / (shown + bias)
    size = min(pitch - below - 4.0, _LARGE_PICTURE, 0.5 * frame.pitch)
    text, lines = (Text.BELOW, 1) if below else (Text.TAG, 0)
    return Rows(shown, size, pitch, text, lines, SMALL_PX, bias, below, weights=weights)


def _weights_height(frame: Frame) -> float:
    """The height of the picture of weights; there is none where neurons would have no room beside it."""
    if frame.height < _TOO_LOW:
        return 0.0
    return float(round(min(max(_WEIGHTS * frame.height, _LEAST_WEIGHTS), _MOST_WEIGHTS)))


def _ways(total: int, row: float, frame: Frame, bias: bool) -> Iterator[Rows]:
    """The ways to write at the neurons that leave the nodes a fair size, best first."""
    both = [_below(total, row, frame, bias, frame.px, lines=2)]
    if frame.pitch >= 9.0 * frame.px:
        both.append(_below(total, row, frame, bias, frame.px, lines=2, inline=True))
    best = max(both, key=lambda rows: rows.size)
    if best.size >= _COMFORTABLE:
        yield both[0] if both[0].size >= 0.9 * best.size else best
    beside = _beside(total, row, frame, bias)
    if beside.lines == 2 and beside.size >= LEAST_NODE:
        yield beside
    for rows in (
        _below(total, row, frame, bias, SMALL_PX, lines=2, inline=True),
        _below(total, row, frame, bias, SMALL_PX, lines=1),
    ):
        if rows.size >= LEAST_NODE and (rows.lines == 1 or frame.pitch >= 9.0 * SMALL_PX):
            yield rows
    if beside.size >= LEAST_NODE:
        yield beside
    if row >= _TIGHT:
        yield Rows(total, min(row - 4.0, frame.largest), row, Text.TAG, 0, SMALL_PX, bias)


def _below(total: int, row: float, frame: Frame, bias: bool, px: int, *, lines: int, inline: bool = False) -> Rows:
    rows = 1 if inline else lines
    below = rows * (px + 3.0) + 2.0
    margin = 3.0 if px < frame.px else 10.0 if rows == 2 else 5.0
    size = min(row - below - margin, frame.largest)
    pitch = min(row, (size + below) * 1.55 + 14.0)
    return Rows(total, size, pitch, Text.INLINE if inline else Text.BELOW, lines, px, bias, below)


def _beside(total: int, row: float, frame: Frame, bias: bool) -> Rows:
    """Two lines beside each node where a row is high enough; too small a node where columns stand too close."""
    lines = 2 if row >= 2 * (SMALL_PX + 2.0) + 3.0 else 1
    px = max(min(frame.px, int((row - 3.0) / lines - 2.0)), SMALL_PX)
    if frame.pitch < 3.0 * _BESIDE_WIDTH * px:
        px = SMALL_PX
    width = _BESIDE_WIDTH * px
    size = min(row - 4.0, frame.largest, _LARGEST_BESIDE, frame.pitch - width - _EDGES)
    return Rows(total, size, row, Text.BESIDE, lines, px, bias, beside=width)


def _folded(total: int, frame: Frame, bias: bool, text: Text) -> Rows:
    """As many neurons as there are calm rows, over a picture of all."""
    weights = _weights_height(frame)
    room = frame.height - FOLD - weights
    pitch = min(max(_TIGHT, room / _FEW_ROWS), _MOST_PITCH)
    shown = max(1, min(int(room / pitch) - bias, MOST_ROWS, total - 1))
    pitch = max(min(room / (shown + bias), _MOST_PITCH), pitch)
    size = max(min(pitch - 4.0, frame.largest), LEAST_NODE)
    if text is Text.OUTSIDE:
        return Rows(shown, size, pitch, text, 1, SMALL_PX, bias, weights=weights)
    beside = _beside(shown, pitch, frame, bias)
    if beside.size >= LEAST_NODE:
        size = min(size, beside.size)
        return Rows(shown, size, pitch, Text.BESIDE, 1, beside.px, bias, beside=beside.beside, weights=weights)
    return Rows(shown, LEAST_NODE, pitch, Text.TAG, 0, SMALL_PX, bias, weights=weights)
