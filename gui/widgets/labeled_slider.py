"""A slider with its name and its value, which can also be typed."""

import time

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSlider, QWidget

from gui.widgets.number_field import NumberField
from gui.widgets.numbers import NumberRule, SliderScale
from gui.widgets.tips import in_lines

_HANDLE = 14
_FIELD_WIDTH = 84
_LONG_AGO = float("-inf")
LONGEST_PAUSE_SECONDS = 2.0
"""Between two presses of a key, or turns of the wheel, that are still one gesture."""


class LabeledSlider(QWidget):
    """Name on the left, value on the right, slider below; `edited` tells each value a person chooses."""

    edited = Signal(float)
    refused = Signal(str)

    def __init__(
        self, label: str, scale: SliderScale, rule: NumberRule | None = None, parent: QWidget | None = None
    ) -> None:
        """`rule` says what may be typed; without one, the numbers of the scale (whole if its steps are)."""
        super().__init__(parent)
        self._scale = scale
        self._gesture = 0
        self._walked = _LONG_AGO
        self._label = QLabel(label)
        self._label.setProperty("role", "muted")
        self._field = NumberField(rule or _rule_of(label, scale), quiet=True)
        self._field.setFixedWidth(_FIELD_WIDTH)
        self._slider = _Slider(label, scale.positions)
        self._label.setBuddy(self._field)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(2)
        layout.addWidget(self._label, 0, 0)
        layout.addWidget(self._field, 0, 1, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self._slider, 1, 0, 1, 2)
        layout.setColumnStretch(0, 1)
        self._slider.valueChanged.connect(self._on_moved)
        self._slider.sliderPressed.connect(self._on_pressed)
        self._field.edited.connect(self._on_typed)
        self._field.refused.connect(self.refused)
        self.show_value(scale.minimum)

    @property
    def dragging(self) -> bool:
        """Whether the handle is held: edits of one drag belong together."""
        return self._slider.isSliderDown()

    @property
    def walking(self) -> bool:
        """Whether keys or the wheel have just moved the handle: such edits belong together too."""
        return time.monotonic() - self._walked < LONGEST_PAUSE_SECONDS

    @property
    def gesture(self) -> int:
        """A number that grows with every press of the handle and every walk; one drag, one walk is one number."""
        return self._gesture

    def show_value(self, value: float) -> None:
        """Show a value that came from outside, also one beyond the slider's range; emits nothing."""
        self._field.show_value(value)
        position = self._scale.position_of(value)
        if position != self._slider.value():
            self._end_walk()
        with QSignalBlocker(self._slider):
            self._slider.setValue(position)

    def value(self) -> float:
        """The value shown."""
        return self._field.value()

    def explain(self, sentence: str) -> None:
        """What the setting is good for, told by its name, its slider and, unless it refuses something, its field."""
        for part in (self._label, self._slider):
            part.setToolTip(in_lines(sentence))
        for told in (self, self._slider):
            told.setAccessibleDescription(sentence)
        self._field.explain(sentence)

    @Slot(int)
    def _on_moved(self, position: int) -> None:
        value = self._scale.value_at(position)
        if value != self.value():
            # A half-typed number gives way to the hand on the slider.
            self._field.setModified(False)
            self._field.show_value(value)
            self._note_walk()
            self.edited.emit(value)

    def _note_walk(self) -> None:
        """Keys and wheel: the first step of a walk is another gesture."""
        if self.dragging or QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._end_walk()
            return
        if not self.walking:
            self._gesture += 1
        self._walked = time.monotonic()

    def _end_walk(self) -> None:
        self._walked = _LONG_AGO

    @Slot()
    def _on_pressed(self) -> None:
        self._end_walk()
        self._gesture += 1

    @Slot(float)
    def _on_typed(self, value: float) -> None:
        self._end_walk()
        self.show_value(value)
        self.edited.emit(value)


def _rule_of(label: str, scale: SliderScale) -> NumberRule:
    whole = scale.kind == "linear" and scale.step == int(scale.step) and scale.minimum == int(scale.minimum)
    return NumberRule(label, scale.minimum, scale.maximum, integer=whole)


class _Slider(QSlider):
    """A slider whose handle jumps to the click; the wheel is the panel's until the slider has the focus."""

    def __init__(self, name: str, positions: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, positions)
        self.setPageStep(max(1, positions // 10))
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(20)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            share = (event.position().x() - _HANDLE / 2) / max(self.width() - _HANDLE, 1)
            self.setValue(round(share * self.maximum()))
        super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
