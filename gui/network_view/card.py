"""The hover card: the exact numbers of a neuron or an edge, without any drawing."""

from dataclasses import dataclass, replace

from engine.catalog import activations
from engine.catalog.arrays import Array
from engine.spec.layer_words import layer_name, layer_place
from engine.spec.locks import lock_of
from engine.trace import BIAS, Address, Kind, LayerNumbers, Phase
from gui.network_view.figures import exact
from gui.network_view.labels import input_number, input_value, output_name, target_of, target_text
from gui.network_view.scene import EdgeRef, NetworkScene, NeuronRef
from gui.network_view.twins import twins_of

CHANGE = "drag ↕ or double-click to change, K to lock"
UNFOLD = "click to bring it into view"
CHANGE_BIAS = "drag b ↕ or double-click it to change"


@dataclass(frozen=True)
class Row:
    """A name and its value; `ink` names a colour of the theme; number: which number of the moment it is."""

    name: str
    value: str
    ink: str = "text"
    number: Address | None = None


@dataclass(frozen=True)
class Card:
    """A title and rows, ready to be drawn; `hint` says under them what can be done here."""

    title: str
    rows: tuple[Row, ...]
    hint: str = ""


def card_of(scene: NetworkScene) -> Card | None:
    """What is known of the neuron or edge pointed at; None if nothing is."""
    match scene.pointed:
        case NeuronRef(layer, neuron) if 0 <= layer + 1 < len(scene.layout.columns):
            place = scene.layout.columns[layer + 1]
            if neuron >= place.total or (place.weights is None and not scene.layout.shows(layer + 1, neuron)):
                return None
            card = _input_card(scene, neuron) if layer < 0 else _neuron_card(scene, layer, neuron)
            return card if scene.layout.shows(layer + 1, neuron) else replace(card, hint=UNFOLD)
        case EdgeRef(layer, source, target) if scene.layout.shows(layer + 1, target):
            return _edge_card(scene, layer, source, target)
    return None


def _input_card(scene: NetworkScene, neuron: int) -> Card:
    rows = []
    value = input_value(scene, neuron)
    if value is not None and scene.snapshot and scene.snapshot.example:
        seen = float(scene.snapshot.example.inputs[neuron])
        rows.append(Row("value", exact(value, scene.style), number=input_number(scene, neuron)))
        if exact(seen, scene.style) != exact(value, scene.style):
            rows.append(Row("standardised", exact(seen, scene.style), number=Address(Kind.INPUT, unit=neuron)))
    return Card(f"Input {neuron + 1} · {scene.info.inputs[neuron]}", tuple(rows), _flattened(scene, neuron))


def _flattened(scene: NetworkScene, neuron: int) -> str:
    """How the place of a pixel in the vector comes about: row after row."""
    if scene.info.image is None:
        return ""
    wide = scene.info.image[1]
    row, column = divmod(neuron, wide)
    return f"Flatten, row after row: {row} · {wide} + {column + 1} = {neuron + 1:,}"


def _neuron_card(scene: NetworkScene, layer: int, neuron: int) -> Card:
    last = layer == len(scene.spec.network.layers) - 1
    numbers = scene.numbers(layer)
    label = activations[scene.spec.network.layers[layer].activation].label
    title = layer_place(scene.spec.network.layers, layer).strip("“”")
    place = f"{title} · {'output' if last else 'neuron'} {neuron + 1}"
    rows = [Row("stands for", output_name(scene, neuron))] if last else []
    if numbers is not None:
        rows += _values(scene, layer, neuron, "ŷ" if last else "a")
        target = target_of(scene, neuron) if last else None
        if target is not None:
            rows.append(Row("target", target_text(scene, target), number=Address(Kind.TARGET, unit=neuron)))
        if silence := scene.silence(layer, neuron):
            rows.append(_silence_row(silence))
        if others := twins_of(scene, layer, neuron):
            named = ", ".join(str(other + 1) for other in others[:6])
            rows.append(Row("identical for ever to", named, "warning_text"))
        rows += _dropout_rows(scene, numbers, layer, neuron)
        rows += _bias_rows(scene, numbers, layer, neuron)
        rows += _errors(scene, layer, neuron)
    return Card(f"{place} · {label}", tuple(rows), CHANGE_BIAS if numbers is not None else "")


