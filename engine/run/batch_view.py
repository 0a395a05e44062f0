"""Cutting from the update that is stepped through what a screen shows of its whole batch."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.catalog.arrays import Array, Rows
from engine.run.trainer import Trainer
from engine.trace import (
    BIAS,
    BackwardLayer,
    BatchView,
    ForwardLayer,
    LossComputed,
    PassRecord,
    Phase,
    Some,
    WeightsUpdated,
    read_only,
    some_of,
)
from engine.trace.partly_shown import known_units

MOST_EXAMPLES, MOST_COLUMNS = 12, 8
"""So many rows and columns of a matrix are shown."""


def batch_view(trainer: Trainer, example: int, unit: int, source: int) -> BatchView | None:
    """The event shown last for the whole batch, a training example and a weight among what is shown; None at rest."""
    record, before = trainer.record, trainer.before
    if record is None or before is None or not record.events:
        return None
    event = record.events[-1]
    forward = record.forward[event.layer]
    kernel, bias = list(trainer.backend.network.views(before.weights))[event.layer]
    has_bias = trainer.spec.network.layers[event.layer].use_bias
    unit, source = min(unit, len(bias) - 1), min(source if has_bias else max(source, 0), len(kernel) - 1)
    chosen = np.flatnonzero(record.rows == example)
    examples = some_of(len(record.rows), MOST_EXAMPLES, int(chosen[0]) if len(chosen) else 0)
    sources, units = some_of(len(kernel), MOST_COLUMNS, max(source, 0)), some_of(len(bias), MOST_COLUMNS, unit)
    view = BatchView(
        before.update,
        event.phase,
        event.layer,
        trainer.spec.network.layers[event.layer].activation,
        examples,
        sources,
        units,
        _rows(record.rows, examples),
        _cut(forward.inputs, examples, sources),
        _cut(kernel, sources, units),
        read_only(bias[list(units.places)]),
        _known(trainer, event.phase, len(bias)),
        unit,
        source,
        z=_cut(forward.z, examples, units),
        output=_cut(forward.output, examples, units),
    )
    return _with_event(view, trainer, record, event)


def _with_event(
    view: BatchView,
    trainer: Trainer,
    record: PassRecord,
    event: ForwardLayer | LossComputed | BackwardLayer | WeightsUpdated,
) -> BatchView:
    if isinstance(event, LossComputed):
        return replace(
            view,
            target=_cut(_targets(trainer, event.target, view.units.of), view.examples, view.units),
            losses=read_only(event.example_losses[list(view.examples.places)]),
            loss=event.loss,
            penalty=event.penalty,
        )
    if isinstance(event, ForwardLayer):
        return view
    view = _with_gradient(view, record)
    if isinstance(event, WeightsUpdated):
        kernel, bias = list(trainer.backend.network.views(trainer.backend.network.weights))[view.layer]
        after = _cut(kernel, view.sources, view.units)
        return replace(view, kernel_after=after, bias_after=read_only(bias[list(view.units.places)]))
    return view


def _with_gradient(view: BatchView, record: PassRecord) -> BatchView:
    """What each example asks of the layer's weights, and of one of them in particular."""
    backward, inputs = record.backward[view.layer], record.forward[view.layer].inputs
    delta = backward.delta[:, view.unit]
    shares = delta if view.source == BIAS else inputs[:, view.source] * delta
    gradient = backward.bias_gradient if view.source == BIAS else backward.kernel_gradient[view.source]
    units = list(view.units.places)
    return replace(
        view,
        delta=_cut(backward.delta, view.examples, view.units),
        kernel_gradient=_cut(backward.kernel_gradient, view.sources, view.units),
        bias_gradient=read_only(backward.bias_gradient[units]),
        shares=read_only(shares[list(view.examples.places)]),
        mean=float(shares.sum()) / len(shares),
        gradient=float(gradient[view.unit]),
    )


def _known(trainer: Trainer, phase: Phase, units: int) -> int:
    """Of how many units of the layer the event has been shown."""
    cursor, record = trainer.cursor, trainer.record
    if cursor is None or record is None:
        return units
    if phase is Phase.UPDATE:
        return cursor.stop + (cursor.part is None)
    known = known_units(trainer.shape, len(record.events) - 1, cursor)
    return min([units, *(value for name, value in known.items() if name != "activations_known")])


def _targets(trainer: Trainer, target: Array, units: int) -> Array:
    """Targets as numbers for each output (batch, units); a class number is 1 for its output and 0 for the others."""
    if trainer.run.encoding != "index":
        return target
    one_hot = np.zeros((len(target), units))
    one_hot[np.arange(len(target)), target[:, 0].astype(np.int64)] = 1.0
    return one_hot


def _rows(rows: Rows, examples: Some) -> Rows:
    shown = rows[list(examples.places)]
    shown.flags.writeable = False
    return shown


def _cut(matrix: Array, rows: Some, columns: Some) -> Array:
    """What is shown of a matrix, in its own copy."""
    return read_only(matrix[np.ix_(rows.places, columns.places)])
