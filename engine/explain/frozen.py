"""Explaining what does not learn: frozen weights, and what the optimizer remembers for them."""

from __future__ import annotations

from engine.explain.book import Book
from engine.formula import Quantity, Ref, number_text
from engine.spec import LayerSpec
from engine.trace import Address, Step


def is_frozen(book: Book, update: int, flat: int) -> bool:
    """Whether update number `update` left the weight at that place of the flat vector alone."""
    mask = book.network(update).frozen
    return mask is not None and bool(mask[flat])


def why_frozen(layer: LayerSpec, place: Address) -> str:
    """What is frozen there: the layer, the neuron or the weight alone, as the beginning of a sentence."""
    if not layer.trainable:
        return "Its whole layer is frozen"
    return "Its neuron is frozen" if place.unit in layer.frozen_neurons else "It is frozen"


def frozen_weight(book: Book, before: Address, gradient: Quantity, result: Quantity) -> tuple[str, Step, str]:
    """Of a weight that update `before.update` left alone: a sentence, the step that leaves it, a note."""
    layer = book.spec(before.update).network.layers[before.layer]
    sentence = f"{why_frozen(layer, before)}: its gradient is computed, but the optimizer leaves it as it is."
    old = book.weight(before.update, before.layer, before.source, before.unit)
    note = f"Its gradient would be {number_text(gradient.value)}; nothing is made of it."
    return sentence, Step(result, Ref(old), label="frozen: it stays", sign="←"), note


def frozen_slot(book: Book, place: Address, old: Quantity, result: Quantity) -> tuple[str, Step]:
    """Of what the optimizer remembers for such a weight: a sentence, and the step that leaves it."""
    layer = book.spec(place.update).network.layers[place.layer]
    of = why_frozen(layer, place).replace("It is", "Its weight is").replace("Its whole layer", "The weight's layer")
    sentence = f"{of.replace('Its neuron', 'The weight’s neuron')}: the memory stays as it is too."
    return sentence, Step(result, Ref(old), label="frozen: it stays", sign="←")
