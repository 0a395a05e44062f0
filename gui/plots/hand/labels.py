"""What new points are: chips of the classes in their colours, answers to tick, or numbers on sliders."""

from PySide6.QtCore import QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from engine.spec import DataInfo
from gui.plots.hand.class_button import ClassButton
from gui.plots.point_colors import class_ink, inks_of
from gui.theme.current import ThemeSwitch
from gui.theme.theme import Theme
from gui.widgets.choice import Choice
from gui.widgets.items import Item
from gui.widgets.labeled_slider import LabeledSlider
from gui.widgets.numbers import NumberRule, SliderScale
from gui.widgets.tips import in_lines
from gui.widgets.tool_button import ToolButton

MOST_CHIPS = 5
MOST_SLIDERS = 3
MOST_CLASSES = 50
_DOT, _NAME = 12, 110

Label = int | tuple[float, ...]


class Labels(QWidget):
    """Remembers what is chosen while the data stay of one kind. class_asked: one class more;
    class_named(index, name); class_removed(index)."""

    class_asked = Signal()
    class_named = Signal(int, str)
    class_removed = Signal(int)
    refused = Signal(str)

    def __init__(self, themes: ThemeSwitch) -> None:
        super().__init__()
        self._themes, self._theme = themes, themes.theme
        self._kind: tuple[object, ...] = ()
        self._info = DataInfo("binary", ())
        self._chosen, self._values = 0, [0.0]
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._group: QButtonGroup | None = None
        self._parts: list[QWidget] = []
        themes.changed.connect(self.show_theme)

    @property
    def label(self) -> Label:
        """A class number, or numbers, one an output."""
        return self._chosen if self._info.classes else tuple(self._values)

    def show_kind(self, info: DataInfo, signed: bool, limit: float, height: bool) -> None:
        """Offer classes in their colours (`signed`: the ends of the scale), or numbers from -limit to limit.

        height: the first number is the height in the plot and is not asked.
        """
        kind = (info.task, info.classes, info.colors, info.outputs, signed, height, None if info.classes else limit)
        if kind != self._kind:
            self._kind, self._info = kind, info
            self._chosen = min(self._chosen, max(len(info.classes) - 1, 0))
            self._values = (self._values + [0.0] * len(info.outputs))[: len(info.outputs)]
            self._build()

    def choose(self, index: int) -> None:
        """New points are of this class."""
        self._chosen = index
        if self._group is not None and index < len(self._group.buttons()):
            self._group.buttons()[index].setChecked(True)
        for part in self._parts:
            if isinstance(part, Choice):
                part.show_key(str(index))

    def show_value(self, value: float) -> None:
        """The first number of new points."""
        self._values[0] = value
        for part in self._parts[:1]:
            if isinstance(part, LabeledSlider):
                part.show_value(value)

    @Slot(object)
    def show_theme(self, theme: Theme) -> None:
        """Colours from another theme."""
        self._theme = theme
        if self._kind:
            self._build()

    def _build(self) -> None:
        for part in self._parts:
            self._row.removeWidget(part)
            part.hide()
            part.deleteLater()
        while self._row.count():
            self._row.takeAt(0)
        self._group = None
        info = self._info
        self._parts = self._class_parts() if info.classes else self._number_parts()
        for part in self._parts:
            self._row.addWidget(part)
        self._row.addStretch(1)

    def _class_parts(self) -> list[QWidget]:
        classes, signed = self._info.classes, bool(self._kind[4])
        more = ToolButton("plus", "Add a class", self._themes, icon_px=16)
        full = len(classes) >= MOST_CLASSES
        more.setEnabled(not full)
        more.setToolTip(in_lines("There can be no more classes." if full else "Add a class; the output follows."))
        more.clicked.connect(self.class_asked)
        change = ClassButton(self._themes, self._class)
        change.named.connect(self.class_named)
        change.removed.connect(self.class_removed)
        if len(classes) > MOST_CHIPS:
            choice = Choice("Class of new points", [Item(str(i), name) for i, name in enumerate(classes)])
            choice.show_key(str(self._chosen))
            choice.edited.connect(lambda key: self._on_class(int(key)))
            return [choice, change, more]
        self._group = QButtonGroup(self)
        chips: list[QWidget] = []
        for index, name in enumerate(classes):
            chip = self._chip(name, class_ink(inks_of(self._theme, self._info), index, signed=signed))
            chip.setChecked(index == self._chosen)
            chip.clicked.connect(lambda _=False, index=index: self._on_class(index))
            self._group.addButton(chip)
            chips.append(chip)
        return [*chips, change, more]

    def _class(self) -> tuple[int, str, int]:
        """(number, name, how many there are) of the class that is chosen."""
        return self._chosen, self._info.classes[self._chosen], len(self._info.classes)

    def _number_parts(self) -> list[QWidget]:
        info, height, limit = self._info, bool(self._kind[5]), self._kind[6]
        first = 1 if height else 0
        if info.task == "multilabel":
            return [self._answer(index, name) for index, name in enumerate(info.outputs)]
        reach = float(limit) if isinstance(limit, float) and limit > 0 else 1.0
        parts: list[QWidget] = []
        for index in range(first, min(len(info.outputs), MOST_SLIDERS)):
            name = info.outputs[index]
            slider = LabeledSlider(f"Value of {name}", SliderScale(-reach, reach, step=reach / 100), NumberRule(name))
            slider.explain(f"The {name} of new points; the wheel changes it too.")
            slider.show_value(self._values[index])
            slider.edited.connect(lambda value, index=index: self._on_value(index, value))
            slider.refused.connect(self.refused)
            parts.append(slider)
        return parts

    def _answer(self, index: int, name: str) -> QPushButton:
        chip = self._chip(name, None)
        chip.setChecked(bool(self._values[index]))
        chip.clicked.connect(lambda checked=False, index=index: self._on_value(index, float(checked)))
        return chip

    def _chip(self, name: str, color: str | None) -> QPushButton:
        chip = QPushButton(self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, _NAME))
        chip.setProperty("chip", True)
        chip.setCheckable(True)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.setAccessibleName(f"New points: {name}")
        chip.setToolTip(in_lines(f"New points are “{name}”." if color else f"Whether new points are “{name}”."))
        if color is not None:
            chip.setIcon(_dot(QColor(color), QColor(self._theme.point_outline), self.devicePixelRatioF()))
            chip.setIconSize(QSize(_DOT, _DOT))
        return chip

    def _on_class(self, index: int) -> None:
        self._chosen = index

    def _on_value(self, index: int, value: float) -> None:
        self._values[index] = value


def _dot(color: QColor, outline: QColor, ratio: float) -> QIcon:
    picture = QPixmap(round(_DOT * ratio), round(_DOT * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(outline)
    painter.setBrush(color)
    painter.drawEllipse(QPointF(_DOT / 2, _DOT / 2), _DOT / 2 - 1.5, _DOT / 2 - 1.5)
    painter.end()
    return QIcon(picture)
