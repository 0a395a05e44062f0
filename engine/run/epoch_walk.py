"""The batches of a finished epoch, walked through once: their sizes, losses and metrics."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass

import numpy as np

from engine.catalog.arrays import Array, Rows
from engine.catalog.metrics import TOTALS
from engine.run.live_run import LiveRun
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
    current = live.chronicle.current
    updates = current.epoch_updates(epoch)
    trainer: Trainer | None = None
    sizes: list[int] = []
    figures: dict[str, list[float]] = {}
    for update in updates:
        stretch = current.stretch_at(update)
        if trainer is None or trainer.stretch is not stretch:
            trainer = yield from replayed(live.chronicle, live.trainer, stretch, Place(update))
        yield from trainer.finish()
        sizes.append(len(_rows(trainer)))
        for name, value in _figures(trainer).items():
            figures.setdefault(name, []).append(value)
    arrays = {name: np.array(values) for name, values in figures.items()}
    return EpochBatches(updates.start, np.array(sizes, dtype=np.int64), arrays)


def _rows(trainer: Trainer) -> Rows:
    assert trainer.record is not None
    return trainer.record.rows


def _figures(trainer: Trainer) -> dict[str, float]:
    """Loss and metrics of the batch just used."""
    record = trainer.record
    assert record is not None
    assert record.loss is not None
    last = record.forward[len(record.forward) - 1]
    figures = {"loss": record.loss.loss}
    for name, figure in trainer.run.figures.items():
        values = figure(record.loss.target, last.z, last.output)
        figures[name] = float(values.sum() if name in TOTALS else values.mean())
    return figures
