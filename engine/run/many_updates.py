"""The next piece of a run: many updates at one go where TensorFlow makes them, else one by NumPy."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from engine.backends.protocol import Batches, Made
from engine.catalog.backends import NUMPY, TENSORFLOW
from engine.passes.forward import forward_pass
from engine.run.divergence import divergence_sentence
from engine.run.lane import recorded_maker
from engine.trace import PassRecord

if TYPE_CHECKING:
    from engine.backends.tensorflow_backend import TensorflowBackend
    from engine.run.trainer import Trainer

BatchFigures = tuple[int, float, Mapping[str, float]]
"""Size and loss of a batch, and each metric summed over its examples."""


def forward(trainer: Trainer, goal: float = math.inf, patient: bool = False) -> Iterator[None]:
    """One piece of the way to `goal` updates, as it is on record if it is; yields at each breath.

    patient: nobody looks on or wants to pause. Wait for TensorFlow, if it is wanted, instead of going on with NumPy
    until it is there, and make as many updates at one go as it can.

    Raises:
        NotRepeatable: TensorFlow made the next update, and cannot be had here.
    """
    fast = None
    if not trainer.in_update:
        recorded = recorded_maker(trainer)
        if recorded == TENSORFLOW:
            fast = yield from trainer.lane.needed(trainer.updates)
        elif recorded != NUMPY:
            if patient:
                yield from trainer.lane.awaited()
            fast = trainer.lane.ready()
    if fast is None:
        yield from trainer.finish()
        return
    pace = fast.chunk if patient else trainer.lane.pace
    yield from _many(trainer, fast, _count(trainer, pace, goal))


def _count(trainer: Trainer, pace: int, goal: float) -> int:
    """How many updates to make at one go: to the next multiple of the pace, at most to the goal."""
    here = trainer.updates
    count = min(pace - here % pace, goal - here)
    if recorded_maker(trainer) == TENSORFLOW and trainer.stretch is not None:
        count = min(count, trainer.stretch.makers.until(here) - here)
    return max(1, int(count))


def _many(trainer: Trainer, fast: TensorflowBackend, count: int) -> Iterator[None]:
    trainer.rest()
    epoch, start = trainer.epoch, time.perf_counter()
    batches = trainer.run.batches_from(epoch.order, epoch.number, epoch.seen, count)
    made = fast.many(batches)
    rest: Iterator[None] = iter(())
    if made.penalties:
        with np.errstate(all="ignore"):
            rest = trainer.close(_note(trainer, batches, made))
        if not trainer.is_judging:
            for _ in rest:  # a state to be kept belongs to the piece, as what a divergence is told from does
                pass
    if len(made.penalties) < len(batches.sizes):
        trainer.problem = _diverged(trainer)
    trainer.lane.note_time(len(batches.sizes), time.perf_counter() - start)  # before others have their turn
    yield
    yield from rest


def _note(trainer: Trainer, batches: Batches, made: Made) -> bool:
    """Record each update with its loss and metrics, told from the outputs; whether the last one is new."""
    run, epoch, objective = trainer.run, trainer.epoch, trainer.objective
    target, z = batches.target[: len(made.z)], made.z
    output = objective.activation.value(z)
    losses = objective.example_losses(target, z, output)
    if batches.weights is not None:
        losses = losses * batches.weights[: len(losses)]
    figures = {name: figure(target, z, output) for name, figure in run.figures.items()}
    trainer.batch_figures = []
    start, is_new = 0, False
    for size, penalty in zip(batches.sizes, made.penalties, strict=False):
        rows = slice(start, start + size)
        loss = float(losses[rows].sum()) / size + penalty
        totals = {name: float(values[rows].sum()) for name, values in figures.items()}
        epoch.count(size, loss, totals)
        is_new = trainer.note_update(TENSORFLOW, loss)
        trainer.batch_figures.append((size, loss, totals))
        start += size
    return is_new


def _diverged(trainer: Trainer) -> str:
    """What the next update runs into, told by NumPy."""
    epoch = trainer.epoch
    batch = trainer.run.batch(epoch.order, epoch.number, epoch.seen)
    record = PassRecord(batch.rows)
    with np.errstate(all="ignore"):
        for event in forward_pass(trainer.backend.network, batch.x, batch.draw):
            if event is not None:
                record.add(event)
    return divergence_sentence(trainer.spec, record, trainer.updates)


def batches_of(trainer: Trainer) -> list[BatchFigures]:
    """Size, loss and metrics' sums of each batch of the piece just made."""
    if trainer.batch_figures:
        return trainer.batch_figures
    record = trainer.record
    assert record is not None
    assert record.loss is not None
    last = record.forward[len(record.forward) - 1]
    totals = {
        name: float(figure(record.loss.target, last.z, last.output).sum())
        for name, figure in trainer.run.figures.items()
    }
    return [(len(record.rows), record.loss.loss, totals)]
