"""A small drawing of what a schedule makes of the learning rate, with where the run is on it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.catalog import schedules
from engine.formula import counted
from engine.spec import OptimizerSpec
from engine.spec.rates import rate_after
from gui.theme.current import ThemeSwitch
from gui.theme.fonts import ui_font
from gui.theme.theme import Theme
from gui.widgets.numbers import NumberRule

HEIGHT, POINTS = 104, 160
_LEFT, _RIGHT, _TOP, _FOOT, _DOT = 46.0, 10.0, 8.0, 20.0, 3.5
_SPAN = 1000
_RATE, _COUNT = NumberRule("Rate"), NumberRule("Updates", integer=True)


class RateCurve(QWidget):
    """The rate over the optimizer's updates, from the first to twice the schedule's span or beyond the run."""

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = themes.theme
        self._spec, self._now = OptimizerSpec(), 0
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.show_theme)

    def show_spec(self, spec: OptimizerSpec) -> None:
        """Draw the schedule of this optimizer."""
        self._spec = spec
        self._tell()

    def show_now(self, iterations: int) -> None:
        """The optimizer has made so many updates."""
        if iterations != self._now:
            self._now = iterations
            self._tell()

    @Slot(object)
    def show_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.update()

    def rate_at(self, iterations: int) -> float:
        """The learning rate after so many updates."""
        return rate_after(self._spec, iterations)

    @property
    def reach(self) -> int:
        """The last update drawn."""
        known = {p.name: p.default for p in schedules[self._spec.schedule.name].parameters}
        span = {**known, **self._spec.schedule.parameters}.get("decay_steps", _SPAN)
        return max(int(2 * span), round(1.2 * self._now))

    def sizeHint(self) -> QSize:
        return QSize(280, HEIGHT)

    def _tell(self) -> None:
        now = _RATE.format(self.rate_at(self._now))
        self.setAccessibleName(f"Learning rate {now} after {counted(self._now, 'update')}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(_LEFT, _TOP, -_RIGHT, -_FOOT)
        self._paint_axes(painter, box)
        reach, top = self.reach, max(self._spec.learning_rate, self.rate_at(0))

        def place(iterations: int) -> QPointF:
            share = self.rate_at(iterations) / top
            return QPointF(box.left() + box.width() * iterations / reach, box.bottom() - box.height() * share)

        painter.setPen(QPen(QColor(self._theme.accent), 2.0))
        painter.drawPolyline(QPolygonF([place(round(reach * i / POINTS)) for i in range(POINTS + 1)]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.text))
        painter.drawEllipse(place(self._now), _DOT, _DOT)

    def _paint_axes(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(QPen(QColor(self._theme.border), 1.0))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.drawLine(box.bottomLeft(), box.topLeft())
        painter.setFont(ui_font(self._theme, self._theme.small_px))
        painter.setPen(QColor(self._theme.muted_text))
        right, middle = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignVCenter
        for height, words in ((box.top(), _RATE.format(self._spec.learning_rate)), (box.bottom(), "0")):
            painter.drawText(QRectF(0.0, height - 8.0, _LEFT - 6.0, 16.0), right | middle, words)
        foot = QRectF(box.left(), box.bottom() + 3.0, box.width(), _FOOT - 3.0)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, "update 0")
        painter.drawText(foot, right, f"{self.reach:,}")
