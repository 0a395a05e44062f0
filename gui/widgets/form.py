"""A form: named settings one under the other, each with the input that suits it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from gui.widgets.check import Check
from gui.widgets.choice import Choice
from gui.widgets.items import Item
from gui.widgets.label import Label
from gui.widgets.number_field import NumberField
from gui.widgets.numbers import NumberRule
from gui.widgets.text_field import TextField
from gui.widgets.tips import in_lines

Value = float | bool | str
FormField = NumberField | Check | Choice | TextField

FIELD_WIDTH, CHOICE_WIDTH = 104, 168
_INSET = 14


@dataclass(frozen=True)
class FormRow:
    """One setting: its key, its label, a sentence, and what may be entered.

    low, high: inclusive bounds of a number. items: of a choice. inset: it belongs to the row above it.
    fixed: why it cannot be changed, or "". hint: what an empty text stands for.
    """

    key: str
    label: str
    sentence: str
    kind: Literal["number", "whole", "switch", "choice", "text"] = "number"
    low: float = 0.0
    high: float = 0.0
    items: tuple[Item, ...] = ()
    inset: bool = False
    fixed: str = ""
    hint: str = ""

    def said(self, value: Value) -> str:
        """The setting with a value, for the name of an edit: "Dropout 0.5", "Bias off"."""
        if self.kind == "switch":
            return f"{self.label} {'on' if value else 'off'}"
        if self.kind == "choice":
            return f"{self.label}: {next(item.label for item in self.items if item.key == value)}"
        if self.kind == "text":
            return f"{self.label} “{value}”" if value else f"No {self.label.lower()}"
        return f"{self.label} {value:,}" if self.kind == "whole" else f"{self.label} {value:g}"


class Form(QWidget):
    """Shows rows of settings; `edited` tells key and new value, `refused` a sentence."""

    edited = Signal(str, object)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[FormRow, ...] = ()
        self._inputs: dict[str, tuple[FormRow, Label | None, FormField]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(8)
        self._grid.setHorizontalSpacing(12)
        self._grid.setColumnStretch(0, 1)

    def show_rows(self, rows: Sequence[FormRow], values: Mapping[str, Value]) -> None:
        """Show these settings with their values; inputs of rows that stay keep focus and what was typed."""
        if tuple(rows) != self._rows:
            self._rows = tuple(rows)
            self._build()
        for row in self._rows:
            _show(self._inputs[row.key][2], values[row.key])

    def field(self, key: str) -> FormField:
        """The input of a setting; raises KeyError if the form has it not."""
        return self._inputs[key][2]

    def row(self, key: str) -> FormRow:
        """A setting's row; raises KeyError if the form has it not."""
        return self._inputs[key][0]

    def _build(self) -> None:
        before, self._inputs = self._inputs, {}
        for place, row in enumerate(self._rows):
            known = before.get(row.key)
            if known is not None and known[0] == row:
                _, label, field = before.pop(row.key)
            else:
                label, field = self._label(row), self._input(row)
            self._inputs[row.key] = row, label, field
            self._lay(place, label, field)
        for _, label, field in before.values():
            for widget in (label, field):
                if widget is not None:
                    self._grid.removeWidget(widget)
                    widget.hide()
                    widget.deleteLater()

    def _lay(self, place: int, label: Label | None, field: FormField) -> None:
        if label is None:
            self._grid.addWidget(field, place, 0, 1, 2)
            return
        label.setBuddy(field)
        self._grid.addWidget(label, place, 0)
        self._grid.addWidget(field, place, 1, Qt.AlignmentFlag.AlignRight)

    def _label(self, row: FormRow) -> Label | None:
        if row.kind == "switch":
            return None
        label = Label(row.label, "muted", self)
        label.setToolTip(in_lines(row.fixed or row.sentence))
        label.setIndent(_INSET if row.inset else 0)
        return label

    def _input(self, row: FormRow) -> FormField:
        field: FormField
        if row.kind == "switch":
            field = Check(row.label, row.sentence, self)
        elif row.kind == "choice":
            field = Choice(row.label, row.items, self)
            field.setFixedWidth(CHOICE_WIDTH)
        elif row.kind == "text":
            field = TextField(row.label, parent=self)
            field.setFixedWidth(CHOICE_WIDTH)
            field.setPlaceholderText(row.hint)
        else:
            field = NumberField(NumberRule(row.label, row.low, row.high, integer=row.kind == "whole"), self)
            field.setFixedWidth(FIELD_WIDTH)
            field.refused.connect(self.refused)
        field.edited.connect(lambda value: self.edited.emit(row.key, int(value) if row.kind == "whole" else value))
        if isinstance(field, NumberField):
            field.explain(row.fixed or row.sentence)
        else:
            field.setAccessibleDescription(row.fixed or row.sentence)
            field.setToolTip(in_lines(row.fixed or row.sentence))
        field.setEnabled(not row.fixed)
        return field


def _show(field: FormField, value: Value) -> None:
    if isinstance(field, Check):
        field.show_checked(bool(value))
    elif isinstance(field, Choice):
        field.show_key(str(value))
    elif isinstance(field, TextField):
        field.show_text(str(value))
    else:
        field.show_value(float(value))
