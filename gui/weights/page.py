"""The page of weights at the foot of the window: which layer, its matrix, and what is done with what is chosen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from engine.formula import NumberStyle
from engine.letters import small_first
from engine.spec import DataInfo
from engine.spec.layer_words import layer_name
from engine.trace import Snapshot
from engine.trace.weight_change import WeightScope
from gui.theme.current import ThemeSwitch
from gui.theme.theme import Theme
from gui.weights.model import WeightModel
from gui.weights.table import WeightTable
from gui.widgets.choice import Choice
from gui.widgets.items import Item
from gui.widgets.label import Label
from gui.widgets.text_button import TextButton

Scopes = tuple[WeightScope, ...]

_LAYER = "Whose weights and biases are listed: those into this layer."
_NOTHING_CHOSEN = "Choose the weights first that are to be drawn anew."


class WeightPage(QWidget):
    """weighed(text, change), cleared(text, scopes), drawn(text, scopes): what is to happen to weights.

    refused(sentence); layer_chosen(layer): another layer is looked at.
    """

    weighed = Signal(str, object)
    cleared = Signal(str, object)
    drawn = Signal(str, object)
    refused = Signal(str)
    layer_chosen = Signal(int)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Page of weights")
        self.model = WeightModel(themes.theme, self)
        self.table = WeightTable(self.model, themes.theme)
        self._names: tuple[str, ...] = ()
        self.layers = Choice("Layer of the table", ())
        self._size = Label("", "small")
        self.draw = TextButton("Draw anew", "Draw weights anew from the initializer, to see what chance does.")
        self.zero = TextButton("Set to 0", "Set the chosen weights to 0 (Delete), to see what they were good for.")
        self.copy = TextButton("Copy", "Copy the chosen cells for a spreadsheet (Ctrl+C).")
        self.paste = TextButton("Paste", "Paste numbers of a spreadsheet from the chosen cell on (Ctrl+V).")
        self.draw.setMenu(self._draw_menu())
        self._top = QHBoxLayout()
        self._lay_out()
        self._connect()
        themes.changed.connect(self.show_theme)

    def _lay_out(self) -> None:
        self._top.setSpacing(8)
        self._top.addWidget(self.layers)
        self._top.addWidget(self._size, 1)
        for button in (self.draw, self.zero, self.copy, self.paste):
            self._top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 6)
        column.setSpacing(8)
        column.addLayout(self._top)
        column.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.zero.clicked.connect(self.table.clear)
        self.copy.clicked.connect(self.table.copy)
        self.paste.clicked.connect(self.table.paste)
        self.table.weighed.connect(self.weighed)
        self.table.refused.connect(self.refused)
        self.table.cleared.connect(lambda scopes: self.cleared.emit(f"weights of {self._layer_name()} to 0", scopes))

    def _draw_menu(self) -> QMenu:
        menu = QMenu(self)
        entries: tuple[tuple[str, Callable[[], Scopes]], ...] = (
            ("The chosen weights", self.table.scopes),
            ("All weights of the chosen neurons", self._neurons),
            ("The whole layer", lambda: (WeightScope(self.model.layer),)),
            ("All layers", lambda: (WeightScope(),)),
        )
        for text, scopes in entries:
            menu.addAction(text).triggered.connect(self._drawing(text, scopes))
        return menu

    def _drawing(self, text: str, scopes: Callable[[], Scopes]) -> Callable[[bool], None]:
        def draw(_checked: bool = False) -> None:
            if found := scopes():
                self.drawn.emit(f"{small_first(text)} drawn anew", found)
            else:
                self.refused.emit(_NOTHING_CHOSEN)

        return draw

    def _neurons(self) -> tuple[WeightScope, ...]:
        neurons = self.table.neurons()
        return (WeightScope(self.model.layer, None, neurons),) if neurons else ()

    def _layer_name(self) -> str:
        return self.model.layer_word

    # What is shown

    def show_numbers(self, snapshot: Snapshot, info: DataInfo, layer: int) -> None:
        """The weights of a layer at a moment."""
        layer = min(layer, len(snapshot.layers) - 1)
        self._show_layers(snapshot, layer)
        numbers = snapshot.layers[layer]
        rows, units = numbers.kernel.shape
        if self.model.show_layer(snapshot.spec, info, layer, numbers):
            self.table.clearSelection()
        count = "1 bias" if units == 1 else f"{units:,} biases"
        biases = f" and {count}" if snapshot.spec.network.layers[layer].use_bias else ""
        self._size.setText(f"{rows:,} × {units:,} weight{'s' * (rows * units != 1)}{biases}")

    def show_style(self, style: NumberStyle) -> None:
        """How numbers are written."""
        self.model.show_style(style)
        self.table.fit()

    def _show_layers(self, snapshot: Snapshot, layer: int) -> None:
        layers = snapshot.spec.network.layers
        names = tuple(layer_name(layers, index) for index in range(len(layers)))
        if names != self._names:
            self._names = names
            old = self.layers
            items = [Item(str(index), name, f"The weights into {name}.") for index, name in enumerate(names)]
            self.layers = Choice("Layer of the table", items)
            self.layers.explain(_LAYER)
            self.layers.edited.connect(self._on_layer)
            self._top.replaceWidget(old, self.layers)
            old.hide()
            old.deleteLater()
        if self.layers.key() != str(layer):
            self.layers.show_key(str(layer))

    @Slot(str)
    def _on_layer(self, key: str) -> None:
        self.layer_chosen.emit(int(key))

    @Slot(object)
    def show_theme(self, theme: Theme) -> None:
        self.model.show_theme(theme)
