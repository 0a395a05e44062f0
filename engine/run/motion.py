"""How a run goes on: playing, and steps of every grain, all of them through the same events."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from engine.catalog.backends import TENSORFLOW
from engine.run.lane import makes_many, recorded_maker
from engine.run.live_run import LiveRun
from engine.run.many_updates import forward
from engine.run.obeying import obey
from engine.run.trainer import Trainer
from engine.trace import Event, Grain, event_count, next_place

SLOW = 4.0  # updates a second up to which playing shows the layers one after the other


def play(live: LiveRun, rate: float | None) -> Iterator[float]:
    """Update after update at `rate` a second, None for flat out; yields the seconds to wait each time.

    Flat out, TensorFlow makes many updates at one go where it computes. Up to SLOW updates a second the layers are
    shown one after the other. Ends when the run diverges, with
    the epoch in which the perceptron rule comes to its end, and where a stop rule says so.
    """
    slow = rate is not None and rate <= SLOW
    pieces = event_count(len(live.trainer.spec.network.layers)) if slow else 1
    wait = 0.0 if rate is None else 1.0 / (rate * pieces)
    live.trainer.watch.take_news()
    live.trainer.rules.take_news()
    while not (live.trainer.problem or live.trainer.watch.take_news()):
        for _ in step(live, Grain.LAYER) if slow else next_updates(live, math.inf if rate is None else 1):
            yield 0.0
        if live.trainer.rules.take_news():
            for _ in obey(live):
                yield 0.0
            return
        if not slow:
            live.cross()
        yield wait


def next_updates(live: LiveRun, most: float = 1, patient: bool = False) -> Iterator[None]:
    """The pieces to the end of the update under way, or of the next ones made at one go, without showing them.

    patient: wait for TensorFlow, where it is wanted, instead of going on with NumPy until it is there.
    """
    yield from live.judge_first()
    live.cross()
    trainer = live.trainer
    yield from forward(trainer, min(trainer.updates + most, live.next_change), patient)


def training(live: LiveRun, epochs: int | None, updates: int | None) -> Iterator[None]:
    """So many more epochs (1 unless given) or updates, fewer if the run diverges or a rule says so; with breaths.

    It can be left at a breath between updates, while it waits for TensorFlow, too.
    """
    trainer = live.trainer
    more = 1 if epochs is None and updates is None else epochs
    last_epoch = math.inf if more is None else trainer.epoch.number + more
    last_update = math.inf if updates is None else trainer.updates + updates
    while trainer.epoch.number < last_epoch and trainer.updates < last_update and not trainer.problem:
        live.trainer.rules.take_news()
        for _ in next_updates(live, last_update - trainer.updates, patient=True):
            if not live.trainer.in_update:
                yield
        if live.trainer.rules.take_news():
            yield from obey(live)
            return
        live.cross()
        trainer = live.trainer


def train(live: LiveRun, epochs: int | None, updates: int | None) -> None:
    """`training` at one go."""
    for _ in training(live, epochs, updates):
        pass


def step(live: LiveRun, grain: Grain) -> Iterator[None]:
    """One step of that grain, yielding at every breath; where the record has a change, that is a step of its own.

    With an epoch that stops the run it does what playing does: the best weights come back, if that is wanted.
    """
    yield from begin_stepping(live)
    trainer = live.trainer
    if not trainer.in_update and live.cross():
        return
    if recorded_maker(trainer) == TENSORFLOW:
        yield from trainer.lane.needed(trainer.updates)
    trainer.rules.take_news()
    yield from step_on(trainer, grain, live.at_change)
    if trainer.rules.take_news() and not live.at_change():
        yield from obey(live)
    if trainer is not live.trainer:
        return
    closed = not trainer.in_update and trainer.place.update < trainer.updates
    if closed and trainer.updates == live.rest and not live.at_change():
        trainer.rest()


def step_on(trainer: Trainer, grain: Grain, stop: Callable[[], bool] = lambda: False) -> Iterator[None]:
    """One step of that grain with a trainer alone; an epoch ends where `stop` says so, too."""
    if grain is Grain.EPOCH:
        number, run = trainer.epoch.number, trainer.run
        while trainer.epoch.number == number and not trainer.problem and not stop():
            last = trainer.updates + run.batches - 1 - run.batches_done(trainer.epoch.seen)
            if trainer.updates < last and not trainer.in_update and makes_many(trainer):
                yield from forward(trainer, last)
            else:
                yield from trainer.finish(keep=True)  # the last one is shown
    elif grain is Grain.BATCH:
        yield from trainer.finish(keep=True)
    else:
        if not trainer.in_update:
            trainer.begin(keep=True)
        yield from trainer.show(next_place(trainer.shape, trainer.place, grain))


def begin_stepping(live: LiveRun) -> Iterator[None]:
    """Be ready for a step to or fro; remember a place at rest, to show it again when it is passed."""
    yield from live.settle()
    trainer = live.trainer
    if trainer.in_update and trainer.before is None:
        trainer.forget_pass()  # played as far as a breath: its beginning is where the run rests
    if not trainer.place.events_done:
        live.cross()
        if not stands_at(live, trainer.updates):
            live.rest = trainer.updates


def stands_at(live: LiveRun, update: int) -> bool:
    """Whether the moment after `update` updates is drawn at rest, not as the whole update before it."""
    current = live.chronicle.current
    return update in (live.rest, current.first) or current.stretch_at(update).start == update


def trace(live: LiveRun) -> Iterator[Event]:
    """The events of the next update, or of the rest of the one under way, in order."""
    if not live.trainer.in_update:
        for _ in live.judge_first():
            pass
        live.cross()
        live.trainer.begin(keep=True)
    trainer, record = live.trainer, live.trainer.record
    assert record is not None
    seen = len(record.events)
    while trainer.in_update:
        trainer.advance()
        yield from record.events[seen:]
        seen = len(record.events)
