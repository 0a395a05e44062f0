"""The page of the History: the table of epochs, copied and saved as CSV."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.formula import NumberStyle
from engine.trace import CurvesView
from engine.writing import epoch_table
from gui.history.model import EpochModel
from gui.history.table import EpochTableView
from gui.theme.current import ThemeSwitch
from gui.theme.theme import Theme
from gui.widgets.label import Label
from gui.widgets.text_button import TextButton

_NOTHING = "No epoch is finished yet. Press Space to train."
_MORE = "Double-click a number, or press Enter on it, to see where it comes from."


class HistoryPage(QWidget):
    """asked(Address): where a number comes from; save_asked(): the table is to be written to a file."""

    asked = Signal(object)
    save_asked = Signal()

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Page of the History")
        self.model = EpochModel(themes.theme, self)
        self.table = EpochTableView(self.model, themes.theme)
        self._said = Label("", "small")
        self.copy = TextButton("Copy", "Copy the chosen epochs, or all, for a spreadsheet (Ctrl+C).")
        self.save = TextButton("Save as CSV…", "Write all epochs with all digits to a file, as Keras's CSVLogger.")
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._said, 1)
        top.addWidget(self.copy)
        top.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 6)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        self.copy.clicked.connect(self.table.copy)
        self.save.clicked.connect(self.save_asked)
        self.table.asked.connect(self.asked)
        themes.changed.connect(self.show_theme)

    def show_curves(self, view: CurvesView) -> None:
        """Show the epochs of a record, and follow the last one while it is in sight."""
        follows = self.table.is_at_end()
        self.model.show_table(epoch_table(view))
        count = self.model.rowCount()
        self._said.setText(f"{count:,} epoch{'s' * (count != 1)}. {_MORE}" if count else _NOTHING)
        for button in (self.copy, self.save):
            button.setEnabled(count > 0)
        if follows:
            self.table.scrollToBottom()

    def show_style(self, style: NumberStyle) -> None:
        """How numbers are written."""
        self.model.show_style(style)

    @Slot(object)
    def show_theme(self, theme: Theme) -> None:
        self.model.show_theme(theme)
