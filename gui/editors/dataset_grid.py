"""All data sets as small pictures, grouped by what there is to learn."""

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QWidget

from engine.catalog.datasets import DataSource, datasets
from gui.editors.dataset_tile import DatasetTile, Points
from gui.theme.current import ThemeSwitch
from gui.widgets.label import Label

COLUMNS = 5
GROUPS = ("Classify", "Regress", "Multilabel", "Truth tables", "Measured")


def group_of(source: DataSource) -> str:
    """The heading under which a data set stands."""
    if source.complete:
        return "Truth tables"
    if not source.sized:
        return "Measured"
    return {"regression": "Regress", "multilabel": "Multilabel"}.get(source.task, "Classify")


class DatasetGrid(QWidget):
    """Exclusive pictures; Tab enters at the chosen one, arrows move on; `edited` tells the data set's name."""

    edited = Signal(str)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Data sets")
        self._buttons = QButtonGroup(self)
        self._tiles: dict[str, DatasetTile] = {}
        self._headings = {title: Label(title, "small", self) for title in GROUPS}
        self._shown = ""
        for title in GROUPS:
            for source in datasets:
                if group_of(source) == title:
                    self._tiles[source.name] = tile = DatasetTile(source, themes, self)
                    self._buttons.addButton(tile)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(3)
        self._grid.setColumnStretch(COLUMNS, 1)
        self._compact: bool | None = None
        self.show_compact(False)
        self._buttons.buttonClicked.connect(self._on_clicked)

    def show_compact(self, compact: bool) -> None:
        """Where height is scarce: all pictures in a block, without headings. A group with room beside another
        stands there."""
        if compact == self._compact:
            return
        self._compact = compact
        row, column = 0, 0
        for title, heading in self._headings.items():
            tiles = [tile for tile in self._tiles.values() if group_of(datasets[tile.name]) == title]
            heading.setVisible(not compact)
            if not compact:
                if not 0 < column <= COLUMNS - len(tiles):
                    row, column = row + 2 if column else row + 1, 0
                span = len(tiles) if column == 0 else COLUMNS + 1 - column
                self._grid.addWidget(heading, row - 1, column, 1, span)
            for tile in tiles:
                row, column = (row + 1, 0) if column == COLUMNS else (row, column)
                self._grid.addWidget(tile, row, column)
                column += 1

    def show_name(self, name: str) -> None:
        """Show a data set as the chosen one, without a signal; none if the catalogue has it not."""
        self._shown = name
        if name in self._tiles:
            self._tiles[name].setChecked(True)
        elif (checked := self._buttons.checkedButton()) is not None:
            self._buttons.setExclusive(False)
            checked.setChecked(False)
            self._buttons.setExclusive(True)

    def show_thumbnails(self, points: Mapping[str, Points]) -> None:
        """Draw the points of each data set named; see `DatasetTile.show_points`."""
        for name, pair in points.items():
            if name in self._tiles:
                self._tiles[name].show_points(pair)

    def tile(self, name: str) -> DatasetTile:
        """The picture of a data set; raises KeyError if there is none."""
        return self._tiles[name]

    @Slot(QAbstractButton)
    def _on_clicked(self, button: QAbstractButton) -> None:
        if isinstance(button, DatasetTile) and button.name != self._shown:
            self._shown = button.name
            self.edited.emit(button.name)
