"""The rail's order, its states and its geometry, without a screen."""

from itertools import pairwise

import pytest

from engine.trace import event_count
from gui.tracer.rail import ChipState, chips, places


def test_the_rail_runs_forward_then_back_then_forward() -> None:
    rail = [chip.text for chip in chips(3, 0)]
    assert rail == ["L1", "L2", "L3", "Loss", "L3", "L2", "L1", "L1", "L2", "L3"]
    assert all(chip.state is ChipState.AHEAD for chip in chips(3, 0))


@pytest.mark.parametrize("layers", [1, 3, 6, 20])
@pytest.mark.parametrize("width", [320.0, 760.0, 3000.0])
def test_chips_never_overlap_nor_leave_the_rail(layers: int, width: float) -> None:
    spans = places(event_count(layers), layers, width, 46.0)
    assert len(spans) == event_count(layers)
    assert all(left + size < following for (left, size), (following, _) in pairwise(spans))
    assert spans[-1][0] + spans[-1][1] <= width + 1e-6
