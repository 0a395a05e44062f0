"""The lower end of a scrolled sheet, which fades where more of it follows: no letter is cut through."""

from PySide6.QtCore import QPointF, Qt, Slot
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea

from gui.theme.current import ThemeSwitch
from gui.tracer.scaled import Scaled

HEIGHT = 26


class Fade(Scaled):
    """Lies over the foot of an area, as long as there is more below; the mouse goes through it."""

    def __init__(self, area: QScrollArea, themes: ThemeSwitch) -> None:
        super().__init__(themes, area)
        self._area = area
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        bar = area.verticalScrollBar()
        bar.valueChanged.connect(self.follow)
        bar.rangeChanged.connect(self.follow)
        self.follow()

    @Slot()
    def follow(self) -> None:
        """The area has been scrolled, or has another size."""
        bar, seen = self._area.verticalScrollBar(), self._area.viewport().geometry()
        height = min(HEIGHT, seen.height())
        self.setGeometry(seen.left(), seen.bottom() + 1 - height, seen.width(), height)
        self.setVisible(bar.value() < bar.maximum())

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        opaque = QColor(self._theme.surface)
        clear = QColor(opaque)
        clear.setAlpha(0)
        fading = QLinearGradient(QPointF(0.0, 0.0), QPointF(0.0, float(self.height())))
        fading.setColorAt(0.0, clear)
        fading.setColorAt(0.85, opaque)
        fading.setColorAt(1.0, opaque)
        painter = QPainter(self)
        painter.fillRect(self.rect(), fading)
        painter.end()
