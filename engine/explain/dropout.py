"""Explaining dropout: whether an output went on in an update, and how much larger it was made."""

from __future__ import annotations

from engine.explain.book import Book
from engine.explain.words import example_name, in_update, neuron_name
from engine.formula import Constant, Negative, Product, Quantity, Quotient, Ref, Sum, Symbol
from engine.letters import capital
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
        word = book.layer_word(update, layer)
        raise ValueError(
            f"{capital(example_name(address))} passed {word} without dropout in {in_update(address)}. "
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
        f"Dropout of {neuron_name(address, book.layer_specs(update))}",
        f"{capital(example_name(address))} · {in_update(address)}",
        sentence,
        value,
        steps,
        (
            "Drawn anew for every example of every batch.",
            "Only training leaves outputs out; validation, predictions and pictures use them all.",
        ),
        origin=Origin.COMPUTED if value else Origin.SEED,
    )


def explain_sent(book: Book, address: Address) -> Explanation:
    """d · a: what the next layer reads of an output that went through dropout.

    Raises:
        ValueError: dropout left nothing out there.
    """
    own = address.update, address.layer, address.unit, address.split, address.example
    factor = explain_dropout(book, address).value
    activation = float(book.rows(address.update, address.layer, address.split, address.example)[2][address.unit])
    formula = Product((Ref(book.unit(Kind.DROPOUT, *own, factor)), Ref(book.unit(Kind.ACTIVATION, *own, activation))))
    value = factor * activation
    return Explanation(
        address,
        f"What {neuron_name(address, book.layer_specs(address.update))} sends on",
        f"{capital(example_name(address))} · {in_update(address)}",
        "Its activation, times what dropout makes of it.",
        value,
        (Step(book.unit(Kind.SENT, *own, value), formula, label="on to the next layer"),),
    )


def dropout_note(book: Book, address: Address) -> tuple[str, ...]:
    """What dropout makes of an activation in this update, in a sentence; nothing where there is none."""
    factors = book.dropout(address.update, address.layer, address.split, address.example)
    if factors is None:
        return ()
    factor = float(factors[address.unit])
    if not factor:
        return ("Dropout leaves it out in this update: nothing of it goes on to the next layer.",)
    return (f"Dropout lets it go on in this update, times {factor:.4g}.",)
