"""All data sets as small pictures, grouped by what there is to learn."""

from collections.abc import Mapping
from itertools import zip_longest

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QWidget

from engine.catalog.datasets import DataSource, datasets
from engine.spec.own_points import OWN_POINTS
from engine.spec.table_source import TABLE
from gui.editors.dataset_tile import SIDE, DatasetTile, Points
from gui.theme.current import ThemeSwitch
from gui.widgets.label import Label
from gui.widgets.tool_button import ToolButton

COLUMNS = 5
GROUPS = ("Classify", "Regress", "Truth tables", "Multilabel", "Measured", "Pictures", "Yours")
OWN = (OWN_POINTS, TABLE)
OPEN_TABLE = "Open a table of your own…"


def group_of(source: DataSource) -> str:
    """The heading under which a data set stands."""
    if source.name in OWN:
        return "Yours"
    if source.complete:
        return "Truth tables"
    if source.image is not None:
        return "Pictures"
    if not source.sized:
        return "Measured"
    return {"regression": "Regress", "multilabel": "Multilabel"}.get(source.task, "Classify")


class DatasetGrid(QWidget):
    """Exclusive pictures; Tab enters at the chosen one, arrows move on; `edited` tells the data set's name.

    table_asked(): somebody wants to open a table.
    """

    edited = Signal(str)
    table_asked = Signal()

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None, *, opens: bool = False) -> None:
        """opens: a last place in the grid opens a table."""
        super().__init__(parent)
        self.setAccessibleName("Data sets")
        self._buttons, self._themes = QButtonGroup(self), themes
        self._tiles: dict[str, DatasetTile] = {}
        self._headings = {title: Label(title, "small", self) for title in GROUPS}
        self._shown = ""
        for title in GROUPS:
            for source in datasets:
                if group_of(source) == title:
                    self._tiles[source.name] = tile = DatasetTile(source, themes, self)
                    self._buttons.addButton(tile)
        self.opener = ToolButton("plus", OPEN_TABLE, themes, parent=self) if opens else None
        if self.opener is not None:
            self.opener.setProperty("tile", True)
            self.opener.setFixedSize(SIDE, SIDE)
            self.opener.clicked.connect(self.table_asked)
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
        places: list[tuple[Label, int, int]] = []
        for title, heading in self._headings.items():
            tiles: list[QWidget] = [tile for tile in self._tiles.values() if group_of(tile.source) == title]
            tiles += [self.opener] if title == "Yours" and self.opener else []
            heading.setVisible(not compact and bool(tiles))
            if not compact and tiles:
                if not 0 < column <= COLUMNS - len(tiles) or row > places[-1][1] + 1:  # below its heading
                    row, column = row + 2 if column else row + 1, 0
                places.append((heading, row - 1, column))
            for tile in tiles:
                row, column = (row + 1, 0) if column == COLUMNS else (row, column)
                self._grid.addWidget(tile, row, column)
                column += 1
        for (heading, row, column), after in zip_longest(places, places[1:]):
            end = after[2] if after is not None and after[1] == row else COLUMNS + 1
            self._grid.addWidget(heading, row, column, 1, end - column)

    def _arrange_anew(self) -> None:
        compact, self._compact = bool(self._compact), None
        self.show_compact(compact)

    def show_own(self, source: DataSource, points: Points) -> None:
        """A set of one's own, with some of its points; it keeps its place when another is chosen."""
        tile = self._tiles.get(source.name)
        if tile is None:
            tile = self._tiles[source.name] = DatasetTile(source, self._themes, self)
            self._buttons.addButton(tile)
            tile.show()
            self._arrange_anew()
        tile.show_source(source)
        tile.show_points(points)

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
