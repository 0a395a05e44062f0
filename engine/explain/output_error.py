"""Explaining the error at the output: how the loss changes with z, and why that is often just a − t."""

from __future__ import annotations

import numpy as np

from engine.explain.book import Book, general
from engine.explain.forward import slope_step
from engine.explain.output_letters import OutputLetters
from engine.explain.series import series
from engine.formula import (
    Constant,
    Expr,
    Negative,
    Product,
    Quantity,
    Quotient,
    Ref,
    Sum,
    Symbol,
    evaluate,
    number_text,
)
from engine.trace import Address, Kind, Step

CANCELS = (
    "Multiplied out, {what} cancels; that is why it is computed in the short form, exact even where a is 0 or 1."
)


def output_error_steps(book: Book, address: Address) -> tuple[Step, ...]:
    """δ of an output for one example, from ∂ℓ/∂a and the slope of its activation."""
    letters = OutputLetters(book, address)
    form = letters.objective.logit_form
    if form is None:
        couples = letters.objective.activation.couples
        return (_coupled if couples else _chain)(book, address, letters)
    if not form.reading_expression:
        note = _of_sums(letters, address.unit)
        return (_final(address, letters, form.slope_expression, "error of the output", note),)
    if letters.objective.activation.couples:
        return _softmax_cancellation(address, letters, form.slope_expression)
    return _sigmoid_cancellation(book, address, letters, form.slope_expression)


def _of_sums(letters: OutputLetters, unit: int) -> str:
    """What a loss that reads z itself finds: a mistake or none."""
    if letters.z[unit] == 0.0:
        return "z is exactly 0, on the line itself: that counts as a mistake."
    product = float(letters.t[unit] * letters.z[unit])
    found = "> 0: right." if product > 0.0 else "≤ 0: a mistake."
    name = letters.objective.activation.label
    aside = f"The rule reads z itself; the slope of {name}, 0 everywhere, plays no part."
    return f"t · z = {number_text(product)} {found} {aside}"


def _delta(address: Address, letters: OutputLetters) -> Quantity:
    """δ with the value that the batch computation has."""
    update, unit = address.update, address.unit
    row = letters.book.batch_row(update, address.split, address.example)
    assert row is not None
    value = float(letters.book.record(update).events.backward[address.layer].delta[row, unit])
    return letters.book.unit(Kind.DELTA, update, address.layer, unit, address.split, address.example, value)


def _final(address: Address, letters: OutputLetters, slope: str, label: str, note: str = "") -> Step:
    formula = letters.parse(slope if letters.units > 1 else slope.removesuffix("/n"), address.unit)
    if letters.example_weight is not None:
        formula = Product((Ref(letters.example_weight), formula))
    return Step(_delta(address, letters), formula, note, label)


def _slope_of_loss(address: Address, letters: OutputLetters, expression: str, unit: int) -> Step:
    formula = letters.parse(expression if letters.units > 1 else expression.removesuffix("/n"), unit)
    symbol = Symbol("∂ℓ/∂a", str(unit + 1), f"({address.layer + 1})")
    clipped = letters.clipped(unit)
    value = 0.0 if clipped else evaluate(formula)
    note = "a is clipped here, so the loss does not change with it" if clipped else ""
    return Step(Quantity(symbol, value, None, "gradient"), None if clipped else formula, note, "slope of the loss")


def _chain(book: Book, address: Address, letters: OutputLetters) -> tuple[Step, ...]:
    """δ = ∂ℓ/∂a · φ'(z)."""
    first = _slope_of_loss(address, letters, letters.objective.loss.slope_expression, address.unit)
    second = slope_step(book, address, letters.z, letters.a)
    factors: tuple[Expr, ...] = (Ref(first.result), Ref(second.result))
    if letters.example_weight is not None:
        factors = (Ref(letters.example_weight), *factors)
    last = Step(_delta(address, letters), Product(factors), label="error of the output")
    return *letters.clip_steps, first, second, last


