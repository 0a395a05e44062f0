"""Computing a moment on record again, exactly: from the nearest state that is known, without recording."""

from __future__ import annotations

from collections.abc import Generator, Iterator

from engine.data import load
from engine.history import Chronicle, Stretch
from engine.history.curves import Point
from engine.history.packing import kept_bytes
from engine.run.at_once import at_once
from engine.run.batches import RunData
from engine.run.many_updates import batches_of, forward
from engine.run.trainer import Trainer, new_trainer
from engine.trace import Place, RunState


def trainer_at(stretch: Stretch, state: RunState, here: Trainer) -> Trainer:
    """A trainer of its own in a state of that stretch, without a chronicle; `here` lends its data if they serve."""
    run = here.run if stretch.spec == here.spec else RunData(stretch.spec, load(stretch.spec.data))
    trainer = new_trainer(stretch.spec, run)
    trainer.restore(state)
    trainer.stretch = stretch
    return trainer


def replayed(
    chronicle: Chronicle, here: Trainer, stretch: Stretch, place: Place
) -> Generator[None, None, Trainer]:
    """A trainer of its own at that place; yields between updates and at each breath.

    It ends before, with its problem said, where the run diverged.

    Raises:
        NotRepeatable: TensorFlow made some of the updates, and cannot be had here.
    """
    trainer = trainer_at(stretch, _known_state(chronicle, here, stretch, place.update), here)
    state_bytes = kept_bytes(stretch.kept[0])
    footholds = footholds_between(trainer.updates, place.update, chronicle.near_room // state_bytes)
    while trainer.updates < place.update and not trainer.problem:
        goal = min((each for each in footholds if each > trainer.updates), default=place.update)
        yield from forward(trainer, goal)
        if trainer.updates in footholds and not trainer.problem:
            chronicle.keep_near(stretch, stretch.packing.pack(trainer.live_state()))
    if not trainer.problem:
        trainer.rest()
        yield from trainer.show(place)
    return trainer


def losses(chronicle: Chronicle, here: Trainer, updates: range) -> Iterator[Point]:
    """(position in epochs, loss) of recorded updates (from 0), as the curves had them."""
    replay: Trainer | None = None
    for update in updates:
        stretch = chronicle.current.stretch_at(update)
        if replay is None or replay.stretch is not stretch:
            replay = at_once(replayed(chronicle, here, stretch, Place(update)))
        for _ in forward(replay, update + 1):
            pass
        yield replay.epoch.position, batches_of(replay)[0][1]


def footholds_between(start: int, goal: int, room: int) -> set[int]:
    """Up to `room` moments at which to keep states on the way, denser towards the goal: to step back from it.

    Their distances from the goal are powers of two, so that going back to any of them costs no more
    updates than have been gone back.
    """
    distances = [1 << power for power in range((goal - start).bit_length()) if 1 << power < goal - start]
    if 0 <= room < len(distances):
        middles = (len(distances) * (2 * index + 1) // (2 * room) for index in range(room))
        distances = [distances[middle] for middle in middles]
    return {goal - distance for distance in distances}


def _known_state(chronicle: Chronicle, here: Trainer, stretch: Stretch, update: int) -> RunState:
    """The last state of that stretch at or before that update that is known: kept, or where the run is now."""
    kept = chronicle.nearest(stretch, update)
    assert kept is not None, "nothing is known of the time before the first kept state"
    known = stretch.packing.unpack(kept)
    if here.stretch is None or here.stretch.serial != stretch.serial:
        return known
    judging = here.in_update and here.epoch.finished
    mine = [] if judging or here.problem or (here.in_update and here.before) else [here.live_state()]
    mine += [] if here.before is None else [here.before]
    fitting = [state for state in (known, *mine) if state.update <= update]
    return max(fitting, key=lambda state: state.update)
