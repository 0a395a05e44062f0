"""A neuron that dropout leaves out is drawn off, and a layer without biases shows none."""

from dataclasses import replace

import numpy as np
import pytest

from engine.spec import ExperimentSpec
from engine.trace import Grain, Kind, Snapshot
from gui.network_view.card import card_of
from gui.network_view.edge_style import styled
from gui.network_view.labels import lines_of
from gui.network_view.scene import EdgeRef, NetworkScene, NeuronRef
from gui.theme.theme import load_theme
from gui.tracer.neuron_card import neuron_card
from gui.view import ViewState
from tests.gui.network_view.scenes import info_of, painted, scene, spec_of, stepped, trained

pytestmark = pytest.mark.usefixtures("qapp")

LIGHT = load_theme("light")
DROPPED = spec_of().with_layer(0, dropout=0.5)
BARE = spec_of().with_layer(0, use_bias=False)


def left_out(snapshot: Snapshot) -> list[int]:
    factors = snapshot.layers[0].dropout
    assert factors is not None
    return np.flatnonzero(factors == 0.0).tolist()


def card_names(found: NetworkScene, layer: int, neuron: int) -> list[str]:
    card = card_of(replace(found, pointed=NeuronRef(layer, neuron)))
    assert card is not None
    return [row.name for row in card.rows]


def test_a_neuron_left_out_is_off_in_words_and_picture() -> None:
    snapshot = stepped(DROPPED, 2)
    off = left_out(snapshot)
    assert 0 < len(off) < 4
    found = scene(DROPPED, snapshot)
    for neuron in range(4):
        told = lines_of(found, 1, neuron)[0]
        assert ("left out" in told.text) == (neuron in off) == found.left_out(0, neuron)
        card = card_of(replace(found, pointed=NeuronRef(0, neuron)))
        row = next(row for row in card.rows if row.name == "dropout")  # type: ignore[union-attr]
        assert row.value == ("left out" if neuron in off else "times 2")
        assert row.number is not None
        assert row.number.kind is Kind.DROPOUT
        rows = {row.name: row.value for row in neuron_card(snapshot, 0, neuron, info_of(DROPPED)).rows}
        assert rows["dropout d"].value == (0.0 if neuron in off else 2.0)  # type: ignore[union-attr]
    whole = replace(snapshot, layers=(replace(snapshot.layers[0], dropout=None), *snapshot.layers[1:]))
    pixels = painted(found, LIGHT)
    differs = (pixels != painted(scene(DROPPED, whole), LIGHT)).any(axis=-1)
    for neuron in range(4):
        node = found.layout.node(1, neuron)
        box = differs[int(node.top + found.dy) : int(node.bottom + found.dy), int(node.left) : int(node.right)]
        assert (box.mean() > 0.5) == (neuron in off), neuron
        assert (dashes(pixels, found, neuron) > 2) == (neuron in off), "a dashed rim"


def dashes(pixels: np.ndarray, found: NetworkScene, neuron: int) -> int:
    """How many dark runs the upper rim of a neuron of layer 1 has."""
    node = found.layout.node(1, neuron)
    top, left, right = int(node.top + found.dy), int(node.left) + 8, int(node.right) - 8
    dark = (pixels[top - 1 : top + 2, left:right].max(axis=-1) < 150).any(axis=0)
    return int((np.diff(dark.astype(int)) == 1).sum()) + bool(dark[0])


def test_its_edges_are_faint_and_nothing_flows_through_them() -> None:
    snapshot = stepped(DROPPED, 2)
    found, off = scene(DROPPED, snapshot), left_out(snapshot)
    style = styled(found)
    behind = found.edges.layer == 1
    silent = behind & np.isin(found.edges.source, off)
    assert silent.any()
    assert (style.flow[silent] == 0.0).all()
    assert style.alpha[silent].max() < style.alpha[behind & ~silent].min()


def test_before_the_step_has_come_there_and_at_rest_nothing_is_left_out() -> None:
    session = trained(DROPPED)
    for _ in session.step(Grain.TERM):
        pass
    for snapshot in (session.snapshot(), trained(DROPPED).snapshot()):
        found = scene(DROPPED, snapshot)
        assert not any(found.left_out(0, neuron) for neuron in range(4))
        assert "dropout" not in card_names(found, 0, 3)


@pytest.mark.parametrize("steps", [0, 1, 5, 7])
def test_a_layer_without_biases_shows_none(steps: int) -> None:
    def told(spec: ExperimentSpec) -> str:
        found = scene(spec, stepped(spec, steps))
        lines = " ".join(line.text for neuron in range(4) for line in lines_of(found, 1, neuron))
        return lines + " ".join(card_names(found, 0, 1))

    assert " b " not in f" {told(BARE)} "
    assert "bias" not in told(BARE)
    assert "∂L/∂b" not in told(BARE)
    assert "bias" in told(spec_of())
    names = [row.name for row in neuron_card(stepped(BARE, steps), 0, 1, info_of(BARE)).rows]
    assert "bias b" not in names


def test_no_bias_node_stands_before_a_layer_without_biases() -> None:
    view = ViewState(bias_nodes=True)
    found = scene(BARE, stepped(BARE, 3), view=view)
    assert [column.bias_y is None for column in found.layout.columns] == [True, False, False, True]
    usual = scene(spec_of(), stepped(spec_of(), 3), view=view)
    assert len(usual.edges) - len(found.edges) == 4
    assert card_of(replace(found, pointed=EdgeRef(1, -1, 0))) is not None
