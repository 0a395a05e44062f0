"""The tools of the tracer: back and forward through the numbers asked, digits, and what can be switched."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from gui.theme.current import ThemeSwitch
from gui.theme.fonts import number_font
from gui.widgets.tool_button import ToolButton

LEAST_DIGITS, MOST_DIGITS = 3, 12


class TracerTools(QWidget):
    """A row of small buttons; digits_asked carries how many more, flipped which switch: a field of the ViewState."""

    back_asked = Signal()
    forward_asked = Signal()
    home_asked = Signal()
    digits_asked = Signal(int)
    flipped = Signal(str)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.back = ToolButton("arrow-left", "Back to the number before", themes, "Alt+Left")
        self.forward = ToolButton("arrow-right", "Forward again", themes, "Alt+Right")
        self.home = ToolButton("locate", "Where the step is", themes, "Alt+Home")
        self.batch = ToolButton("matrix", "The whole batch as matrices", themes, "M")
        self.trying = ToolButton("pencil", "Try an example of your own", themes, "T")
        self.fewer = ToolButton("minus", "Fewer digits", themes, ",")
        self.more = ToolButton("plus", "More digits", themes, ".")
        self.fractions = ToolButton("fraction", "Exact fractions where they are short", themes, "/")
        self._digits = QLabel()
        self._digits.setFont(number_font(themes.theme, themes.theme.small_px, QFont.Weight.Medium))
        self._digits.setFixedWidth(QFontMetrics(self._digits.font()).horizontalAdvance("12 digits") + 2)
        self._digits.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._digits.setToolTip("How many significant digits numbers are written with.")
        self._lay_out()
        self._connect()
        self.show_digits(LEAST_DIGITS)
        self.show_way(back=False, forward=False)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        for group in (
            (self.back, self.forward, self.home),
            (self.batch, self.trying),
            (self.fewer, self._digits, self.more, self.fractions),
        ):
            if row.count():
                row.addSpacing(10)
            for part in group:
                row.addWidget(part)

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_asked)
        self.forward.clicked.connect(self.forward_asked)
        self.home.clicked.connect(self.home_asked)
        self.fewer.clicked.connect(self._on_fewer)
        self.more.clicked.connect(self._on_more)
        for button, slot in self._switches():
            button.setCheckable(True)
            button.clicked.connect(slot)

    def _switches(self) -> tuple[tuple[ToolButton, Callable[[], None]], ...]:
        return (self.fractions, self._on_fractions), (self.batch, self._on_batch), (self.trying, self._on_trying)

    def show_way(self, back: bool, forward: bool) -> None:
        """Which ways there are."""
        self.back.setEnabled(back)
        self.home.setEnabled(back)
        self.forward.setEnabled(forward)

    def show_digits(self, digits: int) -> None:
        """How many digits numbers are written with."""
        self._digits.setText(f"{digits} digits")
        self.fewer.setEnabled(digits > LEAST_DIGITS)
        self.more.setEnabled(digits < MOST_DIGITS)

    def show_switches(self, *, fractions: bool, batch: bool, trying: bool) -> None:
        """What is switched on."""
        self.fractions.setChecked(fractions)
        self.batch.setChecked(batch)
        self.trying.setChecked(trying)

    @Slot()
    def _on_fewer(self) -> None:
        self.digits_asked.emit(-1)

    @Slot()
    def _on_more(self) -> None:
        self.digits_asked.emit(1)

    @Slot()
    def _on_fractions(self) -> None:
        self.flipped.emit("fractions")

    @Slot()
    def _on_batch(self) -> None:
        self.flipped.emit("batch")

    @Slot()
    def _on_trying(self) -> None:
        self.flipped.emit("trying")
