"""Locks: the edits that make them, and what is drawn of them."""

import numpy as np

from engine.session import Session
from engine.spec import problems
from gui.network_view.layer_edits import lock_layer
from gui.network_view.layout import LEGEND
from gui.network_view.lock_edits import any_locked, is_locked, lock_neuron, lock_text, lock_weight, unlock_all
from gui.network_view.locks import locked_edges
from gui.theme.current import ThemeSwitch
from tests.gui.network_view.scenes import count_near, info_of, painted, scene, spec_of, trained

SPEC = spec_of(hidden=(4, 3))


def test_each_lock_has_a_name_and_is_its_own_way_back() -> None:
    layer, neuron = lock_layer(SPEC, 1), lock_neuron(SPEC, (0, 2))
    weight, bias = lock_weight(SPEC, (0, 1, 3)), lock_weight(SPEC, (2, -1, 0))
    assert weight is not None
    assert bias is not None
    assert [edit.text for edit in (layer, neuron, weight, bias)] == [
        "Lock layer 2", "Lock neuron 3 of layer 1", "Lock weight 2 of neuron 4 of layer 1",
        "Lock bias of neuron 1 of output",
    ]  # fmt: skip
    for edit in (layer, neuron, weight, bias):
        assert any_locked(edit.spec)
        assert problems(edit.spec, info_of(SPEC)) == ()
        assert unlock_all(edit.spec).spec == SPEC
    assert lock_layer(layer.spec, 1).spec == SPEC
    assert lock_neuron(neuron.spec, (0, 2)).spec == SPEC
    again = lock_weight(weight.spec, (0, 1, 3))
    assert again is not None
    assert (again.text, again.spec) == ("Unlock weight 2 of neuron 4 of layer 1", SPEC)


def test_a_neuron_set_free_leaves_the_rest_of_its_layer_locked() -> None:
    free = lock_neuron(lock_layer(SPEC, 0).spec, (0, 1)).spec.network.layers[0]
    assert [is_locked(free, neuron) for neuron in range(4)] == [True, False, True, True]
    assert lock_text(free) == "Locked in it: 3 neurons."


def test_a_weight_of_what_is_locked_has_no_lock_of_its_own() -> None:
    assert lock_weight(lock_layer(SPEC, 0).spec, (0, 0, 0)) is None
    assert lock_weight(lock_neuron(SPEC, (0, 0)).spec, (0, 0, 0)) is None
    assert lock_weight(SPEC.with_layer(0, use_bias=False), (0, -1, 0)) is None


LOCKED = SPEC.with_layer(0, frozen_neurons=(2,), frozen_weights=((0, 0), (-1, 1))).with_layer(2, trainable=False)


def test_just_the_weights_are_dashed_that_stay_while_it_trains() -> None:
    session = Session(LOCKED)
    drawn = scene(LOCKED, session.snapshot())
    held = locked_edges(drawn)
    assert held is not None
    before = session.get_weights()
    session.train(updates=3)
    after = session.get_weights()
    edges = drawn.edges
    for index, dashed in enumerate(held.tolist()):
        layer, source, neuron = int(edges.layer[index]), int(edges.source[index]), int(edges.target[index])
        if source >= 0:
            assert dashed == (after[2 * layer][source, neuron] == before[2 * layer][source, neuron])
    assert held.any()
    assert not held.all()
    assert locked_edges(scene(SPEC, Session(SPEC).snapshot())) is None


def test_a_locked_weight_is_a_broken_line(themes: ThemeSwitch) -> None:
    edit = lock_weight(SPEC, (1, 0, 0))
    assert edit is not None
    free, held = (scene(spec, trained(spec, 0).snapshot()) for spec in (SPEC, edit.spec))
    before, after = (painted(one, themes.theme)[: -int(LEGEND)] for one in (free, held))
    curve = free.layout.curve(1, 0, 0)
    differing = np.argwhere((before != after).any(axis=-1))
    assert len(differing) > 20
    lefts, rights = differing[:, 1].min(), differing[:, 1].max()
    assert curve.start[0] - 2 <= lefts < rights <= curve.end[0] + 2


def test_a_locked_neuron_has_a_lock(themes: ThemeSwitch) -> None:
    spec = lock_neuron(SPEC, (0, 2)).spec
    inked = []
    for each in (SPEC, spec):
        drawn = scene(each, trained(each, 0).snapshot())
        node = drawn.layout.node(1, 2)
        rows = slice(int(node.top + drawn.dy), int(node.bottom + drawn.dy))
        corner = painted(drawn, themes.theme)[rows, int(node.left + drawn.dx) - 8 : int(node.left + drawn.dx) + 14]
        inked.append(count_near(corner, themes.theme.accent_ink))
    assert inked[1] > inked[0] + 15
