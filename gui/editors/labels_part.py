"""Labels of exclusive classes as class numbers or one-hot rows: what the loss reads, and the switch between them."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.spec import DataInfo, ExperimentSpec
from engine.spec.label_forms import LabelForm, label_form, with_label_form
from gui.widgets.items import Item
from gui.widgets.label import Label
from gui.widgets.segmented import Segmented
from gui.widgets.tips import in_lines

NUMBERS, ROWS = "numbers", "one_hot"
_ITEMS = (
    Item(NUMBERS, "Numbers", "Class numbers, as argmax makes them of one-hot rows: shorter where classes are many."),
    Item(ROWS, "One-hot", "Rows of 0 and a single 1, as to_categorical makes them: a target for each output."),
)


class LabelsPart(QWidget):
    """edited(undo text, spec, merge key); there is a switch only where the classes are exclusive ones of several."""

    edited = Signal(str, object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form: Segmented | None = None
        self.text: Label | None = None
        self._spec, self._info = ExperimentSpec(), DataInfo("binary", ())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self.hide()

    def show_spec(self, spec: ExperimentSpec, info: DataInfo) -> None:
        """Show in which form the loss of an experiment reads the labels; emits nothing."""
        self._spec, self._info = spec, info
        found = label_form(spec, info)
        if found is not None:
            self._show(found)
        self.setVisible(found is not None)

    def _show(self, found: LabelForm) -> None:
        if self.form is None or self.text is None:
            self.form, self.text = Segmented("Labels", _ITEMS), Label("", "small")
            self._lay_out(self.form, self.text)
        self.form.show_key(ROWS if found.one_hot else NUMBERS)
        self.form.setEnabled(not found.fixed)
        self.form.setToolTip(in_lines(found.fixed))
        self.form.setAccessibleDescription(found.fixed)
        self.text.setText(found.text)
        self.text.setToolTip(in_lines(found.source))

    def _lay_out(self, form: Segmented, text: Label) -> None:
        text.setWordWrap(True)
        form.edited.connect(self._on_form)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(Label("Labels", "muted"), 1)
        row.addWidget(form)
        self._column.addLayout(row)
        self._column.addWidget(text)

    @Slot(str)
    def _on_form(self, key: str) -> None:
        one_hot = key == ROWS
        name = "Labels as one-hot rows" if one_hot else "Labels as class numbers"
        self.edited.emit(name, with_label_form(self._spec, self._info, one_hot), -1)
