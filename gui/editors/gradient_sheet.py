"""The sheet that compares the program's gradient with finite differences and with TensorFlow."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engine.catalog import activations
from engine.diagnostics import Agreement, agreement_text
from engine.spec import LayerSpec
from engine.spec.layer_words import layer_name
from gui.editors.gradient_column import GradientColumn
from gui.theme.current import ThemeSwitch
from gui.widgets.items import Item
from gui.widgets.label import Label
from gui.widgets.rim import paint_rim
from gui.widgets.segmented import Segmented
from gui.widgets.tool_button import ToolButton

NEXT, WHOLE = "next", "whole"
WORKING = "Working out the gradient …"
DIFFERENCE = "Largest relative difference"
EXPLAINED = (
    "How far this program's gradient is from the reference: their difference, divided by the larger of the two "
    "plus 0.001."
)
_NAMES = 196
_STOP = "Give up the check under way."
_AGAIN = "Check the gradient of the weights as they are now."
_MOST_HEIGHT = 460
_RULES, _LAYERS = (3, 9), 10  # rows of the table: lines across it, and the first layer
_TOP, _BOTTOM = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
_REFERENCES = {
    "finite_differences": "From the loss alone: each weight a little up and down.",
    "tensorflow": "By automatic differentiation of Keras's own layers and loss, in another process.",
}


class GradientSheet(QDialog):
    """Shows a check as it goes on; `asked` tells whether the whole training part is wanted, `stopped` to give up."""

    asked = Signal(bool)
    stopped = Signal()

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Check gradients")
        self.setAccessibleName("Check gradients")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._themes, self._running = themes, False
        self._inputs: tuple[str, ...] = ()
        self._layers: Sequence[LayerSpec] = ()
        self._names: list[Label] = []
        self._grid = QGridLayout()
        self.subject = Label("", "muted")
        self.subject.setWordWrap(True)
        self.subject.setAlignment(_TOP)
        self.subject.setMinimumHeight(2 * self.subject.fontMetrics().lineSpacing())
        self.remarks = Label("", "small")
        self.remarks.setWordWrap(True)
        items = (
            Item(NEXT, "Next batch", "The loss of the examples that the next update uses."),
            Item(WHOLE, "Whole training part", "The loss of all training examples."),
        )
        self.extent = Segmented("Examples", items)
        self.extent.edited.connect(self._ask)
        self.button = QPushButton("Check again")
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._on_button)
        self.columns = {
            name: GradientColumn(agreement_text.title(name), method) for name, method in _REFERENCES.items()
        }
        self._compose()
        self.setFocus()

    # What is shown

    def show_running(self) -> None:
        """A check has begun; nothing is known yet."""
        self._set_running(True)
        self.subject.setText(WORKING)
        self.remarks.setText("")
        self.remarks.hide()
        for column in self.columns.values():
            column.clear()
            column.show_waiting("waiting", None)

    def show_layers(self, layers: Sequence[LayerSpec], inputs: Sequence[str]) -> None:
        """A row for each layer; `inputs` are the names of the network's inputs."""
        self._inputs, self._layers = tuple(inputs), layers
        for label in self._names:
            self._grid.removeWidget(label)
            label.deleteLater()
        self._names = [
            Label(f"{layer_name(layers, index)}:  {layer.units:,} {activations[layer.activation].label}")
            for index, layer in enumerate(layers)
        ]
        for index, label in enumerate(self._names):
            self._grid.addWidget(label, _LAYERS + index, 0)
        for place, column in enumerate(self.columns.values(), 1):
            column.add_layers(self._grid, _LAYERS, place, len(layers))
        self._table.updateGeometry()

    def show_subject(self, sentence: str) -> None:
        """Which loss it is whose gradient is compared."""
        self.subject.setText(sentence)

    def show_waiting(self, reference: str, text: str, share: float | None = None) -> None:
        """A reference is at work; share None: nobody knows how far."""
        self.columns[reference].show_waiting(text, share)

    def show_agreement(self, agreement: Agreement) -> None:
        """What a reference has come to."""
        self.columns[agreement.reference].show_agreement(agreement, self._inputs, self._layers)
        found = [f"{agreement_text.title(agreement.reference)}: {text}" for text in agreement_text.remarks(agreement)]
        self.remarks.setText("\n".join(filter(None, (self.remarks.text(), *found))))
        self.remarks.setVisible(bool(self.remarks.text()))

    def show_missing(self, reference: str, sentence: str) -> None:
        """A reference cannot be asked, and why."""
        self.columns[reference].show_missing(sentence)

    def show_refusal(self, sentence: str) -> None:
        """Nothing can be compared at this moment, and why."""
        self.subject.setText(sentence)
        for column in self.columns.values():
            column.show_missing("")
        self.show_done()

    def show_stopped(self, references: Iterable[str]) -> None:
        """The check was given up before these references had answered."""
        for reference in references:
            self.columns[reference].show_missing("Stopped.")
        if self.subject.text() == WORKING:
            self.subject.setText("Stopped.")
        self.show_done()

    def show_done(self) -> None:
        """The check has ended."""
        self._set_running(False)

    def _set_running(self, running: bool) -> None:
        self._running = running
        self.button.setText("Stop" if running else "Check again")
        self.button.setToolTip(_STOP if running else _AGAIN)

    @Slot()
    def _on_button(self) -> None:
        if self._running:
            self.stopped.emit()
        else:
            self._ask()

    @Slot(str)
    def _ask(self, _key: str = "") -> None:
        self.asked.emit(self.extent.key() == WHOLE)

    # How it is put together

    def _compose(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Label("Check gradients", "title"), 1)
        close = ToolButton("close", "Close", self._themes, "Esc")
        close.clicked.connect(self.reject)
        head.addWidget(close)
        choice = QHBoxLayout()
        choice.addWidget(self.extent)
        choice.addStretch(1)
        choice.addWidget(self.button)
        self._table = _Table(self._filled_grid())
        self._table.setAccessibleName("Agreement")
        self._table.setAccessibleDescription("How far the gradient and each reference agree, layer by layer.")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(28, 20, 24, 24)
        whole.setSpacing(16)
        whole.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        whole.addLayout(head)
        whole.addWidget(self.subject)
        whole.addLayout(choice)
        whole.addWidget(self._table)
        whole.addWidget(self.remarks)

    def _filled_grid(self) -> QGridLayout:
        """A column of names, a column for each reference, and room for the layers below."""
        grid = self._grid
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(5)
        grid.setColumnMinimumWidth(0, _NAMES)
        grid.setColumnStretch(0, 1)
        names = {
            2: Label(DIFFERENCE.upper(), "heading"),
            4: Label("All layers", "strong"),
            5: Label("allowed", "muted"),
            6: Label("where", "muted"),
            7: Label("this program", "muted"),
            8: Label("reference", "muted"),
        }
        for row, label in names.items():
            label.setToolTip(EXPLAINED)
            grid.addWidget(label, row, 0, _BOTTOM if row == 2 else _TOP)
        for row in _RULES:
            grid.addWidget(_rule(), row, 0, 1, -1)
        for place, column in enumerate(self.columns.values(), 1):
            parts = (column.heading, column.method, column.head(), None, column.total, column.allowed, column.place)
            for row, part in enumerate((*parts, column.own, column.reference)):
                if part is not None:
                    grid.addWidget(part, row, place)
        return grid

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_rim(self, self._themes.theme)


def _rule() -> QFrame:
    line = QFrame()
    line.setProperty("rule", True)
    line.setFixedHeight(1)
    return line


class _Table(QScrollArea):
    """As tall as what it holds, up to a bound: a network may have more layers than there is room."""

    def __init__(self, grid: QGridLayout) -> None:
        super().__init__()
        self._content = QWidget()
        self._content.setLayout(grid)
        self.setWidget(self._content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()  # rows have come or grown: the sheet grows with them
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        wanted = self._content.sizeHint()
        scrolls = wanted.height() > _MOST_HEIGHT
        bar = self.verticalScrollBar().sizeHint().width() if scrolls else 0
        return QSize(wanted.width() + bar, min(wanted.height(), _MOST_HEIGHT))
