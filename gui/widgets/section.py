"""A heading with what belongs under it."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.widgets.label import Label


class Section(QWidget):
    """A small heading in capitals, room for a note or a button at its right, and a column of contents."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        heading = Label(title.upper(), "heading")
        heading.setAccessibleName(title)
        self.header = QHBoxLayout()
        self.header.addWidget(heading)
        self.header.addStretch(1)
        self.content = QVBoxLayout()
        self.content.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self.header)
        layout.addLayout(self.content)

    def add(self, widget: QWidget) -> None:
        """Put a widget at the end of the contents."""
        self.content.addWidget(widget)

    def add_to_header(self, widget: QWidget) -> None:
        """Put a widget at the right of the heading."""
        self.header.addWidget(widget)
