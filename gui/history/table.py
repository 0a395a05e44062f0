"""The view of the table of epochs: it follows the run, rows are copied, a number is asked for."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from gui.history.model import EpochModel
from gui.theme.fonts import number_font
from gui.theme.theme import Theme
from gui.widgets.table_view import TableView

_ROW, _PADDING, _WIDEST = 24, 28, 220
_SAMPLE = "−0.0000·10⁻⁸"
_HELP = "Every finished epoch with its figures; Enter asks where a number comes from."
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EpochTableView(TableView):
    """asked(Address): where does the number of a cell come from?"""

    asked = Signal(object)

    def __init__(self, model: EpochModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._epochs = model
        self.setModel(model)
        self.set_up("Epochs", _HELP, _ROW, number_font(theme, theme.base_px))
        self.choose_whole_rows()
        self.setProperty("cell_keys", True)  # arrows and copy are its own: see gui.app.keys
        columns = self.horizontalHeader()
        columns.setSectionsClickable(False)
        columns.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        model.modelReset.connect(self.fit_columns)
        self.doubleClicked.connect(self._on_double_clicked)

    def is_at_end(self) -> bool:
        """Whether the last epoch is in sight."""
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum()

    def fit_columns(self) -> None:
        """As wide as headings and numbers need."""
        metrics = self.fontMetrics()
        for place, title in enumerate(self._epochs.titles()):
            least = "99,999" if not place else _SAMPLE
            width = max(map(metrics.horizontalAdvance, (title, least))) + _PADDING
            self.horizontalHeader().resizeSection(place, min(width, _WIDEST))

    def copy(self) -> None:
        """The chosen rows, or all where none is, go to the clipboard with headings and all digits."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        model = self._epochs
        lines = ["\t".join(model.titles())]
        columns = range(model.columnCount())
        rows = rows or list(range(model.rowCount()))
        lines += ["\t".join(model.exact(row, column) for column in columns) for row in rows]
        QApplication.clipboard().setText("\n".join(lines))

    def _on_double_clicked(self, index: QModelIndex) -> None:
        address = self._epochs.address(index.row(), index.column())
        if address is not None:
            self.asked.emit(address)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in _ENTER and self.currentIndex().isValid():
            self._on_double_clicked(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._epochs.rowCount():
            self.setCurrentIndex(self._epochs.index(self._epochs.rowCount() - 1, 1))
