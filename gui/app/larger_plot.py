"""The boundary plot at a larger size, for a closer look and for points by hand, and back to where things stood."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QSplitter, QWidget

_SHARE = 0.56  # of the room that network and plots share
_LEAST = 460  # pixels of width, below which the network makes room altogether


@dataclass(frozen=True)
class _Before:
    """How the window stood: splitters with their sizes, and what was hidden."""

    sizes: tuple[tuple[QSplitter, list[int]], ...]
    hidden: tuple[QWidget, ...]


class LargerPlot(QObject):
    """Gives a plot the room of the plots beside it and most of the window's width; in a narrow window, the network's.

    changed(whether it is larger).
    """

    changed = Signal(bool)

    def __init__(self, plot: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._plot = plot
        self._before: _Before | None = None

    @property
    def on(self) -> bool:
        return self._before is not None

    @Slot()
    def toggle(self) -> None:
        """Larger, or as it was."""
        if self._before is None:
            self._grow()
        else:
            for widget in self._before.hidden:
                widget.show()
            for splitter, sizes in self._before.sizes:
                splitter.setSizes(sizes)
            self._before = None
        self.changed.emit(self.on)

    def _grow(self) -> None:
        rows, columns, floors = self._splitters()
        hidden = [part for part in _parts(rows) if not part.isAncestorOf(self._plot)]
        sizes = tuple((splitter, splitter.sizes()) for splitter in (floors, columns, rows))
        left, *room = columns.sizes()
        stage = _parts(columns)[1]
        right = max(round(_SHARE * sum(room)), _LEAST)
        if sum(room) - right < stage.minimumSizeHint().width():
            right = sum(room) - stage.minimumSizeHint().width()
        if right < _LEAST:
            hidden.append(stage)
        for widget in hidden:
            widget.hide()
        columns.setSizes([left, sum(room) - right, right])
        floors.setSizes([sum(floors.sizes()), 0])  # as low as the foot can be
        self._before = _Before(sizes, tuple(hidden))

    def _splitters(self) -> tuple[QSplitter, QSplitter, QSplitter]:
        """Around the plot: the splitter of the plots, that of the window's columns, that of columns and foot."""
        found, widget = [], self._plot.parentWidget()
        while widget is not None:
            if isinstance(widget, QSplitter):
                found.append(widget)
            widget = widget.parentWidget()
        return found[0], found[1], found[2]


def _parts(splitter: QSplitter) -> list[QWidget]:
    parts = (splitter.widget(index) for index in range(splitter.count()))
    return [part for part in parts if part is not None]
