"""The table that Keras's `model.summary()` prints: a line for each layer, and the counts under them."""

from __future__ import annotations

from dataclasses import dataclass

UNBUILT = (
    "How many weights a Dense layer has depends on its inputs: (inputs + 1) × units. So a model that was given no "
    "Input has no weights until it sees its first batch; Keras says it is not built, and get_weights() gives "
    "nothing. Here the data is known from the beginning, and so are the weights."
)


@dataclass(frozen=True)
class SummaryRow:
    """A line of the table. shape: the output without the batch; index: the layer's in Keras's `model.layers`.

    layer: the experiment's layer that it belongs to, from 0; -1: none, it is about the inputs.
    """

    index: int
    name: str
    kind: str
    shape: tuple[int, ...]
    parameters: int
    trainable: int
    layer: int = -1

    @property
    def shape_text(self) -> str:
        """The output's shape as Keras writes it, None for the batch."""
        return f"(None, {', '.join(map(str, self.shape))})"


@dataclass(frozen=True)
class Summary:
    """All lines, in order; counts are of numbers, weights and biases together, as Keras counts them.

    optimizer: what the optimizer remembers once it has trained, its count of updates and the rate included.
    """

    rows: tuple[SummaryRow, ...]
    optimizer: int = 0

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
            (str(row.index), f"{row.name} ({row.kind})", row.shape_text, f"{row.parameters:,}")
            for row in self.rows
        ]
        widths = [max(len(line[column]) for line in cells) for column in range(4)]
        lines = [_line(line, widths) for line in cells]
        rule = "─" * len(lines[0])
        counts = (
            f"Total params: {self.total:,}",
            f"Trainable params: {self.trainable:,}",
            f"Non-trainable params: {self.frozen:,}",
            f"Optimizer params: {self.optimizer:,} (part of Keras's total once it has trained)",
        )
        return "\n".join([lines[0], rule, *lines[1:], rule, *counts])


def _line(cells: tuple[str, str, str, str], widths: list[int]) -> str:
    index, layer, shape, count = cells
    return f"{index:>{widths[0]}}  {layer:<{widths[1]}}  {shape:<{widths[2]}}  {count:>{widths[3]}}"
