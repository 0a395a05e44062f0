"""The tools above the canvas: brush and eraser, how wide, steps back, and what is done to the whole picture."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from gui.drawing.sketch import Sketch
from gui.drawing.strokes import Brush, most_width, usual_width
from gui.theme.current import ThemeSwitch
from gui.widgets.labeled_slider import LabeledSlider
from gui.widgets.numbers import NumberRule, SliderScale
from gui.widgets.tips import in_lines
from gui.widgets.tool_button import ToolButton

_ICON, _STEP = 18, 0.5
_TIPS = {
    "brush": "Paints ink, where the network reads 1. The right mouse button erases meanwhile.",
    "erase": "Takes ink away, back to 0.",
    "undo": "Takes the last stroke, or the last change of the whole picture, back.",
    "redo": "Makes it again.",
    "clear": "Begins with an empty picture. Undo brings this one back.",
    "invert": "Ink becomes ground and ground ink: for pictures whose ink was taken for paper.",
    "fit": "Cuts out what is drawn, scales it with its proportions and centres it, as the pictures of this set are: "
    "the network knows no others. A picture that was opened is fitted already; again shows the whole of it.",
}
KEYS = {
    "brush": "B", "erase": "E", "undo": "Ctrl+Z", "redo": "Ctrl+Shift+Z", "clear": "Del", "invert": "I", "fit": "F",
}  # fmt: skip
"""The key of each button, by its name."""

_NAMES = {
    "brush": ("brush", "Brush"),
    "erase": ("erase", "Eraser"),
    "undo": ("undo", "Undo"),
    "redo": ("redo", "Redo"),
    "clear": ("trash", "Clear"),
    "invert": ("invert", "Invert"),
    "fit": ("fit", "Fit and centre"),
}


class DrawingTools(QWidget):
    """brush_chosen(Brush); asked(name): one of undo, redo, clear, invert, fit; refused(sentence)."""

    brush_chosen = Signal(object)
    asked = Signal(str)
    refused = Signal(str)

    def __init__(self, shape: tuple[int, int], themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Drawing tools")
        self.buttons = {name: self._button(name, themes) for name in _NAMES}
        group = QButtonGroup(self)
        for name in ("brush", "erase"):
            self.buttons[name].setCheckable(True)
            group.addButton(self.buttons[name])
            self.buttons[name].clicked.connect(self._on_tool)
        self.buttons["fit"].setCheckable(True)
        for name in ("undo", "redo", "clear", "invert", "fit"):
            self.buttons[name].clicked.connect(lambda _=False, name=name: self.asked.emit(name))
        self.buttons["brush"].setChecked(True)
        most = most_width(shape)
        self._scale = SliderScale(1.0, most, step=_STEP)
        self.width_slider = LabeledSlider("Width", self._scale, NumberRule("Width", 1.0, most))
        self.width_slider.show_value(usual_width(shape))
        self.width_slider.explain("How wide brush and eraser are, in pixels of the picture. ([ and ])")
        self.width_slider.edited.connect(self._on_tool)
        self.width_slider.refused.connect(self.refused)
        self._lay_out()

    def _button(self, name: str, themes: ThemeSwitch) -> ToolButton:
        icon, text = _NAMES[name]
        button = ToolButton(icon, text, themes, KEYS[name], icon_px=_ICON)
        button.setToolTip(in_lines(f"{text}  ({KEYS[name]}): {_TIPS[name]}"))
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(2)
        for group in (("brush", "erase"), ("undo", "redo"), ("clear", "invert", "fit")):
            if row.count():
                row.addSpacing(14)
            for name in group:
                row.addWidget(self.buttons[name])
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(row)
        whole.addWidget(self.width_slider)

    @property
    def brush(self) -> Brush:
        """What is in the hand."""
        return Brush(self.width_slider.value(), 0.0 if self.buttons["erase"].isChecked() else 1.0)

    def change_width(self, by: int) -> None:
        """Wider or narrower by so many steps."""
        place = self._scale.position_of(self.width_slider.value()) + by
        self.width_slider.show_value(self._scale.value_at(place))
        self._on_tool()

    def show_sketch(self, sketch: Sketch) -> None:
        """What can be done with it now."""
        self.buttons["undo"].setEnabled(sketch.can_undo)
        self.buttons["redo"].setEnabled(sketch.can_redo)
        self.buttons["clear"].setEnabled(not sketch.is_empty)
        self.buttons["fit"].setEnabled(not sketch.is_empty or sketch.is_cropped)
        self.buttons["fit"].setChecked(sketch.is_cropped)

    @Slot()
    def _on_tool(self) -> None:
        self.brush_chosen.emit(self.brush)
