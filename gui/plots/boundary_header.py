"""The line above the boundary plot: its title, a note, and the few buttons that belong to the whole plot."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.plots.others import OthersDoor
from gui.theme.current import ThemeSwitch
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.label import Label
from gui.widgets.tool_button import ToolButton


class BoundaryHeader(QHBoxLayout):
    """Title on the left, note and buttons on the right; `larger_asked` tells that another size is wanted.

    hand_asked: the tools for points by hand, or none. held_chosen: what inputs that are not plotted are held at.
    """

    larger_asked = Signal()
    hand_asked = Signal()
    held_chosen = Signal(object)

    def __init__(self, themes: ThemeSwitch, owner: QWidget) -> None:
        super().__init__()
        self._title = Label("", "heading")
        self.note = ElidedLabel("small")
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._larger = ToolButton("larger", "Larger plot", themes, "O", icon_px=16)
        self._larger.clicked.connect(self.larger_asked)
        self.setSpacing(8)
        self.addWidget(self._title)
        self.addWidget(self.note, 1)
        tools = QHBoxLayout()
        tools.setSpacing(2)
        self._hand = ToolButton("pencil", "Points by hand", themes, "H", icon_px=16)
        self._hand.setCheckable(True)
        self._hand.clicked.connect(self.hand_asked)
        tools.addWidget(self._hand)
        tools.addWidget(self._larger)
        self.others = OthersDoor(tools, themes, self.held_chosen.emit, owner)
        self.addLayout(tools)

    def show_title(self, title: str) -> None:
        """Say what the plot shows."""
        self._title.setText(title.upper())
        self._title.setAccessibleName(title)

    def show_larger(self, larger: bool) -> None:
        """Offer the way back from the larger size, or to it."""
        self._larger.show_icon(*(("smaller", "Smaller plot") if larger else ("larger", "Larger plot")))

    def show_hand(self, on: bool) -> None:
        """Say whether there are tools for points by hand."""
        self._hand.setChecked(on)
