"""Where the numbers of the active edges stand: beside the neurons they lead to, each at the end of its own edge."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from gui.network_view.chips import Chips, chip_texts, numbered
from gui.network_view.edge_style import EdgeStyle, styled
from gui.network_view.geometry import Rect
from gui.network_view.layout import LEGEND
from gui.network_view.rows import SMALL_PX
from gui.network_view.scene import EdgeRef, NetworkScene, NeuronRef
from gui.network_view.texts import Advance, advance_in, words_at
from gui.theme.theme import Theme

_PADDING = 9.0
_LEADING, _LEAST_LEADING = 3.0, 2.0
_BETWEEN, _AWAY = 4.0, 8.0
_AMPLE, _LEAST_EDGES = 48.0, 20.0
"""The room between the chips and the other column that edges should have, and what they must have."""

_CROWDED_EDGES = 12.0
_OFF_WORDS = 4.0
_TOP, _FOOT = 4.0, 4.0


@lru_cache(maxsize=2)
def chips_of(scene: NetworkScene, theme: Theme) -> Chips:
    """The chips of a scene, computed once."""
    return placed_chips(scene, styled(scene), advance_in(theme))


def placed_chips(scene: NetworkScene, style: EdgeStyle, advance: Advance) -> Chips:
    """A chip for every active edge, in the longest numbers that fit; where they cannot all fit, for some.

    Then the neuron looked at (else the first) has all of its edges told, the others their strongest.
    """
    indices = numbered(scene, style)
    if not indices:
        return Chips()
    shelves = list(_shelves(scene, style, indices, advance))
    for shelf in shelves:
        if shelf.holds_all and shelf.left is not None:
            return shelf.chips(shelf.groups)
    if wide := [shelf for shelf in shelves if shelf.left is not None]:
        most = max(wide, key=lambda shelf: shelf.room)
        return most.chips(_chosen(scene, style, most))
    return _crowded(scene, style, shelves)


@dataclass(frozen=True)
class _Shelf:
    """One way to place chips: beside the nodes of one column, in groups of (centre, edges), `width` wide.

    left: where the boxes begin; None where no room is left for edges.
    """

    at_source: bool
    px: int
    groups: tuple[tuple[float, tuple[int, ...]], ...]
    texts: dict[int, str]
    width: float
    left: float | None
    bounds: tuple[float, float]
    of: int
    edges: float = _LEAST_EDGES

    @property
    def _height(self) -> float:
        return self.bounds[1] - self.bounds[0] - _BETWEEN * (len(self.groups) - 1)

    @property
    def row(self) -> float:
        """The height of a row, a little less where that lets all find room."""
        wanted = sum(len(edges) for _, edges in self.groups)
        return min(max(self._height / wanted, self.px + _LEAST_LEADING), self.px + _LEADING)

    @property
    def room(self) -> int:
        """How many rows there are."""
        return max(int(self._height / self.row + 1e-9), 1)

    @property
    def holds_all(self) -> bool:
        return sum(len(edges) for _, edges in self.groups) <= self.room

    def chips(self, groups: Iterable[tuple[float, tuple[int, ...]]], left: float | None = None) -> Chips:
        """The boxes of these groups, each about its centre, none on another."""
        x = left if left is not None else self.left or 0.0
        boxes = {}
        for top, edges in _spread([group for group in groups if group[1]], self.row, self.bounds):
            for row, index in enumerate(edges):
                boxes[index] = Rect(x, top + row * self.row, self.width, self.row - 1.0)
        return Chips(self.px, boxes, {index: self.texts[index] for index in boxes}, self.of, self.at_source)


def _shelves(scene: NetworkScene, style: EdgeStyle, indices: list[int], advance: Advance) -> Iterator[_Shelf]:
    """All ways, best first: large type before small, many digits before few, at the end of edges or their start."""
    texts = {index: chip_texts(scene, style, index) for index in indices}
    if not all(told[0] for told in texts.values()):  # all edges tell the same kind of thing
        texts = {index: told[1:] for index, told in texts.items()}
    most = max(len(told) for told in texts.values())
    pointed, active = scene.pointed, scene.active
    source_first = isinstance(pointed, NeuronRef) and pointed.layer == active - 1
    for level, px, room in _wishes(max(scene.layout.text_px - 1, SMALL_PX), most):
        told = {index: options[min(level, len(options) - 1)] for index, options in texts.items()}
        width = max(advance(px, False, text) for text in told.values()) + _PADDING
        for at_source in (source_first, not source_first):
            groups = _groups(scene, indices, at_source)
            bounds = (_TOP, scene.layout.height - LEGEND - _FOOT)
            shelf = _Shelf(at_source, px, groups, told, width, None, bounds, len(indices), room)
            yield replace(shelf, left=_left(scene, shelf, advance))


def _wishes(px: int, levels: int) -> list[tuple[int, int, float]]:
    """(how short, pixels of type, room for edges), best first; the last digits go only for want of any room."""
    ample = [(0, px, _AMPLE), (0, SMALL_PX, _AMPLE)] + [(level, SMALL_PX, _AMPLE) for level in range(1, levels - 1)]
    return ample + [(level, SMALL_PX, _LEAST_EDGES) for level in range(levels)]


def _groups(scene: NetworkScene, indices: list[int], at_source: bool) -> tuple[tuple[float, tuple[int, ...]], ...]:
    """(centre, edges) per neuron of one column from the top, its edges in the order of their other ends."""
    edges, layout, layer = scene.edges, scene.layout, scene.active

    def heights(index: int) -> tuple[float, float]:
        start = layout.port(layer, int(edges.source[index]))[1]
        end = layout.node(layer + 1, int(edges.target[index])).centre[1]
        return (start, end) if at_source else (end, start)

    ordered = sorted(indices, key=heights)
    return tuple((y, tuple(group)) for y, group in groupby(ordered, key=lambda index: heights(index)[0]))


def _left(scene: NetworkScene, shelf: _Shelf, advance: Advance) -> float | None:
    """Where the boxes begin so that they are off all nodes and texts and leave room for edges; None if nowhere."""
    below, above = scene.active, scene.active + 1
    boxes = list(shelf.chips(shelf.groups, 0.0).boxes.values())

    def words(column: int) -> Iterator[Rect]:
        for neuron in scene.layout.columns[column].neurons:
            for word in words_at(scene, column, neuron, advance):
                if any(word.box.top < box.bottom and word.box.bottom > box.top for box in boxes):
                    yield word.box

    before, after = (_AWAY, shelf.edges) if shelf.at_source else (shelf.edges, _AWAY)
    begin = scene.layout.columns[below].out + before
    end = scene.layout.node(above, scene.layout.columns[above].neurons[0]).left - after
    begin = max([begin, *(box.right + _OFF_WORDS for box in words(below))])
    end = min([end, *(box.left - _OFF_WORDS for box in words(above))])
    if end - shelf.width < begin:
        return None
    return begin if shelf.at_source else end - shelf.width


def _spread(
    groups: list[tuple[float, tuple[int, ...]]], row: float, bounds: tuple[float, float]
) -> list[tuple[float, tuple[int, ...]]]:
    """(top, edges) of each group, as near to its centre as its neighbours and the bounds allow."""
    tops: list[float] = []
    for centre, edges in groups:
        least = tops[-1] + len(groups[len(tops) - 1][1]) * row + _BETWEEN if tops else bounds[0]
        tops.append(max(centre - len(edges) * row / 2, least))
    most = bounds[1]
    for place in reversed(range(len(tops))):
        tops[place] = min(tops[place], most - len(groups[place][1]) * row)
        most = tops[place] - _BETWEEN
    return [(top, edges) for top, (_, edges) in zip(tops, groups, strict=True)]


def _chosen(scene: NetworkScene, style: EdgeStyle, shelf: _Shelf) -> list[tuple[float, tuple[int, ...]]]:
    """All edges of the neuron looked at, and of the others the strongest, as many as there are rows."""
    focus = _focus(scene, shelf)
    own = _strongest(scene, style, shelf.groups[focus][1], shelf.room)
    others = tuple(i for place, (_, edges) in enumerate(shelf.groups) for i in edges if place != focus)
    kept = {*own, *_strongest(scene, style, others, shelf.room - len(own))}
    return [(centre, tuple(index for index in edges if index in kept)) for centre, edges in shelf.groups]


def _focus(scene: NetworkScene, shelf: _Shelf) -> int:
    """Which group belongs to what is pointed at or selected, else the first."""
    layer = scene.active if not shelf.at_source else scene.active - 1
    ends = scene.edges.source if shelf.at_source else scene.edges.target
    wanted = []
    match scene.pointed:
        case NeuronRef(of, neuron) if of == layer:
            wanted.append(neuron)
        case EdgeRef(of, source, target) if of == scene.active:
            wanted.append(source if shelf.at_source else target)
    if scene.view.selected is not None and scene.view.selected[0] == layer:
        wanted.append(scene.view.selected[1])
    for neuron in wanted:
        for place, (_, edges) in enumerate(shelf.groups):
            if int(ends[edges[0]]) == neuron:
                return place
    return 0


def _strongest(scene: NetworkScene, style: EdgeStyle, edges: tuple[int, ...], most: int) -> tuple[int, ...]:
    """So many edges with the strongest flow, the one pointed at before all, in the order they came."""
    ranked = sorted(edges, key=lambda index: (not _pointed(scene, index), -float(style.flow[index])))
    kept = set(ranked[:most])
    return tuple(index for index in edges if index in kept)


def _pointed(scene: NetworkScene, index: int) -> bool:
    edges = scene.edges
    here = EdgeRef(int(edges.layer[index]), int(edges.source[index]), int(edges.target[index]))
    return scene.pointed == here


def _crowded(scene: NetworkScene, style: EdgeStyle, shelves: list[_Shelf]) -> Chips:
    """Where columns stand too close: the edges of one neuron, each told where it begins, over what is there."""
    below, above = scene.layout.columns[scene.active], scene.layout.columns[scene.active + 1]
    begin, end = below.x + below.size / 2 + _OFF_WORDS, above.x - above.size / 2 - _AWAY - _CROWDED_EDGES
    widest = max(end - begin, 0.0)
    shelf = next((shelf for shelf in shelves if shelf.width <= widest), shelves[-1])
    groups = _groups(scene, [index for _, edges in shelf.groups for index in edges], at_source=False)
    focus = _focus(scene, replace(shelf, at_source=False, groups=groups))
    edges = _strongest(scene, style, groups[focus][1], shelf.room)
    starts = _groups(scene, list(edges), at_source=True)
    chips = replace(shelf, at_source=True, groups=starts).chips(starts, min(begin, end - shelf.width))
    return replace(chips, only=int(scene.edges.target[edges[0]]))
