"""Where the lines of each neuron stand and in which words they fit; painting and the chips on edges ask alike."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtGui import QFont, QFontMetricsF

from engine.trace import Address
from gui.network_view.geometry import Rect, centred
from gui.network_view.labels import Line, lines_of
from gui.network_view.rows import SMALL_PX, Text
from gui.network_view.scene import NetworkScene, NeuronRef
from gui.network_view.stepping import Tone, layer_tone
from gui.theme.fonts import number_font, ui_font
from gui.theme.theme import Theme

_ELLIPSIS = "…"
_BETWEEN = 8.0
_CLEAR = 6.5
"""From a node to the words beside it: they are clear of the ring around one that is selected."""
_SMALLEST_NAME = 9
_FEW = 3
"""So many of a column's neurons have a tag where not all can."""

Advance = Callable[[int, bool, str], float]
"""The width of a text: pixels of the font, strong or not, the text."""


@dataclass(frozen=True)
class Word:
    """A text in its final words, its tight box and how it is written; `tag`: on a plate of its own.

    number: which number of the moment it tells, as in Line.
    """

    text: str
    role: str
    box: Rect
    px: int
    tag: bool = False
    number: Address | None = None

    @property
    def strong(self) -> bool:
        return self.role == "strong"


@lru_cache(maxsize=4)
def advance_in(theme: Theme) -> Advance:
    """The widths of texts in the fonts of a theme."""
    return lambda px, strong, text: _advance(theme, px, strong, text)


def font_of(theme: Theme, px: int, strong: bool) -> QFont:
    """The font of a line."""
    return _font(theme, px, strong)


@lru_cache(maxsize=8192)
def _advance(theme: Theme, px: int, strong: bool, text: str) -> float:
    """Asked for again and again with the same few numbers."""
    return QFontMetricsF(_font(theme, px, strong)).horizontalAdvance(text)


@lru_cache(maxsize=32)
def _font(theme: Theme, px: int, strong: bool) -> QFont:
    return ui_font(theme, px, QFont.Weight.DemiBold) if strong else number_font(theme, px)


def words_at(scene: NetworkScene, column: int, neuron: int, advance: Advance) -> tuple[Word, ...]:
    """The words at a neuron that is shown; remembered, since painting, card and cursor all ask."""
    if scene.layout.columns[column].text is Text.TAG:
        return _tag(scene, column, neuron, advance) if neuron in tagged(scene, column) else ()
    known = _remembered(scene, advance)
    if (column, neuron) not in known:
        known[column, neuron] = _words(scene, column, neuron, advance)
    return known[column, neuron]


Words = dict[tuple[int, int], tuple[Word, ...]]


@dataclass
class _Memory:
    """The words of the scene that was asked for last: what they follow from, and those found."""

    things: tuple[object, ...] = ()
    choices: tuple[object, ...] = ()
    words: Words = field(default_factory=dict)


_MEMORY = _Memory()


def _remembered(scene: NetworkScene, advance: Advance) -> Words:
    """The words known of scenes like this one: which neuron is pointed at makes no difference."""
    things = scene.layout, scene.snapshot, scene.spec, scene.info, scene.activity, advance
    choices = scene.view.bias_nodes, scene.view.digits, scene.view.fractions
    same = len(things) == len(_MEMORY.things) and all(a is b for a, b in zip(things, _MEMORY.things, strict=True))
    if not same or choices != _MEMORY.choices:
        _MEMORY.things, _MEMORY.choices, _MEMORY.words = things, choices, {}
    return _MEMORY.words


def _words(scene: NetworkScene, column: int, neuron: int, advance: Advance) -> tuple[Word, ...]:
    place, node = scene.layout.columns[column], scene.layout.node(column, neuron)
    lines, step = lines_of(scene, column, neuron), place.px + (2.0 if place.text is Text.BESIDE else 3.0)
    height = step * len(lines)
    if place.text is Text.OUTSIDE:
        room, top = scene.layout.side_width - 12.0, node.centre[1] - height / 2
        left = node.left - 9.0 - room if column == 0 else node.right + 9.0
        return tuple(_stack(lines, Rect(left, top, room, step), place.px, 1.0 if column == 0 else 0.0, advance))
    if place.text is Text.BESIDE:
        row = Rect(node.right + _CLEAR, node.centre[1] - height / 2, place.out - node.right - _CLEAR - 2.0, step)
        return tuple(_stack(lines, row, place.px, 0.0, advance))
    room = scene.layout.pitch - 4.0
    row = Rect(node.centre[0] - room / 2, node.bottom + 2.0, room, step)
    if place.text is Text.INLINE and len(lines) == 2:
        return tuple(_inline(lines, row, place.px, advance))
    return tuple(_stack(lines, row, place.px, 0.5, advance))


