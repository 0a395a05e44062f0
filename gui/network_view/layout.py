"""Where everything of a network stands on a given area: columns, nodes, edges, folds, headers."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from gui.network_view.geometry import Curve, Point, Rect, centred
from gui.network_view.image_place import ImagePlace, image_place
from gui.network_view.page import Page
from gui.network_view.rows import (
    FOLD,
    LEAST_NODE,
    SMALL_PX,
    Frame,
    Rows,
    Text,
    hidden_rows,
    outer_rows,
    pictured_rows,
)

NODE = 52.0
LARGEST_NODE = 148.0
BIAS = -1
"""The source index of an edge that starts at a bias node."""

LEGEND = 30.0
_TOP = 14.0
_LEAST_WIDTH, _LEAST_HEIGHT, _LEAST_PITCH = 240.0, 150.0, 44.0
_DESIGN = (820.0, 480.0)
_GROWTH = 1.4
"""Nodes grow faster than the area: what is left between them is ample on a large one."""
_MOST_OF_PITCH = 0.38
_PIXEL_EDGES, _OFF_FOLD = 44.0, 12.0
"""How far the vector of a picture stays off the nodes of the first layer, and off its foot."""

_BIAS_ROW = 32.0
"""What a bias node under a picture takes."""


@dataclass(frozen=True)
class Column:
    """One layer, or the inputs: `ys` are the centres of the neurons that are shown, of `total`.

    `neurons` are their numbers, from the top. `text` says where their lines stand, `lines` how many fit, `px`
    how large they are. `out` is the x at which edges leave to the right. `bias_y` is the centre of the bias
    node that feeds the next layer. `fold` is where the brace of a folded layer stands, `weights` the picture of its
    weights, a neuron after another from left to right, and `page` says which neurons are shown. `image`: where
    they stand as the pixels of a picture; then there are no rows.
    """

    x: float
    size: float
    ys: tuple[float, ...]
    neurons: tuple[int, ...]
    total: int
    text: Text
    lines: int
    px: int
    out: float
    bias_y: float | None = None
    fold: Rect | None = None
    weights: Rect | None = None
    page: Page = Page()
    image: ImagePlace | None = None

    @property
    def shown(self) -> int:
        return len(self.ys)

    @property
    def middle(self) -> float:
        """The x of the middle of nodes and the text beside them."""
        return (self.x - self.size / 2 + self.out) / 2

    @property
    def folded(self) -> int:
        """How many neurons have no place of their own."""
        return self.total - len(self.ys) if self.image is None else 0

    def row(self, neuron: int) -> int:
        """The row of a neuron that is shown; raises ValueError for another one."""
        if neuron < len(self.neurons) and self.neurons[neuron] == neuron:
            return neuron
        return self.neurons.index(neuron)


@dataclass(frozen=True, eq=False)
class NetworkLayout:
    """The columns from the inputs (0) to the output layer; layer l of the specification is column l + 1."""

    width: float
    height: float
    columns: tuple[Column, ...]
    text_px: int
    side_width: float
    """Room for text left of the inputs and right of the outputs."""
    pitch: float
    """The distance of columns."""

    def node(self, column: int, neuron: int) -> Rect:
        """The rectangle of a neuron that is shown, or of the column's bias node for BIAS."""
        place = self.columns[column]
        if neuron == BIAS:
            size = self.bias_size(column)
            x = place.x if place.image is None else place.image.strip.centre[0]
            return centred(x, place.bias_y or 0.0, size, size)
        if place.image is not None:
            return place.image.pixel(neuron)
        return centred(place.x, place.ys[place.row(neuron)], place.size, place.size)

    def bias_size(self, column: int) -> float:
        """The diameter of a bias node."""
        return min(24.0, self.columns[column].size)

    def curve(self, layer: int, source: int, target: int) -> Curve:
        """The edge into neuron `target` of layer `layer`, from neuron `source` below or from its bias node."""
        end = self.node(layer + 1, target)
        return Curve(self.port(layer, source), (end.left, end.centre[1]))

    def port(self, column: int, neuron: int) -> Point:
        """Where the edges of a neuron, pixel or bias node (BIAS) leave to the right."""
        place = self.columns[column]
        if place.image is not None and neuron != BIAS:
            return place.image.port(neuron)
        node = self.node(column, neuron)
        return node.right if neuron == BIAS else place.out, node.centre[1]

    def spot(self, column: int, neuron: int) -> Rect:
        """Where a neuron is found: its node, or its place in the picture of a folded layer's weights."""
        place = self.columns[column]
        if place.weights is None or self.shows(column, neuron):
            return self.node(column, neuron)
        wide = place.weights.width / place.total
        return Rect(place.weights.left + neuron * wide, place.weights.top, max(wide, 1.0), place.weights.height)

    def shows(self, column: int, neuron: int) -> bool:
        if not 0 <= column < len(self.columns):
            return False
        place = self.columns[column]
        return neuron in place.neurons if place.image is None else 0 <= neuron < place.total


