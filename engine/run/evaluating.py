"""The figures of a part of the data with the weights as they are, by whatever computes the run."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

from engine.backends.one_thread import on_one_thread
from engine.data import Split
from engine.passes.evaluation import evaluate, told
from engine.passes.forward import layer_work

if TYPE_CHECKING:
    from engine.run.trainer import Trainer

LARGE_WORK = 100_000_000  # from which on outputs that differ in the last digits of single precision are worth it


def evaluation(trainer: Trainer, part: Split) -> Generator[None, None, dict[str, float]]:
    """Loss and metrics of a part of the data, with a breath (None) between blocks."""
    run, network = trainer.run, trainer.backend.network
    target = run.target if part is run.data.training else run.targets(part)
    large = len(part) * sum(layer_work(layer) for layer in network.layers) >= LARGE_WORK
    answers = trainer.lane.answers(part.x) if large else None
    work = evaluate(network, trainer.objective, run.figures, part.x, target, answers)
    figures = yield from on_one_thread(work) if trainer.lane.has_company else work
    return told(figures, run.metrics)
