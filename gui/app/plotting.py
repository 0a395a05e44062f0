"""The boundary plot's connections: what it holds other inputs at, and how large it is."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from engine.diagnostics.held import Held
from gui.app.larger_plot import LargerPlot
from gui.main_window import MainWindow
from gui.view import View


class Plotting(QObject):
    """Connects the boundary plot of a window with the view."""

    def __init__(self, window: MainWindow, view: View, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._view = window, view
        self.larger = LargerPlot(window.boundary, self)
        window.boundary.held_chosen.connect(self._on_held_chosen)
        window.boundary.larger_asked.connect(self.larger.toggle)
        self.larger.changed.connect(self._on_larger)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What each of the plot's actions does."""
        return {"larger_plot": self.larger.toggle}

    @Slot(object)
    def _on_held_chosen(self, held: Held) -> None:
        self._view.update(held=held)

    @Slot(bool)
    def _on_larger(self, larger: bool) -> None:
        self._window.boundary.show_larger(larger)
        self._window.actions_by_id["larger_plot"].setChecked(larger)
