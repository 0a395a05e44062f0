"""The place of the boundary plot at which somebody asks the network: by a click or with keys, and what it answers."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot

from engine.spec import DataInfo
from gui.plots.boundary_canvas import BoundaryCanvas
from gui.plots.example_dots import NO_PLACES
from gui.plots.prediction import Prediction
from gui.plots.slices import Slice
from gui.theme.theme import Theme

_NEAR_PX = 8.0


class AskedPlace(QObject):
    """asked: a place in data units whose prediction is wanted. hit: which of the `places` was clicked."""

    asked = Signal(float, float)
    hit = Signal(int)

    def __init__(self, canvas: BoundaryCanvas, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self.prediction: Prediction | None = None
        self.places = NO_PLACES
        self._dismissed: tuple[float, float] | None = None
        canvas.pressed.connect(self._on_pressed)
        canvas.nudged.connect(self._on_nudged)

    def show(self, prediction: Prediction | None, info: DataInfo | None, shown: Slice, theme: Theme) -> None:
        """Mark a place and say the answer beside it; None takes the card away.

        A click on the mark takes it away too: an answer that was still on its way is then dropped.
        """
        if prediction is not None and (prediction.x, prediction.y) == self._dismissed:
            return
        self.prediction = prediction
        if prediction is None:
            self._canvas.show_card(None)
        else:
            lines = prediction.lines(info, shown, self._canvas.height(), theme)
            self._canvas.show_card((prediction.x, prediction.y), lines)

    def ask_again(self) -> None:
        """Another network, or another slice, is under the mark."""
        if self.prediction is not None:
            self.asked.emit(self.prediction.x, self.prediction.y)

    @Slot(float, float)
    def _on_pressed(self, x: float, y: float) -> None:
        shown = self.prediction
        if shown is not None and self._nearest(np.array([[shown.x, shown.y]]), x, y) is not None:
            self.prediction = None
            self._canvas.show_card(None)
            self._dismissed = (shown.x, shown.y)
            return
        self._dismissed = None
        index = self._nearest(self.places, x, y)
        if index is not None:
            x, y = self.places[index].tolist()
            self.hit.emit(index)
        self.asked.emit(x, y)

    def _nearest(self, places: NDArray[np.float64], x: float, y: float) -> int | None:
        """Which of places (n, 2) is nearest and within a few pixels, or None."""
        if not len(places):
            return None
        away = (places - np.array([x, y])) / np.array(self._canvas.view.viewPixelSize())
        distance = np.hypot(away[:, 0], away[:, 1])
        nearest = int(distance.argmin())
        return nearest if distance[nearest] <= _NEAR_PX else None

    @Slot(int, int)
    def _on_nudged(self, right: int, up: int) -> None:
        shown, self._dismissed = self.prediction, None
        self.asked.emit(*self._canvas.beside((shown.x, shown.y) if shown else None, right, up))
