"""A small sheet with the weight of each class, and how many training examples it has."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.examples.cells import MOST_WEIGHT
from gui.widgets.label import Label
from gui.widgets.number_field import NumberField
from gui.widgets.numbers import NumberRule
from gui.widgets.popover import Popover
from gui.widgets.tips import in_lines

_WIDTH, _MARGIN, _MOST_HEIGHT = 320, 16, 300
_SENTENCE = (
    "In training an example's loss and error are multiplied by the weight of its class. "
    "Balance gives a rare class as much say as a frequent one."
)

_PASTE = (
    "One column copied from a spreadsheet, a weight for each example in the order of the data, as its file has them. "
    "To weigh the rows as the table lists them, choose the first one there and paste."
)
_OWN = "Examples have weights of their own. They take the place of those of classes."


class ClassSheet(Popover):
    """Shows the classes; edited(weights) tells all of them, refused(sentence) what was typed wrongly; pasted(text): a
    column of weights, one an example; own_removed(): examples are no longer to have weights of their own."""

    edited = Signal(object)
    own_removed = Signal()
    refused = Signal(str)
    pasted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Class weights")
        self.fields: tuple[NumberField, ...] = ()
        self.note = Label(_OWN, "small")
        self.note.setWordWrap(True)
        self.balance = QPushButton("Balance")
        self.alike = QPushButton("All 1")
        self.paste = QPushButton("Paste weights of examples")
        self.remove = QPushButton("Remove weights of examples")
        self._counts: tuple[int, ...] = ()
        self._rows = QWidget()
        self._area = QScrollArea()
        self._lay_out()
        self.balance.clicked.connect(self._on_balance)
        self.alike.clicked.connect(self._on_alike)
        self.paste.clicked.connect(self._on_paste)
        self.remove.clicked.connect(self.own_removed)

    def _lay_out(self) -> None:
        self.balance.setToolTip(in_lines("Weight = examples / (classes · examples of it), as scikit-learn does."))
        self.alike.setToolTip(in_lines("Every class counts the same."))
        self._title, self._sentence = Label("Class weights", "strong"), Label(_SENTENCE, "small")
        self._sentence.setWordWrap(True)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._rows)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.alike)
        buttons.addWidget(self.balance)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 14, _MARGIN, 14)
        column.setSpacing(10)
        for widget in (self._title, self._sentence, self._area):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.paste.setToolTip(in_lines(_PASTE))
        self.paste.setAccessibleDescription(_PASTE)
        column.addWidget(self.note)
        column.addWidget(self.paste)
        column.addWidget(self.remove)
        self.setFixedWidth(_WIDTH)

    def show_classes(self, names: Sequence[str], counts: Sequence[int], weights: Sequence[float], own: bool) -> None:
        """The classes with their numbers of training examples and weights; own: examples have some of their own."""
        if len(self.fields) != len(names) or self._counts != tuple(counts):
            self._counts = tuple(counts)
            self._build(names)
        for field, weight in zip(self.fields, weights, strict=True):
            field.show_value(weight)
        self.note.setVisible(own)
        self.remove.setVisible(own)
        self._title.setText("Class weights" if names else "Weights of examples")
        for widget in (self._sentence, self.balance, self.alike, self._area):
            widget.setVisible(bool(names))

    def _build(self, names: Sequence[str]) -> None:
        rows, fields = QWidget(), list[NumberField]()
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(14)
        grid.setColumnStretch(0, 1)
        for column, title in enumerate(("Class", "Examples", "Weight")):
            right = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            grid.addWidget(Label(title, "small"), 0, column, right)
        for row, (name, count) in enumerate(zip(names, self._counts, strict=True), 1):
            field = NumberField(NumberRule(f"Weight of {name}", 0.0, MOST_WEIGHT))
            field.explain(f"How much an example of {name} counts in training: more where it is rare or matters.")
            field.setFixedWidth(88)
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.edited.connect(self._on_edited)
            field.refused.connect(self.refused)
            grid.addWidget(Label(name), row, 0)
            grid.addWidget(Label(f"{count:,}", "muted"), row, 1, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(field, row, 2)
            fields.append(field)
        self.fields = tuple(fields)
        self._area.setWidget(rows)
        self._area.setFixedHeight(min(rows.sizeHint().height(), _MOST_HEIGHT))

    def open_above(self, button: QWidget) -> None:
        """Open beside a button, inside the screen."""
        self.adjustSize()
        self.move_inside(button.mapToGlobal(QPoint(button.width() - self.width(), -self.height() - 4)), button)
        self.show()

    @Slot(float)
    def _on_edited(self, _weight: float) -> None:
        self.edited.emit(tuple(field.value() for field in self.fields))

    @Slot()
    def _on_paste(self) -> None:
        self.pasted.emit(QApplication.clipboard().text())

    @Slot()
    def _on_balance(self) -> None:
        self.edited.emit(balanced(self._counts))

    @Slot()
    def _on_alike(self) -> None:
        self.edited.emit((1.0,) * len(self._counts))


def balanced(counts: Sequence[int]) -> tuple[float, ...]:
    """n / (k · n_c) for each class c, as scikit-learn's class_weight="balanced"; 1 for a class without examples."""
    total = sum(counts)
    return tuple(total / (len(counts) * count) if count else 1.0 for count in counts)
