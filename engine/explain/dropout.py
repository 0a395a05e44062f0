"""Explaining dropout: whether an output went on in an update, and how much larger it was made."""

from __future__ import annotations

from engine.explain.book import Book
from engine.explain.words import capital, example_name, in_update, neuron_name
from engine.formula import Constant, Negative, Quantity, Quotient, Ref, Sum, Symbol, number_text
from engine.trace import Address, Explanation, Kind, Origin, Step

ONE = Constant(1.0, "1")


def explain_dropout(book: Book, address: Address) -> Explanation:
    """d: 0 where the output was left out, else 1 / (1 - p).

    Raises:
        ValueError: dropout left nothing out there.
    """
    update, layer = address.update, address.layer
    factors = book.dropout(update, layer, address.split, address.example)
    if factors is None:
        raise ValueError(
            f"{capital(example_name(address))} passed layer {layer + 1} without dropout in {in_update(address)}. "
            "Ask for an example of a batch, in a layer that has dropout."
        )
    value = float(factors[address.unit])
    result = book.unit(Kind.DROPOUT, update, layer, address.unit, address.split, address.example, value)
    rate = book.setting(update, "dropout", Symbol("p"), book.spec(update).network.layers[layer].dropout, layer)
    seed = Quantity(Symbol("seed"), float(book.spec(update).seed), Address(Kind.SEED))
    steps: tuple[Step, ...]
    if value:
        sentence = "Drawn to go on, enlarged by as much as is left out on average: so the next sums stay as large."
        steps = (Step(result, Quotient(ONE, Sum((ONE, Negative(Ref(rate))))), label="factor of the dropout"),)
    else:
        sentence = "Drawn to be left out: nothing of its activation goes on, and no error comes back through it."
        steps = (Step(result), Step(seed, note="The same seed, epoch and batch leave out the same outputs."))
    return Explanation(
        address,
        f"Dropout of {neuron_name(address, book.layers(update))}",
        f"{capital(example_name(address))} · {in_update(address)}",
        sentence,
        value,
        steps,
        (
            _what_goes_on(book, address, value),
            "Drawn anew for every example of every batch.",
            "Only training leaves outputs out; validation, predictions and pictures use them all.",
        ),
        origin=Origin.COMPUTED if value else Origin.SEED,
    )


def _what_goes_on(book: Book, address: Address, factor: float) -> str:
    own = float(book.rows(address.update, address.layer, address.split, address.example)[2][address.unit])
    product = number_text(factor * own)
    return f"On to the next layer goes d · a = {number_text(factor)} · {number_text(own)} = {product}."


def dropout_note(book: Book, address: Address) -> tuple[str, ...]:
    """What dropout makes of an activation in this update, in a sentence; nothing where there is none."""
    factors = book.dropout(address.update, address.layer, address.split, address.example)
    if factors is None:
        return ()
    factor = float(factors[address.unit])
    if not factor:
        return ("Dropout leaves it out in this update: nothing of it goes on to the next layer.",)
    return (f"Dropout lets it go on in this update, times {factor:.4g}.",)
