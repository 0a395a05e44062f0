"""A page says what an explanation says: nothing twice, and no more than has been shown."""

from dataclasses import replace

import pytest

from engine.formula import NumberStyle, Quantity, Ref, Symbol, evaluate, number_text, parse, plain_text
from engine.trace import BIAS, Address, Explanation, Kind, Step
from engine.trace.walked_sum import series_of
from engine.writing import shown_so_far
from gui.tracer.blocks import blocks_of
from gui.tracer.page import Block
from tests.gui.tracer.conftest import Run

STYLE = NumberStyle(4)


def explanations(run: Run) -> list[Explanation]:
    row, last = run.row(), run.layers - 1
    found = [Address(kind, 3, layer, 0, example=row) for kind in (Kind.SUM, Kind.ACTIVATION) for layer in (0, last)]
    found += [Address(Kind.DELTA, 3, layer, 0, example=row) for layer in range(run.layers)]
    found += [Address(Kind.EXAMPLE_LOSS, 3, example=row), Address(Kind.BATCH_LOSS, 3)]
    found += [Address(Kind.GRADIENT, 3, 0, 0, 1), Address(Kind.WEIGHT, 4, 0, 0, 1), Address(Kind.WEIGHT, 0, 0, 0, 1)]
    found += [Address(Kind.SHARE, 3, 0, 0, source, row) for source in (0, BIAS)]
    found += [Address(Kind.INPUT, 3, unit=1, example=row), Address(Kind.BATCH_FIGURE, 3, name="accuracy")]
    return [run.explain(address) for address in found]


@pytest.mark.parametrize("name", ["xor", "iris"])
def test_every_step_has_its_symbols_its_numbers_and_its_result(name: str, request: pytest.FixtureRequest) -> None:
    for found in explanations(request.getfixturevalue(name)):
        blocks = blocks_of(found, STYLE)
        assert len(blocks) == len(found.steps)
        for block, step in zip(blocks, found.steps, strict=True):
            assert block.result.text == number_text(step.result.value, STYLE)
            assert plain_text(block.head) == plain_text(block.head).strip() != ""
            assert block.finished
            if step.formula is not None and block.numbers:
                assert evaluate(step.formula) == pytest.approx(step.result.value, rel=1e-6, abs=1e-9)
            lines = [plain_text(line) for line in (block.symbols, block.numbers) if line]
            assert len({*lines, block.result.text}) == len(lines) + 1, "something is said twice"


def test_the_number_that_is_explained_cannot_be_asked_for_again(xor: Run) -> None:
    found = xor.explain(Address(Kind.ACTIVATION, 3, 0, 0, example=xor.row()))
    tokens = [token for block in blocks_of(found, STYLE) for token in (*block.head, *block.symbols, *block.numbers)]
    asked = {token.address for token in tokens} | {block.result.address for block in blocks_of(found, STYLE)}
    assert found.address not in asked
    assert Address(Kind.SUM, 3, 0, 0, example=xor.row()) in asked
    assert {quantity.address for quantity in found.operands} <= asked


def test_a_result_that_is_another_number_leads_to_that_number(xor: Run) -> None:
    share = xor.explain(Address(Kind.SHARE, 3, 0, 0, BIAS, xor.row()))
    (block,) = blocks_of(share, STYLE)
    assert block.numbers == ()
    assert block.result.address == Address(Kind.DELTA, 3, 0, 0, example=xor.row())


def case(value: float) -> Block:
    z = Quantity(Symbol("z"), value, Address(Kind.SUM))
    result = Quantity(Symbol("a"), value if value > 0 else 0.2 * value, Address(Kind.ACTIVATION))
    step = Step(result, parse("z if z > 0 else 0.2*z", {"z": z}))
    return blocks_of(Explanation(Address(Kind.ACTIVATION), "", "", "", result.value, (step,)), STYLE)[0]


