"""A label that says less where all its words do not fit."""

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.widgets.label import Label, Role

_BREAK = re.compile(r"[,:] ")


class ElidedLabel(Label):
    """One line of text that takes what room there is; the tooltip has all of it.

    Where there is too little it ends behind a whole part, at a comma or a colon; half a word is worse than none.
    """

    def __init__(self, role: Role, parent: QWidget | None = None) -> None:
        super().__init__("", role, parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)

    def shown(self) -> str:
        """As much of the text as there is room for."""
        text = self.text()
        ends = [text, *(_ended(text, end.start()) for end in reversed(list(_BREAK.finditer(text))))]
        width = self.fontMetrics().horizontalAdvance
        return next((each for each in ends if width(each) <= self.width()), "")

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawText(self.rect(), int(self.alignment() | Qt.TextFlag.TextSingleLine), self.shown())
        painter.end()


def _ended(text: str, end: int) -> str:
    return text[:end] if text[end] == ":" else f"{text[:end]}, …"
