"""A number that can be typed or taken from a list of usual values."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from gui.theme.current import ThemeSwitch
from gui.theme.icons import icon
from gui.theme.theme import Theme
from gui.widgets.number_field import NumberField
from gui.widgets.numbers import NumberRule


class ValueField(QWidget):
    """`edited` tells the new number, `refused` a sentence; Up and Down walk the usual values."""

    edited = Signal(float)
    refused = Signal(str)

    def __init__(
        self, rule: NumberRule, usual: Sequence[float], themes: ThemeSwitch, width: int = 66, *, listed: bool = True
    ) -> None:
        """`usual` is rising; `width` is the typed number's room in pixels; listed: a button opens their list."""
        super().__init__()
        self._rule = rule
        self._usual = tuple(usual)
        self.field = NumberField(rule)
        self.field.setFixedWidth(width)
        self.menu = QMenu(self)
        for value in self._usual:
            action = QAction(rule.format(value), self.menu)
            action.setData(value)
            self.menu.addAction(action)
        self._button = QToolButton()
        self._button.setAccessibleName(f"Usual values of {rule.name.lower()}")
        self._button.setToolTip(f"Usual values of {rule.name.lower()}.")
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.setFixedWidth(26)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.field)
        row.addWidget(self._button)
        self._button.setVisible(listed)
        self.field.edited.connect(self.edited)
        self.field.refused.connect(self.refused)
        self.menu.triggered.connect(self._on_chosen)
        self._button.clicked.connect(self._on_open)
        themes.changed.connect(self.show_theme)
        self.show_theme(themes.theme)

    def show_value(self, value: float) -> None:
        """Show a number from outside; emits nothing."""
        self.field.show_value(value)

    def explain(self, sentence: str) -> None:
        """What the number is good for."""
        self.field.explain(sentence)

    @Slot(object)
    def show_theme(self, theme: Theme) -> None:
        """Tint the icon anew."""
        self._button.setIconSize(QSize(14, 14))
        self._button.setIcon(icon("chevron-down", theme, "muted_text"))

    @Slot()
    def _on_open(self) -> None:
        self.menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        self._choose(float(action.data()))

    def _choose(self, value: float) -> None:
        # As if it had been typed: what stood there, a refusal too, gives way.
        self.field.setText(self._rule.format(value))
        self.field.setModified(True)
        self.field.editingFinished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        now = self.field.value()
        above = [value for value in self._usual if value > now]
        below = [value for value in self._usual if value < now]
        if event.key() == Qt.Key.Key_Up and above:
            self._choose(above[0])
        elif event.key() == Qt.Key.Key_Down and below:
            self._choose(below[-1])
        else:
            super().keyPressEvent(event)
