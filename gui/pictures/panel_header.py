"""The lines above the panel of pictures: which example it is, what the right half shows, and its few buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine.letters import capital
from gui.theme.current import ThemeSwitch
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.label import Label
from gui.widgets.tips import in_lines
from gui.widgets.tool_button import ToolButton

_TIP = "Up and Down, or a click in the gallery of examples (E), choose another one."


class PanelHeader(QHBoxLayout):
    """`larger_asked`: another size is wanted. `left`: the neuron is not to be looked at any more."""

    larger_asked = Signal()
    left = Signal()

    def __init__(self, themes: ThemeSwitch, owner: QWidget) -> None:
        super().__init__()
        self._title, self.column = Label("", "heading"), ElidedLabel("small")
        self.column.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._leave = ToolButton("close", "Back to what the network says", themes, icon_px=14, parent=owner)
        self._larger = ToolButton("larger", "Larger picture", themes, "O", icon_px=16, parent=owner)
        self._leave.clicked.connect(self.left)
        self._larger.clicked.connect(self.larger_asked)
        self._leave.hide()
        self._bare = False
        self.setSpacing(8)
        self.addWidget(self._title)
        self.addWidget(self.column, 1)
        tools = QHBoxLayout()
        tools.setSpacing(2)
        for part in (self._leave, self._larger):
            tools.addWidget(part)
        self.addLayout(tools)

    def show_example(self, which: str, count: int) -> None:
        """Which example it is, of so many."""
        self._title.setText(which.upper())
        self._title.setAccessibleName(which)
        self._title.setToolTip(in_lines(f"{capital(which)} of {count:,}. {_TIP}") if which else "")

    def show_column(self, words: str, *, leaves: bool) -> None:
        """What the right half shows, and whether it can be left."""
        self.column.setText(words)
        self._leave.setVisible(leaves and not self._bare)

    def leave_out_buttons(self) -> None:
        """Words alone, for a picture that nobody can click on."""
        self._bare = True
        self._larger.hide()
        self._leave.hide()

    def show_larger(self, larger: bool) -> None:
        """Offer the way back from the larger size, or to it."""
        self._larger.show_icon(*(("smaller", "Smaller picture") if larger else ("larger", "Larger picture")))
