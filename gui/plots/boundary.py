"""The decision boundary: what the network answers over the inputs, under the examples it learns from."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from engine.diagnostics import Surface, SurfaceRequest
from engine.diagnostics.points import PointSet, own_point_set
from engine.spec import OWN_POINTS, DataInfo, ExperimentSpec, same_set
from engine.trace import Snapshot
from gui.plots.answers import other_answers, shown_answer, signed_pair
from gui.plots.asked_place import AskedPlace
from gui.plots.boundary_canvas import BoundaryCanvas
from gui.plots.boundary_header import BoundaryHeader
from gui.plots.boundary_key import key_entries, without_parts
from gui.plots.columns import ColumnsRow
from gui.plots.curves_over_x import height_name, heights
from gui.plots.dots_layer import DotLooks, DotsLayer
from gui.plots.drawing import PlaneLooks, draw_curves, draw_plane
from gui.plots.export import paint_figure
from gui.plots.items import Dots
from gui.plots.live_line import LOW, LiveLine
from gui.plots.picture import SignedRange, title_of
from gui.plots.point_colors import inks_of
from gui.plots.prediction import Prediction
from gui.plots.slices import Slice, held_words, looked_at, slice_of
from gui.plots.strip import Entry, Strip
from gui.theme.current import ThemeSwitch
from gui.theme.theme import Theme
from gui.view import ViewState
from gui.widgets.tips import in_lines

_TIP = "Click, or press Shift with an arrow key, to see what the network answers at a place."


class BoundaryPlot(QWidget):
    """Shows surfaces, points, the chosen example and a prediction.

    `columns_chosen`: the inputs to plot (x, y or None). `pointed`: a place in data units whose prediction is
    asked, also when the network under a shown prediction has changed. `example_chosen`: a training row.
    `held_chosen`: what inputs that are not plotted are held at, as in the view. `larger_asked`: another size.
    `hand_asked`: tools for points by hand, or none. `spec_shown`: the experiment and its data are shown now.
    """

    columns_chosen = Signal(int, object)
    held_chosen = Signal(object)
    larger_asked = Signal()
    hand_asked = Signal()
    spec_shown = Signal(object, object)
    pointed = Signal(float, float)
    example_chosen = Signal(int)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = themes.theme
        self._spec: ExperimentSpec | None = None
        self._info: DataInfo | None = None
        self._surface: Surface | None = None
        self._signed: SignedRange | None = None
        self._output_key: tuple[Entry, ...] = ()
        self._view = ViewState()
        self._header = BoundaryHeader(themes, self)
        self._columns = ColumnsRow()
        self._canvas = BoundaryCanvas(themes.theme)
        self._dots, self.asked = DotsLayer(self._canvas.dots), AskedPlace(self._canvas, self)
        self._key, equation = Strip(themes, "Colour key"), Strip(themes, "Equation of the line")
        self._line = LiveLine(self._canvas.line, equation, self._header.note, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._header)
        for part in (self._columns, self._canvas, self._key, equation):
            layout.addWidget(part)
        layout.setStretchFactor(self._canvas, 1)
        self._layout = layout
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setToolTip(in_lines(_TIP))
        self._header.larger_asked.connect(self.larger_asked)
        self._header.held_chosen.connect(self.held_chosen)
        self._header.hand_asked.connect(self.hand_asked)
        self._columns.chosen.connect(self.columns_chosen)
        self.asked.asked.connect(self.pointed)
        self.asked.hit.connect(self._on_hit)
        themes.changed.connect(self.show_theme)
        self._show_title()

    def show_spec(self, spec: ExperimentSpec, info: DataInfo) -> None:
        """Show the experiment; another data set clears the plot."""
        if (spec, info) == (self._spec, self._info):
            return
        other = self._spec is None or self._info is None or not same_set(self._spec.data, self._info, spec.data, info)
        self._spec, self._info = spec, info
        if spec.data.name == OWN_POINTS:
            self._dots.points = own_point_set(spec.data)
        self._place_line()
        if other:
            self._dots.points = self._dots.points if spec.data.name == OWN_POINTS else None
            self._surface = None
            self.show_prediction(None)
            self._canvas.marks.show_ring(None)
        self._columns.show_inputs(info.columns)
        if len(info.columns) <= 2:
            self._header.note.setText("")
        self._redraw()
        self.spec_shown.emit(spec, info)

    def show_surface(self, surface: Surface) -> None:
        """Show what the network computes; asks again for a prediction that stands on older weights."""
        old, self._surface = self._surface, surface
        self._place_line()
        before, now = (None if old is None else slice_of(old.request)), slice_of(surface.request)
        if before is not None and before.columns != now.columns:
            self.show_prediction(None)
        self._redraw()
        stale = old is None or old.version != surface.version or before != now
        if stale:
            self.asked.ask_again()

    def show_points(self, points: PointSet) -> None:
        """Show the examples; points set by hand are those of the experiment, however far the engine is."""
        if self._spec is not None and self._spec.data.name == OWN_POINTS:
            return
        self._dots.points = points
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
            x, y = self.shown.columns
            if len(raw) == len(self._info.columns) and max(x, y or 0) < len(raw):
                height = heights(snapshot.example.target[None, :], self._info)[0] if y is None else raw[y]
                place = (float(raw[x]), float(height))
        self._canvas.marks.show_ring(place)

    def show_prediction(self, prediction: Prediction | None) -> None:
        """Mark a place and say the answer beside it; see `AskedPlace.show`."""
        self.asked.show(prediction, self._info, self.shown, self._theme)

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

    # The hand

    @property
    def canvas(self) -> BoundaryCanvas:
        return self._canvas

    @property
    def points(self) -> PointSet | None:
        return self._dots.points

    @property
    def experiment(self) -> tuple[ExperimentSpec, DataInfo]:
        """The experiment that is shown, and its data."""
        assert self._spec is not None
        assert self._info is not None
        return self._spec, self._info

    def add_bar(self, bar: QWidget) -> None:
        """Put a row of tools below the title."""
        self._layout.insertWidget(1, bar)

    def show_hand(self, on: bool) -> None:
        """Say whether there are tools for points by hand."""
        self._header.show_hand(on)

    def show_waiting(self, sentence: str) -> None:
        """Say over the map why these points cannot be learned from yet; "" takes it away."""
        if sentence:
            self._canvas.marks.show_ring(None)
        self._canvas.show_hint(sentence)

    def hold_dots(self, hidden: Sequence[int] | None) -> None:
        """While a hand is at work the dots stay as they were, without those in hidden rows; None lets them go on."""
        self._dots.hold(hidden)
        if self._spec is not None and self._info is not None:
            self._draw_dots(self._spec, self._info)

    def dots_of(self, points: PointSet) -> tuple[Dots, ...]:
        """How these points look here."""
        return self._dots.dots_of(points).dots

    @property
    def shown(self) -> Slice:
        """What is plotted: the surface's slice, or until it comes that of the view."""
        if self._surface is not None:
            return slice_of(self._surface.request)
        return looked_at(self._view, self._info)

    def _full_title(self) -> str:
        focus = self._surface.request.focus if self._surface is not None else None
        if self._spec is None or self._info is None:
            return "Output"
        return title_of(focus, self._info, self._answer(), self._spec.network.layers)

    def _answer(self) -> int | None:
        if self._spec is None or self._info is None:
            return None
        return shown_answer(self._surface.request if self._surface else SurfaceRequest(), self._spec, self._info)

    def _show_title(self) -> None:
        title, answer = self._full_title(), self._answer()
        if self._info is not None and len(self._info.columns) > 2:
            self._header.note.setText(", ".join(held_words(self._info, self.shown)))
        elif self._info is not None and self._info.task == "multilabel":
            self._header.note.setText(other_answers(self._info, answer))
        self._header.show_title(title)
        self._canvas.setAccessibleDescription(f"{title}. {self._key.text()}")

    def _redraw(self) -> None:
        if self._spec is None or self._info is None:
            return
        x, y = self.shown.columns
        self._columns.show_columns(self._view.x_column, self._view.y_column)
        self._header.others.show_slice(self._info, looked_at(self._view, self._info), self._dots.points)
        names, texts, inks = self._info.columns, self._info.categories, inks_of(self._theme, self._info)
        self._canvas.show_texts(*(() if i is None or i >= len(texts) else texts[i] for i in (x, y)))
        across = names[x] if x < len(names) else ""
        if y is None:
            self._canvas.show_names(across, height_name(self._surface, self._info, self._spec.network.layers))
            draw_curves(self._canvas, self._surface, self._spec, self._info, self._dots.points, inks)
            self._signed = None
        else:
            self._canvas.show_names(across, names[y] if y < len(names) else "", told=len(names) > 2)
            looks = PlaneLooks(inks, self._view.discrete, border=not self._line.applies)
            self._signed = draw_plane(
                self._canvas, self._surface, self._spec, self._info, self._dots.points, (x, y), looks
            )
        self._draw_dots(self._spec, self._info)
        self._show_key(self._spec, self._info)
        self._show_title()

    def _show_key(self, spec: ExperimentSpec, info: DataInfo) -> None:
        surface, validation, inks = self._surface, self._view.show_validation, inks_of(self._theme, info)
        now = key_entries(surface, spec, info, self._dots.points, inks, self._signed, validation=validation)
        if self.height() < LOW:
            now = without_parts(now)
        if surface is not None and (surface.request.focus is None or self._answer() is not None):
            self._output_key = now  # a neuron's key comes and goes: the room of both is kept, or the map would jump
        self._key.show_entries(now, self._output_key)
        self._line.say(info, inks)

    def _place_line(self) -> bool:
        """Whether the map's own border comes or goes with the line."""
        if self._spec is None or self._info is None:
            return False
        return self._line.place(self._spec, self._info, self._dots.points, self._surface, self.shown.columns)

    def _draw_dots(self, spec: ExperimentSpec, info: DataInfo) -> None:
        validation, answer, inks = self._view.show_validation, self._answer() or 0, inks_of(self._theme, info)
        looks = DotLooks(info, self.shown, inks, validation, signed_pair(spec, info), answer)
        if (found := self._dots.draw(looks)) is not None:
            self.asked.places = found.places

    @Slot(int)
    def _on_hit(self, index: int) -> None:
        if self._dots.points is not None:
            self.example_chosen.emit(int(self._dots.points.training_rows[index]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (event.size().height() < LOW) != (event.oldSize().height() < LOW):
            self._output_key = ()
            self._redraw()

    def sizeHint(self) -> QSize:
        return QSize(340, 380)
