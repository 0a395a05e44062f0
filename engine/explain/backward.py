"""Explaining errors and gradients: δ of a neuron, an example's share, the gradient of the batch."""

from __future__ import annotations

import numpy as np

from engine.catalog import regularizers
from engine.catalog.arrays import Array
from engine.explain.book import Book, general
from engine.explain.forward import slope_step
from engine.explain.letters import symbol_of
from engine.explain.output_error import output_error_steps
from engine.explain.series import series
from engine.explain.words import example_name, in_update, neuron_name, weight_name
from engine.formula import Constant, Expr, Negative, Product, Quantity, Quotient, Ref, Sum, Symbol, parse
from engine.letters import capital
from engine.trace import BIAS, Address, Explanation, Kind, Step, index_pair


def explain_delta(book: Book, address: Address) -> Explanation:
    """δ = ∂ℓ/∂z of a neuron for one example of the batch.

    Raises:
        ValueError: the example was not in that batch.
    """
    _row(book, address)
    last = address.layer == book.layers(address.update) - 1
    steps = output_error_steps(book, address) if last else _hidden_steps(book, address)
    sentence = "How the loss of this example changes with the neuron's weighted sum."
    if not last:
        after = book.layer_word(address.update, address.layer + 1)
        sentence = f"The errors of {after} come back along the weights, times the slope."
    return Explanation(
        address,
        f"Error δ of {neuron_name(address, book.layer_specs(address.update))}",
        f"{capital(example_name(address))} · {in_update(address)}",
        sentence,
        steps[-1].result.value,
        steps,
    )


def explain_upstream(book: Book, address: Address) -> Explanation:
    """∂ℓ/∂a of a hidden neuron: Σ w · δ over the layer above."""
    row = _row(book, address)
    steps = _upstream_steps(book, address, row, address.unit)
    return Explanation(
        address,
        f"What comes back to {neuron_name(address, book.layer_specs(address.update))}",
        f"{capital(example_name(address))} · {in_update(address)}",
        "Every neuron above sends its error back along its weight.",
        steps[-1].result.value,
        steps,
    )


def _row(book: Book, address: Address) -> int:
    row = book.batch_row(address.update, address.split, address.example)
    if row is None:
        raise ValueError(
            f"{capital(example_name(address))} was not in the batch of {in_update(address)}, "
            "so it has no error there. Choose one of its batch."
        )
    return row


def _upstream_steps(book: Book, address: Address, row: int, unit: int) -> tuple[Step, ...]:
    """∂ℓ/∂a of a unit: what comes back along the weights, and through dropout where its output went through it."""
    update, above = address.update, address.layer + 1
    kernel = book.dense(update, above).kernel
    delta = book.record(update).events.backward[above].delta[row]
    values = kernel[unit] * delta

    def term(k: int) -> Expr:
        error = book.unit(Kind.DELTA, update, above, k, address.split, address.example, float(delta[k]))
        return Product((Ref(book.weight(update, above, unit, k, float(kernel[unit, k]))), Ref(error)))

    place = f"({above + 1})"
    body = Product(
        (
            Ref(general(Symbol("w", f"{unit + 1}k", place), "signed")),
            Ref(general(Symbol("δ", "k", place), "gradient")),
        )
    )
    own = update, address.layer, unit, address.split, address.example
    total, back = float(values.sum()), series("k", body, values, term)
    factors = book.dropout(update, address.layer, address.split, address.example)
    if factors is None:
        return (Step(book.unit(Kind.UPSTREAM, *own, total), back, label="errors that come back"),)
    came = Quantity(Symbol("∂ℓ/∂(da)", str(unit + 1), f"({address.layer + 1})"), total, None, "gradient")
    factor = float(factors[unit])
    through = Product((Ref(book.unit(Kind.DROPOUT, *own, factor)), Ref(came)))
    return (
        Step(came, back, label="errors that come back"),
        Step(book.unit(Kind.UPSTREAM, *own, factor * total), through, label="through the dropout"),
    )


def _hidden_steps(book: Book, address: Address) -> tuple[Step, ...]:
    row = _row(book, address)
    update, layer = address.update, address.layer
    _, z, a = book.rows(update, layer, address.split, address.example)
    value = float(book.record(update).events.backward[layer].delta[row, address.unit])
    delta = book.unit(Kind.DELTA, update, layer, address.unit, address.split, address.example, value)
    back = _upstream_steps(book, address, row, address.unit)
    if book.dense(update, layer).activation.couples:
        return *back, *_coupled_hidden(book, address, row, a, delta, back[-1])
    slope = slope_step(book, address, z, a)
    product = Product((Ref(back[-1].result), Ref(slope.result)))
    return *back, slope, Step(delta, product, label="error of the neuron")