def _silence_row(silence: str) -> Row:
    if silence == "dead":
        return Row("over the whole data set", "dead", "warning_text")
    return Row("for this example", "inactive", "muted_text")


def _values(scene: NetworkScene, layer: int, neuron: int, symbol: str) -> list[Row]:
    found = (
        ("z", scene.known(layer, "z", neuron), Kind.SUM),
        (symbol, scene.known(layer, "activation", neuron), Kind.ACTIVATION),
    )
    return [
        Row(name, exact(value, scene.style), number=Address(kind, layer=layer, unit=neuron))
        for name, value, kind in found
        if value is not None
    ]


def _dropout_rows(scene: NetworkScene, numbers: LayerNumbers, layer: int, neuron: int) -> list[Row]:
    """What dropout makes of the activation in the update that is stepped through."""
    if numbers.dropout is None or scene.known(layer, "activation", neuron) is None:
        return []
    factor, place = float(numbers.dropout[neuron]), Address(Kind.DROPOUT, layer=layer, unit=neuron)
    if not factor:
        return [Row("dropout", "left out", "muted_text", place)]
    return [Row("dropout", f"times {exact(factor, scene.style)}", number=place)]


def _bias_rows(scene: NetworkScene, numbers: LayerNumbers, layer: int, neuron: int) -> list[Row]:
    if not scene.spec.network.layers[layer].use_bias:
        return []
    now, place = float(numbers.bias[neuron]), Address(Kind.BIAS, layer=layer, unit=neuron)
    if numbers.bias_before is None or scene.phase is not Phase.UPDATE:
        return [Row("bias b", exact(now, scene.style), _sign_ink(now), place)]
    return _before_after(scene, "bias b", float(numbers.bias_before[neuron]), now, place)


def _errors(scene: NetworkScene, layer: int, neuron: int) -> list[Row]:
    """The error of the neuron and what it asks of its bias, where the step has come to it."""
    numbers, delta = scene.numbers(layer), scene.known(layer, "delta", neuron)
    if numbers is None or delta is None or numbers.bias_gradient is None:
        return []
    own, asks = exact(delta, scene.style), exact(float(numbers.bias_gradient[neuron]), scene.style)
    slope = Address(Kind.GRADIENT, layer=layer, unit=neuron, source=BIAS)
    rows = [Row("δ of this example", own, "gradient", Address(Kind.DELTA, layer=layer, unit=neuron))]
    if scene.spec.network.layers[layer].use_bias:
        rows.append(Row("∂L/∂b of the batch", asks, "gradient", slope))
    return rows


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
    place = Address(Kind.WEIGHT, layer=layer, unit=target, source=source)
    place = Address(Kind.BIAS, layer=layer, unit=target) if is_bias else place
    rows = [Row(name, exact(now, scene.style), _sign_ink(now), place)]
    if changed:
        rows = _before_after(scene, name, before or 0.0, now, place)
    if gradient is not None and scene.known(layer, "delta", target) is not None:
        letter, slope = "b" if is_bias else "w", Address(Kind.GRADIENT, layer=layer, unit=target, source=source)
        rows.append(Row(f"∂L/∂{letter} of the batch", exact(gradient, scene.style), "gradient", slope))
    lock = lock_of(scene.spec.network.layers[layer], source, target)
    return Card(title, tuple(rows), f"keeps its value: {lock}" if lock else CHANGE)


def _entry(array: Array | None, source: int, target: int) -> float | None:
    if array is None:
        return None
    return float(array[target] if array.ndim == 1 else array[source, target])


def _before_after(scene: NetworkScene, name: str, before: float, now: float, place: Address) -> list[Row]:
    """The new number can be asked for; the old one is an operand of it."""
    return [
        Row(f"{name} before", exact(before, scene.style), _sign_ink(before)),
        Row(f"{name} after", exact(now, scene.style), _sign_ink(now), place),
    ]


def _end_name(scene: NetworkScene, layer: int, neuron: int) -> str:
    if neuron < 0:
        return "Bias"
    if layer < 0:
        return scene.info.inputs[neuron]
    if layer == len(scene.spec.network.layers) - 1:
        return f"Output {neuron + 1}"
    return f"{layer_name(scene.spec.network.layers, layer)} · neuron {neuron + 1}"


def _sign_ink(value: float) -> str:
    return "negative_text" if value < 0 else "positive_text"
