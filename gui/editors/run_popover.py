"""The sheet of how a run goes: batches, when it stops, and what is shown beside the loss."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.catalog import metrics
from engine.diagnostics.little_work import is_always_measured_again
from engine.spec import DataInfo, ExperimentSpec, StopSpec, TrainingSpec
from engine.spec.figure_words import VALIDATION, figure_words
from engine.spec.training_problems import figures_of, metrics_of, offered_metrics
from gui.widgets.form import Form, FormRow, Value
from gui.widgets.items import Item
from gui.widgets.popover import Popover
from gui.widgets.section import Section
from gui.widgets.spec_form import changed, field_row

_WIDTH, _MARGIN = 390, 16
ALL = "all"
EARLY = ("monitor", "patience", "min_delta", "restore_best_weights")
AGAIN = "measure_again"
USUAL_BATCH = 10


class RunPopover(Popover):
    """Emits edits of the experiment: edited(undo text, spec, merge key); refused(sentence)."""

    edited = Signal(str, object, int)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = ExperimentSpec()
        self._info = DataInfo("binary", ("x₁", "x₂"), classes=("0", "1"))
        self.setAccessibleName("Batches, stops and metrics")
        self.batches, self.stops = Form(), Form()
        self.metrics, self.again = (Form(), Form()), Form()
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 14, _MARGIN, 14)
        column.setSpacing(14)
        parts = (
            ("Batches", self.batches, self._on_batches),
            ("Playing stops", self.stops, self._on_stops),
        )
        for title, form, slot in parts:
            section = Section(title)
            section.add(form)
            column.addWidget(section)
            form.edited.connect(slot)
            form.refused.connect(self.refused)
        column.addWidget(self._metrics_section())
        self.setFixedWidth(_WIDTH)

    def _metrics_section(self) -> Section:
        section, row = Section("Metrics"), QHBoxLayout()
        row.setSpacing(12)
        for form in self.metrics:
            row.addWidget(form, 1, Qt.AlignmentFlag.AlignTop)
            form.edited.connect(self._on_metrics)
        section.content.addLayout(row)
        section.add(self.again)
        self.again.edited.connect(self._on_again)
        return section

    def show_spec(self, spec: ExperimentSpec, info: DataInfo) -> None:
        """Show how an experiment runs; emits nothing."""
        self._spec, self._info = spec, info
        training = spec.training
        whole = 0 < info.training_count <= training.batch_size
        batches = [field_row(TrainingSpec, "batch_size"), _all_row(info), field_row(TrainingSpec, "shuffle")]
        self.batches.show_rows(
            batches, {"batch_size": training.batch_size, ALL: whole, "shuffle": training.shuffle}
        )
        rules = ["after_epochs", "loss_below", "early_stopping", *(EARLY if training.stop.early_stopping else ())]
        stops = [_stop_row(name, spec, info) for name in rules]
        stops.insert(1, replace(field_row(TrainingSpec, "epochs"), inset=True))
        values: dict[str, Value] = {name: getattr(training.stop, name) for name in rules}
        self.stops.show_rows(stops, {**values, "epochs": training.epochs})
        shown = metrics_of(spec, info)
        offered = offered_metrics(spec, info)
        half = (len(offered) + 1) // 2
        for form, names in zip(self.metrics, (offered[:half], offered[half:]), strict=True):
            rows = [FormRow(name, metrics[name].label, metrics[name].sentence, "switch") for name in names]
            form.show_rows(rows, {name: name in shown for name in names})
        self.again.setVisible(not is_always_measured_again(spec, info))  # else there is nothing to choose
        self.again.show_rows([field_row(TrainingSpec, AGAIN)], {AGAIN: training.measure_again})
        if self.isVisible():
            self.fit()

    def _on_batches(self, key: str, value: Value) -> None:
        training = self._spec.training
        if key == ALL:
            size = self._info.training_count if value else min(USUAL_BATCH, self._info.training_count)
            text = "All examples in one batch" if value else f"Batch size {size:,}"
            self.edited.emit(text, self._spec.with_training(batch_size=size), -1)
            return
        new = changed(training, key, value)
        self.edited.emit(self.batches.row(key).said(value), replace(self._spec, training=new), -1)

    def _on_stops(self, key: str, value: Value) -> None:
        said = self.stops.row(key).said(value)
        if key == "epochs":
            self.edited.emit(said, self._spec.with_training(epochs=int(value)), -1)
            return
        stop = changed(self._spec.training.stop, key, value)
        known = figures_of(self._spec, self._info)
        if stop.early_stopping and stop.monitor not in known:
            stop = replace(stop, monitor="loss")  # nothing is kept for validation
        self.edited.emit(said, self._spec.with_training(stop=stop), -1)

    def _on_again(self, key: str, value: Value) -> None:
        new = changed(self._spec.training, key, value)
        self.edited.emit(self.again.row(key).said(value), replace(self._spec, training=new), -1)

    def _on_metrics(self, key: str, value: Value) -> None:
        shown = [name for name in metrics_of(self._spec, self._info) if name != key]
        chosen = tuple(name for name in metrics.names() if name in shown or (value and name == key))
        stop, spec = self._spec.training.stop, self._spec.with_training(metrics=chosen)
        if not value and key in metrics_of(spec, self._info):
            self.show_spec(self._spec, self._info)  # its box is ticked again
            label = metrics[key].label
            self.refused.emit(f"{label} is what is shown where no other metric is. Choose another first.")
            return
        if stop.early_stopping and stop.monitor not in figures_of(spec, self._info):
            loss = "val_loss" if stop.monitor.startswith(VALIDATION) else "loss"
            spec = spec.with_training(stop=replace(stop, monitor=loss))
        self.edited.emit(f"{metrics[key].label} {'shown' if value else 'not shown'}", spec, -1)


def _all_row(info: DataInfo) -> FormRow:
    count = f" ({info.training_count:,})" if info.training_count else ""
    return FormRow(ALL, f"All examples{count} at once", "One update an epoch, down the true slope.", "switch")


def _stop_row(name: str, spec: ExperimentSpec, info: DataInfo) -> FormRow:
    row = replace(field_row(StopSpec, name), inset=name in EARLY)
    if name != "monitor":
        return row
    items = tuple(Item(figure, figure_words(figure).removeprefix("the "), "") for figure in figures_of(spec, info))
    return replace(row, kind="choice", items=items)
