"""The panel of pictures: the chosen example large with what the network says to it, or what a neuron looks for."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from engine.catalog.arrays import Array
from engine.diagnostics.exciting import Exciting
from engine.formula import NumberStyle
from engine.spec import DataInfo, ExperimentSpec
from engine.trace import Snapshot
from gui.pictures.answer import Answer
from gui.pictures.bars import AnswerBars
from gui.pictures.example_column import ExampleColumn
from gui.pictures.exciting_tiles import ExcitingTiles
from gui.pictures.images import largest, pixel_image, weight_image
from gui.pictures.neuron_words import exciting_note, neuron_title, weights_note
from gui.pictures.panel_header import PanelHeader
from gui.pictures.picture import Picture
from gui.pictures.shown import Beside, shown_beside, shown_now
from gui.theme.current import ThemeSwitch
from gui.theme.theme import Theme
from gui.view import Neuron, ViewState
from gui.widgets.elided_label import ElidedLabel

_GAP = 14


class PicturePanel(QWidget):
    """`example_chosen`: a training row. `larger_asked`: another size. `neuron_left`: no neuron is to be looked at."""

    example_chosen = Signal(int)
    larger_asked = Signal()
    neuron_left = Signal()

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Panel of pictures")
        self._theme: Theme = themes.theme
        self._spec: ExperimentSpec | None = None
        self._info: DataInfo | None = None
        self._view, self._snapshot = ViewState(), None  # type: ViewState, Snapshot | None
        self._beside: Beside | None = None
        self._drawn_of: object = None
        self.header = PanelHeader(themes, self)
        self.example = ExampleColumn(themes)
        self.bars, self.weights, self.exciting = AnswerBars(themes), Picture(themes, "Weights"), ExcitingTiles(themes)
        self._weights_note = ElidedLabel("small")
        self._lay_out()
        self.header.larger_asked.connect(self.larger_asked)
        self.header.left.connect(self.neuron_left)
        self.exciting.chosen.connect(self.example_chosen)
        themes.changed.connect(self.show_theme)

    def _lay_out(self) -> None:
        weights, self._pages = QWidget(), QStackedLayout()
        under = QVBoxLayout(weights)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(4)
        under.addWidget(self.weights, 1)
        self._weights_note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        under.addWidget(self._weights_note)
        both = QHBoxLayout()
        both.setSpacing(_GAP)
        both.addWidget(self.example, 2)
        both.addLayout(self._pages, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self.header)
        column.addLayout(both, 1)
        for page in (self.bars, weights, self.exciting):
            self._pages.addWidget(page)  # now that it is the panel's: it shows the first, which must not be a window
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # What is shown

    @property
    def neuron(self) -> Neuron | None:
        """The neuron that is looked at: the hovered one, else the selected one; inputs are no neurons here."""
        layers = 0 if self._spec is None else len(self._spec.network.layers)
        for asked in (self._view.hovered, self._view.selected):
            if asked is not None and 0 <= asked[0] < layers:
                return asked if self._spec and asked[1] < self._spec.network.layers[asked[0]].units else None
        return None

    @property
    def beside(self) -> Beside | None:
        """The example outside the training part that is shown."""
        return self._beside

    def show_spec(self, spec: ExperimentSpec, info: DataInfo) -> None:
        """Show the experiment; its numbers come with a snapshot."""
        if (spec, info) == (self._spec, self._info):
            return
        if self._spec is None or spec.data != self._spec.data:
            self._snapshot = self._beside = None
            self.exciting.show_none("")
        self._spec, self._info = spec, info
        self._show()

    def show_view(self, view: ViewState) -> None:
        """Show the neuron that is looked at."""
        if view != self._view:
            before, self._view = self.neuron, view
            if self.neuron != before:
                self.exciting.show_none("")
            if view.beside is None:
                self._beside = None
            self._show()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the example and the weights of this moment."""
        self._snapshot = snapshot
        self._show()

    def show_beside(self, beside: Beside | None) -> None:
        """Show an example outside the training part instead of the chosen one; None: that one again."""
        self._beside = beside
        self._show()

    def show_exciting(self, found: Exciting, pixels: Array, targets: Any) -> None:
        """The examples that excite the neuron most; those of another neuron than the one looked at are dropped."""
        if self._info is None or self._spec is None or self.neuron != (found.layer, found.unit):
            return
        self.exciting.show_found(found, pixels, targets, self._info, self._style)
        self.exciting.show_note(exciting_note(found, self._info.training_count))
        self._mark_example()

    def show_searching(self, sentence: str) -> None:
        """Say that the examples of the neuron are being looked for, if none are shown."""
        if self.exciting.model.found is None:
            self.exciting.show_note(sentence)

    def show_larger(self, larger: bool) -> None:
        """Offer the way back from the larger size, or to it."""
        self.header.show_larger(larger)

    @Slot(object)
    def show_theme(self, theme: Theme) -> None:
        """Draw all pictures in another theme."""
        self._theme, self._drawn_of = theme, None
        self._show()

    @property
    def answer(self) -> Answer | None:
        """What the network says to the example that is shown."""
        return self.bars.answer

    @property
    def _style(self) -> NumberStyle:
        return NumberStyle(self._view.digits, self._view.fractions)

    # Drawing

    def _show(self) -> None:
        if self._spec is None or self._info is None or self._info.image is None:
            return
        self._show_example(self._info, self._info.image)
        neuron = self.neuron
        if neuron is None:
            self._pages.setCurrentIndex(0)
            answer = self.bars.answer
            self.header.show_column(answer.measure.capitalize() if answer and answer.measure else "", leaves=False)
            return
        layers, chosen = self._spec.network.layers, self._view.selected == neuron
        self.header.show_column(neuron_title(layers, neuron, self._info), leaves=chosen)
        self._pages.setCurrentIndex(1 if neuron[0] == 0 else 2)
        if neuron[0] == 0:
            self._show_weights(neuron[1], self._info.image)
        self._mark_example()

    def _show_example(self, info: DataInfo, shape: tuple[int, int]) -> None:
        shown = None
        if self._beside is not None and (self._snapshot is None or self._snapshot.phase is None):
            shown = shown_beside(self._beside, info, self._style)
        elif self._snapshot is not None:
            shown = shown_now(self._snapshot, info, self._style)
        pixels = None if shown is None else shown.pixels
        if shown is None:
            self.example.show_image(None)
        elif pixels is not self._drawn_of:
            self.example.show_image(pixel_image(shown.pixels, shape, self._theme), shown.which)
        self._drawn_of = pixels
        answer = None if shown is None else shown.answer
        self.example.show_answer(answer)
        self.bars.show_answer(answer)
        self.header.show_example(*(("", 0) if shown is None else (shown.which, shown.count)))

    def _show_weights(self, unit: int, shape: tuple[int, int]) -> None:
        kernel = self._snapshot.layers[0].kernel if self._snapshot is not None else None
        if kernel is None or kernel.shape[0] != shape[0] * shape[1] or unit >= kernel.shape[1]:
            self.weights.show_image(None, "")
            return
        weights = kernel[:, unit]
        reach = largest(weights)
        note = weights_note(reach, self._style)
        self.weights.show_image(weight_image(weights, shape, self._theme, reach), note)
        self._weights_note.setText(note)

    def _mark_example(self) -> None:
        example = self._snapshot.example if self._snapshot is not None else None
        if example is not None and self._beside is None:
            self.exciting.show_example(example.index)

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(340, 380)
