"""The loss over the epochs: every batch, the training mean, the validation loss, and what they are now."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from engine.catalog import losses
from engine.spec import DataInfo, ExperimentSpec
from engine.trace import CurvesView, Snapshot
from gui.plots.card import Line
from gui.plots.elided_label import ElidedLabel
from gui.plots.export import paint_figure
from gui.plots.loss_canvas import LossCanvas
from gui.plots.loss_legend import loss_entries, metric_entries
from gui.plots.loss_numbers import HALF_EPOCH, epoch_curve, epochs_shown, loss_range, reading_at
from gui.plots.strip import Strip
from gui.plots.text import number
from gui.plots.thinning import Thinned
from gui.theme.current import ThemeSwitch
from gui.theme.theme import Theme
from gui.view import ViewState
from gui.widgets.items import Item
from gui.widgets.label import Label
from gui.widgets.segmented import Segmented
from gui.widgets.tips import in_lines

_SCALES = (
    Item("linear", "linear", "Equal steps of the loss are equal distances."),
    Item("log", "log", "Equal factors of the loss are equal distances: small losses can be told apart."),
)
_LEGEND_TIP = (
    "Training is the mean over an epoch's batches, taken while the weights change: "
    "it is drawn half an epoch earlier than the validation loss, which is measured at the epoch's end."
)
_CANVAS_TIP = (
    "Point, or press Shift with an arrow key, to read values, at a dashed line what was changed there; "
    "drag or turn the wheel to look closer; "
    "double-click for the whole run."
)
_NUDGES = 60


class LossPlot(QWidget):
    """Shows the recorded curves; `log_changed` tells that a person chose the other scale.

    asked: a figure of the legend was clicked, as an Address whose update is the one shown.
    """

    log_changed = Signal(bool)
    asked = Signal(object)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = themes.theme
        self._curves: CurvesView | None = None
        self._moment: Snapshot | None = None
        self._thinned = Thinned()
        self._log = False
        self._whole = True
        self._cursor: float | None = None
        self._drawn: tuple[object, ...] = ()
        self._name = ElidedLabel("small")
        self._scale = Segmented("Loss scale", _SCALES)
        self._legend = Strip(themes, "Loss now")
        self._canvas = LossCanvas(themes.theme)
        self._figures = Strip(themes, "Metrics now")
        self._legend.setToolTip(in_lines(_LEGEND_TIP))
        self._canvas.setToolTip(in_lines(_CANVAS_TIP))
        self._lay_out()
        self._legend.asked.connect(self.asked)
        self._figures.asked.connect(self.asked)
        self._scale.edited.connect(self._on_scale)
        self._canvas.hovered.connect(self._on_hovered)
        self._canvas.nudged.connect(self._on_nudged)
        self._canvas.unhovered.connect(self._on_unhovered)
        self._canvas.reset_asked.connect(self.show_all)
        self._canvas.view.sigRangeChangedManually.connect(self._on_zoomed)
        self._canvas.view.sigResized.connect(self._on_resized)
        themes.changed.connect(self.show_theme)
        self._redraw()

    def _lay_out(self) -> None:
        header = QHBoxLayout()
        header.setSpacing(8)
        header.addWidget(Label("LOSS", "heading"))
        header.addWidget(self._name, 1)
        header.addWidget(self._scale)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(header)
        layout.addWidget(self._legend)
        layout.addWidget(self._canvas, 1)
        layout.addWidget(self._figures)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_spec(self, spec: ExperimentSpec, info: DataInfo) -> None:
        """Name the loss."""
        name = losses[spec.training.loss.name].label
        self._name.setText(name)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the curves and figures of this moment; a run that starts anew is shown whole."""
        if self._curves is not None and len(snapshot.curves.x) < len(self._curves.x):
            self._whole = True
        self._curves, self._moment = snapshot.curves, snapshot
        self._redraw()

    def show_view(self, view: ViewState) -> None:
        """Take the scale from the view."""
        if view.log_loss != self._log:
            self._show_log(view.log_loss)

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
        name = self._name.text()
        title = f"Loss: {name[:1].lower()}{name[1:]}" if name else "Loss"
        self._canvas.cursor_item.hide()
        paint_figure(painter, rect, self._theme, title, (self._legend,), self._canvas, (self._figures,))
        self._canvas.cursor_item.show()

    def _show_log(self, log: bool) -> None:
        self._log = log
        self._whole = True
        self._drawn = ()
        self._scale.show_key("log" if log else "linear")
        self._canvas.show_log(log)
        self._redraw()

    def _redraw(self) -> None:
        """Draw what is new; the same curves again cost nothing."""
        view = self._curves
        key = _key(self._moment, self._canvas.most())
        if key == self._drawn:
            return
        self._drawn = key
        if view is None or self._moment is None:
            self._canvas.show_range((0.0, 1.0), (0.0, 1.0))
            return
        self._legend.show_entries(loss_entries(self._moment, self._theme))
        self._figures.show_entries(metric_entries(self._moment, self._theme))
        self._thinned.read(view)
        training, validation = epoch_curve(view, "loss", HALF_EPOCH), epoch_curve(view, "val_loss")
        if self._whole:
            reach = epochs_shown(view)
            all_batches = self._thinned.between(view, 0.0, reach, self._canvas.most())
            values = np.concatenate([all_batches.low, all_batches.high, training.y, validation.y])
            self._canvas.show_range((0.0, reach), loss_range(values, log=self._log))
        left, right = self._canvas.view.viewRange()[0]
        batches = self._thinned.between(view, left, right, self._canvas.most())
        line = self._moment.timeline
        in_past = line is not None and self._moment.update < line.tip
        moment = self._moment.epoch_position if in_past else None
        self._canvas.marks_item.show_marks(line.marks if line is not None else ())
        self._canvas.show_curves(batches, training, validation, moment)
        self._read_cursor()

    def _read_cursor(self) -> None:
        item, view, theme = self._canvas.cursor_item, self._curves, self._theme
        reading = reading_at(view, self._cursor) if view is not None and self._cursor is not None else None
        if reading is None or self._cursor is None:
            item.show_cursor(None)
            return
        lines, dots = [], []
        if reading.batch is not None:
            lines = [Line(f"{reading.batch[0]:.2f}", "epoch"), Line(number(reading.batch[1]), "batch")]
        for name, found, shift, color in (
            ("training", reading.training, HALF_EPOCH, theme.curve_training),
            ("validation", reading.validation, 0.0, theme.curve_validation),
        ):
            if found is not None:
                epoch = round(found[0] + shift)
                when = f"epoch {epoch}" if epoch else "start"
                lines.append(Line(number(found[1]), f"{name}, {when}", color))
                dots.append((self._canvas.drawn(found), color))
        (left, right), _ = self._canvas.view.viewRange()
        changed = self._canvas.marks_item.named(self._cursor, (right - left) / max(self._canvas.view.width(), 1.0))
        if changed:
            lines.append(Line(changed, "changed", theme.accent_ink))
        item.show_cursor(self._cursor if lines else None, tuple(dots), tuple(lines))

    @Slot(str)
    def _on_scale(self, key: str) -> None:
        self._show_log(key == "log")
        self.log_changed.emit(self._log)

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

    def sizeHint(self) -> QSize:
        return QSize(340, 260)


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
