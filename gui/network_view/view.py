"""The network's panel: headers that edit the layers, and under them the network itself."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.diagnostics import Surface
from engine.spec import DataInfo, ExperimentSpec
from engine.trace import Snapshot
from gui.network_view.canvas import NetworkCanvas
from gui.network_view.header_strip import HeaderStrip
from gui.theme.current import ThemeSwitch
from gui.view import ViewState


class NetworkView(QWidget):
    """Shows a network and its step under way; answers with edits and with the neuron pointed at.

    hovered, selected: (layer from 0 or -1 for the inputs, neuron), or None.
    """

    hovered = Signal(object)
    selected = Signal(object)
    edited = Signal(str, object, int)
    refused = Signal(str)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = NetworkCanvas(themes)
        self.headers = HeaderStrip(themes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.headers)
        layout.addWidget(self.canvas, 1)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        self.canvas.hovered.connect(self.hovered)
        self.canvas.selected.connect(self.selected)
        self.canvas.placed.connect(self._on_placed)
        self.headers.edited.connect(self.edited)
        self.headers.refused.connect(self.refused)

    def show_spec(self, spec: ExperimentSpec, info: DataInfo) -> None:
        """Show another experiment's network."""
        self.headers.show_spec(spec, info)
        self.canvas.show_spec(spec, info)
        self._on_placed()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the numbers of a moment; one of another network is dropped."""
        self.canvas.show_snapshot(snapshot)

    def show_surface(self, surface: Surface) -> None:
        """Show what every neuron computes."""
        self.canvas.show_surface(surface)

    def show_view(self, view: ViewState) -> None:
        """Show selection, hovered neuron and bias neurons."""
        self.canvas.show_view(view)

    def fit(self) -> None:
        """Show the whole network."""
        self.canvas.fit()

    def zoom_in(self) -> None:
        """Look closer at the middle."""
        self.canvas.zoom_in()

    def zoom_out(self) -> None:
        """See more around the middle."""
        self.canvas.zoom_out()

    @Slot()
    def _on_placed(self) -> None:
        xs, _ = self.canvas.column_places()
        self.headers.show_places(xs)
