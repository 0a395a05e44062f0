"""Advice on stacks of linear layers, which together are one linear layer."""

from collections.abc import Iterator

from engine.catalog import losses
from engine.letters import capital
from engine.spec.advice.record import Advice, Fix
from engine.spec.data_facts import DataFacts
from engine.spec.data_info import DataInfo
from engine.spec.layer_words import layer_span, layer_word
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
    """Hidden layers without an activation: each stack for itself, mended all together."""
    runs = linear_runs(spec.network)
    if not runs or losses[spec.training.loss.name].reads_sums:
        return
    bent = spec
    for low, high in runs:
        for index in range(low, high):
            bent = bent.with_layer(index, activation="relu")
    for first, last in runs:
        span = layer_span(spec.network.layers, first, last)
        place = "Network" if len(runs) == 1 else capital(span)
        yield Advice("linear_stack", place, _reason(spec, first, last), (Fix("Use ReLU", bent),),
                     tuple(range(first, last + 1)))  # fmt: skip


def _reason(spec: ExperimentSpec, first: int, last: int) -> str:
    words = [layer_word(spec.network.layers, index) for index in range(first, last + 1)]
    if last - first == 1:
        subject = f"{words[0]} is linear: with {words[1]} it is"
    elif last - first == 2:
        subject = f"{words[0]} and {words[1]} are linear: with {words[2]} they are"
    else:
        subject = f"{words[0]} to {words[-2]} are linear: with {words[-1]} they are"
    return f"{subject} equal to one layer, and cannot bend more than that."
