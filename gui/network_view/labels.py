"""The words and numbers beside each neuron and the badge of the loss, without any drawing."""

from dataclasses import dataclass, replace
from typing import Literal

from engine.catalog import activations, losses
from engine.spec import ExperimentSpec
from engine.spec.layer_words import layer_name
from engine.trace import Address, Kind, Phase
from gui.network_view.figures import ever_shorter, exact, short
from gui.network_view.rows import Text
from gui.network_view.scene import NetworkScene

Role = Literal["text", "strong", "muted", "accent", "gradient", "warning"]

UNKNOWN = "–"
"""Stands where the pass has not come yet."""


@dataclass(frozen=True)
class Line:
    """One line of text and what it is; `shorter`: what it may become where room is scarce, the shortest last.

    A number is never cut: names alone may end in an ellipsis. number: which number it tells, as an Address
    whose update and example are those shown.
    """

    text: str
    role: Role = "text"
    shorter: tuple[str, ...] = ()
    name: bool = False
    number: Address | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.text, *self.shorter)


def lines_of(scene: NetworkScene, column: int, neuron: int) -> tuple[Line, ...]:
    """What stands at a neuron, as many lines as its column has room for."""
    room = max(scene.layout.columns[column].lines, 1)
    if column == 0:
        return _input_lines(scene, neuron, room)[:room]
    if column == len(scene.spec.network.layers):
        return _output_lines(scene, column - 1, neuron, room)
    value, error = _value_line(scene, column - 1, neuron, "a"), _error_line(scene, column - 1, neuron)
    if room == 1 or (error and scene.layout.columns[column].text is Text.INLINE):
        return (error or value,)
    second = error or _bias_line(scene, column - 1, neuron)
    return (value, second) if second else (value,)


def output_name(scene: NetworkScene, neuron: int) -> str:
    """What an output stands for: a class, or a target column; the second class for a single unit."""
    info, units = scene.info, scene.spec.network.layers[-1].units
    names = info.classes or info.outputs
    if len(info.classes) != units and info.classes:
        names = info.classes[-1:]
    return names[neuron] if neuron < len(names) else f"output {neuron + 1}"


def target_of(scene: NetworkScene, neuron: int) -> float | None:
    """The target of an output for the shown example, if it has one; class numbers are read as one-hot."""
    example = scene.snapshot.example if scene.snapshot else None
    if example is None or not len(example.target):
        return None
    if len(example.target) == scene.spec.network.layers[-1].units and example.target.dtype.kind == "f":
        return float(example.target[neuron])
    return 1.0 if int(example.target[0]) == neuron else 0.0


def target_text(scene: NetworkScene, target: float) -> str:
    """The exact target of an output; of the perceptron rule with its sign, which is all there is to it."""
    signed = losses[scene.spec.training.loss.name].targets == "signs"
    text = exact(target, scene.style)
    return f"+{text}" if signed and target > 0 else text


def input_value(scene: NetworkScene, neuron: int) -> float | None:
    """An input of the shown example in the data's own units, before it is scaled."""
    example = scene.snapshot.example if scene.snapshot else None
    if example is None:
        return None
    made = example.raw if example.made is None else example.made
    return float(made[neuron])


def input_number(scene: NetworkScene, neuron: int) -> Address:
    """Where that number comes from: a cell of the data, or what is made of some."""
    return Address(Kind.RAW if scene.info.is_plain else Kind.MADE, unit=neuron)


def loss_badge(scene: NetworkScene) -> tuple[tuple[str, Address], ...]:
    """What stands at the output while the loss is computed, as far as it has been: texts and their numbers."""
    snapshot = scene.snapshot
    if snapshot is None or snapshot.phase is not Phase.LOSS:
        return ()
    own = snapshot.example.loss if snapshot.example else None
    found = (
        ("loss", own, Address(Kind.EXAMPLE_LOSS)),
        ("batch loss", snapshot.batch_loss, Address(Kind.BATCH_LOSS)),
    )
    told = ((word, value, number) for word, value, number in found if value is not None)
    return tuple((f"{word} {short(value, scene.style)}", number) for word, value, number in told)


def column_name(spec: ExperimentSpec, column: int) -> str:
    """What a column is called: "Input" for the first, then the layers' names."""
    return layer_name(spec.network.layers, column - 1) if column else "Input"


