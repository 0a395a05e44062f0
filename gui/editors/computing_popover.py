"""The sheet that says what computes and why, and lets it be chosen."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.catalog import backends
from engine.spec import ExperimentSpec
from gui.widgets.form import Value
from gui.widgets.label import Label
from gui.widgets.popover import Popover
from gui.widgets.spec_form import SpecForm, changed

_WIDTH, _MARGIN = 340, 16


class ComputingPopover(Popover):
    """Emits edits of the experiment: edited(undo text, spec, merge key)."""

    edited = Signal(str, object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = ExperimentSpec()
        self.setAccessibleName("What computes")
        self.form = SpecForm(("backend",))
        self.form.edited.connect(self._on_edited)
        self._sentence, self.status = Label("", "small"), Label("")
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 14, _MARGIN, 14)
        column.setSpacing(8)
        column.addWidget(self.form)
        for label in (self._sentence, self.status):
            label.setWordWrap(True)
            column.addWidget(label)
        self.setFixedWidth(_WIDTH)

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show what is chosen; emits nothing."""
        self._spec = spec
        self.form.show_spec(spec.training)
        self._sentence.setText(backends[spec.training.backend].sentence)
        self.fit()

    def show_status(self, status: str) -> None:
        """What computes now, in a sentence."""
        if status != self.status.text():
            self.status.setText(status)
            self.fit()

    def fit(self) -> None:
        """Be as tall as the sentences need."""
        for label in (self._sentence, self.status):
            label.ensurePolished()
            label.setFixedHeight(max(0, label.heightForWidth(_WIDTH - 2 * _MARGIN - 2)))
        super().fit()

    def _on_edited(self, key: str, value: Value) -> None:
        spec = replace(self._spec, training=changed(self._spec.training, key, value))
        self.edited.emit(self.form.said(key, value), spec, -1)
