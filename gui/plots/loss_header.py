"""The head of the loss plot: which figure is drawn, what its course has come to, and the scale."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine.catalog import losses, metrics
from engine.spec import DataInfo, ExperimentSpec
from engine.spec.training_problems import metrics_of
from gui.plots.course_note import CourseNoteButton
from gui.widgets.choice import Choice
from gui.widgets.items import Item
from gui.widgets.segmented import Segmented
from gui.widgets.tips import in_lines

LOSS = "loss"
_SCALES = (
    Item("linear", "linear", "Equal steps of the loss are equal distances."),
    Item("log", "log", "Equal factors of the loss are equal distances: small losses can be told apart."),
)
_ROOMY = 300
_LOSS_ITEM = Item(LOSS, "Loss", "What training makes small.")


class LossHeader(QWidget):
    """figure_chosen(name by Keras), log_chosen(bool): what a person chose."""

    figure_chosen = Signal(str)
    log_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = Choice("Figure of the plot", (_LOSS_ITEM,))
        self.figures.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self.note = CourseNoteButton()
        self.scale = Segmented("Loss scale", _SCALES)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.figures)
        row.addWidget(self.note, 1)
        row.addWidget(self.scale)
        self.figures.edited.connect(self._on_figure)
        self.scale.edited.connect(lambda key: self.log_chosen.emit(key == "log"))

    def show_spec(self, spec: ExperimentSpec, info: DataInfo) -> None:
        """Offer the figures of an experiment; the one that was drawn stays if it is among them."""
        names = metrics_of(spec, info)
        loss = losses[spec.training.loss.name].label
        self.figures.setToolTip(in_lines(f"Which figure is drawn over the epochs: the loss, {loss}, or a metric."))
        chosen = self.figures.key()
        items = (_LOSS_ITEM, *(Item(name, metrics[name].label, metrics[name].sentence) for name in names))
        self.figures.show_items(items)
        self.show_figure(chosen)

    def show_figure(self, name: str) -> str:
        """Choose a figure without a signal, the loss where there is none of that name; which it is."""
        shown = name if self.figures.findData(name) >= 0 else LOSS
        self.figures.show_key(shown)
        self._show_scale()
        return shown

    def show_log(self, log: bool) -> None:
        """Choose a scale without a signal."""
        self.scale.show_key("log" if log else "linear")

    def _show_scale(self) -> None:
        """Where there is little room the note takes its place: the scale has a key and a place in the menu, too."""
        self.scale.setVisible(self.figures.key() == LOSS and self.width() >= _ROOMY)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_scale()

    def _on_figure(self, name: str) -> None:
        self._show_scale()
        self.figure_chosen.emit(name)
