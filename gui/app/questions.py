"""Questions for the engine thread: points, thumbnails, the prediction at a place."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.diagnostics import PointSet, SurfaceRequest, plotted_row, point_set, read_output
from engine.diagnostics.reading import named_class
from engine.session import Session, dataset_previews
from engine.trace import Address, Explanation
from gui.tracer.trial import Answer

if TYPE_CHECKING:
    from engine.trace import BatchView
    from gui.tracer.trial import Row


@dataclass(frozen=True)
class Unexplained:
    """A number that cannot be explained, and why, in a sentence."""

    address: Address
    sentence: str


@dataclass(frozen=True)
class Pointed:
    """What the network says at a place of the plot, in the data's units; `text` may have several lines."""

    x: float
    y: float
    text: str


def load_points(session: Session) -> Generator[None, None, PointSet]:
    yield
    return point_set(session.data)


def load_thumbnails(_session: Session) -> Generator[None, None, dict[str, Any]]:
    previews: dict[str, Any] = {}
    for name, arrays in dataset_previews():
        previews[name] = arrays
        yield
    return previews


def explaining(
    address: Address, typed: Row | None = None
) -> Callable[[Session], Generator[None, None, Explanation | Unexplained]]:
    """Ask where a number comes from; `typed` is the row that somebody typed, for its numbers."""
    row = None if typed is None else np.array(typed)

    def ask(session: Session) -> Generator[None, None, Explanation | Unexplained]:
        try:
            return (yield from session.explain(address, row))
        except ValueError as error:
            return Unexplained(address, str(error))

    return ask


def whole_batch(
    example: int, unit: int, source: int
) -> Callable[[Session], Generator[None, None, BatchView | None]]:
    """Ask for the batch that is stepped through, an example and a weight of the layer among what is shown of it."""
    return lambda session: session.batch_view(example, unit, source)


def reading_at(
    request: SurfaceRequest, x: float, y: float
) -> Callable[[Session], Generator[None, None, Pointed]]:
    """Ask for the prediction at (x, y) of the plotted inputs, the others as the request holds them."""

    def ask(session: Session) -> Generator[None, None, Pointed]:
        yield
        _, sums, output = session.forward_example(plotted_row(session.data, request, x, y)[0])[-1]
        activation = session.spec.network.layers[-1].activation
        return Pointed(x, y, read_output(session.data.info, activation, output, sums))

    return ask


def answering(row: Row) -> Callable[[Session], Generator[None, None, Answer | None]]:
    """Ask what the network says to a row somebody typed; None if it has other inputs by now."""

    def ask(session: Session) -> Generator[None, None, Answer | None]:
        yield
        if len(row) != len(session.data.info.columns):
            return None
        layers = session.forward_example(row)
        _, sums, output = layers[-1]
        activation = session.spec.network.layers[-1].activation
        words = read_output(session.data.info, activation, output, sums).replace("\n", ", ")
        classes = len(session.data.info.classes) == len(output) > 1
        unit = named_class(session.data.info, activation, sums, output) if classes else 0
        made = None if session.data.info.is_plain else session.data.made(np.array([row]))[0]
        return Answer(row, words, unit, layers, made)

    return ask
