"""What the network receives of a picture, and what it says to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.catalog.arrays import Array
from engine.spec import DataInfo
from gui.drawing.sketch import Row
from gui.pictures.answer import Answer, answer_of
from gui.pictures.bars import AnswerBars
from gui.pictures.images import pixel_image, weight_image
from gui.pictures.picture import Picture
from gui.theme.current import ThemeSwitch
from gui.theme.theme import Theme
from gui.widgets.label import Label
from gui.widgets.numbers import MINUS

_SIDE, _RIM = 150, 2
EMPTY = "Nothing is drawn yet: this is its answer to an empty picture."


@dataclass(frozen=True, eq=False)
class Judged:
    """A row of pixels, the inputs (inputs,) that the network made of it, its output layer's z and a (units,) and
    activation."""

    row: Row
    inputs: Array
    sums: Array
    output: Array
    activation: str


class Seen(QWidget):
    """The picture as numbers, the answer in words, and its bars; they follow whoever tells them."""

    def __init__(self, info: DataInfo, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert info.image is not None
        self._info, self._shape, self._themes = info, info.image, themes
        self.judged: Judged | None = None
        self.picture = Picture(themes, "What the network receives")
        cell = _SIDE // max(self._shape)  # whole squares fill it
        self.picture.setFixedSize(cell * self._shape[1] + _RIM, cell * self._shape[0] + _RIM)
        self.numbers, self.verdict = Label("", "small"), Label("", "title")
        self.measure = Label("", "small")
        self.numbers.setWordWrap(True)
        self.measure.setWordWrap(True)
        self.bars = AnswerBars(themes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Label("What the network receives", "strong"))
        column.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.numbers)
        column.addSpacing(10)
        column.addWidget(Label("What it says", "strong"))
        column.addWidget(self.verdict)
        column.addWidget(self.bars, 1)
        column.addWidget(self.measure)
        themes.changed.connect(self.show_theme)

    @property
    def answer(self) -> Answer | None:
        """What is shown."""
        return self.bars.answer

    def show_judged(self, judged: Judged) -> None:
        """What the network makes of a picture."""
        self.judged = judged
        answer = answer_of(self._info, judged.activation, judged.sums, judged.output)
        self.bars.show_answer(answer)
        self.verdict.setText(answer.prediction)
        empty = not any(judged.row)
        self.measure.setText(EMPTY if empty else f"Each bar: {answer.measure}.")
        self.numbers.setText(self._words(judged))
        self.show_theme(self._themes.theme)

    @Slot(object)
    def show_theme(self, theme: Theme) -> None:
        """Draw the numbers in these colours."""
        if self.judged is not None:
            inputs, same = self.judged.inputs, self._is_plain(self.judged)
            image = (pixel_image if same else weight_image)(inputs, self._shape, theme)
            self.picture.show_image(image, self.numbers.text())

    def _is_plain(self, judged: Judged) -> bool:
        return np.array_equal(judged.inputs, judged.row)

    def _words(self, judged: Judged) -> str:
        rows, columns = self._shape
        low, high = (f"{value:.3g}".replace("-", MINUS) for value in (judged.inputs.min(), judged.inputs.max()))
        how = "" if self._is_plain(judged) else ", standardised like every example"
        reach = f"from {low} to {high}" if low != high else f"all {low}"
        return f"{rows} × {columns} = {rows * columns:,} numbers, {reach}{how}"

    def words_of(self, pixel: int) -> str:
        """Where a pixel is and which number the network receives there."""
        row, column = divmod(pixel, self._shape[1])
        place = f"Row {row + 1}, column {column + 1}"
        if self.judged is None:
            return place
        drawn, seen = self.judged.row[pixel], float(self.judged.inputs[pixel])
        received = "" if self._is_plain(self.judged) else f" → {seen:.3f}".replace("-", MINUS)
        return f"{place}: {drawn:.3f}{received}"
