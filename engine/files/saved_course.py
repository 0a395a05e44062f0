"""The recorded course of a run in a file: its experiments in their order, and states to compute it again from."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from engine.catalog.arrays import Array
from engine.catalog.backends import NUMPY, TENSORFLOW
from engine.files.figure_text import Written, can_be, figures_of
from engine.files.parts import check_biases, checked, finite, slot_sizes
from engine.files.saved_run import MAX_POSITION, figure_names, read_document
from engine.safe_io import SafeZip, UnreadableFile
from engine.spec import DataInfo, ExperimentSpec, SpecError
from engine.spec.codec import decode, encode
from engine.trace import RunState

FORMAT = "chainrule-course"
VERSION = 1
COURSE = "course.json"
MAX_BYTES = 2**25
MAX_STRETCHES = 20_000
MAX_STATES = MAX_STRETCHES + 2_000

@dataclass(frozen=True)
class SavedState:
    """A kept state without its arrays."""

    update: int
    epoch: int
    seen: int
    iterations: int
    running: Written = field(default_factory=dict)


@dataclass(frozen=True)
class SavedStretch:
    """A stretch of the course: from `start` on under one experiment; text None: it does not begin with a change.

    by_hand, judged, figures: as in `engine.history.Stretch`. made_by: from which update on which backend made them,
    none meaning NumPy.
    """

    start: int
    experiment: ExperimentSpec
    states: tuple[SavedState, ...]
    text: str | None = None
    by_hand: bool = False
    judged: ExperimentSpec | None = None
    figures: Written = field(default_factory=dict)
    made_by: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class SavedCourse:
    """tip: the last update on record; here: in which stretch the run stands. The arrays of states stand beside it."""

    tip: int
    here: int
    stretches: tuple[SavedStretch, ...]


def course_to_json(course: SavedCourse) -> bytes:
    """The course without its arrays, as UTF-8 JSON."""
    return encode({"format": FORMAT, "version": VERSION, "course": course})


def course_from_json(text: bytes) -> SavedCourse:
    """The course written by `course_to_json`; whether it can be, `check_course` says.

    Raises:
        UnreadableFile: another format, a newer version, an unknown entry or a wrong type.
    """
    document = read_document(text, "course.json", FORMAT, (VERSION,))
    try:
        return decode(document.get("course"), SavedCourse, "course")
    except SpecError as error:
        raise UnreadableFile(f"course.json: {str(error).rstrip('.')}") from None


def states_of(stretch: SavedStretch, rows: Array, slots: Mapping[str, int]) -> Iterator[RunState]:
    """The states of a stretch with their arrays: a row has the weights and then the optimizer's vectors."""
    for state, row in zip(stretch.states, rows, strict=True):
        start = len(row) - sum(slots.values())
        vectors: dict[str, Array] = {}
        weights = row[:start]
        for name, size in slots.items():
            vectors[name] = row[start : start + size]
            start += size
        place = state.iterations, state.update, state.epoch, state.seen
        yield RunState(weights, vectors, *place, running=figures_of(state.running))


def row_of(state: RunState) -> Array:
    """The arrays of a state one after the other."""
    return np.concatenate((state.weights, *state.slots.values()))


