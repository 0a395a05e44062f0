"""The card on the canvas in which a weight is typed, walked with the arrows, set to zero or drawn anew."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCursor, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.theme.current import ThemeSwitch
from gui.view import Edge
from gui.weight_steps import gesture_key
from gui.widgets.label import Label
from gui.widgets.number_field import NumberField
from gui.widgets.tool_button import ToolButton
from gui.widgets.weight_numbers import WeightRule, step_of, stepped

if TYPE_CHECKING:
    from gui.network_view.canvas import NetworkCanvas
    from gui.network_view.weight_hand import WeightHand

_LARGER = 10.0
_MARGIN, _BESIDE = 12, 14
_HELP = "↑ ↓ small steps, with Shift larger ones"


class WeightField(NumberField):
    """A number field in which Up and Down take steps; Delete with all of it chosen means 0."""

    def show_taken(self, value: float) -> None:
        """Show a value that a key gave, all of it chosen."""
        self.setModified(False)
        self.show_value(value)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        up = {Qt.Key.Key_Up: 1.0, Qt.Key.Key_Down: -1.0}.get(Qt.Key(event.key()))
        if up is not None:
            larger = _LARGER if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
            self._take(stepped(self.value(), up * larger, step_of(self.value())))
        elif event.key() == Qt.Key.Key_Delete and self.selectedText() == self.text():
            self._take(0.0)
        else:
            super().keyPressEvent(event)

    def _take(self, value: float) -> None:
        self.show_taken(value)
        self.edited.emit(value)


class WeightCard(QFrame):
    """Floats on the canvas beside the cursor; it goes when its field is left."""

    def __init__(self, hand: WeightHand, canvas: NetworkCanvas, themes: ThemeSwitch) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.setProperty("card", True)
        self.setAccessibleName("Change a weight")
        self._hand, self._edge, self._key = hand, (0, 0, 0), -1  # type: WeightHand, Edge, int
        self._title = Label("", "strong")
        self.field = WeightField(WeightRule("Weight"))
        self.field.setFixedWidth(104)
        self.field.setAccessibleDescription(f"Type a number or a fraction. {_HELP}.")
        self.zero = QPushButton("0")
        self.zero.setToolTip("Set it to 0 (Delete)")
        self.zero.setAccessibleName("Set to 0")
        self.zero.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.zero.setFixedWidth(34)
        self.draw = ToolButton("new-seed", "Draw it anew from its initializer", themes, icon_px=14)
        row = QHBoxLayout()
        row.setSpacing(4)
        for part in (self.field, self.zero, self.draw):
            row.addWidget(part)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 9, _MARGIN, 10)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addLayout(row)
        column.addWidget(Label(_HELP, "small"))
        self.field.edited.connect(self._on_edited)
        self.field.refused.connect(hand.refused)
        self.zero.clicked.connect(self._on_zero)
        self.draw.clicked.connect(self._on_draw)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]
        self.hide()

    def show_weight(self, edge: Edge) -> None:
        """Type a value for this weight."""
        self._edge, self._key = edge, gesture_key()
        self._title.setText(self._hand.name(edge))
        self.field.show_taken(self._hand.value(edge) or 0.0)
        self._stand()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def show_numbers(self) -> None:
        """The weight may have another value now; what is being typed or to be mended stays."""
        value = self._hand.value(self._edge)
        if value is None:
            self.hide()
        elif not self.field.isModified() and not self.field.refusal():
            chosen = self.field.selectedText() == self.field.text()
            self.field.show_value(value)
            if chosen:
                self.field.selectAll()

    def _stand(self) -> None:
        """Where the hover card was, over all of it, else beside the cursor; all of it within the canvas."""
        canvas, box = self._canvas, self._canvas.card_box
        self.setMinimumSize(0, 0)
        if box is not None:
            self.setMinimumSize(ceil(box.width) + 1, ceil(box.height) + 2)
        self.adjustSize()
        point = canvas.mapFromGlobal(QCursor.pos())
        beside = point if canvas.rect().contains(point) else canvas.rect().center()
        x, y = (beside.x() + _BESIDE, beside.y() + _BESIDE) if box is None else (floor(box.left), floor(box.top))
        room = canvas.size() - self.size()
        self.move(max(min(x, room.width() - 4), 4), max(min(y, room.height() - 4), 4))

    @Slot(float)
    def _on_edited(self, value: float) -> None:
        self._hand.give(self._edge, value, self._key)

    @Slot()
    def _on_zero(self) -> None:
        self.field.show_taken(0.0)
        self._on_edited(0.0)

    @Slot()
    def _on_draw(self) -> None:
        self._hand.draw_anew(self._edge)

    @Slot(QWidget, QWidget)
    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """It goes with the focus; another window on top, such as a menu, leaves it."""
        if self.isVisible() and new is not None and new is not self and not self.isAncestorOf(new):
            self.hide()
