"""The area of the loss plot: batch losses, the curves of training and validation, the reading cursor."""

import numpy as np
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.plots.canvas import Canvas
from gui.plots.card import Line
from gui.plots.card_item import CardItem
from gui.plots.curve import CurveItem
from gui.plots.items import PlotItem
from gui.plots.loss_numbers import HALF_EPOCH, Array, Curve
from gui.plots.marks_item import MarksItem
from gui.plots.moment_item import MomentItem, pale
from gui.plots.scene_pixels import to_scene
from gui.plots.thinning import Band, as_line, joined
from gui.theme.theme import Color, Theme

_FAINT = 0.32
_DOT_PX = 4.0
_SAME = 1e-9
Point = tuple[float, float]


class LossCanvas(Canvas):
    """Draws curves; which ones, and how far the axes reach, is the panel's."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._batches = CurveItem(theme)
        self._training = CurveItem(theme)
        self._validation = CurveItem(theme)
        self._later = CurveItem(theme)
        self._again = CurveItem(theme)
        self.moment_item = MomentItem(theme)
        self.marks_item = MarksItem(theme)
        self.cursor_item = CursorItem(theme)
        self._log = False
        super().__init__(theme, "Loss over the epochs", zoomable=True, grid=True, parent=parent)
        self.bottom.show_name("epoch", beside=True)
        self.left.show_name("loss")
        curves: tuple[QGraphicsItem, ...] = (self._batches, self._again, self._training, self._validation)
        items: tuple[QGraphicsItem, ...] = (self.marks_item, *curves, self.moment_item, self._later, self.cursor_item)
        for order, item in enumerate(items):
            item.setZValue(10 * order)
            self.add(item)
        self.card_item = CardItem(self, theme)
        self.view.sigTransformChanged.connect(self.card_item.follow)

    def show_theme(self, theme: Theme) -> None:
        super().show_theme(theme)
        self._batches.show_pen(batch_color(theme), 1.0)
        self._again.show_pen(theme.curve_training, 1.4, dots=True, dashed=True)
        self._training.show_pen(theme.curve_training, 2.0, dots=True)
        self._validation.show_pen(theme.curve_validation, 2.0, dots=True)
        self._later.show_pen(pale(theme.curve_training, theme), 2.0, dots=True)
        self.moment_item.show_theme(theme)
        self.marks_item.show_theme(theme)
        self.cursor_item.show_theme(theme)
        if hasattr(self, "card_item"):  # the first theme comes from the constructor of the base class
            self.card_item.show_theme(theme)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 76)

    def show_figure(self, words: str) -> None:
        """Which figure is drawn, in words."""
        self.left.show_name(words)

    def show_log(self, log: bool) -> None:
        """Draw losses as logarithms, or as they are."""
        self._log = log
        self.left.show_log(log)

    def most(self) -> int:
        """How many buckets of a curve can be told apart: about one a pixel."""
        return max(int(self.view.width()), 100)

    def show_curves(
        self, batches: Band, training: Curve, validation: Curve, again: Curve, moment: float | None = None
    ) -> None:
        """Draw the curves, and the place of the run on them when it has gone back to a moment, in epochs.

        A training figure is the mean of an epoch and stands in its middle: until the epoch has ended it belongs to
        the future, though it may stand before the moment.
        """
        self.moment_item.show_moment(moment)
        self._draw(self._batches, *as_line(batches))
        known, later = parted(training, moment)
        lines = (self._training, known), (self._later, later), (self._validation, validation), (self._again, again)
        for item, curve in lines:
            self._draw(item, *as_line(joined(Band(curve.x, curve.y, curve.y), self.most() // 2)))

    def show_cursor(
        self, x: float | None, dots: tuple[tuple[Point, Color], ...] = (), lines: tuple[Line, ...] = ()
    ) -> None:
        """Stand at x, in epochs, with these dots, and say these lines beside it; None takes the cursor away."""
        self.cursor_item.show_cursor(x, dots)
        self.card_item.show_card(None if x is None else (x, float(self.view.viewRange()[1][1])), lines)

    def drawn(self, place: Point) -> Point:
        """A point (x, loss) where the axes put it."""
        return place[0], float(drawn_losses(np.array([place[1]]), log=self._log)[0])

    def _draw(self, item: CurveItem, x: Array, y: Array) -> None:
        item.show_line(x, drawn_losses(y, log=self._log))


class CursorItem(PlotItem):
    """An upright line with a dot on each curve."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._x: float | None = None
        self._dots: tuple[tuple[Point, Color], ...] = ()

    def show_cursor(self, x: float | None, dots: tuple[tuple[Point, Color], ...] = ()) -> None:
        """Stand at x, in data units, with these dots; None takes the cursor away."""
        if (x, dots) != (self._x, self._dots):
            self._x, self._dots = x, dots
            self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._x is None:
            return
        painter.save()
        transform, area = to_scene(painter, self), self.area()
        x = transform.map(QPointF(self._x, 0.0)).x()
        painter.setPen(QPen(QColor(self.theme.muted_text), 1.0, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        for place, color in self._dots:
            painter.setPen(QPen(QColor(self.theme.plot_background), 1.5))
            painter.setBrush(QColor(color))
            painter.drawEllipse(transform.map(QPointF(*place)), _DOT_PX, _DOT_PX)
        painter.restore()


def parted(training: Curve, moment: float | None) -> tuple[Curve, Curve]:
    """The training figures known at a moment in epochs, and those from the last of them on; all where it is None."""
    count = len(training.x) if moment is None else int(np.sum(training.x + HALF_EPOCH <= moment + _SAME))
    start = len(training.x) if count == len(training.x) else max(count - 1, 0)
    known = Curve(training.x[:count], training.y[:count])
    return known, Curve(training.x[start:], training.y[start:])


def drawn_losses(y: Array, *, log: bool) -> Array:
    """Losses as the axis takes them: NaN for what has no place on it."""
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.log10(y) if log else np.asarray(y, dtype=np.float64)
    return np.where(np.isfinite(values), values, np.nan)


def batch_color(theme: Theme) -> Color:
    """The training colour, faint: opaque, because a translucent line is slow to draw."""
    ink, paper = QColor(theme.curve_training), QColor(theme.plot_background)
    parts = [round(_FAINT * of(ink) + (1 - _FAINT) * of(paper)) for of in (QColor.red, QColor.green, QColor.blue)]
    return Color(QColor(*parts).name())
