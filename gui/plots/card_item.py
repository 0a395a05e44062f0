"""A card about a place: beside it, and anywhere on the canvas, so that a small plot does not cut it."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.plots.canvas import Canvas
from gui.plots.card import Line, paint_card
from gui.theme.theme import Theme


class CardItem(QGraphicsItem):
    """Lies over axes and plot, in the pixels of the canvas."""

    def __init__(self, canvas: Canvas, theme: Theme) -> None:
        super().__init__(canvas.chart)
        self._canvas, self._theme = canvas, theme
        self._place: tuple[float, float] | None = None
        self._lines: tuple[Line, ...] = ()
        self.setZValue(1000)

    def show_theme(self, theme: Theme) -> None:
        """Take colours and type from another theme."""
        self._theme = theme
        self.update()

    def show_card(self, place: tuple[float, float] | None, lines: tuple[Line, ...] = ()) -> None:
        """Say these lines beside this place, in data units; None takes the card away."""
        if (place, lines) != (self._place, self._lines):
            self._place, self._lines = place, lines
            self.update()

    def lines(self) -> tuple[Line, ...]:
        """What the card says."""
        return self._lines

    def follow(self) -> None:
        """The axes or the canvas have changed."""
        self.prepareGeometryChange()
        self.update()

    def boundingRect(self) -> QRectF:
        return QRectF(self._canvas.chart.rect())

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._place is None:
            return
        painter.save()
        view = self._canvas.view
        at = self.mapFromScene(view.mapViewToScene(QPointF(*self._place)))
        paint_card(painter, at, self.boundingRect(), self._lines, self._theme)
        painter.restore()
