"""How a run goes on: playing, and steps of every grain, all of them through the same events."""

from collections.abc import Iterator

from engine.run.trainer import Trainer
from engine.trace import Grain, Place, event_count, next_place

SLOW = 4.0  # updates a second up to which playing shows the layers one after the other


def play(trainer: Trainer, rate: float | None) -> Iterator[float]:
    """Update after update at `rate` a second, None for flat out; yields the seconds to wait each time.

    Ends when the run diverges, or with the epoch in which the perceptron rule comes to its end.
    """
    slow = rate is not None and rate <= SLOW
    pieces = event_count(len(trainer.spec.network.layers)) if slow else 1
    wait = 0.0 if rate is None else 1.0 / (rate * pieces)
    trainer.watch.take_news()
    while not (trainer.problem or trainer.watch.take_news()):
        for _ in step(trainer, Grain.LAYER) if slow else trainer.finish():
            yield 0.0
        yield wait


def step(trainer: Trainer, grain: Grain) -> Iterator[None]:
    """One step of that grain, yielding at every breath."""
    if trainer.in_update and trainer.epoch.finished:
        yield from trainer.finish()  # all its events were shown, its epoch is still being judged
    if grain is Grain.EPOCH:
        number = trainer.epoch.number
        while trainer.epoch.number == number and not trainer.problem:
            yield from trainer.finish(keep=True)
    elif grain is Grain.BATCH:
        yield from trainer.finish(keep=True)
    else:
        yield from _show(trainer, grain)


def _show(trainer: Trainer, grain: Grain) -> Iterator[None]:
    """To the next boundary of a grain within an update."""
    if not trainer.in_update:
        trainer.begin(keep=True)
    assert trainer.record is not None
    shape, events = trainer.shape, trainer.record.events
    goal = next_place(shape, Place(0, len(events), trainer.cursor), grain)
    last = goal == Place(0, shape.events)
    trainer.cursor = None
    while trainer.in_update and (last or len(events) < goal.events_done):
        if trainer.advance() is None:
            yield
    if trainer.in_update:
        trainer.cursor = goal.cursor
