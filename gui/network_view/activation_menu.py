"""The menu of activation functions, each with its curve and its slope as the catalogue computes them."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QFont
from PySide6.QtWidgets import QMenu, QWidget

from engine.catalog import activations
from gui.network_view.activation_curve import activation_icon
from gui.theme.current import ThemeSwitch
from gui.widgets.tips import in_lines


class ActivationMenu(QMenu):
    """All activations by label; `chosen` tells the Keras name of another one."""

    chosen = Signal(str)

    def __init__(self, title: str, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._themes = themes
        self._shown = ""
        self._group = QActionGroup(self)
        self.setToolTipsVisible(True)
        for entry in activations:
            action = QAction(entry.label, self)
            action.setData(entry.name)
            action.setToolTip(in_lines(f"{entry.sentence} The thin line is its slope."))
            action.setCheckable(True)
            self._group.addAction(action)
            self.addAction(action)
        self._group.triggered.connect(self._on_triggered)
        self.aboutToShow.connect(self._on_about_to_show)

    def show_name(self, name: str) -> None:
        """Mark the activation in force."""
        self._shown = name
        for action in self.actions():
            now = action.data() == name
            action.setChecked(now)
            font = QFont(self.font())
            font.setWeight(QFont.Weight.DemiBold if now else QFont.Weight.Normal)
            action.setFont(font)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        name = str(action.data())
        if name != self._shown:
            self.show_name(self._shown)  # the specification decides, not the click
            self.chosen.emit(name)

    @Slot()
    def _on_about_to_show(self) -> None:
        for action in self.actions():
            action.setIcon(activation_icon(str(action.data()), self._themes.theme, self.devicePixelRatioF()))
        if (shown := self._group.checkedAction()) is not None:
            self.setActiveAction(shown)  # the arrow keys walk on from there
