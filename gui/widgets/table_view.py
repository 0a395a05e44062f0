"""How every table of the program is set up: what is alike in all of them."""

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView


class TableView(QTableView):
    """Rows of one height, whole rows at the wheel, no wrapped words; Tab leaves it, and letters search nothing."""

    def set_up(self, name: str, sentence: str, row_px: int, font: QFont | None = None) -> None:
        """name, sentence: what it is called, and good for, to those who listen; row_px: the height of a row;
        font: of its numbers."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(sentence)
        if font is not None:
            self.setFont(font)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(row_px)
        columns.setHighlightSections(False)

    def choose_whole_rows(self) -> None:
        """Rows are chosen, one or several, and have neither numbers nor lines between them."""
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()

    def keyboardSearch(self, search: str) -> None:
        """A letter neither moves on to a row nor is a shortcut: see gui.app.keys."""
