"""The strip at the foot of the window: the step under way, and the numbers of one neuron."""

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from engine.spec import DataInfo, ExperimentSpec
from engine.trace import Snapshot
from gui.editors.card_view import CardView
from gui.editors.neuron_card import neuron_card
from gui.editors.step_caption import caption, focus_of, selected_neuron
from gui.editors.step_rail import StepRail
from gui.editors.step_text import StepText
from gui.theme.current import ThemeSwitch
from gui.view import ViewState

HEIGHT = 168
_WIDTH = 1000
_LARGEST = 2.2
_ROOM_FOR_CARD = 760


class StepStrip(QFrame):
    """Shows the snapshot's step; grows its type with its own height, to be read from the last row."""

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.setAccessibleName("Step")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.rail = StepRail(themes)
        self.text = StepText(themes)
        self.card = CardView(themes)
        self._info: DataInfo | None = None
        self._snapshot: Snapshot | None = None
        self._view = ViewState()
        self._playing = False
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.rail)
        left.addWidget(self.text, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 12, 20, 10)
        # The strip's own hint is the least: type shrinks with it, and the card leaves where it is narrow.
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        row.setSpacing(32)
        row.addLayout(left, 1)
        row.addWidget(self.card)

    def show_spec(self, spec: ExperimentSpec, info: DataInfo) -> None:
        """Take the names of inputs and classes; the next snapshot is drawn with them."""
        self._info = info
        if self._snapshot is not None and self._snapshot.spec != spec:
            self._snapshot = None
            self.rail.show_progress(len(spec.network.layers), 0)
        self._refresh()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the step that the run is in."""
        self._snapshot = snapshot
        self._refresh()

    def show_view(self, view: ViewState) -> None:
        """Show the selected neuron's numbers."""
        if view.selected != self._view.selected:
            self._view = view
            self._refresh()

    @Slot(bool)
    def show_playing(self, playing: bool) -> None:
        """Whether the run goes on by itself."""
        if playing != self._playing:
            self._playing = playing
            self._refresh()

    def _refresh(self) -> None:
        snapshot, info = self._snapshot, self._info
        if snapshot is None or info is None or len(info.inputs) != len(snapshot.layers[0].kernel):
            return
        layer, neuron = focus_of(snapshot, self._view.selected)
        self.rail.show_progress(len(snapshot.layers), snapshot.events_done if snapshot.phase else 0)
        self.text.show_caption(caption(snapshot, neuron, info, self._playing))
        self.card.show_card(
            neuron_card(snapshot, *(selected_neuron(snapshot, self._view.selected) or (layer, neuron)), info)
        )

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(480, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        scale = min(max(min(self.height() / HEIGHT, self.width() / _WIDTH), 1.0), _LARGEST)
        for part in (self.rail, self.text, self.card):
            part.show_scale(scale)
        self.card.setVisible(self.width() >= _ROOM_FOR_CARD)
        super().resizeEvent(event)
