"""What of a run's course goes into a file, and a course out of one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.data import data_info
from engine.files import SavedCourse, SavedRun, SavedState, SavedStretch, refs_of
from engine.files.figure_text import figures_of, written
from engine.history import Curves, Stretch
from engine.history.makers import Makers
from engine.history.packing import Kept, arrays_of, update_of
from engine.run.live_run import LiveRun
from engine.trace import RunState

MOST_STATES = 2_000  # beside those with which stretches begin
MOST_STRETCHES = 1_000  # up to the one in which the run stands; the beginnings of older ones are given up
MOST_BYTES = 32 * 2**20

Chosen = tuple[Stretch, list[RunState]]


def saved_run(live: LiveRun) -> SavedRun:
    """Everything to go on from, and to go back to: what a file holds."""
    for _ in live.settle():
        pass
    state, current = live.trainer.state(), live.chronicle.current
    course, states = saved_course(live)
    history = current.history
    curves = current.curves.to_arrays()
    return SavedRun(live.trainer.spec, state, curves, history.history, tuple(history.epoch), course, states)


def restore(live: LiveRun, saved: SavedRun) -> None:
    """Go on with a saved run of the same spec.

    Raises:
        KeyError, ValueError: it does not fit.
    """
    if saved.state is None:
        return
    curves = Curves.from_arrays(saved.curves, epochs=saved.epochs)
    if saved.course is None:
        live.restore(saved.state, curves)
        return
    inputs = [len(data_info(stretch.experiment.data).inputs) for stretch in saved.course.stretches]
    stretches = restored_stretches(saved.course, saved.states, inputs)
    live.restore(saved.state, curves, stretches, saved.course.here, saved.course.tip)


def saved_course(live: LiveRun) -> tuple[SavedCourse, tuple[tuple[RunState, ...], ...]]:
    """The current course and the states to keep of each of its stretches, as many as a file has room for.

    Always among them: the beginning of the update under way, and how every later stretch begins.
    """
    current, trainer = live.chronicle.current, live.trainer
    state = trainer.before if trainer.in_update and trainer.before is not None else trainer.live_state()
    here = current.stretches.index(live.stretch)
    chosen: list[Chosen] = [(live.stretch, [state])]
    room = MOST_BYTES - _bytes(state)
    columns = {column.cells_digest for ref in refs_of(trainer.spec) for column in ref.table.columns}
    for stretch in current.stretches[here + 1 :]:
        first = stretch.packing.unpack(stretch.kept[0])
        chosen.append((stretch, [first]))
        room -= _bytes(first) + _column_bytes(stretch, columns)
    for stretch in current.stretches[here::-1][:MOST_STRETCHES]:
        first = stretch.packing.unpack(stretch.kept[0])
        size = _bytes(first) + _column_bytes(stretch, columns)
        if room < size or not _is_finite(first):
            break
        room -= size
        if stretch is not live.stretch:
            chosen.insert(0, (stretch, [first]))
        elif first.update < state.update:
            chosen[0][1].insert(0, first)
    _add_between(chosen, room)
    stretches = tuple(_saved(stretch, states) for stretch, states in chosen)
    standing = [stretch for stretch, _ in chosen].index(live.stretch)
    return SavedCourse(current.tip, standing, stretches), tuple(tuple(states) for _, states in chosen)


def restored_stretches(
    course: SavedCourse, states: Sequence[Sequence[RunState]], inputs: Sequence[int]
) -> list[Stretch]:
    """The stretches of a saved course with their states; `inputs` of each one's network."""
    stretches = []
    ends = [*(saved.start for saved in course.stretches[1:]), course.tip]
    for saved, kept, count, end in zip(course.stretches, states, inputs, ends, strict=True):
        stretch = Stretch(saved.experiment, count, kept[0], saved.text, saved.by_hand)
        stretch.start, stretch.judged, stretch.figures = saved.start, saved.judged, figures_of(saved.figures)
        stretch.makers = Makers(saved.start, end, saved.made_by)
        for state in kept[1:]:
            stretch.keep(stretch.packing.pack(state))
        stretches.append(stretch)
    return stretches


def _add_between(chosen: list[Chosen], room: int) -> None:
    """Further kept states of the stretches, evenly thinned until they fit."""
    found: list[tuple[int, Kept]] = []
    for index, (stretch, states) in enumerate(chosen):
        known = {state.update for state in states}
        first = min(known)
        found += [(index, k) for k in stretch.kept if update_of(k) > first and update_of(k) not in known]
    size = sum(sum(array.nbytes for array in arrays_of(kept)) for _, kept in found)
    thinning = 1
    while size > thinning * max(room, 0) or len(found) > thinning * MOST_STATES:
        thinning *= 2
        if thinning > len(found):
            return
    for index, kept in found[thinning - 1 :: thinning]:
        stretch, states = chosen[index]
        state = stretch.packing.unpack(kept)
        if _is_finite(state):
            states.append(state)
    for _, states in chosen:
        states.sort(key=lambda state: state.update)


def _saved(stretch: Stretch, states: Sequence[RunState]) -> SavedStretch:
    return SavedStretch(
        start=stretch.start,
        experiment=stretch.spec,
        states=tuple(
            SavedState(state.update, state.epoch, state.seen, state.iterations, written(state.running or {}))
            for state in states
        ),
        text=stretch.text if stretch.changed else None,
        by_hand=stretch.by_hand,
        judged=stretch.judged,
        figures=written(stretch.figures),
        made_by=stretch.makers.runs,
    )


def _column_bytes(stretch: Stretch, known: set[str]) -> int:
    """What the columns of tables take that this stretch adds to those known."""
    columns = (column for ref in refs_of(stretch.spec) for column in ref.table.columns)
    added = {column.cells_digest: column.values.nbytes for column in columns if column.cells_digest not in known}
    known |= added.keys()
    return sum(added.values())


def _bytes(state: RunState) -> int:
    return state.weights.nbytes + sum(slot.nbytes for slot in state.slots.values())


def _is_finite(state: RunState) -> bool:
    return all(bool(np.isfinite(array).all()) for array in (state.weights, *state.slots.values()))
