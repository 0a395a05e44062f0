"""A run whose every update was kept as it was made: what explanations are checked against."""

from dataclasses import replace

import numpy as np

from engine.catalog.metrics import TOTALS
from engine.data import load
from engine.run.batches import RunData
from engine.run.epoch_walk import EpochBatches
from engine.run.live_run import LiveRun
from engine.spec import ExperimentSpec
from engine.trace import BackwardLayer, ForwardLayer, PassRecord, RunState, UpdateRecord


class Rerun:
    """`updates` updates of a spec, as engine.explain's Moments."""

    def __init__(self, spec: ExperimentSpec, updates: int) -> None:
        trainer = LiveRun(spec, load(spec.data)).trainer
        self._spec, self._run = spec, trainer.run
        self._states: list[RunState] = [trainer.state()]
        self._records: list[UpdateRecord] = []
        for _ in range(updates):
            trainer.begin(keep=True)
            record, before = trainer.record, trainer.before
            assert record is not None
            assert before is not None
            kept = PassRecord(record.rows)
            shown = 0
            while trainer.in_update:
                trainer.advance()
                for event in record.events[shown:]:
                    kept.add(_copied(event))
                shown = len(record.events)
            backend = trainer.backend
            slots = {name: slot.copy() for name, slot in backend.slots.items()}
            weights = backend.network.weights.copy()
            self._records.append(UpdateRecord(spec, before, kept, weights, slots, backend.iterations))
            self._states.append(trainer.state())
        self.history = trainer.history

    def spec(self, update: int) -> ExperimentSpec:
        return self._spec

    def run(self, update: int) -> RunData:
        return self._run

    def state(self, update: int) -> RunState:
        return self._states[update]

    def record(self, update: int) -> UpdateRecord | None:
        return self._records[update] if update < len(self._records) else None

    def epoch_updates(self, epoch: int) -> range:
        return range(epoch * self._run.batches, (epoch + 1) * self._run.batches)

    def epoch_batches(self, epoch: int) -> EpochBatches:
        updates = self.epoch_updates(epoch)
        records = [self._records[update] for update in updates]
        figures: dict[str, list[float]] = {}
        for record in records:
            last, loss = record.events.forward[len(record.events.forward) - 1], record.events.loss
            assert loss is not None
            figures.setdefault("loss", []).append(loss.loss)
            for name, figure in self._run.figures.items():
                values = figure(loss.target, last.z, last.output)
                figures.setdefault(name, []).append(float(values.sum() if name in TOTALS else values.mean()))
        sizes = np.array([len(record.events.rows) for record in records])
        return EpochBatches(updates.start, sizes, {name: np.array(values) for name, values in figures.items()})

    def figure(self, epoch: int, name: str) -> float:
        return self.history.history[name][epoch]

    def mark(self, update: int) -> str:
        return ""


def _copied(event: object) -> object:
    if isinstance(event, BackwardLayer):
        return replace(event, kernel_gradient=event.kernel_gradient.copy(), bias_gradient=event.bias_gradient.copy())
    if isinstance(event, ForwardLayer):
        return replace(event, inputs=np.array(event.inputs))
    return event
