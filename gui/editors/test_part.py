"""How much of the data is kept for the verdict at the end, the button that asks for it, and what it said."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from engine.spec import DataSpec
from engine.spec.fields import field_infos
from gui.widgets.label import Label
from gui.widgets.labeled_slider import LabeledSlider
from gui.widgets.numbers import NumberRule, SliderScale
from gui.widgets.tips import in_lines

_MOST = 50
_WHY = (
    "Judge the network once, at the end, on examples that neither taught it nor helped you to choose its settings. "
    "The more often you look, the less the verdict is worth."
)


class TestPart(QWidget):
    """edited: as of the slider, in percent; asked(): what does the network do on the test part?"""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.share = LabeledSlider(
            "Test", SliderScale(0, _MOST, step=1), NumberRule("Test share", 0, _MOST, suffix=" %")
        )
        self.tip = field_infos(DataSpec)["test_share"].sentence
        self.button: QPushButton | None = None
        self.verdict: Label | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(5)
        self._column.addWidget(self.share)

    def show_count(self, count: int) -> None:
        """How many examples are in the test part; without any there is nothing to evaluate, and no button."""
        if self.button is None and count:
            self._build()
        if self.button is not None:
            self.button.setVisible(count > 0)

    def show_verdict(self, text: str) -> None:
        """What came out, "" for nothing yet."""
        if self.verdict is not None:
            self.verdict.setText(text)
            self.verdict.setVisible(bool(text))
            self.verdict.setEnabled(True)

    def show_age(self, old: bool) -> None:
        """Whether the network has changed since the verdict."""
        if self.verdict is not None:
            self.verdict.setEnabled(not old)

    def _build(self) -> None:
        self.button, self.verdict = QPushButton("Evaluate on the test part"), Label("", "small")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.setToolTip(in_lines(_WHY))
        self.verdict.setWordWrap(True)
        self.verdict.hide()
        self._column.addWidget(self.button)
        self._column.addWidget(self.verdict)
        self.button.clicked.connect(self.asked)
