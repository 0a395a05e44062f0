"""What an output means, in words: a class with its probability, or values."""

from engine.catalog.arrays import Array
from engine.data import DataSet
from engine.diagnostics.surface import SurfaceRequest
from engine.spec import DataInfo


def plotted_row(data: DataSet, request: SurfaceRequest, x: float, y: float) -> Array:
    """The input row (1, inputs) in the data's units at a point of the plot, the others at their training mean."""
    row = data.raw(data.training.x.mean(axis=0, keepdims=True))
    row[0, request.x_column] = x
    if request.y_column is not None:
        row[0, request.y_column] = y
    return row


def read_output(info: DataInfo, activation: str, output: Array) -> str:
    """One output row (units,) in words.

    A single sigmoid is the estimated probability of the second class; softmax units are the
    probabilities of the classes; anything else is said as the value it is.
    """
    if info.task == "regression" or not info.classes:
        names = info.outputs or ("ŷ",)
        return ", ".join(f"{name} {value:.4g}" for name, value in zip(names, output, strict=False))
    if len(output) == 1:
        chosen = info.classes[int(output[0] > 0.5)]
        meaning = f"P({info.classes[1]})" if activation == "sigmoid" else "ŷ"
        return f"{chosen}: {meaning} = {output[0]:.3f}"
    best = int(output.argmax())
    meaning = "P" if activation == "softmax" else "ŷ"
    return f"{info.classes[best]}: {meaning} = {output[best]:.3f}"
