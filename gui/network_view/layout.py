"""Where everything of a network stands on a given area: columns, nodes, edges, folds, headers."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from gui.network_view.geometry import Curve, Rect, centred

NODE = 52.0
LEAST_NODE = 22.0
LARGEST_NODE = 104.0
MOST_PICTURED = 64
BIAS = -1
"""The source index of an edge that starts at a bias node."""

LEGEND = 30.0
_TOP = 14.0
_LEAST_WIDTH, _LEAST_HEIGHT, _LEAST_PITCH = 240.0, 150.0, 44.0
_DESIGN = (820.0, 480.0)
_FOLD = 24.0
_INLINE_PITCH = 108.0
_ROOM = ((2, False, 32.0), (2, True, LEAST_NODE), (1, False, LEAST_NODE), (0, False, LEAST_NODE))
"""Ways to write under a neuron, best first: values, in one row or not, the least node it is worth."""


@dataclass(frozen=True, slots=True)
class Column:
    """One layer, or the inputs: `ys` are the centres of the neurons that are shown, of `total`.

    `lines` of text fit under a hidden neuron (`inline`: in one row), or beside an input or output. `bias_y`
    is the centre of the bias node that feeds the next layer. `fold` is where the brace of a folded layer
    stands.
    """

    x: float
    size: float
    ys: tuple[float, ...]
    total: int
    lines: int
    inline: bool = False
    bias_y: float | None = None
    fold: Rect | None = None

    @property
    def shown(self) -> int:
        return len(self.ys)

    @property
    def folded(self) -> int:
        """How many neurons have no place of their own."""
        return self.total - len(self.ys)


@dataclass(frozen=True, slots=True)
class NetworkLayout:
    """The columns from the inputs (0) to the output layer; layer l of the specification is column l + 1."""

    width: float
    height: float
    columns: tuple[Column, ...]
    text_px: int
    side_width: float
    """Room for text left of the inputs and right of the outputs."""

    def node(self, column: int, neuron: int) -> Rect:
        """The rectangle of a neuron, or of the column's bias node for BIAS."""
        place = self.columns[column]
        if neuron == BIAS:
            size = self.bias_size(column)
            return centred(place.x, place.bias_y or 0.0, size, size)
        return centred(place.x, place.ys[neuron], place.size, place.size)

    def bias_size(self, column: int) -> float:
        """The diameter of a bias node."""
        return min(24.0, self.columns[column].size)

    def curve(self, layer: int, source: int, target: int) -> Curve:
        """The edge into neuron `target` of layer `layer`, from neuron `source` below or from its bias node."""
        start, end = self.node(layer, source), self.node(layer + 1, target)
        return Curve((start.right, start.centre[1]), (end.left, end.centre[1]))

    def shows(self, column: int, neuron: int) -> bool:
        return 0 <= column < len(self.columns) and 0 <= neuron < self.columns[column].shown


@lru_cache(maxsize=8)
def lay_out(sizes: tuple[int, ...], width: float, height: float, bias_nodes: bool = False) -> NetworkLayout:
    """Place a network of `sizes` (inputs first) on an area; more than fits is folded.

    An area that is too small for so many layers yields a larger layout, to be shown scaled down.
    """
    count = len(sizes)
    side = min(max((0.14 if count <= 5 else 0.115) * width, 46.0), 132.0)
    width = max(width, _LEAST_WIDTH, 2 * side + count * _LEAST_PITCH)
    height = max(height, _LEAST_HEIGHT)
    scale = min(width / _DESIGN[0], height / _DESIGN[1])
    largest = min(max(NODE * scale, NODE), LARGEST_NODE)
    pitch = (width - 2 * side - largest) / max(count - 1, 1)
    largest = min(largest, max(0.62 * pitch, LEAST_NODE))
    text = 12 if largest < 70 else 14 if largest < 92 else 16
    first = side + largest / 2
    pitch = (width - 2 * first) / max(count - 1, 1)
    frame = _Frame(_TOP, height - LEGEND - _TOP, largest, text + 3.0, pitch)
    xs = [first + pitch * index for index in range(count)] if count > 1 else [width / 2]
    columns = []
    for index, (x, total) in enumerate(zip(xs, sizes, strict=True)):
        bias = bias_nodes and index < count - 1
        place = _outer(total, frame, bias, 4 if index else 3) if index in (0, count - 1) else None
        columns.append(_placed(x, total, frame, place or _hidden(total, frame, bias)))
    return NetworkLayout(width, height, tuple(columns), text, side)


