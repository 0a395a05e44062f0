"""What an archive holds, and its state as JSON; positions and names are checked before anyone uses them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from engine.catalog import metrics
from engine.catalog.arrays import Array
from engine.files.figure_text import Written, can_be, figures_of, written
from engine.safe_io import UnreadableFile
from engine.spec import ExperimentSpec, SpecError
from engine.spec.codec import decode, endless_number
from engine.spec.figure_words import AGAIN, VALIDATION
from engine.trace import Cursor, Place, RunState, normalised, update_shape

if TYPE_CHECKING:
    from engine.files.saved_course import SavedCourse

FORMAT = "chainrule-state"
VERSION = 2
READABLE = (1, 2)  # version 1 knows no steps finer than a layer
MAX_POSITION = 2**53


@dataclass(frozen=True, eq=False)
class SavedRun:
    """An experiment and, unless it was never run, where it stands and what was recorded.

    curves: the arrays of `Curves.to_arrays`. history: Keras's names, one list of figures each;
    epochs: the number from 0 of each finished epoch. course: all that is on record, the state being a place in
    it; states: those of each of its stretches. waiting: the experiment as it was last edited, if it has too few
    points to be run.
    """

    spec: ExperimentSpec
    state: RunState | None = None
    curves: Mapping[str, Array] = field(default_factory=dict)
    history: Mapping[str, list[float]] = field(default_factory=dict)
    epochs: tuple[int, ...] = ()
    course: "SavedCourse | None" = None
    states: tuple[tuple[RunState, ...], ...] = ()
    waiting: ExperimentSpec | None = None

    def is_finite(self) -> bool:
        """Whether one can go on from here: no weight, optimizer state or sum of losses is NaN or infinite."""
        if self.state is None:
            return True
        states = [self.state, *(state for stretch in self.states for state in stretch)]
        arrays = [array for state in states for array in (state.weights, *state.slots.values())]
        sums = [(state.running or {}).get("loss", 0.0) for state in states]
        return all(bool(np.isfinite(a).all()) for a in arrays) and all(math.isfinite(s) for s in sums)


@dataclass(frozen=True)
class _Position:
    """state.json without its format and version: RunState without its arrays, and the optimizer they belong to."""

    backend: str
    optimizer: str
    iterations: int
    update: int
    epoch: int
    seen: int
    events_done: int
    running: Written
    stop: int | None = None
    part: int | None = None


def figure_names() -> tuple[str, ...]:
    """The names a history may have: loss and every metric, for training, validation, and training again."""
    names = ("loss", *metrics.names())
    return (*names, *(f"{part}{name}" for part in (VALIDATION, AGAIN) for name in names))


def state_to_json(state: RunState, spec: ExperimentSpec) -> bytes:
    """The position as UTF-8 JSON; the arrays stand beside it."""
    position = _Position(
        backend=state.backend,
        optimizer=spec.training.optimizer.name,
        iterations=state.iterations,
        update=state.update,
        epoch=state.epoch,
        seen=state.seen,
        events_done=state.events_done,
        running=written(state.running or {}),
        stop=state.cursor.stop if state.cursor else None,
        part=state.cursor.part if state.cursor else None,
    )
    return msgspec.json.format(
        msgspec.json.encode({"format": FORMAT, "version": VERSION, "state": position}), indent=2
    )


def state_from_json(
    text: bytes, spec: ExperimentSpec, inputs: int, weights: Array, slots: Mapping[str, Array]
) -> RunState:
    """The state of a run of `spec` over so many inputs with these arrays.

    Raises:
        UnreadableFile: another format, a newer version, an unknown entry, or a number that cannot be.
    """
    position = _position(text)
    if position.optimizer != spec.training.optimizer.name:
        raise UnreadableFile(f'state.json: the optimizer "{position.optimizer}" is not the experiment\'s')
    for name in ("iterations", "update", "epoch", "seen", "events_done"):
        value = getattr(position, name)
        if not 0 <= value <= MAX_POSITION:
            raise UnreadableFile(f"state.json: {name} is {value:,}, which cannot be")
    place = _place(position, spec, inputs)
    unknown = sorted(set(position.running) - set(figure_names()))
    if unknown or not can_be(position.running) or isinstance(position.running.get("loss"), str):
        raise UnreadableFile(f"state.json: running has an impossible entry {' '.join(unknown)}".rstrip())
    return RunState(
        weights=weights,
        slots=dict(slots),
        iterations=position.iterations,
        update=position.update,
        epoch=position.epoch,
        seen=position.seen,
        events_done=place.events_done,
        running=figures_of(position.running),
        backend=position.backend,
        cursor=place.cursor,
    )


def _place(position: _Position, spec: ExperimentSpec, inputs: int) -> Place:
    cursor = None if position.stop is None else Cursor(position.stop, position.part)
    try:
        return normalised(update_shape(spec.network, inputs), Place(position.update, position.events_done, cursor))
    except ValueError as error:
        raise UnreadableFile(f"state.json: events_done, stop or part cannot be: {str(error).rstrip('.')}") from None


def _position(text: bytes) -> _Position:
    document = read_document(text, "state.json", FORMAT, READABLE)
    try:
        return decode(document.get("state"), _Position, "state")
    except SpecError as error:
        raise UnreadableFile(f"state.json: {str(error).rstrip('.')}") from None


def read_document(text: bytes, name: str, form: str, readable: Sequence[int]) -> dict[str, Any]:
    """The JSON object of an archive's member, of that format and one of these versions.

    Raises:
        UnreadableFile: it is something else; `name` is the member's.
    """
    try:
        document = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        place = endless_number(text)
        reason = f"{name}: {place} is no finite number" if place else f"{name} is not JSON ({error})"
        raise UnreadableFile(reason) from None
    if not isinstance(document, dict) or document.get("format") != form:
        raise UnreadableFile(f'{name} has no "format": "{form}"')
    if document.get("version") not in readable:
        raise UnreadableFile(
            f"{name} has version {document.get('version')!r} and this program reads up to {max(readable)}, "
            "so it needs the Chainrule that wrote it"
        )
    return document
