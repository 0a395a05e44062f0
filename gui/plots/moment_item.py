"""Where on the curves the run stands, when it has gone back: a line, and the future pale beyond it."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from gui.plots.items import PlotItem
from gui.plots.scene_pixels import to_scene
from gui.theme.theme import Color, Theme

_PALE = 0.62
_HEAD_PX = 5.0


class MomentItem(PlotItem):
    """Shows a position in epochs, None while the run is at its end."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._x: float | None = None

    def show_moment(self, x: float | None) -> None:
        """Stand at x, in data units; None takes it away."""
        if x != self._x:
            self._x = x
            self.update()

    def moment(self) -> float | None:
        """Where it stands."""
        return self._x

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._x is None:
            return
        painter.save()
        transform, area = to_scene(painter, self), QRectF(self.area())
        x = min(max(transform.map(QPointF(self._x, 0.0)).x(), area.left()), area.right())
        veil = QColor(self.theme.plot_background)
        veil.setAlphaF(_PALE)
        painter.fillRect(QRectF(QPointF(x, area.top()), area.bottomRight()), veil)
        painter.setPen(QPen(QColor(self.theme.accent), 1.5))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        painter.setBrush(QColor(self.theme.accent))
        top = area.top()
        painter.drawPolygon(
            QPolygonF([QPointF(x - _HEAD_PX, top), QPointF(x + _HEAD_PX, top), QPointF(x, top + _HEAD_PX + 1)])
        )
        painter.restore()


def pale(color: Color, theme: Theme) -> Color:
    """A colour as it looks behind the veil of the future."""
    ink, paper = QColor(color), QColor(theme.plot_background)
    red = ink.redF() + (paper.redF() - ink.redF()) * _PALE
    green = ink.greenF() + (paper.greenF() - ink.greenF()) * _PALE
    blue = ink.blueF() + (paper.blueF() - ink.blueF()) * _PALE
    return Color(QColor.fromRgbF(red, green, blue).name())
