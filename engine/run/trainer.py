"""The run itself: where it is, and the next piece of its work."""

import math
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace

import numpy as np

from engine.backends import NumpyBackend
from engine.catalog.arrays import Array
from engine.data import DataSet
from engine.history import Curves, History
from engine.passes.evaluation import evaluate
from engine.run.batches import RunData
from engine.run.divergence import divergence_sentence
from engine.run.epoch import Epoch
from engine.run.rule_watch import RuleWatch, rule_notice, without_cycle
from engine.spec import ExperimentSpec
from engine.spec.perceptron import CYCLE
from engine.trace import (
    BackwardLayer,
    Cursor,
    Event,
    LossComputed,
    PassRecord,
    RunState,
    UpdateShape,
    read_only,
    update_shape,
)

FIRST_EVALUATION_WORK = 50_000_000  # multiply-adds that may be spent on the point at epoch 0


_END = object()


class Trainer:
    """Position, weights, curves and the update under way of one experiment on its data."""

    def __init__(self, spec: ExperimentSpec, data: DataSet, backend: NumpyBackend | None = None) -> None:
        self.spec = spec
        self.run = RunData(spec, data)
        self.backend = backend or first_backend(spec, data)
        self.curves, self.history = Curves(), History()
        self.updates = 0
        self.version = 0
        self.epoch = Epoch(0, self.run.order(0))
        self.latest: dict[str, float] = {}
        self.problem = ""
        self.watch = RuleWatch(spec)
        self.record: PassRecord | None = None
        self.before: RunState | None = None
        self.cursor: Cursor | None = None
        self._work: Iterator[Event | None] | None = None

    def note_start(self) -> None:
        """Put the validation figures of the first weights on the curves, where that takes no time."""
        if 0 < self.run.data.info.validation_count * self.backend.network.weights.size <= FIRST_EVALUATION_WORK:
            figures = drain(self._validation())
            self.curves.add_epoch(0.0, figures)
            self.latest.update(figures)

    @property
    def shape(self) -> UpdateShape:
        """The events of an update, their stops and parts."""
        return update_shape(self.spec.network, self.backend.network.inputs)

    @property
    def notice(self) -> str:
        """What the perceptron rule has come to, in a sentence, or ""."""
        return rule_notice(self.spec, self.run.data.info, self.latest)

    @property
    def in_update(self) -> bool:
        """Whether an update has begun and is not yet closed."""
        return self._work is not None

    def forget_pass(self) -> None:
        """Weights, data or settings changed: the update under way begins anew."""
        self._work, self.record, self.before, self.cursor, self.problem = None, None, None, None, ""
        self.version += 1

    def set_weights(self, arrays: Sequence[Array]) -> None:
        """Other weights by hand, in Keras's order; an update under way begins anew. Raises ValueError by place."""
        self.backend.network.set_weights(arrays)
        self.latest = without_cycle(self.latest)
        self.watch.lose()
        self.forget_pass()

    def begin(self, keep: bool) -> None:
        """Begin the next update; `keep` remembers the state before it, for drawing and saving inside it."""
        self.before = self.state() if keep else None
        self.cursor = None
        if self.epoch.seen == 0:
            self.watch.begin(self.epoch.number, self.backend.network.weights)
        batch = self.run.batch(self.epoch.order, self.epoch.seen)
        self.record = PassRecord(batch.rows)
        self._work = self._update(self.backend.update(batch), self.record)

    def advance(self) -> Event | None:
        """One piece of work: an event, or None for a breath; the last piece closes the update."""
        with np.errstate(all="ignore"):
            return self._next()

    def finish(self, keep: bool = False) -> Iterator[None]:
        """To the end of the update under way, or of the next one; yields at each breath."""
        if self._work is None:
            self.begin(keep)
        self.cursor = None
        while self._work is not None:
            with np.errstate(all="ignore"):
                while self._next() is not None:
                    pass
            yield

    def _next(self) -> Event | None:
        assert self._work is not None
        event = next(self._work, _END)
        if event is _END:
            self._work = None
            return None
        return event  # type: ignore[return-value]

    def _update(self, events: Iterator[Event | None], record: PassRecord) -> Iterator[Event | None]:
        for event in events:
            if event is not None:
                record.add(event)
                if not self._is_finite(event):
                    self.problem = divergence_sentence(self.spec, record, self.updates)
                    return
            yield event
        if not np.isfinite(self.backend.network.weights).all():
            self.problem = divergence_sentence(self.spec, record, self.updates)
        self.version += 1
        self.updates += 1
        self.epoch.add(record, self.run.figures)
        assert record.loss is not None
        self.curves.add_update(self.epoch.position, record.loss.loss)
        if self.epoch.finished:
            yield from self._close_epoch()

    def _is_finite(self, event: Event) -> bool:
        if isinstance(event, LossComputed):
            return math.isfinite(event.loss)
        if isinstance(event, BackwardLayer) and event.layer == 0:
            return bool(np.isfinite(self.backend.network.gradient).all())
        return True

    def _close_epoch(self) -> Iterator[None]:
        figures = self.epoch.means()
        figures |= self.watch.close(self.epoch.number, self.backend.network, self.run, figures, self.latest)
        if self.run.data.info.validation_count:
            figures |= yield from self._validation()
        self.latest = figures
        self.curves.add_epoch(self.epoch.number + 1.0, figures)
        for name, value in figures.items():
            if name != CYCLE:
                self.history.history.setdefault(name, []).append(value)
        self.history.epoch.append(self.epoch.number)
        self.epoch = Epoch(self.epoch.number + 1, self.run.order(self.epoch.number + 1))

    def evaluation(self, split: str) -> Generator[None, None, dict[str, float]]:
        """Loss and metrics of "training" or "validation", with a breath (None) between blocks."""
        part = self.run.data.training if split == "training" else self.run.data.validation
        target = self.run.targets(part)
        return evaluate(self.backend.network, self.backend.objective, self.run.figures, part.x, target)

    def _validation(self) -> Generator[None, None, dict[str, float]]:
        figures = yield from self.evaluation("validation")
        return {f"val_{name}": value for name, value in figures.items()}

    def state(self) -> RunState:
        """Everything to go on from here to the bit, read-only; inside an update: its start and the events shown."""
        if self._work is not None and self.record is not None:
            if self.epoch.finished:  # only the epoch's evaluation is left
                for _ in self.finish():
                    pass
            elif self.before is not None:
                return replace(self.before, events_done=len(self.record.events), cursor=self.cursor)
        return RunState(
            weights=read_only(self.backend.network.weights),
            slots={name: read_only(slot) for name, slot in self.backend.slots.items()},
            iterations=self.backend.iterations,
            update=self.updates,
            epoch=self.epoch.number,
            seen=self.epoch.seen,
            running=dict(self.epoch.sums),
            backend=self.backend.name,
        )

    def restore(self, state: RunState) -> None:
        """Take a state of this same spec; the events of its update are computed again.

        Raises:
            ValueError: the state does not fit the network, the optimizer or the data.
        """
        network = self.backend.network
        slots_fit = {n: s.shape for n, s in state.slots.items()} == {
            n: s.shape for n, s in self.backend.slots.items()
        }
        if state.weights.shape != network.weights.shape or not slots_fit:
            raise ValueError("its weights or optimizer state do not fit its network")
        if not 0 <= state.seen < self.run.count or state.backend != self.backend.name:
            raise ValueError("its position or backend does not fit its data")
        self.backend.adopt(state.weights, state.slots, state.iterations)
        self.updates = state.update
        self.epoch = Epoch(state.epoch, self.run.order(state.epoch), state.seen, state.running)
        self.forget_pass()
        if state.events_done:
            self.begin(keep=True)
            while self._work is not None and self.record and len(self.record.events) < state.events_done:
                self.advance()
            self.cursor = state.cursor


def first_backend(spec: ExperimentSpec, data: DataSet) -> NumpyBackend:
    """An experiment's backend at its first weights."""
    backend = NumpyBackend(spec.network, len(data.info.inputs), spec.training)
    for _ in backend.begin(spec.seed):
        pass
    return backend


def drain(work: Generator[None, None, dict[str, float]]) -> dict[str, float]:
    """The result of work done at one go."""
    with np.errstate(all="ignore"):
        while True:
            try:
                next(work)
            except StopIteration as end:
                result: dict[str, float] = end.value
                return result
