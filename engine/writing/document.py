"""What is written down: updates of a run, each as the steps in which it was shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from engine.catalog import activations, losses, optimizers
from engine.formula import Constant, Ref
from engine.spec import DataInfo, ExperimentSpec
from engine.trace import Explanation, Phase, Step


@dataclass(frozen=True)
class TracedStep:
    """One step: which part of the update it belongs to, layer and stop from 0, and what it shows."""

    phase: Phase
    layer: int
    explanation: Explanation


@dataclass(frozen=True)
class TracedUpdate:
    """Update and epoch from 0, the batch's rows of the training part, the example whose numbers are shown."""

    update: int
    epoch: int
    rows: tuple[int, ...]
    example: int
    inputs: tuple[float, ...]
    steps: tuple[TracedStep, ...]

    def phases(self) -> Iterator[tuple[Phase, tuple[TracedStep, ...]]]:
        """The steps of each part of the update."""
        for phase, steps in groupby(self.steps, key=lambda step: step.phase):
            yield phase, tuple(steps)


@dataclass(frozen=True)
class Worked:
    """A worked example: the experiment and some of its updates."""

    spec: ExperimentSpec
    info: DataInfo
    updates: tuple[TracedUpdate, ...]

    def without_repeats(self) -> Worked:
        """The same with each remark said once, where it is first needed."""
        said: set[str] = set()

        def once(step: TracedStep) -> TracedStep:
            fresh = tuple(note for note in step.explanation.notes if note not in said)
            said.update(fresh)
            return replace(step, explanation=replace(step.explanation, notes=fresh))

        return replace(
            self, updates=tuple(replace(update, steps=tuple(map(once, update.steps))) for update in self.updates)
        )

    def setting(self) -> str:
        """The experiment in one line of words."""
        layers = self.spec.network.layers
        shape = "-".join(str(n) for n in (len(self.info.inputs), *(layer.units for layer in layers)))
        parts = ", ".join(activations[layer.activation].label for layer in layers)
        training = self.spec.training
        return (
            f"Network {shape} ({parts}); loss: {losses[training.loss.name].label}; "
            f"{optimizers[training.optimizer.name].label} with learning rate {training.optimizer.learning_rate:g}; "
            f"batches of {training.batch_size}; seed {self.spec.seed}"
        )


PHASE_NAMES = {
    Phase.FORWARD: "Forward",
    Phase.LOSS: "Loss",
    Phase.BACKWARD: "Backward",
    Phase.UPDATE: "Update",
}


def heading(update: TracedUpdate) -> str:
    """ "Update 1 (epoch 1), training example 3 of a batch of 5"."""
    size = len(update.rows)
    batch = f"of a batch of {size}" if size > 1 else "alone in its batch"
    return (
        f"Update {update.update + 1:,} (epoch {update.epoch + 1:,}), training example {update.example + 1:,} {batch}"
    )


def says_more(step: Step) -> bool:
    """Whether the formula in numbers tells more than its result: not for a = z or a slope of 1."""
    return step.formula is not None and not isinstance(step.formula, Ref | Constant)
