"""The canvas: keeps the scene, paints it, and answers wheel, drag, hover and click."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.diagnostics import Surface
from engine.spec import DataInfo, ExperimentSpec
from engine.trace import Snapshot
from gui.network_view.card import card_of, card_size, paint_card
from gui.network_view.chip_places import chips_of
from gui.network_view.geometry import Rect, card_place, centred
from gui.network_view.hit import REACH, hit
from gui.network_view.layout import lay_out
from gui.network_view.pictures import Pictures
from gui.network_view.plate import READING_SECONDS, Plate
from gui.network_view.scene import (
    EdgeRef,
    NetworkScene,
    NeuronRef,
    Pointed,
    chosen_edges,
    fits,
    sizes_of,
)
from gui.theme.current import ThemeSwitch
from gui.theme.theme import Theme
from gui.view import ViewState

_STEP = 1.2
_LEAST_ZOOM, _MOST_ZOOM = 0.5, 12.0
_CLICK = 4


class NetworkCanvas(QWidget):
    """Shows one network; `placed` tells that columns moved on the screen."""

    hovered = Signal(object)
    selected = Signal(object)
    placed = Signal()

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = themes.theme
        self._spec: ExperimentSpec | None = None
        self._info = DataInfo("binary", ())
        self._snapshot: Snapshot | None = None
        self._surface: Surface | None = None
        self._view = ViewState()
        self._pointed: Pointed = None
        self._scene: NetworkScene | None = None
        self._pictures, self._plate = Pictures(), Plate()
        self._late = QTimer(self, singleShot=True, interval=round(READING_SECONDS * 1000))
        self._late.timeout.connect(self.update)
        self._zoom, self._offset = 1.0, QPointF()
        self._cursor = QPointF()
        self._grip: QPoint | None = None
        self._dragged = False
        self.setMouseTracking(True)
        self.setMinimumSize(240, 140)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Network")
        themes.changed.connect(self._on_theme)

    # What is shown

    def show_spec(self, spec: ExperimentSpec, info: DataInfo) -> None:
        """Another network; numbers and pictures that do not belong to it are given up."""
        if spec == self._spec and info == self._info:
            return
        resized = self._spec is None or sizes_of(spec, info) != sizes_of(self._spec, self._info)
        if resized or self._spec is None or spec.data != self._spec.data:
            self._surface = None
        if self._snapshot is not None and not fits(self._snapshot, spec, info):
            self._snapshot = None
        self._spec, self._info = spec, info
        if resized:
            self._point_at(None)
            self.fit()
        self._renew()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Other numbers; those of another network are dropped."""
        if self._spec is None or snapshot is self._snapshot or not fits(snapshot, self._spec, self._info):
            return
        if not _same_picture(self._snapshot, snapshot):
            self._snapshot = snapshot
            self._renew()

    def show_surface(self, surface: Surface) -> None:
        """Other pictures; those of a network with another number of layers are dropped."""
        if self._spec is None or len(surface.pictures) != len(self._spec.network.layers) + 1:
            return
        self._surface = surface
        self._renew()

    def show_view(self, view: ViewState) -> None:
        """Another selection, or bias neurons on or off."""
        old, self._view = self._view, view
        if (old.bias_nodes, old.selected, old.hovered) != (view.bias_nodes, view.selected, view.hovered):
            self._renew()

    @property
    def scene(self) -> NetworkScene | None:
        """What is painted now; None before the first specification."""
        return self._scene

    def column_places(self) -> tuple[list[float], float]:
        """The x of every column's centre on this widget, and their distance."""
        if self._scene is None:
            return [], 0.0
        scene = self._scene
        xs = [scene.dx + column.middle * scene.scale for column in scene.layout.columns]
        return xs, xs[1] - xs[0]

    # Zoom

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

    # The scene

    def _renew(self) -> None:
        """Compose the scene anew and ask to be painted."""
        if self._spec is None:
            return
        width, height = float(self.width()), float(self.height())
        layout = lay_out(sizes_of(self._spec, self._info), width, height, self._view.bias_nodes)
        shrink = min(width / layout.width, height / layout.height)
        edges = chosen_edges(layout, self._spec, self._snapshot)
        before = self._scene
        self._scene = NetworkScene(
            layout,
            self._spec,
            self._info,
            self._view,
            self._snapshot,
            self._surface,
            edges,
            self._seen_pointed(),
            scale=self._zoom * shrink,
            dx=self._offset.x() + (width - layout.width * shrink) / 2 * self._zoom,
            dy=self._offset.y(),
            canvas=(width, height),
        )
        if before is None or before.place != self._scene.place:
            self.placed.emit()
        self.update()

    def _seen_pointed(self) -> Pointed:
        """What the cursor is on here, else the neuron that another panel points at."""
        if self._pointed is None and self._view.hovered is not None:
            return NeuronRef(*self._view.hovered)
        return self._pointed

    def _point_at(self, pointed: Pointed) -> None:
        if pointed == self._pointed:
            return
        old, self._pointed = _neuron_of(self._pointed), pointed
        neuron = _neuron_of(pointed)
        if neuron != old:
            self._view = replace(self._view, hovered=neuron)
            self.hovered.emit(neuron)
        self._renew()

    def _under(self, point: QPointF) -> Pointed:
        if self._scene is None:
            return None
        scene = self._scene
        x, y = (point.x() - scene.dx) / scene.scale, (point.y() - scene.dy) / scene.scale
        chips = chips_of(scene, self._theme) if scene.phase is not None else None
        return hit(scene.layout, scene.edges, x, y, REACH / scene.scale, chips)

    def _anchor(self, scene: NetworkScene) -> Rect:
        """What the card must not cover, on this widget."""
        if not isinstance(scene.pointed, NeuronRef):
            return centred(self._cursor.x(), self._cursor.y(), 28.0, 28.0)
        node = scene.layout.node(scene.pointed.layer + 1, scene.pointed.neuron)
        left, top = scene.dx + node.left * scene.scale, scene.dy + node.top * scene.scale
        return Rect(left, top, node.width * scene.scale, node.height * scene.scale)

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
            self._paint_card(painter, self._scene)
        painter.end()

    def _paint_card(self, painter: QPainter, scene: NetworkScene) -> None:
        card = card_of(scene) if self._pointed is not None and self._grip is None else None
        if card is not None:
            bounds = Rect(4.0, 4.0, self.width() - 8.0, self.height() - 8.0)
            place = card_place(self._anchor(scene), *card_size(card, self._theme), bounds)
            paint_card(painter, card, place, self._theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._renew()

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120.0
        if steps:
            self._zoom_about(event.position(), _STEP**steps)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._grip, self._dragged = event.position().toPoint(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._cursor = event.position()
        if self._grip is None:
            self._point_at(self._under(self._cursor))
            return
        way = event.position().toPoint() - self._grip
        if self._dragged or way.manhattanLength() >= _CLICK:
            self._dragged = True
            self._grip = event.position().toPoint()
            self._offset += QPointF(way)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._renew()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None and not self._dragged and event.button() == Qt.MouseButton.LeftButton:
            self.selected.emit(_neuron_of(self._under(event.position())))
        self._grip = None
        self.unsetCursor()
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.fit()

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)


def _neuron_of(pointed: Pointed) -> tuple[int, int] | None:
    """The neuron a pointed thing brings to the big plot; for an edge the one it leads to."""
    match pointed:
        case NeuronRef(layer, neuron):
            return layer, neuron
        case EdgeRef(layer, _, target):
            return layer, target
    return None


def _same_picture(old: Snapshot | None, new: Snapshot) -> bool:
    """Whether the two show the same numbers of the same moment."""
    if old is None or old.spec.network != new.spec.network or old.version != new.version:
        return False
    if (old.phase, old.layer, old.events_done) != (new.phase, new.layer, new.events_done):
        return False
    return old.example is not None and new.example is not None and old.example.index == new.example.index
