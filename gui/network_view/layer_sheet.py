"""The sheet of one layer's settings, grown from their descriptions, with all that can be done to the layer."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.catalog import activations, initializers
from engine.spec import DataInfo, ExperimentSpec, PartSpec, problems
from engine.trace import BIAS
from engine.trace.weight_change import WeightScope
from gui.network_view.activation_curve import ActivationPicture, activation_icon
from gui.network_view.layer_edits import (
    LAYER_WORDS,
    Edit,
    Refused,
    do,
    in_text,
    layer_name,
    may,
    set_activation,
    set_field,
    set_units,
    units_reason,
)
from gui.network_view.memory import memory_text
from gui.theme.current import ThemeSwitch
from gui.widgets.choice import Choice
from gui.widgets.label import Label
from gui.widgets.popover import Popover
from gui.widgets.spec_form import SpecForm, changed
from gui.widgets.tips import in_lines
from gui.widgets.tool_button import ToolButton

FIELDS = (
    "name", "units", "activation", "use_bias", "dropout", "kernel_initializer", "bias_initializer", "l1", "l2",
    "trainable",
)  # fmt: skip
_BUTTONS = {"left": "arrow-left", "right": "arrow-right", "duplicate": "copy", "remove": "trash"}
_WIDTH, _MARGIN = 348, 16
_FIRST = {
    "kernel_initializer": "The weights stay as they are until they are drawn anew: by this button, or a reset (R).",
    "bias_initializer": "The biases stay as they are until they are drawn anew: by this button, or a reset (R).",
}
_HERE = "From their initializer, here and now. Undo brings back what was there."
_LOCKED = "The layer is locked: unlock it first."
_NO_DROPOUT = "An answer that is left out cannot be judged: only hidden layers have a dropout."


class LayerSheet(Popover):
    """Shows a layer's settings; `edited` and `refused` as every panel. drawn(text, scopes): weights to draw anew."""

    edited = Signal(str, object, int)
    refused = Signal(str)
    drawn = Signal(str, object)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._spec, self._info, self._layer = ExperimentSpec(), DataInfo("binary", ()), 0
        self._title = Label("", "strong")
        self._picture = ActivationPicture(themes)
        self._form = SpecForm(FIELDS)
        self._foot = Label("", "small")
        self._foot.setWordWrap(True)
        self._draw, self._draw_of = QPushButton(), ""
        self._draw.setAutoDefault(False)
        self._draw.hide()
        self._buttons = {word: ToolButton(icon, LAYER_WORDS[word], themes) for word, icon in _BUTTONS.items()}
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._title, 1)
        for word, button in self._buttons.items():
            button.clicked.connect(lambda _=False, word=word: self._do(word))
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 10, _MARGIN, 12)
        column.setSpacing(8)
        column.addLayout(head)
        for widget in (self._form, self._picture, self._foot, self._draw):
            column.addWidget(widget)
        self.setFixedWidth(_WIDTH)
        self._form.edited.connect(self._on_edited)
        self._form.refused.connect(self._on_refused)
        self._draw.clicked.connect(self._on_draw)

    @property
    def layer(self) -> int:
        """The layer that is shown, from 0."""
        return self._layer

    @property
    def form(self) -> SpecForm:
        """The settings."""
        return self._form

    def said(self) -> str:
        """What stands at the foot: how large the network is, or why something cannot be."""
        return self._foot.text()

    def show_layer(self, spec: ExperimentSpec, info: DataInfo, layer: int) -> None:
        """Show a layer; a number beyond the last closes the sheet."""
        if layer >= len(spec.network.layers):
            self.close()
            return
        self._spec, self._info, self._layer = spec, info, layer
        shown, last = spec.network.layers[layer], layer == len(spec.network.layers) - 1
        name = layer_name(spec, layer)
        self._title.setText(name)
        self.setAccessibleName(f"Settings of {name}")
        fixed = {"dropout": _NO_DROPOUT} if last else {}
        if last and (reason := units_reason(spec, info)):
            fixed["units"] = reason
        bare = "Output" if last else f"Layer {layer + 1}"
        self._form.show_spec(shown, fixed, hint=bare)
        self._draw_curves()
        self._close_to_biases()
        self._picture.show_name(shown.activation)
        self._foot.setText(f"The network: {memory_text(spec, info)}.")
        self._draw.hide()
        self._mark(bad=False)
        for word, button in self._buttons.items():
            button.setEnabled(may(word, spec, info, layer))
        if self.isVisible():
            self.adjustSize()

    def _draw_curves(self) -> None:
        choice = self._form.field("activation")
        assert isinstance(choice, Choice)
        choice.setIconSize(QSize(34, 22))
        for index, entry in enumerate(activations):
            choice.setItemIcon(index, activation_icon(entry.name, self._themes.theme, self.devicePixelRatioF()))

    def _close_to_biases(self) -> None:
        """What cannot start biases is shown, with the reason, and cannot be chosen."""
        choice = self._form.field("bias_initializer")
        assert isinstance(choice, Choice)
        model = choice.model()
        assert isinstance(model, QStandardItemModel)
        for index, entry in enumerate(initializers):
            tried = self._spec.with_layer(self._layer, bias_initializer=PartSpec(entry.name))
            wrong = [str(one) for one in problems(tried) if entry.name in one.reason]
            model.item(index).setEnabled(not wrong)
            model.item(index).setToolTip(in_lines(wrong[0] if wrong else entry.sentence))

    def _make(self, maker: Callable[[], Edit]) -> bool:
        try:
            edit = maker()
        except Refused as error:
            self.show_layer(self._spec, self._info, self._layer)
            self._on_refused(str(error))
            return False
        self.edited.emit(edit.text, edit.spec, -1)
        return True

    def _do(self, word: str) -> None:
        spec, layer = self._spec, self._layer
        if not self._make(lambda: do(word, spec, self._info, layer)):
            return
        if word == "remove":
            self.close()
        elif word != "duplicate":
            self.show_layer(self._spec, self._info, layer + (1 if word == "right" else -1))

    @Slot(str, object)
    def _on_edited(self, key: str, value: Any) -> None:
        if key == "units":
            self._make(lambda: set_units(self._spec, self._info, self._layer, value))
            return
        if key == "activation":
            self._make(lambda: set_activation(self._spec, self._info, self._layer, value))
            return
        layer = changed(self._spec.network.layers[self._layer], key, value)
        said = self._form.said(key, value)
        made = self._make(lambda: set_field(self._spec, self._info, self._layer, said, layer))
        if made and key.startswith(("kernel_initializer", "bias_initializer")):
            self._offer_draw(key.partition(".")[0])

    def _offer_draw(self, field: str) -> None:
        """Other first weights change nothing by themselves: say so, and draw them at one click."""
        self._foot.setText(_FIRST[field])
        free = self._spec.network.layers[self._layer].trainable
        self._draw_of = field
        self._draw.setText("Draw the biases anew" if field.startswith("bias") else "Draw the weights anew")
        self._draw.setEnabled(free)
        self._draw.setToolTip(_HERE if free else _LOCKED)
        self._draw.show()
        self.fit_inside()

    @Slot()
    def _on_draw(self) -> None:
        self._draw.hide()
        inputs = self._spec.network.layers[self._layer - 1].units if self._layer else len(self._info.inputs)
        of_biases = self._draw_of.startswith("bias")
        sources = (BIAS,) if of_biases else tuple(range(inputs))
        what = f"{'Biases' if of_biases else 'Weights'} of {in_text(self._spec, self._layer)}"
        self.drawn.emit(f"{what} drawn anew", (WeightScope(self._layer, sources),))
        self._foot.setText(f"{what} are drawn anew. Undo brings back what was there.")
        self.fit_inside()

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        """Said in the sheet itself: it covers what the window says."""
        self._foot.setText(sentence or f"The network: {memory_text(self._spec, self._info)}.")
        self._mark(bad=bool(sentence))

    def _mark(self, *, bad: bool) -> None:
        self._foot.setProperty("kind", "bad" if bad else "")
        self._foot.style().unpolish(self._foot)
        self._foot.style().polish(self._foot)
