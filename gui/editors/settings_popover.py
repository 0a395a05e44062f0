"""A small sheet with the parameters of a catalogue part, grown from the catalogue's own descriptions."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.catalog.parameter import Parameter, defaults
from gui.editors.formula_lines import formula_lines
from gui.theme.current import ThemeSwitch
from gui.widgets.form import Form, FormField
from gui.widgets.label import Label
from gui.widgets.popover import Popover
from gui.widgets.spec_form import parameter_rows
from gui.widgets.tool_button import ToolButton

_WIDTH, _MARGIN = 300, 16


class SettingsPopover(Popover):
    """Shows one part's parameters; `edited` tells name and value, `refused` a sentence."""

    edited = Signal(str, float)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label("", "strong")
        self._sentence = Label("", "small")
        self._sentence.setWordWrap(True)
        self._formula = Label("")  # never wrapped: a formula that breaks in the middle of a product is misread
        self._form = Form()
        self._form.edited.connect(self._on_edited)
        self._form.refused.connect(self.refused)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 14, _MARGIN, 14)
        column.setSpacing(8)
        for widget in (self._title, self._sentence, self._formula, self._form):
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
        self._form.show_rows(parameter_rows(parameters), {**defaults(parameters), **values})

    def field(self, name: str) -> FormField:
        """The input of a parameter; raises KeyError if the part has it not."""
        return self._form.field(name)

    @Slot(str, object)
    def _on_edited(self, name: str, value: float) -> None:
        self.edited.emit(name, float(value))


class SettingsButton(ToolButton):
    """Opens the sheet of a part's parameters; disabled, with the reason, for a part that has none."""

    edited = Signal(str, float)
    refused = Signal(str)

    def __init__(self, text: str, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__("sliders", text, themes, parent=parent)
        self._popover: SettingsPopover | None = None
        self._part: tuple[str, str, str, Sequence[Parameter], Mapping[str, float]] = ("", "", "", (), {})
        self.clicked.connect(self.open_beside)

    @property
    def popover(self) -> SettingsPopover:
        """The sheet, made when it is first wanted."""
        if self._popover is None:
            self._popover = SettingsPopover(self)
            self._popover.edited.connect(self.edited)
            self._popover.refused.connect(self.refused)
            self._popover.show_part(*self._part)
        return self._popover

    def show_part(
        self, label: str, sentence: str, formula: str, parameters: Sequence[Parameter], values: Mapping[str, float]
    ) -> None:
        """See `SettingsPopover.show_part`."""
        self._part = (label, sentence, formula, parameters, values)
        if self._popover is not None:
            self._popover.show_part(*self._part)
        self.setEnabled(bool(parameters))
        self.setToolTip(f"{label}'s settings." if parameters else f"{label} has nothing to set.")
        self.setAccessibleName(f"{label}'s settings")

    @Slot()
    def open_beside(self) -> None:
        """Open the sheet below the button, inside the screen."""
        self.popover.open_below(self)