def _coupled(book: Book, address: Address, letters: OutputLetters) -> tuple[Step, ...]:
    """δⱼ = aⱼ · (∂ℓ/∂aⱼ − Σ ∂ℓ/∂a · a), through all units of a softmax."""
    expression = letters.objective.loss.slope_expression
    slopes = [_slope_of_loss(address, letters, expression, unit) for unit in range(letters.units)]
    steps = coupled_steps(letters.unit(Kind.ACTIVATION, address.unit), slopes, address.unit, letters)
    weight = letters.example_weight
    formula: Expr = steps[-1].formula  # type: ignore[assignment]
    if weight is not None:
        formula = Product((Ref(weight), formula))
    shown = slopes if letters.units <= 4 else [slopes[address.unit]]
    return *letters.clip_steps, *shown, steps[0], Step(_delta(address, letters), formula, label="error of the output")


def coupled_steps(own: Quantity, slopes: list[Step], unit: int, letters: OutputLetters) -> tuple[Step, Step]:
    """The mean slope D = Σ ∂ℓ/∂a · a, and a · (∂ℓ/∂a − D)."""
    values = np.array([step.result.value for step in slopes]) * letters.a

    def term(k: int) -> Expr:
        return Product((Ref(slopes[k].result), Ref(letters.unit(Kind.ACTIVATION, k))))

    body = Product((Ref(general(Symbol("∂ℓ/∂a", "k"), "gradient")), Ref(general(Symbol("a", "k")))))
    mean = Quantity(Symbol("D"), float(values.sum()), None, "gradient")
    formula = Product((Ref(own), Sum((Ref(slopes[unit].result), Negative(Ref(mean))))))
    total = Step(mean, series("k", body, values, term), label="what all units lose together")
    return total, Step(Quantity(Symbol("δ"), evaluate(formula), None, "gradient"), formula)


def _sigmoid_cancellation(book: Book, address: Address, letters: OutputLetters, slope: str) -> tuple[Step, ...]:
    """∂ℓ/∂a · a(1 − a), in which a(1 − a) cancels."""
    first = _slope_of_loss_unclipped(address, letters)
    second = slope_step(book, address, letters.z, letters.a)
    product = Product((Ref(first.result), Ref(second.result)))
    note = CANCELS.format(what="a · (1 − a)")
    whole = Step(Quantity(Symbol("∂ℓ/∂z"), evaluate(product), None, "gradient"), product, "", "chain rule")
    return first, second, whole, _final(address, letters, slope, "error of the output", note)


def _slope_of_loss_unclipped(address: Address, letters: OutputLetters) -> Step:
    share = "(a - t)/(a*(1 - a))" + ("/n" if letters.units > 1 else "")
    formula = letters.parse(share, address.unit)
    symbol = Symbol("∂ℓ/∂a", str(address.unit + 1), f"({address.layer + 1})")
    return Step(Quantity(symbol, evaluate(formula), None, "gradient"), formula, label="slope of the loss")


def _softmax_cancellation(address: Address, letters: OutputLetters, slope: str) -> tuple[Step, ...]:
    """Only the true class c has ∂ℓ/∂a = −1/a; through the softmax's derivative a_c cancels."""
    true, own = int(np.argmax(letters.t)), address.unit
    a_true, a_own = letters.unit(Kind.ACTIVATION, true), letters.unit(Kind.ACTIVATION, own)
    first_formula = Negative(Quotient(Constant(1.0, "1"), Ref(a_true)))
    first = Quantity(Symbol("∂ℓ/∂a", str(true + 1)), evaluate(first_formula), None, "gradient")
    if true == own:
        second_formula: Expr = Product((Ref(a_true), Sum((Constant(1.0, "1"), Negative(Ref(a_true))))))
    else:
        second_formula = Negative(Product((Ref(a_true), Ref(a_own))))
    second = Quantity(Symbol(f"∂a{_lowered(true)}/∂z", str(own + 1)), evaluate(second_formula))
    product = Product((Ref(first), Ref(second)))
    return (
        Step(first, first_formula, "The loss reads the true class alone.", "slope of the loss"),
        Step(second, second_formula, "", "slope of the softmax"),
        Step(Quantity(Symbol("∂ℓ/∂z"), evaluate(product), None, "gradient"), product, "", "chain rule"),
        _final(address, letters, slope, "error of the output", CANCELS.format(what="a of the true class")),
    )


def _lowered(number: int) -> str:
    return str(number + 1).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))
