"""The run itself: where it is, and the next piece of its work."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Mapping
from dataclasses import replace

import numpy as np

from engine.backends import NumpyBackend
from engine.catalog.backends import NUMPY, TENSORFLOW
from engine.data import Split
from engine.history import Chronicle, History, Stretch
from engine.passes.evaluation import told
from engine.run.batches import RunData
from engine.run.divergence import divergence_sentence, is_finite, lost_figure_sentence, lost_weights_sentence
from engine.run.epoch import Epoch
from engine.run.evaluating import evaluation
from engine.run.judged_parts import judged_parts, judges_little
from engine.run.lane import Lane, recorded_maker
from engine.run.many_updates import BatchFigures
from engine.run.rule_watch import RuleWatch
from engine.run.state_fits import check_fits
from engine.run.stopping import StopRules
from engine.spec import ExperimentSpec
from engine.trace import Cursor, Event, PassRecord, Place, RunState, UpdateShape, read_only, update_shape

LONGEST_PIECE_SECONDS = 0.005  # of events that are short, one after the other
_END = object()


class Trainer:
    """Position, weights and the update under way of one experiment on its data.

    With a chronicle it records what is not on record yet and looks up what is; without one it computes
    updates only. stretch: the part of the chronicle's course it moves in.
    """

    def __init__(self, spec: ExperimentSpec, run: RunData, backend: NumpyBackend) -> None:
        self.spec, self.run, self._backend = spec, run, backend
        self.chronicle: Chronicle | None = None
        self.stretch: Stretch | None = None
        self.updates = 0
        self.version = 0
        self.epoch = Epoch(0, run.order(0))
        self.latest: dict[str, float] = {}
        self.problem = ""
        self.watch, self.rules = RuleWatch(spec), StopRules(spec)
        self.record: PassRecord | None = None
        self.before: RunState | None = None
        self.cursor: Cursor | None = None
        self._work: Iterator[Event | None] | None = None
        self.lane, self.objective = Lane(spec, run, backend), backend.objective
        self.batch_figures: list[BatchFigures] = []  # of the piece that was made at one go, if it was

    @property
    def backend(self) -> NumpyBackend:
        """The backend that explains, at the weights of now."""
        if self.lane.has_news:
            self.lane.hand_over()
        return self._backend

    @property
    def shape(self) -> UpdateShape:
        """The events of an update, their stops and parts."""
        return update_shape(self.spec.network, self._backend.network.inputs)

    @property
    def history(self) -> History:
        """Keras's History of the course it records."""
        return self.chronicle.current.history if self.chronicle is not None else History()

    @property
    def place(self) -> Place:
        """What is shown: so much of an update that is stepped through, or the rest between updates."""
        if self.record is None or self.before is None or not self.record.events:
            return Place(self.updates)
        return Place(self.before.update, len(self.record.events), self.cursor)

    @property
    def in_update(self) -> bool:
        """Whether an update has begun and is not yet closed."""
        return self._work is not None

    @property
    def is_judging(self) -> bool:
        """Whether the last update of an epoch is made, and only the epoch's figures are still taken."""
        return self._work is not None and self.epoch.finished

    @property
    def coming(self) -> Epoch:
        """The epoch of the next update: the one under way, or once all its examples are used the one after it."""
        epoch = self.epoch
        return Epoch(epoch.number + 1, self.run.order(epoch.number + 1)) if epoch.finished else epoch

    @property
    def judges_quickly(self) -> bool:
        """Whether the figures of the weights as they are take no time worth speaking of."""
        network = self.backend.network
        return all(judges_little(network, part) for _, part in judged_parts(self.spec, self.run, network))

    def rest(self) -> None:
        """Between updates: show no longer the one that was stepped through."""
        self.record, self.before, self.cursor = None, None, None

    def forget_pass(self) -> None:
        """Weights, data or settings changed: the update under way begins anew."""
        self.rest()
        self._work, self.problem = None, ""
        self.version += 1

    def take_back(self) -> None:
        """Give up the update under way, with what its optimizer has changed already."""
        if self._work is not None and self.before is not None:
            self.restore(self.before)

    def begin(self, keep: bool) -> None:
        """Begin the next update; `keep` remembers the state before it, for drawing and saving inside it."""
        self.before = self.state() if keep else None
        self.cursor, self.batch_figures = None, []
        if self.epoch.seen == 0:
            self.watch.begin(self.epoch.number, self.backend.network.weights)
        batch = self.run.batch(self.epoch.order, self.epoch.number, self.epoch.seen)
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
            breath = time.perf_counter() + LONGEST_PIECE_SECONDS
            with np.errstate(all="ignore"):
                while self._next() is not None and time.perf_counter() < breath:
                    pass
            yield

    def show(self, place: Place) -> Iterator[None]:
        """Go on with the update under way, or the next one, until so much of it is shown; yields at each breath."""
        if not place.events_done:
            return
        if self._work is None:
            self.begin(keep=True)
        assert self.record is not None
        self.cursor = None
        last = place.events_done == self.shape.events and place.cursor is None
        while self._work is not None and (last or len(self.record.events) < place.events_done):
            if self.advance() is None:
                yield
        self.cursor = place.cursor if self._work is not None else None

    def _next(self) -> Event | None:
        assert self._work is not None
        event = next(self._work, _END)
        if event is _END:
            self._work = None
            return None
        return event  # type: ignore[return-value]

    def _update(self, events: Iterator[Event | None], record: PassRecord) -> Iterator[Event | None]:
        begun = self.state() if recorded_maker(self) == TENSORFLOW else None
        for event in events:
            if event is not None:
                record.add(event)
                if not is_finite(event, self.backend.network):
                    self.problem = divergence_sentence(self.spec, record, self.updates)
                    return
            if self.before is None and record.updated:
                continue  # made and counted in one piece: nothing remembers what whoever came between would need
            yield event
        if not np.isfinite(self.backend.network.weights).all():
            self.problem = divergence_sentence(self.spec, record, self.updates)
        assert record.loss is not None
        if begun is not None:
            yield from self.lane.settle(begun, self)
        self.epoch.add(record, self.run.figures)
        yield from self._close_update(self.note_update(NUMPY, record.loss.loss))

    def note_update(self, maker: str, loss: float) -> bool:
        """One more update is made, with that loss, and the epoch has counted it; whether it is new to the record."""
        self.version += 1
        self.updates += 1
        chronicle = self.chronicle
        is_new = chronicle is not None and chronicle.note_update(self.updates, self.epoch.position, loss)
        if is_new and self.stretch is not None:
            self.stretch.makers.note(self.updates - 1, maker)
        return is_new

    def close(self, is_new: bool) -> Iterator[None]:
        """After updates made at one go, the last of which is new to the record or not; yields at each breath."""
        self._work = self._close_update(is_new)
        return self.finish()

    def _close_update(self, is_new: bool) -> Iterator[None]:
        if self.epoch.finished:
            yield from self._close_epoch(is_new)
        if is_new and self.chronicle is not None:
            self._keep_state(self.chronicle)

    def _close_epoch(self, is_new: bool) -> Iterator[None]:
        if self.chronicle is not None:
            known = None if is_new else self.chronicle.current.figures_of(self.updates)
            if known is None:
                known = told(self.epoch.means(), self.run.metrics)
                known |= self.watch.close(self.epoch.number, self.backend.network, self.run, known, self.latest)
                known |= yield from self.judged()
                known |= self._stopping(self.chronicle, known)
                self.chronicle.current.note_epoch(self.epoch.number, self.updates, known)
            self.watch.note(known, self.latest)
            self.rules.note(known)
            self.latest = known
            self.problem = self.problem or lost_figure_sentence(self.spec, known, self.updates)
        self.epoch = self.coming

    def _stopping(self, chronicle: Chronicle, figures: Mapping[str, float]) -> dict[str, float]:
        if self.stretch is None:
            return {}
        return self.rules.close(chronicle.current, self.stretch, self.epoch.number, self.updates, figures)

    def evaluation(self, part: Split) -> Generator[None, None, dict[str, float]]:
        """Loss and metrics of a part of the data, with a breath (None) between blocks."""
        return evaluation(self, part)

    def judged(self) -> Generator[None, None, dict[str, float]]:
        """The figures of the weights as they are: of the validation part, and of the training part again."""
        found: dict[str, float] = {}
        for prefix, part in judged_parts(self.spec, self.run, self.backend.network):
            figures = yield from self.evaluation(part)
            found |= {f"{prefix}{name}": value for name, value in figures.items()}
        return found

    # States

    def live_state(self) -> RunState:
        """The state between two updates with the arrays that go on changing: to be packed at once."""
        epoch = self.coming
        return RunState(
            weights=self.backend.network.weights,
            slots=self.backend.slots,
            iterations=self.backend.iterations,
            update=self.updates,
            epoch=epoch.number,
            seen=epoch.seen,
            running=epoch.sums,
            backend=self.backend.name,
        )

    def state(self) -> RunState:
        """Everything to go on from here to the bit, read-only; inside an update: its start and the events shown."""
        if self._work is not None and self.record is not None and self.before is not None and not self.is_judging:
            return replace(self.before, events_done=len(self.record.events), cursor=self.cursor)
        live = self.live_state()
        slots = {name: read_only(slot) for name, slot in live.slots.items()}
        return replace(live, weights=read_only(live.weights), slots=slots, running=dict(live.running or {}))

    def _keep_state(self, chronicle: Chronicle) -> None:
        """Keep this state if it is due; of a large network, whose arrays need no copy, for a while in any case."""
        due = chronicle.is_due(self.updates)
        costless = self._backend.network.is_large and not self.lane.has_news
        if self.problem or self.stretch is None or not (due or costless):
            return
        state = self.stretch.packing.pack(self.live_state())
        if due:
            chronicle.keep(self.stretch, state)
        else:
            chronicle.keep_near(self.stretch, state)

    def restore(self, state: RunState) -> None:
        """Take a state of this same spec; the events of its update are computed again.

        Raises:
            ValueError: the state does not fit the network, the optimizer or the data.
        """
        check_fits(state, self)
        self.backend.adopt(state.weights, state.slots, state.iterations)
        self.updates = state.update
        self.epoch = Epoch(state.epoch, self.run.order(state.epoch), state.seen, state.running)
        self.forget_pass()
        self.problem = lost_weights_sentence(self.backend.network, self.updates)
        for _ in self.show(Place(state.update, state.events_done, state.cursor)):
            pass


def new_trainer(spec: ExperimentSpec, run: RunData) -> Trainer:
    """A trainer whose weights are all zero, for a state to be restored."""
    return Trainer(spec, run, NumpyBackend(spec.network, len(run.data.info.inputs), spec.training))
