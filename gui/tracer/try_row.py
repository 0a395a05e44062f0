"""The row in which an example of one's own is typed, with what the network says to it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gui.theme.current import ThemeSwitch
from gui.tracer.trial import Row
from gui.widgets.label import Label
from gui.widgets.number_field import NumberField
from gui.widgets.numbers import NumberRule
from gui.widgets.tool_button import ToolButton

MOST_FIELDS = 6
"""So many are seen at once; more are reached by scrolling."""

_FONT_PX, _FIELD, _ICON, _GAP = 13, 76, 16, 6
_LEAST_ANSWER, _MOST_ANSWER, _AROUND_ANSWER = 96, 300, 14


class TryRow(QWidget):
    """typed(row): a number was changed; moved(by): the next neuron (1) or the one before (-1); refused(sentence)."""

    typed = Signal(object)
    moved = Signal(int)
    answer_asked = Signal()
    refused = Signal(str)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._names: tuple[str, ...] = ()
        self._scale = 1.0
        self.fields: tuple[NumberField, ...] = ()
        self.setAccessibleName("An example of your own")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._area = _Fields()
        self.answer = ToolButton("locate", "How the network comes to its answer", themes, icon_px=_ICON)
        self.answer.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.answer.setMinimumWidth(_LEAST_ANSWER)
        self.before = ToolButton("back", "The neuron before", themes, icon_px=_ICON)
        self.next = ToolButton("step", "The next neuron on the way", themes, icon_px=_ICON)
        self._lay_out()
        self.answer.clicked.connect(self.answer_asked)
        self.before.clicked.connect(self._on_before)
        self.next.clicked.connect(self._on_next)

    def put_first(self, part: QWidget) -> None:
        """A part in the place of the fields."""
        self._area.hide()
        self._row_layout.insertWidget(0, part, 0, Qt.AlignmentFlag.AlignBottom)

    def _lay_out(self) -> None:
        row = self._row_layout = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        bottom = Qt.AlignmentFlag.AlignBottom
        row.addWidget(self._area, 0, bottom)
        row.addWidget(self.answer, 0, bottom)
        row.addWidget(self.before, 0, bottom)
        row.addWidget(self.next, 0, bottom)
        row.addStretch(1)

    def show_names(self, names: tuple[str, ...]) -> None:
        """One field for each input."""
        if names != self._names:
            self._names = names
            self.fields = tuple(map(self._field, names))
            self._area.show_fields(self.fields, self._scale)

    def _field(self, name: str) -> NumberField:
        field = NumberField(NumberRule(name))
        field.explain(f"Type another {name}, to see how the answer depends on it.")
        field.edited.connect(self._on_edited)
        field.refused.connect(self.refused)
        return field

    def show_scale(self, scale: float) -> None:
        """Draw so many times larger."""
        if scale != self._scale:
            self._scale = scale
            self.setStyleSheet(f"* {{ font-size: {round(_FONT_PX * scale)}px; }}" if scale > 1.0 else "")
            self._area.show_scale(scale)

    def show_row(self, row: Row) -> None:
        """The numbers of the example."""
        for field, value in zip(self.fields, row, strict=False):
            field.show_value(value)

    def show_answer(self, words: str) -> None:
        """What the network says to it."""
        self.answer.setText(words)
        room = self.answer.fontMetrics().horizontalAdvance(words) + _AROUND_ANSWER
        self.answer.setMinimumWidth(min(max(room, _LEAST_ANSWER), _MOST_ANSWER))
        self.answer.setAccessibleName(words)
        self.answer.setToolTip(f"{words}\nClick to see how the network comes to it.")

    def begin(self) -> None:
        """Ready for typing."""
        if self.fields:
            self.fields[0].setFocus(Qt.FocusReason.TabFocusReason)
            self.fields[0].selectAll()

    @Slot()
    def _on_edited(self) -> None:
        self.typed.emit(tuple(field.value() for field in self.fields))

    @Slot()
    def _on_before(self) -> None:
        self.moved.emit(-1)

    @Slot()
    def _on_next(self) -> None:
        self.moved.emit(1)


class _Fields(QScrollArea):
    """Fields with their names; they scroll from side to side where there is no room for all."""

    def __init__(self) -> None:
        super().__init__()
        self._fields: tuple[NumberField, ...] = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_fields(self, fields: tuple[NumberField, ...], scale: float) -> None:
        """Show others."""
        self._fields = fields
        self.show_scale(scale)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        for field in fields:
            column = QVBoxLayout()
            column.setSpacing(1)
            column.addWidget(Label(field.accessibleName(), "small"))
            column.addWidget(field)
            row.addLayout(column)
        self.setWidget(holder)

    def show_scale(self, scale: float) -> None:
        """Draw so many times larger."""
        for field in self._fields:
            field.setFixedWidth(round(_FIELD * scale))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        holder, many = self.widget(), max(len(self._fields), 1)
        if holder is None:
            return QSize(0, 0)
        whole = holder.sizeHint()
        wide = whole.width() if many <= MOST_FIELDS else round(whole.width() * MOST_FIELDS / many)
        return QSize(wide, whole.height() + (0 if self.width() >= whole.width() else self._bar()))

    def minimumSizeHint(self) -> QSize:
        """Two fields, if there are more."""
        hint, many = self.sizeHint(), max(len(self._fields), 1)
        return QSize(round(hint.width() * min(2 / min(many, MOST_FIELDS), 1.0)), hint.height())

    def _bar(self) -> int:
        return self.horizontalScrollBar().sizeHint().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
