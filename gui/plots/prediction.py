"""What the network answers at a place of the boundary plot, and the card that says it."""

from dataclasses import dataclass

from engine.spec import DataInfo
from gui.plots.card import Line
from gui.plots.slices import Slice, held_words, value_words
from gui.theme.theme import Theme

ROOMY = 170
"""How high a plot is in whose card the place has room too."""


@dataclass(frozen=True)
class Prediction:
    """What the network answers at a place of the plot, in data units; `text` may have several lines."""

    x: float
    y: float
    text: str

    def lines(self, info: DataInfo | None, shown: Slice, height: int, theme: Theme) -> tuple[Line, ...]:
        """The answer, each plotted input with its value in its unit (over one input, y is not one of them), and
        what the others are held at."""
        answer = tuple(Line(text) for text in self.text.split("\n"))
        if info is None or height < ROOMY:
            return answer
        across, up = shown.columns
        pairs = [(across, self.x)] + ([] if up is None else [(up, self.y)])
        told = (*(value_words(info, column, value) for column, value in pairs), *held_words(info, shown))
        return answer + tuple(Line(text, color=theme.muted_text) for text in told)
