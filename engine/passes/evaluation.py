"""Loss and metrics of a network over many examples, block by block."""

from collections.abc import Callable, Generator

from engine.catalog import metrics
from engine.catalog.arrays import Array
from engine.passes.forward import predict
from engine.passes.network import Network
from engine.passes.objective import Objective, penalty

Figures = dict[str, Callable[[Array, Array], Array]]


def metric_functions(names: tuple[str, ...], encoding: str) -> Figures:
    """The named metrics for targets of this encoding: each gives (batch,) values."""
    table: Figures = {}
    for name in names:
        for kind, figure in metrics[name].value.items():
            if kind == encoding:
                table[name] = figure
    return table


def evaluate(
    network: Network, objective: Objective, figures: Figures, x: Array, target: Array
) -> Generator[None, None, dict[str, float]]:
    """Mean loss (penalty included, unweighted examples, as Keras's evaluate) and metrics; None is a breath."""
    sums = dict.fromkeys(("loss", *figures), 0.0)
    for rows, z, a in predict(network, x):
        sums["loss"] += float(objective.example_losses(target[rows], z, a).sum())
        for name, figure in figures.items():
            sums[name] += float(figure(target[rows], a).sum())
        yield None
    result = {name: total / len(x) for name, total in sums.items()}
    result["loss"] += penalty(network.layers)
    return result
