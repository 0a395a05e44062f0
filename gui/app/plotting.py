"""The plots' connections: what they show, what is asked of them, how large the boundary is."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from engine.diagnostics.held import Held
from gui.app.hand_points import HandPoints
from gui.app.larger_plot import LargerPlot
from gui.app.looks import surface_request
from gui.app.questions import Pointed, reading_at
from gui.bridge import Player
from gui.document import Document
from gui.main_window import MainWindow
from gui.plots.prediction import Prediction
from gui.view import View


class Plotting(QObject):
    """Connects the boundary plot of a window with document, player and view; `warn` tells a refusal."""

    def __init__(
        self,
        window: MainWindow,
        document: Document,
        player: Player,
        view: View,
        warn: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window, self._document, self._player, self._view = window, document, player, view
        self.larger = LargerPlot(window.boundary, self)
        window.boundary.columns_chosen.connect(lambda x, y: view.update(x_column=x, y_column=y))
        window.boundary.example_chosen.connect(lambda row: view.update(example=row))
        window.boundary.pointed.connect(self._on_pointed)
        window.loss.log_changed.connect(lambda on: view.update(log_loss=on))
        window.loss.figure_changed.connect(lambda name: view.update(curve=name))
        window.loss.note_asked.connect(lambda text: window.toast.show_message("info", text, stays=True))
        self.hands = HandPoints(window, document, player, self.larger, warn, self)
        window.boundary.held_chosen.connect(self._on_held_chosen)
        window.boundary.larger_asked.connect(self.larger.toggle)
        self.larger.changed.connect(self._on_larger)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What each of the plot's actions does."""
        return {"larger_plot": self.larger.toggle, **self.hands.handlers()}

    @Slot(float, float)
    def _on_pointed(self, x: float, y: float) -> None:
        request = surface_request(self._view.state, self._document.spec)
        if request is not None:
            self._player.ask(reading_at(request, x, y), self._show_reading)

    def _show_reading(self, answer: Pointed) -> None:
        self._window.boundary.show_prediction(Prediction(answer.x, answer.y, answer.text))

    @Slot(object)
    def _on_held_chosen(self, held: Held) -> None:
        self._view.update(held=held)

    @Slot(bool)
    def _on_larger(self, larger: bool) -> None:
        self._window.boundary.show_larger(larger)
        self._window.actions_by_id["larger_plot"].setChecked(larger)
