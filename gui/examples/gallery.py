"""The examples as pictures, with what they are and what the network says to each."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QWidget

from engine.formula import number_text
from engine.spec import DataInfo
from gui.examples.model import ExampleModel
from gui.pictures.images import pixel_image
from gui.pictures.tiles import Tile, TileList, TileModel
from gui.pictures.words import target_text
from gui.theme.current import ThemeSwitch

SIDE, _LINES = 56, 2
_WIDE_SAYING = "0.0000"


class GalleryModel(TileModel):
    """The rows of the table of examples, in its order; a tile is made when it is looked at."""

    def __init__(self, examples: ExampleModel) -> None:
        super().__init__(examples)
        self.examples = examples
        self._kept: dict[int, Tile] = {}
        examples.modelAboutToBeReset.connect(self.beginResetModel)
        examples.modelReset.connect(self._on_reset)
        examples.dataChanged.connect(self._on_changed)

    def tile(self, place: int) -> Tile:
        kept = self._kept.get(place)
        if kept is None:
            kept = self._kept[place] = self._made(self.examples.example(place))
        return kept

    def _made(self, number: int) -> Tile:
        model = self.examples
        assert model.examples is not None
        info, rows = model.examples.info, np.array([number])
        assert info.image is not None
        truth = target_text(info, model.examples.answers(rows)[0], model.style)
        part, place = model.place(number)
        words, judged = f"{part.capitalize()} example {place + 1:,}: it is {truth}", model.judged(number)
        if judged is not None:
            words += f", the network says {judged.prediction}; loss {judged.loss}"
        says, wrong = ("", False) if judged is None else (judged.prediction, judged.wrong)
        image = pixel_image(model.examples.raw(rows)[0], info.image, model.theme)
        return Tile(image, (truth, says), "bad" if wrong else "", f"{words}.")

    def _on_reset(self) -> None:
        self._kept = {}
        self.count = self.examples.rowCount()
        self.endResetModel()

    def _on_changed(self) -> None:
        self._kept = {}
        if self.count:
            self.dataChanged.emit(self.index(0, 0), self.index(self.count - 1, 0))


class Gallery(TileList):
    """`TileList` of the examples that a table lists: its places are the table's rows."""

    def __init__(self, examples: ExampleModel, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(GalleryModel(examples), _LINES, SIDE, themes, "Examples as pictures", parent)

    def show_info(self, info: DataInfo) -> None:
        """Make room for the names of these classes, and the picture a whole number of times its pixels."""
        if info.image is None:
            return
        wide = max(info.image)
        self.show_side(max(SIDE // wide, 1) * wide)
        self.show_names([f"{name}  {_WIDE_SAYING}" for name in info.classes or (number_text(0.0),)])