@lru_cache(maxsize=8)
def lay_out(
    sizes: tuple[int, ...],
    width: float,
    height: float,
    bias_nodes: bool | tuple[bool, ...] = False,
    pages: tuple[Page, ...] = (),
    image: tuple[int, int] | None = None,
) -> NetworkLayout:
    """Place a network of `sizes` (inputs first) on an area; more than fits is folded.

    bias_nodes: whether columns have one, all but the last alike, or said for each.
    pages: per column which neurons a folded one shows; empty for the first ones. image: (height, width) where the
    inputs are the pixels of a picture.
    An area that is too small for so many layers yields a larger layout, to be shown
    scaled down.
    """
    count = len(sizes)
    side = min(max((0.14 if count <= 5 else 0.115) * width, 46.0), 132.0)
    width = max(width, _LEAST_WIDTH, 2 * side + count * _LEAST_PITCH)
    height = max(height, _LEAST_HEIGHT)
    scale = max(min(width / _DESIGN[0], height / _DESIGN[1]), 1.0)
    largest = min(NODE * scale**_GROWTH, LARGEST_NODE)
    text = round(6.5 + 0.11 * largest)
    side *= max(text / 12, 1.0)
    pitch = (width - 2 * side - largest) / max(count - 1, 1)
    largest = min(largest, max(_MOST_OF_PITCH * pitch, LEAST_NODE))
    first = side + largest / 2
    pitch = (width - 2 * first) / max(count - 1, 1)
    frame = Frame(_TOP, height - LEGEND - _TOP, largest, text, pitch, first)
    xs = [first + pitch * index for index in range(count)] if count > 1 else [width / 2]
    columns = []
    for index, (x, total) in enumerate(zip(xs, sizes, strict=True)):
        bias = (bias_nodes[index] if isinstance(bias_nodes, tuple) else bias_nodes) and index < count - 1
        rows = _rows(index, total, frame, bias, last=index == count - 1, pictured=image is not None)
        columns.append(_placed(x, total, frame, rows, pages[index] if pages else Page()))
    if image:
        columns[0] = _pixels(image, frame, columns)
    return NetworkLayout(width, height, tuple(columns), text, side, pitch)


def _rows(index: int, total: int, frame: Frame, bias: bool, *, last: bool, pictured: bool) -> Rows:
    """How the rows of a column are spaced; pictured: the first layer shows weights as pictures."""
    if last or not index:
        return outer_rows(total, frame, bias, 4 if index else 3)
    return pictured_rows(total, frame, bias) if index == 1 and pictured else hidden_rows(total, frame, bias)


def _pixels(image: tuple[int, int], frame: Frame, columns: list[Column]) -> Column:
    """The inputs as a picture, left of the other columns."""
    right = columns[1].x - columns[1].size / 2 - _PIXEL_EDGES
    if columns[1].fold is not None:
        right = min(right, columns[1].fold.left - _OFF_FOLD)
    bias = columns[0].bias_y is not None
    height = frame.height - (_BIAS_ROW if bias else 0.0)
    place = image_place(image, right, frame.top, height)
    x, out = place.rect.centre[0], place.strip.right
    bias_y = place.strip.bottom + _BIAS_ROW / 2 if bias else None
    size, total = place.rect.width, place.total
    return Column(x, size, (), (), total, Text.OUTSIDE, 1, SMALL_PX, out, bias_y, image=place)


def _placed(x: float, total: int, frame: Frame, rows: Rows, page: Page) -> Column:
    """Centre the rows; text under neurons lifts them by half its height, and their free neighbours alike."""
    # Whole pixels keep pictures sharp, and their painting a plain copy.
    folded = total > rows.shown
    fold = FOLD + rows.weights if folded else 0.0
    pitch, size = rows.pitch, 2.0 * (rows.size // 2.0)
    x = float(round(x - rows.beside / 2))
    top = frame.top + (frame.height - (rows.shown + rows.bias) * pitch - fold) / 2
    free = max(0.0, min(frame.line + 1.0, (pitch - size) / 2 - 2.0)) if rows.text is not Text.BESIDE else 0.0
    lift = rows.below / 2 if rows.below else free
    ys = tuple(float(round(top + pitch * (row + 0.5) - lift)) for row in range(rows.shown))
    bias_y = float(round(top + pitch * (rows.shown + 0.5) - lift + fold)) if rows.bias else None
    foot = float(round(top + pitch * rows.shown)) + 1.0
    brace, weights = _foot(x + rows.beside / 2, foot, frame, rows) if folded else (None, None)
    neurons = page.neurons(total, rows.shown)
    out = x + size / 2 + rows.beside
    text, lines = rows.text, rows.lines
    return Column(x, size, ys, neurons, total, text, lines, rows.px, out, bias_y, brace, weights, page)


def _foot(x: float, top: float, frame: Frame, rows: Rows) -> tuple[Rect, Rect | None]:
    """The brace of a folded column with the words under it, and the picture of its weights."""
    half = float(round(min(74.0, frame.pitch / 2 - 3.0, frame.side - 1.0)))
    brace = Rect(x - half, top, 2 * half, FOLD - 4.0)
    if not rows.weights:
        return brace, None
    return brace, Rect(x - half, float(round(brace.bottom + 4.0)), 2 * half, rows.weights - 6.0)


def header_spans(xs: list[float], widest: float, gap: float) -> list[tuple[float, float]]:
    """(left, width) of a header over each x, all of one width, at least `gap` apart."""
    pitch = min((b - a for a, b in pairwise(xs)), default=widest + gap)
    width = max(min(widest, pitch - gap), 0.0)
    return [(x - width / 2, width) for x in xs]
