"""The sheet of class weights connected: every change in it is an edit of the experiment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from engine.diagnostics import ExampleRows
from engine.spec import ExperimentSpec
from engine.spec.example_weights import with_example_weights
from gui.document import Document
from gui.examples.class_sheet import ClassSheet


class ClassWeights(QObject):
    """Opens the sheet beside a button; `warn` tells a refusal."""

    def __init__(
        self, document: Document, warn: Callable[[str], None], sheet_parent: QWidget, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document = document
        self.sheet = ClassSheet(sheet_parent)
        self._examples: ExampleRows | None = None
        self.sheet.edited.connect(self._on_edited)
        self.sheet.own_removed.connect(self._on_removed)
        self.sheet.refused.connect(warn)
        document.changed.connect(self._on_spec)

    def open(self, button: QWidget, examples: ExampleRows) -> None:
        """Show the weights of the classes of these examples."""
        self._examples = examples
        self._show()
        self.sheet.open_above(button)

    @Slot(object)
    def _on_spec(self, _spec: ExperimentSpec) -> None:
        if self.sheet.isVisible():
            self._show()

    def _show(self) -> None:
        examples = self._examples
        assert examples is not None
        names = examples.info.classes
        data = self._document.spec.data
        if replace(data, sample_weight=None) != replace(examples.data.spec, sample_weight=None):
            self.sheet.hide()
            return
        y = examples.data.training.y
        counts = np.bincount(y.astype(np.int64), minlength=len(names)).tolist() if names else []
        weights = self._document.spec.training.class_weight or (1.0,) * len(names)
        self.sheet.show_classes(names, counts, weights, data.sample_weight is not None)

    @Slot()
    def _on_removed(self) -> None:
        self._document.edit("Examples of one weight", with_example_weights(self._document.spec, None))

    @Slot(object)
    def _on_edited(self, weights: tuple[float, ...]) -> None:
        alike = all(weight == 1.0 for weight in weights)
        spec = self._document.spec.with_training(class_weight=() if alike else tuple(weights))
        self._document.edit("Class weights", spec)
