"""What the network sees of the data: features of a plane as pictures, the columns of a table in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from engine.spec import DataInfo, DataSpec, ExperimentSpec, choosable_columns
from gui.theme.current import ThemeSwitch
from gui.widgets.label import Label
from gui.widgets.tips import in_lines

if TYPE_CHECKING:
    from gui.editors.column_popover import ColumnPopover
    from gui.editors.feature_row import FeatureRow

_FEATURES = "What the network sees of each point; squares, products and sines spare it hidden neurons."
_COLUMNS = "Which columns of the data the network sees: leave some out to find those that matter."


class InputsChoice(QWidget):
    """features_chosen(names), columns_chosen(names): what the network is to see; sheet_asked(): all that can be
    chosen of the table; refused(sentence)."""

    features_chosen = Signal(tuple)
    columns_chosen = Signal(tuple)
    sheet_asked = Signal()
    refused = Signal(str)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._label = Label("Inputs", "muted")
        self.features: FeatureRow | None = None
        self.button: QPushButton | None = None
        self.popover: ColumnPopover | None = None
        self._data = DataSpec()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 2)
        self._column.setSpacing(4)
        self._column.addWidget(self._label)

    def show_spec(self, spec: ExperimentSpec, info: DataInfo) -> None:
        """Show what the network sees; nothing for data of which nothing can be chosen."""
        self._data = spec.data
        plane = len(info.columns) == 2 and not any(info.categories)
        names = choosable_columns(spec.data)
        self.setVisible(plane or bool(names))
        self._label.setText(f"Inputs ({len(info.inputs)})" if names else "Inputs")
        self._label.setToolTip(in_lines(_FEATURES if plane and not names else _COLUMNS))
        if plane and self.features is None:
            self._build_features()
        if self.features is not None:
            self.features.setVisible(plane)
            if plane:
                self.features.show_features(spec.data.features, info.columns)
        if names and self.button is None:
            self._build_button()
        if self.button is not None:
            self.button.setVisible(bool(names))
            self.button.setText(f"{len(info.columns):,} of {len(names):,} columns…")
        if self.popover is not None and self.popover.isVisible() and names:
            self.popover.show_data(spec.data)

    def _build_features(self) -> None:
        from gui.editors.feature_row import FeatureRow

        self.features = FeatureRow(self._themes)
        self.features.chosen.connect(self.features_chosen)
        self.features.refused.connect(self.refused)
        self._column.addWidget(self.features)

    def _build_button(self) -> None:
        self.button = QPushButton()
        self.button.setAccessibleName("Columns the network sees")
        self.button.setToolTip(in_lines(_COLUMNS))
        self.button.clicked.connect(self._on_open)
        self._column.addWidget(self.button)

    @Slot()
    def _on_open(self) -> None:
        if self.popover is None:
            from gui.editors.column_popover import ColumnPopover  # imported late: the program starts without it

            self.popover = ColumnPopover(self)
            self.popover.chosen.connect(self.columns_chosen)
            self.popover.refused.connect(self.refused)
            self.popover.sheet_asked.connect(self.sheet_asked)
        assert self.button is not None
        self.popover.show_data(self._data)
        self.popover.open_at(self.button.mapToGlobal(QPoint(0, self.button.height() + 4)))
