"""Which numbers a step shows: those of one neuron, as far as the cursor has come."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from engine.explain.book import Book
from engine.explain.explaining import explain
from engine.trace import (
    BIAS,
    Address,
    Cursor,
    Explanation,
    Kind,
    Part,
    PartKind,
    Phase,
    UpdateShape,
)

_TERM_BY_TERM = (PartKind.PRODUCT, PartKind.SUM, PartKind.OUTPUT_LOSS, PartKind.ERROR_PRODUCT, PartKind.DELTA)


@dataclass(frozen=True)
class Focus:
    """Whose numbers are looked at: a neuron of the active layer, and a training example of the batch."""

    unit: int = 0
    example: int = 0


def explain_step(
    book: Book, shape: UpdateShape, update: int, events_done: int, cursor: Cursor | None, focus: Focus
) -> Explanation:
    """What is shown when so many events of an update have been shown, the last as far as the cursor says."""
    _, layer = shape.place(events_done - 1)
    if cursor is None or cursor.part is None:
        return _whole_stop(book, shape, update, events_done - 1, cursor, focus)
    part = shape.part(events_done - 1, cursor.stop, cursor.part)
    shown = cursor.part + 1 if part.kind in _TERM_BY_TERM else None
    return replace(explain(book, _address(part, update, layer, focus)), shown=shown)


def _address(part: Part, update: int, layer: int, focus: Focus) -> Address:
    """The number that a part shows, or belongs to."""
    unit, example = part.neuron, focus.example
    match part.kind:
        case PartKind.PRODUCT | PartKind.SUM:
            return Address(Kind.SUM, update, layer, unit, example=example)
        case PartKind.ACTIVATION:
            return Address(Kind.ACTIVATION, update, layer, unit, example=example)
        case PartKind.OUTPUT_LOSS:
            return Address(Kind.EXAMPLE_LOSS, update, example=example)
        case PartKind.BATCH_LOSS:
            return Address(Kind.BATCH_LOSS, update)
        case PartKind.ERROR_PRODUCT | PartKind.DELTA:
            return Address(Kind.DELTA, update, layer, unit, example=example)
        case PartKind.WEIGHT_GRADIENT:
            return Address(Kind.GRADIENT, update, layer, unit, part.index)
        case PartKind.BIAS_GRADIENT:
            return Address(Kind.GRADIENT, update, layer, unit, BIAS)
        case PartKind.WEIGHT:
            return Address(Kind.WEIGHT, update + 1, layer, unit, part.index)
        case PartKind.BIAS:
            return Address(Kind.BIAS, update + 1, layer, unit)


def _whole_stop(
    book: Book, shape: UpdateShape, update: int, event: int, cursor: Cursor | None, focus: Focus
) -> Explanation:
    """All of one neuron in an event: the cursor's, or the one looked at where the whole event is shown."""
    phase, layer = shape.place(event)
    units, example = shape.layers[layer].units, focus.example
    stop = min(focus.unit, units - 1) if cursor is None else cursor.stop
    if phase is Phase.FORWARD:
        sums = cursor is not None and shape.layers[layer].couples and stop < units
        kind = Kind.SUM if sums else Kind.ACTIVATION
        return explain(book, Address(kind, update, layer, stop % units, example=example))
    if phase is Phase.LOSS:
        if cursor is not None and cursor.stop:
            return explain(book, Address(Kind.BATCH_LOSS, update))
        own = explain(book, Address(Kind.EXAMPLE_LOSS, update, example=example))
        return own if cursor is not None else _joined(own, explain(book, Address(Kind.BATCH_LOSS, update)))
    if phase is Phase.BACKWARD:
        error = explain(book, Address(Kind.DELTA, update, layer, stop, example=example))
        return _joined(error, explain(book, Address(Kind.GRADIENT, update, layer, stop, 0)))
    source = _moved(book, update, layer, stop)
    if source == BIAS:
        return explain(book, Address(Kind.BIAS, update + 1, layer, stop))
    return explain(book, Address(Kind.WEIGHT, update + 1, layer, stop, source))


def _moved(book: Book, update: int, layer: int, unit: int) -> int:
    """The first of a neuron's weights that the update moved, else its bias if that moved, else the first."""
    before, after = book.dense(update, layer), book.dense(update + 1, layer)
    moved = np.flatnonzero(before.kernel[:, unit] != after.kernel[:, unit])
    if len(moved):
        return int(moved[0])
    return BIAS if before.bias[unit] != after.bias[unit] else 0


def _joined(first: Explanation, second: Explanation) -> Explanation:
    return replace(first, steps=(*first.steps, *second.steps), notes=(*first.notes, *second.notes))
