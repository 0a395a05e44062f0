"""The tools of the tracer: back and forward through the numbers asked, digits, fractions."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from gui.theme.current import ThemeSwitch
from gui.theme.fonts import number_font
from gui.widgets.tool_button import ToolButton

LEAST_DIGITS, MOST_DIGITS = 3, 12


class TracerTools(QWidget):
    """A row of small buttons; digits_asked carries how many more, fractions_chosen whether."""

    back_asked = Signal()
    forward_asked = Signal()
    home_asked = Signal()
    digits_asked = Signal(int)
    fractions_chosen = Signal(bool)
    batch_chosen = Signal(bool)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.back = ToolButton("arrow-left", "Back to the number before", themes, "Alt+Left")
        self.forward = ToolButton("arrow-right", "Forward again", themes, "Alt+Right")
        self.home = ToolButton("locate", "Where the step is", themes, "Alt+Home")
        self.batch = ToolButton("matrix", "The whole batch as matrices", themes, "M")
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
        self.show_style(LEAST_DIGITS, fractions=False)
        self.show_way(back=False, forward=False)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        for group in (
            (self.back, self.forward, self.home),
            (self.batch,),
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
        self.batch.setCheckable(True)
        self.batch.clicked.connect(self.batch_chosen)
        self.fractions.setCheckable(True)
        self.fractions.clicked.connect(self.fractions_chosen)

    def show_way(self, back: bool, forward: bool) -> None:
        """Which ways there are."""
        self.back.setEnabled(back)
        self.home.setEnabled(back)
        self.forward.setEnabled(forward)

    def show_style(self, digits: int, fractions: bool, batch: bool = False) -> None:
        """How numbers are written, and whether the whole batch is shown."""
        self.batch.setChecked(batch)
        self._digits.setText(f"{digits} digits")
        self.fewer.setEnabled(digits > LEAST_DIGITS)
        self.more.setEnabled(digits < MOST_DIGITS)
        self.fractions.setChecked(fractions)

    @Slot()
    def _on_fewer(self) -> None:
        self.digits_asked.emit(-1)

    @Slot()
    def _on_more(self) -> None:
        self.digits_asked.emit(1)
