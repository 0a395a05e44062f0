"""Pages are laid out within their width, whatever they say, and every number has a place to click."""

from dataclasses import replace
from itertools import combinations, pairwise

import pytest

from engine.formula import NumberStyle, Token
from engine.trace import Address, Explanation, Kind, Origin
from gui.tracer.block_layout import FORMULA_PX
from gui.tracer.blocks import blocks_of
from gui.tracer.ink import Inked, Letters, Spot
from gui.tracer.page import Crumb, Page
from gui.tracer.page_layout import ORIGINS, lay_out
from gui.tracer.typeset import SIZES
from tests.gui.tracer.conftest import Monospaced, Run
from tests.gui.tracer.test_page import explanations

WIDTHS = (420.0, 760.0, 1100.0, 1800.0)


def page(found: Explanation, digits: int = 3, **more: object) -> Page:
    blocks = blocks_of(found, NumberStyle(digits))
    return Page("Forward", "text", found.title, found.place, found.sentence, blocks, found.notes, **more)  # type: ignore[arg-type]


def right_end(letters: Letters, type_: Monospaced) -> float:
    width = (
        type_.math(letters.text, letters.face, letters.px) if letters.math else type_.words(letters.text, letters.px)
    )
    return letters.x + width


def texts(inked: Inked) -> str:
    """Everything from top to bottom, from left to right."""
    return "".join(each.text for each in sorted(inked.letters, key=lambda each: (round(each.y), each.x)))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("digits", [3, 12])
def test_nothing_leaves_the_page(width: float, digits: int, xor: Run, iris: Run, monospaced: Monospaced) -> None:
    for found in explanations(xor) + explanations(iris):
        for scale in (1.0, 2.2) if width > 1000 else (1.0,):
            inked = lay_out(page(found, digits), width, scale, monospaced)
            for letters in inked.letters:
                assert letters.x >= 0
                assert right_end(letters, monospaced) <= width + 0.5, (found.title, letters.text)
                assert 0 < letters.y <= inked.height
            for spot in inked.spots:
                assert spot.x >= 0
                assert spot.y + spot.height <= inked.height + 0.5


def test_every_operand_has_a_place_of_its_own(xor: Run, monospaced: Monospaced) -> None:
    for found in explanations(xor):
        inked = lay_out(page(found), 900.0, 1.0, monospaced)
        clicked = {spot.target for spot in inked.spots}
        assert {quantity.address for quantity in found.operands} <= clicked
        assert all(not overlap(one, other) for one, other in combinations(inked.spots, 2))


def overlap(one: Spot, other: Spot) -> bool:
    across = one.x + 0.5 < other.x + other.width and other.x + 0.5 < one.x + one.width
    return across and one.y + 0.5 < other.y + other.height and other.y + 0.5 < one.y + one.height


def test_a_click_on_a_number_finds_its_address(xor: Run, monospaced: Monospaced) -> None:
    found = xor.explain(Address(Kind.SUM, 3, 0, 0, example=xor.row()))
    inked = lay_out(page(found), 900.0, 1.0, monospaced)
    letters = next(each for each in inked.letters if each.ink in ("positive_text", "negative_text"))
    spot = next(spot for spot in inked.spots if spot.contains(letters.x + 2, letters.y - 4))
    assert spot.target == Address(Kind.WEIGHT, 3, 0, 0, 0)
    assert spot.stop


def test_the_keys_stop_at_numbers_only(xor: Run, monospaced: Monospaced) -> None:
    found = xor.explain(Address(Kind.SUM, 3, 0, 0, example=xor.row()))
    spots = lay_out(page(found), 900.0, 1.0, monospaced).spots
    stops = [spot for spot in spots if spot.stop]
    assert [spot.target for spot in stops] == [quantity.address for quantity in found.operands]
    assert len({spot.y for spot in stops}) == 1
    assert all(spot.y < stops[0].y for spot in spots if not spot.stop)


def test_steps_stand_side_by_side_where_there_is_room(xor: Run, monospaced: Monospaced) -> None:
    found = xor.explain(Address(Kind.ACTIVATION, 3, 0, 0, example=xor.row()))
    wide, narrow = (lay_out(page(found), width, 1.0, monospaced) for width in (1800.0, 420.0))
    labels = [step.label for step in found.steps]
    tops = {
        name: [each for each in inked.letters if each.text in labels] for name, inked in (("w", wide), ("n", narrow))
    }
    assert len({each.y for each in tops["w"]}) == 1
    assert [each.x for each in tops["w"]] == sorted({each.x for each in tops["w"]})
    assert [each.x for each in tops["n"]] == [0.0] * len(labels)
    assert narrow.height > wide.height


def test_symbols_and_numbers_are_aligned_at_the_sign(xor: Run, monospaced: Monospaced) -> None:
    found = xor.explain(Address(Kind.SUM, 3, 0, 0, example=xor.row()))
    signs = [each for each in lay_out(page(found), 900.0, 1.0, monospaced).letters if each.text == " = "]
    first, second, *_ = sorted(signs, key=lambda each: (each.y, each.x))
    assert first.y < second.y
    assert first.x == pytest.approx(second.x)


