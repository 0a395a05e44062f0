"""A comparison of gradients in words, for the command line and the window."""

from collections.abc import Sequence

from engine.diagnostics.agreement import Agreement, Difference, LayerAgreement
from engine.diagnostics.gradient_check import GradientCase, OwnGradient
from engine.spec import LayerSpec
from engine.spec.layer_words import layer_word
from engine.trace import BIAS

NAMES = {"finite_differences": "Finite differences", "tensorflow": "TensorFlow"}


def title(reference: str) -> str:
    """The name of a reference as people read it."""
    return NAMES[reference]


def verdict(layer: LayerAgreement) -> str:
    """One of "agrees", "differs", "set aside" (there is no derivative) and "not drawn" (not in the sample)."""
    if layer.failing:
        return "differs"
    if layer.compared:
        return "agrees"
    return "set aside" if layer.set_aside else "not drawn"


def place(difference: Difference, inputs: tuple[str, ...], layers: Sequence[LayerSpec]) -> str:
    """Where a difference is, counted from 1: "weight from neuron 2 of layer 1 to neuron 3 of layer 2"."""
    here = f"neuron {difference.unit + 1} of {layer_word(layers, difference.layer)}"
    if difference.source == BIAS:
        return f"bias of {here}"
    if difference.layer == 0:
        return f"weight from {inputs[difference.source]} to {here}"
    return f"weight from neuron {difference.source + 1} of {layer_word(layers, difference.layer - 1)} to {here}"


def subject(case: GradientCase, own: OwnGradient) -> str:
    """What is differentiated: which loss, when, over which examples, by how many parameters."""
    size = len(case.batch.x)
    examples = f"all {size:,} training examples" if case.whole else f"the {size:,} examples of the next batch"
    if size == 1:
        examples = "the one training example" if case.whole else "the one example of the next batch"
    updates = f"{case.update:,} update{'' if case.update == 1 else 's'}"
    left_out = "" if case.batch.draw is None else " Dropout leaves out the same outputs each time it is computed."
    return (
        f"The loss after {updates} over {examples} is {own.loss:.6g}. "
        f"Its gradient has {case.parameters:,} numbers, one for each weight and bias.{left_out}"
    )


def remarks(agreement: Agreement) -> tuple[str, ...]:
    """What must be known to read the numbers: a sample, parameters that were set aside, notes."""
    total = agreement.total
    found = []
    if agreement.sampled:
        looked = total.compared + total.set_aside
        found.append(f"{looked:,} of {total.parameters:,} parameters were drawn, some of every layer.")
    if total.set_aside:
        are = "parameter was" if total.set_aside == 1 else "parameters were"
        found.append(
            f"{total.set_aside:,} {are} set aside: within the smallest step lies a kink, where there is no "
            "derivative to compare with (such as relu at 0, |w| at 0, an absolute error at 0)."
        )
    return (*found, *agreement.notes)
