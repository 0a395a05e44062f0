"""A button with a word on it and its reason in the tip; Tab reaches it, a click does not leave the focus there."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from gui.widgets.tips import in_lines


class TextButton(QPushButton):
    """sentence: what it does and why."""

    def __init__(self, text: str, sentence: str) -> None:
        super().__init__(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(in_lines(sentence))
        self.setAccessibleDescription(sentence)
