"""The button beside the classes of points by hand and its sheet: the chosen class renamed, or removed."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.theme.current import ThemeSwitch
from gui.widgets.label import Label
from gui.widgets.popover import Popover
from gui.widgets.text_field import TextField
from gui.widgets.tips import in_lines
from gui.widgets.tool_button import ToolButton

_LONGEST, _WIDTH = 40, 240
_LEAST = 2
_TIP = "Another name for the class of new points, or without it; the others keep their colours."


class ClassSheet(Popover):
    """Name and removal of one class."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Class of points")
        self.name = TextField("Name of the class", _LONGEST)
        self.name.setToolTip(in_lines("What the class is called in the key, in the table and in the answers."))
        self.remove = QPushButton("Remove with its points")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        for part in (Label("Name of the class", "muted"), self.name, self.remove):
            column.addWidget(part)
        self.setFixedWidth(_WIDTH)

    def show_class(self, name: str, count: int) -> None:
        """A class by its name, of so many."""
        self.name.show_text(name)
        self.name.selectAll()
        alone = count <= _LEAST
        self.remove.setEnabled(not alone)
        why = "Two classes at least are needed to tell apart: add another one first." if alone else ""
        self.remove.setToolTip(in_lines(why or f"Remove “{name}” and all its points; the output loses its neuron."))


class ClassButton(ToolButton):
    """named(index, name), removed(index): of the class that `chosen` says, with its name and how many there are."""

    named = Signal(int, str)
    removed = Signal(int)

    def __init__(self, themes: ThemeSwitch, chosen: Callable[[], tuple[int, str, int]]) -> None:
        super().__init__("sliders", "Rename or remove the class", themes, icon_px=16)
        self._chosen, self.sheet = chosen, ClassSheet(self)
        self.sheet.name.edited.connect(self._on_name)
        self.sheet.remove.clicked.connect(self._on_remove)
        self.clicked.connect(self.open_sheet)
        self.setToolTip(in_lines(_TIP))

    @Slot()
    def open_sheet(self) -> None:
        """Open the sheet for the class that is chosen now."""
        _, name, count = self._chosen()
        self.sheet.show_class(name, count)
        self.sheet.open_below(self)
        self.sheet.name.setFocus()

    @Slot(str)
    def _on_name(self, name: str) -> None:
        index = self._chosen()[0]
        self.sheet.hide()
        self.named.emit(index, name)

    @Slot()
    def _on_remove(self) -> None:
        index = self._chosen()[0]
        self.sheet.hide()
        self.removed.emit(index)
