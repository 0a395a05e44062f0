"""The numbers on edges: all where there is room, each at the end of its own edge, on nothing else that is told."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from engine.formula import NumberStyle, number_text
from engine.presets import experiment_session, presets
from engine.trace import Grain, Phase, Snapshot
from gui.network_view.chip_places import chips_of
from gui.network_view.chips import Chips
from gui.network_view.edge_style import styled
from gui.network_view.geometry import Rect
from gui.network_view.hit import hit
from gui.network_view.layout import LEGEND
from gui.network_view.legend import legend
from gui.network_view.scene import EdgeRef, NetworkScene, NeuronRef
from gui.network_view.texts import advance_in, words_at
from gui.theme.current import ThemeSwitch
from gui.theme.theme import load_theme
from gui.view import ViewState
from tests.gui.network_view.scenes import AREAS, count_near, in_window, painted, spec_of, stepped, trained

THEME = load_theme("light")
NORMAL, SMALL = AREAS[1], AREAS[0]

pytestmark = pytest.mark.usefixtures("qapp")


def keys(picture: NetworkScene) -> list[tuple[int, int, int]]:
    edges = picture.edges
    return list(zip(edges.layer.tolist(), edges.source.tolist(), edges.target.tolist(), strict=True))


def check(picture: NetworkScene, chips: Chips) -> None:
    """Boxes inside the area, off each other, off nodes and (unless it is crowded) off all words."""
    boxes = list(chips.boxes.values())
    inside = Rect(0.0, 0.0, picture.layout.width, picture.layout.height - LEGEND)
    assert all(box.inside(inside) for box in boxes)
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))
    if chips.only is not None:
        return
    others = [picture.layout.node(c, n) for c, p in enumerate(picture.layout.columns) for n in p.neurons]
    for column, place in enumerate(picture.layout.columns):
        for neuron in place.neurons:
            others += [word.box for word in words_at(picture, column, neuron, advance_in(THEME))]
    assert not any(box.overlaps(other) for box in boxes for other in others)


def walked(name: str) -> list[Snapshot]:
    """Every step of an update of a preset that has numbers on its edges."""
    session = experiment_session(name)
    session.train(updates=3)
    found = []
    for _ in range(3 * len(session.spec.network.layers) + 1):
        for _ in session.step(Grain.LAYER):
            pass
        if session.snapshot().phase in (Phase.BACKWARD, Phase.UPDATE):
            found.append(session.snapshot())
    return found


@pytest.mark.parametrize("bias_nodes", [False, True])
@pytest.mark.parametrize("name", [preset.name for preset in presets() if preset.group != "Pictures"])
def test_every_edge_of_a_preset_tells_its_gradient(name: str, bias_nodes: bool) -> None:
    for snapshot in walked(name):
        picture = in_window(snapshot.spec, snapshot, NORMAL, ViewState(bias_nodes=bias_nodes))
        chips, style = chips_of(picture, THEME), styled(picture)
        active, counted = set(style.active.tolist()), f"{len(chips.boxes)} of {chips.of} "
        assert set(chips.boxes) <= active
        assert len(chips.boxes) >= min(28, len(active)), (name, snapshot.phase, snapshot.layer)
        if len(active) <= 32:
            assert set(chips.boxes) == active, (name, snapshot.phase, snapshot.layer)
        assert any(item.text.startswith(counted) for item in legend(picture, chips)) == chips.some
        check(picture, chips)
        if snapshot.phase is Phase.BACKWARD:
            for index, text in chips.texts.items():
                told = [number_text(float(style.value[index]), NumberStyle(digits)) for digits in (3, 2, 1)]
                assert text in told


def test_where_not_all_fit_those_of_one_neuron_and_the_strongest_do_and_the_legend_counts() -> None:
    spec = spec_of("spiral", (16, 8))
    snapshot = stepped(spec, 6)
    picture = in_window(spec, snapshot, NORMAL)
    chips, style = chips_of(picture, THEME), styled(picture)
    check(picture, chips)
    assert chips.of == 128
    assert 20 <= len(chips.boxes) < 128
    assert f"{len(chips.boxes)} of 128 gradients" in [item.text for item in legend(picture, chips)]
    told = [keys(picture)[index] for index in chips.boxes]
    ends = [(source if chips.at_source else target) for _, source, target in told]
    assert ends.count(0) == (8 if chips.at_source else 16)
    for neuron in range(1, 8):
        end = 1 if chips.at_source else 2
        mine = [index for index, key in enumerate(keys(picture)) if key[0] == 1 and key[end] == neuron]
        shown = [index for index in mine if index in chips.boxes]
        hidden = [index for index in mine if index not in chips.boxes]
        assert not shown or min(style.flow[shown]) >= max(style.flow[hidden])


@pytest.mark.parametrize("hidden", [(6, 4, 6, 4), (8,) * 6, (3,) * 12, (64, 64)])
@pytest.mark.parametrize("size", AREAS)
def test_never_none(hidden: tuple[int, ...], size: tuple[int, int]) -> None:
    spec = spec_of("xor", hidden)
    for step in (len(hidden) + 3, len(hidden) + 4, 2 * len(hidden) + 4):
        picture = in_window(spec, stepped(spec, step), size)
        chips = chips_of(picture, THEME)
        check(picture, chips)
        assert chips.boxes
        if chips.only is None:
            assert len(chips.boxes) >= min(15, chips.of)
        else:
            into = (picture.edges.layer == picture.active) & (picture.edges.target == chips.only)
            assert len(chips.boxes) == min(int(into.sum()), 15) or len(chips.boxes) == int(into.sum())


def test_pointing_at_a_neuron_tells_all_its_edges() -> None:
    spec = spec_of("xor", (8, 8, 8, 8))
    picture = in_window(spec, stepped(spec, 8), SMALL)
    assert picture.active == 3
    for neuron in (2, 7):
        for looked_at in (
            replace(picture, pointed=NeuronRef(3, neuron)),
            replace(picture, view=ViewState(selected=(3, neuron))),
            replace(picture, pointed=EdgeRef(3, 1, neuron)),
        ):
            told = [keys(picture)[index] for index in chips_of(looked_at, THEME).boxes]
            assert {(3, source, neuron) for source in range(8)} <= set(told)


def test_an_edge_ends_at_its_own_chip_in_the_order_of_the_edges() -> None:
    spec = spec_of("iris_petals", (6, 4))
    picture = in_window(spec, stepped(spec, 6), AREAS[2])
    chips = chips_of(picture, THEME)
    assert not chips.at_source
    for index, box in chips.boxes.items():
        curve = chips.curve(picture.layout, picture.edges, index)
        assert curve.end == (box.left, box.centre[1])
        layer, source, target = keys(picture)[index]
        assert curve.start == picture.layout.curve(layer, source, target).start
        assert hit(picture.layout, picture.edges, *box.centre, chips=chips) == EdgeRef(layer, source, target)
        assert hit(picture.layout, picture.edges, *curve.at(0.97), chips=chips) == EdgeRef(layer, source, target)
    for target in range(4):
        tops = [box.top for index, box in chips.boxes.items() if keys(picture)[index][2] == target]
        assert tops == sorted(tops)
        assert len(tops) == 6


@pytest.mark.parametrize("name", ["light", "dark"])
def test_a_chip_has_the_colour_of_its_edge_s_sign_and_the_colour_of_the_step(name: str, themes: ThemeSwitch) -> None:
    themes.show_name(name)
    spec = spec_of("xor", (4, 2))
    for step, ink in ((6, "gradient"), (9, "edge_label")):
        picture = in_window(spec, stepped(spec, step), AREAS[2])
        chips, pixels = chips_of(picture, themes.theme), painted(picture, themes.theme)
        for index, box in chips.boxes.items():
            part = pixels[int(box.top) : int(box.bottom) + 1, int(box.left) : int(box.right) + 1]
            sign = "negative" if picture.edges.weight[index] < 0 else "positive"
            assert count_near(part, getattr(themes.theme, sign), 40) >= 12
            assert count_near(part, getattr(themes.theme, ink), 90) >= 10


def test_an_update_tells_before_and_after_and_where_there_is_less_room_the_change() -> None:
    spec = spec_of("iris_petals", (6, 4)).with_optimizer(learning_rate=1.0)
    snapshot = stepped(spec, 9)
    assert (snapshot.phase, snapshot.layer) == (Phase.UPDATE, 1)
    numbers = snapshot.layers[1]
    assert numbers.kernel_before is not None
    wide = chips_of(in_window(spec, snapshot, AREAS[3]), THEME)
    assert all(" → " in text for text in wide.texts.values())
    picture = in_window(spec, snapshot, SMALL)
    narrow = chips_of(picture, THEME)
    change = numbers.kernel - numbers.kernel_before
    for index, text in narrow.texts.items():
        _, source, target = keys(picture)[index]
        sign = "+" if change[source, target] > 0 else "−"
        assert text.startswith(sign)


def test_changes_too_small_for_three_digits_are_told_as_changes() -> None:
    spec = spec_of("iris_petals", (6, 4)).with_optimizer(learning_rate=1e-5)
    picture = in_window(spec, stepped(spec, 9), AREAS[3])
    chips = chips_of(picture, THEME)
    assert len(chips.texts) == 24
    assert all(text[0] in "+−" and "→" not in text for text in chips.texts.values() if text != "0")


def test_only_what_the_step_has_shown_is_told() -> None:
    spec = spec_of("xor", (4, 3))
    fine = trained(spec)
    for _ in range(5):
        for _ in fine.step(Grain.LAYER):
            pass
    for _ in range(2):
        for _ in fine.step(Grain.NEURON):
            pass
    partly = fine.snapshot()
    assert (partly.phase, partly.layer, partly.layers[1].errors_known) == (Phase.BACKWARD, 1, 2)
    picture = in_window(spec, partly, NORMAL)
    told = {keys(picture)[index][2] for index in chips_of(picture, THEME).boxes}
    assert told == {0, 1}
    active = styled(picture).active
    assert set(picture.edges.target[active].tolist()) == {0, 1}
    assert np.isfinite(styled(picture).flow).all()
