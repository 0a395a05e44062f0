"""What the formula speaks of stands out in the network, the rest steps back."""

from dataclasses import replace

import numpy as np
import pytest

from engine.trace import BIAS
from gui.network_view.edge_style import styled
from gui.network_view.emphasis import Light, light_of
from gui.network_view.scene import NetworkScene, NeuronRef, scene_of
from gui.view import Highlights, ViewState
from tests.gui.network_view.scenes import SIZE, info_of, spec_of, stepped

SUM = Highlights(
    frozenset({(-1, 0), (-1, 1), (0, 2)}), frozenset({(0, 0, 2), (0, 1, 2), (0, BIAS, 2)}), frozenset({(0, 2)})
)


def scene(lights: Highlights, steps: int = 0, **view: object) -> NetworkScene:
    spec = spec_of()
    state = ViewState(highlights=lights, **view)  # type: ignore[arg-type]
    return scene_of(spec, info_of(spec), stepped(spec, steps), None, state, *SIZE)


def edge(found: NetworkScene, layer: int, source: int, target: int) -> int:
    edges = found.edges
    return int(np.flatnonzero((edges.layer == layer) & (edges.source == source) & (edges.target == target))[0])


@pytest.mark.parametrize("steps", [0, 1, 6])
def test_lit_edges_stand_out_and_the_others_step_back(steps: int) -> None:
    plain, lit = styled(scene(Highlights(), steps)), styled(scene(SUM, steps))
    found = scene(SUM, steps)
    some = {edge(found, 0, source, 2) for source in (0, 1)}
    for index in range(len(found.edges)):
        if index in some:
            assert lit.alpha[index] >= max(plain.alpha[index], 0.8)
            assert lit.width[index] >= max(plain.width[index], 1.6)
        else:
            assert lit.alpha[index] < plain.alpha[index]
            assert lit.width[index] == plain.width[index]


def test_the_strongest_edge_is_the_widest() -> None:
    own = Highlights(frozenset(), frozenset({(0, 0, 2), (0, 1, 2)}), frozenset({(0, 1, 2)}))
    found, plain = scene(own), styled(scene(Highlights()))
    style, strong = styled(found), edge(found, 0, 1, 2)
    assert style.alpha[strong] == 1.0
    assert style.width[strong] > max(plain.width[strong], 1.6)


def test_neurons_are_lit_by_what_they_are() -> None:
    found = scene(SUM)
    assert [light_of(found, 0, unit) for unit in range(4)] == [Light.BACK, Light.BACK, Light.STRONGEST, Light.BACK]
    assert light_of(found, -1, 0) is Light.OPERAND
    assert light_of(scene(Highlights()), 0, 0) is Light.NONE


def test_a_bias_lights_its_neuron_unless_it_is_drawn() -> None:
    bias = Highlights(frozenset(), frozenset({(1, BIAS, 1)}), frozenset({(1, BIAS, 1)}))
    assert light_of(scene(bias), 1, 1) is Light.STRONGEST
    assert light_of(scene(bias, bias_nodes=True), 1, 1) is Light.BACK
    drawn = scene(bias, bias_nodes=True)
    assert styled(drawn).alpha[edge(drawn, 1, BIAS, 1)] == 1.0


def test_what_the_cursor_is_on_counts_more_than_the_formula() -> None:
    hovered, lit = replace(scene(Highlights()), pointed=NeuronRef(1, 0)), replace(scene(SUM), pointed=NeuronRef(1, 0))
    np.testing.assert_array_equal(styled(hovered).alpha, styled(lit).alpha)
