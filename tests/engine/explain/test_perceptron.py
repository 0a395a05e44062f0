"""The perceptron rule explained: by signs and mistakes, without a slope of the step, down to data."""

import pytest

from engine.data import data_info
from engine.explain import Book, explain
from engine.formula import to_text
from engine.spec import DataSpec, ExperimentSpec
from engine.spec.perceptron import with_perceptron_rule
from engine.trace import Address, Explanation, Kind
from tests.engine.explain.rerun import Rerun


def book_of(name: str, updates: int) -> Book:
    spec = ExperimentSpec(data=DataSpec(name, validation_share=0.0))
    return Book(Rerun(with_perceptron_rule(spec, data_info(spec.data)), updates))


def delta(book: Book, update: int, unit: int = 0) -> Explanation:
    return explain(book, Address(Kind.DELTA, update, 0, unit, example=int(book.record(update).events.rows[0])))


def test_the_error_is_told_as_a_mistake_or_none() -> None:
    book = book_of("truth_and", 8)
    on_line, right, wrong = (delta(book, update) for update in (0, 1, 3))
    assert [found.value for found in (on_line, right, wrong)] == [1.0, 0.0, -1.0]
    assert on_line.steps[-1].note == "z is exactly 0, on the line itself: that counts as a mistake."
    assert right.steps[-1].note.startswith("t · z = 1 > 0: right. The rule reads z itself; the slope of Step")
    assert wrong.steps[-1].note.startswith("t · z = −1 ≤ 0: a mistake.")
    formula = wrong.steps[-1].formula
    assert formula is not None
    assert to_text(formula, "symbols") == "−t₁ if t₁·z₁⁽¹⁾ ≤ 0, otherwise 0"


def test_its_loss_is_one_formula_of_z_alone() -> None:
    book = book_of("iris_setosa", 2)
    found = explain(book, Address(Kind.EXAMPLE_LOSS, 1, example=int(book.record(1).events.rows[0])))
    (step,) = found.steps
    assert (step.label, step.note) == ("loss", "")
    assert step.formula is not None
    assert to_text(step.formula, "symbols") == "max(0, −t₁·z₁⁽¹⁾)"
    assert found.value > 0


@pytest.mark.parametrize("unit", [0, 1, 2])
def test_of_several_units_each_has_its_own_error_and_the_loss_is_their_sum(unit: int) -> None:
    book = book_of("iris_petals", 30)
    events = book.record(29).events
    found = delta(book, 29, unit)
    assert found.value == events.backward[0].delta[0, unit]
    loss = explain(book, Address(Kind.EXAMPLE_LOSS, 29, example=int(events.rows[0])))
    assert events.loss is not None
    assert loss.value == events.loss.example_losses[0]
    assert loss.steps[-1].formula is not None
    assert "/" not in to_text(loss.steps[-1].formula, "numbers"), "a sum, not a mean"


def test_mistakes_of_an_epoch_are_counted_from_its_examples() -> None:
    book = book_of("truth_xor", 4)
    whole = explain(book, Address(Kind.EPOCH_FIGURE, 0, name="mistakes"))
    assert whole.value == 4.0
    assert whole.sentence == "Counted over the epoch's batches, each before its own update."
    assert whole.steps[-1].formula is not None
    assert "/" not in to_text(whole.steps[-1].formula, "numbers")
    one = explain(book, Address(Kind.EXAMPLE_FIGURE, 1, example=1, name="mistakes"))
    assert one.value == 1.0
    accuracy = explain(book, Address(Kind.EPOCH_FIGURE, 0, name="accuracy"))
    assert accuracy.value == 0.25
