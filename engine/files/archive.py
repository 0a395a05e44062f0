"""The .chainrule archive: some JSON and arrays/*.npy in a zip; docs/file-format.md describes it."""

import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import numpy as np

from engine.catalog import optimizers
from engine.catalog.arrays import Array
from engine.data import why_waiting
from engine.files.atomic import UnwritableFile, check_writable, previous_version, write_whole
from engine.files.parts import array, check_biases, checked_experiment, finite, slot_sizes
from engine.files.saved_course import COURSE, course_to_json, read_course, row_of
from engine.files.saved_run import (
    MAX_POSITION,
    SavedRun,
    figure_names,
    state_from_json,
    state_to_json,
)
from engine.files.saved_tables import MAX_TABLES, check_tables, is_table, read_tables, tables_of, write_tables
from engine.safe_io import SafeZip, UnreadableFile, read_capped
from engine.spec import DataInfo, ExperimentSpec, to_json
from engine.spec.figure_words import NOT_A_NUMBER
from engine.spec.perceptron import CYCLE
from engine.spec.stop_spec import STOPPED

SUFFIX = ".chainrule"
MAX_JSON_BYTES = 2**20
MAX_MEMBERS = 400  # beside those of tables
CURVE_SHAPES: dict[str, tuple[int | None, ...]] = {
    "updates": (None, 4),
    "bucket": (1,),
    "pending": (None, 2),
    "epochs": (None,),
    "epoch_updates": (None,),
}
EXPERIMENT, WAITING = "experiment.json", "waiting.json"
MAY_BE_MISSING = "epoch_updates"
MAY_BE_NAN = "epoch."
_DATE = (1980, 1, 1, 0, 0, 0)  # the same run gives the same bytes
_OWNER_READS_AND_WRITES = 0o100644 << 16


def write_archive(path: Path, run: SavedRun) -> None:
    """Save a run; whole or not at all, the version before it is kept as NAME.chainrule~.

    Raises:
        UnwritableFile: the place cannot be written, or the run has no finite numbers to go on from.
    """
    _check_suffix(path)
    if not run.is_finite():
        raise UnwritableFile(
            f'Cannot write "{path}": this run has diverged, its numbers are no longer finite. Reset it, then save.'
        )
    write_whole(path, lambda file: _write_zip(file, run), keep_previous=True)


def check_archive_path(path: Path) -> None:
    """Whether a run can be saved there, found out before it is trained.

    Raises:
        UnwritableFile: it cannot.
    """
    _check_suffix(path)
    check_writable(path)


def _check_suffix(path: Path) -> None:
    if path.suffix != SUFFIX:
        raise UnwritableFile(f'Cannot write "{path}": a saved run ends in {SUFFIX}. Add that to its name.')


def read_experiment(path: Path) -> SavedRun:
    """The experiment in a .chainrule archive, or in the JSON of an experiment alone (then without a state).

    Nothing in the file is executed; every size is checked before memory is taken.

    Raises:
        UnreadableFile: one sentence with the file, the place and the cure.
    """
    try:
        start = read_start(path)
        if start[:2] == b"PK":
            with SafeZip(path, MAX_MEMBERS + 2 * MAX_TABLES) as archive:
                return _read_zip(archive)
        text = read_capped(path, MAX_JSON_BYTES)
        if start.lstrip()[:1] != b"{":
            raise UnreadableFile("it is no Chainrule file")
        return SavedRun(checked_experiment(text)[0])
    except UnreadableFile as error:
        sentence = str(error) if str(error).endswith(".") else f"{error}. {_cure(path)}"
        raise error.saying(f'Cannot open "{path}": {sentence}') from None


