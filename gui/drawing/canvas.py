"""The canvas: a picture of few pixels drawn large, on which mouse or keys paint."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.drawing.sketch import Sketch
from gui.drawing.strokes import Brush, Point
from gui.pictures.images import pixel_image
from gui.pictures.picture import paint_picture, picture_box
from gui.theme.current import ThemeSwitch
from gui.theme.theme import Theme

HINT = "Draw here"
_LEAST, _USUAL = 224, 448
_GRID_FROM = 9.0  # pixels a square must have for lines between them
_GRID_ALPHA = 0.14
_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class Canvas(QWidget):
    """Left paints with the tool in the hand, right erases; arrows move a mark, and Space puts the tool down there.

    changed(): other numbers are drawn; pointed(pixel or None): the pixel under the pointer or the mark, from 0.
    """

    changed = Signal()
    pointed = Signal(object)

    def __init__(self, sketch: Sketch, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sketch, self.brush = sketch, Brush(2.0)
        self._theme: Theme = themes.theme
        rows, columns = sketch.manner.shape
        self._mark, self._pointer = (columns // 2, rows // 2), None  # type: tuple[int, int], QPointF | None
        self._marked = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Canvas")
        self.setAccessibleDescription("Arrows move the mark, Space paints there; keep it pressed to draw a line.")
        themes.changed.connect(self.show_theme)

    def refresh(self) -> None:
        """The sketch has changed by another hand."""
        self.update()
        self._tell()
        self.changed.emit()

    @Slot(object)
    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_brush(self, brush: Brush) -> None:
        """Another brush is in the hand."""
        self.brush = brush
        self.update()

    def box(self) -> QRectF:
        """Where the picture stands."""
        rows, columns = self.sketch.manner.shape
        room = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        return picture_box(QSize(columns, rows), room, self.devicePixelRatioF())

    def point_of(self, at: QPointF) -> Point:
        """A place of the widget in pixels of the picture."""
        box, cell = self.box(), self._cell()
        return (at.x() - box.left()) / cell, (at.y() - box.top()) / cell

    def pixel_at(self, at: QPointF) -> int | None:
        """The pixel there, row by row from 0; None beside the picture."""
        (x, y), (rows, columns) = self.point_of(at), self.sketch.manner.shape
        return int(y) * columns + int(x) if 0 <= x < columns and 0 <= y < rows else None

    def _cell(self) -> float:
        return max(self.box().width() / self.sketch.manner.columns, 1e-6)

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        buttons = {Qt.MouseButton.LeftButton: self.brush, Qt.MouseButton.RightButton: Brush(self.brush.width, 0.0)}
        brush = buttons.get(event.button())
        if brush is None:
            event.ignore()
            return
        self._marked = False
        self.sketch.begin(brush, self.point_of(event.position()))
        self.refresh()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        if event.buttons() and self.sketch.move(self.point_of(event.position())):
            self.refresh()
        else:
            self.update()
            self._tell()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.sketch.end()
        self.refresh()

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self.update()
        self._tell()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._pointer = event.position()
        self.update()

    # The keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self._move_mark(*_STEPS[key])
        elif key == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._marked = True
                self.sketch.begin(self.brush, self._mark_point())
                self.refresh()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space:
            super().keyReleaseEvent(event)
        elif not event.isAutoRepeat():
            self.sketch.end()
            self.refresh()

    def _move_mark(self, across: int, down: int) -> None:
        self._pointer, (rows, columns) = None, self.sketch.manner.shape
        x, y = self._mark[0] + across, self._mark[1] + down
        self._mark, self._marked = (min(max(x, 0), columns - 1), min(max(y, 0), rows - 1)), True
        if self.sketch.move(self._mark_point()):
            self.refresh()
        else:
            self.update()
            self._tell()

    def _mark_point(self) -> Point:
        return self._mark[0] + 0.5, self._mark[1] + 0.5

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._marked = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.sketch.end()
        self._marked = False
        self.update()

    def _tell(self) -> None:
        pixel = None if self._pointer is None else self.pixel_at(self._pointer)
        if pixel is None and self._marked:
            pixel = self._mark[1] * self.sketch.manner.columns + self._mark[0]
        self.pointed.emit(pixel)

    # The picture

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        values = self.sketch.values
        image = pixel_image(values.ravel(), self.sketch.manner.shape, theme)
        rim = QColor(theme.focus if self.hasFocus() else theme.control_border)
        box = paint_picture(painter, image, QRectF(self.rect()).adjusted(1, 1, -1, -1), rim)
        self._paint_grid(painter, box)
        if not values.any() and not self._marked:
            painter.setPen(QColor(theme.muted_text))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), HINT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_hand(painter, box)
        painter.end()

    def _paint_grid(self, painter: QPainter, box: QRectF) -> None:
        cell, (rows, columns) = self._cell(), self.sketch.manner.shape
        if cell < _GRID_FROM:
            return
        color = QColor(self._theme.muted_text)
        color.setAlphaF(_GRID_ALPHA)
        painter.setPen(QPen(color, 1.0))
        for column in range(1, columns):
            x = box.left() + column * cell
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
        for row in range(1, rows):
            y = box.top() + row * cell
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))

    def _paint_hand(self, painter: QPainter, box: QRectF) -> None:
        """The brush under the pointer, or the mark."""
        cell = self._cell()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._marked:
            mark = QRectF(box.left() + self._mark[0] * cell, box.top() + self._mark[1] * cell, cell, cell)
            for width, color in ((4.0, self._theme.background), (2.0, self._theme.focus)):
                painter.setPen(QPen(QColor(color), width))
                painter.drawRect(mark)
        elif self._pointer is not None and box.contains(self._pointer):
            radius = self.brush.width * cell / 2
            for width, color in ((3.0, self._theme.background), (1.5, self._theme.accent)):
                painter.setPen(QPen(QColor(color), width))
                painter.drawEllipse(self._pointer, radius, radius)

    def sizeHint(self) -> QSize:
        return QSize(_USUAL, _USUAL)

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, _LEAST)
