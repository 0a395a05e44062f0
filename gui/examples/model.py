"""The table of examples as Qt asks for it: a row an example, over arrays that nobody can write to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont

from engine.diagnostics import ExampleRows, Judgement
from engine.formula import NumberStyle, number_text
from engine.spec import DataInfo
from engine.spec.cells import owns_cells
from gui.examples.ahead import Ahead
from gui.examples.cells import Cell, cell_of, takes
from gui.examples.columns import Column, columns
from gui.examples.order import Rows
from gui.examples.words import error_text, prediction_text, single_target
from gui.pictures.words import target_text
from gui.theme.theme import Theme
from gui.widgets.number_table import LEFT, NOWHERE, RIGHT, Index, NumberTableModel
from gui.widgets.tips import in_lines

_Role = Qt.ItemDataRole
_MOST_KEPT = 4000


@dataclass(frozen=True)
class Judged:
    """What the network says to an example in texts, named as the columns are, and whether it is wrong."""

    prediction: str
    loss: str
    weighted: str
    delta: str
    wrong: bool


class ExampleModel(NumberTableModel):
    """Texts are made for the cells that are looked at, and kept until the numbers change."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(theme, parent)
        self.columns: tuple[Column, ...] = ()
        self.examples: ExampleRows | None = None
        self._activation = ""
        self._rows: Rows = np.arange(0)
        self._order = "", True
        self._given: dict[int, tuple[str, ...]] = {}
        self._judged: dict[int, Judged] = {}
        self._ahead: Ahead | None = None

    # What is shown

    def show_examples(self, examples: ExampleRows, weighs: bool) -> None:
        """Another set of examples, or other weights of them; nothing is known of what the network says."""
        self.beginResetModel()
        self.examples = examples
        self.columns = columns(examples.info, weighs, owns_cells(examples.data.spec))
        self._rows = np.arange(sum(examples.counts))
        self._given, self._judged, self._ahead = {}, {}, None
        self.endResetModel()

    def show_rows(self, rows: Rows) -> None:
        """List these examples, in this order."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def show_judgement(self, judgement: Judgement, activation: str) -> None:
        """What the network says to some examples; older answers to others are forgotten."""
        self._activation = activation
        self._judged = {
            int(number): self._judged_texts(judgement, place) for place, number in enumerate(judgement.rows)
        }
        self.tell()

    def show_ahead(self, ahead: Ahead | None) -> None:
        """Values that were edited and that the engine has not yet; None: it has them all."""
        if ahead is not self._ahead:
            self._ahead = ahead
            self.tell()

    def forget(self) -> None:
        """Nothing is known any more of what the network says."""
        self._judged = {}
        self.tell()

    def show_style(self, style: NumberStyle) -> None:
        """How numbers are written; what the network says is written anew when it is judged again."""
        self._given = {}
        super().show_style(style)

    @property
    def _info(self) -> DataInfo:
        assert self.examples is not None
        return self.examples.info

    # Where examples stand

    @property
    def rows(self) -> Rows:
        """The numbers of the examples listed, in order."""
        return self._rows

    def example(self, row: int) -> int:
        """The number of the example in a row of the table."""
        return int(self._rows[row])

    def row_of(self, example: int) -> int | None:
        """The row in which an example stands, None if it is not listed."""
        found = np.flatnonzero(self._rows == example)
        return int(found[0]) if len(found) else None

    def place(self, example: int) -> tuple[str, int]:
        """(part, number in it from 0) of an example."""
        assert self.examples is not None
        for part, count in zip(self.examples.parts, self.examples.counts, strict=True):
            if example < count:
                return part, example
            example -= count
        raise IndexError(f"There is no example {example}.")

    def cell(self, row: int, column: int) -> Cell | None:
        """What can be typed into a cell of the table; None: nothing."""
        assert self.examples is not None
        example, found = self.example(row), self.columns[column]
        cell = cell_of(self.examples, example, found)
        edited = self._ahead.value(self.examples, example, found) if self._ahead is not None else None
        return cell if cell is None or edited is None else replace(cell, value=edited)

    def exact_text(self, row: int, column: int) -> str:
        """What stands in a cell, its number with all digits."""
        assert self.examples is not None
        found, place = self.columns[column], np.array([self.example(row)])
        if found.input is not None and not self.examples.info.categories[found.input]:
            value = float(self.examples.cells(place)[0, found.input])
            return "" if np.isnan(value) else repr(value)
        return self._text(int(place[0]), found)

    def widest_texts(self, column: Column) -> tuple[str, ...]:
        """Texts of a column that are as long as any that come, as far as that can be known."""
        classes = self.examples.info.classes if self.examples is not None else ()
        match column.key:
            case "number":
                return ("00,000",)
            case "part":
                return self.examples.parts if self.examples is not None else ()
            case "target" if classes:
                return classes
            case "prediction" if classes:
                return tuple(f"{name}  0.0000" for name in classes)
        return ("−0.00·10⁻¹⁰",) if column.key in ("delta", "loss", "weighted") else ()

    def show_order(self, key: str, falling: bool) -> None:
        """Say in its heading by which column, if by any, the rows are sorted."""
        if (key, falling) != self._order:
            self._order = key, falling
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    # Texts

    def judged(self, number: int) -> Judged | None:
        """What is known of what the network says to an example."""
        return self._judged.get(number)

    def _judged_texts(self, found: Judgement, place: int) -> Judged:
        assert self.examples is not None
        style, loss = self.style, float(found.scores.loss[place])
        answer = prediction_text(
            self.examples.info, self._activation, found.sums[place], found.output[place], style
        )
        wrong = found.scores.right is not None and not found.scores.right[place]
        weighted = number_text(loss * float(found.weight[place]), style)
        return Judged(answer, number_text(loss, style), weighted, error_text(found.delta[place], style), wrong)

    def _given_texts(self, number: int) -> tuple[str, ...]:
        """(target, weight, inputs..., each target...) of an example."""
        kept = self._given.get(number)
        if kept is None:
            assert self.examples is not None
            if len(self._given) > _MOST_KEPT:
                self._given.clear()
            rows, style = np.array([number]), self.style
            weight = float(self.examples.weight(rows)[0])
            info, answer = self.examples.info, self.examples.answers(rows)[0]
            kept = self._given[number] = (
                target_text(info, answer, style),
                "" if np.isnan(weight) else number_text(weight, style),
                *self._cells(self.examples, rows),
                *(single_target(info, value, style) for value in np.atleast_1d(answer)),
            )
        return kept

    def _cells(self, examples: ExampleRows, rows: Rows) -> Iterator[str]:
        """The cells of an example: texts by name, an empty one empty."""
        for value, texts in zip(examples.cells(rows)[0].tolist(), examples.info.categories, strict=True):
            if np.isnan(value):
                yield ""
            else:
                yield texts[int(value)] if texts else number_text(float(f"{value:.12g}"), self.style)

    def _ahead_text(self, number: int, column: Column) -> str | None:
        if self._ahead is None or self.examples is None:
            return None
        return self._ahead.text(self.examples, number, column, self.style)

    def _text(self, number: int, column: Column) -> str:
        edited = self._ahead_text(number, column)
        if edited is not None:
            return edited
        if column.input is not None:
            return self._given_texts(number)[2 + column.input]
        if column.target is not None:
            return self._given_texts(number)[2 + len(self._info.columns) + column.target]
        match column.key:
            case "number":
                return f"{self.place(number)[1] + 1:,}"
            case "part":
                return self.place(number)[0]
            case "target":
                return self._given_texts(number)[0]
            case "weight":
                return self._given_texts(number)[1]
        judged = self._judged.get(number)
        if judged is None or (column.key == "weighted" and not self._given_texts(number)[1]):
            return ""
        return str(getattr(judged, column.key))

    def _ink(self, number: int, column: Column) -> QColor | None:
        if column.key == "delta":
            return QColor(self._theme.gradient)
        if column.key in ("number", "part") or self._ahead_text(number, column) is not None:
            return QColor(self._theme.muted_text)
        judged = self._judged.get(number)
        wrong = column.key == "prediction" and judged is not None and judged.wrong
        return QColor(self._theme.danger_text) if wrong else None

    # Qt

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        column = self.columns[index.column()]
        if role == _Role.TextAlignmentRole:
            return LEFT if column.is_text else RIGHT
        if role == _Role.DisplayRole or role == _Role.EditRole:
            return self._text(self.example(index.row()), column)
        if role == _Role.ForegroundRole:
            return self._ink(self.example(index.row()), column)
        if role == _Role.FontRole and self._ahead_text(self.example(index.row()), column) is not None:
            return _slanted()
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == _Role.TextAlignmentRole:
            return LEFT if column.is_text else RIGHT
        arrow = "" if column.key != self._order[0] else " ↓" if self._order[1] else " ↑"
        return {_Role.DisplayRole: column.title + arrow, _Role.ToolTipRole: in_lines(column.tip)}.get(_Role(role))

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        assert self.examples is not None
        if takes(self.examples, self.example(index.row()), self.columns[index.column()]):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags


def _slanted() -> QFont:
    """Of what the engine has not yet."""
    font = QFont()
    font.setItalic(True)
    return font
