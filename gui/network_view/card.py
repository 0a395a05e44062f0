"""The hover card: the exact numbers of a neuron or an edge, as text and as a picture."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from engine.catalog import activations
from engine.catalog.arrays import Array
from engine.trace import LayerNumbers, Phase
from gui.network_view.figures import exact
from gui.network_view.geometry import Rect
from gui.network_view.labels import input_value, output_name, target_of, target_text
from gui.network_view.scene import EdgeRef, NetworkScene, NeuronRef
from gui.theme.fonts import number_font, ui_font
from gui.theme.theme import Theme

_PADDING, _GUTTER, _SPACE = 12.0, 22.0, 6.0


@dataclass(frozen=True, slots=True)
class Row:
    """A name and its value; `ink` names a colour of the theme."""

    name: str
    value: str
    ink: str = "text"


@dataclass(frozen=True, slots=True)
class Card:
    """A title and rows, ready to be drawn."""

    title: str
    rows: tuple[Row, ...]


def card_of(scene: NetworkScene) -> Card | None:
    """What is known of the neuron or edge pointed at; None if nothing is."""
    match scene.pointed:
        case NeuronRef(layer, neuron) if scene.layout.shows(layer + 1, neuron):
            return _input_card(scene, neuron) if layer < 0 else _neuron_card(scene, layer, neuron)
        case EdgeRef(layer, source, target) if scene.layout.shows(layer + 1, target):
            return _edge_card(scene, layer, source, target)
    return None


def _input_card(scene: NetworkScene, neuron: int) -> Card:
    rows = []
    value = input_value(scene, neuron)
    if value is not None and scene.snapshot and scene.snapshot.example:
        seen = float(scene.snapshot.example.inputs[neuron])
        rows.append(Row("value", exact(value)))
        if exact(seen) != exact(value):
            rows.append(Row("standardised", exact(seen)))
    return Card(f"Input {neuron + 1} · {scene.info.inputs[neuron]}", tuple(rows))


def _neuron_card(scene: NetworkScene, layer: int, neuron: int) -> Card:
    last = layer == len(scene.spec.network.layers) - 1
    numbers = scene.numbers(layer)
    label = activations[scene.spec.network.layers[layer].activation].label
    place = f"Layer {layer + 1} · output {neuron + 1}" if last else f"Layer {layer + 1} · neuron {neuron + 1}"
    rows = [Row("stands for", output_name(scene, neuron))] if last else []
    if numbers is not None:
        rows += _values(numbers, neuron, "ŷ" if last else "a")
        target = target_of(scene, neuron) if last else None
        if target is not None:
            rows.append(Row("target", target_text(scene, target)))
        rows += _bias_rows(scene, numbers, layer, neuron)
        rows += _errors(numbers, neuron)
    return Card(f"{place} · {label}", tuple(rows))


def _values(numbers: LayerNumbers, neuron: int, symbol: str) -> list[Row]:
    pairs = (("z", numbers.z), (symbol, numbers.activation))
    return [Row(name, exact(float(array[neuron]))) for name, array in pairs if array is not None]


def _bias_rows(scene: NetworkScene, numbers: LayerNumbers, layer: int, neuron: int) -> list[Row]:
    now = float(numbers.bias[neuron])
    if numbers.bias_before is None or scene.phase is not Phase.UPDATE:
        return [Row("bias b", exact(now), _sign_ink(now))]
    return _before_after("bias b", float(numbers.bias_before[neuron]), now)


def _errors(numbers: LayerNumbers, neuron: int) -> list[Row]:
    pairs = (("δ of this example", numbers.delta), ("∂L/∂b of the batch", numbers.bias_gradient))
    return [Row(name, exact(float(array[neuron])), "gradient") for name, array in pairs if array is not None]


def _edge_card(scene: NetworkScene, layer: int, source: int, target: int) -> Card:
    numbers = scene.numbers(layer)
    title = f"{_end_name(scene, layer - 1, source)} → {_end_name(scene, layer, target)}"
    if numbers is None:
        return Card(title, ())
    is_bias = source < 0
    now = _entry(numbers.bias if is_bias else numbers.kernel, source, target)
    before = _entry(numbers.bias_before if is_bias else numbers.kernel_before, source, target)
    gradient = _entry(numbers.bias_gradient if is_bias else numbers.kernel_gradient, source, target)
    name = "bias b" if is_bias else "weight w"
    assert now is not None
    changed = before is not None and scene.phase is Phase.UPDATE
    rows = _before_after(name, before or 0.0, now) if changed else [Row(name, exact(now), _sign_ink(now))]
    if gradient is not None:
        rows.append(Row("∂L/∂b of the batch" if is_bias else "∂L/∂w of the batch", exact(gradient), "gradient"))
    return Card(title, tuple(rows))


def _entry(array: Array | None, source: int, target: int) -> float | None:
    if array is None:
        return None
    return float(array[target] if array.ndim == 1 else array[source, target])


def _before_after(name: str, before: float, now: float) -> list[Row]:
    return [Row(f"{name} before", exact(before), _sign_ink(before)), Row(f"{name} after", exact(now), _sign_ink(now))]


def _end_name(scene: NetworkScene, layer: int, neuron: int) -> str:
    if neuron < 0:
        return "Bias"
    if layer < 0:
        return scene.info.inputs[neuron]
    if layer == len(scene.spec.network.layers) - 1:
        return f"Output {neuron + 1}"
    return f"Layer {layer + 1} · neuron {neuron + 1}"


def _sign_ink(value: float) -> str:
    return "negative_text" if value < 0 else "positive_text"


def card_size(card: Card, theme: Theme) -> tuple[float, float]:
    """Width and height of the card as `paint_card` draws it."""
    title = QFontMetricsF(ui_font(theme, None, QFont.Weight.DemiBold))
    numbers = QFontMetricsF(number_font(theme))
    widths = [numbers.horizontalAdvance(row.name) + numbers.horizontalAdvance(row.value) for row in card.rows]
    width = max([title.horizontalAdvance(card.title), *(wide + _GUTTER for wide in widths)])
    height = title.height() + sum(numbers.height() + _SPACE - 2.0 for _ in card.rows)
    return width + 2 * _PADDING, height + 2 * _PADDING - 2.0 + (_SPACE if card.rows else 0.0)


def paint_card(painter: QPainter, card: Card, place: Rect, theme: Theme) -> None:
    """Draw the card at its place."""
    box = QRectF(place.left, place.top, place.width, place.height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.shadow))
    painter.drawRoundedRect(box.translated(0, 2), theme.radius + 2, theme.radius + 2)
    painter.setPen(QPen(QColor(theme.control_border), 1.0))
    painter.setBrush(QColor(theme.raised))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.radius + 2, theme.radius + 2)
    inner = box.adjusted(_PADDING, _PADDING - 1.0, -_PADDING, -_PADDING + 1.0)
    font = ui_font(theme, None, QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(theme.text))
    painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, card.title)
    top = inner.top() + QFontMetricsF(font).height() + _SPACE
    painter.setFont(number_font(theme))
    height = QFontMetricsF(number_font(theme)).height() + _SPACE - 2.0
    for row in card.rows:
        line = QRectF(inner.left(), top, inner.width(), height)
        painter.setPen(QColor(theme.muted_text))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, row.name)
        painter.setPen(QColor(getattr(theme, row.ink)))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.value)
        top += height
