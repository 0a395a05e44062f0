"""Two axes and what is drawn between them: pyqtgraph's view without its menus, buttons and surprises."""

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QGraphicsGridLayout, QGraphicsItem, QWidget

from gui.plots.axis import Axis
from gui.theme.theme import Theme

_CLICK_PX = 4.0
_TOP_MARGIN, _RIGHT_MARGIN = 8.0, 6.0
_ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
_LEAST = QSize(160, 120)


class Canvas(pg.GraphicsView):
    """A plot. `pressed`, `hovered`: a click, the pointer, in data units; `unhovered`: the pointer left.

    `reset_asked`: a double click. `nudged`: Shift with an arrow key, as steps to the right and up, while the plot
    has the focus.
    """

    pressed = Signal(float, float)
    hovered = Signal(float, float)
    unhovered = Signal()
    reset_asked = Signal()
    nudged = Signal(int, int)

    def __init__(self, theme: Theme, name: str, *, zoomable: bool, grid: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self.setAccessibleName(name)
        self.setAntialiasing(True)
        self.viewport().setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._theme = theme
        self._aspect: float | None = None
        self._margins = (0.0, 0.0, 0.0, 0.0)
        self._press: QPointF | None = None
        self.chart = pg.GraphicsWidget()
        self.view = pg.ViewBox(enableMenu=False, enableMouse=zoomable, defaultPadding=0.0)
        self.view.disableAutoRange()
        self.left = Axis("left", theme, grid=grid)
        self.bottom = Axis("bottom", theme, grid=False)
        self._layout = QGraphicsGridLayout()
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addItem(self.left, 0, 0)
        self._layout.addItem(self.view, 0, 1)
        self._layout.addItem(self.bottom, 1, 1)
        self.chart.setLayout(self._layout)
        self.left.linkToView(self.view)
        self.bottom.linkToView(self.view)
        self.setCentralItem(self.chart)
        self.show_theme(theme)

    def show_theme(self, theme: Theme) -> None:
        """Take colours and type from another theme."""
        self._theme = theme
        self.resetCachedContent()  # the ground was filled with the old theme's colour
        self._show_focus()
        self.left.show_theme(theme)
        self.bottom.show_theme(theme)
        self._fit(self.chart.geometry())

    def show_aspect(self, aspect: float | None) -> None:
        """Keep the area between the axes at width / height = aspect, or fill all the room."""
        self._aspect = aspect
        self._fit(self.chart.geometry())

    def show_range(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Show these ranges exactly."""
        if [list(x), list(y)] != self.view.viewRange():
            self.view.setRange(xRange=x, yRange=y, padding=0.0, disableAutoRange=True)

    def add(self, item: QGraphicsItem) -> None:
        """Draw an item in data units."""
        self.view.addItem(item, ignoreBounds=True)

    def data_at(self, position: QPointF) -> tuple[float, float] | None:
        """Widget pixels in data units; None outside the axes."""
        scene = self.mapToScene(position.toPoint())
        if not self.view.sceneBoundingRect().contains(scene):
            return None
        point = self.view.mapSceneToView(scene)
        return float(point.x()), float(point.y())

    def paint_to(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the plot into a rectangle of any painter, laid out for its size; the screen stays as it is."""
        shown = self.chart.geometry()
        size = QRectF(0, 0, rect.width(), rect.height())
        self._fit(size)
        self.chart.setGeometry(size)
        self._layout.activate()
        self.scene().prepareForPaint()
        self.scene().render(painter, rect, size, Qt.AspectRatioMode.IgnoreAspectRatio)
        self._fit(shown)
        self.chart.setGeometry(shown)

    def _show_focus(self) -> None:
        self.view.setBorder(QPen(QColor(self._theme.focus), 2.0) if self.hasFocus() else None)

    def _fit(self, room: QRectF) -> None:
        """Give what the aspect leaves over to the margins, evenly."""
        wide = room.width() - self.left.maximumWidth() - _RIGHT_MARGIN
        high = room.height() - self.bottom.maximumHeight() - _TOP_MARGIN
        across = down = 0.0
        if self._aspect is not None and wide > 0 and high > 0:
            across = max(0.0, wide - high * self._aspect) / 2
            down = max(0.0, high - wide / self._aspect) / 2
        margins = (across, _TOP_MARGIN + down, _RIGHT_MARGIN + across, down)
        if margins != self._margins:
            self._margins = margins
            self._layout.setContentsMargins(*margins)

    def sizeHint(self) -> QSize:
        return _LEAST

    def minimumSizeHint(self) -> QSize:
        return _LEAST

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        if hasattr(self, "_layout"):
            self._fit(QRectF(self.rect()))
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _ARROWS.get(event.key())
        if step is None or not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            event.ignore()
            return
        self.nudged.emit(*step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_focus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_focus()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._press = event.position() if event.button() == Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        start, self._press = self._press, None
        if start is None or (event.position() - start).manhattanLength() > _CLICK_PX:
            return
        if (at := self.data_at(event.position())) is not None:
            self.pressed.emit(*at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.data_at(event.position()) is not None:
            self.reset_asked.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        at = self.data_at(event.position())
        if at is None:
            self.unhovered.emit()
        else:
            self.hovered.emit(*at)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.unhovered.emit()
