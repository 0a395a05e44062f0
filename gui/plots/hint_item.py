"""A calm sentence in the middle of a plot that has nothing to show yet."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from gui.plots.items import PlotItem
from gui.plots.scene_pixels import to_scene
from gui.theme.fonts import ui_font
from gui.theme.theme import Theme

_MOST_WIDTH, _PAD, _AWAY = 300.0, 12.0, 10.0
_WRAPPED = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)


class HintItem(PlotItem):
    """Says a sentence; "" says nothing. The pointer reaches what is below it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._sentence = ""
        self.setZValue(90)

    def show_sentence(self, sentence: str) -> None:
        """Say this."""
        if sentence != self._sentence:
            self._sentence = sentence
            self.update()

    def sentence(self) -> str:
        """What it says."""
        return self._sentence

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if not self._sentence:
            return
        painter.save()
        to_scene(painter, self)
        area = self.area()
        font = ui_font(self.theme, self.theme.small_px)
        room = QRectF(0, 0, min(_MOST_WIDTH, area.width() - 2 * _AWAY - 2 * _PAD), area.height())
        words = QFontMetricsF(font).boundingRect(room, _WRAPPED, self._sentence)
        card = QRectF(0, 0, words.width() + 2 * _PAD, words.height() + 2 * _PAD - 4)
        card.moveCenter(area.center())
        card.moveTop(area.top() + _AWAY)
        painter.setPen(QPen(QColor(self.theme.control_border), 1.0))
        painter.setBrush(QColor(self.theme.raised))
        painter.drawRoundedRect(card, self.theme.radius, self.theme.radius)
        painter.setFont(font)
        painter.setPen(QColor(self.theme.text))
        painter.drawText(card.adjusted(_PAD, 0, -_PAD, 0), _WRAPPED, self._sentence)
        painter.restore()
