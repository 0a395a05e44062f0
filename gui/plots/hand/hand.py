"""The hand on the boundary plot: from the pointer to named edits of the points, drawn at once whatever they cost."""

from __future__ import annotations

import time

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

from engine.spec import DataInfo, ExperimentSpec, OwnPoints
from gui.plots.answers import signed_pair
from gui.plots.boundary import BoundaryPlot
from gui.plots.hand import gestures
from gui.plots.hand.bar import ADD, BRUSH, ERASE, LOOK, MOVE, HandBar
from gui.plots.hand.edits import HandEdits
from gui.plots.hand.geometry import nearest
from gui.plots.hand.gestures import REACH, Gesture, Pixel
from gui.plots.hand.ground import Ground
from gui.plots.hand.items import HandMarks
from gui.plots.hand.loose import LooseDots
from gui.plots.point_colors import target_limit
from gui.plots.slices import held_values
from gui.theme.current import ThemeSwitch
from gui.theme.theme import Theme

FRAME_MS = 16
EDIT_MS = 90  # the engine takes edits no more often while a gesture goes on; what is drawn does not wait for it
_KEYS = 90_000_000
_NOTCH = 120.0
_Kind = QEvent.Type
_ENTER = frozenset((Qt.Key.Key_Return, Qt.Key.Key_Enter))
_HEARD = frozenset(
    (_Kind.MouseButtonPress, _Kind.MouseButtonDblClick, _Kind.MouseMove, _Kind.MouseButtonRelease, _Kind.Wheel,
     _Kind.Leave)
)  # fmt: skip


