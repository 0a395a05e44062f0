"""What is looked at, and nothing that reaches the mathematics."""

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True, slots=True)
class ViewState:
    """Chosen example (training row), plotted inputs, hovered and selected neuron as (layer from 0, neuron).

    Layer -1 stands for the inputs. pictured: (layer, neurons) of which pictures are wanted, where not of the first.
    """

    example: int = 0
    x_column: int = 0
    y_column: int | None = 1
    hovered: tuple[int, int] | None = None
    selected: tuple[int, int] | None = None
    log_loss: bool = False
    bias_nodes: bool = False
    show_validation: bool = True
    discrete: bool = False
    pictured: tuple[tuple[int, tuple[int, ...]], ...] = ()


class View(QObject):
    """Holds the ViewState; `changed` carries the new one."""

    changed = Signal(object)

    def __init__(self, state: ViewState | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state or ViewState()

    @property
    def state(self) -> ViewState:
        return self._state

    def update(self, **changes: Any) -> None:
        """Change fields by name; equal means no signal."""
        state = replace(self._state, **changes)
        if state != self._state:
            self._state = state
            self.changed.emit(state)
