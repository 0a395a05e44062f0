"""The canvas: keeps the scene, paints it, and answers wheel, drag, hover and click."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.diagnostics import Activity, Surface
from engine.spec import DataInfo, ExperimentSpec, same_set
from engine.trace import Snapshot
from gui.network_view.folding import Folding
from gui.network_view.geometry import Rect
from gui.network_view.paging import Pictured, pictured
from gui.network_view.pictures import Pictures
from gui.network_view.plate import READING_SECONDS, Plate
from gui.network_view.pointer import Pointer, edge_of, place_of, seen, under
from gui.network_view.scene import (
    NetworkScene,
    Pointed,
    chosen_edges,
    fits,
    neuron_of,
    same_picture,
    sizes_of,
    what_is_drawn,
)
from gui.theme.current import ThemeSwitch
from gui.theme.theme import Theme
from gui.view import Edge, Neuron, ViewState

_STEP = 1.2
_LEAST_ZOOM, _MOST_ZOOM = 0.5, 12.0
_CLICK = 4


class NetworkCanvas(QWidget):
    """Shows one network.

    `placed` tells that columns moved on the screen or show other neurons, `pictured` of which neurons pictures
    are wanted (see paging.Pictured). asked: the number that was clicked, as an Address whose update and example
    are those shown, or the neuron (layer, neuron) or edge (layer, source, neuron) that was.
    """

    hovered = Signal(object)
    selected = Signal(object)
    asked = Signal(object)
    placed = Signal()
    pictured = Signal(object)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = themes.theme
        self._spec: ExperimentSpec | None = None
        self._info = DataInfo("binary", ())
        self._snapshot: Snapshot | None = None
        self._surface: Surface | None = None
        self._activity: Activity | None = None
        self._view = ViewState()
        self._pointed: Pointed = None
        self._scene: NetworkScene | None = None
        self._pictures, self._plate = Pictures(), Plate()
        self._folding, self._pointer = Folding(self), Pointer()
        self._folding.changed.connect(self._renew)
        self._pictured: Pictured = ()
        self._late = QTimer(self, singleShot=True, interval=round(READING_SECONDS * 1000))
        self._late.timeout.connect(self.update)
        self._zoom, self._offset, self._dragged = 1.0, QPointF(), False
        self._grip: QPoint | None = None
        self.setMouseTracking(True)
        self.setMinimumSize(240, 140)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Network")
        themes.changed.connect(self._on_theme)

    def show_spec(self, spec: ExperimentSpec, info: DataInfo) -> None:
        """Another network; numbers and pictures that do not belong to it are given up."""
        if spec == self._spec and info == self._info:
            return
        resized = self._spec is None or sizes_of(spec, info) != sizes_of(self._spec, self._info)
        if resized or self._spec is None or not same_set(self._spec.data, self._info, spec.data, info):
            self._surface = None
        if self._snapshot is not None and not fits(self._snapshot, spec, info):
            self._snapshot = None
        self._spec, self._info = spec, info
        if resized:
            self._point_at(None)
            self._folding.reset()
            self.fit()
        self._renew()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Other numbers; those of another network are dropped."""
        if self._spec is None or snapshot is self._snapshot or not fits(snapshot, self._spec, self._info):
            return
        if not same_picture(self._snapshot, snapshot):
            self._snapshot = snapshot
            self._folding.show_snapshot(snapshot)
            self._renew()

    def show_surface(self, surface: Surface) -> None:
        """Other pictures; those of a network with another number of layers are dropped."""
        if self._spec is None or len(surface.pictures) != len(self._spec.network.layers) + 1:
            return
        self._surface = surface
        self._renew()

    def show_activity(self, activity: Activity) -> None:
        """Which neurons no example of the data can teach any more."""
        self._activity = activity
        self._renew()

    def show_view(self, view: ViewState) -> None:
        """Another selection, or bias neurons on or off."""
        old, self._view = self._view, view
        if what_is_drawn(old) != what_is_drawn(view):
            self._renew()

    @property
    def scene(self) -> NetworkScene | None:
        """What is painted now; None before the first specification."""
        return self._scene

    def column_places(self) -> tuple[list[float], float]:
        """The x of every column's centre on this widget, and their distance."""
        return ([], 0.0) if self._scene is None else self._scene.column_places()

    @property
    def folding(self) -> Folding:
        """Which neurons of folded columns are shown."""
        return self._folding

    def page(self, column: int, by: int) -> None:
        """Show the neurons of a folded column so many further on."""
        if self._folding.page(column, by):
            self._point_at(None)
            self._renew()

    def fit(self) -> None:
        """Show the whole network."""
        self._zoom, self._offset = 1.0, QPointF()
        self._renew()

    def zoom_in(self) -> None:
        self._zoom_about(QPointF(self.rect().center()), _STEP)

    def zoom_out(self) -> None:
        self._zoom_about(QPointF(self.rect().center()), 1 / _STEP)

    def _zoom_about(self, point: QPointF, factor: float) -> None:
        zoom = min(max(self._zoom * factor, _LEAST_ZOOM), _MOST_ZOOM)
        if zoom != self._zoom:
            self._offset = point - (point - self._offset) * (zoom / self._zoom)
            self._zoom = zoom
            self._renew()

    @Slot()
    def _renew(self) -> None:
        """Compose the scene anew and ask to be painted."""
        if self._spec is None:
            return
        width, height = float(self.width()), float(self.height())
        guest = self._view.hovered if self._pointed is None else None
        layout = self._folding.laid_out(self._spec, self._info, self._view, self._snapshot, (width, height), guest)
        shrink = min(width / layout.width, height / layout.height)
        pointed = seen(self._pointed, self._view)
        looked_at = neuron_of(pointed) or self._view.selected
        edges = chosen_edges(layout, self._spec, self._snapshot, looked_at=looked_at)
        before = self._scene
        self._scene = NetworkScene(
            layout, self._spec, self._info, self._view, self._snapshot, self._surface, edges,
            pointed, scale=self._zoom * shrink,
            dx=self._offset.x() + (width - layout.width * shrink) / 2 * self._zoom, dy=self._offset.y(),
            canvas=(width, height), activity=self._activity,
        )  # fmt: skip
        if before is None or before.place != self._scene.place:
            self.placed.emit()
        if (wanted := pictured(layout)) != self._pictured:
            self._pictured = wanted
            self.pictured.emit(wanted)
        self.update()

    def _point_at(self, pointed: Pointed) -> None:
        if pointed == self._pointed:
            return
        old, self._pointed = neuron_of(self._pointed), pointed
        neuron = neuron_of(pointed)
        if neuron != old:
            self._view = replace(self._view, hovered=neuron)
            self.hovered.emit(neuron)
        self._renew()

    def _look(self, point: QPointF) -> None:
        """Point at what lies under the cursor; on the card and on the way to it, at what the card is about."""
        if self._scene is None:
            return
        if not self._pointer.stays_on_card(self._scene, point, self._theme):
            self._point_at(under(self._scene, point, self._theme))
        self.setCursor(self._pointer.shape(self._scene, self._theme))
        if self._pointer.turned(self._theme):
            self.update()

    def weight_at(self, point: QPointF) -> Edge | None:
        """The weight or bias under a point of this widget: that of a number, else that of an edge."""
        self._look(point)
        return self.pointed_weight()

    def pointed_weight(self) -> Edge | None:
        """The weight or bias that the cursor is on."""
        number = self._pointer.number(self._theme)
        return edge_of(self._pointed if number is None else number)

    def let_go(self) -> None:
        """What was pressed is not to be moved."""
        self._grip = None
        self.update()

    @property
    def card_box(self) -> Rect | None:
        return self._pointer.card_box

    @Slot(object)
    def choose(self, neuron: Neuron) -> None:
        """Select a neuron, wherever it stands, and ask for it."""
        self.selected.emit(neuron)
        self.asked.emit(neuron)

    def _click(self, point: QPointF) -> None:
        """Ask for the number that was clicked; a neuron is selected, and asked for too."""
        self._look(point)
        if (number := self._pointer.number(self._theme)) is not None:
            self.asked.emit(number)
        elif self._scene is not None:
            pointed = under(self._scene, point, self._theme)
            self.selected.emit(neuron_of(pointed))
            if pointed is not None:
                self.asked.emit(place_of(pointed))

    @Slot(object)
    def _on_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.background))
        if self._scene is not None:
            if not self._plate.paint(painter, self._scene, self._theme, self._pictures):
                self._late.start()
            shown = self._pointed is not None and self._grip is None
            self._pointer.paint(painter, self._scene, self._theme, card=shown)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._renew()

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps, turned = event.angleDelta().y() / 120.0, self._folding.turn(self._scene, event)
        if turned is not None:
            self.page(*turned)
        elif steps:
            self._zoom_about(event.position(), _STEP**steps)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._grip, self._dragged = event.position().toPoint(), False
        else:
            event.ignore()  # the window goes back and forward with the mouse's own buttons

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None:
            self._look(event.position())
            return
        way = event.position().toPoint() - self._grip
        if self._dragged or way.manhattanLength() >= _CLICK:
            self._dragged = True
            self._grip = event.position().toPoint()
            self._offset += QPointF(way)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._renew()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        clicked = self._grip is not None and not self._dragged and event.button() == Qt.MouseButton.LeftButton
        self._grip = None
        self.unsetCursor()
        if clicked:
            self._click(event.position())
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.fit()

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer.leave()
        self._point_at(None)
