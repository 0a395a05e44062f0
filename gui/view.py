"""What is looked at, and nothing that reaches the mathematics."""

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from engine.diagnostics.held import Held

Neuron = tuple[int, int]
"""(layer from 0, neuron); layer -1 stands for the inputs."""

Edge = tuple[int, int, int]
"""(layer from 0, source, neuron); source -1 is the bias."""


@dataclass(frozen=True)
class Highlights:
    """What the formula on screen speaks of: its neurons and edges, and which of them it is about."""

    neurons: frozenset[Neuron] = frozenset()
    edges: frozenset[Edge] = frozenset()
    strongest: frozenset[Neuron | Edge] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.neurons or self.edges)


NO_LIGHT = Highlights()


@dataclass(frozen=True)
class ViewState:
    """Chosen example (training row), plotted inputs, hovered and selected neuron, what the formula lights up.

    Layer -1 stands for the inputs. pictured: (layer, neurons) of which pictures are wanted, where not of the first.
    digits, fractions: how numbers are written, 3 to 12 significant digits, exact fractions where they are short.
    batch: whether the tracer shows a whole batch as matrices. trying: whether there is an example of one's own.
    page: which page the foot of the window shows, a key of `gui.editors.foot.PAGES`.
    curve: which figure is drawn over the epochs, by Keras's name.
    beside: the number of an example outside the training part that is looked at instead, among all; None: none is.
    held: (input, value or None for the chosen example's) of inputs that are not plotted, where not at their mean.
    """

    example: int = 0
    x_column: int = 0
    y_column: int | None = 1
    hovered: Neuron | None = None
    selected: Neuron | None = None
    log_loss: bool = False
    curve: str = "loss"
    bias_nodes: bool = False
    show_validation: bool = True
    discrete: bool = False
    pictured: tuple[tuple[int, tuple[int, ...]], ...] = ()
    highlights: Highlights = NO_LIGHT
    digits: int = 3
    fractions: bool = False
    batch: bool = False
    trying: bool = False
    page: str = "numbers"
    beside: int | None = None
    held: Held = ()


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
        """Change fields by name; equal means no signal.

        One example is looked at: who chooses one, or tries one of one's own, looks at no other beside it.
        """
        if "example" in changes or changes.get("trying"):
            changes = {"beside": None} | changes
        if changes.get("beside") is not None:
            changes = {"trying": False} | changes
        state = replace(self._state, **changes)
        if state != self._state:
            self._state = state
            self.changed.emit(state)
