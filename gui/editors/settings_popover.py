"""A small sheet with the parameters of a catalogue part, grown from the catalogue's own descriptions."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from engine.catalog.parameter import Parameter
from gui.editors.formula_lines import formula_lines
from gui.theme.current import ThemeSwitch
from gui.widgets.check import Check
from gui.widgets.label import Label
from gui.widgets.number_field import NumberField
from gui.widgets.numbers import NumberRule
from gui.widgets.tips import in_lines
from gui.widgets.tool_button import ToolButton

_WIDTH, _MARGIN = 300, 16


class SettingsPopover(QFrame):
    """Shows one part's parameters; `edited` tells name and value, `refused` a sentence."""

    edited = Signal(str, float)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("card", True)
        self._parameters: tuple[Parameter, ...] = ()
        self._fields: dict[str, NumberField | Check] = {}
        self._title = Label("", "strong")
        self._sentence = Label("", "small")
        self._sentence.setWordWrap(True)
        self._formula = Label("")  # never wrapped: a formula that breaks in the middle of a product is misread
        self._rows = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 14, _MARGIN, 14)
        column.setSpacing(8)
        for widget in (self._title, self._sentence, self._formula, self._rows):
            column.addWidget(widget)

    def show_part(
        self, label: str, sentence: str, formula: str, parameters: Sequence[Parameter], values: Mapping[str, float]
    ) -> None:
        """Show a part; `values` holds those of its parameters that differ from the defaults."""
        self._title.setText(label)
        self._sentence.setText(sentence)
        self._formula.setText(formula_lines(formula))
        self.setFixedWidth(max(_WIDTH, self._formula.sizeHint().width() + 2 * _MARGIN))
        self.setAccessibleName(f"{label}'s settings")
        if tuple(parameters) != self._parameters:
            self._parameters = tuple(parameters)
            self._build()
        for parameter in self._parameters:
            self._show_value(parameter.name, values.get(parameter.name, parameter.default))

    def field(self, name: str) -> NumberField | Check:
        """The input of a parameter; raises KeyError if the part has it not."""
        return self._fields[name]

    def _show_value(self, name: str, value: float) -> None:
        field = self._fields[name]
        if isinstance(field, Check):
            field.show_checked(bool(value))
        else:
            field.show_value(value)

    def _build(self) -> None:
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        self._fields = {}
        for row, parameter in enumerate(self._parameters):
            if parameter.kind == "switch":
                check = Check(parameter.label, parameter.sentence)
                check.edited.connect(self._on_edited)
                grid.addWidget(check, row, 0, 1, 2)
                self._fields[parameter.name] = check
                continue
            label = Label(parameter.label, "muted")
            label.setToolTip(in_lines(parameter.sentence))
            field = NumberField(NumberRule(parameter.label, parameter.low, parameter.high))
            field.setFixedWidth(104)
            field.setAccessibleDescription(parameter.sentence)
            field.edited.connect(self._on_edited)
            field.refused.connect(self.refused)
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
            self._fields[parameter.name] = field
        layout = self.layout()
        assert layout is not None
        layout.replaceWidget(self._rows, fresh)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = fresh

    @Slot(bool)
    @Slot(float)
    def _on_edited(self, value: float) -> None:
        sender = self.sender()
        for name, field in self._fields.items():
            if field is sender:
                self.edited.emit(name, float(value))


class SettingsButton(ToolButton):
    """Opens the sheet of a part's parameters; disabled, with the reason, for a part that has none."""

    edited = Signal(str, float)
    refused = Signal(str)

    def __init__(self, text: str, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__("sliders", text, themes, parent=parent)
        self.popover = SettingsPopover(self)
        self.popover.edited.connect(self.edited)
        self.popover.refused.connect(self.refused)
        self.clicked.connect(self.open_beside)

    def show_part(
        self, label: str, sentence: str, formula: str, parameters: Sequence[Parameter], values: Mapping[str, float]
    ) -> None:
        """See `SettingsPopover.show_part`."""
        self.popover.show_part(label, sentence, formula, parameters, values)
        self.setEnabled(bool(parameters))
        self.setToolTip(f"{label}'s settings." if parameters else f"{label} has nothing to set.")
        self.setAccessibleName(f"{label}'s settings")

    @Slot()
    def open_beside(self) -> None:
        """Open the sheet below the button, inside the screen."""
        self.popover.adjustSize()
        corner = self.mapToGlobal(QPoint(0, self.height() + 4))
        screen = self.screen().availableGeometry()
        corner.setX(max(screen.left(), min(corner.x(), screen.right() - self.popover.width())))
        corner.setY(max(screen.top(), min(corner.y(), screen.bottom() - self.popover.height())))
        self.popover.move(corner)
        self.popover.show()
