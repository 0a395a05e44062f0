"""Which two inputs of many the plot shows."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gui.widgets.choice import Choice
from gui.widgets.eliding_choice import ElidingChoice
from gui.widgets.items import Item
from gui.widgets.tips import in_lines


class ColumnsRow(QWidget):
    """Two combo boxes, across and up; `chosen` tells both columns. Hidden for two inputs or fewer."""

    chosen = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inputs: tuple[str, ...] = ()
        self._columns = (0, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._across: Choice | None = None
        self._up: Choice | None = None
        self.hide()

    def show_inputs(self, inputs: tuple[str, ...]) -> None:
        """Offer these inputs."""
        if inputs == self._inputs:
            return
        self._inputs = inputs
        for old in (self._across, self._up):
            if old is not None:
                self._row.removeWidget(old)
                old.deleteLater()
        self._across = self._up = None
        self.setVisible(len(inputs) > 2)
        if len(inputs) > 2:
            items = [Item(str(index), name) for index, name in enumerate(without_unit(inputs))]
            self._across = self._choice("Input plotted across", items, self._on_across)
            self._up = self._choice("Input plotted up", items, self._on_up)
            self.show_columns(0, 1)

    def show_columns(self, across: int, up: int | None) -> None:
        """Show the columns that are plotted, without a signal."""
        last = len(self._inputs) - 1
        if self._across is None or self._up is None or up is None or not (across <= last and up <= last):
            return
        self._columns = (across, up)
        for choice, column in ((self._across, across), (self._up, up)):
            with QSignalBlocker(choice):
                choice.show_key(str(column))

    def _choice(self, label: str, items: list[Item], answer: object) -> Choice:
        choice = ElidingChoice(label, items)
        choice.setToolTip(in_lines(f"{label}: choose the inputs whose effect you want to see."))
        font = choice.font()
        font.setPixelSize(font.pixelSize() - 1)
        choice.setFont(font)
        choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        choice.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        choice.edited.connect(answer)
        self._row.addWidget(choice, 1)
        return choice

    @Slot(str)
    def _on_across(self, key: str) -> None:
        self._choose(int(key), self._columns[1], swapped=(self._columns[1], self._columns[0]))

    @Slot(str)
    def _on_up(self, key: str) -> None:
        self._choose(self._columns[0], int(key), swapped=(self._columns[1], self._columns[0]))

    def _choose(self, across: int, up: int, swapped: tuple[int, int]) -> None:
        """The same input twice would be a line: then the two change places."""
        columns = swapped if across == up else (across, up)
        self.show_columns(*columns)
        self.chosen.emit(*columns)


def without_unit(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names without the unit in brackets that they all share, which the axes say."""
    units = {name[name.find(" (") :] if name.endswith(")") and " (" in name else "" for name in names}
    unit = units.pop() if len(units) == 1 else ""
    return tuple(name.removesuffix(unit) for name in names)
