"""Whole updates with all their numbers, computed again from the record beside the run, which they do not disturb."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Generator

from engine.run.live_run import LiveRun
from engine.run.replay import replayed
from engine.run.trainer import Trainer
from engine.trace import Place, UpdateRecord, WeightsUpdated

MOST = 16

_Known = tuple[UpdateRecord | None, int]


class UpdateRecords:
    """The records asked for last, as many as there is room for, at least one."""

    def __init__(self, live: LiveRun) -> None:
        self._live = live
        self._known: OrderedDict[tuple[int, int], _Known] = OrderedDict()

    def find(self, update: int) -> Generator[None, None, UpdateRecord | None]:
        """The record of update number `update` (from 0), made or under way; None where the run diverged in it.

        Raises:
            ValueError: it has not been made yet, or its time can no longer be reached.
        """
        live, current = self._live, self._live.chronicle.current
        here = live.trainer.place
        under_way = here.events_done > 0 and here.update == update
        if update > current.tip or (update == current.tip and not under_way):
            raise ValueError(f"Update {update + 1:,} has not been made yet. Play on to it.")
        if update < current.first:
            raise ValueError(f"Update {update + 1:,} is no longer on record, which begins at {current.first + 1:,}.")
        stretch = current.stretch_at(update)
        key = (stretch.serial, update)
        if key not in self._known:
            trainer = yield from replayed(live.chronicle, live.trainer, stretch, Place(update))
            record = yield from _whole_update(trainer)
            self._known[key] = record, 0 if record is None else _bytes(record)
            self._make_room()
        self._known.move_to_end(key)
        return self._known[key][0]

    def _make_room(self) -> None:
        room = self._live.chronicle.room_beside
        while len(self._known) > 1 and (len(self._known) > MOST or self._bytes() > room):
            self._known.popitem(last=False)
        self._live.chronicle.note_beside(self._bytes())

    def _bytes(self) -> int:
        return sum(size for _, size in self._known.values())


def _whole_update(trainer: Trainer) -> Generator[None, None, UpdateRecord | None]:
    """The next update of a trainer that nobody else uses; its arrays become the record's."""
    if trainer.problem:
        return None
    trainer.stretch = None  # its numbers are NumPy's to the end, whoever made the update
    trainer.begin(keep=True)
    before, events, first = trainer.before, trainer.record, trainer.updates
    assert before is not None
    assert events is not None
    while trainer.in_update:
        if trainer.advance() is None:
            yield
    if trainer.updates == first:
        return None
    backend = trainer.backend
    for event in events.events:
        for name in event.__slots__:
            array = getattr(event, name)
            if hasattr(array, "flags"):
                array.flags.writeable = False
    for array in (backend.network.weights, *backend.slots.values()):
        array.flags.writeable = False
    return UpdateRecord(trainer.spec, before, events, backend.network.weights, backend.slots, backend.iterations)


def _bytes(record: UpdateRecord) -> int:
    """What a record takes: the weights and slots before and after, the gradient, and the numbers of the batch."""
    state = record.weights.nbytes + sum(slot.nbytes for slot in record.slots.values())
    computed = (event for event in record.events.events if not isinstance(event, WeightsUpdated))
    arrays = (getattr(event, name) for event in computed for name in event.__slots__)
    return 2 * state + sum(int(array.nbytes) for array in arrays if hasattr(array, "nbytes"))
