"""The rail's order, its states and its geometry, without a screen."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from engine.spec import LayerSpec
from engine.trace import event_count
from gui.theme.current import ThemeSwitch
from gui.tracer.rail import ChipState, chips, places
from gui.tracer.step_rail import StepRail


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


@pytest.mark.parametrize(("layers", "width"), [(1, 300.0), (2, 300.0), (3, 290.0), (6, 290.0), (20, 700.0)])
def test_the_loss_is_named_in_its_chip_or_above_it(
    layers: int, width: float, themes: ThemeSwitch, qtbot: QtBot
) -> None:
    rail = StepRail(themes)
    qtbot.addWidget(rail)
    rail.show_progress([LayerSpec()] * layers, 0)
    boxes = [QRectF(left, 16.0, size, 22.0) for left, size in places(event_count(layers), layers, width, 46.0)]
    chip, name = boxes[layers], rail.loss_name(boxes)
    assert name.isEmpty() == (chip.width() >= 40.0)
    assert name.isEmpty() or (name.right() < boxes[layers + 1].left() and abs(name.right() - chip.right()) < 20.0)
