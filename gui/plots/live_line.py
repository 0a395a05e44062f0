"""The line of a single neuron at a moment: where it runs in the plot, and what its key says."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLabel, QWidget

from engine.diagnostics import DecisionLine, Surface, decision_line
from engine.diagnostics.points import PointSet
from engine.spec import DataInfo, ExperimentSpec
from engine.trace import Snapshot
from gui.plots.line_item import LineItem
from gui.plots.point_colors import shown_ranges
from gui.plots.strip import Entry, Mark, Strip
from gui.theme.theme import Theme

Range = tuple[float, float]
End = tuple[float, float]
_SHORT_NAMES = ("x₁", "x₂")
LOW = 270
"""How high a plot is at least that has room for more than the map and what its colours mean."""
_TIP = "Where the neuron's weighted sum is 0, in the data's own units: on one side it says yes, on the other no."


class LiveLine(QObject):
    """Keeps the line where the weights of the moment put it, and says its equation.

    The equation has a row of its own, `equation`; in a plot so low that the map needs it, it stands short in `note`.
    """

    def __init__(self, item: LineItem, equation: Strip, note: QLabel, plot: QWidget) -> None:
        super().__init__(plot)
        self._item, self._equation, self._note, self._plot = item, equation, note, plot
        self._line: DecisionLine | None = None
        self._short = self._noted = ""
        self.moment: Snapshot | None = None
        equation.hide()
        plot.installEventFilter(self)

    @property
    def applies(self) -> bool:
        """Whether the network has such a line, so that the map needs no border of its own."""
        return self._line is not None

    @property
    def strips(self) -> tuple[Strip, ...]:
        """What belongs below the plot in a file."""
        return (self._equation,) if self.applies else ()

    def place(
        self,
        spec: ExperimentSpec,
        info: DataInfo,
        points: PointSet | None,
        surface: Surface | None,
        columns: tuple[int, int | None],
    ) -> bool:
        """Draw the line over the plotted columns; whether there is one now and was none before, or the other way."""
        had, (x, y) = self.applies, columns
        self._line = _line_at(self.moment, spec, info, points, surface)
        ranges = shown_ranges(surface, points, x, y)
        ends = None if self._line is None or y is None else plotted_ends(self._line, x, y, *ranges)
        self._item.show_ends(ends)
        return had != self.applies

    def say(self, info: DataInfo, theme: Theme) -> None:
        """Write the equation, with short names for the inputs where there is no room for their own."""
        self._short = ""
        if self._line is not None:
            names = info.short_inputs
            full, self._short = self._line.equation((names[0], names[1])), self._line.equation(_SHORT_NAMES)
            mark: Mark = "line" if self._line.exists else "none"
            self._equation.show_entries((Entry(mark, full, theme.text, theme.text, shorts=(self._short,)),))
            self._equation.setToolTip(f"{_TIP} {full}")
        self._arrange()

    def _arrange(self) -> None:
        low = self._plot.height() < LOW
        self._equation.setVisible(self.applies and not low)
        text = self._short if low else ""
        if text or self._note.text() == self._noted:  # what others say there is left alone
            self._note.setText(text)
        self._noted = text

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._arrange()
        return super().eventFilter(watched, event)


def plotted_ends(line: DecisionLine, x: int, y: int, x_range: Range, y_range: Range) -> tuple[End, End] | None:
    """The line's ends within the plot of input x across and input y up."""
    if (x, y) == (0, 1):
        return line.ends(x_range, y_range)
    turned = line.ends(y_range, x_range)
    return None if turned is None else (turned[0][::-1], turned[1][::-1])


def _line_at(
    moment: Snapshot | None, spec: ExperimentSpec, info: DataInfo, points: PointSet | None, surface: Surface | None
) -> DecisionLine | None:
    """None where the network is more than one neuron, or the plot shows something else than its output."""
    if moment is None or points is None or moment.spec != spec or len(moment.layers) != 1:
        return None
    if surface is not None and surface.request.focus is not None:
        return None
    (weights,) = moment.layers
    return decision_line(spec.network, info, weights.kernel, weights.bias, points.scaling)
