"""All data sets as small pictures, grouped by what there is to learn."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QVBoxLayout, QWidget

from engine.catalog.datasets import DataSource, datasets
from gui.editors.dataset_tile import DatasetTile, Points
from gui.theme.current import ThemeSwitch
from gui.widgets.label import Label

COLUMNS = 5
GROUPS = ("Classify", "Regress", "Truth tables", "Measured")


def group_of(source: DataSource) -> str:
    """The heading under which a data set stands."""
    if source.complete:
        return "Truth tables"
    if not source.sized:
        return "Measured"
    return "Regress" if source.task == "regression" else "Classify"


class DatasetGrid(QWidget):
    """Exclusive pictures; Tab enters at the chosen one, arrows move on; `edited` tells the data set's name."""

    edited = Signal(str)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Data sets")
        self._buttons = QButtonGroup(self)
        self._tiles: dict[str, DatasetTile] = {}
        self._shown = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for title in GROUPS:
            sources = [source for source in datasets if group_of(source) == title]
            if sources:
                column.addWidget(Label(title, "small"))
                column.addLayout(self._row(sources, themes))
                column.addSpacing(5)
        self._buttons.buttonClicked.connect(self._on_clicked)

    def _row(self, sources: list[DataSource], themes: ThemeSwitch) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(3)
        grid.setAlignment(Qt.AlignmentFlag.AlignLeft)
        for index, source in enumerate(sources):
            tile = DatasetTile(source, themes, self)
            self._tiles[source.name] = tile
            self._buttons.addButton(tile)
            grid.addWidget(tile, index // COLUMNS, index % COLUMNS)
        return grid

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
