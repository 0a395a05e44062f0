"""The loss over the epochs: every batch, the training mean, the validation loss, and what they are now."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from engine.catalog import losses, metrics
from engine.letters import small_first
from engine.spec import DataInfo, ExperimentSpec
from engine.spec.figure_words import AGAIN, VALIDATION
from engine.trace import CurvesView, Snapshot
from gui.plots.course_watch import CourseWatch
from gui.plots.export import paint_figure
from gui.plots.loss_canvas import LossCanvas
from gui.plots.loss_header import LOSS, LossHeader
from gui.plots.loss_legend import card_lines, in_rows, loss_entries, metric_entries
from gui.plots.loss_numbers import (
    HALF_EPOCH,
    SHARES,
    Array,
    epoch_curve,
    epochs_shown,
    loss_range,
    reading_at,
    share_range,
)
from gui.plots.strip import Strip
from gui.plots.thinning import Band, Thinned
from gui.theme.current import ThemeSwitch
from gui.theme.theme import Theme
from gui.view import ViewState
from gui.widgets.tips import in_lines

_NO_BATCHES = Band(np.empty(0), np.empty(0), np.empty(0))
_GAP, _LEAST_PLOT = 6, 108
_LEGEND_TIP = (
    "Training is the mean over an epoch's batches, taken while the weights change: it is drawn half an epoch earlier "
    "than validation, which is measured at the epoch's end. At end: the training part measured again at that moment."
)
_CANVAS_TIP = (
    "Point, or press Shift with an arrow key, to read values, at a dashed line what was changed there; "
    "drag or turn the wheel to look closer; "
    "double-click for the whole run."
)
_NUDGES = 60


class LossPlot(QWidget):
    """Shows the recorded curves. log_changed, figure_changed: a person chose the other scale, another figure.

    asked: a figure of the legend was clicked, as an Address whose update is the one shown; note_asked(text).
    """

    log_changed = Signal(bool)
    figure_changed = Signal(str)
    asked = Signal(object)
    note_asked = Signal(str)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = themes.theme
        self._curves: CurvesView | None = None
        self._moment: Snapshot | None = None
        self._thinned = Thinned()
        self._course = CourseWatch()
        self._log, self._figure, self._loss = False, LOSS, ""
        self._whole = True
        self._cursor: float | None = None
        self._drawn: tuple[object, ...] = ()
        self.header = LossHeader()
        self._legend = Strip(themes, "Loss now")
        self._canvas = LossCanvas(themes.theme)
        self._figures = Strip(themes, "Metrics now")
        self._legend.setToolTip(in_lines(_LEGEND_TIP))
        self._canvas.setToolTip(in_lines(_CANVAS_TIP))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        for part in (self.header, self._legend, self._canvas, self._figures):
            layout.addWidget(part, 1 if part is self._canvas else 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._connect()
        themes.changed.connect(self.show_theme)
        self._redraw()

    def _connect(self) -> None:
        self._legend.asked.connect(self.asked)
        self._figures.asked.connect(self.asked)
        self.header.log_chosen.connect(self._on_scale)
        self.header.figure_chosen.connect(self._on_figure)
        self.header.note.asked.connect(self.note_asked)
        self._canvas.hovered.connect(self._on_hovered)
        self._canvas.nudged.connect(self._on_nudged)
        self._canvas.unhovered.connect(self._on_unhovered)
        self._canvas.reset_asked.connect(self.show_all)
        self._canvas.view.sigRangeChangedManually.connect(self._on_zoomed)
        self._canvas.view.sigResized.connect(self._on_resized)

    def show_spec(self, spec: ExperimentSpec, info: DataInfo) -> None:
        """Name the loss, and offer the metrics."""
        self._loss = losses[spec.training.loss.name].label
        self.header.show_spec(spec, info)
        self._show_figure(self.header.figures.key())

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the curves and figures of this moment; a run that starts anew is shown whole."""
        if self._curves is not None and len(snapshot.curves.x) < len(self._curves.x):
            self._whole = True
        self._curves, self._moment = snapshot.curves, snapshot
        self._redraw()

    def show_view(self, view: ViewState) -> None:
        """Take scale and figure from the view."""
        if view.log_loss != self._log:
            self._show_log(view.log_loss)
        self._show_figure(view.curve)

    @Slot(object)
    def show_theme(self, theme: Theme) -> None:
        """Draw everything in another theme."""
        self._theme = theme
        self._canvas.show_theme(theme)
        self._drawn = ()
        self._redraw()

    @Slot()
    def show_all(self) -> None:
        """Show the whole run, and follow it as it grows."""
        self._whole = True
        self._drawn = ()
        self._redraw()

    def paint_to(self, painter: QPainter, rect: QRectF) -> None:
        """The plot with its legend, for a file; type grows with the rectangle."""
        name = self._loss
        title = f"Loss: {small_first(name)}" if name else "Loss"
        title = title if self._figure == LOSS else metrics[self._figure].label
        cursor, self._cursor = self._cursor, None
        self._read_cursor()
        shown = self._figures.entries()
        if self._moment is not None:
            self._figures.show_entries(metric_entries(self._moment, self._theme, self._figure))
        paint_figure(painter, rect, self._theme, title, (self._legend,), self._canvas, (self._figures,))
        self._figures.show_entries(shown)
        self._cursor = cursor
        self._read_cursor()

    def _show_log(self, log: bool) -> None:
        self._log = log
        self.header.show_log(log)
        self._draw_anew()

    def _show_figure(self, name: str) -> None:
        name = self.header.show_figure(name)
        if name != self._figure:
            self._figure = name
            self._canvas.show_figure("loss" if name == LOSS else metrics[name].label.lower())
            self._draw_anew()

    def _draw_anew(self) -> None:
        self._whole, self._drawn = True, ()
        self._canvas.show_log(self._log and self._figure == LOSS)
        self._redraw()

    def _redraw(self) -> None:
        """Draw what is new; the same curves again cost nothing."""
        view, moment, name = self._curves, self._moment, self._figure
        key = _key(moment, self._canvas.most())
        if key == self._drawn:
            return
        self._drawn = key
        if view is None or moment is None:
            self._canvas.show_range((0.0, 1.0), (0.0, 1.0))
            return
        self._show_words(moment)
        self._thinned.read(view)
        training, validation = epoch_curve(view, name, HALF_EPOCH), epoch_curve(view, VALIDATION + name)
        again = epoch_curve(view, AGAIN + name)
        if self._whole:
            reach = epochs_shown(view)
            values = np.concatenate([training.y, validation.y, again.y, *self._batch_extremes(view, reach)])
            self._canvas.show_range((0.0, reach), self._range(values))
        left, right = self._canvas.view.viewRange()[0]
        batches = self._thinned.between(view, left, right, self._canvas.most()) if name == LOSS else _NO_BATCHES
        line = moment.timeline
        self._canvas.marks_item.show_marks(line.marks if line is not None else ())
        self._canvas.show_curves(batches, training, validation, again, _past(moment))
        self._read_cursor()

    def _show_words(self, moment: Snapshot) -> None:
        """The figures above and below the plot, as many of those below as leave it room, and the note."""
        theme, strip = self._theme, self._figures
        self._legend.show_entries(loss_entries(moment, theme, self._figure))
        line = strip.row_height()
        free = self.height() - self.header.sizeHint().height() - self._legend.height() - 3 * _GAP - _LEAST_PLOT
        most = max(1, int(free // line))
        strip.show_entries(in_rows(strip, metric_entries(moment, theme, self._figure), most, theme))
        self.header.note.show_note(self._course.note_of(moment))

    def _batch_extremes(self, view: CurvesView, reach: float) -> tuple[Array, ...]:
        if self._figure != LOSS:
            return ()
        band = self._thinned.between(view, 0.0, reach, self._canvas.most())
        return band.low, band.high

    def _range(self, values: Array) -> tuple[float, float]:
        if self._figure in SHARES:
            return share_range(values)
        return loss_range(values, log=self._log and self._figure == LOSS)

    def _read_cursor(self) -> None:
        view, cursor = self._curves, self._cursor
        if view is None or cursor is None:
            self._canvas.show_cursor(None)
            return
        reading = reading_at(view, cursor, self._figure)
        (left, right), _ = self._canvas.view.viewRange()
        changed = self._canvas.marks_item.named(cursor, (right - left) / max(self._canvas.view.width(), 1.0))
        lines, places = card_lines(reading, cursor, changed, self._theme)
        dots = tuple((self._canvas.drawn(place), color) for place, color in places)
        self._canvas.show_cursor(cursor if lines else None, dots, lines)

    @Slot(str)
    def _on_figure(self, name: str) -> None:
        self._show_figure(name)
        self.figure_changed.emit(name)

    @Slot(bool)
    def _on_scale(self, log: bool) -> None:
        self._show_log(log)
        self.log_changed.emit(log)

    @Slot(float, float)
    def _on_hovered(self, x: float, _: float) -> None:
        self._cursor = x
        self._read_cursor()

    @Slot(int, int)
    def _on_nudged(self, right: int, _: int) -> None:
        low, high = self._canvas.view.viewRange()[0]
        start = high if self._cursor is None else self._cursor
        self._on_hovered(min(max(start + right * (high - low) / _NUDGES, low), high), 0.0)

    @Slot()
    def _on_unhovered(self) -> None:
        self._cursor = None
        self._read_cursor()

    @Slot(object)
    def _on_zoomed(self, _: object) -> None:
        self._whole = False
        self._drawn = ()
        self._redraw()

    @Slot(object)
    def _on_resized(self, _: object) -> None:
        self._redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._moment is not None:
            self._show_words(self._moment)

    def sizeHint(self) -> QSize:
        return QSize(340, 260)


def _past(moment: Snapshot) -> float | None:
    """Where on the curves the moment is, in epochs, if it is one of the past."""
    line = moment.timeline
    return moment.epoch_position if line is not None and moment.update < line.tip else None


def _key(moment: Snapshot | None, most: int) -> tuple[object, ...]:
    """What the picture depends on, but for scale, theme and zoom."""
    if moment is None:
        return ("nothing",)
    view, figures = moment.curves, tuple(moment.latest.items())
    last = (float(view.x[-1]), float(view.y[-1])) if len(view.x) else (0.0, 0.0)
    reach = len(view.x), *last, len(view.epochs)
    line = moment.timeline
    marks = (line.tip, line.marks) if line else ()
    return *reach, most, figures, moment.outdated, moment.epoch_position, marks
