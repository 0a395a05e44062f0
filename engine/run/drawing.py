"""Snapshots: read-only copies of one moment for the panels."""

from typing import Any

import numpy as np

from engine.backends import Backend
from engine.catalog.arrays import Array
from engine.passes.forward import forward_pass
from engine.run.batches import RunData
from engine.run.live_run import LiveRun
from engine.run.obeying import notice_of
from engine.run.trainer import Trainer
from engine.trace import (
    Example,
    ForwardLayer,
    LayerNumbers,
    LossComputed,
    PassRecord,
    RunState,
    Snapshot,
    read_only,
)


def shown_row(record: PassRecord, chosen: int) -> int:
    """The batch row to draw: the chosen training example if the batch holds it, else the first."""
    found = np.flatnonzero(record.rows == chosen)
    return int(found[0]) if found.size else 0


def layers_in_pass(trainer: Trainer, record: PassRecord, row: int) -> tuple[LayerNumbers, ...]:
    """The layers as far as the pass has been shown, for one row of its batch."""
    network, before, cursor = trainer.backend.network, trainer.before, trainer.cursor
    old = None if before is None else network.views(before.weights)
    partly = None if cursor is None else (trainer.shape, cursor)
    return record.layer_numbers(network.views(network.weights), old, row, partly)


def layers_at_rest(backend: Backend, x: Array) -> tuple[LayerNumbers, ...]:
    """The layers between updates, with the activations of one example x (inputs,)."""
    events = [e for e in forward_pass(backend.network, x[None, :]) if isinstance(e, ForwardLayer)]
    return tuple(
        LayerNumbers(
            read_only(layer.kernel),
            read_only(layer.bias),
            z=read_only(event.z[0]),
            activation=read_only(event.output[0]),
        )
        for layer, event in zip(backend.network.layers, events, strict=True)
    )


def example_of(run: RunData, index: int, loss: float | None = None) -> Example:
    """The training example as drawn; `loss` is its own when a pass has computed it."""
    x = run.x[index]
    raw, made = run.shown(index)
    return Example(index, read_only(x), raw, read_only(run.target[index]), loss, made)


def shown_losses(trainer: Trainer, record: PassRecord, row: int) -> tuple[float | None, float | None]:
    """The loss of the example in that row and that of its batch, None where they have not been shown."""
    if record.loss is None:
        return None, None
    cursor = trainer.cursor if isinstance(record.events[-1], LossComputed) else None
    own_known = cursor is None or cursor.part is None
    return (
        float(record.loss.example_losses[row]) if own_known else None,
        record.loss.loss if cursor is None else None,
    )


def _how(trainer: Trainer, before: RunState | None) -> dict[str, Any]:
    """At which rate the run learns, and what computes it."""
    iterations = before.iterations if before else trainer.backend.iterations
    rate, lane = trainer.backend.rate_at(iterations), trainer.lane
    return {
        "learning_rate": rate,
        "iterations": iterations,
        "backend": lane.name,
        "backend_status": lane.status,
        "backend_news": lane.news,
    }


def _figures(live: LiveRun) -> dict[str, Any]:
    trainer = live.trainer
    running = trainer.epoch.so_far(trainer.run.metrics)
    return {"latest": dict(trainer.latest), "running": running, "outdated": live.outdated}


def take_snapshot(live: LiveRun, chosen: int) -> Snapshot:
    """The moment as the panels draw it: inside a stepped update its own arrays, else the chosen example's."""
    trainer, run = live.trainer, live.trainer.run
    place, index = trainer.place, min(max(chosen, 0), trainer.run.count - 1)
    record, before = (trainer.record, trainer.before) if place.events_done else (None, None)
    if record is not None:
        row = shown_row(record, index)
        index = int(record.rows[row])
        layers = layers_in_pass(trainer, record, row)
        own_loss, batch_loss = shown_losses(trainer, record, row)
    else:
        layers, own_loss, batch_loss = layers_at_rest(trainer.backend, run.x[index]), None, None
    last = None if record is None else record.events[-1]
    return Snapshot(
        spec=trainer.spec,
        update=trainer.updates,
        epoch=before.epoch if before else trainer.epoch.number,
        batch=run.batches_done(before.seen if before else trainer.epoch.seen),
        batches=run.batches,
        batch_size=run.batch_size,
        phase=last.phase if last else None,
        layer=last.layer if last else 0,
        events_done=place.events_done,
        layers=layers,
        example=example_of(run, index, own_loss),
        batch_loss=batch_loss,
        curves=live.chronicle.current.curves.view(),
        **_figures(live),
        version=trainer.version,
        problem=trainer.problem,
        notice=notice_of(live),
        batch_rows=None if record is None else record.rows,
        remark=live.unreachable,
        cursor=place.cursor,
        epoch_position=trainer.epoch.position,
        timeline=live.chronicle.view(place),
        travels=live.travels,
        **_how(trainer, before),
    )