def _coupled_hidden(
    book: Book, address: Address, row: int, a: Array, delta: Quantity, back: Step
) -> tuple[Step, ...]:
    """Through a softmax inside the network: δ = a · (∂ℓ/∂a − D), D = Σ ∂ℓ/∂a · a."""
    update, layer = address.update, address.layer
    upstream = [_upstream_steps(book, address, row, unit)[-1].result for unit in range(len(a))]
    values = np.array([quantity.value for quantity in upstream]) * a

    def own(unit: int) -> Ref:
        return Ref(book.unit(Kind.ACTIVATION, update, layer, unit, address.split, address.example, float(a[unit])))

    body = Product((Ref(general(Symbol("∂ℓ/∂a", "k"), "gradient")), Ref(general(Symbol("a", "k")))))
    mean = Quantity(Symbol("D"), float(values.sum()), None, "gradient")
    total = series("k", body, values, lambda k: Product((Ref(upstream[k]), own(k))))
    formula = Product((own(address.unit), Sum((Ref(back.result), Negative(Ref(mean))))))
    return Step(mean, total, label="what all units lose together"), Step(delta, formula, label="error of the neuron")


def explain_share(book: Book, address: Address) -> Explanation:
    """∂ℓ/∂w of one example: what came in, times δ."""
    row = _row(book, address)
    events, layer = book.record(address.update).events, address.layer
    delta = float(events.backward[layer].delta[row, address.unit])
    error = book.unit(Kind.DELTA, address.update, layer, address.unit, address.split, address.example, delta)
    formula: Expr = Ref(error)
    value = delta
    if address.source != BIAS:
        came = float(events.forward[layer].inputs[row, address.source])
        value *= came
        fed = book.incoming(address.update, layer, address.source, address.split, address.example, came)
        formula = Product((*fed, Ref(error)))
    step = Step(Quantity(_share_symbol(address), value, address, "gradient"), formula, label="share of the example")
    return Explanation(
        address,
        f"This example's share of the gradient of the {_weight(book, address)}",
        f"{capital(example_name(address))} · {in_update(address)}",
        "What came in along the weight, times the error of the neuron; along the bias comes a 1.",
        value,
        (step,),
    )


def explain_gradient(book: Book, address: Address) -> Explanation:
    """∂L/∂w: the mean of the examples' shares, plus the slope of the penalty."""
    record, layer = book.record(address.update), address.layer
    event, rows = record.events.backward[layer], record.events.rows
    inputs = record.events.forward[layer].inputs
    delta = event.delta[:, address.unit]
    bias = address.source == BIAS
    shares: Array = delta if bias else inputs[:, address.source] * delta
    value = float(event.bias_gradient[address.unit] if bias else event.kernel_gradient[address.source, address.unit])

    def term(e: int) -> Expr:
        place = Address(Kind.SHARE, address.update, layer, address.unit, address.source, int(rows[e]))
        return Ref(Quantity(_share_symbol(address, str(e + 1)), float(shares[e]), place, "gradient"))

    body = Ref(general(_share_symbol(address, "e"), "gradient"))
    mean: Expr = term(0)
    if len(shares) > 1:
        mean = Quotient(series("e", body, shares, term), Constant(float(len(shares)), f"{len(shares)}"))
    penalty = () if bias else _penalty_slopes(book, address)
    formula = Sum((mean, *penalty)) if penalty else mean
    step = Step(gradient_quantity(address, value), formula, label="gradient of the batch")
    return Explanation(
        address,
        f"Gradient of the {_weight(book, address)}",
        f"{capital(in_update(address))} · {len(shares)} example{'s' if len(shares) > 1 else ''}",
        _asked_for(len(shares)) + (", plus the penalty's slope." if penalty else "."),
        value,
        (step,),
    )


def _asked_for(examples: int) -> str:
    return "The mean of what each example of the batch asks for" if examples > 1 else "What the one example asks for"


def gradient_quantity(address: Address, value: float) -> Quantity:
    """∂L/∂w or ∂L/∂b of that place."""
    letter = "b" if address.source == BIAS else "w"
    below = str(address.unit + 1) if address.source == BIAS else index_pair(address.source, address.unit)
    place = Address(Kind.GRADIENT, address.update, address.layer, address.unit, address.source)
    return Quantity(Symbol(f"∂L/∂{letter}", below, f"({address.layer + 1})"), value, place, "gradient")


def _share_symbol(address: Address, example: str = "") -> Symbol:
    letter = "b" if address.source == BIAS else "w"
    return Symbol(f"∂ℓ{'' if not example else _lowered(example)}/∂{letter}")


def _lowered(index: str) -> str:
    return index.translate(str.maketrans("0123456789e", "₀₁₂₃₄₅₆₇₈₉ₑ"))


def _penalty_slopes(book: Book, address: Address) -> tuple[Expr, ...]:
    dense = book.dense(address.update, address.layer)
    weight = book.weight(address.update, address.layer, address.source, address.unit)
    found: list[Expr] = []
    for name, strength in dense.penalties:
        chosen = book.setting(address.update, name, symbol_of("strength"), strength, address.layer)
        found.append(parse(regularizers[name].slope_expression, {"strength": chosen, "w": weight}))
    return tuple(found)


def _weight(book: Book, address: Address) -> str:
    return weight_name(address, book.run(address.update).data.info, book.layer_specs(address.update))