def title_lines(scene: NetworkScene, column: int) -> tuple[str, str]:
    """The two lines over a column of a picture in a file."""
    if column == 0:
        return column_name(scene.spec, column), str(len(scene.info.inputs))
    layer = scene.spec.network.layers[column - 1]
    return column_name(scene.spec, column), f"{layer.units} · {activations[layer.activation].label}"


def _input_lines(scene: NetworkScene, neuron: int, room: int) -> tuple[Line, ...]:
    value = input_value(scene, neuron)
    name = scene.info.short_inputs[neuron]
    first, _, rest = name.partition(" ")
    letters = (scene.layout.side_width - 14.0) / (0.6 * scene.layout.text_px)
    split = room > 2 and rest and len(name) > letters
    words = (first, rest) if split else (name,)
    number = Line(UNKNOWN, "muted")
    if value is not None:
        number = _number_line(scene, "", value, "text", input_number(scene, neuron))
    if room == 1:
        return (number,)
    return (*(Line(word, "strong", name=True) for word in words), number)


def _output_lines(scene: NetworkScene, layer: int, neuron: int, room: int) -> tuple[Line, ...]:
    value, error = _value_line(scene, layer, neuron, "ŷ"), _error_line(scene, layer, neuron)
    if room == 1:
        return (error or value,)
    target = target_of(scene, neuron)
    goal = None if target is None else _target_line(scene, neuron, target)
    name = Line(output_name(scene, neuron), "strong", name=True)
    wanted = (name, value, error, goal, _bias_line(scene, layer, neuron))
    return tuple(line for line in wanted if line is not None)[:room]


def _target_line(scene: NetworkScene, neuron: int, target: float) -> Line:
    text, number = target_text(scene, target), Address(Kind.TARGET, unit=neuron)
    if text.startswith("+"):
        return Line(f"target {text}", "muted", number=number)
    return _number_line(scene, "target", target, "muted", number)


def _number_line(
    scene: NetworkScene, symbol: str, value: float, role: Role, number: Address, *, bare: bool = False
) -> Line:
    """A symbol and its number; `bare`: where room is scarce the number alone is enough."""
    numbers = ever_shorter(value, scene.word_style)
    texts = [f"{symbol} {number}".strip() for number in numbers]
    if bare:
        few = min(len(numbers) - 1, 2)
        texts[max(len(texts) - 1, 2) :] = numbers[-few:] if few else numbers
    return Line(texts[0], role, tuple(texts[1:]), number=number)


def _value_line(scene: NetworkScene, layer: int, neuron: int, symbol: str) -> Line:
    value = scene.known(layer, "activation", neuron)
    if value is None:
        return Line(f"{symbol} {UNKNOWN}", "muted")
    arriving = scene.phase is Phase.FORWARD and layer == scene.active
    role: Role = "accent" if arriving else "text"
    line = _number_line(scene, symbol, value, role, Address(Kind.ACTIVATION, layer=layer, unit=neuron))
    return _with_silence(line, "left out" if scene.left_out(layer, neuron) else scene.silence(layer, neuron))


def _with_silence(line: Line, silence: str) -> Line:
    """The line with the word that says that the neuron learns nothing; where there is no room, without."""
    if not silence:
        return line
    role: Role = "warning" if silence == "dead" else line.role
    return replace(line, text=f"{line.text} · {silence}", role=role, shorter=line.texts)


def _bias_line(scene: NetworkScene, layer: int, neuron: int) -> Line | None:
    """The bias, at rest and where the step is about it: less beside the numbers of a step."""
    numbers = scene.numbers(layer)
    here = scene.phase in (Phase.FORWARD, Phase.UPDATE) and layer == scene.active
    if not scene.spec.network.layers[layer].use_bias:
        return None
    if numbers is None or scene.view.bias_nodes or not (here or scene.phase is None):
        return None
    changed = scene.phase is Phase.UPDATE
    role: Role = "strong" if changed else "muted"
    return _number_line(scene, "b", float(numbers.bias[neuron]), role, Address(Kind.BIAS, layer=layer, unit=neuron))


def _error_line(scene: NetworkScene, layer: int, neuron: int) -> Line | None:
    value = scene.known(layer, "delta", neuron) if scene.phase is Phase.BACKWARD else None
    if value is None:
        return None
    return _number_line(scene, "δ", value, "gradient", Address(Kind.DELTA, layer=layer, unit=neuron), bare=True)
