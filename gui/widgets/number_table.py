"""What the models of tables of numbers have in common: theme, how numbers are written, telling that cells changed."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from engine.formula import NumberStyle
from gui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class NumberTableModel(QAbstractTableModel):
    """A table whose texts follow a theme and a number style; rows and columns are the subclass's."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme, self.style = theme, NumberStyle()

    @property
    def theme(self) -> Theme:
        """The theme that texts are coloured for."""
        return self._theme

    def show_style(self, style: NumberStyle) -> None:
        """How numbers are written."""
        if style != self.style:
            self.style = style
            self.tell()

    def show_theme(self, theme: Theme) -> None:
        """Take colours from another theme."""
        self._theme = theme
        self.tell()

    def tell(self) -> None:
        """All cells may have changed."""
        if self.rowCount() and self.columnCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
