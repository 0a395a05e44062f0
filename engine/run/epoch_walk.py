"""The batches of a finished epoch, walked through once: their sizes, losses and metrics."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass

import numpy as np

from engine.catalog.arrays import Array, Rows
from engine.catalog.metrics import TOTALS
from engine.run.live_run import LiveRun
from engine.run.many_updates import batches_of, forward
from engine.run.replay import replayed
from engine.run.trainer import Trainer
from engine.trace import Place


@dataclass(frozen=True, eq=False)
class EpochBatches:
    """An epoch's batches in their order: `first` is the first one's update (from 0), sizes (batches,) count examples.

    figures (batches,) by name: loss, and each metric as its mean over the batch, or its total where it counts.
    """

    first: int
    sizes: Rows
    figures: Mapping[str, Array]


def walk_epoch(live: LiveRun, epoch: int) -> Generator[None, None, EpochBatches]:
    """The batches of a finished epoch (from 0), computed again beside the run; yields at each breath.

    Raises:
        ValueError: that epoch has not ended.
    """
    return (yield from walk_updates(live, live.chronicle.current.epoch_updates(epoch)))


def walk_updates(live: LiveRun, updates: range) -> Generator[None, None, EpochBatches]:
    """The batches of these updates of one epoch (from 0), computed again beside the run; yields at each breath."""
    current = live.chronicle.current
    trainer: Trainer | None = None
    sizes: list[int] = []
    figures: dict[str, list[float]] = {}
    here = updates.start
    while here < updates.stop:
        stretch = current.stretch_at(here)
        if trainer is None or trainer.stretch is not stretch:
            trainer = yield from replayed(live.chronicle, live.trainer, stretch, Place(here))
        following = current.after(stretch)
        yield from forward(trainer, updates.stop if following is None else min(updates.stop, following.start))
        for size, loss, totals in batches_of(trainer):
            sizes.append(size)
            for name, value in _figures(size, loss, totals).items():
                figures.setdefault(name, []).append(value)
        if trainer.updates <= here:
            break  # it diverged here
        here = trainer.updates
    arrays = {name: np.array(values) for name, values in figures.items()}
    return EpochBatches(updates.start, np.array(sizes, dtype=np.int64), arrays)


def _figures(size: int, loss: float, totals: Mapping[str, float]) -> dict[str, float]:
    """Loss and metrics of a batch: means over its examples, or totals where they count."""
    means = {name: total if name in TOTALS else total / size for name, total in totals.items()}
    return {"loss": loss, **means}
