"""The row of tools for points by hand: what the pointer does, what new points are, how the brush sprays."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from engine.spec import DataInfo
from gui.plots.hand.labels import Label as PointLabel
from gui.plots.hand.labels import Labels
from gui.theme.current import ThemeSwitch
from gui.widgets.items import Item
from gui.widgets.labeled_slider import LabeledSlider
from gui.widgets.numbers import NumberRule, SliderScale
from gui.widgets.tips import in_lines
from gui.widgets.tool_button import ToolButton

LOOK, ADD, BRUSH, MOVE, ERASE = "look", "add", "brush", "move", "erase"
TOOLS = (
    (Item(LOOK, "Look", "Click a place to see what the network answers there."), "pointer", "Esc"),
    (Item(ADD, "Add a point", "Click where the new point shall be; keep pressed to put it right."), "add-point", "A"),
    (Item(BRUSH, "Brush", "Press and draw: many points at once, as dense as the rate says."), "brush", "P"),
    (Item(MOVE, "Move", "Drag a point, or draw a line around several and drag them; Del removes them."), "move", "V"),
    (Item(ERASE, "Delete", "Click a point to delete it, or wipe over many."), "erase", "X"),
)
_WIDE = 430
_USUAL_RADIUS, _USUAL_RATE = 24.0, 30.0


class HandBar(QWidget):
    """Tools, labels and the brush. tool_chosen(key); class_asked: one class more; class_named(index,
    name); class_removed(index); clear_asked: an empty plane."""

    tool_chosen = Signal(str)
    class_asked = Signal()
    class_named = Signal(int, str)
    class_removed = Signal(int)
    clear_asked = Signal()
    refused = Signal(str)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Points by hand")
        self._group = QButtonGroup(self)
        self.buttons: dict[str, ToolButton] = {}
        self.clear = ToolButton("trash", "Delete all points", themes, icon_px=16)
        self.clear.setToolTip(in_lines("Delete all points, to begin with an empty plane. Undo brings them back."))
        self.clear.clicked.connect(self.clear_asked)
        self.labels = Labels(themes)
        self.labels.class_asked.connect(self.class_asked)
        self.labels.class_named.connect(self.class_named)
        self.labels.class_removed.connect(self.class_removed)
        self.labels.refused.connect(self.refused)
        self.radius = _slider("Radius", 4, 80, _USUAL_RADIUS, "How far the brush reaches, in pixels.")
        self.rate = _slider("Rate", 5, 200, _USUAL_RATE, "How many points the brush sprays a second.")
        self._brush = QWidget()
        brush = QHBoxLayout(self._brush)
        brush.setContentsMargins(0, 0, 0, 0)
        brush.setSpacing(16)
        brush.addWidget(self.radius)
        brush.addWidget(self.rate)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(6)
        self._row.addLayout(self._tools(themes))
        self._row.addWidget(self.labels, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._row)
        column.addWidget(self._brush)
        self.show_tool(LOOK)

    def _tools(self, themes: ThemeSwitch) -> QHBoxLayout:
        tools = QHBoxLayout()
        tools.setSpacing(2)
        for item, icon, key in TOOLS:
            button = ToolButton(icon, item.label, themes, key, icon_px=16)
            button.setToolTip(in_lines(f"{item.label}  ({key}): {item.tooltip}"))
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, tool=item.key: self._on_tool(tool))
            self._group.addButton(button)
            self.buttons[item.key] = button
            tools.addWidget(button)
        tools.addSpacing(6)
        tools.addWidget(self.clear)
        tools.addStretch(1)
        return tools

    @property
    def label(self) -> PointLabel:
        """What new points are: a class number, or numbers, one an output."""
        return self.labels.label

    def show_tool(self, tool: str) -> None:
        """Show which tool is in the hand; emits nothing."""
        self.buttons[tool].setChecked(True)
        self._brush.setVisible(tool in (BRUSH, ERASE))
        self.rate.setVisible(tool == BRUSH)

    def show_kind(self, info: DataInfo, signed: bool, limit: float, height: bool) -> None:
        """Offer the labels of these data; see `Labels.show_kind`."""
        self.labels.show_kind(info, signed, limit, height)

    @Slot()
    def _on_tool(self, tool: str) -> None:
        self.show_tool(tool)
        self.tool_chosen.emit(tool)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= _WIDE
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)


def _slider(name: str, low: int, high: int, usual: float, tip: str) -> LabeledSlider:
    slider = LabeledSlider(name, SliderScale(low, high, step=1), NumberRule(name, low, high))
    slider.show_value(usual)
    slider.explain(tip)
    slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return slider
