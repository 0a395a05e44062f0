"""What the network answers at a place of the boundary plot, and the card that says it."""

from dataclasses import dataclass

from engine.spec import DataInfo
from gui.plots.card import Line
from gui.plots.text import number
from gui.theme.theme import Theme

ROOMY = 170
"""How high a plot is in whose card the place has room too."""


@dataclass(frozen=True)
class Prediction:
    """What the network answers at a place of the plot, in data units; `text` may have several lines."""

    x: float
    y: float
    text: str

    def lines(
        self, info: DataInfo | None, columns: tuple[int, int | None], height: int, theme: Theme
    ) -> tuple[Line, ...]:
        """The answer, and each plotted input with its value in its unit; over one input, y is not one of them."""
        answer = tuple(Line(text) for text in self.text.split("\n"))
        if info is None or height < ROOMY:
            return answer
        across, up = columns
        pairs = [(info.inputs[across], self.x)] + ([] if up is None else [(info.inputs[up], self.y)])
        return answer + tuple(Line(coordinate(name, value), color=theme.muted_text) for name, value in pairs)


def coordinate(name: str, value: float) -> str:
    """An input with its value and its unit, which stands in brackets behind its name."""
    plain, _, unit = name.partition(" (")
    return f"{plain} {number(value)} {unit.rstrip(')')}".rstrip()
