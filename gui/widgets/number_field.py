"""A field for typing a number, which keeps what was typed and refuses nonsense in a sentence."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.widgets.numbers import NumberRule
from gui.widgets.tips import in_lines

_TAKING_BACK = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
_AROUND = 28  # more than frame and padding take
_INNER = 2  # Qt's own margin between the frame and the text of a line edit
_PASSING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class NumberField(QLineEdit):
    """Shows one number; Enter or leaving the field takes what was typed, Escape gives it up.

    What is refused stays to be mended until the field is left: then it shows the value in force again. `refused`
    tells a sentence, and an empty one when there is nothing to object to any more.
    """

    edited = Signal(float)
    refused = Signal(str)

    def __init__(self, rule: NumberRule, parent: QWidget | None = None, *, quiet: bool = False) -> None:
        super().__init__(parent)
        self._rule = rule
        self._value = 0.0
        self._standing = ""  # how the value in force is written, perhaps as it was typed
        self._refusal = self._sentence = ""
        self.setProperty("quiet", quiet)
        self.setProperty("refused", False)
        self.setAccessibleName(rule.name)
        self.setAlignment(Qt.AlignmentFlag.AlignRight if quiet else Qt.AlignmentFlag.AlignLeft)
        self.editingFinished.connect(self._on_finished)

    def set_words(self, name: str) -> None:
        """What the number is called, for those who hear it and in what is refused."""
        self._rule = replace(self._rule, name=name)
        self.setAccessibleName(name)

    def show_value(self, value: float) -> None:
        """Show a value from outside; text being typed, or typed for this very value, stays."""
        typing = self.hasFocus() and self.isModified()
        kept = self._value == value and self.text() != ""
        if not kept:
            self._standing = self._rule.format(value)
        self._value = value
        if not typing and not kept:
            self._show_text(self._standing)

    def explain(self, sentence: str) -> None:
        """What the number is for: told as long as there is nothing to object to."""
        self._sentence = sentence
        self._mark(self._refusal)

    def value(self) -> float:
        """The last value that was shown or accepted."""
        return self._value

    def give_up(self) -> None:
        """Show the value in force again, whatever was typed."""
        if self._has_typed_text():
            self._show_text(self._standing)

    def refusal(self) -> str:
        """The sentence about the text that stands there, empty if there is nothing to object to."""
        return self._refusal

    def shown_text(self) -> str:
        """What can be read now: a text that is too long and not being typed ends in three dots."""
        return self.text() if self.hasFocus() else self._elided()

    def _elided(self) -> str:
        if self.fontMetrics().horizontalAdvance(self.text()) + _AROUND <= self.width():
            return self.text()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self._contents().width())

    def _contents(self) -> QRect:
        from PySide6.QtWidgets import QStyle, QStyleOptionFrame  # these take long, and the start needs none

        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inner = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        return inner.adjusted(_INNER, 0, -_INNER, 0)

    def _show_text(self, text: str) -> None:
        self.setText(text)
        self._mark("")

    def _mark(self, refusal: str) -> None:
        over = self._refusal and not refusal
        self._refusal = refusal
        self.setToolTip(refusal or in_lines(self._sentence))
        self.setAccessibleDescription(refusal or self._sentence)
        if self.property("refused") != bool(refusal):
            self.setProperty("refused", bool(refusal))
            self.style().unpolish(self)
            self.style().polish(self)
        if over:
            self.refused.emit("")

    @Slot()
    def _on_finished(self) -> None:
        if not self.isModified():
            return
        self.setModified(False)
        try:
            value = self._rule.parse(self.text())
        except ValueError as error:
            self._mark(str(error))
            if self._elided() != self.text():
                self.setCursorPosition(0)  # a number is read from its start
            self.refused.emit(str(error))
            return
        self._mark("")
        self._standing = self.text()
        if value != self._value:
            self._value = value
            self.edited.emit(value)

    def event(self, event: QEvent) -> bool:
        # Undo belongs to the text only while there is typed text to take back.
        asked = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if asked and not self._has_typed_text() and any(map(event.matches, _TAKING_BACK)):  # type: ignore[attr-defined]
            event.ignore()
            return True
        return super().event(event)

    def _has_typed_text(self) -> bool:
        return self.isModified() or bool(self._refusal)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._refusal and event.reason() not in _PASSING:
            self._show_text(self._standing)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.shown_text()
        if shown == self.text():
            super().paintEvent(event)
            return
        from PySide6.QtWidgets import QStyle, QStyleOptionFrame

        option = QStyleOptionFrame()
        self.initStyleOption(option)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self._contents(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._has_typed_text():
            self.give_up()
            self.selectAll()
            return
        super().keyPressEvent(event)
