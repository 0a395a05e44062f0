"""The bar that plays, pauses and steps the run, and says where it is."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QSlider, QVBoxLayout, QWidget

from engine.letters import capital
from engine.trace import Grain, Snapshot
from gui.editors.readout import Readout
from gui.editors.speed import FASTEST, position_of, rate_at, rate_text
from gui.theme.current import ThemeSwitch
from gui.theme.fonts import number_font
from gui.widgets.items import Item
from gui.widgets.segmented import Segmented
from gui.widgets.tool_button import ToolButton

_TIPS = (
    (Grain.TERM, "A step shows one product of a weighted sum."),
    (Grain.NEURON, "A step shows one neuron."),
    (Grain.LAYER, "A step shows one layer."),
    (Grain.PASS, "A step shows the whole forward pass, the loss, the backward pass or the update."),
    (Grain.BATCH, "A step is one update: one batch, forward and back."),
    (Grain.EPOCH, "A step goes once through the training part."),
)
BATCH = "At rest, how many batches of this epoch are done; within a step, which one is under way."
GRAINS = tuple(grain for grain, _ in _TIPS)


class TransportBar(QFrame):
    """Shows the run's place; asks by signals. rate_changed carries updates a second, None for flat out."""

    play_toggled = Signal()
    step_asked = Signal(object)
    back_asked = Signal(object)
    reset_asked = Signal()
    seed_asked = Signal()
    rate_changed = Signal(object)
    grain_changed = Signal(object)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Run")
        self.setProperty("panel", True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.reset_button = ToolButton("reset", "Reset to the first weights", themes, "R")
        self.seed_button = ToolButton("new-seed", "Draw new first weights", themes, "N")
        self.play_button = ToolButton("play", "Play", themes, "Space", primary=True)
        self.play_button.setMinimumSize(56, 34)
        self.back_button = ToolButton("back", "Step back", themes, "Left")
        self.step_button = ToolButton("step", "Step", themes, "Right")
        self.grains = Segmented("Step by", [Item(_key(grain), _name(grain), tip) for grain, tip in _TIPS])
        self.speed = _SpeedSlider(themes)
        self.epoch = Readout("Epoch", "99,999", "Times through the training part, the current one included.", themes)
        self.batch = Readout("Batch", "9,999 / 9,999", BATCH, themes)
        self.update_number = Readout("Update", "99,999,999", "Times the weights have been changed.", themes)
        self._playing = False
        self.grains.show_key(_key(Grain.LAYER))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(4)
        for button in (self.reset_button, self.seed_button, self.back_button, self.play_button, self.step_button):
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self.grains)
        row.addSpacing(10)
        row.addWidget(self.speed)
        row.addSpacing(12)
        for readout in (self.epoch, self.batch, self.update_number):
            row.addWidget(readout)
            row.addSpacing(8)
        row.addStretch(1)

    def _connect(self) -> None:
        self.reset_button.clicked.connect(self.reset_asked)
        self.seed_button.clicked.connect(self.seed_asked)
        self.play_button.clicked.connect(self.play_toggled)
        self.step_button.clicked.connect(self._on_step)
        self.back_button.clicked.connect(self._on_back)
        self.grains.edited.connect(self._on_grain)
        self.speed.moved.connect(self._on_speed)

    @property
    def grain(self) -> Grain:
        """How much one step shows."""
        return Grain[self.grains.key().upper()]

    @property
    def rate(self) -> float | None:
        """Updates a second, None for flat out."""
        return self.speed.rate()

    def show_playing(self, playing: bool) -> None:
        """Whether the run goes on by itself."""
        if playing != self._playing:
            self._playing = playing
            self.play_button.show_icon("pause" if playing else "play", "Pause" if playing else "Play")

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """The run's place as docs/conventions.md defines it: update 0 is the state before the first."""
        self.epoch.show_text(f"{snapshot.epoch + 1:,}")
        batch = snapshot.batch + (snapshot.phase is not None)
        self.batch.show_text(f"{batch:,} / {snapshot.batches:,}")
        self.update_number.show_text(f"{snapshot.update:,}")

    def show_grain(self, grain: Grain) -> None:
        """Show a grain chosen elsewhere, without a signal."""
        self.grains.show_key(_key(grain))

    def show_rate(self, rate: float | None) -> None:
        """Show a rate chosen elsewhere, without a signal."""
        self.speed.show_rate(rate)

    def choose_grain(self, grain: Grain) -> None:
        """Choose a grain as if by a click."""
        if grain is not self.grain:
            self.show_grain(grain)
            self.grain_changed.emit(grain)

    def faster(self) -> None:
        """One notch up, as if by hand; at flat out nothing."""
        self.speed.change(1)

    def slower(self) -> None:
        """One notch down, as if by hand; at one update a second nothing."""
        self.speed.change(-1)

    @Slot()
    def _on_step(self) -> None:
        self.step_asked.emit(self.grain)

    @Slot()
    def _on_back(self) -> None:
        self.back_asked.emit(self.grain)

    @Slot(str)
    def _on_grain(self, key: str) -> None:
        self.grain_changed.emit(Grain[key.upper()])

    @Slot()
    def _on_speed(self) -> None:
        self.rate_changed.emit(self.rate)


class _SpeedSlider(QWidget):
    """The rate in words above a slider of few notches."""

    moved = Signal()

    def __init__(self, themes: ThemeSwitch) -> None:
        super().__init__()
        self._text = QLabel()
        self._text.setProperty("role", "small")
        font = number_font(themes.theme, themes.theme.small_px, QFont.Weight.Normal)
        self._text.setFont(font)
        self.slider = _Notches()
        self.slider.setFixedWidth(QFontMetrics(font).horizontalAdvance("1,000 updates/s") + 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._text)
        column.addWidget(self.slider)
        self.slider.valueChanged.connect(self._on_value)
        self.show_rate(None)

    def rate(self) -> float | None:
        return rate_at(self.slider.value())

    def show_rate(self, rate: float | None) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setValue(position_of(rate))
        self._say()

    def change(self, steps: int) -> None:
        self.slider.setValue(self.slider.value() + steps)

    def _say(self) -> None:
        text = rate_text(self.rate())
        self._text.setText(capital(text))
        self.slider.setAccessibleDescription(text)

    @Slot()
    def _on_value(self) -> None:
        self._say()
        self.moved.emit()


class _Notches(QSlider):
    """A horizontal slider that a turning wheel moves only when it has the focus."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, FASTEST)
        self.setPageStep(1)
        self.setFixedHeight(20)
        self.setAccessibleName("Speed")
        self.setToolTip("How many updates a second are played; flat out is as fast as the machine can.")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def _key(grain: Grain) -> str:
    return grain.name.lower()


def _name(grain: Grain) -> str:
    return grain.name.capitalize()
