"""The sheets of the network's header, made when they are first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from engine.spec import DataInfo, ExperimentSpec
from engine.spec.layer_moves import matched_layers
from gui.theme.current import ThemeSwitch

if TYPE_CHECKING:
    from gui.network_view.layer_sheet import LayerSheet
    from gui.network_view.shape_sheet import ShapeSheet


class LayerSheets(QObject):
    """Opens a layer's settings and the shape; `edited` and `refused` as every panel; drawn: weights to draw anew."""

    edited = Signal(str, object, int)
    refused = Signal(str)
    drawn = Signal(str, object)

    def __init__(self, themes: ThemeSwitch, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes, self._window = themes, parent
        self._spec, self._info = ExperimentSpec(), DataInfo("binary", ())
        self.settings: LayerSheet | None = None
        self.shape: ShapeSheet | None = None

    def show_spec(self, spec: ExperimentSpec, info: DataInfo) -> None:
        """The experiment that is edited; open settings go with their layer, wherever it stands now."""
        before, self._spec, self._info = self._spec, spec, info
        if self.settings is not None and self.settings.isVisible():
            layer = self.settings.layer
            found = matched_layers(before.network, spec.network, copies=False)
            self.settings.show_layer(spec, info, next((new for new, old in found.items() if old == layer), layer))

    def open_settings(self, layer: int, anchor: QWidget) -> None:
        """Open a layer's settings below a widget."""
        from gui.network_view.layer_sheet import LayerSheet

        if self.settings is None:
            self.settings = LayerSheet(self._themes, self._window)
            self.settings.edited.connect(self.edited)
            self.settings.refused.connect(self.refused)
            self.settings.drawn.connect(self.drawn)
        self.settings.show_layer(self._spec, self._info, layer)
        self.settings.open_below(anchor)

    def open_shape(self, anchor: QWidget) -> None:
        """Open the line for the shape below a widget."""
        from gui.network_view.shape_sheet import ShapeSheet

        if self.shape is None:
            self.shape = ShapeSheet(self._window)
            self.shape.edited.connect(self.edited)
        self.shape.open_on(self._spec, self._info, anchor)
