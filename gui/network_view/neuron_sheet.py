"""The sheet in which a neuron is named by its layer and number, to be brought into view and selected."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from engine.spec import LayerSpec
from engine.spec.layer_words import layer_name, layer_place
from gui.view import Neuron
from gui.widgets.label import Label
from gui.widgets.popover import Popover

_WIDTH = 360
_HELP = "Layer, by number or name, and neuron: 2/17. Layer 0 is the inputs. ↑ and ↓ walk on to the neighbours."


class NeuronSheet(Popover):
    """One line; Enter selects and closes, Escape leaves all as it is. `chosen` tells (layer, neuron), both from 0."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sizes: tuple[int, ...] = (1,)
        self._layers: Sequence[LayerSpec] = ()
        self._layer = 0
        self.setAccessibleName("Go to neuron")
        self.field = QLineEdit()
        self.field.setAccessibleName("Layer and neuron")
        self.field.setToolTip(_HELP)
        self.field.setMaxLength(40)
        self.field.textChanged.connect(self._on_typed)
        self.said = Label("", "small")
        help_line = Label(_HELP, "small")
        for label, lines in ((help_line, 2), (self.said, 2)):
            label.setWordWrap(True)
            label.setFixedHeight(lines * label.fontMetrics().lineSpacing())
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for widget in (Label("Go to neuron", "strong"), help_line, self.field, self.said):
            column.addWidget(widget)
        self.setFixedWidth(_WIDTH)

    def open_on(
        self, sizes: tuple[int, ...], layers: Sequence[LayerSpec], neuron: Neuron, anchor: QWidget
    ) -> None:
        """Open below a widget; sizes: inputs and units per layer; neuron: the one that stands there first."""
        self._sizes, self._layers, self._layer = sizes, layers, neuron[0] + 1
        self._show(neuron)
        self._on_typed()
        self.open_below(anchor)
        self.field.selectAll()
        self.field.setFocus()

    def _show(self, neuron: Neuron) -> None:
        self.field.setText(f"{neuron[0] + 1}/{neuron[1] + 1}")

    @Slot()
    def _on_typed(self) -> None:
        try:
            layer, neuron = neuron_named(self.field.text(), self._sizes, self._layer, self._layers)
        except ValueError as error:
            self.said.setText(str(error))
        else:
            what = "Input" if layer < 0 else f"{layer_name(self._layers, layer)} · neuron"
            self.said.setText(f"{what} {neuron + 1:,} of {self._sizes[layer + 1]:,}")

    def _step(self, by: int) -> None:
        """Select the next or the previous neuron of the layer."""
        try:
            layer, neuron = neuron_named(self.field.text(), self._sizes, self._layer, self._layers)
        except ValueError:
            return
        neuron = min(max(neuron + by, 0), self._sizes[layer + 1] - 1)
        self._show((layer, neuron))
        self.chosen.emit((layer, neuron))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            try:
                found = neuron_named(self.field.text(), self._sizes, self._layer, self._layers)
            except ValueError:
                return  # the sentence stands there
            self.hide()
            self.chosen.emit(found)
        else:
            super().keyPressEvent(event)


def neuron_named(text: str, sizes: tuple[int, ...], layer: int, layers: Sequence[LayerSpec] = ()) -> Neuron:
    """(layer, neuron) from 0 of a text such as "2/17", "edges/17", or "17" in `layer`; layer 0, in the answer -1, is
    the inputs.

    Raises:
        ValueError: one sentence that says what there is.
    """
    whole, slash, second = text.replace(",", "").replace(" ", "").rpartition("/")
    typed = text.rpartition("/")[0].strip().casefold()
    number = next((n for n, one in enumerate(layers, 1) if one.name and one.name.casefold() == typed), None)
    named = str(number) if number else whole if slash else str(layer)
    if not (named.isdecimal() and second.isdecimal()):
        raise ValueError("Type a layer and a neuron, such as 2/17.")
    if int(named) >= len(sizes):
        raise ValueError(f"There is no layer {int(named)}: type 0 for the inputs, or 1 to {len(sizes) - 1}.")
    count = sizes[int(named)]
    if not 1 <= int(second) <= count:
        place = layer_place(layers, int(named) - 1)
        whose = f"{place} has {count:,} neurons" if int(named) else f"There are {count:,} inputs"
        raise ValueError(f"{whose}: type 1 to {count:,}." if count > 1 else f"{whose.rstrip('s')}: type 1.")
    return int(named) - 1, int(second) - 1
