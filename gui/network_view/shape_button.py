"""The button that shows the shape of the network, "8-4", and lets another one be typed."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QToolButton, QWidget

from engine.spec import ExperimentSpec
from engine.spec.shapes import shape_text
from gui.theme.current import ThemeSwitch
from gui.theme.fonts import ui_font
from gui.theme.icons import icon
from gui.theme.theme import Theme

_HEIGHT, _ICON = 20, 12
_FRAME = _ICON + 16
_WIDEST = 150
_LEAST = 20


class ShapeButton(QToolButton):
    """Its text is the shape as far as there is room, in narrow places only its pencil is left."""

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = ""
        self._themes = themes
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("compact", True)
        self.setIconSize(QSize(_ICON, _ICON))
        themes.changed.connect(self._on_theme)
        self._on_theme(themes.theme)

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show a network's shape."""
        self._shape = shape_text(spec)
        self.setAccessibleName("Shape of the network")
        self.setToolTip(f"Hidden layers: {self._shape}. Type another shape, such as 8-4  (Ctrl+L)")

    def show_place(self, left: int, middle: int, room: int) -> None:
        """Stand at `left`, around the height `middle`, no wider than `room`."""
        metrics = QFontMetrics(self.font())
        words = metrics.elidedText(self._shape, Qt.TextElideMode.ElideRight, min(room, _WIDEST) - _FRAME)
        written = len(words) > 1 or words == self._shape
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if written else Qt.ToolButtonStyle.ToolButtonIconOnly
        self.setToolButtonStyle(style)
        self.setText(words if written else "")
        width = metrics.horizontalAdvance(words) + _FRAME if written else _LEAST
        self.setGeometry(left, middle - _HEIGHT // 2, min(width, room), _HEIGHT)
        self.setVisible(room >= _LEAST)

    @Slot(object)
    def _on_theme(self, theme: Theme) -> None:
        self.setIcon(icon("pencil", theme, "muted_text"))
        self.setFont(ui_font(theme, theme.small_px))
