"""The track of the time line: drag or click it to go to another moment of the run."""

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QToolTip, QWidget

from engine.trace import Mark, TimelineView
from gui.theme.current import ThemeSwitch
from gui.theme.fonts import ui_font
from gui.theme.theme import Theme

HEIGHT = 30
_SIDE = 9.0
_BAR = 5.0
_FEWEST_PIXELS = 5.0  # between two ticks of epochs


class TimeTrack(QSlider):
    """A slider over all updates that can be reached; `asked` carries the update a person wants to see."""

    asked = Signal(int)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setAccessibleName("Moment of the run")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self._theme: Theme = themes.theme
        self._view = TimelineView(0, 0, position=None)  # type: ignore[arg-type]  # until the first one comes
        self._batches = 1
        self._dragging = False
        self.valueChanged.connect(self._on_value)
        themes.changed.connect(self.show_theme)

    def show_view(self, view: TimelineView, update: int, batches: int) -> None:
        """Show the recorded stretch and where the run is; `batches` are an epoch's."""
        with QSignalBlocker(self):
            self.setRange(min(view.first, view.tip), view.tip)
            self.setPageStep(max(batches, 1))
            if not self._dragging:
                self.setValue(update)
        if (view.tip, view.first, view.marks, view.branches) != self._shape() or batches != self._batches:
            self._view, self._batches = view, max(batches, 1)
        self.setAccessibleDescription(f"update {update:,} of {view.tip:,}")
        self.update()

    def _shape(self) -> tuple[object, ...]:
        return self._view.tip, self._view.first, self._view.marks, self._view.branches

    @Slot(object)
    def show_theme(self, theme: Theme) -> None:
        """Draw anew in another theme."""
        self._theme = theme
        self.update()

    @Slot(int)
    def _on_value(self, value: int) -> None:
        self.asked.emit(value)
        self.update()

    def update_at(self, x: float) -> int:
        """The update at a place of the track."""
        share = (x - _SIDE) / max(self.width() - 2 * _SIDE, 1.0)
        return round(self.minimum() + min(max(share, 0.0), 1.0) * (self.maximum() - self.minimum()))

    def x_of(self, update: float) -> float:
        """Where an update stands on the track."""
        span = max(self.maximum() - self.minimum(), 1)
        return _SIDE + (update - self.minimum()) / span * (self.width() - 2 * _SIDE)

    def mark_at(self, x: float) -> Mark | None:
        """The change that stands under a place of the track."""
        near = [mark for mark in self._view.marks if mark.update and abs(self.x_of(mark.update) - x) <= 6]
        return min(near, key=lambda mark: abs(self.x_of(mark.update) - x), default=None)

    def _hint(self, x: float) -> str:
        update = self.update_at(x)
        mark = self.mark_at(x)
        if mark is not None:
            return f"After update {mark.update:,}: {mark.text}"
        epoch = update // self._batches + 1
        return f"Update {update:,}, epoch {epoch:,}"

    def _paint_bar(self, painter: QPainter, middle: float) -> None:
        theme, here = self._theme, self.x_of(self.value())
        painter.setPen(Qt.PenStyle.NoPen)
        for left, right, color in (
            (self.x_of(self.minimum()), here, theme.accent),
            (here, self.x_of(self.maximum()), theme.control_border),
        ):
            painter.setBrush(QColor(color))
            painter.drawRoundedRect(QRectF(left, middle - _BAR / 2, max(right - left, 0.0), _BAR), 2.5, 2.5)

    def _paint_epochs(self, painter: QPainter, middle: float) -> None:
        """A tick an epoch, or every so many epochs where they would touch."""
        span = max(self.maximum() - self.minimum(), 1)
        step = self._batches
        while (self.width() - 2 * _SIDE) * step / span < _FEWEST_PIXELS and step < span:
            step *= 2 if str(step)[0] != "2" else 5
        painter.setPen(QPen(QColor(self._theme.control_border), 1))
        first = -(-self.minimum() // step) * step
        for update in range(first, self.maximum() + 1, step):
            x = round(self.x_of(update)) + 0.5
            painter.drawLine(QPointF(x, middle + 6), QPointF(x, middle + 9))

    def _paint_marks(self, painter: QPainter, middle: float) -> None:
        """A diamond where something was changed, a fork where another course left."""
        painter.setPen(QPen(QColor(self._theme.surface), 1))
        painter.setBrush(QColor(self._theme.text))
        for mark in self._view.marks:
            if mark.update:
                x = self.x_of(mark.update)
                shape = [
                    QPointF(x, middle - 5),
                    QPointF(x + 5, middle),
                    QPointF(x, middle + 5),
                    QPointF(x - 5, middle),
                ]
                painter.drawPolygon(QPolygonF(shape))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.muted_text), 1.5))
        for branch in self._view.branches:
            if self.minimum() < branch.start < self.maximum():
                x = self.x_of(branch.start)
                painter.drawPolyline(
                    QPolygonF([QPointF(x, middle - 3), QPointF(x + 5, middle - 9), QPointF(x + 16, middle - 9)])
                )

    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        if self.maximum() == self.minimum():
            painter.setPen(QColor(self._theme.muted_text))
            painter.setFont(ui_font(self._theme, self._theme.small_px))
            text = "Every update will stand here: drag to go back to any of them."
            shown = QFontMetricsF(painter.font()).elidedText(
                text, Qt.TextElideMode.ElideRight, self.width() - 2 * _SIDE
            )
            painter.drawText(QRectF(self.rect()).adjusted(_SIDE, 0, -_SIDE, 0), Qt.AlignmentFlag.AlignVCenter, shown)
            return
        self._paint_epochs(painter, middle)
        self._paint_bar(painter, middle)
        self._paint_marks(painter, middle)
        painter.setPen(QPen(QColor(self._theme.surface), 2))
        painter.setBrush(QColor(self._theme.focus if self.hasFocus() else self._theme.accent))
        painter.drawEllipse(QPointF(self.x_of(self.value()), middle), 7.5, 7.5)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.maximum() > self.minimum():
            mark = self.mark_at(event.position().x())
            self._dragging = True
            self.setValue(mark.update if mark else self.update_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.maximum() == self.minimum():
            return
        QToolTip.showText(event.globalPosition().toPoint(), self._hint(event.position().x()), self)
        if self._dragging:
            self.setValue(self.update_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
