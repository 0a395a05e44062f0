"""A layer's matrix as Qt asks for it: a row a source, the bias last, a column a neuron; over a snapshot's arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from engine.catalog.arrays import Array
from engine.formula import number_text
from engine.spec import DataInfo, ExperimentSpec, LayerSpec
from engine.spec.layer_words import layer_word
from engine.spec.locks import lock_of
from engine.trace import BIAS, LayerNumbers
from gui.theme.icons import icon
from gui.theme.theme import Theme
from gui.widgets.number_table import NOWHERE, RIGHT, Index, NumberTableModel

_Role = Qt.ItemDataRole
_NOTHING = np.zeros((0, 0))


class WeightModel(NumberTableModel):
    """Texts are made for the cells in sight alone: a layer of a million weights costs no more than a small one."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(theme, parent)
        self.layer = 0
        self._spec, self._layers = LayerSpec(), tuple[LayerSpec, ...]()
        self._kernel: Array = _NOTHING
        self._bias: Array = np.zeros(0)
        self._sources: tuple[str, ...] = ()
        self._is_output = False

    @property
    def layer_word(self) -> str:
        """What the layer is called within a sentence."""
        return layer_word(self._layers, self.layer)

    # What is shown

    def show_layer(self, spec: ExperimentSpec, info: DataInfo, layer: int, numbers: LayerNumbers) -> bool:
        """The numbers of a layer; whether the table has another shape now."""
        mine = spec.network.layers[layer]
        sources = info.short_inputs if layer == 0 else ()
        last = layer == len(spec.network.layers) - 1
        frame = (layer, sources, last, mine.use_bias, numbers.kernel.shape)
        other = frame != (self.layer, self._sources, self._is_output, self._spec.use_bias, self._kernel.shape)
        if other:
            self.beginResetModel()
        self.layer, self._sources, self._is_output, self._spec = layer, sources, last, mine
        self._layers, self._kernel, self._bias = spec.network.layers, numbers.kernel, numbers.bias
        if other:
            self.endResetModel()
        else:
            self.tell()
        return other

    # Where weights stand

    def source(self, row: int) -> int:
        """The source of a row; BIAS for the last."""
        return row if row < len(self._kernel) else BIAS

    def value(self, row: int, column: int) -> float:
        """The weight or bias in a cell."""
        return float(self._bias[column] if self.source(row) == BIAS else self._kernel[row, column])

    def lock(self, row: int, column: int) -> str:
        """Why the weight in a cell keeps its value, or ""."""
        return "" if self._spec.learns_all else lock_of(self._spec, self.source(row), column)

    @property
    def is_free(self) -> bool:
        """Whether no cell is locked."""
        return self._spec.learns_all

    def source_name(self, row: int) -> str:
        """What feeds the neurons in a row."""
        if self.source(row) == BIAS:
            return "bias"
        return self._sources[row] if self._sources else f"neuron {row + 1}"

    def column_name(self, column: int) -> str:
        """The neuron of a column."""
        return f"{'output' if self._is_output else 'neuron'} {column + 1}"

    # Qt

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._kernel) + (self._spec.use_bias and len(self._kernel) > 0)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self._kernel.shape[1]

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role == _Role.TextAlignmentRole:
            return RIGHT
        if role == _Role.DisplayRole:
            return number_text(self.value(row, column), self.style)
        if role == _Role.DecorationRole:
            return icon("lock", self._theme, "disabled_text") if self.lock(row, column) else None
        if role == _Role.ForegroundRole:
            value = self.value(row, column)
            theme = self._theme
            ink = theme.positive_text if value > 0 else theme.negative_text if value < 0 else theme.muted_text
            return QColor(theme.disabled_text if self.lock(row, column) else ink)
        if role == _Role.ToolTipRole:
            lock = self.lock(row, column)
            where = f"{self.source_name(row)} → {self.column_name(column)}"
            return f"{where}: {lock}." if lock else f"{where}: {self.value(row, column)!r}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if role == _Role.TextAlignmentRole:
            return RIGHT
        if role not in (_Role.DisplayRole, _Role.ToolTipRole):
            return None
        return self.source_name(section) if orientation == Qt.Orientation.Vertical else self.column_name(section)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return flags if self.lock(index.row(), index.column()) else flags | Qt.ItemFlag.ItemIsEditable