def test_the_case_that_holds_is_told_with_its_reason_after_the_result() -> None:
    below, above = case(-0.5), case(0.5)
    assert (plain_text(below.numbers), below.result.text) == ("0.2·(−0.5)", "−0.1")
    assert plain_text(below.reason).split() == ["as", "z", "≤", "0"]
    assert above.numbers == ()
    assert (above.result.text, above.result.address) == ("0.5", Address(Kind.SUM))
    assert plain_text(above.reason).split() == ["as", "z", ">", "0"]


def test_a_formula_of_one_number_is_not_repeated() -> None:
    t = Quantity(Symbol("t"), 1.0, Address(Kind.TARGET))
    found = Explanation(Address(Kind.DELTA), "", "", "", 1.0, (Step(Quantity(Symbol("x"), 1.0), Ref(t)),))
    (block,) = blocks_of(found, STYLE)
    assert (plain_text(block.symbols), block.numbers, block.result.text) == ("t", (), "1")


# Term by term


def test_a_sum_is_told_term_by_term_then_with_its_result(xor: Run) -> None:
    found = xor.explain(Address(Kind.SUM, 3, 0, 0, example=xor.row()))
    whole = blocks_of(found, STYLE)[0]
    said = []
    for shown in (1, 2, 3):
        (block,) = blocks_of(replace(found, shown=shown), STYLE)
        assert (block.symbols, block.numbers) == (whole.symbols, whole.numbers), "the line may not move"
        said.append((plain_text(block.numbers[: block.told]), block.finished))
    first, second, _ = plain_text(whole.numbers).split(" + ")
    assert said == [(first, False), (f"{first} + {second}", False), (plain_text(whole.numbers), True)]


@pytest.mark.parametrize("kind", [Kind.SUM, Kind.DELTA, Kind.BATCH_LOSS])
def test_what_the_terms_so_far_add_up_to_is_said(kind: Kind, xor: Run) -> None:
    found = xor.explain(Address(kind, 3, 0, 0, example=xor.row()))
    series = series_of(found.steps[0].formula)
    assert series is not None
    for shown in range(1, len(series.terms) + 1):
        block = blocks_of(replace(found, shown=shown), STYLE)[0]
        written = shown_so_far(replace(found, shown=shown)).steps[0].result.value
        if block.so_far is not None:
            assert block.so_far.value == pytest.approx(
                sum(evaluate(term) for term in series.terms[:shown]), rel=1e-12
            )
            assert block.so_far.value == pytest.approx(written, rel=1e-12) or shown == len(series.terms)


def test_what_follows_a_sum_waits_for_it(xor: Run) -> None:
    found = xor.explain(Address(Kind.DELTA, 3, 0, 0, example=xor.row()))
    products = len(xor.moments.spec(0).network.layers[1:2]) and xor.moments.spec(0).network.layers[1].units
    blocks = blocks_of(replace(found, shown=products), STYLE)
    assert [block.finished for block in blocks] == [False] * 3
    assert plain_text(blocks[0].numbers[: blocks[0].told]) == plain_text(blocks[0].numbers)
    assert [block.told for block in blocks[1:]] == [0, 0]
    assert all(block.finished for block in blocks_of(replace(found, shown=products + 1), STYLE))


def test_a_mean_is_told_from_inside_its_bracket(xor: Run) -> None:
    found = xor.explain(Address(Kind.BATCH_LOSS, 3))
    (block,) = blocks_of(replace(found, shown=2), STYLE)
    said = plain_text(block.numbers[: block.told])
    assert said.startswith("(")
    assert said == " + ".join(plain_text(block.numbers).split(" + ")[:2])


def test_what_has_no_terms_is_told_at_once(xor: Run) -> None:
    found = replace(xor.explain(Address(Kind.WEIGHT, 4, 0, 0, 1)), shown=1)
    assert all(block.finished for block in blocks_of(found, STYLE))
