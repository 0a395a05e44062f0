"""A field for a line of text, which speaks when a person has ended typing."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class TextField(QLineEdit):
    """Shows one line; Enter or leaving the field takes what was typed, Escape gives it up."""

    edited = Signal(str)

    def __init__(self, label: str, longest: int = 60, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self.setAccessibleName(label)
        self.setMaxLength(longest)
        self.editingFinished.connect(self._on_finished)

    def show_text(self, text: str) -> None:
        """Show a text from outside; one being typed stays."""
        self._shown = text
        if not (self.hasFocus() and self.isModified()):
            self.setText(text)

    @Slot()
    def _on_finished(self) -> None:
        if not self.isModified():
            return
        self.setModified(False)
        text = self.text().strip()
        self.setText(text)
        if text != self._shown:
            self._shown = text
            self.edited.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.setText(self._shown)
            self.selectAll()
            return
        super().keyPressEvent(event)
