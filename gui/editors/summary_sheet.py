"""The sheet with Keras's summary of the model: layers, output shapes, parameters, and why an unbuilt one has none."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.trace.model_summary import UNBUILT, Summary, SummaryRow
from gui.theme.current import ThemeSwitch
from gui.theme.fonts import number_font
from gui.widgets.label import Label
from gui.widgets.sheet import Sheet
from gui.widgets.table_view import TableView
from gui.widgets.tips import in_lines
from gui.widgets.tool_button import ToolButton

_WIDTH, _ROW, _MOST_ROWS = 640, 28, 10
_MARGIN = 24
_TITLES = (
    ("", "Its place in model.layers, from 0."),
    ("Layer", "Its name here or, where it has none, the one that Keras gives it: model.get_layer finds it so."),
    ("Type", "Keras's class of the layer."),
    ("Output shape", "What comes out of it; None stands for the examples of a batch, however many."),
    ("Parameters", "Weights and biases: (inputs + 1) × units of a Dense layer with biases."),
    ("Trainable", "Those that learn: none of a layer that is locked."),
)
_NUMBERS = frozenset((0, 4, 5))
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_COUNTS = (
    ("Total", "total", "All weights and biases, as model.count_params() counts them."),
    ("Trainable", "trainable", "What the optimizer changes; weights and neurons locked one by one count here, too."),
    ("Non-trainable", "frozen", "In layers that are locked as a whole."),
    ("Optimizer", "optimizer", "What the optimizer remembers; Keras adds it to the total once it has trained."),
)


class SummarySheet(Sheet):
    """chosen(layer): that layer, from 0, was chosen; a double click or Enter closes, too, to look at it."""

    chosen = Signal(int)

    def __init__(self, summary: Summary, name: str, themes: ThemeSwitch, window: QWidget | None = None) -> None:
        super().__init__("Summary", themes, window)
        self._summary = summary
        self.table = _table(summary, themes)
        self.copy, self.close_button = QPushButton("Copy as text"), ToolButton("close", "Close (Esc)", themes)
        self.copy.setToolTip(in_lines("Copy the table as Keras prints it, for notes or a message (Ctrl+C)."))
        self.copy.setAutoDefault(False)
        told = f"{name}, as model.summary() of the same model in Keras tells it. A click on a layer selects it."
        subject = Label(told, "muted")
        _wrap(subject)
        self._lay_out(subject)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.table.clicked.connect(self._on_row)
        self.table.doubleClicked.connect(self.accept)
        self.copy.clicked.connect(self.copy_text)
        self.close_button.clicked.connect(self.reject)
        self.setFixedWidth(_WIDTH)
        self.table.setFocus()

    def _lay_out(self, subject: Label) -> None:
        head = QHBoxLayout()
        head.addWidget(Label("Summary", "title"), 1)
        head.addWidget(self.copy)
        head.addWidget(self.close_button)
        why = Label(UNBUILT, "small")
        _wrap(why)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_MARGIN, 18, _MARGIN, 20)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(subject)
        whole.addWidget(self.table)
        whole.addLayout(_counts(self._summary))
        whole.addWidget(Label("Why a model can have no weights", "strong"))
        whole.addWidget(why)

    def copy_text(self) -> None:
        """The whole table to the clipboard."""
        QApplication.clipboard().setText(self._summary.text())

    @Slot(QModelIndex)
    def _on_row(self, index: QModelIndex) -> None:
        layer = self._summary.rows[index.row()].layer if index.isValid() else -1
        if layer >= 0:
            self.chosen.emit(layer)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_text()
        elif event.key() in _ENTER and self.table.hasFocus():
            self.accept()
        else:
            super().keyPressEvent(event)


class SummaryTable(TableView):
    """A row a layer; its look is in the style sheet."""


def _table(summary: Summary, themes: ThemeSwitch) -> SummaryTable:
    model = QStandardItemModel(0, len(_TITLES))
    for place, (title, tip) in enumerate(_TITLES):
        heading = QStandardItem(title)
        heading.setToolTip(in_lines(tip))
        heading.setTextAlignment(_side(place))
        model.setHorizontalHeaderItem(place, heading)
    for row in summary.rows:
        model.appendRow([_item(text, place) for place, text in enumerate(_texts(row))])
    table = SummaryTable()
    table.setModel(model)
    model.setParent(table)
    table.set_up(
        "Layers", "Shape and parameters of every layer.", _ROW, number_font(themes.theme, themes.theme.base_px)
    )
    table.choose_whole_rows()
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    columns = table.horizontalHeader()
    columns.setSectionsClickable(False)
    for place in range(len(_TITLES)):
        stretches = place == 1
        mode = QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.ResizeToContents
        columns.setSectionResizeMode(place, mode)
    table.setFixedHeight(columns.sizeHint().height() + _ROW * min(len(summary.rows), _MOST_ROWS) + 4)
    return table


def _texts(row: SummaryRow) -> tuple[str, ...]:
    return str(row.index), row.name, row.kind, row.shape_text, f"{row.parameters:,}", f"{row.trainable:,}"


def _item(text: str, place: int) -> QStandardItem:
    item = QStandardItem(text)
    item.setEditable(False)
    item.setToolTip(text if place == 1 else "")
    item.setTextAlignment(_side(place))
    return item


def _side(place: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if place in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _wrap(label: Label) -> None:
    label.setWordWrap(True)
    label.setFixedWidth(_WIDTH - 2 * _MARGIN)


def _counts(summary: Summary) -> QGridLayout:
    grid = QGridLayout()
    grid.setVerticalSpacing(2)
    for place, (title, name, tip) in enumerate(_COUNTS):
        for line, label in enumerate((Label(title, "small"), Label(f"{getattr(summary, name):,}", "strong"))):
            label.setToolTip(in_lines(tip))
            grid.addWidget(label, line, place)
        grid.setColumnStretch(place, 1)
    return grid
