"""What the sheet for a new experiment has come to: data, choices, and the experiment that they make; no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.catalog import activations, losses
from engine.catalog.data_source import DataSource
from engine.session import DataProblem, data_info
from engine.spec import DataInfo, DataSpec, ExperimentSpec, problems, source_of
from engine.spec.advice import advice
from engine.spec.data_facts import DataFacts
from engine.spec.perceptron import can_use_rule, with_perceptron_rule
from engine.spec.proposal import Choices, proposal, usual_hidden
from engine.spec.proposal_words import data_words, proposal_words
from engine.spec.usual_outputs import fitting_activation, loss_for, usual_output

MEASURED_SHARE, DRAWN_SHARE = 0.2, 0.5


@dataclass(frozen=True)
class Draft:
    """A data set, what is chosen otherwise than proposed, and the perceptron rule or gradient descent."""

    data: DataSpec
    info: DataInfo
    choices: Choices = Choices()
    rule: bool = False
    facts: DataFacts | None = None

    @property
    def label(self) -> str:
        """What the data set is called."""
        return self.source.label

    @property
    def source(self) -> DataSource:
        """The data set."""
        return source_of(self.data)

    @property
    def can_use_rule(self) -> bool:
        return can_use_rule(self.info)

    @property
    def hidden(self) -> tuple[int, ...]:
        """Units of the hidden layers as they stand."""
        return usual_hidden(self.info) if self.choices.hidden is None else self.choices.hidden

    @property
    def output(self) -> str:
        """The output's activation as it stands."""
        return self.choices.output or usual_output(self.info)[0]

    @property
    def loss(self) -> str:
        """The loss as it stands."""
        return self.choices.loss or usual_output(self.info)[1]

    @property
    def spec(self) -> ExperimentSpec:
        """The experiment."""
        if self.rule:
            return with_perceptron_rule(ExperimentSpec(self.label, self.data), self.info)
        return proposal(self.info, self.facts, self.choices).experiment(self.data, self.label)

    def losses(self) -> tuple[str, ...]:
        """Losses that suit the task, the usual one first."""
        usual, task = usual_output(self.info)[1], self.info.task
        suiting = [entry.name for entry in losses if task in entry.tasks and not entry.reads_sums]
        return (usual, *(name for name in suiting if name != usual))

    def outputs(self) -> tuple[str, ...]:
        """Output activations that suit loss and task, the usual one first.

        Of two classes also what comes with another loss: one output with sigmoid, or one each with softmax.
        """
        fits, two = losses[self.loss].fits, self.info.task == "binary"
        shared = two or self.info.task == "multiclass"
        first = fitting_activation(losses[self.loss], self.info, usual_output(self.info)[0])
        ways = {usual_output(self.info, units)[0] for units in (1, 2)} if two else set()
        suiting = [x.name for x in activations if x.name in fits and (shared or not x.couples)]
        return tuple(dict.fromkeys((first, *suiting, *sorted(ways))))

    def with_choices(self, **changes: object) -> Draft:
        """Other choices; where output and loss do not go together, the one not chosen now becomes the usual one."""
        changed = replace(self, choices=replace(self.choices, **changes))  # type: ignore[arg-type]
        loss = losses[changed.loss]
        if changed.output in loss.fits:
            return changed
        if "output" in changes:
            name = loss_for(self.info, 2 if activations[changed.output].couples else 1)
            return replace(changed, choices=replace(changed.choices, loss=name))
        output = fitting_activation(loss, self.info, changed.output)
        return replace(changed, choices=replace(changed.choices, output=output))

    def words(self) -> tuple[str, ...]:
        """What there is to learn, and what is proposed, a sentence each."""
        return data_words(self.info), *proposal_words(self.spec, self.info)

    def problem(self) -> str:
        """Why it cannot begin, in a sentence, or ""."""
        found = problems(self.spec, self.info)
        return str(found[0]) if found else ""

    def objection(self) -> str:
        """What does not fit well in it, or ""."""
        found = advice(self.spec, self.info, self.facts)
        return str(found[0]) if found else ""


def draft_of(data: DataSpec) -> Draft:
    """The proposal for a data set, dealt out as is usual.

    Raises:
        UnknownName, DataProblem: the set cannot be read here.
    """
    share = DRAWN_SHARE if source_of(data).sized else MEASURED_SHARE
    dealt = replace(data, validation_share=share)
    return Draft(dealt, data_info(dealt))


__all__ = ["DataProblem", "Draft", "draft_of"]
