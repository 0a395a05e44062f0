"""Two questions traced: the loss as a mean over both outputs, each error half of a − t, each target by name."""

import math

import pytest

from engine.explain import Book, explain
from engine.formula import Expr, NumberStyle, number_text, to_text
from engine.presets import preset
from engine.trace import Address, Explanation, Kind
from tests.engine.explain.rerun import Rerun

STYLE = NumberStyle(4)
OUTPUT = 1


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(Rerun(preset("two-labels").spec, 3))


@pytest.fixture(scope="module")
def example(book: Book) -> int:
    """An example of the first batch that is answered yes and no."""
    rows = [int(row) for row in book.record(0).events.rows]
    return next(row for row in rows if sorted(book.target(0, "training", row).tolist()) == [0.0, 1.0])


def written(formula: Expr | None) -> tuple[str, str]:
    assert formula is not None
    return to_text(formula, "symbols", STYLE), to_text(formula, "numbers", STYLE)


def found(book: Book, kind: Kind, layer: int, unit: int, example: int) -> Explanation:
    return explain(book, Address(kind, 0, layer, unit, example=example))


def test_the_loss_of_an_example_is_the_mean_over_its_outputs(book: Book, example: int) -> None:
    told = found(book, Kind.EXAMPLE_LOSS, 0, 0, example)
    a = [found(book, Kind.ACTIVATION, OUTPUT, unit, example).value for unit in range(2)]
    t = book.target(0, "training", example).tolist()
    chances = [one if yes else 1.0 - one for one, yes in zip(a, t, strict=True)]
    assert told.value == pytest.approx(-(math.log(chances[0]) + math.log(chances[1])) / 2, rel=1e-12)
    symbols, numbers = written(told.steps[0].formula)
    assert symbols == "Σₖ (−tₖ·ln(aₖ) − (1 − tₖ)·ln(1 − aₖ)) / 2"
    terms = [f"{yes:g}·ln {number_text(one, STYLE)}" for one, yes in zip(a, t, strict=True)]
    assert f"(−{terms[0]} − (1 − " in numbers
    assert f") − {terms[1]} − (1 − " in numbers, "a term of a sum that begins with a minus has it for its sign"
    assert numbers.endswith(") / 2")


@pytest.mark.parametrize("unit", [0, 1])
def test_the_error_of_an_output_is_derived_as_its_half_of_a_minus_t(book: Book, example: int, unit: int) -> None:
    told = found(book, Kind.DELTA, OUTPUT, unit, example)
    a, t = found(book, Kind.ACTIVATION, OUTPUT, unit, example).value, book.target(0, "training", example)[unit]
    assert told.value == pytest.approx((a - t) / 2, rel=1e-12)
    slope, _, chain, last = told.steps
    number = "₁₂"[unit]
    assert written(slope.formula)[0] == f"(a{number}⁽²⁾ − t{number}) / (a{number}⁽²⁾·(1 − a{number}⁽²⁾)) / 2"
    assert chain.result.value == pytest.approx(told.value, rel=1e-12)
    text = number_text(a, STYLE)
    assert written(last.formula) == (f"(a{number}⁽²⁾ − t{number}) / 2", f"({text} − {t:g}) / 2")


def test_a_target_is_told_by_its_question(book: Book, example: int) -> None:
    for unit, question in enumerate(("inside the circle", "above the line")):
        word = "yes" if book.target(0, "training", example)[unit] else "no"
        told = explain(book, Address(Kind.TARGET, 0, unit=unit, example=example))
        assert told.sentence == f"The data answers {word} to “{question}”."
