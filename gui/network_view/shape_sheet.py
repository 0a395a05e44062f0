"""The sheet in which the shape of the whole network is typed, with its size in numbers before it is built."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from engine.spec import DataInfo, ExperimentSpec
from engine.spec.shapes import shape_text
from gui.network_view.layer_edits import Edit, Refused, set_shape
from gui.network_view.memory import memory_text
from gui.widgets.label import Label
from gui.widgets.popover import Popover

_WIDTH = 340
_HELP = "Units of the hidden layers, from the first to the last, such as 8-4. Inputs and output belong to the data."


class ShapeSheet(Popover):
    """One line for the hidden layers; Enter builds them, Escape leaves all as it is. `edited` as every panel."""

    edited = Signal(str, object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec, self._info = ExperimentSpec(), DataInfo("binary", ())
        self.setAccessibleName("Shape of the network")
        self.field = QLineEdit()
        self.field.setAccessibleName("Hidden layers")
        self.field.setToolTip(_HELP)
        self.field.setMaxLength(400)
        self.field.textChanged.connect(self._on_typed)
        self._said = Label("", "small")
        self._said.setWordWrap(True)
        self._said.setFixedHeight(3 * self._said.fontMetrics().lineSpacing())
        self._said.setAlignment(Qt.AlignmentFlag.AlignTop)
        help_line = Label(_HELP, "small")
        help_line.setWordWrap(True)
        help_line.setFixedHeight(3 * help_line.fontMetrics().lineSpacing())
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for widget in (Label("Shape of the network", "strong"), help_line, self.field, self._said):
            column.addWidget(widget)
        self.setFixedWidth(_WIDTH)

    def open_on(self, spec: ExperimentSpec, info: DataInfo, anchor: QWidget) -> None:
        """Open below a widget with the shape there is, ready to be typed over."""
        self._spec, self._info = spec, info
        self.field.setText(shape_text(spec))
        self._on_typed()
        self.open_below(anchor)
        self.field.selectAll()
        self.field.setFocus()

    def sentence(self) -> str:
        """What is said of the line that stands there."""
        return self._said.text()

    def _edit(self) -> Edit:
        return set_shape(self._spec, self._info, self.field.text())

    @Slot()
    def _on_typed(self) -> None:
        try:
            edit = self._edit()
            text, kind = f"{_whole(edit, self._info)}: {memory_text(edit.spec, self._info)}.", ""
        except Refused as error:
            text, kind = str(error), "bad"
        self._said.setText(text)
        self._said.setProperty("kind", kind)
        self._said.style().unpolish(self._said)
        self._said.style().polish(self._said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        try:
            edit = self._edit()
        except Refused:
            return  # the sentence stands there
        self.close()
        self.edited.emit(edit.text, edit.spec, -1)


def _whole(edit: Edit, info: DataInfo) -> str:
    """ "2 inputs, 8, 4, output 1"; of many layers the first ones."""
    *hidden, output = (f"{layer.units:,}" for layer in edit.spec.network.layers)
    shown = hidden if len(hidden) <= 8 else [*hidden[:7], f"… {len(hidden) - 7} more"]
    inputs = f"{len(info.inputs):,} input{'s' * (len(info.inputs) != 1)}"
    return ", ".join([inputs, *shown, f"output {output}"])
