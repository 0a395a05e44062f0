"""Loss and metrics of a network over many examples, block by block."""

from collections.abc import Callable, Generator, Iterator, Mapping

from engine.catalog import metrics
from engine.catalog.arrays import Array, Inputs
from engine.catalog.metrics import TOTALS, basic_metrics
from engine.passes.forward import answers
from engine.passes.network import Network
from engine.passes.objective import Objective, penalty_in_pieces

Answers = Iterator[tuple[slice, Array, Array] | None]
"""(rows, z, a) of the output layer block by block; None is a breath."""

Figures = dict[str, Callable[[Array, Array, Array], Array]]
"""Metrics by name: each takes target, z and output of a batch and gives a value for each example (batch,)."""


def metric_functions(names: tuple[str, ...], encoding: str) -> Figures:
    """The metrics of single examples for targets of this encoding from which the named ones are told."""
    table: Figures = {}
    for name in basic_metrics(names):
        for kind, figure in metrics[name].value.items():
            if kind == encoding:
                table[name] = _of_sums(figure) if kind == "signs" else _of_outputs(figure)
    return table


def _of_sums(figure: Callable[[Array, Array], Array]) -> Callable[[Array, Array, Array], Array]:
    return lambda target, z, output: figure(target, z)


def _of_outputs(figure: Callable[[Array, Array], Array]) -> Callable[[Array, Array, Array], Array]:
    return lambda target, z, output: figure(target, output)


def evaluate(
    network: Network, objective: Objective, figures: Figures, x: Inputs, target: Array, told: Answers | None = None
) -> Generator[None, None, dict[str, float]]:
    """Mean loss (penalty included, unweighted examples, as Keras's evaluate), metrics or totals; None is a breath.

    told: the outputs for x, if somebody else computes them.
    """
    sums = dict.fromkeys(("loss", *figures), 0.0)
    for found in answers(network, x) if told is None else told:
        yield None
        if found is None:
            continue
        rows, z, a = found
        sums["loss"] += float(objective.example_losses(target[rows], z, a).sum())
        for name, figure in figures.items():
            sums[name] += float(figure(target[rows], z, a).sum())
    result = means(sums, len(x))
    result["loss"] += yield from penalty_in_pieces(network.layers)
    return result


def means(sums: Mapping[str, float], examples: int) -> dict[str, float]:
    """The figures of so many examples from their sums: means, but counts as they are."""
    return {name: total if name in TOTALS else total / examples for name, total in sums.items()}


def told(figures: Mapping[str, float], names: tuple[str, ...]) -> dict[str, float]:
    """Of an epoch's or a split's figures the loss and the named metrics, those that are made of others among them."""
    result = {"loss": figures["loss"]} if "loss" in figures else {}
    for name in names:
        metric = metrics[name]
        known = {letter: figures[part] for letter, part in metric.parts.items() if part in figures}
        if metric.combine is not None and len(known) == len(metric.parts):
            result[name] = float(metric.combine(**known))
        elif name in figures:
            result[name] = figures[name]
    return result
