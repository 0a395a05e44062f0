"""A small sheet of the inputs that are not plotted: each at its mean, at the example's value, or where it is set."""

from math import floor, log10

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.diagnostics.held import Held
from engine.diagnostics.points import PointSet
from engine.spec import DataInfo
from gui.plots.slices import Slice, held_values
from gui.widgets.choice import Choice
from gui.widgets.items import Item
from gui.widgets.label import Label
from gui.widgets.labeled_slider import LabeledSlider
from gui.widgets.numbers import NumberRule, SliderScale
from gui.widgets.popover import Popover

PAGE = 8
_WIDTH, _MARGIN, _CHOICE, _NAME = 350, 16, 96, 118
_STEPS = 200
_HELD = "What the plot takes for this input, which is not one of its axes."
_MEAN, _EXAMPLE, _VALUE = "mean", "example", "value"
_SENTENCE = "The plot is a slice through the data. Drag an input to move the slice and watch the border follow."
_CHOICES = (
    Item(_MEAN, "mean", "Held at the mean of the training examples."),
    Item(_EXAMPLE, "example", "Held at the value of the chosen example, and follows it."),
    Item(_VALUE, "value", "Held at the value that is typed or dragged."),
)


class OthersPopover(Popover):
    """Eight inputs a page; `chosen` tells what the inputs are held at, where not at their mean."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Other inputs")
        self.setFixedWidth(_WIDTH)
        self._held: dict[int, float | None] = {}
        self._others: tuple[int, ...] = ()
        self._page, self._built = 0, ()  # type: int, tuple[object, ...]
        self._now: tuple[DataInfo, Slice, PointSet] | None = None
        self._rows: dict[int, OtherRow | TextRow] = {}
        sentence = Label(_SENTENCE, "small")
        sentence.setWordWrap(True)
        self.all_mean, self.all_example = QPushButton("All at their mean"), QPushButton("All as in the example")
        self.all_mean.setToolTip("A slice through the middle of the data.")
        self.all_example.setToolTip("A slice through the chosen example, which follows it.")
        self.earlier, self.later, self._where = QPushButton("‹"), QPushButton("›"), Label("", "small")
        for button, name in ((self.earlier, "Earlier inputs"), (self.later, "Later inputs")):
            button.setAccessibleName(name)
            button.setToolTip(f"{name}: there are more of them than fit here.")
        self._pager, self._page_rows = QWidget(), QVBoxLayout()
        self._lay_out(sentence)
        self.all_mean.clicked.connect(self._on_all_mean)
        self.all_example.clicked.connect(self._on_all_example)
        self.earlier.clicked.connect(self._on_earlier)
        self.later.clicked.connect(self._on_later)

    def _lay_out(self, sentence: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 14, _MARGIN, 14)
        column.setSpacing(8)
        column.addWidget(Label("Other inputs", "strong"))
        column.addWidget(sentence)
        buttons, turning = QHBoxLayout(), QHBoxLayout(self._pager)
        for button in (self.all_mean, self.all_example):
            buttons.addWidget(button, 1)
        turning.setContentsMargins(0, 0, 0, 0)
        turning.addWidget(self.earlier)
        turning.addWidget(self._where, 1, Qt.AlignmentFlag.AlignHCenter)
        turning.addWidget(self.later)
        column.addLayout(buttons)
        column.addLayout(self._page_rows)
        column.addWidget(self._pager)

    def row(self, column: int) -> "OtherRow | TextRow":
        """The row of an input; raises KeyError if it is not on this page."""
        return self._rows[column]

    def show_others(self, info: DataInfo, shown: Slice, points: PointSet) -> None:
        """Show what these inputs are held at; emits nothing."""
        self._now, self._others, self._held = (info, shown, points), shown.others(info), dict(shown.held)
        self._page = min(self._page, max(len(self._others) - 1, 0) // PAGE)
        page = self._others[self._page * PAGE : (self._page + 1) * PAGE]
        if (info.columns, points.ranges, page) != self._built:
            self._built = (info.columns, points.ranges, page)
            self._build(info, points, page)
        values = held_values(points, shown, info)
        for column, row in self._rows.items():
            kind = _MEAN if column not in self._held else _EXAMPLE if self._held[column] is None else _VALUE
            row.show_held(kind, None if values is None else float(values[column]))
        self.all_example.setText(f"All as in example {shown.example + 1}")
        first = self._page * PAGE
        self._pager.setVisible(len(self._others) > PAGE)
        self._where.setText(f"{first + 1} to {first + len(page)} of {len(self._others)}")
        self.earlier.setEnabled(self._page > 0)
        self.later.setEnabled(first + PAGE < len(self._others))

    def _build(self, info: DataInfo, points: PointSet, page: tuple[int, ...]) -> None:
        for old in self._rows.values():
            self._page_rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = {column: row_for(info, points, column) for column in page}
        for column, row in self._rows.items():
            row.held.connect(lambda kind, value, column=column: self._on_held(column, kind, value))
            self._page_rows.addWidget(row)

    def _on_held(self, column: int, kind: str, value: float) -> None:
        changed = {other: held for other, held in self._held.items() if other != column}
        if kind != _MEAN:
            changed[column] = None if kind == _EXAMPLE else value
        self._tell(changed)

    def _tell(self, held: dict[int, float | None]) -> None:
        self._held = held
        found: Held = tuple(sorted(held.items()))
        self.chosen.emit(found)

    @Slot()
    def _on_all_mean(self) -> None:
        self._tell({})

    @Slot()
    def _on_all_example(self) -> None:
        self._tell(dict.fromkeys(self._others))

    @Slot()
    def _on_earlier(self) -> None:
        self._turn(-1)

    @Slot()
    def _on_later(self) -> None:
        self._turn(1)

    def _turn(self, by: int) -> None:
        self._page += by
        if self._now is not None:
            self.show_others(*self._now)
            self.adjustSize()


class OtherRow(QWidget):
    """One input: what it is held at, as a word, a number and a slider. held(kind, value)."""

    held = Signal(str, float)

    def __init__(self, name: str, reach: tuple[float, float]) -> None:
        super().__init__()
        shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, _NAME)
        self.slider = LabeledSlider(shown, scale_over(*reach), NumberRule(name))
        self.slider.explain(f"Sweep {name} over its range: the plot follows.")
        self.choice = Choice(f"{name} is held at", _CHOICES)
        self.choice.setFixedWidth(_CHOICE)
        self.choice.explain(_HELD)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self.choice)
        self.slider.edited.connect(self._on_edited)
        self.choice.edited.connect(self._on_chosen)

    def show_held(self, kind: str, value: float | None) -> None:
        """Show how the input is held, and at which value where it is known."""
        self.choice.show_key(kind)
        if value is not None and not (self.slider.dragging and kind == _VALUE):
            self.slider.show_value(value)

    @Slot(float)
    def _on_edited(self, value: float) -> None:
        self.held.emit(_VALUE, value)

    @Slot(str)
    def _on_chosen(self, kind: str) -> None:
        self.held.emit(kind, self.slider.value())


class TextRow(QWidget):
    """One column of texts: which of them it is held at. held(kind, the text's number)."""

    held = Signal(str, float)

    def __init__(self, name: str, texts: tuple[str, ...]) -> None:
        super().__init__()
        self._own = [Item(str(index), text) for index, text in enumerate(texts)]
        items = (Item(_MEAN, "most frequent"), Item(_EXAMPLE, "as in the example"), *self._own)
        self.choice = Choice(f"{name} is held at", items)
        self.choice.explain(_HELD)
        label = Label(self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, _NAME), "muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label, 1)
        layout.addWidget(self.choice, 1)
        self.choice.edited.connect(self._on_chosen)

    def show_held(self, kind: str, value: float | None) -> None:
        """Show how the column is held, and at which of its texts."""
        self.choice.show_key(kind if kind != _VALUE else str(int(value or 0.0)))

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        chosen = key not in (_MEAN, _EXAMPLE)
        self.held.emit(_VALUE if chosen else key, float(key) if chosen else 0.0)


def row_for(info: DataInfo, points: PointSet, column: int) -> OtherRow | TextRow:
    """A slider for numbers, a list for texts."""
    name, texts = info.columns[column], info.categories[column]
    return TextRow(name, texts) if texts else OtherRow(name, points.ranges[column])


def scale_over(low: float, high: float) -> SliderScale:
    """A slider over a range in tidy steps, some two hundred."""
    step = (high - low) / _STEPS
    tidy = 10.0 ** floor(log10(step))
    return SliderScale(low, high, step=max(round(step / tidy) * tidy, tidy))
