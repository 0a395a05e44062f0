"""The experiments that come with the program, each with a figure that it promises to reach."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from engine.catalog.datasets import datasets
from engine.data import loading
from engine.registry import Registry, UnknownName
from engine.session import Session, UnreadableFile, data_info, why_waiting
from engine.spec import problems
from engine.spec.codec import decode, from_json
from engine.spec.edits import with_fitting_output
from engine.spec.specs import ExperimentSpec

if TYPE_CHECKING:
    from engine.tables import ReadOptions

TABLES = (".csv", ".tsv", ".tab", ".txt")
MODELS, WEIGHTS = (".keras",), (".h5", ".npz")
FOLDER = Path(__file__).resolve().parents[1] / "resources" / "presets"


@dataclass(frozen=True)
class Promise:
    """What a preset reaches whatever its seeds, and the words that introduce it.

    figure: a key of the history in Keras's names, "val_accuracy" or "val_mae" ("accuracy" where nothing
    is left for validation), or "mistakes". bound: at least this accuracy, or at most this error in the
    target's unit or this many mistakes. never: an experiment that fails, to be seen failing: no epoch is any
    better than the bound.
    """

    sentence: str
    figure: str
    bound: float
    never: bool = False


@dataclass(frozen=True)
class Preset:
    """A ready experiment; `name` is what the command line calls it."""

    name: str
    spec: ExperimentSpec
    promise: Promise

    @property
    def label(self) -> str:
        return self.spec.name

    @property
    def group(self) -> str:
        """What a menu gathers it under, "" where it stands by itself."""
        if self.name.startswith("typical-"):
            return "Typical networks"
        data = self.spec.data.name
        if data in datasets and datasets[data].numbered:
            return "Measurements" if datasets[data].image is None else "Pictures"
        return "Gates" if data.startswith("truth_") else ""

    @property
    def sentence(self) -> str:
        return self.promise.sentence

    @property
    def figure(self) -> str:
        return self.promise.figure

    @property
    def bound(self) -> float:
        return self.promise.bound

    @property
    def epochs(self) -> int:
        """In how many epochs the promise is kept; as many as the command line trains."""
        return self.spec.training.epochs

    @property
    def never(self) -> bool:
        return self.promise.never

    def kept_by(self, value: float) -> bool:
        """Whether a value of the promised figure keeps the promise; NaN never does."""
        above = self.figure.endswith("accuracy") != self.never
        return value >= self.bound if above else value <= self.bound

    def promised(self) -> str:
        """The promise in a few words, such as "Reaches val_accuracy at least 0.95 within 60 epochs"."""
        higher = self.figure.endswith("accuracy")
        if self.never:
            side = "above" if higher else "below"
            return f"Fails: {self.figure} never {side} {self.bound:g} in {self.epochs} epochs"
        side = "at least" if higher else "at most"
        return f"Reaches {self.figure} {side} {self.bound:g} within {self.epochs} epochs"


@lru_cache(maxsize=1)
def presets() -> Registry[Preset]:
    """All presets, in the order of the numbers that begin their file names."""
    found: Registry[Preset] = Registry("preset")
    for path in _paths():
        found.add(_read(path))
    return found


def _paths() -> list[Path]:
    return sorted(FOLDER.glob("*.json"))


def preset(name: str) -> Preset:
    """The preset of that name.

    Raises:
        UnknownName: there is none; the message lists those there are.
    """
    return presets()[name]


def session_in_pieces(spec: ExperimentSpec) -> Generator[None, None, Session]:
    """The session of an experiment at its first weights, with breaths while its data is loaded. Raises as Session."""
    yield from loading(spec.data)
    return Session(spec)


def experiment_session(
    experiment: str | None, settings: Sequence[str] = (), say: Callable[[str], None] = lambda _: None
) -> Session:
    """The session of a file or of a preset by its name; None is the first preset.

    A bare name is a preset's; whatever has a folder or a suffix, or is a file here, is a file. settings:
    such as "training.batch_size=20"; a run of a file goes on under them. Those of a table, "table.decimal=comma",
    say how its file is read.

    Raises:
        UnknownName, UnreadableFile, DataProblem, SettingError, InvalidExperiment: one sentence with the cure.
    """
    if settings:
        return _set_up(experiment, settings, say)
    if experiment is None:
        return Session(_read(_paths()[0]).spec)  # the window's start waits for this one only
    if experiment in presets():
        return Session(preset(experiment).spec)
    if _is_file(experiment):
        return _file_session(Path(experiment), say)
    try:
        return Session(preset(experiment).spec)
    except UnknownName as error:
        raise UnknownName(f"{error} Or name a file that ends in .chainrule, .keras or .csv.") from None


def _is_file(experiment: str) -> bool:
    path = Path(experiment)
    return bool(experiment) and bool(path.suffix or path.name != experiment or path.exists())


def is_table(experiment: str | None) -> bool:
    """Whether what somebody calls an experiment is the file of a table."""
    if not experiment or experiment in presets():
        return False
    return _is_file(experiment) and Path(experiment).suffix.lower() in TABLES


def _file_session(path: Path, say: Callable[[str], None]) -> Session:
    suffix = path.suffix.lower()
    if suffix in TABLES:
        return _table_session(path, say)
    if suffix in MODELS:
        session = Session.open_model(path)
        for line in session.notes:
            say(line)
        return session
    if suffix in WEIGHTS:
        raise UnreadableFile(
            f'Cannot open "{path}": weights alone need a network. Open them in the window, over the network they '
            f"belong to, or name both: main.py convert EXPERIMENT OUT --weights {path.name}."
        )
    return _opened(path, say)


def _opened(path: Path, say: Callable[[str], None]) -> Session:
    """The run of a file; one whose last edit waits for points stands where it was before."""
    session = Session.open(path)
    if session.waiting is not None:
        say(f"{why_waiting(session.waiting.data)} Until then it is the experiment before: {session.spec.name}.")
    return session


def _table_session(path: Path, say: Callable[[str], None], options: ReadOptions | None = None) -> Session:
    """The likely experiment on a table: the target by its name or the last column, and the usual network."""
    from engine.tables import said_of, table_experiment  # imported late, with the parser: few need it

    spec, found = table_experiment(path, options)
    for line in said_of(spec, found):
        say(line)
    if any(view.unsure for view in found.views) and (options is None or options.decimal is None):
        other = "point" if found.dialect.decimal == "," else "comma"
        say(f"To read such numbers the other way: --set table.decimal={other}.")
    return Session(spec)


def _set_up(experiment: str | None, settings: Sequence[str], say: Callable[[str], None]) -> Session:
    """The session with these settings; an output that another data set cannot use becomes the one it needs."""
    from engine.spec.settings import SettingError, with_settings
    from engine.tables import parted_settings

    options, settings = parted_settings(settings)
    if options is None:
        session = experiment_session(experiment, say=say)
    elif experiment is not None and is_table(experiment):
        session = _table_session(Path(experiment), say, options)
    else:
        raise SettingError("Settings of a table say how its file is read: name one that ends in .csv or .tsv.")
    spec = with_settings(session.spec, settings)
    if spec.data != session.spec.data:
        info = data_info(spec.data)
        spec = with_fitting_output(spec, info) if problems(spec, info) else spec
    if session.updates == 0 and not session.timeline.marks:
        return Session(spec)  # nothing has been learned: begin as if the experiment had been so
    weights = session.get_weights() if session.notes and not session.updates else None
    session.edit(spec)
    if weights and [each.shape for each in weights] == [each.shape for each in session.get_weights()]:
        session.set_weights(weights)  # those of a model, which other data would have drawn anew
    return session


def _read(path: Path) -> Preset:
    """A preset file is an experiment file, named NUMBER-NAME.json, with one more entry: "preset"."""
    text = path.read_bytes()
    promise = decode(msgspec.json.decode(text).get("preset"), Promise, f"{path.name}: preset")
    return Preset(path.stem.partition("-")[2], from_json(text), promise)
