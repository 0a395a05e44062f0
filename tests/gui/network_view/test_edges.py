"""Edges: width and colour tell the weight, and the count of drawn edges is true."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from engine.trace import Phase
from gui.network_view.edge_style import THICKEST, THINNEST, edge_width, styled
from gui.network_view.legend import legend
from gui.network_view.scene import MAX_EDGES, EdgeRef, NetworkScene, NeuronRef, chosen_edges
from gui.theme.current import ThemeSwitch
from gui.view import ViewState
from tests.gui.network_view.scenes import (
    SIZE,
    count_near,
    painted,
    rgb,
    scene,
    spec_of,
    stepped,
    trained,
    with_weights,
)

SPEC = spec_of()


def test_width_grows_with_the_size_of_the_weight_and_saturates() -> None:
    sizes = np.linspace(0.0, 40.0, 400)
    widths = edge_width(sizes)
    assert (np.diff(widths[:150]) > 0).all()
    assert (np.diff(widths) >= 0).all()
    assert widths[0] == THINNEST
    assert widths[-1] <= THICKEST
    np.testing.assert_array_equal(edge_width(-sizes), widths)


@pytest.mark.parametrize("hidden", [(4, 2), (8, 8, 8), (64, 64)])
def test_a_stronger_edge_is_never_drawn_thinner(hidden: tuple[int, ...]) -> None:
    spec = spec_of(hidden=hidden)
    picture = scene(spec, trained(spec).snapshot())
    order = np.argsort(np.abs(picture.edges.weight))
    assert (np.diff(styled(picture).width[order]) >= -1e-12).all()


def one_edge(weight: float) -> NetworkScene:
    spec = spec_of(hidden=(1,))
    snapshot = trained(spec).snapshot()
    snapshot = with_weights(snapshot, 0, np.array([[weight], [0.0]]))
    return scene(spec, with_weights(snapshot, 1, np.array([[0.0]])))


@pytest.mark.parametrize("name", ["light", "dark"])
def test_sign_is_colour_and_size_is_ink(name: str, themes: ThemeSwitch) -> None:
    themes.show_name(name)
    theme = themes.theme
    seen: dict[float, int] = {}
    for weight in (-3.0, -0.5, 0.5, 3.0):
        picture = one_edge(weight)
        x, y = picture.layout.curve(0, 0, 0).at(0.5)
        row, column = int(y + picture.dy), int(x)
        around = painted(picture, theme)[row - 8 : row + 9, column - 8 : column + 9]
        red, _, blue = rgb(theme.background)
        bluer = (around[..., 2].astype(int) - blue) - (around[..., 0].astype(int) - red)
        mine, other = np.maximum(bluer, 0).sum(), np.maximum(-bluer, 0).sum()
        seen[weight], wrong = (int(mine), int(other)) if weight > 0 else (int(other), int(mine))
        assert wrong == 0, weight
    assert seen[3.0] > seen[0.5] > 0
    assert seen[-3.0] > seen[-0.5] > 0


def test_more_edges_than_the_limit_keeps_the_strongest_and_says_so() -> None:
    spec = spec_of(hidden=(64, 64))
    session = trained(spec)
    picture = scene(spec, session.snapshot(), size=(2000, 3000))
    assert all(not place.folded for place in picture.layout.columns)
    assert len(picture.edges) == MAX_EDGES
    everything = np.concatenate([np.abs(w).ravel() for w in session.get_weights()[::2]])
    assert picture.edges.total == everything.size == 2 * 64 + 64 * 64 + 64
    assert np.abs(picture.edges.weight).min() >= np.sort(everything)[-MAX_EDGES]
    assert f"{MAX_EDGES:,} of 4,288 edges" in [item.text for item in legend(picture)]


def test_a_folded_network_counts_the_edges_of_unseen_neurons_too() -> None:
    spec = spec_of(hidden=(64, 64))
    picture = scene(spec, trained(spec).snapshot())
    shown = [place.shown for place in picture.layout.columns]
    drawn = sum(a * b for a, b in pairwise(shown))
    assert f"{drawn:,} of 4,288 edges" in [item.text for item in legend(picture)]
    small = scene(SPEC, trained(SPEC).snapshot())
    assert not any(" of " in item.text for item in legend(small))


def test_bias_nodes_add_an_edge_for_every_bias() -> None:
    snapshot = trained(SPEC).snapshot()
    plain, with_biases = scene(SPEC, snapshot), scene(SPEC, snapshot, view=ViewState(bias_nodes=True))
    assert (len(plain.edges), plain.edges.total) == (18, 18)
    assert (len(with_biases.edges), with_biases.edges.total) == (25, 25)
    biases = with_biases.edges.weight[with_biases.edges.source < 0]
    np.testing.assert_array_equal(biases, np.concatenate([numbers.bias for numbers in snapshot.layers]))


def test_a_weight_that_is_not_a_number_is_drawn_grey(themes: ThemeSwitch) -> None:
    picture = one_edge(float("nan"))
    assert count_near(painted(picture, themes.theme), themes.theme.not_a_number, 16) > 30


def test_pointing_at_a_neuron_fades_all_edges_but_its_own() -> None:
    picture = replace(scene(SPEC, trained(SPEC).snapshot()), pointed=NeuronRef(0, 1))
    style, edges = styled(picture), picture.edges
    own = ((edges.layer == 0) & (edges.target == 1)) | ((edges.layer == 1) & (edges.source == 1))
    assert own.sum() == 4
    assert style.alpha[own].min() > style.alpha[~own].max()
    picture = replace(picture, pointed=EdgeRef(1, 2, 0))
    assert int(np.argmax(styled(picture).alpha)) == list(
        zip(edges.layer.tolist(), edges.source.tolist(), edges.target.tolist(), strict=True)
    ).index((1, 2, 0))


def test_backward_edges_carry_their_gradients() -> None:
    snapshot = stepped(SPEC, 6)  # 3 forward, loss, backward of the output layer and of layer 2
    assert (snapshot.phase, snapshot.layer) == (Phase.BACKWARD, 1)
    picture = scene(SPEC, snapshot)
    style = styled(picture)
    gradients = snapshot.layers[1].kernel_gradient
    assert gradients is not None
    np.testing.assert_array_equal(style.value[style.active], gradients.ravel())
    order = np.argsort(np.abs(style.value[style.active]))
    assert (np.diff(style.flow[style.active][order]) >= 0).all()
    assert style.flow.max() == 1.0
    waiting = np.setdiff1d(np.arange(len(style.flow)), style.active)
    assert not style.flow[waiting].any()


def test_what_flows_forward_is_the_weight_times_what_it_is_given() -> None:
    snapshot = stepped(SPEC, 2)
    assert (snapshot.phase, snapshot.layer) == (Phase.FORWARD, 1)
    given = snapshot.layers[0].activation
    assert given is not None
    style = styled(scene(SPEC, snapshot))
    products = np.abs(snapshot.layers[1].kernel * given[:, None]).ravel()
    np.testing.assert_allclose(style.flow[style.active], products / products.max())


def test_what_an_update_changed_most_is_marked_most() -> None:
    snapshot = stepped(SPEC, 9)
    assert (snapshot.phase, snapshot.layer) == (Phase.UPDATE, 1)
    numbers = snapshot.layers[1]
    assert numbers.kernel_before is not None
    style = styled(scene(SPEC, snapshot))
    changes = np.abs(numbers.kernel - numbers.kernel_before).ravel()
    np.testing.assert_allclose(style.flow[style.active], changes / changes.max())


def test_no_numbers_no_edges() -> None:
    picture = scene(SPEC, None)
    assert len(chosen_edges(picture.layout, SPEC, None)) == 0
    assert picture.edges.total == 18
    assert (int(picture.canvas[0]), int(picture.canvas[1])) == SIZE
