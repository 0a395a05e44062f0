"""Text in the few sizes and weights that the window uses."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

Role = Literal["body", "muted", "small", "strong", "title", "heading", "verdict"]


class Label(QLabel):
    """Plain text in one of the roles; never rich text, so that names from files stay names."""

    def __init__(self, text: str, role: Role = "body", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
