"""Advice on sizes: inputs that are far from 1, and a learning rate beyond which every step overshoots."""

from collections.abc import Iterator

from engine.catalog import losses
from engine.formula import number_text
from engine.spec.advice.record import Advice, Fix
from engine.spec.data_facts import DataFacts
from engine.spec.data_info import DataInfo
from engine.spec.perceptron import follows_rule
from engine.spec.specs import ExperimentSpec

LARGE = 30.0
APART = 30.0


def wide_inputs(spec: ExperimentSpec, info: DataInfo, facts: DataFacts | None) -> Iterator[Advice]:
    """Inputs in the tens and more, or of very different widths, under gradient descent."""
    if facts is None or spec.data.standardize or follows_rule(spec) or len(facts.inputs) != len(info.inputs):
        return
    spans = [(high - low, max(abs(low), abs(high)), name) for (low, high), name in _named(facts, info) if high > low]
    if not spans:
        return
    widest, narrowest, largest = max(spans), min(spans), max(spans, key=lambda span: span[1])
    if largest[1] > LARGE:
        reason = f'"{largest[2]}" goes up to {number_text(float(f"{largest[1]:.3g}"))}'
    elif info.image is None and widest[0] > APART * narrowest[0]:  # a pixel at the rim may be dark in all
        ratio = number_text(float(f"{widest[0] / narrowest[0]:.2g}"))
        reason = f'"{widest[2]}" spreads {ratio} times as wide as "{narrowest[2]}"'
    else:
        return
    yield Advice(
        "wide_inputs",
        "Inputs",
        f"{reason}: such sums make neurons saturate and steps too large or too small. Inputs of mean 0 and "
        "deviation 1 learn faster.",
        (Fix("Standardise inputs", spec.with_data(standardize=True)),),
    )


def overshooting(spec: ExperimentSpec, _info: DataInfo, facts: DataFacts | None) -> Iterator[Advice]:
    """A rate that cannot converge, where that is certain: one linear layer, squared error, plain SGD throughout.

    The mean of the squared errors over n outputs bends with the eigenvalues of 2 / n · XᵀX / examples; a step
    against the gradient multiplies the error along such a direction by 1 − η · bend, which grows if η > 2 / bend.
    """
    layers, optimizer = spec.network.layers, spec.training.optimizer
    plain = optimizer.name == "sgd" and not optimizer.parameters.get("momentum", 0.0)
    plain = plain and optimizer.schedule.name == "constant"
    weighted = bool(spec.training.class_weight or spec.data.sample_weight)
    single = len(layers) == 1 and layers[0].activation == "linear" and layers[0].learns_all
    if facts is None or not facts.curvature or weighted or not (plain and single):
        return
    if losses[spec.training.loss.name].name != "mean_squared_error":
        return
    limit = layers[0].units / facts.curvature
    if optimizer.learning_rate <= limit:
        return
    better = float(f"{limit / 2:.0e}")
    yield Advice(
        "overshooting",
        "Training",
        f"the learning rate is above {number_text(float(f'{limit:.2g}'))}, beyond which this linear layer overshoots "
        "further at every step.",
        (Fix(f"Learning rate {better:g}", spec.with_optimizer(learning_rate=better)),),
    )


def _named(facts: DataFacts, info: DataInfo) -> Iterator[tuple[tuple[float, float], str]]:
    return zip(facts.inputs, info.short_inputs, strict=True)
