"""The place in the transport bar that says what computes, and opens the sheet to choose it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from engine.catalog import backends
from engine.spec import ExperimentSpec, TrainingSpec
from engine.spec.fields import field_infos
from gui.theme.current import ThemeSwitch
from gui.theme.fonts import number_font
from gui.theme.icons import icon
from gui.theme.theme import Theme
from gui.widgets.label import Label
from gui.widgets.tips import in_lines

if TYPE_CHECKING:
    from gui.editors.computing_popover import ComputingPopover

_CHEVRON, _FRAME = 11, 4


class ComputingButton(QWidget):
    """The name of what computes under a small label; a click tells why and offers the others.

    Emits edits of the experiment: edited(undo text, spec, merge key).
    """

    edited = Signal(str, object, int)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec, self._status = ExperimentSpec(), ""
        self._popover: ComputingPopover | None = None
        self.button = QToolButton()
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.button.setProperty("bare", True)
        self.button.setIconSize(QSize(_CHEVRON, _CHEVRON))
        self.button.clicked.connect(self.open)
        self._label = Label(field_infos(TrainingSpec)["backend"].label, "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._label)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        themes.changed.connect(self._on_theme)
        self._on_theme(themes.theme)
        self.show_status("numpy", "")

    @property
    def popover(self) -> ComputingPopover:
        """The sheet, made when it is first wanted."""
        if self._popover is None:
            from gui.editors.computing_popover import ComputingPopover  # imported late: few open it

            self._popover = ComputingPopover(self)
            self._popover.edited.connect(self.edited)
            self._popover.show_spec(self._spec)
            self._popover.show_status(self._status)
        return self._popover

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show what an experiment asks for."""
        self._spec = spec
        if self._popover is not None:
            self._popover.show_spec(spec)

    def show_status(self, name: str, status: str) -> None:
        """What computes now, by its name in the catalogue, and a sentence on it."""
        text = backends[name].label
        if text != self.button.text():
            self.button.setText(text)
        if status != self._status or not self.button.toolTip():
            self._status = status
            self.button.setToolTip(in_lines(status or "What computes the updates."))
            self.button.setAccessibleName(f"{self._label.text()} {text}")
            self.button.setAccessibleDescription(status)
            if self._popover is not None:
                self._popover.show_status(status)

    @Slot()
    def open(self) -> None:
        """Open the sheet below, inside the screen."""
        self.popover.open_below(self.button)
        self.popover.fit()  # its text has its size once it is dressed

    @Slot(object)
    def _on_theme(self, theme: Theme) -> None:
        font = number_font(theme, weight=QFont.Weight.DemiBold)
        self.button.setFont(font)
        longest = max(QFontMetrics(font).horizontalAdvance(each.label) for each in backends)
        self.button.setMinimumWidth(longest + _CHEVRON + 3 * _FRAME)  # nothing moves when it changes
        self.button.setIcon(icon("chevron-down", theme, "muted_text"))