def test_type_grows_with_the_scale(xor: Run, monospaced: Monospaced) -> None:
    found = page(xor.explain(Address(Kind.SUM, 3, 0, 0, example=xor.row())))
    one, two = (lay_out(found, 2000.0, scale, monospaced) for scale in (1.0, 2.0))
    assert max(each.px for each in one.letters) == FORMULA_PX
    assert [2 * each.px for each in one.letters] == [each.px for each in two.letters]
    assert two.height == pytest.approx(2 * one.height)


def test_colours_are_those_of_what_numbers_belong_to(xor: Run, monospaced: Monospaced) -> None:
    row = xor.row()
    error = lay_out(page(xor.explain(Address(Kind.DELTA, 3, 0, 0, example=row))), 1100.0, 1.0, monospaced)
    assert {"gradient", "positive_text", "negative_text"} <= {each.ink for each in error.letters}
    result = [each for each in error.letters if each.math and each.face.bold][-1]
    assert result.ink == "gradient"
    forward = lay_out(page(xor.explain(Address(Kind.SUM, 3, 0, 0, example=row))), 1100.0, 1.0, monospaced)
    assert "gradient" not in {each.ink for each in forward.letters}


def test_what_has_not_been_shown_is_not_painted_and_cannot_be_clicked(xor: Run, monospaced: Monospaced) -> None:
    found = xor.explain(Address(Kind.SUM, 3, 0, 0, example=xor.row()))
    whole, part = (lay_out(page(each), 900.0, 1.0, monospaced) for each in (found, replace(found, shown=1)))
    new = sorted(set(part.letters) - set(whole.letters), key=lambda each: each.x)
    assert new[0].text.strip() == "so far"
    assert len(new) == 2, "and what the terms add up to"
    assert [spot for spot in part.spots if spot.stop] == [spot for spot in whole.spots if spot.stop][:2]
    assert not any(each.face.bold and each.math for each in part.letters)


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_moves_while_a_sum_is_told(width: float, iris: Run, monospaced: Monospaced) -> None:
    found = iris.explain(Address(Kind.SUM, 3, 1, 0, example=iris.row()))
    heights, places = set(), []
    for shown in (1, 2, 3, 4, None):
        inked = lay_out(page(replace(found, shown=shown), 12), width, 1.0, monospaced)
        heights.add(
            inked.height
            if shown is not None
            else lay_out(page(replace(found, notes=()), 12), width, 1.0, monospaced).height
        )
        places.append({(spot.target, spot.x, spot.y) for spot in inked.spots})
    assert len(heights) == 1
    for before, after in pairwise(places):
        assert before <= after


def test_the_term_shown_last_lies_on_a_plate(xor: Run, monospaced: Monospaced) -> None:
    found = xor.explain(Address(Kind.SUM, 3, 0, 0, example=xor.row()))
    lefts = []
    for shown in (1, 2):
        inked = lay_out(page(replace(found, shown=shown)), 900.0, 1.0, monospaced)
        (plate,) = inked.plates
        inside = [
            spot
            for spot in inked.spots
            if spot.stop and plate.x <= spot.x and spot.x + spot.width <= plate.x + plate.width
        ]
        assert len(inside) == 2, "weight and input"
        assert inside == [spot for spot in inked.spots if spot.stop][-2:]
        lefts.append(plate.x)
    assert lefts[0] < lefts[1]
    assert not lay_out(page(found), 900.0, 1.0, monospaced).plates


@pytest.mark.parametrize("origin", [origin for origin in Origin if origin is not Origin.COMPUTED])
def test_the_end_of_a_walk_has_a_chip(origin: Origin, monospaced: Monospaced) -> None:
    inked = lay_out(Page("", "text", "Seed", "A setting", "Word.", origin=origin), 600.0, 1.0, monospaced)
    (plate,) = inked.plates
    chip = next(each for each in inked.letters if each.text == ORIGINS[origin])
    assert plate.x < chip.x < right_end(chip, monospaced) < plate.x + plate.width
    assert not lay_out(Page("", "text", "z", "", "Word."), 600.0, 1.0, monospaced).plates


# The trail


def crumbs(count: int) -> tuple[Crumb, ...]:
    return tuple(Crumb((Token(f"n{i}"),), f"Number {i}", i == count - 1) for i in range(count))


def test_the_trail_leads_back_to_every_step_but_the_last(monospaced: Monospaced) -> None:
    inked = lay_out(Page("", "text", "z", "", "Word.", trail=crumbs(4)), 600.0, 1.0, monospaced)
    assert [spot.target for spot in inked.spots] == [0, 1, 2]
    assert not any(spot.stop for spot in inked.spots)
    assert texts(inked).startswith("n0›n1›n2›n3")


def test_a_long_trail_gives_up_its_beginning(monospaced: Monospaced) -> None:
    inked = lay_out(Page("", "text", "z", "", "Word.", trail=crumbs(40)), 500.0, 1.0, monospaced)
    assert all(right_end(each, monospaced) <= 500.0 for each in inked.letters)
    assert inked.spots[-1].target == 38
    assert inked.spots[0].target != 0
    assert texts(inked).startswith("…")


def test_sizes_are_those_of_scripts() -> None:
    assert list(SIZES) == sorted(SIZES, reverse=True)