def tagged(scene: NetworkScene, column: int) -> tuple[int, ...]:
    """Whose lines stand on a tag: in the layer of the step all, or a few where columns stand too close.

    At rest those pointed at or selected.
    """
    place = scene.layout.columns[column]
    wanted = [ref for ref in _looked_at(scene, column) if ref in place.neurons]
    if layer_tone(scene.phase, scene.active, column - 1, len(scene.spec.network.layers)) is not Tone.ACTIVE:
        return tuple(wanted)
    if tags_fit(scene, column):
        return place.neurons
    ranked = sorted(place.neurons, key=lambda neuron: -_size(scene, column, neuron))
    return tuple(dict.fromkeys([*wanted, place.neurons[0], *ranked]))[:_FEW]


def tags_fit(scene: NetworkScene, column: int) -> bool:
    """Whether a tag of a short number fits between this column and the next."""
    return _gap(scene, column) >= 4.6 * SMALL_PX


def _gap(scene: NetworkScene, column: int) -> float:
    """The room between the nodes of this column and those of the next."""
    place, following = scene.layout.columns[column], scene.layout.columns[column + 1 : column + 2]
    if not following:
        return scene.layout.pitch - place.size
    return following[0].x - following[0].size / 2 - place.x - place.size / 2


def _looked_at(scene: NetworkScene, column: int) -> Iterator[int]:
    if isinstance(scene.pointed, NeuronRef) and scene.pointed.layer == column - 1:
        yield scene.pointed.neuron
    if scene.view.selected is not None and scene.view.selected[0] == column - 1:
        yield scene.view.selected[1]


def _size(scene: NetworkScene, column: int, neuron: int) -> float:
    value = scene.known(column - 1, "delta", neuron)
    return abs(value) if value is not None else abs(scene.known(column - 1, "activation", neuron) or 0.0)


def _tag(scene: NetworkScene, column: int, neuron: int, advance: Advance) -> tuple[Word, ...]:
    """One line on a plate: right of the node, over the edges; below it where columns stand too close."""
    place, node = scene.layout.columns[column], scene.layout.node(column, neuron)
    pitch = scene.layout.pitch
    line, height = lines_of(scene, column, neuron)[0], place.px + 3.0
    fit = tags_fit(scene, column)
    text, width = _fitting(line, _gap(scene, column) - 8.0 if fit else pitch + 8.0, place.px, advance)
    box = Rect(node.right + 4.0, node.centre[1] - height / 2, width, height)
    if not fit:
        box = centred(node.centre[0], node.bottom - 1.0, width, height)
    return (Word(text, line.role, box, place.px, True, line.number),)


def _stack(lines: tuple[Line, ...], row: Rect, px: int, side: float, advance: Advance) -> Iterator[Word]:
    """Lines one under the other; side 0 left, 0.5 centred, 1 right in the row."""
    for index, line in enumerate(lines):
        size = _name_px(line, row.width, px, advance) if line.name else px
        text, width = _fitting(line, row.width, size, advance)
        left = row.left + side * (row.width - width)
        box = Rect(left, row.top + index * row.height, width, row.height)
        yield Word(text, line.role, box, size, number=line.number)


def _inline(lines: tuple[Line, ...], row: Rect, px: int, advance: Advance) -> Iterator[Word]:
    """Two lines in one row, from its middle to both sides; moved where one of them needs more than half."""
    room = row.width - _BETWEEN
    first, wide = _fitting(lines[0], room / 2, px, advance)
    second, other = _fitting(lines[1], room - wide, px, advance)
    first, wide = _fitting(lines[0], room - other, px, advance)
    middle = row.centre[0]
    left = min(max(middle - _BETWEEN / 2 - wide, row.left), row.right - wide - _BETWEEN - other)
    for text, line, x, width in ((first, lines[0], left, wide), (second, lines[1], left + wide + _BETWEEN, other)):
        yield Word(text, line.role, Rect(x, row.top, width, row.height), px, number=line.number)


def _name_px(line: Line, room: float, px: int, advance: Advance) -> int:
    """The largest type in which a whole name fits; none below _SMALLEST_NAME, where it is cut instead."""
    sizes = (size for size in range(px, _SMALLEST_NAME - 1, -1) if advance(size, True, line.text) <= room)
    return next(sizes, px)


def _fitting(line: Line, room: float, px: int, advance: Advance) -> tuple[str, float]:
    """The longest of a line's texts that fits, and its width; a name is cut if it must be."""
    strong = line.role == "strong"
    for text in line.texts:
        width = advance(px, strong, text)
        if width <= room:
            return text, width
    if not line.name:
        return text, width
    while text and advance(px, strong, text + _ELLIPSIS) > room:
        text = text[:-1]
    cut = text.rstrip() + _ELLIPSIS
    return cut, advance(px, strong, cut)
