"""Explaining losses: of one example, of a batch, and the penalty on the weights."""

from __future__ import annotations

import numpy as np

from engine.catalog import regularizers
from engine.catalog.arrays import Array
from engine.explain.book import Book, general
from engine.explain.output_letters import OutputLetters
from engine.explain.series import series
from engine.explain.words import example_name, in_update
from engine.formula import Constant, Expr, Product, Quantity, Quotient, Ref, Sum, Symbol, parse
from engine.letters import capital
from engine.trace import Address, Explanation, Kind, Step, index_pair


def explain_example_loss(book: Book, address: Address) -> Explanation:
    """ℓ of one example from its outputs and targets."""
    letters = OutputLetters(book, address)
    steps, loss = loss_steps(book, address, letters), letters.objective.loss
    return Explanation(
        address,
        f"Loss of one example: {loss.label}",
        f"{capital(example_name(address))} · {in_update(address)}",
        loss.sentence,
        steps[-1].result.value,
        steps,
    )


def loss_steps(book: Book, address: Address, letters: OutputLetters) -> tuple[Step, ...]:
    """The loss as a person would check it, then in the stable form that is computed, then weighted."""
    objective, form = letters.objective, letters.objective.logit_form
    weight = letters.example_weight
    value = letters.value
    plain = Quantity(Symbol("ℓ"), value, None if weight else address)
    steps: list[Step] = [*letters.clip_steps] if form is None else []
    if form is None:
        steps.append(Step(plain, letters.combine(objective.loss.expression), label="loss"))
    else:
        if form.reading_expression:
            steps.append(Step(plain, letters.combine(form.reading_expression), label="loss"))
        if "S" in form.expression:
            steps.append(letters.total_step)
        note, label = "", "loss"
        if form.reading_expression:
            note = "Computed from z, so that nothing is lost where a is close to 0 or 1."
            label = "the same, as it is computed"
        steps.append(Step(plain, letters.combine(form.expression), note, label))
    if weight is not None:
        result = Quantity(Symbol("ℓ", "weighted"), value * weight.value, address)
        steps.append(Step(result, Product((Ref(weight), Ref(plain))), label="times the weight of the example"))
    return tuple(steps)


def explain_batch_loss(book: Book, address: Address) -> Explanation:
    """L = mean of ℓ over the batch, plus the penalty."""
    record = book.record(address.update)
    event = record.events.loss
    assert event is not None
    losses, rows = event.example_losses, record.events.rows

    def term(e: int) -> Expr:
        place = Address(Kind.EXAMPLE_LOSS, address.update, example=int(rows[e]))
        return Ref(Quantity(Symbol("ℓ", str(e + 1)), float(losses[e]), place))

    total = series("e", Ref(general(Symbol("ℓ", "e"))), losses, term)
    mean: Expr = Quotient(total, Constant(float(len(losses)), f"{len(losses)}")) if len(losses) > 1 else term(0)
    notes = ["A short last batch is its own mean."] if len(losses) < book.run(address.update).batch_size else []
    if event.penalty:
        penalty = Quantity(Symbol("Ω"), event.penalty, Address(Kind.PENALTY, address.update))
        mean = Sum((mean, Ref(penalty)))
        notes.append("The penalty Ω is added once per batch; it is not divided by the batch size.")
    step = Step(Quantity(Symbol("L"), event.loss, address), mean, label="loss of the batch")
    return Explanation(
        address,
        "Loss of the batch",
        f"{capital(in_update(address))} · {len(losses)} example{'s' if len(losses) > 1 else ''}",
        "The mean of its examples' losses." if len(losses) > 1 else "The loss of its one example.",
        event.loss,
        (step,),
        tuple(notes),
    )


def explain_penalty(book: Book, address: Address) -> Explanation:
    """Ω: the strengths times the sums of |w| and w² over the kernels."""
    steps: list[Step] = []
    for dense in book.network(address.update).layers:
        for name, strength in dense.penalties:
            steps.append(_penalty_step(book, address, dense.index, name, strength, dense.kernel))
    total = sum(step.result.value for step in steps)
    if len(steps) > 1:
        parts = Sum(tuple(Ref(step.result) for step in steps))
        steps.append(Step(Quantity(Symbol("Ω"), total, address), parts, label="penalty"))
    return Explanation(
        address,
        "Penalty on the weights",
        capital(in_update(address)),
        "Added to the loss of the batch, so that large weights cost something.",
        total,
        tuple(steps),
    )


def _penalty_step(book: Book, address: Address, layer: int, name: str, strength: float, kernel: Array) -> Step:
    part = regularizers[name]
    chosen = book.setting(address.update, name, Symbol("λ", name), strength, layer)
    units = kernel.shape[1]

    def one(weight: Quantity) -> Expr:
        return parse(part.expression.removeprefix("strength*"), {"w": weight})

    def term(k: int) -> Expr:
        return one(book.weight(address.update, layer, k // units, k % units, float(kernel.flat[k])))

    body = one(general(Symbol("w", "ij", f"({layer + 1})")))
    sizes = np.abs(kernel.ravel()) if name == "l1" else kernel.ravel() ** 2
    value = part.penalty(kernel, strength)
    result = Quantity(Symbol("Ω", index_pair(layer, 0)[:1], f"({name.upper()})"), value)
    formula = Product((Ref(chosen), series("ij", body, sizes, term)))
    return Step(result, formula, label=f"{part.label} penalty of {book.layer_word(address.update, layer)}")
