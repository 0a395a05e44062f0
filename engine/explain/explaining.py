"""From an address to its explanation: one row a kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from engine.explain.backward import explain_delta, explain_gradient, explain_share, explain_upstream
from engine.explain.book import Book
from engine.explain.dropout import explain_dropout, explain_sent
from engine.explain.figures import (
    explain_batch_figure,
    explain_epoch_figure,
    explain_example_figure,
    explain_running_figure,
)
from engine.explain.forward import explain_activation, explain_sum
from engine.explain.inputs import explain_input, explain_made, explain_raw, explain_scaling, explain_stand_in
from engine.explain.loss import explain_batch_loss, explain_example_loss, explain_penalty
from engine.explain.merged import explain_merged_sum, explain_merged_weight
from engine.explain.rate import explain_rate
from engine.explain.roots import (
    explain_example_weight,
    explain_seed,
    explain_setting,
    explain_target,
)
from engine.explain.weights import explain_slot, explain_weight
from engine.spec.figure_words import endless_reason
from engine.spec.layer_words import layer_place
from engine.trace import BIAS, Address, Explanation, Kind

EXPLAINERS: Mapping[Kind, Callable[[Book, Address], Explanation]] = {
    Kind.RAW: explain_raw,
    Kind.MEAN: explain_scaling,
    Kind.DEVIATION: explain_scaling,
    Kind.MADE: explain_made,
    Kind.STAND_IN: explain_stand_in,
    Kind.INPUT: explain_input,
    Kind.TARGET: explain_target,
    Kind.EXAMPLE_WEIGHT: explain_example_weight,
    Kind.SETTING: explain_setting,
    Kind.SEED: explain_seed,
    Kind.RATE: explain_rate,
    Kind.WEIGHT: explain_weight,
    Kind.BIAS: explain_weight,
    Kind.SLOT: explain_slot,
    Kind.MERGED_WEIGHT: explain_merged_weight,
    Kind.MERGED_SUM: explain_merged_sum,
    Kind.SUM: explain_sum,
    Kind.ACTIVATION: explain_activation,
    Kind.EXAMPLE_LOSS: explain_example_loss,
    Kind.PENALTY: explain_penalty,
    Kind.BATCH_LOSS: explain_batch_loss,
    Kind.DROPOUT: explain_dropout,
    Kind.SENT: explain_sent,
    Kind.UPSTREAM: explain_upstream,
    Kind.DELTA: explain_delta,
    Kind.SHARE: explain_share,
    Kind.GRADIENT: explain_gradient,
    Kind.EXAMPLE_FIGURE: explain_example_figure,
    Kind.BATCH_FIGURE: explain_batch_figure,
    Kind.EPOCH_FIGURE: explain_epoch_figure,
    Kind.RUNNING_FIGURE: explain_running_figure,
}


FIGURES = (Kind.EXAMPLE_FIGURE, Kind.BATCH_FIGURE, Kind.EPOCH_FIGURE, Kind.RUNNING_FIGURE)
OF_A_WEIGHT = (Kind.SLOT, Kind.SHARE, Kind.GRADIENT)


def explain(book: Book, address: Address) -> Explanation:
    """Where a number comes from.

    Raises:
        ValueError: there is no such number, in a sentence.
    """
    try:
        if (address.kind is Kind.BIAS or (address.source == BIAS and address.kind in OF_A_WEIGHT)) and not (
            book.spec(address.update).network.layers[address.layer].use_bias
        ):
            name = layer_place(book.layer_specs(address.update), address.layer)
            raise ValueError(f"{name} has no biases. Ask for one of its weights.")
        found = EXPLAINERS[address.kind](book, address)
        reason = endless_reason(found.value) if address.kind in FIGURES else ""
        return replace(found, notes=(*found.notes, reason)) if reason else found
    except (IndexError, KeyError) as error:
        raise ValueError(f"There is no such number in this run ({error}). Choose one on the screen.") from None
