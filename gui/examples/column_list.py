"""The columns of a table as a list: what each is used for, how it is read, what the network gets of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QObject,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.examples.table_choice import USES, TableChoice, Use, becomes_text, values_text
from gui.theme.current import ThemeSwitch
from gui.theme.theme import Theme
from gui.widgets.number_table import LEFT, NOWHERE, RIGHT, Index
from gui.widgets.table_view import TableView
from gui.widgets.tips import in_lines

TITLES = ("Column", "Use as", "Read as", "What is in it", "Empty", "What the network gets")
NAME, USE, KIND, VALUES, EMPTY, BECOMES = range(6)
_TIPS = (
    "The column's name in the table.",
    "Input: the network sees it. Target: it is to be predicted. Ignore: it is left out.",
    "Numbers are taken as they are; of texts, or numbers that only name something, each becomes an input of its own.",
    "The range of the numbers, or the texts.",
    "How many cells are empty.",
    "How many inputs or classes the column becomes.",
)
_Role = Qt.ItemDataRole
_ROW, _PILL = 28, 20
_HELP = "What each column is for: I makes it an input, T the target, X leaves it out."
_WIDTHS = (150, 168, 122, 120, 60, 186)
_KINDS = ("number", "text")
_KEYS: dict[int, Use] = {Qt.Key.Key_I: "input", Qt.Key.Key_T: "target", Qt.Key.Key_X: "ignore"}


class ColumnModel(QAbstractTableModel):
    """A row for each column of the table."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choice: TableChoice | None = None
        self.remarks: dict[str, str] = {}  # of columns, by name

    def show_choice(self, choice: TableChoice) -> None:
        """What is chosen now; rows stay where they are while the table has the same columns."""
        same = self.choice is not None and len(self.choice.uses) == len(choice.uses)
        if same:
            self.choice = choice
            self.dataChanged.emit(self.index(0, 0), self.index(len(choice.uses) - 1, len(TITLES) - 1))
        else:
            self.beginResetModel()
            self.choice = choice
            self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() or self.choice is None else len(self.choice.uses)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(TITLES)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if role == _Role.TextAlignmentRole:
            return RIGHT if index.column() == EMPTY else LEFT
        if self.choice is None or role not in (_Role.DisplayRole, _Role.ToolTipRole):
            return None
        column, use = self.choice.table.columns[index.row()], self.choice.uses[index.row()]
        match index.column():
            case 0:
                text = column.name
            case 1:
                text = use
            case 2:
                text = _KINDS[bool(column.texts)]
            case 3:
                text = values_text(column)
            case 4:
                text = f"{column.missing:,}" if column.missing else ""
            case _:
                text = becomes_text(column, use)
        if role == _Role.ToolTipRole:
            remark = self.remarks.get(column.name, "")
            return in_lines("\n".join(filter(None, (text, remark))))
        return text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == _Role.TextAlignmentRole:
            return RIGHT if section == EMPTY else LEFT
        return {_Role.DisplayRole: TITLES[section], _Role.ToolTipRole: in_lines(_TIPS[section])}.get(_Role(role))


class ColumnList(TableView):
    """used(rows, use), read(rows, as text): a person wants these columns otherwise."""

    used = Signal(tuple, str)
    read = Signal(tuple, bool)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = ColumnModel(self)
        self.setModel(self.columns)
        self.set_up("Columns", _HELP, _ROW)
        self.choose_whole_rows()
        self.setAccessibleDescription("I makes the chosen columns inputs, T targets, X leaves them out.")
        pills = Pills(themes, self)
        self.setItemDelegateForColumn(USE, pills)
        self.setItemDelegateForColumn(KIND, pills)
        pills.pressed.connect(self._on_pressed)
        header = self.horizontalHeader()
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        for section, width in enumerate(_WIDTHS):
            header.resizeSection(section, width)
        header.setSectionResizeMode(VALUES, QHeaderView.ResizeMode.Stretch)

    def chosen_rows(self) -> tuple[int, ...]:
        """The rows that are selected."""
        return tuple(sorted(index.row() for index in self.selectionModel().selectedRows()))

    def _on_pressed(self, row: int, column: int, place: int) -> None:
        rows = self.chosen_rows()
        rows = rows if row in rows else (row,)
        if column == USE:
            self.used.emit(rows, USES[place])
        else:
            self.read.emit(rows, place == 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        use = _KEYS.get(event.key())
        if use is not None and not event.modifiers() and self.chosen_rows():
            self.used.emit(self.chosen_rows(), use)
        else:
            super().keyPressEvent(event)


class Pills(QStyledItemDelegate):
    """A few words side by side of which one is chosen; pressed(row, column, place) tells a click on one."""

    pressed = Signal(int, int, int)

    def __init__(self, themes: ThemeSwitch, parent: QObject) -> None:
        super().__init__(parent)
        self._themes = themes

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        theme, chosen = self._themes.theme, str(index.data())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for word, box in _boxes(index.column(), QRectF(option.rect)):
            fill, ink = _colors(theme, word) if word == chosen else (None, theme.muted_text)
            if fill is not None:
                painter.setPen(QColor(theme.control_border))
                painter.setBrush(QColor(fill))
                painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.radius, theme.radius)
            painter.setPen(QColor(ink))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
        painter.restore()

    def displayText(self, value: Any, locale: object) -> str:
        return ""  # the words are painted one by one

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(_WIDTHS[index.column()], _ROW)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            for place, (_, box) in enumerate(_boxes(index.column(), QRectF(option.rect))):
                if box.contains(event.position()):
                    self.pressed.emit(index.row(), index.column(), place)
                    return True
        return False


def _boxes(column: int, cell: QRectF) -> list[tuple[str, QRectF]]:
    words = USES if column == USE else _KINDS
    width = (cell.width() - 8) / len(words)
    top = cell.top() + (cell.height() - _PILL) / 2
    lefts = [cell.left() + 4 + width * place for place in range(len(words))]
    return [(word, QRectF(left, top, width - 2, _PILL)) for word, left in zip(words, lefts, strict=True)]


def _colors(theme: Theme, word: str) -> tuple[str, str]:
    return {
        "target": (theme.good_soft, theme.good_text),
        "ignore": (theme.pressed, theme.text),
    }.get(word, (theme.accent_soft, theme.accent_ink))
