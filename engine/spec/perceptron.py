"""The perceptron rule as an experiment: the edit that makes it, what follows it, and when to offer it."""

from dataclasses import replace

from engine.catalog import losses
from engine.spec.data_info import DataInfo
from engine.spec.layer_words import layer_span, layer_word
from engine.spec.specs import ExperimentSpec, LayerSpec, NetworkSpec, OptimizerSpec, PartSpec
from engine.spec.usual_outputs import unit_choices

LOSS = "perceptron"
CYCLE = "cycle"
"""The figure of an epoch under the rule whose weights come back: after how many epochs they do."""


def can_use_rule(info: DataInfo) -> bool:
    """Whether the data has classes that the rule can tell apart."""
    return info.task in losses[LOSS].tasks


def with_perceptron_rule(spec: ExperimentSpec, info: DataInfo) -> ExperimentSpec:
    """The same data under Rosenblatt's rule, as scikit-learn's `Perceptron` with shuffle off has it.

    One layer of steps, one for two classes, else one a class; weights and biases from 0; SGD at rate 1 on
    one example at a time, in the order of the data; no penalty, no class weights.

    Raises:
        ValueError: the data has no classes.
    """
    loss = losses[LOSS]
    if not can_use_rule(info):
        raise ValueError(f"The perceptron rule needs classes, but this is a {info.task} task. Choose other data.")
    zeros = PartSpec("zeros")
    units = unit_choices(loss, info)[0]
    layer = LayerSpec(units, "step", kernel_initializer=zeros, bias_initializer=zeros)
    training = replace(
        spec.training,
        loss=PartSpec(LOSS),
        optimizer=OptimizerSpec("sgd", 1.0),
        batch_size=1,
        shuffle=False,
        class_weight=(),
        metrics=(),
        stop=replace(spec.training.stop, early_stopping=False),
    )
    return replace(spec, network=NetworkSpec((layer,)), training=training)


def follows_rule(spec: ExperimentSpec) -> bool:
    """Whether a right answer changes nothing and a wrong one adds or takes away a share of its example.

    That is the perceptron loss under plain SGD: no momentum, no schedule, no penalty, no class weights, with a bias
    and nothing frozen. Any learning rate, batch size, order and first weights will do: what is true of the rule is
    then true of the run.
    """
    training, optimizer = spec.training, spec.training.optimizer
    plain = optimizer.name == "sgd" and not optimizer.parameters.get("momentum", 0.0)
    plain = plain and optimizer.schedule.name == "constant"
    free = all(layer.learns_all and not (layer.l1 or layer.l2) for layer in spec.network.layers)
    return training.loss.name == LOSS and plain and free and not training.class_weight


def step_warning(spec: ExperimentSpec) -> str:
    """Why gradient descent cannot pass a step function of this network, in a sentence; "" where there is none."""
    layers = spec.network.layers
    steps = [number for number, layer in enumerate(layers, 1) if layer.activation == "step"]
    if not steps or losses[spec.training.loss.name].reads_sums:
        return ""
    last = steps[-1]
    if last == len(layers):
        place, stuck = "the output", "no weight of the network can learn"
    else:
        place = layer_word(layers, last - 1)
        whose = "its weights" if last == 1 else f"the weights of {layer_span(layers, 0, last - 1)}"
        stuck = f"{whose} cannot learn"
    return f"The slope of the step function is 0 everywhere: no gradient comes through {place}, so {stuck}."
