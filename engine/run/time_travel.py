"""Going to any moment on record: by number, a step back, or over to a branch; on the way nothing is recorded."""

from __future__ import annotations

from collections.abc import Iterator

from engine.formula import counted
from engine.history import Stretch
from engine.history.packing import update_of
from engine.run.lane import NotRepeatable
from engine.run.live_run import LiveRun
from engine.run.motion import begin_stepping, stands_at
from engine.run.replay import replayed
from engine.trace import Cursor, Grain, Place, normalised, previous_place


def seek(live: LiveRun, update: int, events: int = 0, cursor: Cursor | None = None) -> Iterator[None]:
    """To that moment, or the nearest one that can be reached; until the end the run stays where it is.

    Without the TensorFlow that made its updates it is the nearest moment that is kept, which `live.unreachable` says.

    Raises:
        ValueError: an update of that network has no such events.
    """
    yield from live.settle()
    current = live.chronicle.current
    reachable = min(max(update, current.first), current.tip)
    stretch = current.stretch_at(reachable)
    place = normalised(stretch.shape, Place(reachable, events, cursor))
    if reachable != update or (reachable == current.tip and place == Place(reachable, stretch.shape.events)):
        place = Place(reachable)
    try:
        yield from _go(live, stretch, place)
    except NotRepeatable as error:
        kept = live.chronicle.nearest(stretch, reachable)
        assert kept is not None, "a stretch has its first state at least"
        near = update_of(kept)
        yield from _go(live, stretch, Place(near))
        live.unreachable = f"{error} Shown is the moment after {counted(near, 'update')}, the nearest that is kept."


def back(live: LiveRun, grain: Grain) -> Iterator[None]:
    """One step of that grain back, through the places that steps forward go through; at the first moment nothing."""
    yield from begin_stepping(live)
    stretch, here = live.stretch, live.trainer.place
    if not here.events_done:
        if here.update <= live.chronicle.current.first:
            return
        if here.update == stretch.start:
            yield from _go_to_end_of(live, here.update - 1)
            return
        here = Place(here.update - 1, stretch.shape.events)
    target = previous_place(stretch.shape, here, grain)
    if grain is Grain.EPOCH:
        target = Place(max(live.chronicle.current.epoch_end_before(here.update + 1), stretch.start))
    if target.events_done or stands_at(live, target.update):
        yield from _go(live, stretch, target)
    else:
        yield from _go_to_end_of(live, target.update - 1)


def switch(live: LiveRun, number: int) -> Iterator[None]:
    """Over to the end of a kept branch; the course shown until now is kept in its place.

    Raises:
        ValueError: there is no such branch.
    """
    branch = live.chronicle.find(number)
    yield from live.settle()
    stretch = branch.stretches[-1]
    trainer = yield from replayed(live.chronicle, live.trainer, stretch, Place(branch.tip))
    live.chronicle.switch(branch)
    live.adopt(trainer, stretch)


def _go_to_end_of(live: LiveRun, update: int) -> Iterator[None]:
    stretch = live.chronicle.current.stretch_at(update)
    yield from _go(live, stretch, Place(update, stretch.shape.events))


def _go(live: LiveRun, stretch: Stretch, place: Place) -> Iterator[None]:
    trainer, here = live.trainer, live.trainer.place
    computed = stretch is live.stretch and trainer.in_update and here.events_done > 0
    if computed and (here.update, here.events_done) == (place.update, place.events_done):
        trainer.cursor = place.cursor
        return
    trainer = yield from replayed(live.chronicle, live.trainer, stretch, place)
    live.adopt(trainer, stretch)
