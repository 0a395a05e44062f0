"""Walking through an update step by step, and keeping what each step shows."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from engine.explain.book import Book
from engine.explain.live import LiveMoments
from engine.explain.stepping import Focus, explain_step
from engine.run.motion import step_on
from engine.run.trainer import Trainer
from engine.trace import Cursor, Explanation, Grain, fitting_step
from engine.writing import TracedStep, TracedUpdate


def shown_by_step(trainer: Trainer, focus: Focus, grain: Grain) -> Explanation | None:
    """What a step of that grain shows where it has come to; None at rest or where there is no such number."""
    record, before = trainer.record, trainer.before
    if record is None or before is None or not record.events:
        return None
    row = focus.example if focus.example in record.rows else int(record.rows[0])
    with np.errstate(all="ignore"):
        try:
            return explain_step(
                Book(LiveMoments(trainer)),
                trainer.shape,
                before.update,
                len(record.events),
                _reached(trainer, grain),
                Focus(focus.unit, row),
            )
        except ValueError:
            return None


def work_out(trainer: Trainer, grain: Grain, focus: Focus) -> Generator[None, None, TracedUpdate]:
    """Step a trainer at rest through its next update by that grain, coarser where a layer is too wide for it.

    By epoch it goes to the end of the epoch, and tells the last update.
    """
    update = trainer.updates
    steps: list[TracedStep] = []
    while trainer.updates == update and not trainer.problem:
        fitting, _ = fitting_step(trainer.shape, trainer.place, grain)
        yield from step_on(trainer, fitting)
        shown = shown_by_step(trainer, focus, fitting)
        if shown is not None and trainer.record is not None:
            last = trainer.record.events[-1]
            steps.append(TracedStep(last.phase, last.layer, shown))
    assert trainer.record is not None
    assert trainer.before is not None
    rows = [int(row) for row in trainer.record.rows]
    example = focus.example if focus.example in rows else rows[0]
    inputs = tuple(float(f"{x:.12g}") for x in trainer.run.data.raw(trainer.run.data.training, [example])[0])
    at = trainer.before  # by epoch the last of several updates
    return TracedUpdate(at.update, at.epoch, tuple(rows), example, inputs, tuple(steps))


def _reached(trainer: Trainer, grain: Grain) -> Cursor | None:
    """The cursor, or where the whole event is shown the stop and part by which a fine step came to its end."""
    if trainer.cursor is not None or grain > Grain.NEURON or trainer.record is None:
        return trainer.cursor
    shape, event = trainer.shape, len(trainer.record.events) - 1
    stop = shape.stops(event) - 1
    return Cursor(stop, shape.parts(event, stop) - 1 if grain is Grain.TERM else None)