@dataclass(frozen=True, slots=True)
class _Frame:
    top: float
    height: float
    largest: float
    line: float
    pitch: float


@dataclass(frozen=True, slots=True)
class _Rows:
    """How a column's rows are spaced: `text` is the height of what stands under each node."""

    shown: int
    size: float
    pitch: float
    lines: int
    bias: bool
    text: float = 0.0
    inline: bool = False


def _outer(total: int, frame: _Frame, bias: bool, most_lines: int) -> _Rows:
    """Inputs and outputs have their text beside them."""
    row = frame.height / (total + bias)
    size = min(row - 10.0, frame.largest)
    if size < LEAST_NODE or total > MOST_PICTURED:
        return _folded(total, frame, bias, 1)
    pitch = min(row, size * 1.55 + 26.0)
    return _Rows(total, size, pitch, min(int(pitch / frame.line), most_lines), bias)


def _hidden(total: int, frame: _Frame, bias: bool) -> _Rows:
    """Hidden neurons have their text under them, as much as leaves the node large enough."""
    row = frame.height / (total + bias)
    for lines, inline, least in _ROOM:
        rows = 1 if inline else lines
        text = rows * frame.line + (2.0 if rows else 0.0)
        size = min(row - text - (10.0 if rows == 2 else 5.0), frame.largest)
        if size >= least and total <= MOST_PICTURED and (frame.pitch >= _INLINE_PITCH or not inline):
            pitch = min(row, (size + text) * 1.55 + 14.0)
            return _Rows(total, size, pitch, lines, bias, text, inline)
    return _folded(total, frame, bias, 0)


def _folded(total: int, frame: _Frame, bias: bool, lines: int) -> _Rows:
    pitch = LEAST_NODE + 4.0
    room = int((frame.height - _FOLD) / pitch) - bias
    return _Rows(max(1, min(room, MOST_PICTURED, total)), LEAST_NODE, pitch, lines, bias)


def _placed(x: float, total: int, frame: _Frame, rows: _Rows) -> Column:
    """Centre the rows; text under neurons lifts them by half its height, and their free neighbours alike."""
    # Whole pixels keep pictures sharp, and their painting a plain copy.
    fold = _FOLD if total > rows.shown else 0.0
    pitch, size, x = rows.pitch, 2.0 * (rows.size // 2.0), float(round(x))
    top = frame.top + (frame.height - (rows.shown + rows.bias) * pitch - fold) / 2
    free = max(0.0, min(frame.line + 1.0, (pitch - size) / 2 - 2.0))
    lift = rows.text / 2 if rows.text else free
    ys = tuple(float(round(top + pitch * (row + 0.5) - lift)) for row in range(rows.shown))
    bias_y = float(round(top + pitch * (rows.shown + 0.5) - lift + fold)) if rows.bias else None
    half = min(46.0, frame.pitch / 2 - 3.0)
    brace = Rect(x - half, ys[-1] + size / 2 + 3.0, 2 * half, fold - 4.0) if fold else None
    return Column(x, size, ys, total, rows.lines, rows.inline, bias_y, brace)


def header_spans(xs: list[float], widest: float, gap: float) -> list[tuple[float, float]]:
    """(left, width) of a header over each x, all of one width, at least `gap` apart."""
    pitch = min((b - a for a, b in pairwise(xs)), default=widest + gap)
    width = max(min(widest, pitch - gap), 0.0)
    return [(x - width / 2, width) for x in xs]
