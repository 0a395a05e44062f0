"""Advice on stacks of linear layers, which together are one linear layer."""

from collections.abc import Iterator

from engine.catalog import losses
from engine.spec.advice.record import Advice, Fix
from engine.spec.data_facts import DataFacts
from engine.spec.data_info import DataInfo
from engine.spec.specs import ExperimentSpec, NetworkSpec


def linear_runs(network: NetworkSpec) -> tuple[tuple[int, int], ...]:
    """(first, last) of every longest run of layers, from 0, whose sums at the last one are those of one layer.

    All of them but the last are linear; the last may have any activation, which follows the sums.
    """
    runs, first = [], 0
    for index, layer in enumerate(network.layers):
        if layer.activation == "linear" and index < len(network.layers) - 1:
            continue
        if index > first:
            runs.append((first, index))
        first = index + 1
    return tuple(runs)


def linear_stack(spec: ExperimentSpec, _info: DataInfo, _facts: DataFacts | None) -> Iterator[Advice]:
    """Hidden layers without an activation."""
    runs = linear_runs(spec.network)
    if not runs or losses[spec.training.loss.name].reads_sums:
        return
    first, last = runs[0]
    bent = spec
    for low, high in runs:
        for index in range(low, high):
            bent = bent.with_layer(index, activation="relu")
    one = f"layer {first + 1} is linear: with layer {last + 1} it is"
    joint = "and" if last - first == 2 else "to"
    several = f"layers {first + 1} {joint} {last} are linear: with layer {last + 1} they are"
    yield Advice(
        "linear_stack",
        "Network",
        f"{one if last - first == 1 else several} equal to one layer, and cannot bend more than that.",
        (Fix("Use ReLU", bent),),
        tuple(range(first, last + 1)),
    )
