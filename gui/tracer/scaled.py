"""What the painted parts of the tracer share: a theme, and a scale that grows with the panel."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from gui.theme.current import ThemeSwitch
from gui.theme.theme import Theme


class Scaled(QWidget):
    """Paints itself with `_theme`, `_scale` times its plain size."""

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = themes.theme
        self._scale = 1.0
        themes.changed.connect(self.show_theme)

    def show_scale(self, scale: float) -> None:
        """Draw so many times larger."""
        if scale != self._scale:
            self._scale = scale
            self.updateGeometry()
            self.update()

    @Slot(object)
    def show_theme(self, theme: Theme) -> None:
        """Draw anew in another theme."""
        self._theme = theme
        self.update()