def read_start(path: Path) -> bytes:
    """The first bytes of a file; none if it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(64)
    except OSError:
        return b""


def _cure(path: Path) -> str:
    before = previous_version(path)
    return f'Open the version before it, "{before.name}".' if before.is_file() else "Choose another file."


# Writing


def _write_zip(file: BinaryIO, run: SavedRun) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(_member(EXPERIMENT, zipfile.ZIP_DEFLATED), to_json(run.spec))
        if run.waiting is not None:
            archive.writestr(_member(WAITING, zipfile.ZIP_DEFLATED), to_json(run.waiting))
        write_tables(archive, tables_of(run).values(), _member)
        if run.state is None:
            return
        archive.writestr(_member("state.json", zipfile.ZIP_DEFLATED), state_to_json(run.state, run.spec))
        if run.course is not None:
            archive.writestr(_member(COURSE, zipfile.ZIP_DEFLATED), course_to_json(run.course))
        for name, array in _arrays_of(run).items():
            with archive.open(_member(f"arrays/{name}.npy", zipfile.ZIP_STORED), "w") as stream:
                plain = np.ascontiguousarray(array, "<f8")
                np.lib.format.write_array(stream, plain, (1, 0), allow_pickle=False)


def _arrays_of(run: SavedRun) -> dict[str, Array]:
    assert run.state is not None
    arrays = {"weights": run.state.weights}
    arrays |= {f"slots.{name}": slot for name, slot in run.state.slots.items()}
    arrays |= {f"curves.{name}": curve for name, curve in run.curves.items()}
    arrays["history.epochs"] = np.array(run.epochs, dtype=np.float64)
    if run.course is not None:
        arrays["course"] = np.concatenate([row_of(state) for states in run.states for state in states])
    return arrays | {f"history.{name}": np.array(values, np.float64) for name, values in run.history.items()}


def _member(name: str, packing: int) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _DATE)
    member.compress_type = packing
    member.external_attr = _OWNER_READS_AND_WRITES
    return member


# Reading


def _read_zip(archive: SafeZip) -> SavedRun:
    others = sum(not is_table(name) for name in archive.names)
    if others > MAX_MEMBERS:
        raise UnreadableFile(f"it has {others} parts; the limit is {MAX_MEMBERS}")
    tables = read_tables(archive)
    run = replace(_read_run(archive), waiting=_read_waiting(archive))
    check_tables(tables, run)
    return run


def _read_run(archive: SafeZip) -> SavedRun:
    if EXPERIMENT not in archive.names:
        raise UnreadableFile(f"it is no Chainrule archive (it holds no {EXPERIMENT})")
    spec, info = _read_spec(archive, EXPERIMENT)
    slots = optimizers[spec.training.optimizer.name].slots
    allowed = _allowed_names(slots)
    for name in archive.names:
        if name not in allowed and not is_table(name):
            raise UnreadableFile(f"it has an unknown part, {name}")
    if all(name in (EXPERIMENT, WAITING) or is_table(name) for name in archive.names):
        return SavedRun(spec)
    size = spec.network.vector_size(len(info.inputs))
    weights = finite(archive, "weights", (size,))
    check_biases(spec, len(info.inputs), weights)
    vectors = {name: finite(archive, f"slots.{name}", (length,)) for name, length in slot_sizes(spec, size).items()}
    state = state_from_json(archive.read("state.json", MAX_JSON_BYTES), spec, len(info.inputs), weights, vectors)
    curves = {name: _curve(archive, name) for name in _present(archive, "curves.")}
    history = {name: array(archive, f"history.{name}", (None,)).tolist() for name in _present(archive, "history.")}
    epochs = _whole_numbers(history.pop("epochs", []), "history.epochs", "epoch")
    if any(len(values) > len(epochs) for values in history.values()):
        raise UnreadableFile("arrays/history.epochs.npy is shorter than a figure's history")
    course, states = read_course(archive, state, spec, _recorded(_complete(curves)))
    return SavedRun(spec, state, curves, history, epochs, course, states)


def _read_spec(archive: SafeZip, name: str) -> tuple[ExperimentSpec, DataInfo]:
    try:
        return checked_experiment(archive.read(name, MAX_JSON_BYTES))
    except UnreadableFile as error:
        raise error.saying(f"{name}: {error}") from None


def _read_waiting(archive: SafeZip) -> ExperimentSpec | None:
    """The experiment that waits for more points set by hand, if there is one."""
    if WAITING not in archive.names:
        return None
    spec, _ = _read_spec(archive, WAITING)
    if not why_waiting(spec.data):
        raise UnreadableFile(f"{WAITING}: it has all the points that it needs")
    return spec


def _recorded(curves: Mapping[str, Array]) -> int:
    return int(len(curves["updates"]) * curves["bucket"][0] + len(curves["pending"]))


def _allowed_names(slots: tuple[str, ...]) -> frozenset[str]:
    curves = (*CURVE_SHAPES, *(f"epoch.{name}" for name in (*figure_names(), CYCLE, STOPPED)))
    curves = (*curves, *(f"{NOT_A_NUMBER}{name}" for name in figure_names()))
    arrays = ["weights", "history.epochs", "course"]
    arrays += [f"slots.{name}" for name in slots]
    arrays += [f"curves.{name}" for name in curves]
    arrays += [f"history.{name}" for name in figure_names()]
    return frozenset((EXPERIMENT, WAITING, "state.json", COURSE, *(f"arrays/{name}.npy" for name in arrays)))


def _present(archive: SafeZip, prefix: str) -> list[str]:
    start, end = f"arrays/{prefix}", ".npy"
    return [name[len(start) : -len(end)] for name in archive.names if name.startswith(start)]


def _curve(archive: SafeZip, name: str) -> Array:
    if name.startswith((MAY_BE_NAN, NOT_A_NUMBER)):
        return array(archive, f"curves.{name}", (None,))
    curve = finite(archive, f"curves.{name}", CURVE_SHAPES[name])
    if name == "bucket" and (not 1 <= curve[0] <= MAX_POSITION or curve[0] != 2 ** int(np.log2(curve[0]))):
        raise UnreadableFile(f"arrays/curves.bucket.npy is {curve[0]:g}, which is no power of two")
    return curve


def _complete(curves: Mapping[str, Array]) -> Mapping[str, Array]:
    missing = [name for name in CURVE_SHAPES if name not in curves and name != MAY_BE_MISSING]
    if missing:
        raise UnreadableFile(f"arrays/curves.{missing[0]}.npy is missing")
    count = len(curves["epochs"])
    for name, curve in curves.items():
        if name.startswith(NOT_A_NUMBER):
            rows = _whole_numbers(curve.tolist(), f"curves.{name}", "row")
            if any(row >= count for row in rows):
                raise UnreadableFile(f"arrays/curves.{name}.npy names more rows than {count:,}")
        if (name.startswith(MAY_BE_NAN) or name == MAY_BE_MISSING) and len(curve) != count:
            raise UnreadableFile(f"arrays/curves.{name}.npy has {len(curve):,} numbers instead of {count:,}")
    if len(curves["pending"]) >= max(curves["bucket"][0], 1.0) and len(curves["pending"]):
        raise UnreadableFile("arrays/curves.pending.npy is longer than a bucket")
    counts = _whole_numbers(curves.get(MAY_BE_MISSING, np.zeros(0)).tolist(), "curves.epoch_updates", "update")
    if list(counts) != sorted(counts):
        raise UnreadableFile("arrays/curves.epoch_updates.npy does not rise")
    return curves


def _whole_numbers(values: list[float], name: str, what: str) -> tuple[int, ...]:
    if not all(0 <= value <= MAX_POSITION and value == int(value) for value in values):
        raise UnreadableFile(f"arrays/{name}.npy holds something else than {what} numbers")
    return tuple(map(int, values))
