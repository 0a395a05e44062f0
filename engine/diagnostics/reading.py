"""What an output means, in words: a class with its probability, a class and no more, or values."""

from engine.catalog.arrays import Array
from engine.data import DataSet
from engine.diagnostics.decision_line import tidy_number
from engine.diagnostics.held import held_row
from engine.diagnostics.surface import SurfaceRequest
from engine.spec import DataInfo

NO_PROBABILITY = "a class, not a probability"


def plotted_row(data: DataSet, request: SurfaceRequest, x: float, y: float) -> Array:
    """The input row (1, inputs) in the data's units at a point of the plot, the others as the request holds them."""
    row = held_row(data, request.held, request.example)
    row[0, request.x_column] = x
    if request.y_column is not None:
        row[0, request.y_column] = y
    return row


def read_output(info: DataInfo, activation: str, output: Array, sums: Array) -> str:
    """One output row (units,) in words, from what it is and its weighted sums z (units,).

    A single sigmoid is the estimated probability of the second class; softmax units are the probabilities
    of the classes; steps name a class and no more, of several the one whose neuron fires, or if that is not
    one alone the one with the largest z; anything else is said as the value it is.
    Each of several questions has its answer on a line of its own.
    """
    if info.task == "multilabel":
        form = "P({}) = {:.3f}" if activation == "sigmoid" else "{}: ŷ = {:.3f}"
        return "\n".join(form.format(name, value) for name, value in zip(info.outputs, output, strict=False))
    if info.task == "regression" or not info.classes:
        names = info.outputs or ("ŷ",)
        return ", ".join(f"{name} {value:.4g}" for name, value in zip(names, output, strict=False))
    if activation == "step":
        return _read_step(info, sums) if len(sums) == 1 else _read_steps(info, sums)
    if len(output) == 1:
        chosen = info.classes[int(output[0] > 0.5)]
        meaning = f"P({info.classes[1]})" if activation == "sigmoid" else "ŷ"
        return f"{chosen}: {meaning} = {output[0]:.3f}"
    best = int(output.argmax())
    meaning = "P" if activation == "softmax" else "ŷ"
    return f"{info.classes[best]}: {meaning} = {output[best]:.3f}"


def named_class(info: DataInfo, activation: str, sums: Array, output: Array) -> int:
    """The class that an output row names, from its weighted sums z (units,) and what it is, (units,)."""
    spoken = sums if activation == "step" else output
    if len(output) > 1:
        return int(spoken.argmax())
    return int(sums[0] >= 0.0) if activation == "step" else int(output[0] > 0.5)


def _read_step(info: DataInfo, sums: Array) -> str:
    z = float(sums[0])
    side = "≥ 0" if z >= 0.0 else "< 0"
    return f"{info.classes[int(z >= 0.0)]}: z = {tidy_number(z)} {side}\n{NO_PROBABILITY}"


def _read_steps(info: DataInfo, sums: Array) -> str:
    best = int(sums.argmax())
    fired, z = int((sums >= 0.0).sum()), tidy_number(float(sums[best]))
    if fired == 1:
        why = f"its neuron alone fires, z = {z}"
    else:
        who = "no neuron fires" if fired == 0 else f"{fired} neurons fire"
        why = f"{who}, its z = {z} is the largest"
    return f"{info.classes[best]}: {why}\n{NO_PROBABILITY}"
