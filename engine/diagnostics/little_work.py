"""Which measuring of many examples takes no time worth speaking of."""

from engine.passes.blocks import dense_work
from engine.spec import DataInfo, ExperimentSpec, NetworkSpec

LITTLE_WORK = 20_000_000  # products that may be spent on an evaluation while somebody waits


def takes_little(network: NetworkSpec, inputs: int, rows: int) -> bool:
    """Whether a network over so many inputs answers so many rows in hardly any time."""
    return rows * sum(dense_work(*shape) for shape in network.shapes(inputs)) <= LITTLE_WORK


def is_always_measured_again(spec: ExperimentSpec, info: DataInfo) -> bool:
    """Whether the training part is measured again at each epoch's end without anybody asking for it."""
    return takes_little(spec.network, len(info.inputs), info.training_count)