class Hand(QObject):
    """The tools on a plot; what they do to the experiment goes out by `edits`. taken(tool): another one."""

    taken = Signal(str)

    def __init__(self, plot: BoundaryPlot, themes: ThemeSwitch) -> None:
        super().__init__(plot)
        self._plot, self._canvas = plot, plot.canvas
        self._viewport = plot.canvas.viewport()
        self.bar = HandBar(themes)
        self.edits = HandEdits(*plot.experiment, self)
        self._loose = LooseDots(themes.theme)
        self._marks = HandMarks(themes.theme)
        self._gesture: Gesture | None = None
        self._selected: list[int] = []
        self._gestures, self._sent = 0, False
        self._rng = np.random.default_rng()
        self._frames = QTimer(self, interval=FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._pace = QTimer(self, interval=EDIT_MS, singleShot=True)
        self._ticked = 0.0
        self.tool = LOOK
        for height, item in enumerate((self._loose, self._marks)):
            item.setZValue(45 + height)
            self._canvas.add(item)
        plot.add_bar(self.bar)
        self._connect(themes)
        self.show_spec(*plot.experiment)

    def _connect(self, themes: ThemeSwitch) -> None:
        self._frames.timeout.connect(self._on_frame)
        self._pace.timeout.connect(self._send)
        self.bar.tool_chosen.connect(self.take)
        self.bar.class_asked.connect(self._on_class_asked)
        self.bar.clear_asked.connect(self.edits.clear)
        self.bar.class_named.connect(self.edits.name_class)
        self.bar.class_removed.connect(self.edits.remove_class)
        self.bar.refused.connect(self.edits.refused)
        self._plot.spec_shown.connect(self.show_spec)
        themes.changed.connect(self._show_theme)

    @property
    def busy(self) -> bool:
        """Whether a button is held."""
        return self._gesture is not None

    @Slot(object, object)
    def show_spec(self, spec: ExperimentSpec, info: DataInfo) -> None:
        """The experiment as it is now."""
        other = spec.data != self.edits.spec.data
        self.edits.spec, self.edits.info = spec, info
        single = len(info.columns) == 1 and info.task == "regression"
        limit = target_limit(self._plot.points) or 1.0
        self.bar.show_kind(info, signed_pair(spec, info), limit, single)
        if other and self._gesture is None:
            points = self._plot.points
            total = 0 if points is None else points.training_count + points.validation_count
            self._select([row for row in self._selected if row < total])

    @Slot(str)
    def take(self, tool: str) -> None:
        """Take a tool into the hand."""
        self.tool = tool
        self.bar.show_tool(tool)
        self._marks.show_brush(None)
        if tool != MOVE:
            self._select([])
        shape = Qt.CursorShape.ArrowCursor if tool == LOOK else Qt.CursorShape.CrossCursor
        self._viewport.setCursor(shape)
        for watched in (self._viewport, self._canvas):
            watched.removeEventFilter(self)
            if tool != LOOK:
                watched.installEventFilter(self)
        self.taken.emit(tool)

    @Slot()
    def _on_class_asked(self) -> None:
        index = self.edits.add_class()
        if index is not None:
            self.bar.labels.choose(index)

    @Slot()
    def remove_selected(self) -> None:
        """Without the points that are selected."""
        rows, self._selected = self._selected, []
        self.edits.remove(rows)
        self._show_selected()

    # Gestures

    def begin(self, at: Pixel) -> None:
        """The button went down there, in the plot's pixels."""
        if (points := self.edits.points()) is None:
            return
        self._gestures, self._sent = self._gestures + 1, False
        self._gesture = self._new_gesture(points, at)
        self._ticked = time.monotonic()
        self._plot.hold_dots(self._gesture.hidden)
        self._loose.begin(self._plot)
        if self.tool == BRUSH:
            self._frames.start()
            self._on_frame()
        else:
            self._draw()

    def move(self, at: Pixel) -> None:
        """The pointer is there, whether the button is down or not."""
        if self.tool in (BRUSH, ERASE):
            self._marks.show_brush(at, self.bar.radius.value())
        if self._gesture is not None:
            self._gesture.move(at)
            if self.tool != BRUSH:
                self._draw()

    def end(self) -> None:
        """The button went up."""
        gesture = self._gesture
        if gesture is None:
            return
        self._frames.stop()
        self._pace.stop()
        self._send()
        self._gesture = None
        self._loose.end()
        self._marks.show_lasso(np.empty((0, 2)))
        self._plot.hold_dots(None)
        if isinstance(gesture, gestures.Lassoing):
            self._select(gesture.selected())
        elif isinstance(gesture, gestures.Adding) and gesture.value is not None and not gesture.ground.sets_height:
            self.bar.labels.show_value(gesture.value)
        self._show_selected()

    def _new_gesture(self, points: OwnPoints, at: Pixel) -> Gesture:
        ground, radius = self._ground(), self.bar.radius.value()
        data, limit = self.edits.spec.data, target_limit(self._plot.points) or 1.0
        within = max(1.0 - data.validation_share - data.test_share, 0.01)
        if self.tool == ADD:
            return gestures.Adding(ground, points, at, self.bar.label, within, limit)
        if self.tool == BRUSH:
            rate = self.bar.rate.value()
            return gestures.Spraying(ground, points, at, self.bar.label, within, radius, rate, self._rng)
        if self.tool == ERASE:
            return gestures.Wiping(ground, points, at, radius)
        found = nearest(ground.pixels(points), at, REACH)
        if found is None:
            return gestures.Lassoing(ground, points, at)
        return gestures.Dragging(ground, points, at, self._selected if found in self._selected else [found])

    def _ground(self) -> Ground:
        shown, points, info = self._plot.shown, self._plot.points, self.edits.info
        held = None if points is None else held_values(points, shown, info)
        return Ground(self._canvas, info, shown, np.zeros(len(info.columns)) if held is None else held)

    @Slot()
    def _on_frame(self) -> None:
        if self._gesture is not None:
            now = time.monotonic()
            fresh = self._gesture.tick(now - self._ticked)
            self._ticked = now
            if fresh:
                self._loose.add(self._gesture.points, self._gesture.loose[-fresh:])
                self._ask_edit()

    def _draw(self) -> None:
        """What the gesture has come to, at once; the edit follows."""
        gesture = self._gesture
        assert gesture is not None
        if isinstance(gesture, gestures.Lassoing):
            self._marks.show_lasso(gesture.line)
            return
        self._plot.hold_dots(gesture.hidden)
        self._loose.show(gesture.points, gesture.loose)
        self._show_selected()
        if gesture.changed:
            self._ask_edit()

    def _ask_edit(self) -> None:
        self._sent = False
        if not self._pace.isActive():
            self._pace.start()

    @Slot()
    def _send(self) -> None:
        gesture = self._gesture
        if gesture is None or not gesture.changed or self._sent:
            return
        self._sent = True
        self.edits.put(gesture.text, gesture.points, _KEYS + self._gestures)

    def _select(self, rows: list[int]) -> None:
        self._selected = rows
        self._show_selected()

    def _show_selected(self) -> None:
        if not self._selected:
            self._marks.show_selected(np.empty((0, 2)))
            return
        points = self._gesture.points if self._gesture is not None else self.edits.points()
        if points is not None and max(self._selected) < len(points):
            self._marks.show_selected(self._ground().places(points)[self._selected])

    # Qt

    @Slot(object)
    def _show_theme(self, theme: Theme) -> None:
        for item in (self._loose, self._marks):
            item.show_theme(theme)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While a tool is in the hand the plot's own clicks rest."""
        kind = event.type()
        if kind == _Kind.KeyPress and watched is self._canvas and isinstance(event, QKeyEvent):
            return event.key() in _ENTER and self.add_at_mark()
        if watched is not self._viewport or kind not in _HEARD:
            return False
        if kind == _Kind.Leave:
            self._marks.show_brush(None)
        if kind == _Kind.Wheel and isinstance(event, QWheelEvent):
            return self.turn_wheel(_pixel(self._canvas.mapToScene(event.position().toPoint())), event)
        if not isinstance(event, QMouseEvent):
            return False
        scene = self._canvas.mapToScene(event.position().toPoint())
        at = _pixel(scene)
        left = event.button() == Qt.MouseButton.LeftButton
        if kind == _Kind.MouseMove:
            self.move(at)
        elif kind == _Kind.MouseButtonRelease and left:
            self.end()
        elif left and self._canvas.view.sceneBoundingRect().contains(scene):
            self.begin(at)
        return True

    def add_at_mark(self) -> bool:
        """A point where Shift and the arrow keys have put the plot's mark; whether there is one."""
        mark = self._plot.asked.prediction
        if mark is None or self.tool != ADD:
            return False
        at = self._canvas.view.mapViewToScene(QPointF(mark.x, mark.y))
        self.begin(_pixel(at))
        self.end()
        return True

    def turn_wheel(self, at: Pixel, event: QWheelEvent) -> bool:
        """Over a point, its number; elsewhere that of points to come. Whether the wheel was of use."""
        points = self.edits.points() if self.edits.info.task == "regression" and self._gesture is None else None
        ground = self._ground()
        if points is None or ground.sets_height:
            return False
        step = event.angleDelta().y() / _NOTCH * (target_limit(self._plot.points) or 1.0) / 20
        found = nearest(ground.pixels(points), at, REACH)
        if found is None or self.tool not in (ADD, MOVE):
            label = self.bar.label
            self.bar.labels.show_value((label[0] if isinstance(label, tuple) else 0.0) + step)
        else:
            y = points.y[[found]].astype(np.float64)
            y[:, 0] += step
            key = _KEYS + 1_000_000 + found
            self.edits.put("Another value for a point", points.labelled([found], y), key)
        return True


def _pixel(point: QPointF) -> Pixel:
    return point.x(), point.y()
