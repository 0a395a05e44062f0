"""The head of the loss plot: which figure is drawn, what its course has come to, and the scale."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

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
_CHOICE_FRAME, _NARROWEST_CHOICE = 48, 76
_LOG_TIP = "Equal factors of the loss are equal distances (L): small losses can be told apart."
_LOSS_ITEM = Item(LOSS, "Loss", "What training makes small.")


class FigureChoice(Choice):
    """As wide as what is chosen; the list is as wide as it needs."""

    def __init__(self, label: str, items: tuple[Item, ...]) -> None:
        super().__init__(label, items)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.currentIndexChanged.connect(self.updateGeometry)

    def show_items(self, items: Sequence[Item]) -> None:
        super().show_items(items)
        longest = max(self.fontMetrics().horizontalAdvance(item.label) for item in items)
        self.view().setMinimumWidth(longest + _CHOICE_FRAME)

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self.currentText()) + _CHOICE_FRAME
        return QSize(max(wide, _NARROWEST_CHOICE), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST_CHOICE, super().minimumSizeHint().height())


class LossHeader(QWidget):
    """figure_chosen(name by Keras), log_chosen(bool): what a person chose."""

    figure_chosen = Signal(str)
    log_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = FigureChoice("Figure of the plot", (_LOSS_ITEM,))
        self.note = CourseNoteButton()
        self.scale = Segmented("Loss scale", _SCALES)
        self.log = QPushButton("log")
        self.log.setCheckable(True)
        self.log.setProperty("chip", True)
        self.log.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.log.setAccessibleName("Logarithmic loss")
        self.log.setToolTip(in_lines(_LOG_TIP))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.figures)
        row.addWidget(self.note, 1)
        row.addWidget(self.scale)
        row.addWidget(self.log)
        self.figures.edited.connect(self._on_figure)
        self.scale.edited.connect(lambda key: self.log_chosen.emit(key == "log"))
        self.log.clicked.connect(self.log_chosen)

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
        self.log.setChecked(log)

    def _show_scale(self) -> None:
        """Where there is little room one small button stands for both scales."""
        loss, roomy = self.figures.key() == LOSS, self.width() >= _ROOMY
        self.scale.setVisible(loss and roomy)
        self.log.setVisible(loss and not roomy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_scale()

    def _on_figure(self, name: str) -> None:
        self._show_scale()
        self.figure_chosen.emit(name)
