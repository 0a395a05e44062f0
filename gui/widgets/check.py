"""A check box that speaks only when a person used it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from gui.widgets.tips import in_lines


class Check(QCheckBox):
    """Yes or no; `edited` tells the new answer."""

    edited = Signal(bool)

    def __init__(self, label: str, tooltip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(label, parent)
        self.setAccessibleName(label)
        self.setToolTip(in_lines(tooltip))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self.edited)

    def show_checked(self, checked: bool) -> None:
        """Show an answer that came from outside, without a signal."""
        self.setChecked(checked)
