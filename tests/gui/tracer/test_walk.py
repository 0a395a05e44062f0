"""Back and forward through the numbers asked, as in a browser."""

from engine.trace import Address, Explanation, Kind
from gui.tracer.walk import Walk


def number(unit: int, value: float = 0.0) -> Explanation:
    return Explanation(Address(Kind.SUM, unit=unit), f"n{unit}", "", "", value)


def walked(*units: int) -> Walk:
    walk = Walk()
    for unit in units:
        walk = walk.asked(number(unit))
    return walk


def units(walk: Walk) -> list[int]:
    return [each.address.unit for each in walk.trail]


def test_the_walk_begins_at_the_step() -> None:
    assert (Walk().shown, Walk().can_go_back, Walk().can_go_forward) == (None, False, False)


def test_back_leads_through_all_that_was_asked_to_the_beginning() -> None:
    walk = walked(1, 2, 3)
    seen = []
    while walk.can_go_back:
        assert walk.shown is not None
        seen.append(walk.shown.address.unit)
        walk = walk.back()
    assert seen == [3, 2, 1]
    assert (walk.shown, units(walk)) == (None, [1, 2, 3])
    assert walk.back() == walk


def test_forward_leads_again_where_one_was() -> None:
    walk = walked(1, 2, 3)
    assert walk.back().back().forward().forward() == walk
    assert not walk.can_go_forward
    assert walk.forward() == walk


def test_a_question_on_the_way_forgets_what_lay_ahead() -> None:
    walk = walked(1, 2, 3).back().back().asked(number(7))
    assert units(walk) == [1, 7]
    assert not walk.can_go_forward


def test_any_place_of_the_way_can_be_gone_to() -> None:
    walk = walked(1, 2, 3)
    assert walk.gone_to(0).shown is None
    assert walk.gone_to(1).shown == number(1)
    assert walk.gone_to(1).can_go_forward
    assert walk.gone_to(99) == walk


def test_the_same_number_again_is_no_step_further() -> None:
    walk = walked(1, 2).asked(number(2, 5.0))
    assert units(walk) == [1, 2]
    assert walk.shown == number(2, 5.0)
    again = walked(1, 2, 3).back().asked(number(2, 5.0))
    assert (units(again), again.can_go_forward) == ([1, 2, 3], True)
