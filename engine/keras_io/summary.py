"""The table that Keras's `model.summary()` prints, told from the experiment without Keras."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.keras_io.layer_names import keras_names
from engine.spec import DataInfo, NetworkSpec

UNBUILT = (
    "How many weights a Dense layer has depends on its inputs: (inputs + 1) × units. So a model that was given no "
    "Input has no weights until it sees its first batch; Keras says it is not built, and get_weights() gives "
    "nothing. Here the data is known from the beginning, and so are the weights."
)


@dataclass(frozen=True)
class SummaryRow:
    """A line of the table. shape: the output without the batch; index: the layer's in Keras's `model.layers`."""

    index: int
    name: str
    kind: str
    shape: tuple[int, ...]
    parameters: int
    trainable: int


@dataclass(frozen=True)
class Summary:
    """All lines, in order; counts are of numbers, weights and biases together, as Keras counts them."""

    rows: tuple[SummaryRow, ...]

    @property
    def total(self) -> int:
        return sum(row.parameters for row in self.rows)

    @property
    def trainable(self) -> int:
        return sum(row.trainable for row in self.rows)

    @property
    def frozen(self) -> int:
        return self.total - self.trainable

    def text(self) -> str:
        """The table in columns of plain text, and the counts under it."""
        cells = [("", "Layer (type)", "Output shape", "Param #")]
        cells += [
            (str(row.index), f"{row.name} ({row.kind})", _shape(row.shape), f"{row.parameters:,}")
            for row in self.rows
        ]
        widths = [max(len(line[column]) for line in cells) for column in range(4)]
        lines = [_line(line, widths) for line in cells]
        rule = "─" * len(lines[0])
        counts = (
            f"Total params: {self.total:,}",
            f"Trainable params: {self.trainable:,}",
            f"Non-trainable params: {self.frozen:,}",
        )
        return "\n".join([lines[0], rule, *lines[1:], rule, *counts])


def summary(network: NetworkSpec, info: DataInfo) -> Summary:
    """The layers as Keras would have them: Flatten where the data are pictures, Dense, Dropout.

    Parameters of single weights and neurons that are frozen count as trainable, since Keras knows no such thing.
    """
    rows: list[SummaryRow] = []

    def add(name: str, kind: str, shape: Sequence[int], parameters: int = 0, trainable: int = 0) -> None:
        rows.append(SummaryRow(len(rows), name, kind, tuple(shape), parameters, trainable))

    inputs = len(info.inputs)
    if info.image:
        add("flatten", "Flatten", (inputs,))
    dropouts = 0
    for layer, name in zip(network.layers, keras_names(network), strict=True):
        count = layer.parameter_count(inputs)
        add(name, "Dense", (layer.units,), count, count if layer.trainable else 0)
        if layer.dropout:
            add("dropout" + (f"_{dropouts}" if dropouts else ""), "Dropout", (layer.units,))
            dropouts += 1
        inputs = layer.units
    return Summary(tuple(rows))


def _shape(shape: tuple[int, ...]) -> str:
    return f"(None, {', '.join(map(str, shape))})"


def _line(cells: tuple[str, str, str, str], widths: list[int]) -> str:
    index, layer, shape, count = cells
    return f"{index:>{widths[0]}}  {layer:<{widths[1]}}  {shape:<{widths[2]}}  {count:>{widths[3]}}"
