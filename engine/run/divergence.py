"""Why a run stopped by itself, and what to try."""

from engine.spec import ExperimentSpec
from engine.trace import PassRecord

_LARGE_RATE = 0.001


def divergence_sentence(spec: ExperimentSpec, record: PassRecord, update: int) -> str:
    """The first number that is no longer finite, by update (shown from 1) and layer, and the cure."""
    what, layer = record.not_finite() or ("loss", len(spec.network.layers) - 1)
    rate = spec.training.optimizer.learning_rate
    cures = [f"a smaller learning rate (now {rate:g})"] if rate > _LARGE_RATE else []
    if not spec.data.standardize:
        cures.append("standardised inputs")
    cures.append("smaller initial weights")
    subject = "the loss is" if what == "loss" else f"the {what} of layer {layer + 1} are"
    return (
        f"Stopped at update {update + 1:,}: {subject} no longer finite. "
        f"Try {' or '.join(cures[:2])}, then reset."
    )
