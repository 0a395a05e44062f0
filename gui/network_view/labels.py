"""The words and numbers beside each neuron, the badge of the loss and the legend, without any drawing."""

from dataclasses import dataclass
from typing import Literal

from engine.catalog import activations
from engine.trace import Phase
from gui.network_view.figures import fine, short
from gui.network_view.scene import NetworkScene

Role = Literal["text", "strong", "muted", "accent", "gradient"]

UNKNOWN = "·"
"""Stands where the pass has not come yet."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text and what it is."""

    text: str
    role: Role = "text"


@dataclass(frozen=True, slots=True)
class LegendItem:
    """A colour by its name in the theme, or "" for plain words."""

    color: str
    text: str


def lines_of(scene: NetworkScene, column: int, neuron: int) -> tuple[Line, ...]:
    """What stands at a neuron, as many lines as its column has room for."""
    room = scene.layout.columns[column].lines
    if room == 0:
        return ()
    if column == 0:
        return _input_lines(scene, neuron, room)[:room]
    if column == len(scene.spec.network.layers):
        return _output_lines(scene, column - 1, neuron, room)
    value = _activation_line(scene, column - 1, neuron, "a")
    second = _error_line(scene, column - 1, neuron) or _bias_line(scene, column - 1, neuron)
    if room == 1:
        return (_error_line(scene, column - 1, neuron) or value,)
    return (value, second) if second else (value,)


def output_name(scene: NetworkScene, neuron: int) -> str:
    """What an output stands for: a class, or a target column; the second class for a single unit."""
    info, units = scene.info, scene.spec.network.layers[-1].units
    names = info.classes or info.outputs
    if len(info.classes) != units and info.classes:
        names = info.classes[-1:]
    return names[neuron] if neuron < len(names) else f"output {neuron + 1}"


def target_of(scene: NetworkScene, neuron: int) -> float | None:
    """The target of an output for the shown example; class numbers are read as one-hot."""
    example = scene.snapshot.example if scene.snapshot else None
    if example is None:
        return None
    if len(example.target) == scene.spec.network.layers[-1].units and example.target.dtype.kind == "f":
        return float(example.target[neuron])
    return 1.0 if int(example.target[0]) == neuron else 0.0


def input_value(scene: NetworkScene, neuron: int) -> float | None:
    """An input of the shown example in the data's own units."""
    example = scene.snapshot.example if scene.snapshot else None
    return None if example is None else float(example.raw[neuron])


def loss_badge(scene: NetworkScene) -> str:
    """The sentence at the output while the loss is computed, else ""."""
    snapshot = scene.snapshot
    if snapshot is None or snapshot.phase is not Phase.LOSS or snapshot.batch_loss is None:
        return ""
    own = snapshot.example.loss if snapshot.example else None
    batch = f"batch loss {fine(snapshot.batch_loss)}"
    return batch if own is None else f"loss {fine(own)} · {batch}"


def legend(scene: NetworkScene) -> tuple[LegendItem, ...]:
    """What colour and width mean now, and how many edges are drawn if not all."""
    items = [LegendItem("positive", "positive"), LegendItem("negative", "negative")]
    match scene.phase:
        case Phase.FORWARD:
            items.append(LegendItem("accent", "flowing forward"))
        case Phase.LOSS:
            items.append(LegendItem("accent", "compared with the target"))
        case Phase.BACKWARD:
            items += [LegendItem("gradient", "error flowing back, width |∂L/∂w|")]
        case Phase.UPDATE:
            items.append(LegendItem("accent", "weights just changed"))
    if scene.phase is not Phase.BACKWARD:
        items.append(LegendItem("", "width |w|"))
    if scene.snapshot is not None and len(scene.edges) < scene.edges.total:
        items.append(LegendItem("", f"{len(scene.edges):,} of {scene.edges.total:,} edges"))
    return tuple(items)


def title_lines(scene: NetworkScene, column: int) -> tuple[str, str]:
    """The two lines over a column of a picture in a file."""
    layers = scene.spec.network.layers
    if column == 0:
        return "Input", str(len(scene.info.inputs))
    layer = layers[column - 1]
    name = "Output" if column == len(layers) else f"Layer {column}"
    return name, f"{layer.units} · {activations[layer.activation].label}"


def _input_lines(scene: NetworkScene, neuron: int, room: int) -> tuple[Line, ...]:
    value = input_value(scene, neuron)
    name = scene.info.short_inputs[neuron]
    first, _, rest = name.partition(" ")
    letters = (scene.layout.side_width - 14.0) / (0.6 * scene.layout.text_px)
    split = room > 2 and rest and len(name) > letters
    names = [Line(first, "strong"), Line(rest, "strong")] if split else [Line(name, "strong")]
    return (*names, Line(UNKNOWN if value is None else short(value)))


def _output_lines(scene: NetworkScene, layer: int, neuron: int, room: int) -> tuple[Line, ...]:
    value, error = _activation_line(scene, layer, neuron, "ŷ"), _error_line(scene, layer, neuron)
    if room == 1:
        return (error or value,)
    name, target, bias = Line(output_name(scene, neuron), "strong"), target_of(scene, neuron), None
    goal = None if target is None else Line(f"target {short(target) if target % 1 else int(target)}", "muted")
    bias = _bias_line(scene, layer, neuron)
    wanted = (name, value, *((error,) if error else ()), goal, bias)
    return tuple(line for line in wanted if line is not None)[:room]


def _activation_line(scene: NetworkScene, layer: int, neuron: int, symbol: str) -> Line:
    numbers = scene.numbers(layer)
    if numbers is None or numbers.activation is None:
        return Line(UNKNOWN, "muted")
    arriving = scene.phase is Phase.FORWARD and layer == scene.active
    return Line(f"{symbol} {short(float(numbers.activation[neuron]))}", "accent" if arriving else "text")


def _bias_line(scene: NetworkScene, layer: int, neuron: int) -> Line | None:
    numbers = scene.numbers(layer)
    if numbers is None or scene.view.bias_nodes:
        return None
    changed = scene.phase is Phase.UPDATE and layer == scene.active
    return Line(f"b {short(float(numbers.bias[neuron]))}", "accent" if changed else "muted")


def _error_line(scene: NetworkScene, layer: int, neuron: int) -> Line | None:
    numbers = scene.numbers(layer)
    if scene.phase is not Phase.BACKWARD or numbers is None or numbers.delta is None:
        return None
    return Line(f"δ {fine(float(numbers.delta[neuron]))}", "gradient")
