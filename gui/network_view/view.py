"""The network's panel: headers that edit the layers, and under them the network itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.diagnostics import Activity, Surface
from engine.spec import DataInfo, ExperimentSpec
from engine.trace import Snapshot
from gui.network_view.canvas import NetworkCanvas
from gui.network_view.header_strip import HeaderStrip
from gui.network_view.labels import column_name
from gui.network_view.layout import Column
from gui.network_view.pager import HEIGHT, WIDEST, ColumnPager
from gui.network_view.scene import sizes_of
from gui.network_view.weight_hand import WeightHand
from gui.own_numbers import OwnNumbers, with_own
from gui.theme.current import ThemeSwitch
from gui.view import ViewState

if TYPE_CHECKING:
    from gui.network_view.neuron_sheet import NeuronSheet


class NetworkView(QWidget):
    """Shows a network and its step under way; answers with edits and with the neuron pointed at.

    hovered, selected: (layer from 0 or -1 for the inputs, neuron), or None. pictured: of which neurons pictures
    are wanted (see paging.Pictured).
    asked: the number that was clicked, an Address of the moment shown, or a neuron (layer, neuron), or an edge
    (layer, source, neuron).
    """

    hovered = Signal(object)
    selected = Signal(object)
    asked = Signal(object)
    edited = Signal(str, object, int)
    refused = Signal(str)
    pictured = Signal(object)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._pagers: dict[int, ColumnPager] = {}
        self._spec = ExperimentSpec()
        self._finder: NeuronSheet | None = None
        self._snapshot: Snapshot | None = None
        self._own: OwnNumbers | None = None
        self.canvas = NetworkCanvas(themes)
        self.hand = WeightHand(self.canvas, themes)
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
        self.canvas.pictured.connect(self.pictured)
        self.canvas.asked.connect(self.asked)
        self.canvas.placed.connect(self._on_placed)
        self.headers.edited.connect(self.edited)
        self.headers.refused.connect(self.refused)
        self.hand.refused.connect(self.refused)

    def show_spec(self, spec: ExperimentSpec, info: DataInfo) -> None:
        """Show another experiment's network."""
        self._spec = spec
        self.headers.show_spec(spec, info)
        self.canvas.show_spec(spec, info)
        self._on_placed()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the numbers of a moment; one of another network is dropped."""
        self._snapshot = snapshot
        self.canvas.show_snapshot(with_own(snapshot, self._own))
        self.hand.show_numbers()

    def show_own(self, own: OwnNumbers | None) -> None:
        """Show the numbers of an example outside the training part, or the chosen one's again."""
        self._own = own
        if self._snapshot is not None:
            self.show_snapshot(self._snapshot)

    def show_surface(self, surface: Surface) -> None:
        """Show what every neuron computes."""
        self.canvas.show_surface(surface)

    def show_activity(self, activity: Activity) -> None:
        """Show which neurons no example of the data can teach any more."""
        self.canvas.show_activity(activity)

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
    def open_neuron(self, column: int | None = None) -> None:
        """Have a neuron named, to be brought into view and selected; column: the one that is meant first."""
        from gui.network_view.neuron_sheet import NeuronSheet  # imported late: the program starts without it

        scene = self.canvas.scene
        if scene is None:
            return
        if self._finder is None:
            self._finder = NeuronSheet(self)
            self._finder.chosen.connect(self.canvas.choose)
        selected = scene.view.selected
        if column is not None and (selected is None or selected[0] + 1 != column):
            selected = (column - 1, 0)
        anchor = self._pagers.get(column, self.headers) if column is not None else self.headers
        self._finder.open_on(sizes_of(scene.spec, scene.info), scene.spec.network.layers, selected or (0, 0), anchor)

    @property
    def pagers(self) -> dict[int, ColumnPager]:
        """What pages through the folded columns, by column."""
        return dict(self._pagers)

    @Slot()
    def _on_placed(self) -> None:
        xs, _ = self.canvas.column_places()
        self.headers.show_places(xs)
        scene = self.canvas.scene
        folds = {} if scene is None else {c: p for c, p in enumerate(scene.layout.columns) if p.fold is not None}
        for column in self._pagers.keys() - folds.keys():
            pager = self._pagers.pop(column)
            pager.hide()
            pager.deleteLater()
        for column, place in folds.items():
            if column not in self._pagers:
                self._add_pager(column)
            self._pagers[column].set_name(column_name(self._spec, column))
            self._pagers[column].show_column(place, self.canvas.folding.ranked(column), self._foot(place))

    def _foot(self, place: Column) -> QRect:
        """Where the pager of a folded column stands on the canvas."""
        scene = self.canvas.scene
        assert scene is not None
        assert place.fold is not None
        width = min(place.fold.width * scene.scale, WIDEST)
        middle, top = scene.dx + place.middle * scene.scale, scene.dy + (place.fold.top + 8.0) * scene.scale
        return QRect(round(middle - width / 2), round(top), round(width), HEIGHT)

    def _add_pager(self, column: int) -> None:
        pager = ColumnPager(self._themes, self.canvas)
        pager.moved.connect(lambda by: self.canvas.page(column, by))
        pager.ranked.connect(lambda ranked: self.canvas.folding.rank(column, ranked))
        pager.named.connect(lambda: self.open_neuron(column))
        self._pagers[column] = pager
        pager.show()
