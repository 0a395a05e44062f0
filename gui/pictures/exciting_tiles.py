"""The examples that excite a neuron most, as small pictures with their class and their activation."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.catalog.arrays import Array
from engine.diagnostics.exciting import Exciting
from engine.formula import NumberStyle, number_text
from engine.spec import DataInfo
from gui.pictures.images import pixel_image
from gui.pictures.tiles import PAD, Tile, TileList, TileModel
from gui.pictures.words import target_text
from gui.theme.current import ThemeSwitch
from gui.theme.theme import Theme
from gui.widgets.elided_label import ElidedLabel

COUNT = 12
_LINES, _ACROSS = 2, 3
_FIRST_SIDE, _LEAST_SIDE, _WORDS = 56, 40, 48


class ExcitingTiles(QWidget):
    """chosen(number): of a training example."""

    chosen = Signal(int)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = _Model(themes.theme, self)
        self.tiles = TileList(self.model, _LINES, _FIRST_SIDE, themes, "Examples that excite the neuron most")
        self._note = ElidedLabel("small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.tiles, 1)
        column.addWidget(self._note)
        self.tiles.picked.connect(self._on_picked)
        self.tiles.opened.connect(self._on_picked)
        self.tiles.looked.connect(self._fit)  # it has its size a moment after this widget has
        themes.changed.connect(self.model.show_theme)

    def show_note(self, sentence: str) -> None:
        """What is said below the pictures, or why there are none yet."""
        self._note.setText(sentence)
        self._note.setVisible(bool(sentence))

    def show_none(self, sentence: str) -> None:
        """Another neuron: its examples have yet to be found."""
        self.model.show_found(None, None, None, None)
        self.show_note(sentence)

    def show_found(self, found: Exciting, pixels: Array, targets: Any, info: DataInfo, style: NumberStyle) -> None:
        """Show the examples with pixels (k, inputs) and targets (k, ...)."""
        self.model.style = style
        self.model.show_found(found, pixels, targets, info)
        self._fit()

    def show_example(self, example: int) -> None:
        """Mark the example that is looked at, if it is among them."""
        self.tiles.show_place(self.model.place_of(example), scrolls=False)

    @Slot(int)
    def _on_picked(self, place: int) -> None:
        if self.model.found is not None:
            self.chosen.emit(int(self.model.found.rows[place]))

    @Slot()
    def _fit(self) -> None:
        """Three side by side, or two where there is little room, each pixel as large as the next."""
        info = self.model.info
        if info is None or info.image is None:
            return
        wide, room = max(info.image), self.tiles.steady_width()
        least = -(-_LEAST_SIDE // wide) * wide
        across = _ACROSS if room >= _ACROSS * (least + PAD) else _ACROSS - 1
        side = min(room // across - PAD, self.tiles.height() // 2 - _WORDS)
        self.tiles.show_side(max(side // wide * wide, least), room // across)


class _Model(TileModel):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.style = NumberStyle()
        self.found: Exciting | None = None
        self.info: DataInfo | None = None
        self._theme, self._tiles = theme, list[Tile]()
        self._pixels: Array | None = None
        self._targets: Any = None

    def show_found(self, found: Exciting | None, pixels: Array | None, targets: Any, info: DataInfo | None) -> None:
        """The same examples in the same order are changed where they stand: the chosen one stays chosen."""
        before = [] if self.found is None else self.found.rows.tolist()
        same = found is not None and found.rows.tolist() == before and info == self.info
        if not same:
            self.beginResetModel()
        self.found, self._pixels, self._targets, self.info = found, pixels, targets, info
        self.count = 0 if found is None else len(found.rows)
        self._make()
        if same:
            self.dataChanged.emit(self.index(0, 0), self.index(self.count - 1, 0))
        else:
            self.endResetModel()

    @Slot(object)
    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._make()

    def tile(self, place: int) -> Tile:
        return self._tiles[place]

    def place_of(self, example: int) -> int | None:
        """Where an example stands."""
        rows = [] if self.found is None else self.found.rows.tolist()
        return rows.index(example) if example in rows else None

    def _make(self) -> None:
        self._tiles = []
        found, pixels, info = self.found, self._pixels, self.info
        if found is None or pixels is None or info is None or info.image is None:
            return
        for place, (row, activation) in enumerate(zip(found.rows.tolist(), found.activations.tolist(), strict=True)):
            name = target_text(info, self._targets[place], self.style)
            number = number_text(activation, self.style)
            words = f"Training example {row + 1:,}, {name}: activation {number}"
            image = pixel_image(pixels[place], info.image, self._theme)
            self._tiles.append(Tile(image, (name, f"a {number}"), "", words))
