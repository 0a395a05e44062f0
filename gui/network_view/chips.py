"""The numbers of the active edges: which edges have one, what it says, and the boxes it stands in."""

from dataclasses import dataclass, field

from engine.trace import Phase
from gui.network_view.edge_style import EdgeStyle
from gui.network_view.figures import ever_shorter
from gui.network_view.geometry import Curve, Rect
from gui.network_view.layout import BIAS, NetworkLayout
from gui.network_view.rows import SMALL_PX
from gui.network_view.scene import EdgeRef, EdgeSet, NetworkScene


@dataclass(frozen=True, eq=False)
class Chips:
    """A box and a text per edge that has one, by its place in the scene's edges; `of` how many have a number.

    px: the size of the texts. at_source: the boxes stand where edges begin, not where they end. only: the
    neuron of the active layer to which all told edges lead, if the others have none.
    """

    px: int = SMALL_PX
    boxes: dict[int, Rect] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    of: int = 0
    at_source: bool = False
    only: int | None = None

    def curve(self, layout: NetworkLayout, edges: EdgeSet, index: int) -> Curve:
        """The edge as it is drawn: it begins or ends at its box."""
        plain = layout.curve(int(edges.layer[index]), int(edges.source[index]), int(edges.target[index]))
        box = self.boxes.get(index)
        if box is None:
            return plain
        middle = box.centre[1]
        return Curve((box.right, middle), plain.end) if self.at_source else Curve(plain.start, (box.left, middle))

    @property
    def some(self) -> bool:
        """Whether only some of the edges have their number."""
        return len(self.boxes) < self.of

    def lead(self, scene: NetworkScene, index: int) -> tuple[tuple[float, float], tuple[float, float]]:
        """The short line between a box and its neuron."""
        edges, box = scene.edges, self.boxes[index]
        layer = int(edges.layer[index])
        if self.at_source:
            source = int(edges.source[index])
            x, y = scene.layout.port(layer, source)
            node, near = scene.layout.node(layer, source), box.left
            if scene.layout.columns[layer].image is not None and source != BIAS:
                return (near, box.centre[1]), (x, y)
        else:
            node, near = scene.layout.node(layer + 1, int(edges.target[index])), box.right
            x = node.left
        inset = min(4.0, node.height / 4)
        return (near, box.centre[1]), (x, min(max(box.centre[1], node.top + inset), node.bottom - inset))


def numbered(scene: NetworkScene, style: EdgeStyle) -> list[int]:
    """The edges of the step under way that have a number to tell."""
    numbers = scene.numbers(scene.active)
    if numbers is None or scene.phase not in (Phase.BACKWARD, Phase.UPDATE):
        return []
    known = scene.reached
    if scene.phase is Phase.BACKWARD and numbers.errors_known is not None:
        known = numbers.errors_known
    told = [index for index in style.active.tolist() if scene.edges.target[index] < known]
    if scene.layout.columns[scene.active].image is None:
        return told
    return [index for index in told if _is_pointed_at(scene, index)]  # pixels have far more edges than there is room


def _is_pointed_at(scene: NetworkScene, index: int) -> bool:
    """Whether the cursor is on this edge."""
    edges = scene.edges
    return scene.pointed == EdgeRef(int(edges.layer[index]), int(edges.source[index]), int(edges.target[index]))


def chip_texts(scene: NetworkScene, style: EdgeStyle, index: int) -> tuple[str, ...]:
    """What may stand on an edge, the longest first: its gradient; or its weight before and after, or the change.

    The first text of an update is empty where the chosen digits show no difference.
    """
    now = float(style.value[index])
    if scene.phase is Phase.BACKWARD:
        return ever_shorter(now, scene.style)
    change = weight_change(scene, style, index)
    before, after = ever_shorter(now - change, scene.style)[0], ever_shorter(now, scene.style)[0]
    changes = tuple(f"+{text}" if change > 0 else text for text in ever_shorter(change, scene.style))
    return (f"{before} → {after}" if before != after else "", *changes)


def weight_change(scene: NetworkScene, style: EdgeStyle, index: int) -> float:
    """By how much the update changed the weight of an active edge."""
    numbers, source = scene.numbers(scene.active), int(scene.edges.source[index])
    if numbers is None or numbers.kernel_before is None or numbers.bias_before is None:
        return 0.0
    target = int(scene.edges.target[index])
    before = numbers.bias_before[target] if source == BIAS else numbers.kernel_before[source, target]
    return float(style.value[index] - before)
