"""Explaining weighted sums and activations."""

from __future__ import annotations

import numpy as np

from engine.catalog.activations import Activation
from engine.catalog.arrays import Array
from engine.explain.book import Book, general
from engine.explain.dropout import dropout_note
from engine.explain.series import series
from engine.explain.words import example_name, in_update, neuron_name
from engine.formula import Call, Expr, Product, Quantity, Ref, Sum, Symbol, parse
from engine.letters import capital
from engine.trace import BIAS, Address, Explanation, Kind, Step


def explain_sum(book: Book, address: Address) -> Explanation:
    """z = Σ w · x + b of one neuron for one example."""
    step = sum_step(book, address)
    return Explanation(
        address,
        f"Weighted sum of {neuron_name(address, book.layer_specs(address.update))}",
        _place(book, address),
        _summing(book, address),
        step.result.value,
        (step,),
    )


def explain_activation(book: Book, address: Address) -> Explanation:
    """a = φ(z), after the sum it is made of."""
    part = book.dense(address.update, address.layer).activation
    steps = (sum_step(book, address), *activation_steps(book, address))
    adds = "adds its bias, and turns" if _has_bias(book, address) else "and turns"
    return Explanation(
        address,
        f"Activation of {neuron_name(address, book.layer_specs(address.update))}",
        _place(book, address),
        f"The neuron weighs what comes in, {adds} the sum into its activation: {part.label}.",
        steps[-1].result.value,
        steps,
        (part.sentence, *_class_note(book, address, part), *dropout_note(book, address)),
    )


def sum_step(book: Book, address: Address) -> Step:
    """The weighted sum with its strongest terms."""
    update, layer, unit, split, example = (
        address.update,
        address.layer,
        address.unit,
        address.split,
        address.example,
    )
    inputs, z, _ = book.rows(update, layer, split, example)
    dense = book.dense(update, layer)

    def term(i: int) -> Expr:
        weight = book.weight(update, layer, i, unit, float(dense.kernel[i, unit]))
        return Product((Ref(weight), *book.incoming(update, layer, i, split, example, float(inputs[i]))))

    number, above = str(unit + 1), f"({layer + 1})"
    body = Product((Ref(general(Symbol("w", f"i{number}", above), "signed")), *general_feed(book, address, layer)))
    weighed: Expr = series("i", body, dense.kernel[:, unit] * inputs, term)
    if dense.spec.use_bias:
        weighed = Sum((weighed, Ref(book.weight(update, layer, BIAS, unit, float(dense.bias[unit])))))
    result = book.unit(Kind.SUM, update, layer, unit, split, example, float(z[unit]))
    return Step(result, weighed, label="weighted sum")


def general_feed(book: Book, address: Address, layer: int) -> tuple[Ref, ...]:
    """What a neuron of that layer reads from its i-th source, as it stands behind a Σ."""
    if layer == 0:
        return (Ref(general(Symbol("x", "i"), "signed")),)
    above = f"({layer})"
    sent = Ref(general(Symbol("a", "i", above), "signed"))
    if book.dropout(address.update, layer - 1, address.split, address.example) is None:
        return (sent,)
    return Ref(general(Symbol("d", "i", above))), sent


def activation_steps(book: Book, address: Address) -> tuple[Step, ...]:
    """From z to a; over the whole layer where units influence one another."""
    update, layer, split, example = address.update, address.layer, address.split, address.example
    _, z, a = book.rows(update, layer, split, example)
    part = book.dense(update, layer).activation
    own = _quantity(book, Kind.SUM, address, address.unit, z)
    result = _quantity(book, Kind.ACTIVATION, address, address.unit, a)
    names: dict[str, Quantity | Expr] = {"z": own}
    steps: tuple[Step, ...] = ()
    if part.couples:
        total = _softmax_total(book, address, z)
        steps, names = (total,), {"z": own, "S": total.result}
    note = f"z lies exactly at the kink of {part.label}." if own.value in part.kinks else ""
    steps = (*steps, Step(result, parse(part.expression, names), note, "activation"))
    if part.identity:
        steps = (*steps, Step(result, parse(part.identity, names), "", "the same, said with the sigmoid"))
    return steps


def _softmax_total(book: Book, address: Address, z: Array) -> Step:
    """S = Σ e^z over the layer."""
    with np.errstate(over="ignore"):
        powers = np.exp(z)

    def term(j: int) -> Expr:
        return Call("exp", (Ref(_quantity(book, Kind.SUM, address, j, z)),))

    body = Call("exp", (Ref(general(Symbol("z", "j", f"({address.layer + 1})"))),))
    total = series("j", body, powers, term)
    return Step(Quantity(Symbol("S"), float(powers.sum())), total, label="over the whole layer")


def _quantity(book: Book, kind: Kind, address: Address, unit: int, values: Array) -> Quantity:
    return book.unit(kind, address.update, address.layer, unit, address.split, address.example, float(values[unit]))


def slope_step(book: Book, address: Address, z: Array, a: Array) -> Step:
    """φ'(z) of a unit whose activation does not depend on its neighbours."""
    part = book.dense(address.update, address.layer).activation
    names: dict[str, Quantity | Expr] = {
        "z": _quantity(book, Kind.SUM, address, address.unit, z),
        "a": _quantity(book, Kind.ACTIVATION, address, address.unit, a),
    }
    unit = slice(address.unit, address.unit + 1)
    value = float(part.slope(z[unit], a[unit])[0])
    note = f"z lies exactly at the kink, where {part.slope_formula}." if float(z[address.unit]) in part.kinks else ""
    symbol = Symbol("φ′", str(address.unit + 1), f"({address.layer + 1})")
    return Step(Quantity(symbol, value), parse(part.slope_expression, names), note, f"slope of {part.label}")


def _class_note(book: Book, address: Address, part: Activation) -> tuple[str, ...]:
    if part.name == "step" and address.layer == book.layers(address.update) - 1:
        return ("The answer is a class, not a probability: 1 or 0, however near the line.",)
    return ()


def _has_bias(book: Book, address: Address) -> bool:
    return book.dense(address.update, address.layer).spec.use_bias


def _summing(book: Book, address: Address) -> str:
    if _has_bias(book, address):
        return "Each thing that comes in is weighed, everything is added up, and the bias is added."
    return "Each thing that comes in is weighed and everything is added up; this layer has no biases."


def _place(book: Book, address: Address) -> str:
    return f"{capital(example_name(address))} · {in_update(address)}"
