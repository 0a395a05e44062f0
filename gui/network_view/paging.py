"""Which neurons of layers too tall for the view are shown: the strongest, the page turned to, or what is selected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from engine.catalog.arrays import Array
from engine.diagnostics.surface import PICTURED_UNITS
from engine.trace import Snapshot
from gui.network_view.layout import Column, NetworkLayout
from gui.network_view.page import Page
from gui.view import Neuron

CALM = 1.15
"""A neuron takes another's row only where it is so many times as strong: rows do not change hands for a trifle."""

Pictured = tuple[tuple[int, tuple[int, ...]], ...]
"""(layer from 0 or -1, neurons) where pictures of others than the first ones are wanted."""


@dataclass(frozen=True)
class Looked:
    """What must be in view: (column, neuron) each. cursor: where the step is; guests: what is spoken of elsewhere."""

    cursor: tuple[int, int] | None = None
    guests: tuple[tuple[int, int], ...] = ()


class Paging:
    """The pages of one network, by column: the strongest neurons first, until somebody turns a page or selects."""

    def __init__(self) -> None:
        self._orders: dict[int, tuple[int, ...]] = {}
        self._turned: dict[int, Page] = {}
        self._numbered: set[int] = set()
        self._selected: Neuron | None = None
        self._related: dict[int, tuple[int, ...]] = {}

    def reset(self) -> None:
        """Another network: nothing is known of its neurons."""
        self._orders, self._turned, self._related = {}, {}, {}
        self._numbered.clear()
        self._selected = None

    @property
    def knows(self) -> bool:
        """Whether neurons have been put into the order of their strength."""
        return bool(self._orders)

    def pages(self, sizes: tuple[int, ...], looked: Looked, shown: dict[int, int]) -> tuple[Page, ...]:
        """A page for every column; shown: how many neurons the folded ones have room for."""
        return tuple(self._page(column, size, looked, shown.get(column, size)) for column, size in enumerate(sizes))

    def _page(self, column: int, total: int, looked: Looked, shown: int) -> Page:
        if shown >= total:
            return Page()
        if looked.cursor is not None and looked.cursor[0] == column:
            return Page(looked.cursor[1] // shown * shown)  # whole pages: rows rest while the step goes down them
        guest = dict(looked.guests).get(column)
        page = self._plain(column)
        return replace(page, guest=guest) if guest is not None and guest < total else page

    def _plain(self, column: int) -> Page:
        if column in self._turned:
            return self._turned[column]
        if column in self._related:
            return Page(0, self._related[column], related=True)
        around = self._selected[1] if self._selected is not None and self._selected[0] == column - 1 else None
        return Page(0, () if column in self._numbered else self._orders.get(column, ()), around)

    def move(self, layout: NetworkLayout, column: int, by: int) -> bool:
        """Move a column by so many neurons, as far as there are any; whether that changes anything."""
        place = layout.columns[column]
        page, most = place.page, place.total - place.shown
        now = min(page.first, most)
        if page.by_number(place.total, place.shown):
            page, now = Page(), place.neurons[0]
        first = min(max(now + by, 0), most)
        self._turned[column] = Page(first, page.order, related=page.related)
        return first != now

    def select(self, layout: NetworkLayout, selected: Neuron | None, snapshot: Snapshot | None) -> None:
        """Unfold around a neuron: it is brought into view, and beside it those it has the strongest weights with.

        A column in which it is in view stays as it is: nothing moves away from under a click.
        """
        column = -1 if selected is None else selected[0] + 1
        kept = self._turned.get(column)
        if selected is not None and layout.shows(column, selected[1]) and layout.columns[column].fold is not None:
            kept = replace(layout.columns[column].page, guest=None)
        elif kept is not None:
            kept = None
        near = (column - 1, column, column + 1) if selected is not None else tuple(self._related)
        self._turned = {place: page for place, page in self._turned.items() if place not in near}
        if kept is not None:
            self._turned[column] = kept
        self._selected = selected
        self._related = {} if selected is None or snapshot is None else dict(related(snapshot, selected))

    def rank(self, column: int, ranked: bool) -> None:
        """The strongest neurons first, or all by number."""
        self._turned.pop(column, None)
        self._related.pop(column, None)
        self._numbered.discard(column)
        if not ranked:
            self._numbered.add(column)

    def order(self, layout: NetworkLayout, snapshot: Snapshot) -> bool:
        """Put the neurons of the folded columns into the order of their strength now; whether it is another one.

        Those that stand on the first rows keep them, unless others have become clearly stronger.
        """
        found = {
            column: settled(strengths(snapshot, column), self._orders.get(column, ()), place.shown)
            for column, place in enumerate(layout.columns)
            if place.fold is not None
        }
        changed = found != self._orders
        self._orders = found
        return changed

    def ranked(self, column: int) -> bool:
        """Whether the strongest come first."""
        return column not in self._numbered


def strengths(snapshot: Snapshot, column: int) -> Array:
    """How strong the neurons of a column are: the length of the weights that lead on; of outputs, to them."""
    last = column == len(snapshot.layers)
    kernel = snapshot.layers[column - 1 if last else column].kernel
    size: Array = np.nan_to_num(np.linalg.norm(kernel, axis=0 if last else 1), nan=np.inf)
    return size


def settled(size: Array, before: tuple[int, ...], shown: int) -> tuple[int, ...]:
    """The neurons by strength (units,), the first `shown` of the order before in their rows where they may stay."""
    held = list(before[:shown])
    favoured = size.copy()
    favoured[held] *= CALM
    first = np.argsort(-favoured, kind="stable")[:shown].tolist()
    if held:
        coming = iter([neuron for neuron in first if neuron not in held])
        staying = set(first)
        first = [neuron if neuron in staying else next(coming) for neuron in held] + list(coming)
    rest = np.argsort(-size, kind="stable")
    rest = rest[~np.isin(rest, first)]
    return (*first, *rest.tolist())


def strongest(snapshot: Snapshot, column: int) -> tuple[int, ...]:
    """All neurons of a column, the strongest first."""
    return settled(strengths(snapshot, column), (), 0)


def strongest_pages(layout: NetworkLayout, snapshot: Snapshot | None) -> tuple[Page, ...]:
    """The pages of a picture that nobody can turn."""
    if snapshot is None or all(place.fold is None for place in layout.columns):
        return ()
    return tuple(
        Page(0, strongest(snapshot, column)) if place.fold is not None else Page()
        for column, place in enumerate(layout.columns)
    )


def related(snapshot: Snapshot, neuron: Neuron) -> Iterator[tuple[int, tuple[int, ...]]]:
    """(column, its neurons), those with the strongest weights from or to a neuron first, in the columns beside it."""
    layer, unit = neuron
    if layer >= 0:
        yield layer, _falling(snapshot.layers[layer].kernel[:, unit])
    if layer + 1 < len(snapshot.layers):
        yield layer + 2, _falling(snapshot.layers[layer + 1].kernel[unit])


def _falling(weights: Array) -> tuple[int, ...]:
    order: tuple[int, ...] = tuple(np.argsort(-np.abs(np.nan_to_num(weights, nan=np.inf)), kind="stable").tolist())
    return order


def pictured(layout: NetworkLayout) -> Pictured:
    """Of which neurons pictures are wanted, where the first ones are not all that is shown."""
    return tuple(
        (column - 1, place.neurons)
        for column, place in enumerate(layout.columns)
        if place.neurons and max(place.neurons) >= PICTURED_UNITS
    )


def shown_text(place: Column, brief: bool = False) -> str:
    """What of a folded column is drawn: "16–30 of 200" by number, else how many are not: "… 185 more"."""
    if place.page.by_number(place.total, place.shown) and place.page.guest is None:
        first, last = place.neurons[0] + 1, place.neurons[-1] + 1
        return f"{first:,}–{last:,}{'/' if brief else ' of '}{place.total:,}"
    return f"… {place.folded:,}{'' if brief else ' more'}"


def shown_sentence(place: Column) -> str:
    """Which neurons of a folded column are drawn, in words."""
    page, shown = place.page, place.shown
    if page.by_number(place.total, shown):
        return f"Neurons {place.neurons[0] + 1:,} to {place.neurons[-1] + 1:,} of {place.total:,}"
    if page.related:
        return f"The {shown} of {place.total:,} neurons that the selected one has the strongest weights with"
    if not page.first:
        return f"The {shown} strongest of {place.total:,} neurons, by the length of their weights to the next layer"
    return f"Numbers {page.first + 1:,} to {page.first + shown:,} of {place.total:,} neurons in the order of strength"
