"""Whether examples are shuffled before they are split, or the last are kept out as Keras's validation_split does."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from engine.catalog.data_source import DataSource
from engine.spec import DataSpec, ExperimentSpec
from engine.spec.fields import field_infos
from gui.widgets.check import Check
from gui.widgets.tips import in_lines


class OrderCheck(Check):
    """changed(undo text, spec, merge key): the experiment with the examples shuffled first, or in their order."""

    changed = Signal(str, object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        field = field_infos(DataSpec)["shuffled"]
        super().__init__(field.label, field.sentence, parent)
        self._tip, self._spec = field.sentence, ExperimentSpec()
        self.edited.connect(self._on_edited)

    def show_spec(self, spec: ExperimentSpec, source: DataSource, reason: str) -> None:
        """Show what is chosen; reason: why it makes no difference, or ""."""
        self._spec = spec
        self.show_checked(spec.data.shuffled and not source.complete and source.pictures is None)
        self.setEnabled(not reason)
        self.setToolTip(in_lines(reason or self._tip))
        self.setAccessibleDescription(reason or self._tip)

    @Slot(bool)
    def _on_edited(self, checked: bool) -> None:
        name = "Shuffle before splitting" if checked else "Split in order: the last are kept out"
        self.changed.emit(name, self._spec.with_data(shuffled=checked), -1)
