"""All advice on an experiment, the most important first."""

from collections.abc import Callable, Iterator

from engine.spec.advice.layers import alike_starts, all_frozen, bare_dropout, silent_starts, steps
from engine.spec.advice.linear import linear_stack
from engine.spec.advice.outputs import lone_softmax, loss_and_output, target_range
from engine.spec.advice.record import Advice
from engine.spec.advice.scales import overshooting, wide_inputs
from engine.spec.data_facts import DataFacts
from engine.spec.data_info import DataInfo
from engine.spec.specs import ExperimentSpec

Rule = Callable[[ExperimentSpec, DataInfo, DataFacts | None], Iterator[Advice]]

RULES: tuple[Rule, ...] = (
    all_frozen,
    steps,
    lone_softmax,
    silent_starts,
    alike_starts,
    loss_and_output,
    target_range,
    overshooting,
    bare_dropout,
    wide_inputs,
    linear_stack,
)
"""What lets nothing be learned comes before what means something else, and that before what is slow."""


def advice(spec: ExperimentSpec, info: DataInfo, facts: DataFacts | None = None) -> tuple[Advice, ...]:
    """What does not fit well in an experiment without problems, most important first.

    Without facts nothing is said that the numbers of the data decide.
    """
    found = [each for rule in RULES for each in rule(spec, info, facts)]
    silent = {layer for each in found if each.kind == "silent" for layer in each.layers}
    return tuple(each for each in found if not (each.kind == "alike" and silent.issuperset(each.layers)))
