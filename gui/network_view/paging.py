"""Which neurons of layers too wide to be drawn stand on the screen: a stretch that can be moved, in either order."""

import numpy as np

from engine.diagnostics.surface import PICTURED_UNITS
from engine.trace import Snapshot
from gui.network_view.layout import Column, NetworkLayout, Page
from gui.network_view.scene import NetworkScene

MOST_RANKED = 1024
"""So many of a layer's neurons are put into the order of their strength."""

Pictured = tuple[tuple[int, tuple[int, ...]], ...]
"""(layer from 0 or -1, neurons) where pictures of others than the first ones are wanted."""


class Paging:
    """The pages of one network, by column."""

    def __init__(self) -> None:
        self._pages: dict[int, Page] = {}

    def reset(self) -> None:
        """All columns from their first neuron on, by number."""
        self._pages.clear()

    def pages(self, columns: int) -> tuple[Page, ...]:
        """A page for every column."""
        return tuple(self._pages.get(column, Page()) for column in range(columns)) if self._pages else ()

    def move(self, layout: NetworkLayout, column: int, by: int) -> bool:
        """Move a column by so many neurons, as far as there are any; whether that changes anything."""
        place, page = layout.columns[column], self._pages.get(column, Page())
        most = (len(page.order) or place.total) - place.shown
        now = min(page.first, most)
        first = min(max(now + by, 0), most)
        self._pages[column] = Page(first, page.order)
        return first != now

    def rank(self, column: int, snapshot: Snapshot | None) -> None:
        """The strongest first, as strong as they are in this snapshot; None: by number again."""
        self._pages[column] = Page(0, () if snapshot is None else strongest(snapshot, column))

    def ranked(self, column: int) -> bool:
        """Whether the strongest come first."""
        return bool(self._pages.get(column, Page()).order)


def strongest(snapshot: Snapshot, column: int) -> tuple[int, ...]:
    """Neurons by the size of the weights that lead on from them, for outputs of those that lead to them."""
    last = column == len(snapshot.layers)
    kernel = snapshot.layers[column - 1 if last else column].kernel
    size = np.linalg.norm(kernel, axis=0 if last else 1)
    return tuple(np.argsort(-np.nan_to_num(size, nan=np.inf), kind="stable")[:MOST_RANKED].tolist())


def pictured(layout: NetworkLayout) -> Pictured:
    """Of which neurons pictures are wanted, where the first ones are not all that is shown."""
    return tuple(
        (column - 1, place.neurons)
        for column, place in enumerate(layout.columns)
        if max(place.neurons) >= PICTURED_UNITS
    )


def folded_at(scene: NetworkScene | None, x: float) -> int | None:
    """The folded column whose neurons stand at this x of the canvas."""
    if scene is not None:
        place_x = (x - scene.dx) / scene.scale
        for column, place in enumerate(scene.layout.columns):
            if place.fold is not None and place.x - place.size / 2 <= place_x <= place.out:
                return column
    return None


def shown_text(place: Column, brief: bool = False) -> str:
    """Which neurons of a folded column are drawn: "16–30 of 200", or in the order of strength "top 16–30 of 200"."""
    ranked = bool(place.page.order)
    first = place.neurons[0] if not ranked else min(place.page.first, len(place.page.order) - place.shown)
    stretch = f"{first + 1:,}–{first + place.shown:,}{'/' if brief else ' of '}{place.total:,}"
    return f"top {stretch}" if ranked and not brief else stretch
