"""A number with its name above it, in figures that stand still."""

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.theme.current import ThemeSwitch
from gui.theme.fonts import number_font
from gui.widgets.label import Label
from gui.widgets.tips import in_lines


class Readout(QWidget):
    """Wide enough for its longest text from the start, so that nothing beside it moves."""

    def __init__(
        self, label: str, longest: str, tooltip: str, themes: ThemeSwitch, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._label = label
        self.setToolTip(in_lines(tooltip))
        self._text = ""
        self._value = QLabel()
        font = number_font(themes.theme, weight=QFont.Weight.DemiBold)
        self._value.setFont(font)
        self._value.setMinimumWidth(QFontMetrics(font).horizontalAdvance(longest) + 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Label(label, "small"))
        column.addWidget(self._value)

    def show_text(self, text: str) -> None:
        """Show the number; the same text paints nothing."""
        if text != self._text:
            self._text = text
            self._value.setText(text)
            self.setAccessibleName(f"{self._label} {text}")

    def text(self) -> str:
        """What is shown."""
        return self._text