def read_course(
    archive: SafeZip, position: RunState, spec: ExperimentSpec, recorded: int
) -> tuple[SavedCourse | None, tuple[tuple[RunState, ...], ...]]:
    """The course in an archive and the states of its stretches; neither where the archive has none.

    position, spec: where the run stands; recorded: how many updates its curves have.

    Raises:
        UnreadableFile: it cannot be the course of that run.
    """
    if COURSE not in archive.names:
        return None, ()
    course = course_from_json(archive.read(COURSE, MAX_BYTES))
    experiments = [stretch.experiment for stretch in course.stretches]
    infos = [checked(experiment) for experiment in experiments]
    check_course(course, position, infos, recorded)
    if experiments[course.here] != spec:
        raise _impossible("where the run stands it has another experiment")
    sizes = [e.network.vector_size(len(info.inputs)) for e, info in zip(experiments, infos, strict=True)]
    slots = [slot_sizes(experiment, size) for experiment, size in zip(experiments, sizes, strict=True)]
    shapes = [
        (len(stretch.states), size + sum(slot.values()))
        for stretch, size, slot in zip(course.stretches, sizes, slots, strict=True)
    ]
    numbers = finite(archive, "course", (sum(count * width for count, width in shapes),))
    states, start = [], 0
    counts = [len(info.inputs) for info in infos]
    for stretch, (count, width), slot, size, inputs in zip(
        course.stretches, shapes, slots, sizes, counts, strict=True
    ):
        rows = numbers[start : start + count * width].reshape(count, width)
        check_biases(stretch.experiment, inputs, rows[:, :size])
        states.append(tuple(states_of(stretch, rows, slot)))
        start += count * width
    return course, tuple(states)


def check_course(course: SavedCourse, position: RunState, infos: Sequence[DataInfo], recorded: int) -> None:
    """Whether a course can be: moments in order, within its data, and around the position of the run.

    infos: what is known of each stretch's data; recorded: how many updates the curves have.

    Raises:
        UnreadableFile: where it cannot.
    """
    stretches, tip = course.stretches, course.tip
    if not 0 < len(stretches) <= MAX_STRETCHES or not 0 <= course.here < len(stretches):
        raise _impossible("it has no stretch where the run stands")
    if sum(len(stretch.states) for stretch in stretches) > MAX_STATES:
        raise _impossible(f"it has more than {MAX_STATES:,} states")
    ends = [*(stretch.start for stretch in stretches[1:]), tip]
    for index, (stretch, end, info) in enumerate(zip(stretches, ends, infos, strict=True)):
        _check_stretch(index, stretch, end, info, is_last=index == len(stretches) - 1)
    if any(a.start >= b.start for a, b in itertools.pairwise(stretches)) or not recorded <= tip <= MAX_POSITION:
        raise _impossible("its updates are not in order")
    here = stretches[course.here]
    if not here.states[0].update <= position.update <= ends[course.here]:
        raise _impossible(f"the run stands at update {position.update:,}, outside its stretch")


def _check_stretch(index: int, stretch: SavedStretch, end: int, info: DataInfo, is_last: bool) -> None:
    updates = [state.update for state in stretch.states]
    rising = all(a < b for a, b in itertools.pairwise(updates))
    if not updates or not rising or not 0 <= stretch.start <= updates[0] or updates[-1] > end:
        raise _impossible(f"the states of stretch {index + 1} are not in order")
    if index and updates[0] != stretch.start:
        raise _impossible(f"stretch {index + 1} has no first state")
    for state in stretch.states:
        whole = (state.update, state.epoch, state.iterations)
        if not all(0 <= number <= MAX_POSITION for number in whole) or not 0 <= state.seen < info.training_count:
            raise _impossible(f"a state of stretch {index + 1} has an impossible position")
        _check_figures(state.running, index)
    _check_figures(stretch.figures, index)
    first = [update for update, _ in stretch.made_by]
    makers = {name for _, name in stretch.made_by}
    if any(a >= b for a, b in itertools.pairwise(first)) or any(not stretch.start <= u < end for u in first):
        raise _impossible(f"who made the updates of stretch {index + 1} is not in order")
    if makers - {NUMPY, TENSORFLOW}:
        raise _impossible(f"the updates of stretch {index + 1} were made by an unknown backend")


def _check_figures(figures: Mapping[str, float | str], index: int) -> None:
    if set(figures) - set(figure_names()) or not can_be(figures):
        raise _impossible(f"stretch {index + 1} has an impossible figure")


def _impossible(why: str) -> UnreadableFile:
    return UnreadableFile(f"course.json cannot be: {why}")
