"""Where the pictures of the chosen set come from, and the button that leads to others."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from engine.catalog.data_source import DataSource
from gui.widgets.tips import in_lines

_WHY = "Where these pictures are read from, and how to use other ones of 28 by 28 in their place, such as MNIST's."


class PicturesPart(QWidget):
    """asked(name): about the place of that set; there is a button only while a set of files is chosen."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button: QPushButton | None = None
        self._name = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_source(self, source: DataSource) -> None:
        """The chosen set."""
        self._name = source.name
        has = source.pictures is not None
        if has and self.button is None:
            self.button = QPushButton("Where the pictures are…")
            self.button.setToolTip(in_lines(_WHY))
            self.button.clicked.connect(lambda: self.asked.emit(self._name))
            self._column.addWidget(self.button)
        self.setVisible(has)
