"""The usual learning rates as buttons: one click each, one stop for Tab, arrows go from one to the next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from gui.editors.learning_rates import USUAL_RATES

_COLUMNS = 4
_STEPS: dict[int, int] = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -_COLUMNS,
    Qt.Key.Key_Down: _COLUMNS,
}


class UsualRates(QWidget):
    """chosen(rate): a person wants it. The rate in force is marked if it is one of the usual ones."""

    chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Usual learning rates")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        self.buttons = tuple(_button(rate) for rate in USUAL_RATES)
        for place, button in enumerate(self.buttons):
            grid.addWidget(button, place // _COLUMNS, place % _COLUMNS)
            button.clicked.connect(lambda _checked=False, rate=USUAL_RATES[place]: self._on_clicked(rate))
        self._rate = 0.0
        self.show_rate(0.0)

    def show_rate(self, rate: float) -> None:
        """Mark the rate in force, if it is one of these; emits nothing."""
        self._rate = rate
        near = min(range(len(USUAL_RATES)), key=lambda place: abs(USUAL_RATES[place] - rate))
        for place, button in enumerate(self.buttons):
            button.setChecked(USUAL_RATES[place] == rate)
            reached = place == near or button.hasFocus()
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if reached else Qt.FocusPolicy.NoFocus)

    def _on_clicked(self, rate: float) -> None:
        before = self._rate
        self.show_rate(rate)
        if rate != before:
            self.chosen.emit(rate)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(event.key())
        here = next((place for place, button in enumerate(self.buttons) if button.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
        elif 0 <= here + step < len(USUAL_RATES):
            self.buttons[here + step].setFocus(Qt.FocusReason.TabFocusReason)
            self.buttons[here].setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.buttons[here + step].setFocusPolicy(Qt.FocusPolicy.TabFocus)


class _Rate(QPushButton):
    """One of them; arrow keys are the group's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)


def _button(rate: float) -> QPushButton:
    text = f"{rate:.5f}".rstrip("0").rstrip(".")
    button = _Rate(text)
    button.setProperty("chip", True)
    button.setCheckable(True)
    button.setAccessibleName(f"Learning rate {text}")
    button.setToolTip(f"Set the learning rate to {text}: small is slow and sure, large is quick and may jump about.")
    return button
