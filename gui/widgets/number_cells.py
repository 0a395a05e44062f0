"""What tables have in common whose cells are opened as a field for a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStyledItemDelegate, QWidget

from gui.widgets.number_field import NumberField

if TYPE_CHECKING:
    from gui.widgets.number_table import Index


class NumberCells(QStyledItemDelegate):
    """What is typed goes to whoever makes the change, not into the model; Escape gives it up."""

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The editor shows the value already."""

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """The editor has told the value already."""

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Qt closes the field at Escape, and a field that is left takes what was typed."""
        if isinstance(editor, NumberField) and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            editor.give_up()
        return super().eventFilter(editor, event)
