"""The decision boundary: what the network answers over the inputs, under the examples it learns from."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from engine.diagnostics import Surface, SurfaceRequest
from engine.diagnostics.points import PointSet
from engine.spec import DataInfo, ExperimentSpec
from engine.trace import Snapshot
from gui.plots.answers import other_answers, shown_answer, signed_pair
from gui.plots.boundary_canvas import BoundaryCanvas
from gui.plots.boundary_header import BoundaryHeader
from gui.plots.boundary_key import key_entries, without_parts
from gui.plots.columns import ColumnsRow
from gui.plots.curves_over_x import height_name, heights
from gui.plots.drawing import PlaneLooks, draw_curves, draw_plane
from gui.plots.example_dots import NO_PLACES, example_dots
from gui.plots.export import paint_figure
from gui.plots.live_line import LOW, LiveLine
from gui.plots.picture import SignedRange, title_of
from gui.plots.prediction import Prediction
from gui.plots.slices import Slice, held_words, looked_at, slice_of
from gui.plots.strip import Entry, Strip
from gui.theme.current import ThemeSwitch
from gui.theme.theme import Theme
from gui.view import ViewState
from gui.widgets.tips import in_lines

_NEAR_PX = 8.0
_TIP = "Click, or press Shift with an arrow key, to see what the network answers at a place."


class BoundaryPlot(QWidget):
    """Shows surfaces, points, the chosen example and a prediction.

    `columns_chosen`: the inputs to plot (x, y or None). `pointed`: a place in data units whose prediction is
    asked, also when the network under a shown prediction has changed. `example_chosen`: a training row.
    `held_chosen`: what inputs that are not plotted are held at, as in the view. `larger_asked`: another size.
    """

    columns_chosen = Signal(int, object)
    held_chosen = Signal(object)
    larger_asked = Signal()
    pointed = Signal(float, float)
    example_chosen = Signal(int)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = themes.theme
        self._spec: ExperimentSpec | None = None
        self._info: DataInfo | None = None
        self._points: PointSet | None = None
        self._surface: Surface | None = None
        self._signed: SignedRange | None = None
        self._places = NO_PLACES
        self._output_key: tuple[Entry, ...] = ()
        self._dots_of: tuple[object, ...] = ()
        self._view = ViewState()
        self._prediction: Prediction | None = None
        self._dismissed: tuple[float, float] | None = None
        self._header = BoundaryHeader(themes, self)
        self._columns = ColumnsRow()
        self._canvas = BoundaryCanvas(themes.theme)
        self._key, equation = Strip(themes, "Colour key"), Strip(themes, "Equation of the line")
        self._line = LiveLine(self._canvas.line, equation, self._header.note, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._header)
        for part in (self._columns, self._canvas, self._key, equation):
            layout.addWidget(part)
        layout.setStretchFactor(self._canvas, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setToolTip(in_lines(_TIP))
        self._header.larger_asked.connect(self.larger_asked)
        self._header.held_chosen.connect(self.held_chosen)
        self._columns.chosen.connect(self.columns_chosen)
        self._canvas.pressed.connect(self._on_pressed)
        self._canvas.nudged.connect(self._on_nudged)
        themes.changed.connect(self.show_theme)
        self._show_title()

    def show_spec(self, spec: ExperimentSpec, info: DataInfo) -> None:
        """Show the experiment; another data set clears the plot."""
        if (spec, info) == (self._spec, self._info):
            return
        other = self._spec is None or spec.data.name != self._spec.data.name
        self._spec, self._info = spec, info
        self._place_line()
        if other:
            self._points = self._surface = None
            self.show_prediction(None)
            self._canvas.marks.show_ring(None)
        self._columns.show_inputs(info.columns)
        if len(info.columns) <= 2:
            self._header.note.setText("")
        self._redraw()

    def show_surface(self, surface: Surface) -> None:
        """Show what the network computes; asks again for a prediction that stands on older weights."""
        old, self._surface = self._surface, surface
        self._place_line()
        before, now = (None if old is None else slice_of(old.request)), slice_of(surface.request)
        if before is not None and before.columns != now.columns:
            self.show_prediction(None)
        self._redraw()
        stale = old is None or old.version != surface.version or before != now
        if self._prediction is not None and stale:
            self.pointed.emit(self._prediction.x, self._prediction.y)

    def show_points(self, points: PointSet) -> None:
        """Show the examples."""
        self._points = points
        self._place_line()
        self._redraw()

    def show_view(self, view: ViewState) -> None:
        """Show the chosen inputs, and validation points or not."""
        if view != self._view:
            self._view = view
            self._redraw()

    def show_line(self, snapshot: Snapshot) -> None:
        """Move the line of a single neuron to where this moment's weights put it."""
        self._line.moment = snapshot
        if self._place_line():
            self._redraw()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Ring the example that is shown, and say the line's equation."""
        self.show_line(snapshot)
        if self._spec is not None and self._info is not None:
            self._show_key(self._spec, self._info)
        place = None
        if snapshot.example is not None and self._info is not None:
            raw = snapshot.example.raw
            x, y = self._slice().columns
            if len(raw) == len(self._info.columns) and max(x, y or 0) < len(raw):
                height = heights(snapshot.example.target[None, :], self._info)[0] if y is None else raw[y]
                place = (float(raw[x]), float(height))
        self._canvas.marks.show_ring(place)

    def show_prediction(self, prediction: Prediction | None) -> None:
        """Mark a place and say the answer beside it; None takes the card away.

        A click on the mark takes it away too: an answer that was still on its way is then dropped.
        """
        if prediction is not None and (prediction.x, prediction.y) == self._dismissed:
            return
        self._prediction = prediction
        if prediction is None:
            self._canvas.show_card(None)
        else:
            lines = prediction.lines(self._info, self._slice(), self._canvas.height(), self._theme)
            self._canvas.show_card((prediction.x, prediction.y), lines)

    def show_larger(self, larger: bool) -> None:
        """Offer the way back from the larger size, or to it."""
        self._header.show_larger(larger)

    @Slot(object)
    def show_theme(self, theme: Theme) -> None:
        """Draw everything in another theme."""
        self._theme = theme
        self._canvas.show_theme(theme)
        self._redraw()

    def paint_to(self, painter: QPainter, rect: QRectF) -> None:
        """The plot with title and key, for a file; type grows with the rectangle."""
        strips = (self._key, *self._line.strips)
        paint_figure(painter, rect, self._theme, self._full_title(), (), self._canvas, strips)

    def _slice(self) -> Slice:
        """What is plotted: the surface's slice, or until it comes that of the view."""
        if self._surface is not None:
            return slice_of(self._surface.request)
        return looked_at(self._view, self._info)

    def _full_title(self) -> str:
        focus = self._surface.request.focus if self._surface is not None else None
        return title_of(focus, self._info, self._answer()) if self._info is not None else "Output"

    def _answer(self) -> int | None:
        if self._spec is None or self._info is None:
            return None
        return shown_answer(self._surface.request if self._surface else SurfaceRequest(), self._spec, self._info)

    def _show_title(self) -> None:
        title, answer = self._full_title(), self._answer()
        if self._info is not None and len(self._info.columns) > 2:
            self._header.note.setText(", ".join(held_words(self._info, self._slice())))
        elif self._info is not None and self._info.task == "multilabel":
            self._header.note.setText(other_answers(self._info, answer))
        self._header.show_title(title)
        self._canvas.setAccessibleDescription(f"{title}. {self._key.text()}")

    def _redraw(self) -> None:
        if self._spec is None or self._info is None:
            return
        x, y = self._slice().columns
        self._columns.show_columns(self._view.x_column, self._view.y_column)
        self._header.others.show_slice(self._info, looked_at(self._view, self._info), self._points)
        names = self._info.columns
        across = names[x] if x < len(names) else ""
        if y is None:
            self._canvas.show_names(across, height_name(self._surface, self._info))
            draw_curves(self._canvas, self._surface, self._spec, self._info, self._points, self._theme)
            self._signed = None
        else:
            self._canvas.show_names(across, names[y] if y < len(names) else "", told=len(names) > 2)
            looks = PlaneLooks(self._theme, self._view.discrete, border=not self._line.applies)
            self._signed = draw_plane(
                self._canvas, self._surface, self._spec, self._info, self._points, (x, y), looks
            )
        self._draw_dots(self._spec, self._info)
        self._show_key(self._spec, self._info)
        self._show_title()

    def _show_key(self, spec: ExperimentSpec, info: DataInfo) -> None:
        surface, validation = self._surface, self._view.show_validation
        now = key_entries(surface, spec, info, self._points, self._theme, self._signed, validation=validation)
        if self.height() < LOW:
            now = without_parts(now)
        if surface is not None and (surface.request.focus is None or self._answer() is not None):
            self._output_key = now  # a neuron's key comes and goes: the room of both is kept, or the map would jump
        self._key.show_entries(now, self._output_key)
        self._line.say(info, self._theme)

    def _place_line(self) -> bool:
        """Whether the map's own border comes or goes with the line."""
        if self._spec is None or self._info is None:
            return False
        return self._line.place(self._spec, self._info, self._points, self._surface, self._slice().columns)

    def _draw_dots(self, spec: ExperimentSpec, info: DataInfo) -> None:
        validation, signed, answer = self._view.show_validation, signed_pair(spec, info), self._answer() or 0
        drawn = (self._points, info, self._slice(), self._theme, validation, signed, answer)
        if drawn == self._dots_of:
            return
        self._dots_of = drawn
        found = example_dots(
            self._points, info, self._slice(), self._theme, validation=validation, signed=signed, answer=answer
        )
        self._places = found.places
        self._canvas.dots.show_dots(found.dots)

    @Slot(float, float)
    def _on_pressed(self, x: float, y: float) -> None:
        shown = self._prediction
        if shown is not None and self._nearest(np.array([[shown.x, shown.y]]), x, y) is not None:
            self.show_prediction(None)
            self._dismissed = (shown.x, shown.y)
            return
        self._dismissed = None
        index = self._nearest(self._places, x, y)
        if index is not None and self._points is not None:
            x, y = self._places[index].tolist()
            self.example_chosen.emit(int(self._points.training_rows[index]))
        self.pointed.emit(x, y)

    def _nearest(self, places: NDArray[np.float64], x: float, y: float) -> int | None:
        """Which of places (n, 2) is nearest and within a few pixels, or None."""
        if not len(places):
            return None
        away = (places - np.array([x, y])) / np.array(self._canvas.view.viewPixelSize())
        distance = np.hypot(away[:, 0], away[:, 1])
        nearest = int(distance.argmin())
        return nearest if distance[nearest] <= _NEAR_PX else None

    @Slot(int, int)
    def _on_nudged(self, right: int, up: int) -> None:
        shown, self._dismissed = self._prediction, None
        self.pointed.emit(*self._canvas.beside((shown.x, shown.y) if shown else None, right, up))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (event.size().height() < LOW) != (event.oldSize().height() < LOW):
            self._output_key = ()
            self._redraw()

    def sizeHint(self) -> QSize:
        return QSize(340, 380)
