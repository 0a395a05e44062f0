"""One run of an experiment, for panels, the command line and other programs."""

import math
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from engine.catalog import datasets
from engine.catalog.arrays import Array
from engine.catalog.data_source import Targets
from engine.data import DataProblem, DataSet, data_info, dataset_preview, load
from engine.diagnostics import LayerRow, Surface, SurfaceRequest, compute_surface, forward_example
from engine.files import SavedRun, UnreadableFile, UnwritableFile, read_experiment, write_archive
from engine.history import Curves, History
from engine.passes.forward import predict
from engine.run import motion
from engine.run.drawing import take_snapshot
from engine.run.editing import Attic, edit_trainer, first_trainer, starts_anew
from engine.run.quiet import quietly
from engine.run.trainer import Trainer, drain
from engine.spec import ExperimentSpec, problems
from engine.trace import Event, Grain, RunState, Snapshot
from engine.writing import TracedUpdate

__all__ = [
    "DataProblem",
    "InvalidExperiment",
    "Session",
    "UnreadableFile",
    "UnwritableFile",
    "data_info",
    "dataset_previews",
]


class InvalidExperiment(ValueError):
    """The experiment cannot work; the message names each place and cure."""


class Session:
    """Runs an ExperimentSpec; one thread at a time may use it.

    Raises:
        InvalidExperiment, DataProblem: the spec or its data cannot work.
    """

    def __init__(self, spec: ExperimentSpec) -> None:
        _check(spec)
        self._start(Trainer(spec, load(spec.data)))

    def _start(self, trainer: Trainer, version: int = 0) -> None:
        self._trainer = trainer
        self._attic = Attic()
        self._grain = Grain.LAYER
        trainer.version = version
        trainer.note_start()

    @property
    def spec(self) -> ExperimentSpec:
        return self._trainer.spec

    @property
    def data(self) -> DataSet:
        return self._trainer.run.data

    @property
    def history(self) -> History:
        """Keras's History: `history`, `epoch`, `params`."""
        return self._trainer.history

    @property
    def curves(self) -> Curves:
        return self._trainer.curves

    @property
    def updates(self) -> int:
        return self._trainer.updates

    @property
    def epochs(self) -> int:
        return self._trainer.epoch.number

    @property
    def problem(self) -> str:
        """Why the run stopped by itself, or ""."""
        return self._trainer.problem

    @property
    def notice(self) -> str:
        """What the perceptron rule has come to, or ""; playing ends with it, but may go on."""
        return self._trainer.notice

    # Asking

    def get_weights(self) -> list[Array]:
        """Copies in Keras's order [W1, b1, W2, b2, ...]; kernels (inputs, units), biases (units,)."""
        return self._trainer.backend.network.get_weights()

    def evaluate(self, split: str = "validation") -> dict[str, float]:
        """Loss and metrics over "training" or "validation", as Keras's evaluate.

        Raises:
            ValueError: another name, or a split without examples.
        """
        parts = {"training": self.data.training, "validation": self.data.validation}
        if split not in parts:
            raise ValueError(f'There is no split "{split}". Choose training or validation.')
        if not len(parts[split]):
            raise ValueError(f"The {split} part has no examples. Choose a validation share above 0.")
        return drain(self._trainer.evaluation(split))

    def predict(self, x: Array) -> Array:
        """Outputs (n, units) for rows x (n, inputs) in the data's own units.

        Raises:
            ValueError: another shape, said with the one expected.
        """
        network = self._trainer.backend.network
        rows = np.asarray(x, dtype=np.float64)
        if rows.ndim != 2 or rows.shape[1] != network.inputs:
            raise ValueError(f"Expected rows of shape (n, {network.inputs}), got shape {rows.shape}.")
        with np.errstate(all="ignore"):
            outputs = [a for _, _, a in predict(network, self.data.scaling.apply(rows))]
        return np.concatenate(outputs) if outputs else np.empty((0, self.spec.network.layers[-1].units))

    def forward_example(self, x_raw: Sequence[float] | Array) -> tuple[LayerRow, ...]:
        """(inputs, z, a) of each layer for one row (inputs,) in the data's own units. Raises ValueError in words."""
        return forward_example(self._trainer.backend.network, self.data, x_raw)

    def surface(self, request: SurfaceRequest) -> Generator[None, None, Surface]:
        """What neurons compute over the plotted inputs; a breath (None) between blocks."""
        trainer = self._trainer
        network, version = trainer.backend.network, trainer.version
        return (yield from quietly(compute_surface(network, self.data, request, version)))

    def snapshot(self, example: int = 0, unit: int = 0) -> Snapshot:
        """This moment, with the numbers of a training example (in a pass: of the batch's first, if it has it not).

        Inside a stepped update it explains what the step shows, of neuron `unit` where that is a whole layer.
        """
        with np.errstate(all="ignore"):
            snapshot = take_snapshot(self._trainer, example)
        if snapshot.phase is None:
            return snapshot
        from engine.explain import Focus, shown_by_step  # imported late: nothing of it is needed before a step

        return replace(snapshot, explanation=shown_by_step(self._trainer, Focus(unit, example), self._grain))

    def work_out(
        self, grain: Grain, example: int | None = None, unit: int = 0
    ) -> Generator[None, None, TracedUpdate]:
        """The next update, or the one under way, as the steps that show it; the run itself does not move."""
        from engine.explain import Focus, work_out

        scratch = Trainer(self.spec, self.data)
        scratch.restore(replace(self._trainer.state(), events_done=0, cursor=None))
        return (yield from work_out(scratch, grain, Focus(unit, -1 if example is None else example)))

    def state(self) -> RunState:
        """Everything needed to go on from here to the bit."""
        return self._trainer.state()

    # Moving

    def play(self, rate: float | None = None) -> Iterator[float]:
        """Update after update at `rate` a second, None for flat out; yields the seconds to wait each time.

        Up to 4 updates a second the layers are shown one after the other. Ends when the run diverges,
        or with the epoch in which the perceptron rule comes to its end.
        """
        return motion.play(self._trainer, rate)

    def step(self, grain: Grain) -> Iterator[None]:
        """One step of that grain, yielding at every breath."""
        self._grain = grain
        return motion.step(self._trainer, grain)

    def train(self, epochs: int | None = None, updates: int | None = None) -> History:
        """Train for so many more epochs (1 unless given) or updates; stops early if the run diverges."""
        if epochs is None and updates is None:
            epochs = 1
        last_epoch = math.inf if epochs is None else self.epochs + epochs
        last_update = math.inf if updates is None else self.updates + updates
        while self.epochs < last_epoch and self.updates < last_update and not self.problem:
            for _ in self._trainer.finish():
                pass
        return self.history

    def trace(self) -> Iterator[Event]:
        """The events of the next update, or of the rest of the one under way, in order."""
        if not self._trainer.in_update:
            self._trainer.begin(keep=True)
        record = self._trainer.record
        assert record is not None
        seen = len(record.events)
        while self._trainer.in_update:
            self._trainer.advance()
            yield from record.events[seen:]
            seen = len(record.events)

    # Changing

    def set_weights(self, arrays: Sequence[Array]) -> None:
        """Replace all weights; an update under way begins anew. Raises ValueError by place."""
        self._trainer.set_weights(arrays)

    def reset(self) -> None:
        """Back to update 0 with the same first weights."""
        for _ in self.resetting():
            pass

    def resetting(self) -> Iterator[None]:
        """`reset` with breaths; until the last one, and if it is given up, the run is untouched."""
        trainer = yield from first_trainer(self.spec, self.data)
        self._start(trainer, self._trainer.version + 1)

    def edit(self, spec: ExperimentSpec) -> None:
        """Go on with an edited experiment, keeping all weights that still have their place.

        Another data set or another seed starts anew. An update under way begins anew.

        Raises:
            InvalidExperiment, DataProblem: the run is untouched.
        """
        for _ in self.editing(spec):
            pass

    def editing(self, spec: ExperimentSpec) -> Iterator[None]:
        """`edit` with breaths; until the last one, and if it is given up, the run is untouched."""
        _check(spec)
        data = load(spec.data)
        old = self._trainer
        if starts_anew(self.spec, spec) or len(data.info.inputs) != old.backend.network.inputs:
            trainer = yield from first_trainer(spec, data)
            self._start(trainer, old.version + 1)
        else:
            self._trainer = yield from edit_trainer(old, spec, data, self._attic)

    def restore(self, state: RunState, curves: Curves | None = None, history: History | None = None) -> None:
        """Continue from a saved state of the same spec. Raises ValueError if it does not fit."""
        trainer = Trainer(self.spec, self.data)
        trainer.version = self._trainer.version
        trainer.restore(state)
        if curves is not None and history is not None:
            trainer.curves, trainer.history = curves, history
            last = {name: float(values[-1]) for name, values in curves.view().by_epoch.items() if len(values)}
            trainer.latest = {name: value for name, value in last.items() if not math.isnan(value)}
        self._trainer = trainer
        self._attic = Attic()

    # Files

    def save(self, path: Path) -> None:
        """Write experiment and run to a .chainrule file, whole or not at all.

        Raises:
            UnwritableFile: the place cannot be written, or the run has diverged.
        """
        state, history = self.state(), self.history
        curves = self.curves.to_arrays()
        write_archive(path, SavedRun(self.spec, state, curves, history.history, tuple(history.epoch)))

    @classmethod
    def open(cls, path: Path) -> "Session":
        """The session of a .chainrule file, which goes on to the bit, or of an experiment in JSON.

        Raises:
            UnreadableFile, DataProblem: one sentence with the place and the cure.
        """
        saved = read_experiment(path)
        session = cls(saved.spec)
        if saved.state is not None:
            history = History({k: list(v) for k, v in saved.history.items()}, list(saved.epochs))
            try:
                session.restore(saved.state, Curves.from_arrays(saved.curves), history)
            except (KeyError, ValueError) as error:
                raise UnreadableFile(f'Cannot open "{path}": {error}. Choose another file.') from None
        return session


def dataset_previews() -> Iterator[tuple[str, tuple[Array, Targets]]]:
    """(name, (x, y)) of every data set that can be read here, for thumbnails, in the data's own units."""
    for source in datasets:
        try:
            yield source.name, dataset_preview(source.name)
        except DataProblem:
            continue


def _check(spec: ExperimentSpec) -> None:
    found = problems(spec) or problems(spec, data_info(spec.data))
    if found:
        raise InvalidExperiment(" ".join(str(problem) for problem in found))
