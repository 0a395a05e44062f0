"""A step keeps the colours of signs on its edges; other marks say what flows, which way, and what has changed."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QPolygonF

from engine.trace import Phase, Snapshot
from gui.network_view import flow
from gui.network_view.edge_style import styled
from gui.network_view.flow import arrow_head
from gui.network_view.geometry import Curve
from gui.network_view.legend import legend
from gui.theme.current import ThemeSwitch
from gui.theme.theme import Theme
from tests.gui.network_view.scenes import AREAS, count_near, in_window, painted, spec_of, stepped, with_weights
from tests.gui.theme.colour_vision import VISIONS, distance

SPEC = spec_of(hidden=(2, 2))
STEPS = {Phase.FORWARD: 2, Phase.BACKWARD: 6, Phase.UPDATE: 9}


def step_with_sign(phase: Phase, sign: float) -> Snapshot:
    """A step at layer 2 whose weights are all of one sign."""
    snapshot = stepped(SPEC, STEPS[phase])
    assert (snapshot.phase, snapshot.layer) == (phase, 1)
    numbers = replace(snapshot.layers[1], kernel_before=np.full((2, 2), sign))
    snapshot = replace(snapshot, layers=(snapshot.layers[0], numbers, snapshot.layers[2]))
    return with_weights(snapshot, 1, np.full((2, 2), 1.5 * sign))


def between_columns(snapshot: Snapshot, theme: Theme) -> NDArray[np.uint8]:
    """The pixels of the first third of the way between layer 1 and layer 2."""
    picture = in_window(SPEC, snapshot, AREAS[2])
    node = picture.layout.node(1, 0)
    left, right = int(node.right) + 12, int(node.right) + 60
    return painted(picture, theme)[20:-60, left:right]


@pytest.mark.parametrize("phase", list(STEPS))
@pytest.mark.parametrize("name", ["light", "dark"])
def test_edges_keep_the_colour_of_their_sign(name: str, phase: Phase, themes: ThemeSwitch) -> None:
    themes.show_name(name)
    theme = themes.theme

    def warm(sign: float) -> int:
        part = between_columns(step_with_sign(phase, sign), theme).astype(int)
        return int((part[..., 0] - part[..., 2] > 60).sum())

    assert warm(-1.0) > 150
    assert warm(1.0) < 20


@pytest.mark.parametrize("name", ["light", "dark"])
def test_what_flows_has_the_colour_of_its_direction_and_nothing_of_the_other(name: str, themes: ThemeSwitch) -> None:
    themes.show_name(name)
    theme = themes.theme
    seen = {phase: between_columns(step_with_sign(phase, -1.0), theme) for phase in STEPS}
    violet = {phase: count_near(part, theme.gradient, 40) for phase, part in seen.items()}
    accent = {phase: count_near(part, theme.accent, 40) for phase, part in seen.items()}
    assert violet[Phase.BACKWARD] > 20
    assert violet[Phase.FORWARD] == violet[Phase.UPDATE] == 0
    assert accent[Phase.FORWARD] > 20
    assert accent[Phase.BACKWARD] == accent[Phase.UPDATE] == 0


@pytest.mark.parametrize("name", ["light", "dark"])
def test_changed_weights_run_between_rails_of_ink(name: str, themes: ThemeSwitch) -> None:
    themes.show_name(name)
    theme = themes.theme
    inked = {
        phase: count_near(between_columns(step_with_sign(phase, -1.0), theme), theme.text, 85) for phase in STEPS
    }
    assert inked[Phase.UPDATE] > 100
    assert inked[Phase.UPDATE] > 2 * max(inked[Phase.FORWARD], inked[Phase.BACKWARD])


def test_heads_point_forward_and_backward() -> None:
    curve = Curve((0.0, 0.0), (200.0, 120.0))
    for size in (6.0, -6.0):
        head = arrow_head(curve, 0.4, size)
        tip, tail = head[0], head[2]
        assert (tip.x() > tail.x()) == (size > 0)
        along = np.array([tip.x() - tail.x(), tip.y() - tail.y()])
        direction = np.array(curve.direction(0.4))
        assert abs(along @ direction) == pytest.approx(np.linalg.norm(along) * np.linalg.norm(direction))


@pytest.mark.parametrize(("phase", "way"), [(Phase.FORWARD, 1), (Phase.BACKWARD, -1), (Phase.UPDATE, 0)])
def test_heads_are_painted_the_way_the_numbers_go(
    phase: Phase, way: int, themes: ThemeSwitch, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[float] = []

    def recorded(curve: Curve, t: float, size: float) -> QPolygonF:
        sizes.append(size)
        return arrow_head(curve, t, size)

    monkeypatch.setattr(flow, "arrow_head", recorded)
    painted(in_window(SPEC, stepped(SPEC, STEPS[phase]), AREAS[1]), themes.theme)
    assert {int(np.sign(size)) for size in sizes} == ({way} if way else set())
    assert len(sizes) == 4 * abs(way)


def test_each_kind_of_step_has_a_mark_of_its_own_in_the_legend() -> None:
    marks = {}
    for phase, steps in STEPS.items():
        items = legend(in_window(SPEC, stepped(SPEC, steps), AREAS[1]))
        assert [item.color for item in items[:2]] == ["positive", "negative"]
        marks[phase] = items[2].mark
    assert marks == {Phase.FORWARD: "forward", Phase.BACKWARD: "backward", Phase.UPDATE: "rails"}


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("name", ["light", "dark"])
def test_no_mark_relies_on_a_colour_that_cannot_be_told_from_the_edge_under_it(
    name: str, vision: str, themes: ThemeSwitch
) -> None:
    """Heads and rails stand out from a plain ground, and so does the shape: arrows either way, or rails."""
    themes.show_name(name)
    theme = themes.theme
    for mark, ground in itertools.product((theme.accent, theme.gradient, theme.text), (theme.background,)):
        assert distance(mark, ground, vision) >= 36
    for mark in (theme.gradient, theme.text):
        for sign in (theme.positive, theme.negative):
            assert distance(mark, sign, vision) >= 18


def test_weak_edges_fade_behind_strong_ones_while_the_error_flows_back() -> None:
    spec = spec_of(hidden=(6, 4))
    style = styled(in_window(spec, stepped(spec, 6), AREAS[1]))
    order = style.active[np.argsort(style.flow[style.active])]
    assert (np.diff(style.alpha[order]) >= 0).all()
    assert style.alpha[order[0]] < 0.6 < style.alpha[order[-1]]
    assert style.width[style.active].max() < 3.5
