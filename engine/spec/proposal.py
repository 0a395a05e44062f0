"""A network, a loss and an optimizer proposed for a data set: the shapes that are usual for its task."""

from dataclasses import dataclass, replace

from engine.catalog import losses
from engine.spec.advice.layers import usual_initializer
from engine.spec.data_facts import DataFacts
from engine.spec.data_info import DataInfo
from engine.spec.parameters import Parameters
from engine.spec.specs import (
    DataSpec,
    ExperimentSpec,
    LayerSpec,
    NetworkSpec,
    OptimizerSpec,
    PartSpec,
    TrainingSpec,
)
from engine.spec.usual_outputs import fitting_units, usual_output

FEWEST, MOST = 10, 100
FIRST = 16
BATCH = 32
RATE, GATE_RATE, PIXEL_RATE = 0.01, 0.05, 0.001
OFF_CENTRE = 3.0


@dataclass(frozen=True)
class Choices:
    """What somebody wants otherwise than proposed; None and "" mean as proposed.

    hidden: the units of each hidden layer. activation: of all of them. output: the output's activation.
    """

    hidden: tuple[int, ...] | None = None
    activation: str = "relu"
    output: str = ""
    loss: str = ""


@dataclass(frozen=True)
class Proposal:
    """The parts of an experiment, all but its data set."""

    network: NetworkSpec
    training: TrainingSpec
    standardize: bool

    def experiment(self, data: DataSpec, name: str) -> ExperimentSpec:
        """The experiment on a data set."""
        return ExperimentSpec(name, replace(data, standardize=self.standardize), self.network, self.training)


def proposal(info: DataInfo, facts: DataFacts | None = None, choices: Choices = Choices()) -> Proposal:
    """What is usual for such data: one input a feature, one output a target, two hidden layers of 10 to 100 ReLU.

    Output and loss: none (linear) and the squared error for numbers; sigmoid and binary cross-entropy for one yes
    or no and for several; softmax and cross-entropy for exclusive classes, an output each (A. Géron, Hands-On Machine
    Learning, tables 10-1 and 10-2). Two classes get an output each where softmax or such a loss is chosen. Adam at
    0.01 (0.05 for the few updates on a truth table, 0.001 for pixels, which are not standardised) on batches of 32.
    With facts the output begins at the mean of the numbers to predict, where that is far from 0: the way there would
    be long.
    """
    activation, loss = usual_output(info)
    activation, loss = choices.output or activation, choices.loss or loss
    if losses[loss].reads_sums:
        raise ValueError("The perceptron rule is no loss to propose. Choose it in the experiment.")
    hidden = usual_hidden(info) if choices.hidden is None else choices.hidden
    start = PartSpec(usual_initializer(choices.activation))
    layers = [LayerSpec(units, choices.activation, kernel_initializer=start) for units in hidden]
    layers.append(
        LayerSpec(
            fitting_units(losses[loss], info, activation, 0),
            activation,
            kernel_initializer=PartSpec(usual_initializer(activation)),
            bias_initializer=_first_bias(info, facts, activation),
        )
    )
    training = TrainingSpec(
        loss=PartSpec(loss),
        optimizer=OptimizerSpec("adam", _usual_rate(info)),
        batch_size=min(BATCH, max(info.training_count, 1)),
    )
    return Proposal(NetworkSpec(tuple(layers)), training, not is_complete(info) and info.image is None)


def _usual_rate(info: DataInfo) -> float:
    if is_complete(info):
        return GATE_RATE
    return RATE if info.image is None else PIXEL_RATE


def usual_hidden(info: DataInfo) -> tuple[int, ...]:
    """Units of the hidden layers: twice the inputs within 16 to 100, then half of it; one of 10 for a truth table."""
    if is_complete(info):
        return (FEWEST,)
    first = min(max(2 * len(info.inputs), FIRST), MOST)
    return first, max(first // 2, FEWEST)


def is_complete(info: DataInfo) -> bool:
    """Whether the examples are so few that they are taken for a truth table."""
    return info.training_count <= 4 and not info.validation_count


def _first_bias(info: DataInfo, facts: DataFacts | None, activation: str) -> PartSpec:
    if info.task != "regression" or activation != "linear" or facts is None or len(facts.means) != 1:
        return PartSpec("zeros")
    mean = float(f"{facts.means[0]:.2g}")
    far = OFF_CENTRE < abs(mean) <= 1000.0
    return PartSpec("constant", Parameters(value=mean)) if far else PartSpec("zeros")
