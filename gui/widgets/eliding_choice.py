"""A combo box that may be narrower than its longest text."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyleOptionComboBox, QStylePainter, QWidget

from gui.widgets.choice import Choice
from gui.widgets.items import Item

_MEASURED = 32
_AROUND = 60  # more than frame, padding and arrow take


class ElidingChoice(Choice):
    """A text that does not fit is written short, or ends in an ellipsis; the list shows all in full."""

    def __init__(self, label: str, items: Sequence[Item], parent: QWidget | None = None) -> None:
        super().__init__(label, items, parent)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        labels = sorted((item.label for item in items), key=len)[-_MEASURED:]  # of hundreds all cannot be measured
        longest = max(map(self.fontMetrics().horizontalAdvance, labels))
        self.view().setMinimumWidth(longest + 60)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.fontMetrics().horizontalAdvance(self.currentText()) + _AROUND <= self.width():
            super().paintEvent(event)
            return
        from PySide6.QtWidgets import QStyle  # all its enumerations take long, and the start needs none

        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width()
        text = self.short() or self.currentText()
        option.currentText = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
