"""The foot of a folded column: says which of its neurons are drawn and pages through them."""

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from gui.network_view.layout import Column
from gui.network_view.menu_button import MenuButton
from gui.network_view.paging import shown_sentence, shown_text
from gui.theme.current import ThemeSwitch
from gui.theme.fonts import number_font
from gui.theme.theme import Theme
from gui.widgets.tips import in_lines
from gui.widgets.tool_button import ToolButton

HEIGHT, WIDEST = 22, 148
_BUTTON, _AROUND = 18, 14
_COMPACT = """
MenuButton { padding: 0px 2px; } MenuButton:focus { padding: 0px 1px; }
ColumnPager > ToolButton { padding: 1px; } ColumnPager > ToolButton:focus { padding: 0px; }
"""


class ColumnPager(QFrame):
    """Two arrows and a menu; `moved` tells by how many neurons, `ranked` whether the strongest come first.

    named: a neuron is to be named.
    """

    moved = Signal(int)
    named = Signal()
    ranked = Signal(bool)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._shown, self._total = "", 1, 1
        self.setStyleSheet(_COMPACT)
        self.setProperty("card", True)
        self._before = ToolButton("chevron-up", "Neurons before", themes, parent=self, icon_px=10)
        self._after = ToolButton("chevron-down", "Neurons after", themes, parent=self, icon_px=10)
        self._label = MenuButton(self)
        menu = QMenu(self)
        menu.addAction("Neurons before", self._on_before)
        menu.addAction("Neurons after", self._on_after)
        menu.addAction("First neurons", self._on_first)
        menu.addAction("Last neurons", self._on_last)
        menu.addAction("Go to neuron…", self.named.emit)
        menu.addSeparator()
        self._strongest = QAction("Strongest first", menu, checkable=True)
        self._strongest.setToolTip("Those with the longest weights to the next layer come first.")
        self._strongest.toggled.connect(self.ranked)
        menu.addAction(self._strongest)
        menu.setToolTipsVisible(True)
        self._label.set_menu(lambda: menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for part in (self._before, self._label, self._after):
            row.addWidget(part, 1 if part is self._label else 0)
        for button in (self._before, self._after):
            button.setFixedWidth(_BUTTON)
        self._before.clicked.connect(self._on_before)
        self._after.clicked.connect(self._on_after)
        themes.changed.connect(self.show_theme)
        self.show_theme(themes.theme)

    def set_name(self, name: str) -> None:
        """What the column is called, as in "Layer 1"."""
        if name != self._name:
            self._name = name
            self._before.set_words(f"{name}: neurons before")
            self._after.set_words(f"{name}: neurons after")

    def show_column(self, place: Column, ranked: bool, room: QRect) -> None:
        """Say which neurons the column shows, on this room of the canvas."""
        self._shown, self._total = place.shown, place.total
        text = shown_text(place)
        metrics, inner = self._label.fontMetrics(), room.width() - _AROUND
        brief = shown_text(place, brief=True)
        arrows = metrics.horizontalAdvance(brief) <= inner - 2 * _BUTTON
        inner -= 2 * _BUTTON if arrows else 0
        self._label.setText(text if metrics.horizontalAdvance(text) <= inner else brief)
        self._label.setAccessibleName(f"{self._name}: {shown_sentence(place)}")
        self._label.setToolTip(
            in_lines(
                f"{shown_sentence(place)}. Below, all of the layer's weights, a neuron after another: click there to "
                "bring one into view, turn the wheel or press Page Down for the next ones."
            )
        )
        if ranked != self._strongest.isChecked():
            self._strongest.blockSignals(True)
            self._strongest.setChecked(ranked)
            self._strongest.blockSignals(False)
        for button in (self._before, self._after):
            button.setVisible(arrows)
        self.setGeometry(room)

    @Slot(object)
    def show_theme(self, theme: Theme) -> None:
        """Take type from another theme."""
        self._label.setFont(number_font(theme, theme.heading_px))

    @Slot()
    def _on_before(self) -> None:
        self.moved.emit(-self._shown)

    @Slot()
    def _on_after(self) -> None:
        self.moved.emit(self._shown)

    @Slot()
    def _on_first(self) -> None:
        self.moved.emit(-self._total)

    @Slot()
    def _on_last(self) -> None:
        self.moved.emit(self._total)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        asked = {
            Qt.Key.Key_PageUp: self._on_before,
            Qt.Key.Key_PageDown: self._on_after,
            Qt.Key.Key_Home: self._on_first,
            Qt.Key.Key_End: self._on_last,
        }.get(Qt.Key(event.key()))
        if asked is None:
            super().keyPressEvent(event)
        else:
            asked()
