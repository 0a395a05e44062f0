"""Which parts of the data are measured with the weights as they are, whenever an epoch ends."""

from __future__ import annotations

from collections.abc import Iterator

from engine.data import Split
from engine.diagnostics.little_work import takes_little
from engine.passes.network import Network
from engine.run.batches import RunData
from engine.spec import ExperimentSpec
from engine.spec.figure_words import AGAIN, VALIDATION


def judged_parts(spec: ExperimentSpec, run: RunData, network: Network) -> Iterator[tuple[str, Split]]:
    """(what stands before the names of its figures, part): validation, and training again.

    The training part is measured again where somebody wants it, and always where that takes hardly any time.
    """
    data = run.data
    if len(data.validation):
        yield VALIDATION, data.validation
    if spec.training.measure_again or judges_little(network, data.training):
        yield AGAIN, data.training


def judges_little(network: Network, part: Split) -> bool:
    """Whether measuring a part of the data takes no time worth speaking of."""
    return takes_little(network.spec, network.inputs, len(part))
