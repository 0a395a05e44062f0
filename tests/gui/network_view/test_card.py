"""The hover card tells exact values, and what changed."""

from dataclasses import replace

from gui.network_view.card import Card, card_of
from gui.network_view.figures import exact
from gui.network_view.layout import BIAS
from gui.network_view.scene import EdgeRef, NeuronRef, Pointed
from tests.gui.network_view.scenes import scene, spec_of, stepped

SPEC = spec_of()


def card(pointed: Pointed, steps: int = 0) -> Card:
    found = card_of(replace(scene(SPEC, stepped(SPEC, steps)), pointed=pointed))
    assert found is not None
    return found


def rows(found: Card) -> dict[str, str]:
    return {row.name: row.value for row in found.rows}


def test_a_hidden_neuron() -> None:
    snapshot = stepped(SPEC, 0)
    numbers = snapshot.layers[0]
    found = card(NeuronRef(0, 2))
    assert found.title == "Layer 1 · neuron 3 · Tanh"
    assert numbers.z is not None
    assert rows(found) == {
        "z": exact(numbers.z[2]),
        "a": exact(numbers.activation[2]) if numbers.activation is not None else "",
        "bias b": exact(numbers.bias[2]),
    }


def test_an_output_tells_its_target_and_an_input_its_name() -> None:
    found = card(NeuronRef(2, 0))
    assert found.title == "Layer 3 · output 1 · Sigmoid"
    assert rows(found)["stands for"] == "signs agree"
    assert rows(found)["target"] in ("0", "1")
    assert card(NeuronRef(-1, 1)).title == "Input 2 · x₂"


def test_an_edge_with_its_gradient_and_its_change() -> None:
    edge = EdgeRef(1, 3, 0)
    at_rest = card(edge)
    assert at_rest.title == "Layer 1 · neuron 4 → Layer 2 · neuron 1"
    assert list(rows(at_rest)) == ["weight w"]
    backward = rows(card(edge, 6))
    gradients = stepped(SPEC, 6).layers[1].kernel_gradient
    assert gradients is not None
    assert backward["∂L/∂w of the batch"] == exact(gradients[3, 0])
    after = stepped(SPEC, 9).layers[1]
    assert after.kernel_before is not None
    changed = rows(card(edge, 9))
    assert changed["weight w before"] == exact(after.kernel_before[3, 0])
    assert changed["weight w after"] == exact(after.kernel[3, 0])
    assert changed["weight w before"] != changed["weight w after"]


def test_a_neuron_reached_by_the_error() -> None:
    told = card(NeuronRef(1, 0), 6)
    assert {"δ of this example", "∂L/∂b of the batch"} <= rows(told).keys()
    assert all(row.ink == "gradient" for row in told.rows if row.name.startswith(("δ", "∂")))
    assert "δ of this example" not in rows(card(NeuronRef(0, 0), 6))


def test_a_bias_edge_and_nothing() -> None:
    assert card(EdgeRef(0, BIAS, 1)).title == "Bias → Layer 1 · neuron 2"
    assert card_of(scene(SPEC, stepped(SPEC, 0))) is None
    assert card_of(replace(scene(SPEC, stepped(SPEC, 0)), pointed=NeuronRef(0, 60))) is None
